"""How sure a finding on the sense of words can be: a contradiction, or a doubt for a judge."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import LCSseq

from briefer.analysis.entities import Name
from briefer.analysis.terms import sides_of
from briefer.checks.tuning import ALIKE, COPIED, FEWEST_ALIKE, SURE, TURNED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause
    from briefer.model import Finding


def weighed(finding: Finding, context: Context) -> Finding:
    """Return a finding on the sense of words at the level that it can be sure of.

    What turns the sense of a copied sentence stands against a claim. So does a denial or an
    opposite where its clause otherwise says what that very sentence says; anything else is a
    doubt.
    """
    if is_turned(finding, context):
        return finding
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


def held(finding: Finding, context: Context) -> Finding:
    """Return a finding on what a claim adds or exchanges: a doubt unless it turned a copy."""
    if finding.level == "doubt" or is_turned(finding, context):
        return finding
    return replace(finding, level="doubt")


def is_turned(finding: Finding, context: Context) -> bool:
    """Return whether a finding tells what turned the sense of a sentence that is copied otherwise.

    A copy has all other terms of its clause from one sentence, and nearly all of its words in
    that sentence's order. A finding on the whole claim is held to the whole claim.
    """
    span = finding.claim
    if finding.level == "doubt" or finding.kind not in TURNED or span is None:
        return False
    matching, claim = context.matching, context.claim
    tokens = claim.tokens
    first, last = claim.token_at(span.start), claim.token_at(span.end - 1)
    clause = matching.clause_at(last)
    if clause is None or clause.home is None or len(clause.terms) < FEWEST_ALIKE:
        return False
    home = clause.home
    whole = span.start <= tokens[0].start and span.end >= tokens[-1].end
    if finding.source is not None:
        place, end = finding.source.start, home.sentence.end
        if finding.sentence != home.sentence.id or not home.sentence.start <= place < end:
            return False
    terms = range(len(matching.terms)) if whole else clause.terms
    for number in terms:
        term = matching.terms[number]
        told = not whole and first <= term.last and term.first <= last
        if told or home.number in matching.answers[number]:
            continue
        if not isinstance(term.fact, Name) or not matching.points_back(home, term.fact):
            return False
    return _kept(tokens, home.words) >= COPIED


def _kept(mine: Sequence[Word], theirs: Sequence[Word]) -> float:
    """Return the share of a claim's words that a sentence has in their order, 0 to 1."""
    said, stands = ([t.stem or t.low for t in words if t.kind != "p"] for words in (mine, theirs))
    return LCSseq.similarity(said, stands) / len(said) if said else 0.0


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
