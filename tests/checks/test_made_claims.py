"""The makers of claims make what they say, the same every time, and leave quotations alone."""

import re
from collections import Counter

import pytest

from benchmarks.generators import (
    EDITS,
    PARAPHRASES,
    Made,
    Story,
    acts,
    edited,
    fixture_stories,
    paraphrases,
    strangers,
    untied,
)
from benchmarks.generators.passages import blank_quotations
from briefer.model import Article
from briefer.text import split

STORIES = fixture_stories()


def story(text: str, **fields) -> Story:
    return Story("made", split(Article(text, language="en", **fields)))


def made_by(maker: str, text: str, **fields) -> list[str]:
    makers = {**EDITS, **PARAPHRASES}
    return [made.text for made in edited(story(text, **fields), {maker: makers[maker]}, each=9)]


def test_every_maker_of_edits_finds_material_in_the_fixture_articles():
    made = Counter(m.maker for s in STORIES for m in edited(s, EDITS))
    assert set(made) >= set(EDITS) - {"cause and effect exchanged", "from and to exchanged"}


def test_at_least_105_acts_are_invented_of_those_the_fixture_articles_name():
    assert sum(1 for s in STORIES for _ in acts(s)) >= 105


def test_an_invented_act_shares_no_key_word_with_its_article():
    for each in STORIES:
        for made in acts(each):
            assert made.text not in each.body


def test_statements_without_a_tie_share_no_longer_word_with_their_article():
    for each in STORIES:
        for made in untied(each):
            assert not each.words & set(re.findall(r"\w{5,}", made.text.lower()))


def test_a_stranger_has_no_word_in_common_with_the_article():
    for each in STORIES:
        for made in strangers(each):
            opening = made.text[: len(made.text) - len(made.original) + 40]
            new = [w for w in re.findall(r"\w+", opening) if w not in made.original]
            assert new
            assert not each.words & {word.lower() for word in new[:1]}


@pytest.mark.parametrize("make", [acts, untied, strangers, paraphrases])
def test_the_same_seed_makes_the_same_claims(make):
    assert [m.text for m in make(STORIES[1])] == [m.text for m in make(STORIES[1])]


def test_no_edit_reaches_into_a_quotation():
    def quoted(made: Made, text: str) -> list[str]:
        blank = blank_quotations(text)
        return sorted(text[m.start() : m.end()].strip('".,“” ') for m in re.finditer(r"_+", blank))

    for each in STORIES:
        for made in edited(each, {**EDITS, **PARAPHRASES}):
            assert quoted(made, made.text) == quoted(made, made.original), made


@pytest.mark.parametrize(
    ("maker", "text", "wanted"),
    [
        (
            "subject and object exchanged",
            "The court fined Skerry Line in the spring of last year.",
            "Skerry Line fined the court in the spring of last year.",
        ),
        (
            "passive told as active",
            "The dam was inspected by the water company on Monday.",
            "The dam inspected the water company on Monday.",
        ),
        (
            "predicate turned round",
            "The minister rejected the plan for a second bridge.",
            "The minister approved the plan for a second bridge.",
        ),
        (
            "condition dropped",
            "The fare would rise to three euros if the council agreed in May.",
            "The fare would rise to three euros.",
        ),
        (
            "before and after exchanged",
            "The bridge fell before the second wave came down the valley.",
            "The bridge fell after the second wave came down the valley.",
        ),
        (
            "former, deputy, acting dropped",
            "She met the former deputy director of the fund in Oslo.",
            "She met the deputy director of the fund in Oslo.",
        ),
        (
            "owners of figures exchanged",
            "Eleven people died in Aldeira and six in Monfrei, officials said.",
            "Six people died in Aldeira and eleven in Monfrei, officials said.",
        ),
        (
            "owners of figures exchanged",
            "Some 409 patients took the drug at bedtime and 203 took a placebo.",
            "Some 203 patients took the drug at bedtime and 409 took a placebo.",
        ),
        (
            "unit of a rate changed",
            "The company loses about 210,000 euros a year on the route.",
            "The company loses about 210,000 euros per month on the route.",
        ),
        (
            "weekday moved",
            "The ferries remained in port on Friday.",
            "On Friday, the ferries remained in port.",
        ),
    ],
)
def test_a_maker_makes_the_edit_it_is_named_for(maker, text, wanted):
    found = made_by(maker, text)
    assert wanted in found


def test_a_pronoun_is_read_as_one_whom_the_last_sentences_do_not_name():
    text = (
        "Judge Marit Sandvall opened the hearing in the morning. The room was full to the doors. "
        "The heating had failed in the night. Nobody took off a coat or a hat. "
        "The bookkeeper Pia Lunde was heard at noon in the court. "
        "She had entered what she was given by the office."
    )
    found = made_by("pronoun read as somebody else", text)
    assert found == ["Marit Sandvall had entered what she was given by the office."]


def test_a_weekday_becomes_the_last_such_day_up_to_publication():
    found = made_by(
        "weekday as a date", "The bridge collapsed on Thursday after the rain.", date="2026-11-20"
    )
    assert "The bridge collapsed on 19 November after the rain." in found
