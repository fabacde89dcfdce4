"""A fact is stated or not by what it says, however it is worded; or it is undecided."""

import pytest

from briefer.evaluating.facts import Output
from briefer.model import Claim

FLOOD = Output(
    [
        Claim("Flood toll in the Valmora Valley climbs to 41"),
        Claim("Civil Protection lists 63 people as missing, down from 110 on Wednesday."),
        Claim("The Carvaal dam above Monfrei is not expected to fail, engineers said."),
        Claim("Sirens in Ponte Seca sounded at 4:15 a.m., after the first calls for help."),
    ]
)


@pytest.mark.parametrize(
    "fact",
    [
        "The flood toll climbed to 41.",
        "63 people are missing.",
        "The dam is not expected to fail.",
        "Sirens sounded after the first calls for help.",
    ],
)
def test_what_the_text_says_is_stated(fact):
    found = FLOOD.states((fact,))
    assert found.decision == "stated"
    assert found.sentence in FLOOD.texts


@pytest.mark.parametrize(
    "fact",
    [
        "The toll climbed to 38.",  # another figure
        "49 people are missing.",
        "The flood toll in Aldeira climbed to 11.",  # a name it does not have
        "The opposition called for an inquiry.",  # nothing of it
        "Drinking water was restored on Thursday.",
    ],
)
def test_what_the_text_does_not_say_is_absent(fact):
    assert FLOOD.states((fact,)).decision == "absent"


@pytest.mark.parametrize(
    "fact", ["The Carvaal dam is expected to fail.", "The Carvaal dam failed."]
)
def test_what_shares_its_words_and_not_its_sense_is_not_taken_for_stated(fact):
    assert FLOOD.states((fact,)).decision != "stated"


def test_one_wording_of_several_is_enough():
    assert FLOOD.states(("49 are missing.", "63 people are missing.")).decision == "stated"


def test_a_text_that_says_nothing_states_nothing():
    assert Output([]).states(("63 are missing.",)).decision == "absent"
    assert Output([]).words == 0


def test_a_fact_in_another_language_than_the_text_is_not_decided_by_its_figures():
    fact = "Der Zivilschutz führt noch immer 63 Menschen als vermisst, am Mittwoch waren es 110."
    assert FLOOD.states((fact,)).decision == "undecided"
