"""How many of a whole, which in a row, and what kind: *all* for *most*, *first*, *former*.

Raises doubts: a word for a whole, for the only or the utmost one that the evidence has not; a word
that limits or unsays a noun (*most*, *some*, *former*, *alleged*) that the claim leaves out or
adds.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.quantity import Quantity
from briefer.checks.findings import source_span
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause, Matching
    from briefer.checks.sentences import SourceSentence
    from briefer.lang import Language
    from briefer.model import FindingLevel

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
        yield from _added(clause, range(first, done), matching, context)
        yield from _left_out(clause, matching, context)


def _added(clause: Clause, span: range, matching: Matching, context: Context) -> Iterator[Finding]:
    """Yield what the claim adds: *all*, *only*, *first*, a superlative, *former*."""
    assert clause.home is not None  # noqa: S101 (narrows for the type checker)
    known = matching.language
    tokens = context.claim.tokens
    words = matching.words
    of_figures = context.claim.bound_tokens
    groups, marked = _groups(known.code), _marked(known.code)
    ending = known.superlative_endings
    seen: set[str] = set()
    for index in span:
        low = tokens[index].low
        if low not in marked and not (ending and low.endswith(ending)):
            continue
        if index in of_figures:
            continue  # "half a point": the figure's own rule looks at it
        group = groups.get(low, _NONE)
        unsays = (
            low in known.qualifiers
            and words.isdisjoint(_like_standings(low, known.code))
            and _is_before_noun(index, context)
        )
        if (group and not group & words) or unsays:
            why = f"“{tokens[index].text}” is not in its sentences"
            level: FindingLevel = "doubt" if _is_of_whole(index, known, context) else "unsupported"
            yield _unsaid(why, index, context, level)
        elif low in known.rate_leads and _is_other_rate(index, context):
            why = f"no sentence counts it “{tokens[index].text} {tokens[index + 1].text}”"
            yield _unsaid(why, index, context)
        elif low not in seen and _is_raised(index, clause, known, context):
            why = f"the source limits “{tokens[index].text}” [{context.label(clause.home)}]"
            yield _unsaid(why, index, context)
        elif _is_superlative(tokens[index], known):
            number = matching.term_at(index)
            answered = number is not None and matching.answers[number]
            if low not in words and not (answered and _has_superlative(matching)):
                why = f"“{tokens[index].text}” is not in its sentences"
                yield _unsaid(why, index, context)
        seen.add(low)


@lru_cache(maxsize=64)
def _groups(language: str) -> dict[str, frozenset[str]]:
    """Return the group of like quantifiers of each word that is in one, the first of several."""
    out: dict[str, frozenset[str]] = {}
    for group in lang.language(language).quantifiers:
        for word in group:
            out.setdefault(word, frozenset(group))
    return out


@lru_cache(maxsize=64)
def _marked(language: str) -> frozenset[str]:
    """Return the words that tell how many of a whole, which in a row, or what kind."""
    known = lang.language(language)
    return frozenset().union(
        _groups(language), known.qualifiers, known.rate_leads, known.universals, known.superlatives
    )


def _is_of_whole(index: int, known: Language, context: Context) -> bool:
    """Return whether *all* stands before a count that a sentence tells of a whole.

    "The 14 crew were lifted off" may well mean all 14; "nine of the 14" does not.
    """
    tokens, matching = context.claim.tokens, context.matching
    if tokens[index].low not in known.universals:
        return False
    places = range(index + 1, min(index + 3, len(tokens)))
    number = next((n for at in places if (n := matching.term_at(at)) is not None), None)
    if number is None or not isinstance(matching.terms[number].fact, Quantity):
        return False
    return any(
        place > 0
        and sentence.words[place - 1].low in known.pointers
        and (place == 1 or sentence.words[place - 2].low not in known.object_prepositions)
        for sentence in matching.sentences
        for place in matching.answers[number].get(sentence.number, ())
    )


def _has_superlative(matching: Matching) -> bool:
    return any(_is_superlative(t, matching.language) for s in matching.sentences for t in s.words)


def _is_before_noun(index: int, context: Context) -> bool:
    """Return whether a qualifier stands before what it qualifies, so that it is no verb."""
    rest = [t for t in context.claim.tokens[index + 1 : index + 3] if t.kind != "p"]
    return bool(rest) and rest[0].low not in context.common


def _is_other_rate(index: int, context: Context) -> bool:
    """Return whether no sentence has the noun that a rate of the claim is counted by."""
    following = context.claim.tokens[index + 1 : index + 2]
    root = following[0].stem if following and following[0].kind == "w" else ""
    return bool(root) and not any(root in sentence.stems for sentence in context.matching.sentences)


def _is_raised(index: int, clause: Clause, known: Language, context: Context) -> bool:
    """Return whether the home limits what the claim says of all, or of the utmost one.

    "Some of them" does not bear out "all of them", "nearly all" not "all", "the second-highest"
    and "one of the highest" not "the highest".
    """
    assert clause.home is not None  # noqa: S101 (narrows for the type checker)
    mine, theirs = context.claim.tokens, clause.home.words
    low = mine[index].low
    if low not in clause.home.reading.lows and low not in known.universals:
        return False
    if low in known.universals:
        wholes = [n for n, t in enumerate(theirs) if t.low in known.universals]
        if any(n and theirs[n - 1].low in known.approximators for n in wholes):
            return not (index and mine[index - 1].low in known.approximators)
        more = sum(t.low in known.universals for t in mine) > len(wholes)
        limits = {t.low for t in theirs if t.low in known.limiters}
        return more and bool(limits) and limits.isdisjoint(t.low for t in mine)
    if not _is_superlative(mine[index], known):
        return False
    places = [n for n, t in enumerate(theirs) if t.low == low]
    if not places or _is_one_of_many(mine, index, known):
        return False
    return all(_is_one_of_many(theirs, n, known) for n in places)


def _is_one_of_many(tokens: Sequence[Word], index: int, known: Language) -> bool:
    """Return whether a superlative is not the utmost: "*one of* the", "the *second*-highest"."""
    before = [t.low for t in tokens[max(0, index - _REACH - 1) : index] if t.kind != "p"]
    if before[-1:] and before[-1] in known.ordinal_words:
        return True
    return any(t in known.among for t in before)


def _left_out(clause: Clause, matching: Matching, context: Context) -> Iterator[Finding]:
    """Yield what the claim leaves out right before a noun that both have."""
    assert clause.home is not None  # noqa: S101 (narrows for the type checker)
    known = matching.language
    said = context.claim.said_within
    span = range(clause.first, clause.last + 1)
    tokens = clause.home.words
    of_figures = clause.home.reading.bound_tokens
    for term, place in matching.pairs(clause):
        if term.kind in {"quantity", "date"}:
            continue
        for index in _before(tokens, place):
            low = tokens[index].low
            limits = (
                low in known.limiters
                and index not in of_figures
                and not any(said(w, span) for w in known.limiters)
                and not (low in known.superlatives and _is_definite(tokens, index, known))
            )
            unsays = low in known.qualifiers and not _said_like(low, span, context)
            if unsays and term.kind == "name":  # "onetime friend Ann Lee" is no onetime Ann Lee
                opens = tokens[place].low == context.claim.tokens[term.first].low
                unsays = index == place - 1 and opens
            if limits or unsays:
                yield _missing(clause.home, index, place, context)
                return


def _said_like(low: str, span: range, context: Context) -> bool:
    """Return whether a claim has a word, or another for the same standing: *ex*, *former*."""
    known = context.matching.language
    same = _like_standings(low, known.code)
    return any(context.claim.said_within(word, span) for word in same)


@lru_cache(maxsize=1024)
def _like_standings(low: str, language: str) -> frozenset[str]:
    table = lang.language(language).standing_words
    sort = table.get(low)
    if sort is None:
        return frozenset({low})
    return frozenset({low, *(word for word, other in table.items() if other == sort)})


def _is_definite(tokens: Sequence[Word], index: int, known: Language) -> bool:
    """Return whether *most* is a superlative: "*the* most", "the night*'s* most"."""
    if not index:
        return False
    before = tokens[index - 1]
    possessive = before.end - before.start > len(before.low)  # its 's is no part of the word
    return before.low in known.pointers or possessive


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


def _unsaid(
    message: str, index: int, context: Context, level: FindingLevel = "unsupported"
) -> Finding:
    token = context.claim.tokens[index]
    span = context.span(token.start, token.end)
    return Finding("quantifier", message, span, level=level)


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
