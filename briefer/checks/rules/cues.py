"""Cues that turn, weaken or hand on the sense: is what they govern the same on both sides?

The rules for negation, certainty and attribution say what stands against a claim. Here every cue
counts: one that governs a word which both have, and that only one side has, raises a doubt.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.checks.findings import source_span
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.cues import Operator
    from briefer.checks.context import Case
    from briefer.checks.matching import Clause
    from briefer.checks.source import SourceSentence
    from briefer.lang import CueKind

_KINDS: tuple[tuple[CueKind, str], ...] = (
    ("negation", "negation"),
    ("hedge", "certainty"),
    ("attribution", "attribution"),
)
_SURE = 3
"""The level of hedges that say what is planned."""


def check_cues(case: Case) -> Iterator[Finding]:
    """Yield doubts about cues that one side has and the other has not."""
    for clause in case.matching.clauses:
        if clause.home is None:
            continue
        for kind, _ in _KINDS:
            yield from _dropped(kind, clause, clause.home, case)
            if kind != "attribution":
                yield from _added(kind, clause, clause.home, case)


def _dropped(kind: CueKind, clause: Clause, home: SourceSentence, case: Case) -> Iterator[Finding]:
    if _mine(kind, clause, case):
        return
    matched = {place: term for term, place in case.matching.pairs(clause)}
    roots = {t.stem or t.low for t in case.claim.tokens}
    for op in home.reading.operators:
        if op.kind != kind or not _counts(op, home, case) or matched.keys().isdisjoint(op.heads):
            continue
        token = home.words[op.first]
        if (token.stem or token.low) in roots:
            continue
        offset = home.sentence.start
        last = max((op.last, *op.heads[:1]))
        start, end = token.start - offset, home.words[last].end - offset
        stands = home.sentence.text[start:end]
        yield Finding(
            "negation" if kind == "negation" else "certainty" if kind == "hedge" else "attribution",
            f"the source says “{stands}” [{case.label(home)}]",
            case.span(0, len(case.claim.text)),
            source_span(home, start, end),
            home.sentence.id,
            "doubt",
        )
        return


def _counts(op: Operator, home: SourceSentence, case: Case) -> bool:
    """Whether a cue of the source must be in the claim too."""
    known = case.matching.language
    low = home.words[op.first].low
    if op.kind == "attribution":
        return low in known.alleging
    if op.kind == "negation":
        return op.level == 1 or low in known.verb_negations
    return op.level < _SURE or low in known.catenatives


def _added(kind: CueKind, clause: Clause, home: SourceSentence, case: Case) -> Iterator[Finding]:
    matched = {term.first: place for term, place in case.matching.pairs(clause)}
    theirs: Sequence[Operator] = [op for op in home.reading.operators if op.kind == kind]
    clauses = home.reading.clauses
    words = {t.low for t in home.words}
    tokens = case.claim.tokens
    for op in _mine(kind, clause, case):
        if op.level > 1 and kind == "hedge":
            continue
        if kind == "negation" and not (
            op.level == 1 or tokens[op.first].low in case.matching.language.verb_negations
        ):
            continue
        if tokens[op.first].low in words:
            continue
        places = [matched[head] for head in op.heads if head in matched]
        if kind == "negation" and not places:
            places = list(matched.values())
        if not places or any(
            place in other.heads or clauses[other.first] == clauses[place]
            for other in theirs
            for place in places
        ):
            continue
        start, end = tokens[op.first].start, tokens[max((op.last, *op.heads[:1]))].end
        said = case.claim.text[start:end]
        yield Finding(
            "negation" if kind == "negation" else "certainty",
            f"its sentence does not say “{said}” [{case.label(home)}]",
            case.span(start, end),
            level="doubt",
        )
        return


def _mine(kind: CueKind, clause: Clause, case: Case) -> list[Operator]:
    return [
        op
        for op in case.claim.operators
        if op.kind == kind and clause.first <= op.first <= clause.last
    ]
