"""Negation, certainty, attribution and opposites of a claim against its source."""

import pytest

from tests.support.making import kinds

STORY = (
    "A verdict is not expected before October. "
    "The government may ask the fund for more money. "
    "The minister has yet to make any formal commitment. "
    "Prosecutors allege that the director accepted two million euros in bribes. "
    "The UK has indicated a deployment of troops. "
    "Net debt rose to 705 million euros. "
    "The company failed to pay its suppliers in March. "
    "The council plans to close the library."
)


@pytest.mark.parametrize(
    "claim",
    [
        "No verdict is expected before October.",
        "The government might ask the fund for more money.",
        "More money could be asked of the fund, the government says.",
        "So far the minister has made no formal commitment.",
        "Prosecutors say the director accepted bribes of two million euros.",
        "The director allegedly accepted two million euros in bribes.",
        "Net debt increased to 705 million euros.",
        "The company did not pay its suppliers in March.",
        "The council will close the library.",
    ],
)
def test_the_same_sense_in_other_words_is_no_finding(claim):
    assert kinds(claim, STORY) == set()


@pytest.mark.parametrize(
    ("claim", "kind"),
    [
        ("A verdict is expected before October.", "negation"),
        ("The minister has made a formal commitment.", "negation"),
        ("The company paid its suppliers in March.", "negation"),
        ("The government will ask the fund for more money.", "certainty"),
        ("The UK has pledged a deployment of troops.", "certainty"),
        ("The council closed the library.", "certainty"),
        ("The director accepted two million euros in bribes.", "attribution"),
        ("Net debt fell to 705 million euros.", "number"),
    ],
)
def test_a_turned_sense_is_found(claim, kind):
    assert kind in kinds(claim, STORY)


def test_a_dropped_german_or_french_negation_is_found():
    german = "Ein Vertrag ist bisher nicht unterzeichnet."
    assert kinds("Ein Vertrag ist bisher unterzeichnet.", german, language="de") == {"negation"}
    french = "La médiatrice n’a pas le pouvoir d’imposer un accord."
    claim = "La médiatrice a le pouvoir d’imposer un accord."
    assert kinds(claim, french, language="fr") == {"negation"}
