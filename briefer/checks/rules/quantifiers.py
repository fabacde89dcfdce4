"""How many of a whole, which in a row, and what kind: *all* for *most*, *first*, *former*.

Raises doubts: a word for a whole, for the only or the utmost one that the evidence has not; a word
that limits or unsays a noun (*most*, *some*, *former*, *alleged*) that the claim leaves out or
adds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefer import lang
from briefer.checks.findings import source_span
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause, Matching
    from briefer.checks.source import SourceSentence
    from briefer.lang import Language

_NONE: frozenset[str] = frozenset()
_REACH = 3
"""Tokens before a noun within which a word limits it."""


def check_quantifiers(context: Context) -> Iterator[Finding]:
    """Yield doubts about quantifiers, superlatives and qualifying adjectives."""
    matching = context.matching
    done = 0
    for clause in matching.clauses:
        if clause.home is None:
            continue
        first, done = max(done, clause.first), clause.last + 1
        yield from _added(range(first, done), matching, context)
        yield from _left_out(clause, matching, context)


def _added(span: range, matching: Matching, context: Context) -> Iterator[Finding]:
    """Yield what the claim adds: *all*, *only*, *first*, a superlative, *former*."""
    known = matching.language
    tokens = context.claim.tokens
    words = matching.words
    groups = _groups(known.code)
    for index in span:
        low = tokens[index].low
        group = groups.get(low, _NONE)
        if (group and not group & words) or (low in known.qualifiers and low not in words):
            yield _doubt(f"“{tokens[index].text}” is not in its sentences", index, context)
        elif _is_superlative(tokens[index], known):
            number = matching.term_at(index)
            answered = number is not None and matching.answers[number]
            if low not in words and not (answered and _has_superlative(matching)):
                why = f"“{tokens[index].text}” is not in its sentences"
                yield _doubt(why, index, context)


@lru_cache(maxsize=64)
def _groups(language: str) -> dict[str, frozenset[str]]:
    """Return the group of like quantifiers of each word that is in one, the first of several."""
    out: dict[str, frozenset[str]] = {}
    for group in lang.language(language).quantifiers:
        for word in group:
            out.setdefault(word, frozenset(group))
    return out


def _has_superlative(matching: Matching) -> bool:
    return any(_is_superlative(t, matching.language) for s in matching.sentences for t in s.words)


def _left_out(clause: Clause, matching: Matching, context: Context) -> Iterator[Finding]:
    """Yield what the claim leaves out right before a noun that both have."""
    assert clause.home is not None  # noqa: S101 (narrows for the type checker)
    known = matching.language
    said = context.claim.said_within
    span = range(clause.first, clause.last + 1)
    tokens = clause.home.words
    for term, place in matching.pairs(clause):
        if term.kind in {"quantity", "date"}:
            continue
        for index in _before(tokens, place):
            low = tokens[index].low
            limits = low in known.limiters and not any(said(w, span) for w in known.limiters)
            unsays = low in known.qualifiers and not said(low, span)
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
