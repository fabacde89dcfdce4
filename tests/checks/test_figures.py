"""Figures found by their values: none is missed that a comparison one by one would find."""

import random

from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.analysis.comparison import compare
from briefer.analysis.quantity import Quantity
from briefer.checks import Source
from briefer.checks.alignment import Place
from briefer.checks.figures import Figures
from briefer.model import Article
from briefer.text import split

(SENTENCE,) = Source([split(Article("It cost a lot.", language="en"))]).sentences
UNITS = (
    "",
    "",
    "EUR",
    "USD",
    "kr",
    "NOK",
    "GBP",
    "cent",
    "km",
    "mi",
    "m",
    "lb",
    "y",
    "d",
    "°C",
    "°F",
)
KINDS = ("count", "count", "money", "ordinal", "percent", "points", "fraction", "score", "times")


def quantity(chance):
    """Return a quantity of any kind, of values that lie near each other often enough."""
    values = (
        chance.randint(-3, 130),
        chance.choice((0.25, 0.3, 99.5, 1e6, 1.1e6, 5e6, 46.0, 46e6, 10**16, 10**16 + 1)),
        10 ** chance.uniform(-2, 9),
    )
    ends = (chance.choice(values), chance.choice(values))
    low, high = sorted(ends) if chance.random() < 0.25 else (ends[0], ends[0])
    return Quantity(
        *(0, 1, "", low, high),
        kind=chance.choice(KINDS),
        unit=chance.choice(UNITS),
        qualifier=chance.choice(("", "", "about", "over", "min", "under", "max")),
        step=chance.choice((0.1, 1.0, 10.0, 1e6)),
        word=chance.random() < 0.5,
        loose=chance.random() < 0.5,
        close=chance.random() < 0.5,
        rate=chance.choice(("", "", "mo", "each")),
    )


@settings(max_examples=40)
@given(st.integers(0, 10**9).map(random.Random))
def test_a_long_article_has_the_figures_that_comparing_each_finds(chance):
    theirs = [quantity(chance) for _ in range(120)]
    figures = Figures((q, Place(SENTENCE, 0, 1)) for q in theirs)
    for q in (*theirs[:30], *(quantity(chance) for _ in range(60))):
        each = {number: compare(q, other) for number, other in enumerate(theirs)}
        assert figures.matches(q) == {n: match for n, match in each.items() if match != "no"}
    assert figures.of([SENTENCE.number, 99]) == list(range(len(theirs)))
