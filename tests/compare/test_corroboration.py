import pytest

from briefer.compare.corroboration import bearers
from tests.support.making import source

FLOOD = [
    (
        "At least 14 people were killed when the river Ostra burst its banks in Kelmar on Monday. "
        "Governor Dana Hruska asked the army for engineers."
    ),
    "Governor Dana Hruska said that 14 people had died in Kelmar. Two bridges were destroyed.",
    "A baker in Kelmar fled to her roof with two children when the water came.",
    "The central bank of Varkland held its rate at 4.25 per cent.",
]
SOURCES = [source(text, date="2026-04-14") for text in FLOOD]


@pytest.mark.parametrize(
    ("claim", "expected"),
    [
        ("Fourteen people were killed in Kelmar.", (1, 2)),
        ("Governor Dana Hruska asked the army for engineers.", (1,)),
        ("Two bridges in Kelmar were destroyed.", (2,)),
        ("Sixteen people were killed in Kelmar.", ()),
        ("The rate stays at 4.25 per cent, the central bank of Varkland said.", (4,)),
        ("", ()),
    ],
)
def test_a_claim_is_borne_out_by_those_that_say_it(claim, expected):
    assert bearers(claim, SOURCES) == expected


def test_every_sentence_is_borne_out_by_its_own_article():
    for number, each in enumerate(SOURCES, 1):
        for sentence in each.documents[0].sentences:
            assert number in bearers(sentence.text, SOURCES)
