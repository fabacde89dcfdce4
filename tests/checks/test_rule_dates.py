"""Dates of a claim against its source."""

import pytest

from tests.support.making import kinds

STORY = (
    "Prime Minister Helena Sarmento is to visit the valley on Saturday. "
    "The line is not expected to reopen before mid-January. "
    "The final is in Brussels on 23 May 2026. The sirens sounded at 4:15 a.m. on Tuesday. "
    "The company was listed in 2016."
)


@pytest.mark.parametrize(
    "claim",
    [
        "Helena Sarmento will visit the valley on Saturday.",
        "The final will be held in Brussels on May 23.",
        "The sirens sounded on Tuesday at 4.15am.",
        "The line is not expected to reopen before mid-January.",
        "The company has been listed since 2016.",
    ],
)
def test_a_date_said_another_way_is_no_finding(claim):
    assert kinds(claim, STORY) == set()


@pytest.mark.parametrize(
    "claim",
    [
        "Helena Sarmento is to visit the valley on Friday.",
        "The final is in Brussels on 28 May.",
        "The final is in Brussels on 23 March.",
        "The sirens sounded at 5:15 a.m. on Tuesday.",
        "The line is not expected to reopen before mid-December.",
        "The company was listed in 2018.",
    ],
)
def test_another_date_is_found(claim):
    assert kinds(claim, STORY) == {"date"}


def test_a_weekday_and_the_date_it_falls_on_agree():
    story = "The minister resigned on Thursday, officials said."
    claim = "The minister resigned on 13 November, officials said."
    assert kinds(claim, story, date="2025-11-14") == set()
    wrong = claim.replace("13", "12")
    assert kinds(wrong, story, date="2025-11-14") == {"date"}


def test_german_and_french_dates_are_compared():
    german = "Der Stadtrat stimmte dem Vorhaben am Donnerstagabend zu."
    assert kinds("Der Stadtrat stimmte dem Vorhaben am Donnerstag zu.", german) == set()
    assert kinds("Der Stadtrat stimmte dem Vorhaben am Freitagabend zu.", german) == {"date"}
    french = "La grève doit commencer le vendredi 10 juillet et s’achever le mardi 14 juillet."
    assert kinds("La grève doit commencer le 10 juillet.", french) == set()
    assert kinds("La grève doit commencer le 11 juillet.", french) == {"date"}
