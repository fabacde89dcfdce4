# ruff: noqa: E501 (a pair of sentences is one line)
import json
import random
from collections import Counter
from dataclasses import replace

import pytest

from benchmarks import differing, planted, planted_edits
from briefer.checks import Source
from briefer.compare.differences import differences
from briefer.ingest.reading import read_article
from briefer.model import Article
from briefer.text import split
from tests.support.repository import ROOT

PATHS = [
    path for path in sorted((ROOT / "fixtures/articles").iterdir()) if path.stat().st_size < 9_000
]
OTHER_WORDS = {
    " said ": " told reporters ", " also ": " too ", " about ": " some ", " began ": " started ",
    " near ": " close to ", " several ": " a number of ", " but ": " yet ", " large ": " big ",
}  # fmt: skip


def documents(*texts, date="2026-04-14", language="en"):
    return [split(Article(text, date=date, language=language)) for text in texts]


def sides(*texts, **fields):
    found = differences(Source(documents(*texts, **fields)))
    return [(d.kind, [side.says for side in d.sides]) for d in found]


def reworded(document, draw, planted_in=None, planted_text=None):
    """The same article in a little other words, paragraphs moved and sentences left out."""
    paragraphs = {}
    for sentence in document.sentences:
        text = sentence.text
        if sentence.id == planted_in:
            text = planted_text
        elif draw.random() < 0.2:
            continue
        for one, other in OTHER_WORDS.items():
            text = text.replace(one, other) if draw.random() < 0.7 else text
        paragraphs.setdefault(sentence.paragraph, []).append(text)
    head, *rest = paragraphs.values()
    draw.shuffle(rest)
    text = "\n\n".join(" ".join(each) for each in [head, *rest])
    return split(replace(document.article, text=text, body_start=0, title=None))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_an_article_and_its_rewording_do_not_differ(path):
    document = planted.load(path)
    others = [reworded(document, random.Random(seed)) for seed in range(5)]
    assert differences(Source([document, *others])) == ()


def test_planted_disagreements_are_found_where_they_are_and_nothing_else():
    draw = random.Random(11)
    made, right_kind, elsewhere, here = Counter(), Counter(), 0, 0
    for path in PATHS:
        document = planted.load(path)
        language = (document.article.language or "en")[:2]
        edits = [
            (kind, sentence.id, new)
            for sentence in document.sentences
            for kind, _, new in planted_edits.edits_of(sentence.text, language, document, draw)
            if kind in {"number", "money", "date", "role", "negation"}
        ]
        for kind, sentence, new in draw.sample(edits, min(14, len(edits))):
            made[kind] += 1
            found = differences(Source([document, reworded(document, draw, sentence, new)]))
            hits = [d for d in found if d.sides[0].evidence.sentence == sentence]
            here += len(hits)
            elsewhere += len(found) - len(hits)
            right_kind[kind] += any(
                d.kind == kind or {d.kind, kind} == {"number", "money"} for d in hits
            )
    assert here / (here + elsewhere) >= 0.9
    assert right_kind["number"] + right_kind["money"] >= 0.45 * (made["number"] + made["money"])
    assert right_kind["negation"] >= 0.6 * made["negation"]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (
            "Ministers from around 30 countries will meet in Brussels to discuss the force.",
            "Nearly 50 countries are to send ministers to Brussels to discuss the force.",
            [("number", ["around 30 countries", "Nearly 50 countries"])],
        ),
        (
            "At least 14 people were killed when the Ostra flooded Kelmar.",
            "The flood of the Ostra killed 11 people in Kelmar.",
            [("number", ["At least 14 people", "11 people"])],
        ),
        (
            "The ministry will pay 4.6 million euros for the bridge over the Ostra.",
            "For the bridge over the Ostra the ministry is to pay 3.9 million euros.",
            [("money", ["4.6 million euros", "3.9 million euros"])],
        ),
        (
            "The summit of the four ministers opens in Aldersund on Thursday.",
            "The four ministers' summit in Aldersund opens on Wednesday.",
            [("date", ["Thursday", "Wednesday"])],
        ),
        (
            "Governor Dana Hruska came by boat.",
            "Governor Dana Hruschka came by boat.",
            [("name", ["Dana Hruska", "Dana Hruschka"])],
        ),
        (
            "Governor Dana Hruska came by boat.",
            "Mayor Dana Hruska came by boat.",
            [("role", ["Governor Dana Hruska", "Mayor Dana Hruska"])],
        ),
        (
            "The harbour board confirmed that the ship had carried oil.",
            "The harbour board denied that the ship had carried oil.",
            None,
        ),
    ],
)
def test_two_reports_of_one_thing_differ(one, other, expected):
    found = sides(one, other)
    if expected is None:
        assert [kind for kind, _ in found] == ["negation"]
    else:
        assert found == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # the same figure, rounded or bounded
        ("The town of Kelmar has 1,187 inhabitants.", "Kelmar is a town of about 1,200 inhabitants."),
        ("At least 14 people were killed in Kelmar.", "In Kelmar 15 people were killed."),
        ("More than 3,000 people were evacuated from Kelmar.", "From Kelmar 3,200 people were evacuated."),
        ("He was given 63 months in prison for fraud.", "For fraud he was given five years and three months in prison."),
        # figures of other things
        ("The flood killed 14 people in Kelmar.", "The flood killed 320 cows in Kelmar."),
        ("The flood killed 14 people in Kelmar.", "The flood injured 40 people in Kelmar."),
        ("The flood killed 14 people in Kelmar.", "Fourteen died, among them 3 children, killed in Kelmar."),
        ("The flood killed 14 people in Kelmar.", "A flood in 1954 killed 60 people in Kelmar."),
        # one article knows both figures
        (
            "The flood killed 14 people in Kelmar. The ministry had spoken of 11 people killed.",
            "The flood killed 11 people in Kelmar.",
        ),
        # another day's thing
        ("The minister said on Tuesday that the bridge would open.", "The minister said on Monday that the bridge would open."),
        # one day, told with its time or without, beside what is to come
        (
            "The ferry will not sail for a week after a fire in the engine room on Monday night.",
            "The ferry was emptied late on Monday when fire broke out in its engine room.",
        ),
        # two persons
        ("Governor Dana Hruska came by boat.", "Her brother, Milos Hruska, came by boat."),
        ("Judge Dana Hruska spoke first.", "Professor Dana Hruska spoke first."),
    ],
)  # fmt: skip
def test_what_only_looks_different_is_no_difference(one, other):
    assert sides(one, other) == []


