"""Which of several articles bear a claim out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.analysis.quantities import read_quantities
from briefer.analysis.tokens import alike, is_content, words
from briefer.checks.checking import check

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.checks.source import Source
    from briefer.model import Finding

BORNE = 0.8
"""The score from which an article is said to confirm a claim: it has half of what the claim says.
Higher than ``THRESHOLD``, which a claim has to reach that was made from the article."""
_WORTH_A_CHECK = 0.35
_FINDING = 0.7
"""What one finding takes off a score."""


def bearers(text: str, sources: Sequence[Source]) -> tuple[int, ...]:
    """Return the 1-based numbers of the sources that bear a claim out, each on its own.

    Args:
        text: the claim.
        sources: one for each article, so that each is indexed once however many claims come. An
            article in another language than the claim's words is not counted.
    """
    return tuple(
        number
        for number, source in enumerate(sources, 1)
        if _worth_a_check(text, source) and bears(text, source)
    )


def bears(text: str, source: Source) -> bool:
    """Whether a source bears a claim out: nothing speaks against it, and half of it is there.

    That one article has "14" and another "at least 14", or says who said so, is nothing against
    it: two reports rarely agree in that, and the claim is held to it elsewhere.
    """
    verdict = check(text, source)
    slight = [f for f in verdict.findings if is_slight(f, source.language)]
    if len(slight) < len(verdict.findings):
        return False
    return verdict.score >= BORNE * _FINDING ** min(2, len(slight))


def is_slight(finding: Finding, language: str) -> bool:
    """Whether a finding is about who said so, or about a bound on the same figure."""
    if finding.kind == "attribution":
        return True
    if finding.kind not in {"number", "money"} or not finding.claim or not finding.source:
        return False
    mine = read_quantities(finding.claim.text, language)
    theirs = read_quantities(finding.source.text, language)
    return len(mine) == len(theirs) == 1 and (mine[0].low, mine[0].high, mine[0].unit) == (
        theirs[0].low,
        theirs[0].high,
        theirs[0].unit,
    )


def _worth_a_check(text: str, source: Source) -> bool:
    """Whether a source has so many of a claim's words at all that a check can succeed."""
    stems = {t.stem for t in words(text, source.language) if is_content(t, source.language)}
    if not stems:
        return False
    known = source.by_stem
    hits = sum(1 for s in stems if s in known or any(g in source.groups for g in alike(s)))
    return hits >= _WORTH_A_CHECK * len(stems)
