"""Is the claim as sure of things as the source is?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.tokens import stem
from briefer.checks.alignment import STRONG, Fact, Place
from briefer.checks.findings import finding
from briefer.checks.rules.negation import governed, polarity
from briefer.checks.tuning import (
    COMMITTED_CLOSE,
    HARDLY,
    HEDGED_AHEAD,
    HEDGED_CLOSE,
    HEDGED_RETOLD,
)

if TYPE_CHECKING:
    from briefer.analysis.cues import Operator
    from briefer.analysis.reading import Reading
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.model import Finding, FindingLevel

_COMMITMENTS = lang.every_language().commitments
_IRREGULAR_PASTS = lang.every_language().irregular_pasts
_MODALS = lang.every_language().modals
_CONFIRMING = lang.every_language().confirming_verbs
_FUTURE_AUXILIARIES = lang.every_language().future_auxiliaries
_SOFT_STEMS = frozenset(stem(verb) for verb in lang.every_language().soft_verbs)
_CERTAIN_FUTURES = lang.every_language().certain_futures

_FACT, _WILL, _PLANNED, _LIKELY = 4.0, 3.0, 2.5, 2.0
_PLAN = 3
"""The level of hedges that say what is planned; what is above it hedges claims alone."""


def check_certainty(context: Context) -> list[Finding]:
    """Find what the source holds possible, expected or planned and the claim holds for sure."""
    return _raised(context) or _hardened(context) or _unhedged(context)


def _level(reading: Reading, index: int, *, whole_clause: bool) -> float:
    direct, loose = _FACT, _FACT
    for op in reading.operators:
        if op.kind != "hedge" or op.first <= index <= op.last:
            continue
        if op.level > _PLAN and not whole_clause:
            continue
        level = _op_level(reading, op)
        if index in op.heads:
            direct = min(direct, level)
        elif level < _PLANNED and reading.clauses[op.first] == reading.clauses[index]:
            loose = min(loose, level)
    if direct < _FACT or not whole_clause:
        return direct
    return loose


def _op_level(reading: Reading, op: Operator) -> float:
    if op.level > _PLAN:
        return _LIKELY
    if op.level < _PLAN:
        return float(op.level)
    return _WILL if reading.tokens[op.first].low in _CERTAIN_FUTURES else _PLANNED


def _raised(context: Context) -> list[Finding]:
    claim = context.claim
    for index in governed(context, "hedge"):
        mine = _level(claim, index, whole_clause=True)
        if mine < _WILL:
            continue
        best_same, best_lower, lower = -1.0, -1.0, None
        fact = Fact(claim, index, index, context.source)
        for sentence, at in context.occurrences(index):
            if polarity(sentence.reading, at) != polarity(claim, index):
                continue
            level = _level(sentence.reading, at, whole_clause=False)
            place = Place(sentence, at, at)
            near = fact.closeness(place)
            if (
                level >= mine
                or _same_marker(claim, sentence, at)
                or (level >= _PLANNED and not _came_true(claim, index, sentence, at))
            ):
                best_same = max(best_same, near)
            elif near > best_lower:
                best_lower, lower = near, place
        if (
            lower is not None
            and best_lower >= HEDGED_CLOSE
            and best_lower > best_same + HEDGED_AHEAD
        ):
            return [_certainty(index, lower, context)]
    return []


def _same_marker(claim: Reading, sentence: SourceSentence, at: int) -> bool:
    """Whether the claim has, somewhere, the very word that hedges in the source."""
    roots = {t.stem for t in claim.tokens}
    return any(
        sentence.words[op.first].stem in roots
        for op in sentence.reading.operators
        if op.kind == "hedge" and at in op.heads and op.level > 1
    )


def _came_true(claim: Reading, index: int, sentence: SourceSentence, at: int) -> bool:
    """A plan told as done: the claim has the verb in the past, the source has not."""
    mine, theirs = claim.tokens[index].low, sentence.words[at].low
    past = mine.endswith("ed") or mine in _IRREGULAR_PASTS
    auxiliary = any(t.low in _FUTURE_AUXILIARIES for t in claim.tokens[max(0, index - 2) : index])
    return past and not auxiliary and mine != theirs


def _certainty(index: int, place: Place, context: Context) -> Finding:
    claim = context.claim
    reading = place.sentence.reading
    op = next(o for o in reading.operators if o.kind == "hedge" and place.first in o.heads)
    start = index
    for other in claim.operators:
        if other.kind == "hedge" and index in other.heads:
            start = min(start, other.first)
    begin, end = claim.tokens[start].start, claim.tokens[index].end
    first, last = min(op.first, place.first), max(op.last, place.last)
    start_, end_ = (
        reading.tokens[first].start - reading.offset,
        (reading.tokens[last].end - reading.offset),
    )
    said, stands = claim.text[begin:end], reading.text[start_:end_]
    message = (
        f"the claim says “{said}”; the source only “{stands}” [{context.label(place.sentence)}]"
    )
    level: FindingLevel = "unsupported" if op.level == 1 else "doubt"
    return finding("certainty", message, context.span(begin, end), place, start_, end_, level)


def _unhedged(context: Context) -> list[Finding]:
    """A hedged clause retold in other words, with no hedge at all."""
    claim = context.claim
    if any(op.kind == "attribution" or (op.kind == "hedge" and op.level != _PLAN)
           for op in claim.operators):  # fmt: skip
        return []
    for sentence in context.evidence[:1]:
        reading = sentence.reading
        for op in reading.operators:
            word = reading.tokens[op.first].low
            if op.kind != "hedge" or op.level >= _PLAN or not op.heads or word in _MODALS:
                continue
            scope = [
                i
                for i, _ in reading.content
                if i > op.last and reading.clauses[i] == reading.clauses[op.first]
            ]
            rest = [i for i, _ in reading.content if i not in scope and i != op.first]
            if len(scope) < 3 or context.share_of(scope, reading) < HEDGED_RETOLD:  # noqa: PLR2004
                continue
            if rest and context.share_of(rest, reading) > context.share_of(scope, reading):
                continue
            if context.share(sentence) < HEDGED_RETOLD:
                continue
            first, last = op.first, max(op.last, op.heads[0])
            start, end = (
                reading.tokens[first].start - reading.offset,
                (reading.tokens[last].end - reading.offset),
            )
            message = (
                f"the claim is certain of what the source only says “{reading.text[start:end]}” "
                f"[{context.label(sentence)}]"
            )
            return [
                finding(
                    "certainty",
                    message,
                    context.span(0, len(claim.text)),
                    Place(sentence, first, last),
                    start,
                    end,
                    "doubt",
                )
            ]
    return []


def _hardened(context: Context) -> list[Finding]:
    """Find "indicated" become "pledged": a word of commitment that the evidence lacks."""
    if context.claim.lows.isdisjoint(_COMMITMENTS):
        return []
    if not lang.language(context.claim.language).commitments:
        return []
    best = max((context.share(s) for s in context.evidence), default=0.0)
    near = [s for s in context.window if context.share(s) >= HARDLY * best]
    groups = {_COMMITMENTS[t.low] for s in near for t in s.words if t.low in _COMMITMENTS}
    for index, token in enumerate(context.claim.tokens):
        group = _COMMITMENTS.get(token.low)
        if (
            group is None
            or group in groups
            or any(s in near for s, _ in context.occurrences(index))
        ):
            continue
        for sentence in near:
            softs = [
                Place(sentence, i, i) for i in range(len(sentence.words)) if _soft(sentence, i)
            ]
            value, which = Fact(context.claim, index, index, context.source).nearest(softs)
            if value < (COMMITTED_CLOSE if token.low not in _CONFIRMING else STRONG):
                continue
            soft = softs[which].first
            word = sentence.words[soft]
            offset = sentence.sentence.start
            message = (
                f"the claim says “{token.text}”; the source only “{word.text}” "
                f"[{context.label(sentence)}]"
            )
            return [
                finding(
                    "certainty",
                    message,
                    context.span(token.start, token.end),
                    Place(sentence, soft, soft),
                    word.start - offset,
                    word.end - offset,
                    "unsupported",
                )
            ]
    return []


def _soft(sentence: SourceSentence, index: int) -> bool:
    word = sentence.words[index]
    if word.stem in _SOFT_STEMS:
        return True
    return any(
        o.kind == "hedge" and o.first == index and o.level == 1 for o in sentence.reading.operators
    )
