"""Two figures of a claim: each on the other's words, or not as the claim itself compares them."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.comparison import comparable, same_sort
from briefer.analysis.measures import converted
from briefer.analysis.quantity import Quantity
from briefer.analysis.units import bound_before
from briefer.checks.alignment import Place
from briefer.checks.findings import finding
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.reading import Reading
    from briefer.checks.context import Context
    from briefer.checks.matching import Matching
    from briefer.checks.sentences import SourceSentence

_MOST_FIGURES = 40
"""Figures of a claim that are looked at; one of more is a table."""


def check_exchanged_figures(context: Context) -> Iterator[Finding]:
    """Find figures that changed places: "203 took the drug and 409 a placebo".

    What stands between two figures of a sort, and what stands behind the second, has to be in the
    other's part of the sentence in the source, all of it.
    """
    matching = context.matching
    figures = [n for n, t in enumerate(matching.terms) if isinstance(t.fact, Quantity)]
    for (one, other), end in zip(
        pairwise(figures[:_MOST_FIGURES]), [*figures[2:], len(matching.terms)], strict=False
    ):
        for sentence in matching.sentences:
            places = _exchanged(one, other, end, sentence, matching)
            if places is not None:
                yield _finding(one, other, places, sentence, context)
                break


def check_compared_figures(context: Context) -> Iterator[Finding]:
    """Find two figures of a claim that are the other way round than it says itself.

    "It rose to 118 million, short of the 109 million expected" is so whatever the source says.
    """
    claim = context.claim
    known = lang.language(claim.language)
    for one, other in pairwise(claim.quantities[:_MOST_FIGURES]):
        first, last = claim.token_at(one.end - 1), claim.token_at(other.start)
        between = claim.tokens[first + 1 : last]
        if not between or between[-1].low not in known.pointers or other.qualifier:
            continue
        if not comparable(one, other) or one.is_range or other.is_range:
            continue
        bound = bound_before(claim.text, between[-1].start - claim.offset, known)
        if bound is None or any(t.low in known.denials for t in between):
            continue
        value = converted(one.low, one.unit, other.unit)
        under = bound.qualifier == "under" and value >= other.low
        if under or (bound.qualifier == "over" and value <= other.low):
            message = f"the claim's own {one.text} is not “{bound.word}” {other.text}"
            span = context.span(bound.lead, other.end)
            yield Finding("number", message, span, level="contradicted")


def _exchanged(
    one: int, other: int, end: int, sentence: SourceSentence, matching: Matching
) -> tuple[int, int] | None:
    """Return where a sentence has two figures of a claim if it has each on the other's words."""
    mine, theirs = matching.terms[one].fact, matching.terms[other].fact
    first, second = _only(one, sentence, matching), _only(other, sentence, matching)
    if not isinstance(mine, Quantity) or not isinstance(theirs, Quantity):
        return None
    if first is None or second is None or mine.kind != theirs.kind or not same_sort(mine, theirs):
        return None
    reading = sentence.reading
    numbers = reading.parts if reading.parts[first] != reading.parts[second] else reading.clauses
    if numbers[first] == numbers[second]:
        return None
    between = _places(range(one + 1, other), sentence, matching)
    behind = _places(range(other + 1, _part_end(other, end, matching)), sentence, matching)
    crossed = _all_in(between, numbers, second) and _all_in(behind, numbers, first)
    if not crossed or (max(between) < min(behind)) == (first < second):
        return None  # the words changed places with their figures
    return first, second


def _part_end(other: int, end: int, matching: Matching) -> int:
    """Return the term with which the part of the claim ends that a figure is in."""
    parts, terms = matching.claim.parts, matching.terms
    same = parts[terms[other].last]
    return next((n for n in range(other + 1, end) if parts[terms[n].first] != same), end)


def _only(number: int, sentence: SourceSentence, matching: Matching) -> int | None:
    """Return the one place where a sentence answers a term, None for none and for several."""
    places = matching.answers[number].get(sentence.number, ())
    return places[0] if len(places) == 1 else None


def _places(terms: range, sentence: SourceSentence, matching: Matching) -> list[int]:
    found = (_only(number, sentence, matching) for number in terms)
    return [place for place in found if place is not None]


def _all_in(places: Sequence[int], numbers: Sequence[int], figure: int) -> bool:
    return bool(places) and all(numbers[place] == numbers[figure] for place in places)


def _finding(
    one: int, other: int, places: tuple[int, int], sentence: SourceSentence, context: Context
) -> Finding:
    claim, terms = context.claim, context.matching.terms
    said = [_text(claim, terms[n].first, terms[n].last) for n in (one, other)]
    start, end = claim.tokens[terms[one].first].start, claim.tokens[terms[other].last].end
    message = (
        f"the claim has {said[0]} and {said[1]} the other way round than the source "
        f"[{context.label(sentence)}]"
    )
    low, high = min(places), max(places)
    offset = sentence.sentence.start
    return finding(
        "number",
        message,
        context.span(start, end),
        Place(sentence, low, high),
        sentence.words[low].start - offset,
        sentence.words[high].end - offset,
    )


def _text(claim: Reading, first: int, last: int) -> str:
    return claim.text[claim.tokens[first].start : claim.tokens[last].end]
