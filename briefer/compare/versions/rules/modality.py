"""What is asserted and how: denied or not, how sure, come about or still to come."""

from __future__ import annotations

from collections.abc import Iterator

from briefer import lang
from briefer.analysis.cues import Operator
from briefer.analysis.tokens import stem
from briefer.checks.rules.negation import polarity
from briefer.compare.versions.hunks import Hunk, Wording
from briefer.compare.versions.passage import Passage, is_rewritten
from briefer.model import ChangeType

_COMMITMENTS = lang.every_language().commitments
_IRREGULAR_PASTS = lang.every_language().irregular_pasts
_SOFT_VERBS = lang.every_language().soft_verbs
_VERB_NEGATIONS = lang.every_language().verb_negations
_CERTAIN_FUTURES = lang.every_language().certain_futures

_FACT, _COMING, _LIKELY = 4, 3, 2
_SOFT = frozenset(stem(word) for word in _SOFT_VERBS)
_BELIEVED = lang.every_language().beliefs
_SMALL = 6
_DONE = lang.every_language().done_auxiliaries
_COMING_WORDS = _CERTAIN_FUTURES | lang.every_language().conditional_auxiliaries


def _touched(passage: Passage, kind: str) -> Iterator[tuple[int, Operator, Hunk]]:
    """Yield side, marker and hunk of the markers of a kind that changed, outside quotations."""
    for side in (0, 1):
        me = passage.sides[side]
        for op in me.reading.operators:
            if op.kind != kind:
                continue
            unit = _unit(me, op)
            hunk = passage.changed(side, unit)
            if hunk is not None and not passage.in_quotes(side, unit):
                yield side, op, hunk


def _unit(side: Wording, op: Operator) -> int:
    """Return the unit of a marker; of "isn't" the *not*."""
    unit = side.unit_of(op.first)
    following = unit + 1
    if (
        op.kind == "negation"
        and following < len(side.units)
        and side.units[following].key == "not"
        and side.units[following].first == op.first
    ):
        return following
    return unit


def _plain(me: Wording, op: Operator) -> bool:
    return op.level == 1 or me.reading.tokens[op.first].low in _VERB_NEGATIONS


def find_denials(passage: Passage) -> None:
    """Note what is denied in one version and not in the other."""
    touched = list(_touched(passage, "negation"))
    for side, op, hunk in touched:
        me, other = passage.sides[side], passage.sides[1 - side]
        if hunk in passage.explained or any(s != side and h == hunk for s, _, h in touched):
            continue
        if is_rewritten(hunk):
            continue
        if not _plain(me, op):
            continue
        anchor = _anchor(passage, side, op)
        if anchor is None:
            if not _exchanged_whole(hunk):
                continue
        else:
            theirs = polarity(other.reading, other.units[anchor[1]].first)
            mine = polarity(me.reading, me.units[anchor[0]].first)
            if theirs is mine and theirs is not None:
                continue
            if theirs is None and any(s != side for s, _, _ in touched):
                continue
        old, new = _spans(passage, side, hunk, anchor)
        passage.add("negation", passage.arrow(old, new), old, new, hunk)


def _exchanged_whole(hunk: Hunk) -> bool:
    return 0 < hunk.b - hunk.a <= _SMALL and 0 < hunk.d - hunk.c <= _SMALL


def _anchor(passage: Passage, side: int, op: Operator) -> tuple[int, int] | None:
    """Return the unit that a marker governs, and its equal in the other version."""
    me = passage.sides[side]
    near = [*op.heads, *range(op.last + 1, op.last + 3), op.first - 1, op.first - 2]
    for token in near:
        if not 0 <= token < len(me.reading.tokens) or me.reading.tokens[token].kind == "p":
            continue
        unit = me.unit_of(token)
        if me.units[unit].first > token or me.units[unit].last < token:
            continue
        equal = passage.across(side, unit)
        if equal is not None:
            return unit, equal
        if token in op.heads and passage.changed(side, unit) is not None:
            hunk = passage.changed(side, unit)
            if hunk is not None and (hunk.a == hunk.b or hunk.c == hunk.d):
                return None  # the governed word came or went with the marker
    return None


