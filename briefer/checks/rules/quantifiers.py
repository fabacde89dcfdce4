"""How many of a whole, which in a row, and what kind: *all* for *most*, *first*, *former*.

Raises doubts: a word for a whole, for the only or the utmost one that the evidence has not; a word
that limits or unsays a noun (*most*, *some*, *former*, *alleged*) that the claim leaves out or
adds.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.checks.findings import source_span
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause, Matching
    from briefer.checks.source import SourceSentence
    from briefer.lang import Language

_REACH = 3
"""Tokens before a noun within which a word limits it."""


def check_quantifiers(context: Context) -> Iterator[Finding]:
    """Yield doubts about quantifiers, superlatives and qualifying adjectives."""
    matching = context.matching
    for clause in matching.clauses:
        if clause.home is None:
            continue
        yield from _added(clause, matching, context)
        yield from _left_out(clause, matching, context)


def _added(clause: Clause, matching: Matching, context: Context) -> Iterator[Finding]:
    """Yield what the claim adds: *all*, *only*, *first*, a superlative, *former*."""
    known = matching.language
    tokens = context.claim.tokens
    evidence = [t for s in matching.sentences for t in s.words]
    words = {t.low for t in evidence}
    extreme = any(_is_superlative(t, known) for t in evidence)
    for index in range(clause.first, clause.last + 1):
        low = tokens[index].low
        group = next((g for g in known.quantifiers if low in g), frozenset[str]())
        if (group and not group & words) or (low in known.qualifiers and low not in words):
            yield _doubt(f"“{tokens[index].text}” is not in its sentences", index, context)
        elif _is_superlative(tokens[index], known):
            number = matching.term_at(index)
            if low not in words and not (
                extreme and number is not None and matching.answers[number]
            ):
                why = f"“{tokens[index].text}” is not in its sentences"
                yield _doubt(why, index, context)


def _left_out(clause: Clause, matching: Matching, context: Context) -> Iterator[Finding]:
    """Yield what the claim leaves out right before a noun that both have."""
    assert clause.home is not None  # noqa: S101 (narrows for the type checker)
    known = matching.language
    mine = [t.low for t in context.claim.tokens[clause.first : clause.last + 1]]
    tokens = clause.home.words
    for term, place in matching.pairs(clause):
        if term.kind in {"quantity", "date"}:
            continue
        for index in _before(tokens, place):
            low = tokens[index].low
            limits = low in known.limiters and not known.limiters.intersection(mine)
            unsays = low in known.qualifiers and low not in mine
            if limits or unsays:
                yield _missing(clause.home, index, place, context)
                return


def _before(tokens: Sequence[Word], place: int) -> Iterator[int]:
    """Yield the tokens right before a noun, up to a mark."""
    for index in range(place - 1, max(-1, place - 1 - _REACH), -1):
        if tokens[index].kind == "p" and tokens[index].text not in {"-", "’", "'"}:
            return
        yield index


def _is_superlative(token: Word, known: Language) -> bool:
    low = token.low
    if low in known.superlatives:
        return True
    ending = known.superlative_endings
    return (
        bool(ending)
        and low.endswith(ending)
        and token.text.islower()
        and (low not in known.no_superlatives)
    )


def _doubt(message: str, index: int, context: Context) -> Finding:
    token = context.claim.tokens[index]
    span = context.span(token.start, token.end)
    return Finding("quantifier", message, span, level="doubt")


def _missing(sentence: SourceSentence, first: int, last: int, context: Context) -> Finding:
    offset = sentence.sentence.start
    start, end = sentence.words[first].start - offset, sentence.words[last].end - offset
    stands = sentence.sentence.text[start:end]
    return Finding(
        "quantifier",
        f"the claim leaves out a word of “{stands}” [{context.label(sentence)}]",
        context.span(0, len(context.claim.text)),
        source_span(sentence, start, end),
        sentence.sentence.id,
        "doubt",
    )
