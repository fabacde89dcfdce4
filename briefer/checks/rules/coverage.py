"""What the claim says that the sentences it rests on do not say in these words, nor in like ones.

A word is carried when a sentence of the evidence has it, a word that means the same or more, or
another form of it. Words that add next to nothing need no bearer, nor does a general noun that
points back ("the incident"). What a claim names must be named in the evidence, or just before it.
Raises doubts only: whether other words mean the same is for a reader to say.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import lru_cache
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.comparison import compare
from briefer.analysis.entities import Name
from briefer.analysis.quantity import Quantity
from briefer.analysis.tokens import stem
from briefer.checks.findings import source_span
from briefer.checks.rules.magnitudes import borne_out_tokens
from briefer.checks.tuning import SLOT, UNCARRIED
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.terms import Term
    from briefer.checks.context import Context
    from briefer.checks.matching import Matching
    from briefer.checks.sentences import SourceSentence

_MOST_TOLD = 4
_BACK = 3
"""Tokens before a general noun within which the article stands that makes it point back."""


@lru_cache(maxsize=64)
def _roots(language: str) -> tuple[frozenset[str], frozenset[str]]:
    known = lang.language(language)
    weak = frozenset(stem(word, language) for word in known.weak_words)
    return weak, frozenset(stem(word, language) for word in known.general_nouns)


@lru_cache(maxsize=64)
def _neutral(language: str) -> frozenset[str]:
    return frozenset(stem(word, language) for word in lang.language(language).neutral_reporting)


def check_coverage(context: Context) -> Iterator[Finding]:
    """Yield a doubt for each term that nothing in the evidence carries, at most four.

    What the claim is about, its verbs, names and figures are always told, and a word for which the
    source has another in the same slot; others only when they are more than a small share of it.
    """
    matching = context.matching
    told_by_magnitude = borne_out_tokens(context)
    missing = [
        number
        for number, term in enumerate(matching.terms)
        if not matching.carried(number)
        and not _needs_none(term, matching)
        and term.first not in told_by_magnitude
        and not _says_only(number, matching)
        and not _joins_only(term, matching)
        and not _is_near(term, matching)
        and (term.kind == "word" or not _is_reckoned(term, context))
    ]
    content = [t for t in matching.terms if t.kind != "word" or not _needs_none(t, matching)]
    few = len(missing) <= UNCARRIED * len(content)
    told = 0
    for number in missing:
        instead = instead_of(number, matching)
        if few and instead is None and _may_lack(number, matching):
            continue
        told += 1
        if told > _MOST_TOLD:
            return
        yield _finding(number, instead, context)


def _finding(
    number: int, instead: tuple[SourceSentence, int, int] | None, context: Context
) -> Finding:
    term = context.matching.terms[number]
    start = context.claim.tokens[term.first].start
    end = context.claim.tokens[term.last].end
    words = context.claim.text[start:end]
    if instead is None and context.matching.answers[number]:
        message = f"another sentence says “{words}” than the one that says the rest"
        return Finding("wording", message, context.span(start, end), level="doubt")
    if instead is None:
        message = f"no sentence that it rests on says “{words}” in these words or like ones"
        return Finding("wording", message, context.span(start, end), level="doubt")
    sentence, first, last = instead
    offset = sentence.sentence.start
    low, high = sentence.words[first].start - offset, sentence.words[last].end - offset
    stands = sentence.sentence.text[low:high]
    message = f"the claim says “{words}”; the source says “{stands}” [{context.label(sentence)}]"
    span = source_span(sentence, low, high)
    return Finding(
        "wording", message, context.span(start, end), span, sentence.sentence.id, "doubt"
    )


def instead_of(number: int, matching: Matching) -> tuple[SourceSentence, int, int] | None:
    """Return what stands in the source where the claim has a word of its own: sentence, tokens.

    Told only where the terms right before and behind it are answered right before and behind.
    """
    clause = matching.clause_of(number)
    if clause is None or clause.home is None:
        return None
    home = clause.home
    left = matching.answers[number - 1].get(home.number) if number else None
    right = (
        matching.answers[number + 1].get(home.number) if number + 1 < len(matching.terms) else None
    )
    if not left or not right:
        return None
    taken = matching.taken(home)
    reading = home.reading
    for low in left:
        for high in right[bisect_right(right, low + 1) : bisect_right(right, low + SLOT)]:
            words = reading.content[reading.content_from(low + 1) : reading.content_from(high)]
            between = [i for i, _ in words if i not in taken]
            if between:
                return home, between[0], between[-1]
    return None


def _needs_none(term: Term, matching: Matching) -> bool:
    if term.kind != "word":
        return False
    weak, general = _roots(matching.claim.language)
    if term.root in weak:
        return True
    tokens = matching.claim.tokens
    if term.root and "_" in term.root and not term.base:
        return True  # an expression of function words alone
    if term.first == matching.terms[0].first and _is_of_text(matching):
        return True
    if term.root not in general:
        return False
    before = tokens[max(0, term.first - _BACK) : term.first]
    return any(t.low in matching.language.pointers for t in before)


def _says_only(number: int, matching: Matching) -> bool:
    """Whether a word says no more than that somebody said it, where the source reports it too."""
    term = matching.terms[number]
    clause = matching.clause_of(number)
    if term.kind != "word" or term.root not in _neutral(matching.claim.language):
        return False
    home = clause.home if clause is not None else None
    if home is None:
        return False
    told = home.reading.quotes or home.reading.cues("attribution").firsts
    return bool(told) or _is_of_text(matching)


def _joins_only(term: Term, matching: Matching) -> bool:
    """Whether "due to" or its like only gives a cause, as the evidence does in its own way.

    That there is one to give is held to the source by the rule on causes.
    """
    known = matching.language
    if term.last == term.first or matching.claim.tokens[term.first].low not in known.causes:
        return False
    return not matching.words.isdisjoint(known.causes | known.loose_causes)


def _is_of_text(matching: Matching) -> bool:
    """Whether a claim tells what its source says: "*The article* discusses ..."."""
    known, first = matching.language, matching.terms[0]
    tokens = matching.claim.tokens
    return tokens[first.first].low in known.text_nouns and (
        first.first > 0 and tokens[first.first - 1].low in known.pointers
    )


def _may_lack(number: int, matching: Matching) -> bool:
    """Whether a claim may have a word that no sentence carries: no subject, verb, name or fact."""
    term = matching.terms[number]
    if number == 0 or term.kind != "word" or is_verb(term, matching):
        return False
    return matching.claim.tokens[term.first].text[0].islower()


def is_verb(term: Term, matching: Matching) -> bool:
    """Return whether a word is used as a verb, by its form or by what stands before it."""
    tokens, known = matching.claim.tokens, matching.language
    if tokens[term.first].low in known.irregular_pasts or tokens[term.first].low.endswith(
        known.verb_endings or ("\0",)
    ):
        return True
    return term.first > 0 and tokens[term.first - 1].low in known.before_verbs


def _is_near(term: Term, matching: Matching) -> bool:
    """Whether the evidence points back to what a claim names."""
    if not isinstance(term.fact, Name):
        return term.kind == "word" and matching.is_meant(term)
    return any(matching.points_back(sentence, term.fact) for sentence in matching.sentences)


def _is_reckoned(term: Term, context: Context) -> bool:
    """Whether a figure or date stands nowhere, so that the rules for it have reckoned it."""
    if term.kind == "name":
        return False
    if isinstance(term.fact, Quantity) and term.fact.word and term.fact.low == 1:
        return True
    if isinstance(term.fact, Quantity) and _is_bounded_otherwise(term.fact, context):
        return False
    if isinstance(term.fact, Quantity):
        return "same" not in context.figures_like(term.fact).values()
    return not any(context.matching.places(term, sentence) for sentence in context.scope)


def _is_bounded_otherwise(q: Quantity, context: Context) -> bool:
    """Whether the evidence has a figure with another bound, so that it was not reckoned."""
    return any(
        compare(q, other) in {"near", "qualifier", "opposite"}
        for sentence in context.matching.sentences
        for other in sentence.reading.quantities
    )
