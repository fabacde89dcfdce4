"""Cues that turn, weaken or hand on the sense: is what they govern the same on both sides?

The rules for negation, certainty and attribution say what stands against a claim. Here every cue
counts: one that governs a word which both have, and that only one side has, raises a doubt.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from briefer.checks.findings import source_span
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.cues import Operator
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause
    from briefer.checks.sentences import SourceSentence
    from briefer.lang import CueKind

_KINDS: tuple[tuple[CueKind, str], ...] = (
    ("negation", "negation"),
    ("hedge", "certainty"),
    ("attribution", "attribution"),
)
_SURE = 3
"""The level of hedges that say what is planned."""


def check_cues(context: Context) -> Iterator[Finding]:
    """Yield doubts about cues that one side has and the other has not."""
    if not context.matching.language.cues:
        message = "what turns the sense of a sentence is not known in this language"
        yield Finding("wording", message, level="doubt")
        return
    for clause in context.matching.clauses:
        if clause.home is None:
            continue
        yield from _denied_elsewhere(clause, clause.home, context)
        for kind, _ in _KINDS:
            yield from _dropped(kind, clause, clause.home, context)
            if kind != "attribution":
                yield from _added(kind, clause, clause.home, context)


def _denied_elsewhere(clause: Clause, home: SourceSentence, context: Context) -> Iterator[Finding]:
    """Yield a doubt about a word that only other sentences have, all of which deny it."""
    matching = context.matching
    if _mine("negation", clause, context):
        return
    for number in clause.terms:
        answers = matching.answers[number]
        term = matching.terms[number]
        if term.kind != "word" or home.number in answers:
            continue
        denied = [
            (sentence, place)
            for sentence in matching.sentences
            for place in answers.get(sentence.number, ())
        ]
        none = matching.language.noun_negations
        if not denied or not all(s.words[max(0, at - 1)].low in none for s, at in denied):
            continue
        sentence, place = denied[0]
        token, offset = sentence.words[place], sentence.sentence.start
        start, end = context.claim.tokens[term.first].start, context.claim.tokens[term.last].end
        yield Finding(
            "negation",
            f"the source denies “{token.text}” [{context.label(sentence)}]",
            context.span(start, end),
            source_span(sentence, token.start - offset, token.end - offset),
            sentence.sentence.id,
            "doubt",
        )
        return


def _dropped(
    kind: CueKind, clause: Clause, home: SourceSentence, context: Context
) -> Iterator[Finding]:
    theirs = home.reading.cues(kind)
    if not theirs.operators:
        return
    mine = [op for op in _mine(kind, clause, context) if not _is_shared(op, home, context)]
    every = context.claim.cues(kind).operators
    stop = context.matching.language.stop
    matched = {place for _, place in context.matching.pairs(clause)}
    mine_at = {place: term for term, place in context.matching.pairs(clause)}
    # "Not anticipated to be present" denies "be present", wherever that begins.
    matched |= {place + 1 for place in matched if home.words[place].low in stop}
    governing = {number for place in matched for number in theirs.heads.get(place, ())}
    roots = context.matching.roots
    for number in sorted(governing):
        op = theirs.operators[number]
        if op.first in home.reading.bound_tokens:
            continue
        light = home.words[op.first].low in context.matching.language.modals
        if light and every:
            continue  # "should check" is "advised banks and shops to check"
        if not _counts(op, home, context) or any(_stands_for(m, op, home, context) for m in mine):
            continue
        if kind == "hedge" and _is_denied(op, home) and _mine("negation", clause, context):
            continue  # "without the possibility of" is "without"
        token = home.words[op.first]
        if (token.stem or token.low) in roots:
            continue
        if op.level > 1 and op.first in context.matching.taken(home):
            continue  # *refused* is told by *turned down*
        offset = home.sentence.start
        last = max((op.last, *op.heads[:1]))
        start, end = token.start - offset, home.words[last].end - offset
        stands = home.sentence.text[start:end]
        told = [mine_at[head] for head in op.heads if head in mine_at]
        span = context.span(0, len(context.claim.text))
        if told and kind == "negation":
            tokens = context.claim.tokens
            span = context.span(tokens[told[0].first].start, tokens[told[0].last].end)
        yield Finding(
            "negation" if kind == "negation" else "certainty" if kind == "hedge" else "attribution",
            f"the source says “{stands}” [{context.label(home)}]",
            span,
            source_span(home, start, end),
            home.sentence.id,
            "contradicted" if kind == "negation" else "doubt",
        )
        return


def _counts(op: Operator, home: SourceSentence, context: Context) -> bool:
    """Whether a cue of the source must be in the claim too."""
    known = context.matching.language
    low = home.words[op.first].low
    if op.kind == "attribution":
        return low in known.alleging
    if op.kind == "negation":
        return op.level == 1 or low in known.verb_negations
    return op.level < _SURE or (op.level == _SURE and low in known.catenatives)


def _is_shared(op: Operator, home: SourceSentence, context: Context) -> bool:
    """Whether a cue of the claim is a verb of its sentence too: *banned* and "did not *ban*"."""
    token = context.claim.tokens[op.first]
    return op.kind == "negation" and op.level > 1 and token.stem in home.stems


def _stands_for(mine: Operator, theirs: Operator, home: SourceSentence, context: Context) -> bool:
    """Whether a cue of the claim weakens or turns the sense as one of the source does."""
    if home.words[theirs.first].low in context.matching.language.modals:
        return True
    if mine.kind != "hedge" or mine.level < _SURE or theirs.level >= _SURE:
        return True
    return mine.level > _SURE and theirs.level > 1


def _added(
    kind: CueKind, clause: Clause, home: SourceSentence, context: Context
) -> Iterator[Finding]:
    mine = _mine(kind, clause, context)
    if not mine:
        return
    matched = {term.first: place for term, place in context.matching.pairs(clause)}
    theirs = home.reading.cues(kind)
    clauses = home.reading.clauses
    words = home.reading.lows
    tokens = context.claim.tokens
    for op in mine:
        if op.level > 1 and kind == "hedge":
            continue
        if kind == "negation" and not (
            op.level == 1 or tokens[op.first].low in context.matching.language.verb_negations
        ):
            continue
        if op.first in context.claim.bound_tokens:
            continue
        had = kind != "negation" and tokens[op.first].low in words
        if had or _is_elsewhere(op, context):
            continue
        places = [matched[head] for head in op.heads if head in matched]
        if kind == "negation" and not places:
            places = list(matched.values())
        if (not places and kind != "negation") or any(
            place in theirs.heads or clauses[place] in theirs.clauses for place in places
        ):
            continue
        start, end = tokens[op.first].start, tokens[max((op.last, *op.heads[:1]))].end
        said = context.claim.text[start:end]
        yield Finding(
            "negation" if kind == "negation" else "certainty",
            f"its sentence does not say “{said}” [{context.label(home)}]",
            context.span(start, end),
            level="doubt",
        )
        return


def _is_denied(op: Operator, home: SourceSentence) -> bool:
    """Return whether a cue of the source is itself denied."""
    return op.first in home.reading.cues("negation").heads


def _is_elsewhere(op: Operator, context: Context) -> bool:
    """Return whether a sentence of the evidence has a cue of the claim, on the same word."""
    tokens = context.claim.tokens
    theirs = context.matching.governed(op.kind)
    if any((tokens[op.first].low, tokens[head].stem) in theirs for head in op.heads):
        return True
    return any(_is_governed(head, op.kind, context) for head in op.heads)


def _is_governed(head: int, kind: CueKind, context: Context) -> bool:
    """Return whether a sentence of the evidence turns a word of the claim by any cue of a kind."""
    matching = context.matching
    number = matching.term_at(head)
    return number is not None and any(
        place in sentence.reading.cues(kind).heads
        for sentence in matching.sentences
        for place in matching.answers[number].get(sentence.number, ())
    )


def _mine(kind: CueKind, clause: Clause, context: Context) -> list[Operator]:
    mine = context.claim.cues(kind)
    low, high = bisect_left(mine.firsts, clause.first), bisect_right(mine.firsts, clause.last)
    return mine.operators[low:high]
