"""Quantities and dates that others stand in for, and how the change is told."""

from __future__ import annotations

from briefer import lang
from briefer.analysis.dates import DateMention
from briefer.analysis.equivalence import dates_conflict, same_quantity
from briefer.analysis.quantities import Quantity
from briefer.analysis.tokens import alike
from briefer.compare.versions.hunks import Hunk
from briefer.compare.versions.passage import Passage, is_rewritten
from briefer.model import ChangeType

_HUNDRED = 100
_VAGUE = lang.every_language().vague_amounts
_Facts = list[tuple[int, Quantity | DateMention, Hunk]]
_METRES = lang.every_language().metre_words


def find_amounts(passage: Passage) -> None:
    """Note every quantity and date that another stands in for, and those new or gone."""
    olds, news = _touched(passage, 0), _touched(passage, 1)
    for mine in list(olds):
        twin = next(
            (
                t
                for t in news
                if _same(mine[1], t[1], passage) or _shortened(mine[1], t[1], passage)
            ),
            None,
        )
        if twin is not None:
            olds.remove(mine)
            news.remove(twin)
            if mine[2] == twin[2] and _is_only(passage, mine[2]):
                passage.explained.add(mine[2])
    _pair(passage, olds, news, within=True)
    _pair(passage, olds, news, within=False)
    for side, rest in ((0, olds), (1, news)):
        for unit, fact, hunk in rest:
            if isinstance(fact, Quantity):
                _out_of_the_vague(passage, side, unit, fact, hunk)


def _touched(passage: Passage, side: int) -> _Facts:
    out: _Facts = []
    for number, unit in enumerate(passage.sides[side].units):
        if unit.fact is not None and (hunk := passage.changed(side, number)) is not None:
            out.append((number, unit.fact, hunk))
    return out


def _same(one: Quantity | DateMention, other: Quantity | DateMention, passage: Passage) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return same_quantity(one, other)
    if isinstance(one, DateMention) and isinstance(other, DateMention):
        return may_replace_date(one, other) and not dates_conflict(one, other, passage.written)
    return False


def _shortened(
    one: Quantity | DateMention, other: Quantity | DateMention, passage: Passage
) -> bool:
    """Whether one figure only has its unit written short: "20 m" may be twenty million too."""
    if not isinstance(one, Quantity) or not isinstance(other, Quantity):
        return False
    side = 0 if len(one.text) < len(other.text) else 1
    short, long = (one, other) if side == 0 else (other, one)
    wanted = long.text.split()
    there = passage.sides[side].text[short.start :].split()[: len(wanted)]
    pairs = [(a, b.strip('.,;:!?”"»)')) for a, b in zip(wanted, there, strict=False)]
    metres = any(a in _METRES and b == "m" for a, b in pairs)
    return metres and all(a == b or a in _METRES for a, b in pairs)


def _pair(passage: Passage, olds: _Facts, news: _Facts, *, within: bool) -> None:
    """Pair facts of a sort, in order: of one hunk, or (the noun being the same) of any."""
    for mine in list(olds):
        for theirs in news:
            noun = _same_noun(passage, mine[0], theirs[0])
            fits = noun or (within and mine[2] == theirs[2] and not is_rewritten(mine[2]))
            if fits and _alike(mine[1], theirs[1]):
                _changed(passage, mine, theirs)
                olds.remove(mine)
                news.remove(theirs)
                break


def _alike(one: Quantity | DateMention, other: Quantity | DateMention) -> bool:
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return may_replace(one, other)
    if isinstance(one, DateMention) and isinstance(other, DateMention):
        return may_replace_date(one, other)
    return False


def _changed(
    passage: Passage,
    mine: tuple[int, Quantity | DateMention, Hunk],
    theirs: tuple[int, Quantity | DateMention, Hunk],
) -> None:
    (u, one, hunk), (v, other, hunk_) = mine, theirs
    old, new = (u, u + 1), (v, v + 1)
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        kind: ChangeType = "money" if "money" in {one.kind, other.kind} else "number"
        bare = {one.kind, other.kind} == {"count"} and not (one.unit or other.unit)
        message = figure_change(one, other, _noun(passage, u, v) if bare else "")
    else:
        kind, message = "date", f"{passage.words(0, old)} → {passage.words(1, new)}"
    passage.add(kind, message, old, new, *(h for h in (hunk, hunk_) if _is_only(passage, h)))


