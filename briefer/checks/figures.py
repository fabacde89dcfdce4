"""The figures of an article, found by their values."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from briefer.analysis.comparison import comparable, compare
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from briefer.analysis.comparison import Match
    from briefer.analysis.quantity import Quantity
    from briefer.checks.alignment import Place

_FEW = 48
"""Figures that are rather compared one by one."""
_LIKE = (0.8, 1.3)
"""Of a claim's value, where those lie that it may be a rounding or a bound of, and some more."""
_LINEAR = frozenset({"count", "money", "ordinal"})
"""Kinds that are compared by their values as they stand, where their units are of one scale."""
_SCALES = frozenset({"m", "cent"})
"""Units that may be left out, so that a bare figure is of another scale."""


class Figures:
    """The quantities of some sentences, each with its place, in order.

    In a long article a claim's quantity is compared with those of like value only, so that it
    costs little more there than in a short one.
    """

    def __init__(self, entries: Iterable[tuple[Quantity, Place]]) -> None:
        self.entries = list(entries)

    def matches(self, q: Quantity) -> dict[int, Match]:
        """Return how a quantity of a claim stands to them, by their numbers, the first in front.

        Those that are another quantity are left out.
        """
        numbers = range(len(self.entries)) if len(self.entries) <= _FEW else self._like(q)
        found: dict[int, Match] = {}
        for number in numbers:
            match = compare(q, self.entries[number][0])
            if match != "no":
                found[number] = match
        return found

    def of(self, sentences: Iterable[int]) -> list[int]:
        """Return the numbers of those in sentences, which are named by their own numbers."""
        return [number for each in sentences for number in self._by_sentence.get(each, ())]

    @cached_property
    def values(self) -> frozenset[float]:
        """Their values, whatever their unit."""
        return frozenset(value for q, _ in self.entries for value in (q.low, q.high))

    @cached_property
    def _by_sentence(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for number, (_, place) in enumerate(self.entries):
            found.setdefault(place.sentence.number, []).append(number)
        return found

    @cached_property
    def _sorts(self) -> list[_Sort]:
        found: dict[tuple[str, str, bool], list[int]] = {}
        for number, (q, _) in enumerate(self.entries):
            found.setdefault((q.kind, q.unit, bool(q.rate)), []).append(number)
        return [_Sort(self.entries, numbers) for numbers in found.values()]

    def _like(self, q: Quantity) -> list[int]:
        """Return the numbers of all that a quantity could be, in order."""
        return sorted(number for sort in self._sorts for number in sort.like(q))


class _Sort:
    """Quantities of one kind and unit, told per something or not, by their values."""

    def __init__(self, entries: Sequence[tuple[Quantity, Place]], numbers: list[int]) -> None:
        self._numbers = numbers
        self._one = entries[numbers[0]][0]
        both = ((q.low, q.high) for q, _ in map(entries.__getitem__, numbers))
        self._placed = sorted(
            (end, number) for number, ends in zip(numbers, both, strict=True) for end in {*ends}
        )
        self._values = [value for value, _ in self._placed]

    def like(self, q: Quantity) -> Iterable[int]:
        """Return the numbers of those that a quantity could be."""
        one = self._one
        if q.rate or one.rate or not {q.kind, one.kind} <= _LINEAR:
            return self._numbers
        if not comparable(q, one):  # of these kinds, kind and unit alone decide
            return ()
        is_of_one_scale = q.unit == one.unit or not q.unit or not one.unit
        if q.low <= 0 or not is_of_one_scale or not _SCALES.isdisjoint((q.unit, one.unit)):
            return self._numbers
        first = bisect_left(self._values, q.low * _LIKE[0])
        last = bisect_right(self._values, q.low * _LIKE[1])
        return {number for _, number in self._placed[first:last]}
