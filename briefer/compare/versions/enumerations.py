"""Names that came into an enumeration, or fell out of one."""

from __future__ import annotations

from briefer.analysis.entities import Name
from briefer.checks.entities import located
from briefer.compare.versions.found import Case
from briefer.compare.versions.hunks import Hunk, Side
from briefer.model import ChangeType

_JOINTS = frozenset({"and", "or", "und", "oder", "et", "ou", "&", ","})


def find_listed(case: Case, side: int, name: Name, hunk: Hunk) -> bool:
    """Note a name that one version adds to another by "and" or a comma: "Ghent and Leipzig".

    Returns:
        Whether that is what became of the name.
    """
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    me = case.sides[side]
    units = units_of(me, name)
    one_sided = hunk.a == hunk.b or hunk.c == hunk.d
    if not one_sided or not (begin <= units[0] and units[-1] < stop) or hunk in case.explained:
        return False
    if any(u not in units for u in me.content(begin, stop)):
        return False
    fellow = next(
        (n for n in me.reading.names if _joined(me, n, name) or _joined(me, name, n)), None
    )
    if fellow is None:
        return False
    theirs = units_of(me, fellow)
    kept = [v for u in theirs if (v := case.across(side, u)) is not None]
    if len(kept) < len(theirs):
        return False
    whole = sorted([*units, *theirs])
    here, there = (whole[0], whole[-1] + 1), (kept[0], kept[-1] + 1)
    old, new = (here, there) if side == 0 else (there, here)
    place = located(me.reading.tokens, min(name.first, fellow.first))
    kind: ChangeType = "place" if place else "name"
    case.add(kind, f"{case.words(0, old)} → {case.words(1, new)}", old, new, hunk)
    return True


def units_of(side: Side, name: Name) -> list[int]:
    """Return the units that a name takes up."""
    return list(range(side.unit_of(name.first), side.unit_of(name.last) + 1))


def _joined(side: Side, one: Name, other: Name) -> bool:
    between = side.reading.tokens[one.last + 1 : other.first]
    return 0 < len(between) <= 2 and all(t.low in _JOINTS for t in between)  # noqa: PLR2004
