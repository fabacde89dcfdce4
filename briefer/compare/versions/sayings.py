"""Who says it, and in which words: attributions and quotations of one pair of wordings."""

from __future__ import annotations

from briefer.compare.versions.found import Case, is_rewritten
from briefer.compare.versions.hunks import Hunk, Side
from briefer.lang.markers import ALLEGED, MARKERS, TELLING

_PRONOUNS = frozenset("he she they it i we you er sie es il elle ils elles on".split())
_TELLING = TELLING | frozenset(
    """announced confirmed reported reports wrote insists tells revealed disclosed acknowledged
    declared cited citing reportedly officials authorities betonte teilte berichtet indiqué
    annoncé précise ajoute""".split()
)
_LONGEST = 14
_BEHIND = 4
_LEAST_QUOTED = 3


def find_attributions(case: Case) -> None:
    """Note what only one version attributes, or attributes to somebody else."""
    touched = {side: _touched(case, side) for side in (0, 1)}
    for side in (0, 1):
        for token, hunk in touched[side]:
            rivals = [t for t, _ in touched[1 - side]]
            if hunk in case.explained or _is_wide(hunk):
                continue
            if rivals:
                continue
            if not _stands_bare(case, side, token, hunk):
                continue
            _note_lost(case, side, hunk)
    _find_distance(case, touched)
    _find_sources(case)


def _touched(case: Case, side: int) -> list[tuple[int, Hunk]]:
    me = case.sides[side]
    out = []
    for op in me.reading.operators:
        low = me.reading.tokens[op.first].low
        if op.kind != "attribution" or not (low in _TELLING or low in ALLEGED):
            continue
        unit = me.unit_of(op.first)
        if (hunk := case.changed(side, unit)) and not case.in_quotes(side, unit):
            out.append((op.first, hunk))
    return out


def _is_wide(hunk: Hunk) -> bool:
    return max(hunk.b - hunk.a, hunk.d - hunk.c) > _LONGEST


def _stands_bare(case: Case, side: int, token: int, hunk: Hunk) -> bool:
    """Whether the statement stays and only its source came or went."""
    me, other = case.sides[side], case.sides[1 - side]
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    there = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    verb = me.unit_of(token)
    opening = begin == 0 and stop - verb <= _BEHIND
    closing = verb - begin <= _LONGEST and stop >= len(me.units) - 1
    inserted = me.reading.tokens[token].low in {"allegedly", "reportedly", "alleged"}
    enclosed = len(me.content(verb + 1, stop)) <= _BEHIND
    kept = len(me.units) - (stop - begin) >= _BEHIND
    return kept and not other.content(*there) and (opening or closing or inserted or enclosed)


def _note_lost(case: Case, side: int, hunk: Hunk) -> None:
    old, new = (hunk.a, hunk.b), (hunk.c, hunk.d)
    whole = (0, len(case.sides[1 - side].units))
    if side == 0:
        new = whole
        message = f"no longer attributed: “{case.words(0, old)}” is gone"
    else:
        old = whole
        message = f"now attributed: “{case.words(1, new)}”"
    case.add("attribution", message, old, new, hunk)


def _find_distance(case: Case, touched: dict[int, list[tuple[int, Hunk]]]) -> None:
    """Note "said" become "claimed": the article no longer lends its own voice."""
    for token, hunk in touched[0]:
        for token_, hunk_ in touched[1]:
            if hunk != hunk_ or hunk in case.explained or _is_wide(hunk):
                continue
            mine, theirs = _low(case.pair.old, token), _low(case.pair.new, token_)
            if (mine in ALLEGED) != (theirs in ALLEGED):
                u, v = case.pair.old.unit_of(token), case.pair.new.unit_of(token_)
                old, new = (u, u + 1), (v, v + 1)
                case.add("attribution", case.arrow(old, new), old, new, hunk)


def _low(side: Side, token: int) -> str:
    return side.reading.tokens[token].low