def test_a_later_days_figure_is_news_and_no_disagreement():
    texts = ("The flood killed 14 people in Kelmar.", "The flood killed 19 people in Kelmar.")
    days = ("2026-04-14", "2026-04-15")
    later = [split(Article(t, date=d, language="en")) for t, d in zip(texts, days, strict=True)]
    assert differences(Source(later)) == ()
    assert len(differences(Source(documents(*texts)))) == 1


def test_what_an_outlet_replaced_on_a_later_day_is_no_difference_any_more():
    killed = "The flood killed {} people in Kelmar."
    early = [("14", "A", "14"), ("11", "B", "14")]

    def found(*later):
        told = [
            Article(killed.format(n), date=f"2026-04-{day}", outlet=outlet, language="en")
            for n, outlet, day in (*early, *later)
        ]
        return len(differences(Source([split(each) for each in told])))

    assert found() == 1
    assert found(("19", "A", "15")) == 0
    assert found(("14", "A", "15")) == 1  # it stands by it
    assert found(("19", "C", "15")) == 1  # nobody took back what A and B said


def test_a_copy_stands_on_its_originals_side():
    texts = (
        "The flood of the Ostra killed 14 people in Kelmar.",
        "The flood of the Ostra killed 11 people in Kelmar.",
        "The flood of the Ostra killed 14 people in Kelmar.",
        "In Kelmar 11 people were killed by the flood of the Ostra.",
    )
    (found,) = differences(Source(documents(*texts)), {2: 0})
    assert [side.articles for side in found.sides] == [(1, 3), (2, 4)]
    assert found.message == "figures differ: “14 people” in 1, 3; “11 people” in 2, 4"


def test_a_denial_that_several_print_is_one_difference():
    texts = (
        "The harbour board confirmed that the ship had carried oil.",
        "The harbour board denied that the ship had carried oil.",
        "The harbour board confirmed in a letter that the ship had carried oil.",
    )
    (found,) = differences(Source(documents(*texts)))
    assert found.kind == "negation"
    assert [side.articles for side in found.sides] == [(1, 3), (2,)]


def test_sides_say_where_they_say_it():
    given = documents(
        "Rain fell. The flood of the Ostra killed 14 people in Kelmar.",
        "The flood of the Ostra killed 11 people in Kelmar.",
    )
    (found,) = differences(Source(given))
    for side in found.sides:
        text = given[side.evidence.article - 1].article.text
        assert text[side.evidence.start : side.evidence.end] == side.evidence.text
        assert side.says in side.evidence.text


def test_the_order_of_the_articles_changes_numbers_only():
    texts = (
        "The flood of the Ostra killed 14 people in Kelmar, Governor Dana Hruska said.",
        "The flood of the Ostra killed 11 people in Kelmar, Governor Dana Hruschka said.",
        "A baker fled to the roof of her shop in Kelmar.",
    )
    one, other = (
        differences(Source(documents(*texts))),
        differences(Source(documents(*texts[::-1]))),
    )

    def plain(found):
        return {(d.kind, frozenset(side.says for side in d.sides)) for d in found}

    assert plain(one) == plain(other)
    assert len(one) == 2


