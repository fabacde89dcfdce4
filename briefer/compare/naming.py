"""Changed names, places, roles and nationalities of one pair of wordings."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from briefer.checks.names import Name
from briefer.checks.people import GENERIC, PORTFOLIOS, ROLES, STATUS
from briefer.checks.register import located, same
from briefer.compare.found import Case
from briefer.compare.hunks import Hunk, Side
from briefer.model import ChangeType

_TITLE_CASE = 0.6
_HONORIFICS = {
    **dict.fromkeys("mr sir lord monsieur herr".split(), "m"),
    **dict.fromkeys("mrs ms miss dame lady madame mme frau".split(), "f"),
}
_NARROWING = STATUS | {"acting", "interim", "ex", "co-chair"}
_SPEAKING = frozenset(
    """said says say told added adds according argued insisted claimed claims explained warned
    announced stated confirmed denied replied wrote testified noted sagte sagt erklärte laut dit
    déclare affirme selon assure""".split()
)
_Touched = list[tuple[Name, Hunk]]


def find_names(case: Case) -> None:
    """Note every name that another stands in for, and people named or no longer named."""
    olds, news = _touched(case, 0), _touched(case, 1)
    every = case.pair.new.reading.names, case.pair.old.reading.names
    for touched, others in ((olds, every[0]), (news, every[1])):
        for each in list(touched):
            if any(_refers(each[0], other) for other in others):
                touched.remove(each)
    for one, hunk in list(olds):
        for each in news:
            other, hunk_ = each
            if hunk == hunk_:
                _exchanged(case, one, other, hunk)
                olds.remove((one, hunk))
                news.remove(each)
                break
    for side, rest in ((0, olds), (1, news)):
        for name, hunk in rest:
            _named(case, side, name, hunk)


def _touched(case: Case, side: int) -> _Touched:
    me = case.sides[side]
    out: _Touched = []
    for name in _names(me, heading=case.heading):
        hunks = {
            hunk for unit in _units(me, name) if (hunk := case.changed(side, unit[0])) is not None
        }
        if hunks:
            out.append((name, min(hunks)))
    return out


def _names(side: Side, *, heading: bool) -> list[Name]:
    """Return the names; in a headline in title case only those that the body has."""
    names = side.reading.names
    if heading:
        words = [t for t in side.reading.tokens if t.kind == "w"]
        capital = sum(t.text[0].isupper() for t in words)
        if words and capital > _TITLE_CASE * len(words):
            return [n for n in names if n.nation or set(n.parts) & set(side.known)]
    return names


def _units(side: Side, name: Name) -> list[tuple[int, int]]:
    first, last = side.unit_of(name.first), side.unit_of(name.last)
    return [(u, u) for u in range(first, last + 1)]


def _refers(one: Name, other: Name) -> bool:
    """Whether two mentions name the same: a longer form, an acronym, no other spelling."""
    if one.nation or other.nation:
        return one.nation == other.nation and bool(one.nation)
    if not same(one, other):
        return False
    if one.key != other.key:
        return _is_acronym(one) != _is_acronym(other) or one.key.rstrip("s") == other.key.rstrip(
            "s"
        )
    mine, theirs = _given(one), _given(other)
    return not mine or not theirs or bool(set(mine) & set(theirs)) or _initials(mine, theirs)


def _is_acronym(name: Name) -> bool:
    letters = name.text.replace(".", "")
    return len(name.parts) == 1 and letters.isupper() and len(letters) > 1


def _given(name: Name) -> list[str]:
    return [part for part in name.parts if part != name.key and part not in GENERIC]


def _initials(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=lambda parts: len(parts[0]))
    return len(short[0].rstrip(".")) == 1 and short[0][0] == long[0][0]


def _exchanged(case: Case, one: Name, other: Name, hunk: Hunk) -> None:
    old, new = _range(case, 0, one, hunk), _range(case, 1, other, hunk)
    case.add(_kind(case, one, other), f"{case.words(0, old)} → {case.words(1, new)}", old, new,
             *([hunk] if _is_small(case, hunk) else []))  # fmt: skip


_SMALL = 5


def _is_small(case: Case, hunk: Hunk) -> bool:
    content = case.pair.old.content(hunk.a, hunk.b), case.pair.new.content(hunk.c, hunk.d)
    return max(map(len, content)) <= _SMALL


def _range(case: Case, side: int, name: Name, hunk: Hunk) -> tuple[int, int]:
    """Return the units of a name that changed; all of it when its first or last word did."""
    me = case.sides[side]
    units = [u for u, _ in _units(me, name)]
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    changed = [u for u in units if begin <= u < stop]
    return (changed[0], changed[-1] + 1) if changed else (units[0], units[-1] + 1)


def _kind(case: Case, one: Name, other: Name) -> ChangeType:
    old, new = case.sides
    if one.nation and other.nation and _describes(old, one) and _describes(new, other):
        return "role"
    if located(old.reading.tokens, one.first) and located(new.reading.tokens, other.first):
        return "place"
    speaks = _speaks(new, other) and _speaks(old, one) and _spelt_apart(one, other)
    if speaks and case.elsewhere(0, other.text.split()[-1]):
        return "attribution"
    return "name"


def _spelt_apart(one: Name, other: Name) -> bool:
    return Levenshtein.normalized_similarity(one.key, other.key) < _SMALL / 10


def _describes(side: Side, nation: Name) -> bool:
    """Whether a nation says where a person or thing is from: "the Danish coach Sloth"."""
    return any(nation.first in n.nations.values() for n in side.reading.names if n is not nation)


def _speaks(side: Side, name: Name) -> bool:
    tokens = side.reading.tokens
    near = [*tokens[max(0, name.first - 2) : name.first], *tokens[name.last + 1 : name.last + 3]]
    return any(t.low in _SPEAKING for t in near)


def _named(case: Case, side: int, name: Name, hunk: Hunk) -> None:
    """Note that "a suspect" was given a name, or lost it, when the other version lacks it."""
    begin, stop = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    other = case.sides[1 - side]
    if case.heading or name.nation or not other.content(begin, stop):
        return
    if case.elsewhere(1 - side, name.text) or case.elsewhere(1 - side, name.text.split()[-1]):
        return
    if len(other.content(begin, stop)) > _SMALL or not _is_small(case, hunk):
        return
    here, there = _range(case, side, name, hunk), (begin, stop)
    old, new = (here, there) if side == 0 else (there, here)
    case.add("name", f"{case.words(0, old)} → {case.words(1, new)}", old, new, hunk)


def find_roles(case: Case) -> None:
    """Note every office, portfolio or standing that another stands in for."""
    for hunk in case.pair.hunks:
        pairs = _role_pairs(case, hunk)
        if pairs:
            (u, v), (u_, v_) = pairs[0], pairs[-1]
            old, new = (u, u_ + 1), (v, v_ + 1)
            case.add("role", f"{case.words(0, old)} → {case.words(1, new)}", old, new,
                     *([hunk] if _is_small(case, hunk) else []))  # fmt: skip
            continue
        for side, begin, stop in ((0, hunk.a, hunk.b), (1, hunk.c, hunk.d)):
            _narrowed(case, side, begin, stop, hunk)


def _role_pairs(case: Case, hunk: Hunk) -> list[tuple[int, int]]:
    old, new = case.sides
    out = []
    for u in range(hunk.a, hunk.b):
        mine = _low(old, u)
        for v in range(hunk.c, hunk.d):
            theirs = _low(new, v)
            for table in (ROLES, PORTFOLIOS, _HONORIFICS):
                a, b = table.get(mine), table.get(theirs)
                if a is not None and b is not None and a != b and not _holds(case, mine, theirs):
                    out.append((u, v))
    return out


def _holds(case: Case, mine: str, theirs: str) -> bool:
    """Whether both versions have both words: they only changed places."""
    keys = [{_low(side, u) for u in range(len(side.units))} for side in case.sides]
    return theirs in keys[0] and mine in keys[1]


def _low(side: Side, unit: int) -> str:
    return side.reading.tokens[side.units[unit].first].low


def _narrowed(case: Case, side: int, begin: int, stop: int, hunk: Hunk) -> None:
    """Note *former*, *deputy* or *acting* put in front of an office, or taken away."""
    me = case.sides[side]
    others = {_low(case.sides[1 - side], u) for u in range(len(case.sides[1 - side].units))}
    for unit in range(begin, stop):
        low = _low(me, unit)
        if low not in _NARROWING or low in others:
            continue
        behind = [_low(me, u) for u in range(unit + 1, min(unit + 4, len(me.units)))]
        if any(w in ROLES or w in PORTFOLIOS for w in behind) or _leads_name(me, unit):
            old, new = case.ranges(hunk)
            case.add("role", f"{case.words(0, old)} → {case.words(1, new)}", old, new, hunk)
            return


def _leads_name(side: Side, unit: int) -> bool:
    behind = side.units[unit].last + 1
    return any(behind <= name.first <= behind + 2 for name in side.reading.names)
