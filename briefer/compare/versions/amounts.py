"""Changed quantities and dates of one pair of wordings."""

from __future__ import annotations

from briefer.analysis.dates import DateMention
from briefer.analysis.quantities import Quantity
from briefer.analysis.tokens import alike, is_content
from briefer.compare.versions.figures import (
    dates_conflict,
    figure_change,
    same_quantity,
    same_sort,
    same_sort_of_date,
    wording,
)
from briefer.compare.versions.found import Case, is_rewritten
from briefer.compare.versions.hunks import Hunk
from briefer.model import ChangeType

_VAGUE = frozenset(
    """several many some few dozens dozen scores hundreds thousands tens numerous most half
    multiple countless unknown unspecified undisclosed plusieurs quelques nombreux einige mehrere
    viele zahlreiche dutzende hunderte""".split()
)
_Facts = list[tuple[int, Quantity | DateMention, Hunk]]


def find_amounts(case: Case) -> None:
    """Note every quantity and date that another stands in for, and those new or gone."""
    olds, news = _touched(case, 0), _touched(case, 1)
    for mine in list(olds):
        twin = next(
            (t for t in news if _same(mine[1], t[1], case) or _shortened(mine[1], t[1], case)), None
        )
        if twin is not None:
            olds.remove(mine)
            news.remove(twin)
            if mine[2] == twin[2] and _is_only(case, mine[2]):
                case.explained.add(mine[2])
    _pair(case, olds, news, within=True)
    _pair(case, olds, news, within=False)
    for side, rest in ((0, olds), (1, news)):
        for unit, fact, hunk in rest:
            if isinstance(fact, Quantity):
                _out_of_the_vague(case, side, unit, fact, hunk)


def _touched(case: Case, side: int) -> _Facts:
    out: _Facts = []
    for number, unit in enumerate(case.sides[side].units):
        if unit.fact is not None and (hunk := case.changed(side, number)) is not None:
            out.append((number, unit.fact, hunk))
    return out


def _same(one: Quantity | DateMention, other: Quantity | DateMention, case: Case) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_quantity(one, other)
    if isinstance(one, DateMention) and isinstance(other, DateMention):
        return same_sort_of_date(one, other) and not dates_conflict(one, other, case.written)
    return False


def _shortened(one: Quantity | DateMention, other: Quantity | DateMention, case: Case) -> bool:
    """Whether one figure only has its unit written short: "20 m" may be twenty million too."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    side = 0 if len(one.text) < len(other.text) else 1
    short, long = (one, other) if side == 0 else (other, one)
    wanted = long.text.split()
    there = case.sides[side].text[short.start :].split()[: len(wanted)]
    pairs = [(a, b.strip('.,;:!?”"»)')) for a, b in zip(wanted, there, strict=False)]
    metres = any(a in _METRES and b == "m" for a, b in pairs)
    return metres and all(a == b or a in _METRES for a, b in pairs)


_METRES = frozenset({"metre", "metres", "meter", "meters"})


def _pair(case: Case, olds: _Facts, news: _Facts, *, within: bool) -> None:
    """Pair facts of a sort, in order: of one hunk, or (the noun being the same) of any."""
    for mine in list(olds):
        for theirs in news:
            noun = _same_noun(case, mine[0], theirs[0])
            fits = noun or (within and mine[2] == theirs[2] and not is_rewritten(mine[2]))
            if fits and _alike(mine[1], theirs[1]):
                _changed(case, mine, theirs)
                olds.remove(mine)
                news.remove(theirs)
                break


def _alike(one: Quantity | DateMention, other: Quantity | DateMention) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_sort(one, other)
    if isinstance(one, DateMention) and isinstance(other, DateMention):
        return same_sort_of_date(one, other)
    return False


def _changed(
    case: Case,
    mine: tuple[int, Quantity | DateMention, Hunk],
    theirs: tuple[int, Quantity | DateMention, Hunk],
) -> None:
    (u, one, hunk), (v, other, hunk_) = mine, theirs
    old, new = (u, u + 1), (v, v + 1)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        kind: ChangeType = "money" if "money" in {one.kind, other.kind} else "number"
        bare = {one.kind, other.kind} == {"count"} and not (one.unit or other.unit)
        message = figure_change(one, other, _noun(case, u, v) if bare else "")
    else:
        kind, message = "date", f"{case.words(0, old)} → {case.words(1, new)}"
    case.add(kind, message, old, new, *(h for h in (hunk, hunk_) if _is_only(case, h)))


def _is_only(case: Case, hunk: Hunk) -> bool:
    """Whether a hunk is hardly more than one fact, so that the fact explains it."""
    return len(case.pair.old.content(hunk.a, hunk.b)) <= _FEW and (
        len(case.pair.new.content(hunk.c, hunk.d)) <= _FEW
    )


_FEW = 2


def _noun(case: Case, u: int, v: int) -> str:
    """Return the word behind both figures when it is the same: "injured"."""
    old, new = case.sides
    if u + 1 >= len(old.units) or v + 1 >= len(new.units):
        return ""
    one, other = old.units[u + 1], new.units[v + 1]
    token = new.reading.tokens[other.first]
    adjacent = new.reading.tokens[new.units[v].last].end + 1 >= token.start
    if one.key != other.key or not is_content(token, new.language) or not adjacent:
        return ""
    return token.text if token.kind == "w" else ""


def _same_noun(case: Case, u: int, v: int) -> bool:
    old, new = case.sides
    one = old.units[u + 1].key if u + 1 < len(old.units) else ""
    other = new.units[v + 1].key if v + 1 < len(new.units) else ""
    return bool(one) and (one == other or bool(set(alike(one)) & set(alike(other))))


def _out_of_the_vague(case: Case, side: int, unit: int, fact: Quantity, hunk: Hunk) -> None:
    """Note "dozens" become "34", and the other way round."""
    begin, stop = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    other = case.sides[1 - side]
    tokens = other.reading.tokens
    vague = [u for u in range(begin, stop) if tokens[other.units[u].first].low in _VAGUE]
    if not vague:
        return
    there = (vague[0], vague[-1] + 1)
    here = (unit, unit + 1)
    old, new = (here, there) if side == 0 else (there, here)
    kind: ChangeType = "money" if fact.kind == "money" else "number"
    said = [case.words(0, old), case.words(1, new)]
    said[side] = wording(fact)
    case.add(kind, f"{said[0]} → {said[1]}", old, new, hunk)