def _is_only(passage: Passage, hunk: Hunk) -> bool:
    """Return whether a hunk is hardly more than one fact, so that the fact explains it."""
    return len(passage.alignment.old.content(hunk.a, hunk.b)) <= _FEW and (
        len(passage.alignment.new.content(hunk.c, hunk.d)) <= _FEW
    )


_FEW = 2


def _noun(passage: Passage, u: int, v: int) -> str:
    """Return the word behind both figures when it is the same: "injured"."""
    old, new = passage.sides
    if u + 1 >= len(old.units) or v + 1 >= len(new.units):
        return ""
    one, other = old.units[u + 1], new.units[v + 1]
    token = new.reading.tokens[other.first]
    adjacent = new.reading.tokens[new.units[v].last].end + 1 >= token.start
    if one.key != other.key or not token.content or not adjacent:
        return ""
    return token.text if token.kind == "w" else ""


def _same_noun(passage: Passage, u: int, v: int) -> bool:
    old, new = passage.sides
    one = old.units[u + 1].key if u + 1 < len(old.units) else ""
    other = new.units[v + 1].key if v + 1 < len(new.units) else ""
    return bool(one) and (one == other or bool(set(alike(one)) & set(alike(other))))


def _out_of_the_vague(passage: Passage, side: int, unit: int, fact: Quantity, hunk: Hunk) -> None:
    """Note "dozens" become "34", and the other way round."""
    begin, stop = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    other = passage.sides[1 - side]
    tokens = other.reading.tokens
    vague = [u for u in range(begin, stop) if tokens[other.units[u].first].low in _VAGUE]
    if not vague:
        return
    there = (vague[0], vague[-1] + 1)
    here = (unit, unit + 1)
    old, new = (here, there) if side == 0 else (there, here)
    kind: ChangeType = "money" if fact.kind == "money" else "number"
    said = [passage.words(0, old), passage.words(1, new)]
    said[side] = wording(fact)
    passage.add(kind, f"{said[0]} → {said[1]}", old, new, hunk)


def may_replace(one: Quantity, other: Quantity) -> bool:
    """Tell whether one quantity may stand where the other stood."""
    kinds = {one.kind, other.kind}
    if len(kinds) == 1:
        return True
    return kinds <= {"count", "money"} or kinds <= {"percent", "points", "fraction", "count"}


def figure_change(one: Quantity, other: Quantity, noun: str) -> str:
    """Return "12 → 19 injured (+7)" or "€4.2 million → €4.5 million (+7.1 %)"."""
    said, says = wording(one), wording(other)
    tail = f" {noun}" if noun else ""
    return f"{said} → {says}{tail}{_by_how_much(one, other)}"


def wording(q: Quantity) -> str:
    """Return a quantity as written, on one line, its qualifier with it."""
    return " ".join(q.text.split()) if not q.qualifier or q.lead >= q.start else _led(q)


def _led(q: Quantity) -> str:
    words = {"min": "at least", "max": "at most", "over": "more than", "under": "less than",
             "about": "about"}  # fmt: skip
    return f"{words[q.qualifier]} {' '.join(q.text.split())}"


def _by_how_much(one: Quantity, other: Quantity) -> str:
    plain = not (one.is_range or other.is_range or "score" in {one.kind, other.kind})
    if not plain or one.kind != other.kind or one.unit != other.unit or one.low == other.low:
        return ""
    gap = other.low - one.low
    sign = "+" if gap > 0 else "−"
    if one.kind == "money" and one.low:
        return f" ({sign}{abs(gap) / abs(one.low) * _HUNDRED:.1f} %)"
    if one.kind == "percent":
        return f" ({sign}{_number(abs(gap))} points)"
    if one.kind in {"ordinal", "fraction"}:
        return ""
    return f" ({sign}{_number(abs(gap))})"


def _number(value: float) -> str:
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.4f}".rstrip("0").rstrip(".")


def may_replace_date(one: DateMention, other: DateMention) -> bool:
    """Tell whether one date may stand where the other stood."""
    mine, theirs = set(one.parts()), set(other.parts())
    days = {"weekday", "day", "offset", "month"}
    return bool(mine & theirs) or bool(days & mine and days & theirs)
