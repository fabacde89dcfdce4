"""Counts that are told by their magnitude alone: dozens, hundreds of thousands."""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.triggers import matches_at, openings, runs_of

if TYPE_CHECKING:
    from briefer.analysis.quantity import Quantity


class Magnitude(NamedTuple):
    """A count told by its magnitude: its span, and the least and the most that it may stand for."""

    start: int
    end: int
    text: str
    low: float
    high: float

    def fits(self, q: Quantity) -> bool:
        """Return whether a quantity, as it is bounded, can be told by this magnitude."""
        if q.kind != "count" or q.unit:
            return False
        low = 0.0 if q.qualifier in {"under", "max"} else q.low
        high = math.inf if q.qualifier in {"over", "min"} else q.high
        if q.qualifier == "over" and q.low >= self.high:
            return False
        return low <= self.high and high >= self.low


@lru_cache(maxsize=64)
def _pattern(code: str) -> tuple[re.Pattern[str], frozenset[str]]:
    names = lang.language(code).vague_counts
    found = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?<![^\W_])(?:{found})(?![^\W_])", re.IGNORECASE), openings(names)


def read_magnitudes(text: str, language: str) -> list[Magnitude]:
    """Return the counts of a text that are told by their magnitude alone, in order."""
    pattern, first_words = _pattern(language)
    starts = runs_of(text).starts(first_words)
    if not starts:
        return []
    table = lang.language(language).vague_counts
    found = matches_at(pattern, text, starts)
    return [Magnitude(*m.span(), m[0], *table[m[0].lower()]) for m in found]
