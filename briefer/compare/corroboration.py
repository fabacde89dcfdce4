"""Which of several articles bear a claim out."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from briefer.analysis.equivalence import same_value
from briefer.analysis.quantities import read_quantities
from briefer.analysis.tokens import words
from briefer.checks import check
from briefer.checks.evidence import Content, find, score

if TYPE_CHECKING:
    from collections.abc import Collection

    from briefer.checks import Source
    from briefer.model import Finding

CONFIRMING = 0.8
"""The score from which an article is said to confirm a claim: it has half of what the claim says.
More than is asked of a claim that was made from the article."""
_FINDING = 0.7
"""What one finding takes off a score."""


def corroborating(
    text: str, source: Source, among: Collection[int] | None = None
) -> tuple[int, ...]:
    """Return the numbers of the articles that bear a claim out, each on its own.

    Args:
        text: the claim.
        source: the articles; each is read once, however many claims come.
        among: numbers of the articles to ask; every one when left out.
    """
    asked = range(1, len(source.documents) + 1) if among is None else sorted(among)
    return tuple(n for n in asked if bears_out(text, source.alone(n)))


def bears_out(text: str, source: Source) -> bool:
    """Tell whether a source bears a claim out: nothing speaks against it, and half of it is there.

    That one article has "14" and another "at least 14", or says who said so, is nothing against
    it: two reports rarely agree in that, and the claim is held to it elsewhere.
    """
    if not _has_enough_words(text, source):
        return False
    verdict = check(text, source)
    against = [f for f in verdict.findings if f.level != "doubt"]
    minor = [f for f in against if is_minor(f, source.language)]
    if len(minor) < len(against):
        return False
    return verdict.score >= CONFIRMING * _FINDING ** min(2, len(minor))


def is_minor(finding: Finding, language: str) -> bool:
    """Tell whether a finding is about who said so, or about a bound on the same figure."""
    if finding.kind == "attribution":
        return True
    if finding.kind not in {"number", "money"} or not finding.claim or not finding.source:
        return False
    mine = read_quantities(finding.claim.text, language)
    theirs = read_quantities(finding.source.text, language)
    return len(mine) == len(theirs) == 1 and same_value(mine[0], theirs[0])


def _has_enough_words(text: str, source: Source) -> bool:
    """Tell whether a source has so many of a claim's words that a check can succeed.

    A check costs many times as much, and what it finds can only lower this score.
    """
    language = source.language
    tokens = words(text, language)
    if not any(token.content for token in tokens):
        return False
    content = Content(tokens, source, language)
    if math.cbrt(content.share(_found_anywhere(content, source))) < CONFIRMING:
        return False
    return score(content, find(content, source, source.sentences), 0) >= CONFIRMING


def _found_anywhere(content: Content, source: Source) -> dict[str, float]:
    """Return the claim's words that stand anywhere in a source, in whatever form."""
    return {stem: 1.0 for stem in content.weights if source.has_form(stem)}
