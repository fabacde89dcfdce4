"""Does the claim deny what the source denies, and nothing else?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.tokens import alike
from briefer.checks.alignment import Place, closeness
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from briefer.analysis.reading import Reading
    from briefer.checks.context import Context
    from briefer.model import Finding

_VERB_NEGATIONS = lang.every_language().verb_negations

_CLOSE = 0.3
"""How close a denied word of the source must be to the claim's that is not."""
_CLOSE_ADDED = 0.36
"""The same for a denial that the claim adds: sources deny in more ways than markers know."""
_AHEAD = 0.03


def check_negation(context: Context) -> list[Finding]:
    """Compare, word by word, what the claim denies with what the source denies."""
    claim = context.claim
    for index in governed(context, "negation"):
        state = polarity(claim, index)
        if state is None:
            continue
        best = {True: -1.0, False: -1.0}
        where: dict[bool, Place] = {}
        for sentence, at in context.occurrences(index):
            other = polarity(sentence.reading, at)
            if other is None or (state and not other and _denied_elsewhere(sentence.reading, at)):
                continue
            if other and not state and _denied_elsewhere(claim, index):
                continue
            place = Place(sentence, at, at)
            near = closeness(claim, index, index, place, context.source)
            if near > best[other]:
                best[other], where[other] = near, place
        opposite = best[not state]
        if opposite >= (_CLOSE_ADDED if state else _CLOSE) and opposite > best[state] + _AHEAD:
            return [_negation(index, where[not state], context, denied=state)]
    return []


def governed(context: Context, kind: str) -> list[int]:
    """Return claim tokens that a marker of a kind governs, there or in the evidence."""
    claim = context.claim
    mine = {h for op in claim.operators if op.kind == kind for h in op.heads}
    theirs: set[str] = set()
    for sentence in context.evidence:
        reading = sentence.reading
        theirs |= {
            reading.tokens[h].stem for op in reading.operators if op.kind == kind for h in op.heads
        }
    groups = {g for s in theirs for g in alike(s)}
    dated = {
        i
        for d in claim.dates
        for i in range(claim.token_at(d.start), claim.token_at(d.end - 1) + 1)
    }
    out = [
        index
        for index, root in claim.content
        if index not in dated and (index in mine or root in theirs or groups & set(alike(root)))
    ]
    return sorted(out, key=lambda i: (i not in mine, i))


def polarity(reading: Reading, index: int) -> bool | None:
    """Return True when a word is denied, False when not, None when it cannot be told."""
    denied = False
    loose = False
    clause = reading.clauses[index]
    for op in reading.operators:
        if op.kind != "negation" or op.first <= index <= op.last:
            continue
        if index in op.heads:
            word = reading.tokens[op.first].low
            if word in _PAIRED:
                denied = True
            elif op.level == 1 or word in _VERB_NEGATIONS:
                denied = not denied
            else:
                loose = True
        elif reading.clauses[op.first] == clause and (
            op.last < index
            or lang.language(reading.language).negation_follows
            or 0 < op.first - index <= _BEHIND
        ):
            loose = True
    if loose and not denied:
        return None
    return denied


def _denied_elsewhere(reading: Reading, index: int) -> bool:
    """Whether anything else in a word's clause denies: "no verdict is" and "a verdict is not"."""
    clause = reading.clauses[index]
    return any(
        op.kind == "negation" and reading.clauses[op.first] == clause and index not in op.heads
        for op in reading.operators
    )


_BEHIND = 2  # "made no promise", "found almost nothing"
_PAIRED = frozenset({"neither", "nor", "weder", "noch", "ni"})


def _negation(index: int, place: Place, context: Context, *, denied: bool) -> Finding:
    claim = context.claim
    token = claim.tokens[index]
    start, end = token.start, token.end
    if denied:
        op = next(o for o in claim.operators if o.kind == "negation" and index in o.heads)
        start = claim.tokens[op.first].start
        end = max(end, claim.tokens[op.last].end)
    reading = place.sentence.reading
    first, last = place.first, place.last
    for op in reading.operators:
        if op.kind == "negation" and place.first in op.heads:
            first, last = min(first, op.first), max(last, op.last)
    start_, end_ = (
        reading.tokens[first].start - reading.offset,
        (reading.tokens[last].end - reading.offset),
    )
    said, stands = claim.text[start:end], reading.text[start_:end_]
    message = (
        f"the claim says “{said}”; the source says “{stands}” [{context.label(place.sentence)}]"
    )
    return finding("negation", message, context.span(start, end), place, start_, end_)
