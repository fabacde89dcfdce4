"""Claims that rest on what a source gives as an order to software."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.checks.tuning import MOSTLY, UNCARRIED
from briefer.model import Finding, Span

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.checks.evidence import Content
    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source


def instructed(
    content: Content, source: Source, evidence: Sequence[SourceSentence], cited: Sequence[str]
) -> Finding | None:
    """Return a finding when what a claim adds to its evidence stands in an order to software.

    Such a sentence is evidence for nothing. It is named when the claim cites it and nothing else,
    or has words from it that its evidence lacks: some where it cites it, most of all where it
    does not.

    Args:
        content: the claim's content words.
        source: its source.
        evidence: the sentences that it rests on, no order among them.
        cited: the ids that it cites, those of orders too.
    """
    if not source.orders:
        return None
    named = {name.strip().strip("[]") for name in cited}
    names = {f"1.{name}" if "." not in name else name for name in named}
    alone = not any(source.cite(name) for name in names)
    carried = content.joint(evidence)
    for order in source.orders:
        is_cited = f"{order.article}.{order.sentence.id}" in names
        gained = content.joint([*evidence, order]) - carried >= UNCARRIED
        if is_cited and (alone or gained):
            return _finding(order)
        if gained and content.own(order) >= MOSTLY:
            return _finding(order)
    return None


def _finding(order: SourceSentence) -> Finding:
    s = order.sentence
    return Finding(
        "evidence",
        "the source gives this as an order to the software that reads it, not as news",
        source=Span(s.start, s.end, s.text),
        sentence=s.id,
        level="unsupported",
    )
