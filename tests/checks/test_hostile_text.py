"""No text makes checking slow: ten times the text takes about ten times the time."""

import time

import pytest

from benchmarks.generators.hostile import HOSTILE, hostile
from briefer.checks import Source, check
from briefer.model import Article
from briefer.text import split

NEWS = (
    "The council of Kelburgh voted on Thursday to spend 12 million euros on a bridge. "
    'Anna Lund, 54, the mayor, said it would open in May 2027. "We will build it," she said.'
)
CLAIM = "The council voted to spend 13 million euros on a bridge, Anna Lund said."
SIZES = (1_000, 10_000, 100_000)
SLACK = 2.0
FLOOR = 0.02
"""Seconds of processor time below which a figure is mostly noise and fixed costs."""

PAIRS = "every figure of a claim is held against every figure of its source, each with its context"
NAMES = "every name is held against every other"
UNREAD = "slower than linear since claims are read sentence by sentence; not yet traced"
SUPERLINEAR = {
    ("quoted words", "claim"): UNREAD,
    ("short sentences", "both"): UNREAD,
    ("days of a month", "both"): PAIRS,
    ("numbers", "both"): PAIRS,
    ("grouped digits", "both"): PAIRS,
    ("names with and", "claim"): NAMES,
    ("names with and", "both"): PAIRS,
    ("speakers", "claim"): NAMES,
    ("different persons", "claim"): NAMES,
    ("different persons", "both"): NAMES,
    ("speakers", "both"): PAIRS,
    ("per cent", "both"): PAIRS,
    ("fractions", "both"): PAIRS,
}
"""What is not linear yet, and why; to be taken out with the cause."""


def seconds(text: str, where: str) -> float:
    source, claim = (NEWS, text) if where == "claim" else (text, CLAIM)
    if where == "both":
        claim = text[: len(text) // 2] + " done."
    began = time.process_time()
    check(claim, Source([split(Article(source))]))
    return time.process_time() - began


def cases():
    for kind in HOSTILE:
        for where in ("claim", "source", "both"):
            why = SUPERLINEAR.get((kind, where))
            marks = pytest.mark.xfail(run=False, reason=why) if why else ()
            yield pytest.param(kind, where, marks=marks, id=f"{kind}-{where}")


@pytest.mark.parametrize(("kind", "where"), list(cases()))
def test_ten_times_the_text_takes_about_ten_times_the_time(kind, where):
    before = seconds(hostile(kind, SIZES[0]), where)
    assert before < 1
    # what costs pairs of claim and source shows at a tenth of the size already
    for size in SIZES[1:2] if where == "both" else SIZES[1:]:
        text = hostile(kind, size)
        most = SLACK * 10 * max(before, FLOOR)
        took = seconds(text, where)
        if took > most:  # once more: another process may have had the core
            took = min(took, seconds(text, where))
        assert took <= most, f"{took:.3f} s for {size} characters, {before:.3f} s for a tenth"
        before = took
