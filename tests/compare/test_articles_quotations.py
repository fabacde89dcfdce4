import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.checks import Source
from briefer.compare.quotations import attributed_quotations, whole_quotations
from briefer.ingest.reading import read_article
from briefer.model import Article
from briefer.text import split
from tests.support.repository import ROOT


def said(text, language=None):
    return [
        (q.text, q.speaker)
        for q in attributed_quotations(Source([split(Article(text, language=language))]), 1)
    ]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“We lost the bridge in an hour,” said Dana Hruska on Monday.", "Dana Hruska"),
        ("“We lost the bridge in an hour,” said the governor, Dana Hruska.", "Dana Hruska"),
        ("“We lost the bridge in an hour,” Dana Hruska said.", "Dana Hruska"),
        ("Dana Hruska, who runs the county, said: “We lost the bridge in an hour.”", "Dana Hruska"),
        ("Dana Hruska told reporters: “We lost the bridge in an hour.”", "Dana Hruska"),
        ("“We lost the bridge in an hour,” said Kelmar mayor Pavel Ondrus.", "Pavel Ondrus"),
        ('"We lost the bridge in an hour," Dana Hruska said.', "Dana Hruska"),
        ("“We lost the bridge in an hour,” a woman told Radio North.", None),
        ("“We lost the bridge in an hour,” read a banner in Kelmar.", None),
    ],
)
def test_the_speaker_is_who_is_said_to_speak_beside_the_words(text, speaker):
    assert [who for _, who in said(text)] == [speaker]


def test_he_said_is_the_one_person_named_before():
    text = "Governor Dana Hruska came by boat.\n\n“We lost the bridge in an hour,” she said."
    assert said(text) == [("We lost the bridge in an hour,", "Dana Hruska")]


def test_he_said_is_nobody_when_two_persons_were_named():
    text = (
        "Governor Dana Hruska met the mayor, Pavel Ondrus, in Kelmar.\n\n"
        "“We lost the bridge in an hour,” he said."
    )
    assert said(text) == [("We lost the bridge in an hour,", None)]


def test_a_speaker_keeps_the_word_across_an_inset():
    text = "“The bridge is lost for good,” said Dana Hruska. “We shall build another one.”"
    assert said(text) == [
        ("The bridge is lost for good,", "Dana Hruska"),
        ("We shall build another one.", "Dana Hruska"),
    ]


def test_two_speakers_of_a_paragraph_are_kept_apart():
    text = (
        "“The bridge is lost for good,” said Dana Hruska. Pavel Ondrus disagreed. "
        "“We can save two of the piers,” said Ondrus. “It was built to last.”"
    )
    assert [who for _, who in said(text)] == ["Dana Hruska", "Ondrus", None]


def test_a_quotation_of_several_sentences_is_one():
    text = "“The bridge is lost. Nobody can say when. We wait for the army,” said Dana Hruska."
    assert said(text) == [
        ("The bridge is lost. Nobody can say when. We wait for the army,", "Dana Hruska")
    ]


def test_a_term_in_quotation_marks_is_no_quotation():
    assert said("The so-called “coalition of the” met, said Dana Hruska.") == []


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "„Wir haben die Brücke verloren“, sagte Bürgermeisterin Dana Hruska.",
            "de",
            "Dana Hruska",
        ),
        ("»Wir haben die Brücke verloren«, sagte Dana Hruska.", "de", "Dana Hruska"),
        ("« Nous avons perdu le pont », a déclaré Dana Hruska.", "fr", "Dana Hruska"),
    ],
)
def test_other_languages_marks_and_verbs_are_read(text, language, expected):
    assert [who for _, who in said(text, language)] == [expected]


def test_the_quotations_of_the_fixtures_have_the_speakers_their_editor_named():
    gold = json.loads((ROOT / "fixtures/days/gold.json").read_text("utf-8"))["quotations"]
    right = 0
    for each in gold:
        file = ROOT / f"fixtures/days/day{each['day']}/{each['article']}.md"
        document = split(read_article(file.read_bytes(), source=file.name))
        wanted = each["text"].strip(" ,.")
        for quotation in attributed_quotations(Source([document]), 1):
            if quotation.text.strip(" ,.") == wanted:
                assert quotation.speaker in {each["speaker"], None}
                right += quotation.speaker == each["speaker"]
    assert right >= 0.85 * len(gold)


@given(st.text(alphabet=' “”"«»„‘’.,\naAbB said Lind', max_size=120))
def test_whatever_the_text_a_quotation_stands_in_it_and_its_evidence_too(text):
    document = split(Article(text, language="en"))
    for quotation in attributed_quotations(Source([document]), 1):
        assert quotation.text in text
        evidence = quotation.evidence
        assert text[evidence.start : evidence.end] == evidence.text


WHOLE = """
en: “I do not need him to sit,” said Dana Hruska. “I need the money.”
= I do not need him to sit. I need the money. | Dana Hruska
en: “She would kneel to a minister,” recalled Dana Hruska, a former student, “and he would rise.”
= She would kneel to a minister, and he would rise. | Dana Hruska, former student
en: “The bridge is lost for good,” said Governor Dana Hruska.
= The bridge is lost for good, | Dana Hruska, governor
en: Pavel Ondrus, the mayor of Kelm, came. “We can save two of the piers,” said Ondrus.
= We can save two of the piers, | Pavel Ondrus, mayor of Kelm
en: “We are sold to people who count in five,” said Greta Moll of the Rail Union.
= We are sold to people who count in five, | Greta Moll, Rail Union
en: Through his solicitor Mr Hale said: "We will look at it again and again."
= We will look at it again and again. | Hale
en: "We will look at it again and again," said the solicitor Mr Hale on Friday.
= We will look at it again and again, | Hale, solicitor
en: “We will look at it again,” said Ina Oriel, the retired judge who led the inquiry.
= We will look at it again, | Ina Oriel, retired judge
en: “We will look at it again,” said Ina Oriel, founder and chairman of Brandt.
= We will look at it again, | Ina Oriel, founder and chairman of Brandt
de: „Wir sehen es uns noch einmal an“, sagte Petra Kern, Ministerin der Finanzen.
= Wir sehen es uns noch einmal an | Petra Kern, Ministerin der Finanzen
fr: « Nous avons perdu le pont », a déclaré Dana Hruska, ministre des transports.
= Nous avons perdu le pont | Dana Hruska, ministre des transports
"""


def test_a_quotation_is_whole_and_its_speaker_has_a_role():
    lines = WHOLE.strip().splitlines()
    for line, expected in zip(lines[::2], lines[1::2], strict=True):
        language, _, text = line.partition(": ")
        source = Source([split(Article(text, language=language))])
        said = [f"= {q.text} | {q.said_by}" for q in whole_quotations(source, 1)]
        assert said == [expected]
