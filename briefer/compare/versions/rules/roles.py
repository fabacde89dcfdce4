"""Offices, portfolios, standings and descriptions of persons that others stand in for."""

from __future__ import annotations

from briefer import lang
from briefer.compare.versions.hunks import Hunk, Wording
from briefer.compare.versions.passage import Passage, is_rewritten, is_small

_PORTFOLIOS = lang.every_language().portfolios
_OFFICES = lang.every_language().offices
_STANDINGS = lang.every_language().standings

_HONORIFICS = lang.every_language().honorifics
_NARROWING = _STANDINGS | lang.every_language().narrowing
_ARTICLES = lang.every_language().description_articles
_FEW = 3


def find_roles(passage: Passage) -> None:
    """Note every office, portfolio or standing that another stands in for."""
    for hunk in passage.alignment.hunks:
        if is_rewritten(hunk):
            continue
        pairs = _role_pairs(passage, hunk)
        if pairs:
            (u, v), (u_, v_) = pairs[0], pairs[-1]
            old, new = (u, u_ + 1), (v, v_ + 1)
            passage.add(
                "role",
                f"{passage.words(0, old)} → {passage.words(1, new)}",
                old,
                new,
                *([hunk] if is_small(passage, hunk) else []),
            )
            continue
        if hunk not in passage.explained and (
            _is_apposition(passage, hunk) or _leads(passage, hunk)
        ):
            old, new = (hunk.a, hunk.b), (hunk.c, hunk.d)
            passage.add(
                "role", f"{passage.words(0, old)} → {passage.words(1, new)}", old, new, hunk
            )
            continue
        for side, begin, stop in ((0, hunk.a, hunk.b), (1, hunk.c, hunk.d)):
            _narrowed(passage, side, begin, stop, hunk)


def _is_apposition(passage: Passage, hunk: Hunk) -> bool:
    """Whether a hunk is what a person is called behind the name: "Dovic, a crane operator"."""
    sides = ((0, hunk.a, hunk.b), (1, hunk.c, hunk.d))
    return all(_describes_name(passage.sides[s], begin, stop) for s, begin, stop in sides)


def _leads(passage: Passage, hunk: Hunk) -> bool:
    """Whether a hunk is one word before a name, an office on one side: "manager Vandamme"."""
    if hunk.b - hunk.a != 1 or hunk.d - hunk.c != 1:
        return False
    lows = [_low(passage.alignment.old, hunk.a), _low(passage.alignment.new, hunk.c)]
    if not any(low in _OFFICES for low in lows):
        return False
    return all(
        side.content(unit, unit + 1) and _leads_name(side, unit) and side.units[unit].fact is None
        for side, unit in ((passage.alignment.old, hunk.a), (passage.alignment.new, hunk.c))
    )


def _describes_name(me: Wording, begin: int, stop: int) -> bool:
    content = me.content(begin, stop)
    if not content or len(content) > _FEW or any(me.units[u].fact is not None for u in content):
        return False
    tokens, names = me.reading.tokens, me.reading.names
    here = range(me.units[begin].first, me.units[stop - 1].last + 1)
    if any(n.first in here or n.last in here for n in names):
        return False
    at = here.start - 1
    while at > 0 and tokens[at].kind == "w" and tokens[at].low not in _ARTICLES:
        at -= 1
    led = at > 1 and tokens[at].low in _ARTICLES and tokens[at - 1].text == ","
    near = here.start - at <= _FEW
    return led and near and any(n.last == at - 2 and not n.nation for n in names)


def _role_pairs(passage: Passage, hunk: Hunk) -> list[tuple[int, int]]:
    old, new = passage.sides
    out = []
    for u in range(hunk.a, hunk.b):
        mine = _low(old, u)
        for v in range(hunk.c, hunk.d):
            theirs = _low(new, v)
            for table in (_OFFICES, _PORTFOLIOS, _HONORIFICS):
                a, b = table.get(mine), table.get(theirs)
                if a is not None and b is not None and a != b and not _holds(passage, mine, theirs):
                    out.append((u, v))
    return out


def _holds(passage: Passage, mine: str, theirs: str) -> bool:
    """Return whether both versions have both words: they only changed places."""
    keys = [{_low(side, u) for u in range(len(side.units))} for side in passage.sides]
    return theirs in keys[0] and mine in keys[1]


def _low(side: Wording, unit: int) -> str:
    return side.reading.tokens[side.units[unit].first].low


def _narrowed(passage: Passage, side: int, begin: int, stop: int, hunk: Hunk) -> None:
    """Note *former*, *deputy* or *acting* put in front of an office, or taken away."""
    me = passage.sides[side]
    if stop - begin > _FEW:
        return
    others = {_low(passage.sides[1 - side], u) for u in range(len(passage.sides[1 - side].units))}
    for unit in range(begin, stop):
        low = _low(me, unit)
        if low not in _NARROWING or low in others:
            continue
        behind = [_low(me, u) for u in range(unit + 1, min(unit + 4, len(me.units)))]
        if any(w in _OFFICES or w in _PORTFOLIOS for w in behind) or _leads_name(me, unit):
            old, new = passage.ranges(hunk)
            passage.add(
                "role", f"{passage.words(0, old)} → {passage.words(1, new)}", old, new, hunk
            )
            return


def _leads_name(side: Wording, unit: int) -> bool:
    behind = side.units[unit].last + 1
    return any(behind <= name.first <= behind + 2 for name in side.reading.names)
