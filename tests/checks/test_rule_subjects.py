"""Whom a clause is about, where its words stand in a sentence about somebody else."""

import pytest

from tests.support.making import doubts, verdict

FLOOD = (
    "The Tavela river burst its banks before dawn.",
    "The Sorno, a smaller tributary, stayed within its embankments.",
)
COUNTS = (
    "The Civil Protection authority put the toll at 41.",
    "The Interior Ministry gave a lower one, saying it counted only bodies that were identified.",
)


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The Sorno burst its banks.", FLOOD),
        ("The Tavela stayed within its embankments.", FLOOD),
        ("The Sorno burst its banks, while the Tavela stayed within its embankments.", FLOOD),
        ("Draske was sent off.", ("Erik Haugli was sent off after a foul on Draske.",)),
        ("Draske scored twice.", ("Erik Haugli scored twice against Draske in Oslo.",)),
        ("Civil Protection counted only bodies that were identified.", COUNTS),
    ],
)
def test_a_clause_told_of_another_than_its_sentence_is_not_confirmed(claim, source):
    assert verdict(claim, "\n\n".join(source)).status != "confirmed"


@pytest.mark.parametrize(
    ("claim", "source"),
    [
        ("The Tavela burst its banks, while the Sorno stayed within its embankments.", FLOOD),
        ("Draske was praised.", ("Erik Haugli praised Draske in the park.",)),
        ("Draske praised Haugli.", ("Erik Haugli was praised by Draske in Oslo.",)),
        ("Draske was sent off.", ("Erik Haugli fouled Draske, who was sent off later.",)),
        ("The Interior Ministry counted only bodies that were identified.", COUNTS),
        (
            "Graça Antunes said that people were woken by the water.",
            (
                "Graça Antunes took a different view.",
                "In Bragança she said that people were woken by the water.",
            ),
        ),
    ],
)
def test_a_clause_told_of_whom_its_sentence_is_about_raises_no_such_doubt(claim, source):
    assert "order" not in doubts(claim, "\n\n".join(source))
