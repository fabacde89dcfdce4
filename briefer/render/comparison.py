"""Two summaries, claim by claim, as Markdown and JSON values."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from briefer.model import (
    CLAIM_CHANGES,
    ChangedFact,
    Claim,
    ClaimChange,
    ClaimComparison,
    Evidence,
    PlacedClaim,
    Span,
    SummaryComparison,
    SummaryRef,
)
from briefer.render.escape import escape_markdown, place_markdown, plain
from briefer.render.statuses import OPEN_SIGN, is_open, warning

HEADINGS: dict[ClaimChange, str] = {
    "changed": "Changed",
    "new": "New",
    "gone": "Gone",
    "reworded": "In other words",
    "kept": "Word for word",
}
_COUNTED: dict[ClaimChange, str] = {
    "changed": "changed",
    "new": "new",
    "gone": "gone",
    "reworded": "in other words",
    "kept": "kept word for word",
}
_PLACES = {
    "$.headline": "headline",
    "$.summary": "summary",
    "$.key_facts": "key fact",
    "$.why_it_matters": "why it matters",
    "$.background": "background",
    "$.positions": "position",
    "$.timeline": "timeline",
}


def counts_line(comparison: SummaryComparison) -> str:
    """Return how many claims there are of each change, without a full stop."""
    counts = comparison.counts
    said = [f"{counts[change]} {_COUNTED[change]}" for change in CLAIM_CHANGES if counts[change]]
    return f"Claims: {', '.join(said)}" if said else "Neither summary has a claim"


def place_name(placed: PlacedClaim) -> str:
    """Return what part of a summary a claim is: ``headline``, ``summary``, ``key fact``."""
    return _PLACES.get(placed.where.partition("[")[0], "")


def change_mark(comparison: SummaryComparison, where: str) -> str | None:
    """Return ``changed`` or ``new`` for a claim of the new summary; None where it is neither."""
    changes = [each.change for each in comparison.of(where)]
    return next((change for change in ("changed", "new") if change in changes), None)


def by_claim(comparison: SummaryComparison, change: ClaimChange) -> list[list[ClaimComparison]]:
    """Return what is compared under one change, a group for each claim of the new summary.

    Where several old claims stand behind a new one, the group is under what is worst of it.
    """
    groups = []
    for (side, _), found in groupby(comparison.claims, _key):
        group = list(found)
        changes = [each.change for each in group]
        worst = min(changes, key=CLAIM_CHANGES.index) if side == "new" else changes[0]
        if worst == change:
            groups.append(group)
    return groups


def _key(each: ClaimComparison) -> tuple[str, str]:
    placed = each.new or each.old
    return ("new" if each.new else "old", placed.where if placed else "")


def spans_of(facts: Iterable[ChangedFact], side: str) -> list[Span]:
    """Return the spans of one side's claim that are to be lit, in order, none within another."""
    found = sorted(
        {span for fact in facts if (span := getattr(fact, side)) is not None},
        key=lambda span: (span.start, -span.end),
    )
    kept: list[Span] = []
    for span in found:
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def lit(text: str, spans: Sequence[Span], escape: Callable[[str], str], mark: str) -> str:
    """Return a text with spans of it marked; ``mark`` is a format with one place."""
    parts, at = [], 0
    for span in spans:
        parts += [escape(text[at : span.start]), mark.format(escape(text[span.start : span.end]))]
        at = span.end
    return "".join([*parts, escape(text[at:])])


def comparison_markdown(comparison: SummaryComparison) -> str:
    """Return two summaries compared as Markdown, ending in one newline.

    What changed, is new or gone comes first, the words that changed in bold; then what is said in
    other words, and what was kept.
    """
    one, other = comparison.old, comparison.new
    lines = ["# What changed in the summary", ""]
    lines += [f"{_named(one, other)} → {_named(other, one)}", ""]
    lines += [*_note(comparison), f"*{counts_line(comparison)}.*", ""]
    for change in CLAIM_CHANGES:
        groups = by_claim(comparison, change)
        if groups:
            lines += [f"## {HEADINGS[change]}", ""]
            for group in groups:
                lines += _group_lines(group)
            lines.append("")
    return "\n".join(lines).rstrip("\n") + "\n"


def since_markdown(comparison: SummaryComparison) -> str:
    """Return what changed since an earlier version's summary, as a part of the new one's page."""
    lines = ["## Since the earlier version", "", *_note(comparison)]
    lines += [f"{counts_line(comparison)}.", ""]
    for change in ("changed", "gone"):
        for group in by_claim(comparison, change):
            lines += _group_lines(group, label=f"{HEADINGS[change]}: ")
    return "\n".join(lines).rstrip("\n") + "\n"


def _note(comparison: SummaryComparison) -> list[str]:
    note = comparison.note
    return [f"{escape_markdown(note[0].upper() + note[1:])}.", ""] if note else []


def _group_lines(group: Sequence[ClaimComparison], label: str = "") -> list[str]:
    new = group[0].new
    if new is None:
        gone = group[0]
        if gone.old is None:
            return []
        return [f"- {label}{_said(gone.old, 'old', gone.facts)}{_because(gone)}"]
    facts = [fact for each in group for fact in each.facts]
    lines = [f"- {label}{_said(new, 'new', facts)}{_because(group[0])}"]
    if all(each.change == "kept" for each in group):
        return lines
    olds = [each for each in group if each.old is not None]
    lines += [f"  - was: {_said(e.old, 'old', e.facts)}" for e in olds if e.old is not None]
    lines += dict.fromkeys(f"  - {fact.type}: {escape_markdown(fact.message)}" for fact in facts)
    if facts:
        cited = [("old", e.old) for e in olds] + [("new", new)]
        lines += dict.fromkeys(
            f"  - [{side}.{e.sentence}] “{escape_markdown(e.text)}”"
            for side, placed in cited
            if placed is not None
            for e in quotable(placed.claim)
        )
    return lines


def quotable(claim: Claim) -> list[Evidence]:
    """Return the sentences that a claim rests on; none for one that is its sentence itself."""
    return [each for each in claim.evidence if plain(each.text) != plain(claim.text)]


def _because(each: ClaimComparison) -> str:
    return f" – {escape_markdown(each.reason)}" if each.reason else ""


def _said(placed: PlacedClaim, side: str, facts: Iterable[ChangedFact]) -> str:
    claim = placed.claim
    text = lit(claim.text, spans_of(facts, side), _within, "**{}**")
    parts = [warning(claim), text, marks_of(claim, side), OPEN_SIGN if is_open(claim) else ""]
    return " ".join(filter(None, parts))


def _within(text: str) -> str:
    """Return a part of a text escaped, with the spaces at its ends."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text.strip() and text[-1:].isspace() else ""
    return f"{lead}{escape_markdown(text.strip())}{tail}" if text.strip() else lead


def marks_of(claim: Claim, side: str) -> str:
    """Return ``[old.S3, old.S4]``; empty without evidence."""
    names = ", ".join(f"{side}.{each.sentence}" for each in claim.evidence)
    return f"[{names}]" if names else ""


def _named(ref: SummaryRef, other: SummaryRef) -> str:
    title = title_beside(ref, other)
    named = f", “{escape_markdown(title)}”" if title else ""
    return f"{place_markdown(ref.article.source)}{named} ({escape_markdown(ref.model)})"


def title_beside(ref: SummaryRef, other: SummaryRef) -> str:
    """Return the article's title, if its source does not tell two versions apart; else nothing."""
    here, there = ref.article, other.article
    return (here.title or "") if here.source == there.source and here.hash != there.hash else ""
