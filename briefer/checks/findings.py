"""Making findings: spans in the claim and in the article, one line for an editor."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.model import Finding, Span

if TYPE_CHECKING:
    from briefer.analysis.quantities import Quantity
    from briefer.checks.alignment import Place
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.model import FindingKind, FindingLevel


def finding(
    kind: FindingKind,
    message: str,
    claim: Span | None,
    place: Place | None = None,
    start: int = 0,
    end: int = 0,
    level: FindingLevel = "contradicted",
) -> Finding:
    """Return a finding; ``start`` and ``end`` are positions in the source sentence's text."""
    if place is None:
        return Finding(kind, message, claim, level=level)
    span = source_span(place.sentence, start, end)
    return Finding(kind, message, claim, span, place.sentence.sentence.id, level)


def source_span(sentence: SourceSentence, start: int, end: int) -> Span:
    """Return a span of the article's text from positions in a sentence."""
    text = sentence.sentence.text[start:end]
    offset = sentence.sentence.start
    return Span(offset + start, offset + end, text)


def describe(
    said: str,
    stands: str,
    context: Context,
    place: Place,
    lead: tuple[Quantity, Quantity] | None = None,
) -> str:
    """Return "the claim says X; the source says Y [S12]"."""
    if lead is not None:
        mine, theirs = lead
        said = context.claim.text[min(mine.lead, mine.start) : mine.end] if mine.qualifier else said
        if theirs.qualifier:
            text = place.sentence.sentence.text
            stands = text[min(theirs.lead, theirs.start) : theirs.end]
    return f"the claim says {said}; the source says {stands} [{context.label(place.sentence)}]"