def _spans(
    passage: Passage, side: int, hunk: Hunk, anchor: tuple[int, int] | None
) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the units to show: the hunk, with the word that is governed where a side is empty."""
    if (hunk.a < hunk.b and hunk.c < hunk.d) or anchor is None:
        return passage.ranges(hunk)
    here, there = anchor if side == 0 else anchor[::-1]
    if here < hunk.a - 2 or here > hunk.b + 2:
        return passage.ranges(hunk)
    old = (min(hunk.a, here), max(hunk.b, here + 1))
    new = (min(hunk.c, there), max(hunk.d, there + 1))
    return old, new


def find_doubts(passage: Passage) -> None:
    """Note what is doubted, expected or planned in one version and told as a fact in the other."""
    touched = list(_touched(passage, "hedge"))
    for side, op, hunk in touched:
        if hunk in passage.explained or is_rewritten(hunk):
            continue
        rivals = [o for s, o, h in touched if s != side and h == hunk]
        anchor = _anchor(passage, side, op)
        if anchor is not None:
            kind = _doubt_about(passage, side, op, anchor, rivals)
        else:
            kind = _doubt_gone(passage, side, op, hunk, rivals)
        if kind is not None:
            old, new = _spans(passage, side, hunk, anchor)
            passage.add(kind, passage.arrow(old, new), old, new, hunk)


def _doubt_about(
    passage: Passage, side: int, op: Operator, anchor: tuple[int, int], rivals: list[Operator]
) -> ChangeType | None:
    """Tell what a marker makes of a word that both wordings have."""
    me, other = passage.sides[side], passage.sides[1 - side]
    here, there = me.units[anchor[0]].first, other.units[anchor[1]].first
    if rivals:
        mine, theirs = _grade(me, op), min(_grade(other, o) for o in rivals)
    else:
        mine, theirs = _level(me, here, op), _level(other, there, None)
    tokens = other.reading.tokens
    auxiliaries = [
        tokens[at].low
        for at in range(max(0, there - 2), there)
        if tokens[at].low != _twin(passage, 1 - side, at)
    ]
    return _doubt(mine, theirs, tokens[there].low, me.reading.tokens[here].low, auxiliaries)


def _twin(passage: Passage, side: int, token: int) -> str:
    """Return the word that stands for a token in the other wording, if any does."""
    equal = passage.across(side, passage.sides[side].unit_of(token))
    return "" if equal is None else passage.word(1 - side, equal)


def _doubt_gone(
    passage: Passage, side: int, op: Operator, hunk: Hunk, rivals: list[Operator]
) -> ChangeType | None:
    """Tell what became of a marker whose word another stands in for."""
    me, other = passage.sides[side], passage.sides[1 - side]
    begin, stop = _across(side, hunk)
    if not _exchanged_whole(hunk) or not (rivals or other.content(begin, stop)):
        return None
    theirs = min((_grade(other, o) for o in rivals), default=_FACT)
    lows = [passage.word(1 - side, u) for u in range(begin, stop)]
    word = next((low for low in lows if _is_past(low)), lows[-1])
    return _doubt(_grade(me, op), theirs, word, "", lows)


def _across(side: int, hunk: Hunk) -> tuple[int, int]:
    return (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)


def _doubt(mine: int, theirs: int, word: str, own: str, before: list[str]) -> ChangeType | None:
    """Tell what it is that one side hedges to a degree and the other to another."""
    if mine == theirs:
        return None
    if theirs == _FACT and mine >= _LIKELY:
        past = (_is_past(word) and word != own) or any(w in _DONE for w in before)
        if past:
            return "status"
        return None if mine == _COMING else "certainty"
    if theirs == _FACT and _is_past(word) and word != own and not _is_past(own):
        return "status" if own else "certainty"
    return "certainty"


def _is_past(low: str) -> bool:
    return low in _IRREGULAR_PASTS or (low.endswith("ed") and len(low) > 3)  # noqa: PLR2004


def _level(side: Wording, token: int, own: Operator | None) -> int:
    """Return how sure a wording is of a word: 1 may, 2 expected, 3 will or planned, 4 fact."""
    grades = [_grade(side, own)] if own else []
    grades += [
        _grade(side, op)
        for op in side.reading.operators
        if op.kind == "hedge" and token in op.heads and not op.first <= token <= op.last
    ]
    return min(grades, default=_FACT)


def _grade(side: Wording, op: Operator) -> int:
    if side.reading.tokens[op.first].low in _COMING_WORDS and op.first == op.last:
        return _COMING
    return op.level


def find_commitments(passage: Passage) -> None:
    """Note "indicated" become "pledged", or the other way round."""
    for hunk in passage.alignment.hunks:
        if hunk in passage.explained or not _exchanged_whole(hunk):
            continue
        sides = [
            [passage.word(0, u) for u in range(hunk.a, hunk.b)],
            [passage.word(1, u) for u in range(hunk.c, hunk.d)],
        ]
        hard = [[w for w in words if w in _COMMITMENTS] for words in sides]
        soft = [[w for w in words if stem(w) in _SOFT or w in _BELIEVED] for words in sides]
        if (hard[0] and soft[1] and not hard[1]) or (hard[1] and soft[0] and not hard[0]):
            old, new = (hunk.a, hunk.b), (hunk.c, hunk.d)
            if not passage.in_quotes(0, hunk.a):
                passage.add("certainty", passage.arrow(old, new), old, new, hunk)
