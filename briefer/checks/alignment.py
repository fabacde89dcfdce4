"""Which fact of the source a fact of the claim speaks of.

"The right number on the wrong thing" is found by what stands round a fact. Two measures of one
claim fact and one source fact, each 0 to 1: *slot*, whether the words right beside them are the
same (an edit leaves them untouched), and *context*, how much of the content near the claim's fact
is near the source's (a paraphrase keeps that).
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from briefer.analysis.tokens import alike

if TYPE_CHECKING:
    from briefer.analysis.reading import Reading
    from briefer.checks.source import Source, SourceSentence

_WINDOW = 9
_NEAR = 3.0
_SIDE = 3
_BEHIND = 0.8
_OTHER_SENTENCE = 0.3
MARGIN = 0.2
"""How much closer a rival must be than any fact that agrees."""
STRONG = 0.42
"""How close a rival must be at all."""


class Place(NamedTuple):
    """A fact's place: its sentence, and its first and last token there."""

    sentence: SourceSentence
    first: int
    last: int


def slot(claim: Reading, first: int, last: int, place: Place) -> float:
    """Return how alike the words right beside two facts are, 0 to 1."""
    other = place.sentence.reading
    got = total = 0.0
    for step in (-1, 1):
        mine = _beside(claim, first if step < 0 else last, step)
        theirs = _beside(other, place.first if step < 0 else place.last, step)
        for distance, word in enumerate(mine, 1):
            weight = 1.0 / distance
            total += weight
            if distance <= len(theirs) and theirs[distance - 1] == word:
                got += weight
            elif word in theirs:
                got += weight * 0.5
    return max(got / total if total else 0.0, _behind(claim, last, place))


def _behind(claim: Reading, last: int, place: Place) -> float:
    """Return how alike the next content words are: what a subject is said to do."""
    start = claim.content_from(last + 1)
    mine = [root for _, root in claim.content[start : start + _SIDE]]
    if len(mine) < _SIDE:
        return 0.0
    other = place.sentence.reading
    start = other.content_from(place.last + 1)
    theirs = [root for _, root in other.content[start : start + _SIDE + 1]]
    shared = sum(root in theirs for root in mine)
    return _BEHIND * shared / _SIDE


def _beside(reading: Reading, index: int, step: int) -> list[str]:
    out: list[str] = []
    index += step
    tokens = reading.tokens
    while 0 <= index < len(tokens) and len(out) < _SIDE:
        token = tokens[index]
        if token.kind != "p":
            out.append(token.stem or token.low)
        elif token.text in ".;:" and out:
            break
        index += step
    return out


def context(claim: Reading, first: int, last: int, place: Place, source: Source) -> float:
    """Return how much of the content near a claim's fact is near the source's, 0 to 1.

    Words count by rarity and nearness on both sides; a word in the sentence before or the title
    counts a little.
    """
    positions = place.sentence.positions
    before = source.before(place.sentence)
    got = total = 0.0
    low, high = claim.content_from(first - _WINDOW), claim.content_from(last + _WINDOW + 1)
    for index, stem in claim.content[low:high]:
        if first <= index <= last:
            continue
        distance = first - index if index < first else index - last
        weight = source.rarity(stem) / (1 + distance / _NEAR)
        total += weight
        where = positions.get(stem)
        worth = 1.0
        if where is None:
            worth = 0.8
            where = next(
                (positions[key] for g in alike(stem) if (key := f"~{g}") in positions), None
            )
        if where is not None:
            away = _apart(where, place)
            got += weight * worth / (1 + max(0, away - 2) / (2 * _NEAR))
        elif any(stem in s.stems for s in before):
            got += weight * _OTHER_SENTENCE
    return got / total if total else 0.0


def _apart(where: list[int], place: Place) -> int:
    """Return how many tokens the nearest of some positions, which are in order, is from a place."""
    index = bisect_left(where, place.first)
    distances = [place.first - at for at in where[max(0, index - 1) : index]]
    distances += [max(0, at - place.last) for at in where[index : index + 1]]
    return min(distances)


def closeness(claim: Reading, first: int, last: int, place: Place, source: Source) -> float:
    """Return slot and context together, 0 to 1."""
    near = context(claim, first, last, place, source)
    return 0.5 * slot(claim, first, last, place) + 0.5 * near


def nearest(
    claim: Reading, first: int, last: int, places: list[Place], source: Source
) -> tuple[float, int]:
    """Return the best closeness among places and its index (-1.0 and -1 when there is none)."""
    best, which = -1.0, -1
    for index, place in enumerate(places):
        value = closeness(claim, first, last, place, source)
        if value > best + 1e-9:
            best, which = value, index
    return best, which


def outdone(best: float, rival: float) -> bool:
    """Whether a rival fact is where the claim's fact would have to be."""
    return rival >= STRONG and rival - max(best, 0.0) >= MARGIN
