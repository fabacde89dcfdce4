"""Counts told by their magnitude: *hundreds of thousands* for 340,000, not for a million."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.checks.alignment import STRONG, Fact, Place
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefer.analysis.magnitudes import Magnitude
    from briefer.analysis.reading import Reading
    from briefer.analysis.terms import Term
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.model import Finding, FindingLevel

_LEAST = 10
"""A smaller count is hardly what a magnitude is told of."""
_VERBATIM = 0.75
"""How alike the words right beside the two must be for one to stand for the other."""
_BEHIND = 3
"""Tokens behind a count within which stands what is counted."""
_MOST_COMPARED = 200
"""Counts near the evidence that a magnitude is held to."""


def check_magnitudes(context: Context) -> Iterator[Finding]:
    """Yield a finding on each magnitude for which the closest count of the source is another."""
    for mine in context.claim.magnitudes:
        if is_borne_out(mine, context.scope, context):
            continue
        first, last = context.claim.tokens_of(mine.start, mine.end)
        rivals = [
            each
            for sentence in context.evidence
            for each in _counts(mine, sentence)
            if _is_of_such(mine, each[2], sentence, context)
        ][:_MOST_COMPARED]
        places = [place for place, _, _ in rivals]
        fact = Fact(context.claim, first, last, context.source)
        best, which = fact.nearest(places)
        if best < STRONG:
            continue
        place, start, end = rivals[which]
        stands = place.sentence.sentence.text[start:end]
        where = context.label(place.sentence)
        message = f"the claim says {mine.text}; the source says {stands} [{where}]"
        span = context.span(mine.start, mine.end)
        sure = fact.slot(place) >= _VERBATIM
        level: FindingLevel = "contradicted" if sure else "doubt"
        yield finding("number", message, span, place, start, end, level)


def is_borne_out(mine: Magnitude, among: Iterable[SourceSentence], context: Context) -> bool:
    """Return whether a sentence has it in these words, or a count of such things that it fits."""
    return any(
        any(other.text.lower() == mine.text.lower() for other in s.reading.magnitudes)
        or any(mine.fits(q) and _is_of_such(mine, q.end, s, context) for q in s.reading.quantities)
        for s in among
    )


def _is_of_such(mine: Magnitude, end: int, sentence: SourceSentence, context: Context) -> bool:
    """Return whether a count of the source is of what a magnitude is told of: of people, votes."""
    here = _noun_behind(context.claim, mine.end)
    there = _noun_behind(sentence.reading, end)
    if here is None or there is None:
        return False
    return here.root == there.root or not here.wants.isdisjoint(there.means)


def _noun_behind(reading: Reading, end: int) -> Term | None:
    """Return the word right behind a count."""
    last = reading.token_at(end - 1)
    found = (t for t in reading.terms if last < t.first <= last + _BEHIND)
    return next((t for t in found if t.kind == "word"), None)


def borne_out_tokens(context: Context) -> frozenset[int]:
    """Return the tokens of the claim's magnitudes for which the evidence has a count."""
    return frozenset(
        token
        for mine in context.claim.magnitudes
        if is_borne_out(mine, context.matching.sentences, context)
        for token in range(*_range(context.claim.tokens_of(mine.start, mine.end)))
    )


def _range(ends: tuple[int, int]) -> tuple[int, int]:
    return ends[0], ends[1] + 1


def _counts(mine: Magnitude, sentence: SourceSentence) -> Iterator[tuple[Place, int, int]]:
    """Yield the counts of a sentence that a magnitude cannot stand for, with their spans."""
    reading = sentence.reading
    for q in reading.quantities:
        if q.kind == "count" and not q.unit and q.low >= _LEAST:
            place = Place(sentence, *reading.tokens_of(q.start, q.end))
            yield place, q.lead if q.qualifier else q.start, q.end
    for other in reading.magnitudes:
        if other.low > mine.high or other.high < mine.low:
            place = Place(sentence, *reading.tokens_of(other.start, other.end))
            yield place, other.start, other.end
