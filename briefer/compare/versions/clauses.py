"""What remains of a pair of wordings: clauses put in or taken out, and mere rewording."""

from __future__ import annotations

from briefer.analysis.quantities import Quantity
from briefer.compare.versions.found import Case
from briefer.compare.versions.hunks import Hunk, Side

_LEAST = 3
"""Content words of a clause that says something new by itself."""
_SHOWN = 90
_WIDE = 5


def find_clauses(case: Case, *, stub: str = "") -> None:
    """Note clauses that only one version has; what is left over is one rewording."""
    rest = []
    for hunk in case.pair.hunks:
        if hunk in case.explained:
            continue
        if case.heading or not (_lost(case, 0, hunk, stub) or _lost(case, 1, hunk, stub)):
            rest.append(hunk)
    rest = [h for h in rest if h not in case.explained]
    if rest and not case.found and case.pair.old.units and case.pair.new.units:
        old = _cover([case.ranges(h)[0] for h in rest])
        new = _cover([case.ranges(h)[1] for h in rest])
        case.add("reworded", f"reworded: {case.arrow(old, new)}", old, new)
    elif case.pair.typos and not case.found:
        first, last = min(case.pair.typos), max(case.pair.typos)
        old, new = (first[0], last[0] + 1), (first[1], last[1] + 1)
        case.add("reworded", f"reworded: {case.arrow(old, new)}", old, new)


def _cover(ranges: list[tuple[int, int]]) -> tuple[int, int]:
    return min(a for a, _ in ranges), max(b for _, b in ranges)


def _lost(case: Case, side: int, hunk: Hunk, stub: str) -> bool:
    """Note a clause that the other version lacks, when it says something by itself."""
    me, other = case.sides[side], case.sides[1 - side]
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    there = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    theirs = len(other.content(*there))
    mine = [u for u in me.content(begin, stop) if not _stands(case, side, u)]
    facts = [u for u in mine if _is_fact(case, me, u, side)]
    if theirs and not facts:
        return False
    if theirs and len(mine) < theirs + _LEAST:
        return False
    if not facts and len(mine) < _LEAST:
        return False
    if stub and stub != ("old", "new")[side]:
        return False
    units = (begin, stop)
    text = case.words(side, units)
    shown = text if len(text) <= _SHOWN else text[: text.rfind(" ", 0, _SHOWN)] + " …"
    if side == 0:
        case.add("dropped", shown, units, None, hunk)
    else:
        case.add("added", shown, None, units, hunk)
    return True


def _stands(case: Case, side: int, unit: int) -> bool:
    """Whether the other wording has the word somewhere else."""
    key = case.sides[side].units[unit].key
    return any(u.key == key for u in case.sides[1 - side].units)


def _is_fact(case: Case, side: Side, unit: int, number: int) -> bool:
    """Whether a unit is a figure, a date or part of a name that the other version lacks."""
    each = side.units[unit]
    if each.fact is not None:
        text = each.fact.text
        if isinstance(each.fact, Quantity) and each.fact.kind == "ordinal":
            return False
        return not case.elsewhere(1 - number, text)
    name = next((n for n in side.reading.names if n.first <= each.first <= n.last), None)
    return name is not None and not case.elsewhere(1 - number, name.text.split()[-1])
