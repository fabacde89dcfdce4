"""How sure a finding on the sense of words can be: a contradiction, or a doubt for a judge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.analysis.terms import sides_of
from briefer.checks.tuning import ALIKE, FEWEST_ALIKE, SURE

if TYPE_CHECKING:
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause
    from briefer.model import Finding


def weighed(finding: Finding, context: Context) -> Finding:
    """Return a finding on the sense of words at the level that it can be sure of.

    A denial or an opposite stands against a claim where its clause otherwise says what that very
    sentence says; anything else is a doubt.
    """
    if finding.kind not in SURE or finding.claim is None or finding.source is None:
        return replace(finding, level="doubt")
    matching = context.matching
    token = context.claim.token_at(finding.claim.end - 1)
    clause = matching.clause_at(token)
    if clause is None or clause.home is None or len(clause.terms) < FEWEST_ALIKE:
        return replace(finding, level="doubt")
    start = clause.home.sentence.start
    if not start <= finding.source.start < clause.home.sentence.end:
        return replace(finding, level="doubt")
    number = matching.term_at(token)
    others = [n for n in clause.terms if n != number]
    answered = sum(clause.home.number in matching.answers[n] for n in others)
    sure = answered >= ALIKE * len(others) and not _is_thing(number, finding, clause, context)
    return replace(finding, level="contradicted" if sure else "doubt")


def _is_thing(number: int | None, finding: Finding, clause: Clause, context: Context) -> bool:
    """Whether a denial is of a thing, not of an act, or both sides deny, each in its own way."""
    if finding.kind != "negation" or finding.source is None or clause.home is None:
        return False
    matching = context.matching
    term = None if number is None else matching.terms[number]
    if term is None or term.kind != "word":
        return True
    opposed = bool(sides_of(term.root, context.claim.language))
    before = context.claim.tokens[term.first - 1].low if term.first else ""
    if before in matching.language.pointers and not opposed:
        return True
    theirs = clause.home.reading
    at = theirs.token_at(finding.source.start, local=False)
    deny = [
        op
        for reading, low, high in (
            (context.claim, clause.first, clause.last),
            (theirs, *theirs.clause_of(at)),
        )
        for op in reading.operators
        if low <= op.first <= high
        and (op.kind == "negation" or (op.kind, op.level) == ("hedge", 1))
    ]
    return len(deny) > 1
