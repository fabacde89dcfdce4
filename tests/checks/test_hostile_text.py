"""No text makes checking slow: ten times the text takes about ten times the time."""

import pytest

from benchmarks.generators.hostile import HOSTILE, hostile
from briefer.checks import Source, check
from briefer.model import Article
from briefer.text import split
from tests.support.timing import least

pytestmark = pytest.mark.one_python

NEWS = (
    "The council of Kelburgh voted on Thursday to spend 12 million euros on a bridge. "
    'Anna Lund, 54, the mayor, said it would open in May 2027. "We will build it," she said.'
)
CLAIM = "The council voted to spend 13 million euros on a bridge, Anna Lund said."
SIZES = (1_000, 10_000, 100_000)
SLACK = 2.0
FLOOR = 0.02
"""Seconds of processor time below which a figure is mostly noise and fixed costs."""


def seconds(text: str, where: str, *, most: float) -> float:
    source, claim = (NEWS, text) if where == "claim" else (text, CLAIM)
    if where == "both":
        claim = text[: len(text) // 2] + " done."
    return least(lambda: check(claim, Source([split(Article(source))])), most=most)


def cases():
    for kind in HOSTILE:
        for where in ("claim", "source", "both"):
            yield pytest.param(kind, where, id=f"{kind}-{where}")


@pytest.mark.parametrize(("kind", "where"), list(cases()))
def test_ten_times_the_text_takes_about_ten_times_the_time(kind, where):
    before = seconds(hostile(kind, SIZES[0]), where, most=FLOOR)
    assert before < 1
    # what costs pairs of claim and source shows at a tenth of the size already
    for size in SIZES[1:2] if where == "both" else SIZES[1:]:
        text = hostile(kind, size)
        most = SLACK * 10 * max(before, FLOOR)
        took = seconds(text, where, most=most)
        assert took <= most, f"{took:.3f} s for {size} characters, {before:.3f} s for a tenth"
        before = took