def test_the_fixtures_articles_differ_only_where_their_editor_says():
    gold = json.loads((ROOT / "fixtures/days/gold.json").read_text("utf-8"))
    told, wrong = set(), []
    for story, each in gold["stories"].items():
        for day, names in each["articles"].items():
            folder = ROOT / f"fixtures/days/day{day}"
            files = [folder / f"{name}.md" for name in names]
            given = [split(read_article(f.read_bytes(), source=f.name)) for f in files]
            copies = {
                names.index(a): names.index(b) for a, b in gold["copies"].items() if a in names
            }
            known = [
                (d["id"], d["kind"], {name for side in d["sides"] for name in side["articles"]})
                for d in gold["disagreements"]
                if d["story"] == story and str(d["day"]) == day
            ]
            for found in differences(Source(given), copies) if given else ():
                here = {names[number - 1] for side in found.sides for number in side.articles}
                right = {i for i, kind, those in known if kind == found.kind and here <= those}
                told |= right
                wrong += [] if right else [found.told]
    assert wrong == []
    assert len(told) >= 13
    assert len(gold["disagreements"]) == 15


def test_made_up_stories_differ_where_it_was_planted_and_nowhere_else():
    every = differing.stories()
    found = [(each, *differing.measured(each)) for each in every]
    assert [one.told for _, _, wrong in found for one in wrong] == []
    assert [one.told for one in differing.strangers(every)] == []
    told = sum(len(names) for _, names, _ in found)
    assert told >= 0.7 * sum(len(each.planted) for each in every)
    held = [(names, each.planted) for each, names, _ in found if each.half == "held"]
    assert sum(len(n) for n, _ in held) >= 0.6 * sum(len(planted) for _, planted in held)


def test_a_difference_says_what_it_is_about():
    one = "At least 14 people were killed when the river burst its banks in Otterby. "
    other = "The flood of the river killed 11 people in Otterby, the district said. "
    source = Source([split(Article(one, outlet="A")), split(Article(other, outlet="B"))])
    (found,) = differences(source)
    assert found.name == "dead"
    assert found.told == "dead: “At least 14 people”; “11 people”"


@pytest.mark.parametrize(
    ("one", "other", "told"),
    [
        (
            "Insurers put the value of the pictures at 12 million crowns.",
            "The pictures are worth 18 million crowns, the insurers said.",
            "insurers put the value of the pictures: “12 million crowns”; “18 million crowns”",
        ),
        (
            "The trial of the captain continues on Thursday.",
            "The captain's trial is to resume on Friday.",
            "trial of the captain continues: “Thursday”; “Friday”",
        ),
        (
            "The brakes of the coach had failed, police said.",
            "Police said that the brakes of the coach had not failed.",
            "brakes of the coach: “had failed”; “had not failed”",
        ),
        (
            "Ministers will sign the charter in Aldersund.",
            "Ministers may sign the charter in Aldersund.",
            "ministers: “will sign”; “may sign”",
        ),
        (
            "A crowd of 45,000 saw the match in Kelmar.",
            "There were 52,000 spectators at the match in Kelmar.",
            "attending: “45,000”; “52,000 spectators”",
        ),
    ],
)
def test_what_articles_differ_on_is_named(one, other, told):
    (found,) = differences(Source(documents(one, other)))
    assert found.told == told


@pytest.mark.parametrize(
    ("one", "other"),
    [
        # what is done to something else, by someone else, or only thought of
        ("The ministry has not paid the money to Kelmar.", "The ministry paid for a bridge in Kelmar."),
        ("She said she would read the judgment before deciding on an appeal.", "She had not decided on an appeal."),
        ("Captain Rydell did not testify in Kelmar.", "Sofie Malk testified in Kelmar."),
        ("No ferry left the port of Kelmar.", "Ferries remained in the port of Kelmar."),
        # both are told
        ("Tarvia will attend, but will not sign the charter. Ministers will sign the charter.", "Ministers will sign the charter."),
        ("Rain is to stop in Kelmar on Saturday and to return on Sunday.", "Rain is to return to Kelmar on Sunday."),
        # before and after
        ("The talks in Kelmar resumed on Monday.", "The talks in Kelmar resume on Thursday."),
        # a sum and its part
        ("The bank bought its rival for 4.2 billion crowns.", "The bank bought its rival for 85 crowns a share."),
    ],
)  # fmt: skip
def test_what_little_is_alike_is_no_difference(one, other):
    assert sides(one, other, date="2026-04-15") == []
