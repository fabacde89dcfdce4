"""Conditions and causes: what hangs on what, and what is said to follow from what.

Raises doubts: a condition that the claim leaves out or adds, a cause that no sentence tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.checks.findings import source_span
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefer.analysis.reading import Reading
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause
    from briefer.checks.source import SourceSentence


def check_causes(context: Context) -> Iterator[Finding]:
    """Yield doubts about conditions and causes."""
    matching = context.matching
    known = matching.language
    mine = context.claim.lows
    told: set[int] = set()
    for clause in matching.clauses:
        home = clause.home
        if home is None or home.number in told:
            continue
        told.add(home.number)
        if not mine & known.conditions:
            yield from _dropped(clause, home, context)
        yield from _turned(home, context)
    evidence = matching.words
    for words, kind in ((known.conditions, "condition"), (known.causes, "cause")):
        if evidence & words:
            continue
        for token in context.claim.tokens:
            if token.low in words:
                message = f"no sentence that it rests on tells a {kind} (“{token.text}”)"
                yield Finding("cause", message, context.span(token.start, token.end), level="doubt")
                break


def _dropped(clause: Clause, home: SourceSentence, context: Context) -> Iterator[Finding]:
    """Yield a doubt when what the claim retells hangs on a condition in its sentence."""
    conditions = context.matching.language.conditions
    reading = home.reading
    quoted = reading.quotes
    parts = {reading.main_parts[place] for _, place in context.matching.pairs(clause)}
    for index, token in enumerate(home.words):
        if token.low not in conditions or reading.main_parts[index] not in parts:
            continue
        start = token.start - home.sentence.start
        if any(q.start <= start < q.end for q in quoted):
            continue
        end = token.end - home.sentence.start
        yield Finding(
            "cause",
            f"the source makes it hang on something (“{token.text}”) [{context.label(home)}]",
            context.span(0, len(context.claim.text)),
            source_span(home, start, end),
            home.sentence.id,
            "doubt",
        )
        return


def _turned(home: SourceSentence, context: Context) -> Iterator[Finding]:
    """Yield a doubt when a claim's reason is what its sentence gives a reason for."""
    matching = context.matching
    joints = matching.language.reasons
    mine = _reason(context.claim, joints)
    theirs = _reason(home.reading, joints)
    if mine is None or theirs is None:
        return
    same = crossed = 0
    for term, answer in zip(matching.terms, matching.answers, strict=True):
        for place in answer.get(home.number, ())[:1]:
            alike = (term.first in mine) == (place in theirs)
            same, crossed = same + alike, crossed + (not alike)
    if crossed > same:
        start, end = context.claim.tokens[mine[0]].start, context.claim.tokens[mine[-1]].end
        message = f"the source gives it the other way round [{context.label(home)}]"
        yield Finding("cause", message, context.span(start, end), level="doubt")


def _reason(reading: Reading, joints: Collection[str]) -> range | None:
    """Return the tokens that give a reason: from its joint to the clause's end."""
    for index, token in enumerate(reading.tokens):
        if token.low in joints:
            last = index
            while (
                last + 1 < len(reading.tokens) and reading.tokens[last + 1].text not in _CLAUSE_ENDS
            ):
                last += 1
            return range(index, last + 1)
    return None


_CLAUSE_ENDS = frozenset(",;:—–.")
