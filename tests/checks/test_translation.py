"""Claims in another language than their source: figures and dates are still held to it."""

import pytest

from briefer.checks import Source, check, check_translation
from briefer.model import Article
from briefer.text import split
from tests.support import making

TEXT = """Britain and France will host defence ministers from around 30 countries on Thursday.

The UK has indicated a deployment of 10,000 to 30,000 personnel, at a cost of £2.5 million.

The treaty was signed on 14 November 2025 by three ministers.
"""


@pytest.fixture
def source():
    return Source([split(Article(TEXT))])


@pytest.mark.parametrize(
    ("claim", "language", "cited"),
    [
        ("Großbritannien und Frankreich empfangen Minister aus rund 30 Ländern.", "de", "S1"),
        ("London stellt 10.000 bis 30.000 Soldaten in Aussicht.", "de", "S2"),
        ("Das koste 2,5 Millionen Pfund.", "de", "S2"),
        ("Londres évoque un déploiement de 10 000 à 30 000 militaires.", "fr", "S2"),
        ("Der Vertrag wurde am 14. November 2025 unterzeichnet.", "de", "S3"),
        ("Die Minister treffen sich am Donnerstag.", "de", "S1"),
        ("Die Lage bleibt angespannt.", "de", "S1"),
    ],
)
def test_a_true_translation_has_no_finding(source, claim, language, cited):
    verdict = check_translation(claim, source, [cited], language=language)
    assert verdict.findings == ()
    assert verdict.supported
    assert [e.sentence for e in verdict.evidence] == [cited]


@pytest.mark.parametrize(
    ("claim", "language", "kind", "said"),
    [
        ("Minister aus rund 40 Ländern reisen an.", "de", "number", "40"),
        ("London stellt 10.000 bis 50.000 Soldaten in Aussicht.", "de", "number", "50.000"),
        ("Das koste 2,5 Milliarden Pfund.", "de", "number", "2,5 Milliarden"),
        ("Der Vertrag wurde am 15. November 2025 unterzeichnet.", "de", "date", "15. November"),
        ("Les ministres se réunissent vendredi.", "fr", "date", "vendredi"),
    ],
)
def test_a_wrong_figure_or_date_is_found(source, claim, language, kind, said):
    verdict = check_translation(claim, source, ["S1"], language=language)
    assert [finding.kind for finding in verdict.findings] == [kind]
    span = verdict.findings[0].claim
    assert claim[span.start : span.end] == span.text
    assert said in span.text
    assert not verdict.supported


def test_an_id_that_does_not_exist_is_a_finding(source):
    verdict = check_translation("Die Lage bleibt angespannt.", source, ["S77"], language="de")
    assert [finding.kind for finding in verdict.findings] == ["evidence"]


def test_without_a_citation_the_sentence_with_its_figures_is_found(source):
    claim = "Es geht um 10.000 bis 30.000 Soldaten der UK."
    verdict = check_translation(claim, source, language="de")
    assert verdict.origin == "found"
    assert verdict.evidence[0].sentence == "S2"


def test_a_claim_in_another_language_is_told_without_being_named_so():
    place = making.source(
        "The council approved 37.6 million euros for the heating network on 14 November.",
        language="en",
    )
    right = check("Der Rat hat 37,6 Millionen Euro für das Wärmenetz gebilligt.", place)
    assert (right.status, right.checked) == ("open", "figures")
    wrong = check("Der Rat hat 47,6 Millionen Euro für das Wärmenetz gebilligt.", place)
    assert wrong.status == "unsupported"


def test_a_claim_in_its_sources_language_is_compared_in_full():
    place = making.source("Der Rat hat am Montag das neue Wärmenetz gebilligt.", language="de")
    assert check("Der Rat hat das neue Wärmenetz gebilligt.", place).checked == "all"
