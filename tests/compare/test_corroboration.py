import pytest

from briefer.compare.corroboration import corroborating
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
STORY = source(*FLOOD, date="2026-04-14")


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
    assert corroborating(claim, STORY) == expected


def test_every_sentence_is_borne_out_by_its_own_article():
    for number, document in enumerate(STORY.documents, 1):
        for sentence in document.sentences:
            assert number in corroborating(sentence.text, STORY)


def test_only_the_articles_that_are_asked_are_counted():
    claim = "Fourteen people were killed in Kelmar."
    assert corroborating(claim, STORY, [2, 3]) == (2,)
    assert corroborating(claim, STORY, []) == ()
