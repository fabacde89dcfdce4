"""However hostile an article, comparing it takes time in proportion to its length, to a bound."""

import datetime as dt

import pytest

from briefer.checks import Source
from briefer.compare.corroboration import corroborating
from briefer.compare.differences import differences
from briefer.compare.quotations import attributed_quotations
from briefer.compare.stories.grouping import group
from briefer.compare.stories.news import new_facts
from briefer.compare.upcoming import upcoming_events
from briefer.compare.versions.diff import diff, word_diff
from briefer.model import Article, Claim
from briefer.text import split
from tests.support.growth import SHAPES
from tests.support.timing import processor_time

pytestmark = pytest.mark.one_python

NEWS = (
    "The council of Kelburgh voted on Thursday to spend 12 million euros on a bridge. "
    'Anna Lund, 54, the mayor, said it would open in May 2027. "We will build it," she said.'
)
DAY = dt.date(2026, 4, 14)


def document(text, title=None):
    return split(Article(text, title=title, date="2026-05-01", language="en", outlet="A"))


def versions(text):
    half = len(text) // 2
    later = f"{text[:half]} done. {text[half:-3]}"
    return document(f"{NEWS}\n\n{text}"), document(f"{NEWS.replace('12', '13')}\n\n{later}")


COMPARED = {
    "versions": lambda text: diff(*versions(text)),
    "titles": lambda text: diff(document(NEWS, text), document(NEWS, f"{text[:-3]} x")),
    "words": lambda text: word_diff(text, f"{text[: len(text) // 2]} done {text[3:]}"),
    "differences": lambda text: differences(Source(list(versions(text)))),
    "quotations": lambda text: attributed_quotations(Source([versions(text)[0]]), 1),
    "days ahead": lambda text: upcoming_events(Source([versions(text)[0]]), 1, DAY),
    "corroboration": lambda text: corroborating(NEWS, Source(list(versions(text)))),
    "news": lambda text: new_facts([Claim(NEWS)], [versions(text)[0]]),
    "stories": lambda text: group([each.article for each in versions(text)]),
}
ONE_IN = 12
"""Of the shapes, which each comparison is tried with; beside each other most are tried."""

SHORT, LONG = 4_000, 16_000
LITTLE = 0.3
"""Seconds of processor time within which a figure is mostly fixed costs."""

FASTER = 7.0
"""Four times the text may take so many times the time: what is quadratic takes sixteen."""


def seconds(compare, text):
    with processor_time() as spent:
        compare(text)
    return spent.seconds


@pytest.mark.parametrize("of", [0, 1, 2])
def test_comparisons_take_time_in_proportion_to_the_text(of):
    slow = {}
    for number, (name, compare) in list(enumerate(COMPARED.items()))[of::3]:
        compare(NEWS)
        for shape, characters in list(SHAPES.items())[number % ONE_IN :: ONE_IN]:
            long = characters(LONG)
            # Once more where something else was to be done at first.
            if (took := seconds(compare, long)) <= LITTLE:
                continue
            before = seconds(compare, characters(SHORT))
            took = min(took, seconds(compare, long))
            if took > LITTLE and took > FASTER * before:
                slow[name, shape] = before, took
    assert not slow


WORST = ("fractions, of checks", "money, of checks", "blank lines", "quotations", "hashes")


def test_articles_that_are_nothing_but_figures_denials_or_quotations_are_compared_in_seconds():
    for name in WORST:
        for compare in (COMPARED["differences"], COMPARED["quotations"]):
            assert seconds(compare, SHAPES[name](40_000)) < 4, name
    denials = "The council did not close the old pool on Monday at noon. " * 300
    assert seconds(COMPARED["differences"], denials) < 6
