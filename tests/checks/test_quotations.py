"""Quotations of a claim against its source."""

import pytest

from tests.support.making import kinds, verdict

STORY = (
    "“We will correct these figures again, in both directions,” said Teresa Lobato.\n\n"
    "The mayor, Graça Antunes, took another view. “People here were woken by the water, not by "
    "the siren,” she said."
)


@pytest.mark.parametrize(
    "claim",
    [
        '"We will correct these figures again," said Teresa Lobato.',
        "Teresa Lobato said: 'We will correct these figures ... in both directions'.",
        "«People here were woken by the water, not by the siren», Graça Antunes said.",
        "The mayor said people were “woken by the water”.",
    ],
)
def test_the_same_words_by_the_same_speaker_are_no_finding(claim):
    assert kinds(claim, STORY) == set()


@pytest.mark.parametrize(
    "claim",
    [
        "“We will correct these numbers again, in both directions,” said Teresa Lobato.",
        "“People here were woken by the siren,” Graça Antunes said.",
        "“Nobody could have known,” said Teresa Lobato.",
        "“We will correct these figures again, in both directions,” said Graça Antunes.",
    ],
)
def test_other_words_or_another_speaker_are_found(claim):
    assert "quotation" in kinds(claim, STORY)


def test_the_nearest_quotation_is_shown():
    finding = verdict("“We will correct these numbers again,” Lobato said.", STORY).findings[0]
    assert finding.sentence == "S1"
    assert finding.source is not None
    assert finding.source.text.startswith("We will correct these figures")


def test_german_and_french_quotations_are_compared():
    german = "„Wir bauen kein Denkmal, wir bauen eine Heizung“, sagte Katrin Oltmanns."
    assert kinds("„Wir bauen kein Denkmal“, sagte Katrin Oltmanns.", german) == set()
    assert "quotation" in kinds("„Wir bauen eine Schule“, sagte Katrin Oltmanns.", german)
    french = "« Aucun poste ne sera supprimé avant 2028 », assure le directeur, Loïc Tanguy."
    assert kinds("« Aucun poste ne sera supprimé », assure Loïc Tanguy.", french) == set()
    assert kinds("« Aucun poste ne sera créé », assure Loïc Tanguy.", french) == {"quotation"}
