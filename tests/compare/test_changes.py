"""What a change is called, where it points, and what is no change at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.compare.versions.alignment import align
from briefer.compare.versions.changes import changes
from briefer.ingest.reading import article_from_text
from briefer.model import NOT_FACTUAL, Article
from briefer.text import split

BEFORE = "The road through the valley was closed for the whole of the morning."
AFTER = (
    "Three other motions were put off by the council of Kelburgh until the spring.",
    "Marco Bruni and Elena Petrova work for the ministry in Ghent and Leipzig.",
)


def doc(*sentences, **fields):
    return split(Article("\n\n".join(sentences), **fields))


def told(old, new, **fields):
    """The changes between two versions that differ in one paragraph."""
    one, other = (doc(BEFORE, text, *AFTER, **fields) for text in (old, new))
    return one, other, changes(one, other)


@pytest.mark.parametrize(
    ("kind", "old", "new", "was", "now", "message"),
    [
        ("number", "Police said 12 people were hurt.", "Police said 19 people were hurt.",
         "12", "19", "12 → 19 people (+7)"),
        ("money", "The site cost €4.2 million.", "The site cost €4.5 million.",
         "€4.2 million", "€4.5 million", "€4.2 million → €4.5 million (+7.1 %)"),
        ("number", "It grew by 5.4 per cent.", "It grew by 6 per cent.",
         "5.4 per cent", "6 per cent", "5.4 per cent → 6 per cent (+0.6 points)"),
        ("number", "At least 12 people were hurt.", "12 people were hurt.",
         "At least 12", "12", "at least 12 → 12 people"),
        ("number", "Dozens were hurt in it.", "34 were hurt in it.", "Dozens", "34", "Dozens → 34"),
        ("number", "The road is 12 km long.", "The road is 12 miles long.",
         "12 km", "12 miles", "12 km → 12 miles"),
        ("number", "The bus stops there twice a week.", "The bus stops there three times a week.",
         "twice", "three", "twice → three (+1)"),
        ("date", "They will meet on Friday.", "They will meet on Saturday.",
         "Friday", "Saturday", "Friday → Saturday"),
        ("name", "Mayor Marco Bruni will speak.", "Mayor Marco Brunetti will speak.",
         "Bruni", "Brunetti", "Bruni → Brunetti"),
        ("name", "A 34-year-old man was held by police.", "Luka Petric was held by police.",
         "A 34-year-old man", "Luka Petric", None),
        ("place", "The meeting in Ghent ended early.", "The meeting in Leipzig ended early.",
         "Ghent", "Leipzig", "Ghent → Leipzig"),
        ("role", "Mayor Marco Bruni will speak.", "Governor Marco Bruni will speak.",
         "Mayor", "Governor", "Mayor → Governor"),
        ("role", "The German striker Tobias Renner scored.",
         "The Danish striker Tobias Renner scored.", "German", "Danish", None),
        ("negation", "The dam is not expected to fail.", "The dam is expected to fail.",
         "not expected", "expected", None),
        ("negation", "The plan is likely to pass.", "The plan is unlikely to pass.",
         "likely", "unlikely", None),
        ("certainty", "The dam may fail this week.", "The dam will fail this week.",
         "may", "will", "“may” → “will”"),
        ("certainty", "The firm has indicated support.", "The firm has pledged support.",
         "indicated", "pledged", None),
        ("status", "Marco Bruni will meet the unions.", "Marco Bruni met the unions.",
         "will meet", "met", None),
        ("status", "Police have arrested the driver of the bus.",
         "Police have charged the driver of the bus.", "arrested", "charged", None),
        ("status", "He is on trial for murder there.", "He is on trial for manslaughter there.",
         "murder", "manslaughter", None),
        ("number", "Profits of the brewery doubled.", "Profits of the brewery tripled.",
         "doubled", "tripled", None),
        ("attribution", "The dam is safe, engineers said.", "The dam is safe.",
         "engineers said", "The dam is safe", None),
        ("attribution", "Police said the man was armed.", "Witnesses said the man was armed.",
         "Police", "Witnesses", None),
        ("quotation", "“We are never going to sell this,” said Bruni.",
         "“We are always going to sell this,” said Bruni.", "never", "always", None),
    ],
)  # fmt: skip
def test_a_change_has_its_type_its_words_and_its_message(kind, old, new, was, now, message):
    one, other, found = told(old, new)
    change = next(c for c in found if c.type == kind)
    assert [c.type for c in found if c.factual] == [kind]
    assert (change.old.text, change.new.text) == (was, now)
    assert one.article.text[change.old.start : change.old.end] == was
    assert other.article.text[change.new.start : change.new.end] == now
    assert one.by_id[change.old.sentence].start <= change.old.start
    if message:
        assert change.message == message


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("It cost 1,000 euros on Nov. 21.", "It cost 1 000 euros on November 21."),
        ("It cost €4.2 million.", "It cost 4.2 million euros."),
        ("Ten per cent of voters stayed away.", "10% of voters stayed away."),
        ("Half of voters stayed away.", "50 percent of voters stayed away."),
        ("The road is 3 km long.", "The road is three kilometres long."),
        ("The trial starts at 5 p.m.", "The trial starts at 17:00."),
        ("Some 12,000 people fled.", "About 12,000 people fled."),
        ("The minister said there was no plan.", "The minister says there was no plan."),
        ("The minister did not agree.", "The minister didn't agree."),
        ("Police said the man was armed.", "The man was armed, police said."),
        ("The council approved the plan on Friday.", "On Friday the council approved the plan."),
        ("Sen. Elena Petrova spoke there.", "Senator Elena Petrova spoke there."),
        ("Marco Bruni said so again.", "Mr Bruni said so again."),
        ("The UK said it would not take part.", "Britain said it would not take part."),
        ("The German government declined to comment.", "Germany's government declined to comment."),
        ("The defence minstry spoke of an error.", "The defense ministry spoke of an error."),
        ("It paid 35 milllion euros for it.", "It paid 35 million euros for it."),
        ("The talks are due to begin on Monday.", "The talks are scheduled to begin on Monday."),
        ("The company's chief executive resigned.", "The company’s CEO resigned."),
        ("Petrova, 34, was hurt.", "Petrova, who is 34, was hurt."),
        ("Police detained the driver of the bus.", "Police arrested the driver of the bus."),
        ("Three people died in the blast there.", "Three people were killed in the blast there."),
    ],
)
def test_other_words_for_the_same_are_no_factual_change(old, new):
    _, _, found = told(old, new)
    assert not [c for c in found if c.factual]


def test_today_is_seen_from_the_day_that_each_version_is_dated():
    old = doc(BEFORE, "The council voted today on it.", *AFTER, date="2026-11-20")
    new = doc(BEFORE, "The council voted yesterday on it.", *AFTER, date="2026-11-21")
    late = doc(BEFORE, "The council voted yesterday on it.", *AFTER, date="2026-11-23")
    assert not [c for c in changes(old, new) if c.factual]
    assert [c.type for c in changes(old, late)] == ["date"]


def test_corrections_come_before_additions_and_additions_before_moves():
    moved = "The ferry to the islands will not run before the end of next week."
    old = doc(moved, BEFORE, "Police said 12 people were hurt.", *AFTER)
    new = doc(
        BEFORE, "A second inquiry was opened by the port authority on Sunday.",
        "Police said 19 people were hurt.", *AFTER, moved,
    )  # fmt: skip
    assert [c.type for c in changes(old, new)] == ["number", "added", "moved"]


def test_an_added_sentence_has_no_old_side_and_a_dropped_one_no_new():
    extra = "A second inquiry was opened by the port authority on Sunday."
    short, long = doc(BEFORE, *AFTER), doc(BEFORE, extra, *AFTER)
    (added,), (dropped,) = changes(short, long), changes(long, short)
    assert (added.type, added.old, added.new.text) == ("added", None, extra)
    assert (dropped.type, dropped.new, dropped.old.text) == ("dropped", None, extra)


def test_a_clause_put_in_is_added_by_itself():
    _, _, (change,) = told(
        "A man was arrested in Ghent.",
        "A man was arrested in Ghent, and 14 grams of cocaine were found in his car.",
    )
    assert change.type == "added"
    assert change.new.text == "and 14 grams of cocaine were found in his car"


def test_a_headlines_figures_are_facts_and_its_wording_is_not():
    body = "\n\nThe flood in the valley of Valmora came at night, and nobody was warned of it."
    old = split(article_from_text("# Toll climbs to 41 in Valmora" + body))
    new = split(article_from_text("# Toll climbs to 43 in Valmora" + body))
    other = split(article_from_text("# Grief in Valmora as the toll stands at 41" + body))
    (change,) = changes(old, new)
    assert (change.type, change.old.sentence, change.new.text) == ("number", "title", "43")
    assert new.article.text[change.new.start : change.new.end] == "43"
    assert not [c for c in changes(old, other) if c.factual]


def test_a_changed_date_in_the_front_matter_is_no_fact():
    body = "It rained in the valley.\n\n" + BEFORE
    old = split(article_from_text(f"---\ntitle: Rain\ndate: 2026-11-20\n---\n{body}"))
    new = split(article_from_text(f"---\ntitle: Rain\ndate: 2026-11-21\n---\n{body}"))
    assert changes(old, new) == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Last updated: 20 November 2026, 14:05", "Last updated: 21 November 2026, 9:10"),
        ("Updated at 14:05", "Updated at 15:30 on Friday"),
        ("By Helen Ashgrove", "By Helen Ashgrove and Marco Bruni"),
        ("Read more: Five storms in five months", "Read more: How to dry a cellar"),
    ],
)
def test_time_stamps_bylines_and_pointers_are_no_part_of_the_story(old, new):
    assert changes(doc(BEFORE, old, *AFTER), doc(BEFORE, new, *AFTER)) == ()
    assert changes(doc(BEFORE, *AFTER), doc(BEFORE, new, *AFTER)) == ()


def test_what_was_updated_or_published_in_the_story_is_part_of_it():
    _, _, found = told("Published figures show 12 cases.", "Published figures show 19 cases.")
    assert [c.type for c in found] == ["number"]


def test_unrelated_articles_have_no_changes():
    old = doc(BEFORE, *AFTER)
    new = doc("Shares in the brewer fell.", "Analysts blamed a poor harvest and dear barley.")
    assert not align(old, new).is_related
    assert changes(old, new) == ()


def test_what_a_paywall_hides_is_not_called_dropped():
    sentences = [f"Witness number {n} told the court of harbour {n} in detail." for n in range(20)]
    whole = doc(BEFORE, *sentences)
    stub = doc(BEFORE, *sentences[:2], "Subscribe to continue reading.")
    assert changes(whole, stub) == ()
    assert changes(stub, whole) == ()


TEXTS = st.lists(
    st.sampled_from(
        ["Police said 12 people were hurt.", "It may rain on Friday.", "“No,” said Marco Bruni.",
         "The dam will not fail.", "It cost €4.2 million.", BEFORE, *AFTER, "Ça va?", "…", "«»"]
    ),
    max_size=8,
)  # fmt: skip


@given(TEXTS, TEXTS)
def test_every_place_is_where_it_says(old, new):
    one, other = doc(*old), doc(*new)
    for change in changes(one, other):
        assert change.message
        assert change.old or change.new
        for document, place in ((one, change.old), (other, change.new)):
            if place is not None:
                assert document.article.text[place.start : place.end] == place.text
                assert place.text
                assert place.sentence in document.by_id
        if change.type in NOT_FACTUAL:
            assert change.old
            assert change.new


@given(st.text(max_size=120), st.text(max_size=120))
def test_any_two_texts_can_be_compared(old, new):
    for change in changes(doc(BEFORE, old), doc(BEFORE, new)):
        assert change.type
