"""One passage in both wordings, and the typed edits that the rules note in it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from briefer.compare.versions.hunks import Hunk, WordAlignment, Wording
from briefer.model import ChangeType


class TypedEdit(NamedTuple):
    """One change: unit ranges on both sides (end exclusive); None where a side has nothing."""

    type: ChangeType
    message: str
    old: tuple[int, int] | None
    new: tuple[int, int] | None


@dataclass
class Passage:
    """A passage in both wordings, and what the rules may ask about it.

    ``elsewhere(side, text)`` says whether a version (0 old, 1 new) has a text near the passage.
    ``stub`` names the side that is only the beginning of its article, as `Alignment.stub` does.
    ``explained`` holds the hunks that an edit noted so far accounts for.
    """

    alignment: WordAlignment
    heading: bool
    written: tuple[dt.date | None, dt.date | None]
    quoted: tuple[list[tuple[int, int]], list[tuple[int, int]]]
    elsewhere: Callable[[int, str], bool]
    stub: str = ""
    found: list[TypedEdit] = field(default_factory=list)
    explained: set[Hunk] = field(default_factory=set)

    @property
    def rewritten(self) -> bool:
        """Whether less than half of the shorter wording's content is in the other."""
        old, new = self.alignment.old, self.alignment.new
        mine, theirs = (side.content(0, len(side.units)) for side in (old, new))
        kept = sum(u in self.alignment.to_new for u in mine)
        return 2 * kept < min(len(mine), len(theirs))

    @property
    def sides(self) -> tuple[Wording, Wording]:
        """The old wording and the new."""
        return self.alignment.old, self.alignment.new

    def add(
        self,
        kind: ChangeType,
        message: str,
        old: tuple[int, int] | None,
        new: tuple[int, int] | None,
        *hunks: Hunk,
    ) -> None:
        """Note a change, and the hunks that it explains."""
        self.found.append(TypedEdit(kind, message, old, new))
        self.explained.update(hunks)

    def word(self, side: int, unit: int) -> str:
        """Return the first word of a unit, in lower case."""
        wording = self.sides[side]
        return wording.reading.tokens[wording.units[unit].first].low

    def words(self, side: int, units: tuple[int, int]) -> str:
        """Return some units as they are written, on one line."""
        start, end = self.sides[side].span(units[0], units[1] - 1)
        return " ".join(self.sides[side].text[start:end].split())

    def arrow(self, old: tuple[int, int], new: tuple[int, int]) -> str:
        """Return "from → to" in the versions' own words."""
        return f"“{self.words(0, old)}” → “{self.words(1, new)}”"

    def changed(self, side: int, unit: int) -> Hunk | None:
        """Return the hunk that a unit of one side is in, if it changed."""
        for hunk in self.alignment.hunks:
            begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
            if begin <= unit < stop:
                return hunk
        return None

    def across(self, side: int, unit: int) -> int | None:
        """Return the unit of the other side that is equal to one, if any is."""
        return (self.alignment.to_new if side == 0 else self.alignment.to_old).get(unit)

    def in_quotes(self, side: int, unit: int) -> bool:
        """Return whether a unit stands between quotation marks."""
        start, end = self.sides[side].span(unit, unit)
        return any(a <= start and end <= b for a, b in self.quoted[side])

    def ranges(self, hunk: Hunk) -> tuple[tuple[int, int], tuple[int, int]]:
        """Return a hunk's units on both sides, an empty side widened by an equal neighbour."""
        old, new = (hunk.a, hunk.b), (hunk.c, hunk.d)
        if hunk.a == hunk.b or hunk.c == hunk.d:
            if hunk.b < len(self.alignment.old.units) and hunk.d < len(self.alignment.new.units):
                old, new = (hunk.a, hunk.b + 1), (hunk.c, hunk.d + 1)
            elif hunk.a and hunk.c:
                old, new = (hunk.a - 1, hunk.b), (hunk.c - 1, hunk.d)
        return old, new


_MANY = 5
_WIDE = 10


def is_rewritten(hunk: Hunk) -> bool:
    """Whether so much was put in another's place that facts in it need not stand for each other."""
    return min(hunk.b - hunk.a, hunk.d - hunk.c) > 0 and (
        max(hunk.b - hunk.a, hunk.d - hunk.c) > _WIDE
    )


def is_small(passage: Passage, hunk: Hunk) -> bool:
    """Return whether a hunk is so short that one change in it accounts for it."""
    content = (
        passage.alignment.old.content(hunk.a, hunk.b),
        passage.alignment.new.content(hunk.c, hunk.d),
    )
    return max(map(len, content)) <= _MANY
