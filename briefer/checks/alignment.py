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
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.analysis.reading import Reading
    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source

_WINDOW = 9
_NEAR = 3.0
_NEXT = 3
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


class Fact:
    """A fact of a claim, and what stands round it: by that it is looked for in the source."""

    def __init__(self, claim: Reading, first: int, last: int, source: Source) -> None:
        self._claim = claim
        self._first = first
        self._last = last
        self._source = source

    @cached_property
    def _near(self) -> list[tuple[str, float]]:
        """The content near it, each with its rarity and nearness."""
        claim, first, last = self._claim, self._first, self._last
        low, high = claim.content_from(first - _WINDOW), claim.content_from(last + _WINDOW + 1)
        return [
            (stem, self._source.rarity(stem) / (1 + max(first - index, index - last) / _NEAR))
            for index, stem in claim.content[low:high]
            if not first <= index <= last
        ]

    @cached_property
    def _total(self) -> float:
        return sum(weight for _, weight in self._near)

    def slot(self, place: Place) -> float:
        """Return how alike the words right beside two facts are, 0 to 1."""
        claim, other = self._claim, place.sentence.reading
        got = total = 0.0
        for mine, theirs in (
            (claim.beside(self._first, -1), other.beside(place.first, -1)),
            (claim.beside(self._last, 1), other.beside(place.last, 1)),
        ):
            for distance, word in enumerate(mine, 1):
                weight = 1.0 / distance
                total += weight
                if distance <= len(theirs) and theirs[distance - 1] == word:
                    got += weight
                elif word in theirs:
                    got += weight * 0.5
        return max(got / total if total else 0.0, self._behind(place))

    def _behind(self, place: Place) -> float:
        """Return how alike the next content words are: what a subject is said to do."""
        mine = self._claim.content_behind(self._last, _NEXT)
        if len(mine) < _NEXT:
            return 0.0
        theirs = place.sentence.reading.content_behind(place.last, _NEXT + 1)
        shared = sum(root in theirs for root in mine)
        return _BEHIND * shared / _NEXT

    def context(self, place: Place) -> float:
        """Return how much of the content near a claim's fact is near the source's, 0 to 1.

        Words count by rarity and nearness on both sides; a word in the sentence before or the title
        counts a little.
        """
        positions = place.sentence.positions
        got = 0.0
        before = None
        for stem, weight in self._near:
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
                continue
            if before is None:
                before = self._source.before(place.sentence)
            if any(stem in s.stems for s in before):
                got += weight * _OTHER_SENTENCE
        return got / self._total if self._total else 0.0

    def closeness(self, place: Place) -> float:
        """Return slot and context together, 0 to 1."""
        near = self.context(place)
        return 0.5 * self.slot(place) + 0.5 * near

    def nearest(self, places: Sequence[Place]) -> tuple[float, int]:
        """Return the best closeness among places and its index (-1.0 and -1 when there is none)."""
        best, which = -1.0, -1
        for index, place in enumerate(places):
            value = self.closeness(place)
            if value > best + 1e-9:
                best, which = value, index
        return best, which


def _apart(where: list[int], place: Place) -> int:
    """Return how many tokens the nearest of some positions, which are in order, is from a place."""
    index = bisect_left(where, place.first)
    distances = [place.first - at for at in where[max(0, index - 1) : index]]
    distances += [max(0, at - place.last) for at in where[index : index + 1]]
    return min(distances)


def outdone(best: float, rival: float) -> bool:
    """Whether a rival fact is where the claim's fact would have to be."""
    return rival >= STRONG and rival - max(best, 0.0) >= MARGIN