def _find_sources(case: Case) -> None:
    """Note "police said" become "witnesses said"."""
    for hunk in case.pair.hunks:
        if hunk in case.explained or _is_wide(hunk) or hunk.a == hunk.b or hunk.c == hunk.d:
            continue
        if not (_beside(case.pair.old, hunk.a, hunk.b) and _beside(case.pair.new, hunk.c, hunk.d)):
            continue
        if case.in_quotes(0, hunk.a) or case.in_quotes(1, hunk.c):
            continue
        content = case.pair.old.content(hunk.a, hunk.b), case.pair.new.content(hunk.c, hunk.d)
        if not all(content) or max(map(len, content)) > _BEHIND or _pronouns(case, hunk):
            continue
        keys = [{case.sides[s].units[u].key for u in content[s]} for s in (0, 1)]
        if keys[0] & keys[1]:
            continue
        if any(case.sides[s].units[u].fact is not None for s in (0, 1) for u in content[s]):
            continue
        old, new = (hunk.a, hunk.b), (hunk.c, hunk.d)
        case.add("attribution", case.arrow(old, new), old, new, hunk)


def _beside(side: Side, begin: int, stop: int) -> bool:
    """Whether units stand right before a verb of saying, or behind "according to"."""
    tokens = side.reading.tokens
    after = side.units[stop].first if stop < len(side.units) else -1
    if after >= 0 and tokens[after].low in TELLING | ALLEGED:
        return True
    lows = [tokens[side.units[u].first].low for u in range(max(0, begin - 3), begin)]
    return (
        lows[-2:] == ["according", "to"]
        or lows[-3:] == ["according", "to", "the"]
        or (bool(lows) and lows[-1] in {"laut", "selon"})
    )


def _pronouns(case: Case, hunk: Hunk) -> bool:
    old = {_low(case.pair.old, case.pair.old.units[u].first) for u in range(hunk.a, hunk.b)}
    new = {_low(case.pair.new, case.pair.new.units[u].first) for u in range(hunk.c, hunk.d)}
    return bool((old | new) & _PRONOUNS)


def find_quotations(case: Case) -> None:
    """Note words changed between quotation marks, and words that came under them or out."""
    for hunk in case.pair.hunks:
        if hunk in case.explained:
            continue
        old = [u for u in range(hunk.a, hunk.b) if case.in_quotes(0, u)]
        new = [v for v in range(hunk.c, hunk.d) if case.in_quotes(1, v)]
        if not old and not new:
            continue
        whole = len(old) == hunk.b - hunk.a and len(new) == hunk.d - hunk.c
        if is_rewritten(hunk) and not whole:
            continue
        if _is_small_word(case, hunk) or (_is_outside(case, hunk)):
            continue
        before, after = case.ranges(hunk)
        case.add("quotation", f"quoted words changed: {case.arrow(before, after)}", before, after,
                 hunk)  # fmt: skip
    if not case.pair.hunks and not case.heading:
        _find_marks(case)


def _around(case: Case, hunk: Hunk) -> bool:
    """Whether the equal words beside a one-sided hunk are quoted on the other side too."""
    before = hunk.a - 1, hunk.c - 1
    after = hunk.b, hunk.d
    quoted = []
    for u, v in (before, after):
        if 0 <= u < len(case.pair.old.units) and 0 <= v < len(case.pair.new.units):
            quoted.append(case.in_quotes(0, u) and case.in_quotes(1, v))
    return bool(quoted) and any(quoted)


def _is_outside(case: Case, hunk: Hunk) -> bool:
    """Whether a quotation as a whole came or went with the hunk: no words of it changed."""
    return not _around(case, hunk) and (hunk.a == hunk.b or hunk.c == hunk.d)


def _is_small_word(case: Case, hunk: Hunk) -> bool:
    """Whether an article or the like came or went, nothing that denies or doubts."""
    units = [(case.pair.old, u) for u in range(hunk.a, hunk.b)]
    units += [(case.pair.new, u) for u in range(hunk.c, hunk.d)]
    lows = [_low(side, side.units[u].first) for side, u in units]
    if any(side.content(u, u + 1) for side, u in units) or len(units) > 1:
        return False
    table = MARKERS.get(case.pair.old.language, {})
    return not any(low in table or low.endswith("n't") for low in lows)


def _find_marks(case: Case) -> None:
    """Note the same words, quoted in one version and told in the other."""
    units = range(len(case.pair.old.units))
    if len(case.pair.new.units) != len(case.pair.old.units):
        return
    gone = [u for u in units if case.in_quotes(0, u) and not case.in_quotes(1, u)]
    come = [u for u in units if case.in_quotes(1, u) and not case.in_quotes(0, u)]
    for changed, what in ((gone, "no longer"), (come, "now")):
        if len(changed) >= _LEAST_QUOTED:
            span = (changed[0], changed[-1] + 1)
            case.add("quotation", f"{what} between quotation marks: “{case.words(1, span)}”",
                     span, span)  # fmt: skip
