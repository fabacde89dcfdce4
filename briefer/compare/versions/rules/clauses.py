"""What remains: clauses put in or taken out, and mere rewording."""

from __future__ import annotations

from briefer.analysis.quantities import Quantity
from briefer.compare.versions.hunks import Hunk, Wording
from briefer.compare.versions.passage import Passage

_LEAST = 3
"""Content words of a clause that says something new by itself."""
_SHOWN = 90
_WIDE = 5


def find_clauses(passage: Passage) -> None:
    """Note clauses that only one version has; what is left over is one rewording."""
    rest = []
    for hunk in passage.alignment.hunks:
        if hunk in passage.explained:
            continue
        if passage.heading or not (_lost(passage, 0, hunk) or _lost(passage, 1, hunk)):
            rest.append(hunk)
    rest = [h for h in rest if h not in passage.explained]
    if rest and not passage.found and passage.alignment.old.units and passage.alignment.new.units:
        old = _cover([passage.ranges(h)[0] for h in rest])
        new = _cover([passage.ranges(h)[1] for h in rest])
        passage.add("reworded", f"reworded: {passage.arrow(old, new)}", old, new)
    elif passage.alignment.typos and not passage.found:
        first, last = min(passage.alignment.typos), max(passage.alignment.typos)
        old, new = (first[0], last[0] + 1), (first[1], last[1] + 1)
        passage.add("reworded", f"reworded: {passage.arrow(old, new)}", old, new)


def _cover(ranges: list[tuple[int, int]]) -> tuple[int, int]:
    return min(a for a, _ in ranges), max(b for _, b in ranges)


def _lost(passage: Passage, side: int, hunk: Hunk) -> bool:
    """Note a clause that the other version lacks, when it says something by itself."""
    me, other = passage.sides[side], passage.sides[1 - side]
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    there = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    theirs = len(other.content(*there))
    mine = [u for u in me.content(begin, stop) if not _stands(passage, side, u)]
    facts = [u for u in mine if _is_fact(passage, me, u, side)]
    if theirs and not facts:
        return False
    if theirs and len(mine) < theirs + _LEAST:
        return False
    if not facts and len(mine) < _LEAST:
        return False
    if passage.stub and passage.stub != ("old", "new")[side]:
        return False
    units = (begin, stop)
    text = passage.words(side, units)
    shown = text if len(text) <= _SHOWN else text[: text.rfind(" ", 0, _SHOWN)] + " …"
    if side == 0:
        passage.add("dropped", shown, units, None, hunk)
    else:
        passage.add("added", shown, None, units, hunk)
    return True


def _stands(passage: Passage, side: int, unit: int) -> bool:
    """Return whether the other wording has the word somewhere else."""
    key = passage.sides[side].units[unit].key
    return any(u.key == key for u in passage.sides[1 - side].units)


def _is_fact(passage: Passage, side: Wording, unit: int, number: int) -> bool:
    """Return whether a unit is a figure, a date or part of a name that the other version lacks."""
    each = side.units[unit]
    if each.fact is not None:
        text = each.fact.text
        if isinstance(each.fact, Quantity) and each.fact.kind == "ordinal":
            return False
        return not passage.elsewhere(1 - number, text)
    name = next((n for n in side.reading.names if n.first <= each.first <= n.last), None)
    return name is not None and not passage.elsewhere(1 - number, name.text.split()[-1])
