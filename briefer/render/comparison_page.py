"""Two summaries side by side, as one HTML page that needs nothing else."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from briefer.model import (
    CLAIM_CHANGES,
    Claim,
    ClaimComparison,
    PlacedClaim,
    SummaryComparison,
    SummaryRef,
)
from briefer.render.comparison import (
    HEADINGS,
    by_claim,
    counts_line,
    lit,
    place_name,
    quotable,
    spans_of,
    title_beside,
)
from briefer.render.escape import plain
from briefer.render.statuses import OPEN_SIGN, OPEN_WORDS, is_open, warning
from briefer.text import guess_language

_STYLE = """
:root { color-scheme: light dark; --ink: #1a1a1a; --soft: #595959; --page: #fff; --line: #ccc;
  --out: #fde2e1; --in: #dff3e0; --warn: #fff3cd; }
@media (prefers-color-scheme: dark) { :root { --ink: #e6e6e6; --soft: #b0b0b0; --page: #161616;
  --line: #444; --out: #5c2626; --in: #1e4426; --warn: #4d3d00; } }
body { font: 1.05rem/1.5 Georgia, serif; max-width: 64rem; margin: 2rem auto; padding: 0 1rem;
  color: var(--ink); background: var(--page); overflow-wrap: anywhere; }
h1, h2 { line-height: 1.25; font-weight: 600; }
h2 { border-top: 1px solid var(--line); padding-top: 1rem; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; margin: 0 0 1.2rem; }
.pair p, .pair blockquote { margin: 0 0 .3rem; }
.side { min-width: 0; }
.small, blockquote { font-family: system-ui, sans-serif; font-size: .85rem; color: var(--soft); }
blockquote { border-left: 3px solid var(--line); padding-left: .6rem; }
.facts { grid-column: 1 / -1; margin: 0; padding-left: 1.2rem; }
del { background: var(--out); } ins { background: var(--in); text-decoration: none; }
.flagged { background: var(--warn); }
@media (max-width: 40rem) { .pair { grid-template-columns: 1fr; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; }
  .pair { break-inside: avoid; } }
"""


def comparison_html(comparison: SummaryComparison) -> str:
    """Return two summaries compared as an HTML page: the old one's claims left, the new right.

    The words that changed are lit on both sides, with the sentences that each side rests on.
    Whatever a model or a source wrote is escaped; nothing leaves the page.
    """
    said = " ".join(p.claim.text for e in comparison.claims for p in (e.new, e.old) if p)
    one, other = comparison.old, comparison.new
    names = (_named(one, other), _named(other, one))
    body = [
        "<h1>What changed in the summary</h1>",
        f'<p class="small">{" → ".join(names)}</p>',
    ]
    if comparison.note:
        note = comparison.note
        body.append(f"<p>{_text(note[0].upper() + note[1:])}.</p>")
    body.append(f"<p>{counts_line(comparison)}.</p>")
    for change in CLAIM_CHANGES:
        groups = by_claim(comparison, change)
        if groups:
            body.append(f"<section><h2>{HEADINGS[change]}</h2>")
            body += [_pair(group) for group in groups]
            body.append("</section>")
    head = [
        "<!DOCTYPE html>",
        f'<html lang="{guess_language(said)}">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>What changed in the summary</title>",
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        "<main>",
    ]
    return "\n".join([*head, *body, "</main>", "</body>", "</html>"]) + "\n"


def _named(ref: SummaryRef, other: SummaryRef) -> str:
    title = title_beside(ref, other)
    named = f", <q>{_text(title)}</q>" if title else ""
    return f"{_text(ref.article.source)}{named} ({_text(ref.model)})"


def _pair(group: Sequence[ClaimComparison]) -> str:
    changed = any(each.facts for each in group)
    left = [_claim(each.old, "old", [each], quoted=changed) for each in group if each.old]
    new = group[0].new
    right = [] if new is None else [_claim(new, "new", group, quoted=changed)]
    reasons = [each.reason for each in group if each.reason]
    because = [f'<p class="small">{_text(reason)}</p>' for reason in reasons]
    absent = '<p class="small">{}</p>'
    if not left:
        left, right = [absent.format("not in the old summary")], [*right, *because]
    elif not right:
        right = [absent.format("not in the new summary"), *because]
    facts = dict.fromkeys(f"{f.type}: {f.message}" for each in group for f in each.facts)
    listed = "".join(f"<li>{_text(line)}</li>" for line in facts)
    return "\n".join(
        [
            '<div class="pair">',
            f'<div class="side">{"".join(left)}</div>',
            f'<div class="side">{"".join(right)}</div>',
            *([f'<ul class="facts small">{listed}</ul>'] if listed else []),
            "</div>",
        ]
    )


def _claim(
    placed: PlacedClaim, side: str, group: Sequence[ClaimComparison], *, quoted: bool
) -> str:
    claim = placed.claim
    facts = [fact for each in group for fact in each.facts]
    tag = "del" if side == "old" else "ins"
    text = lit(claim.text, spans_of(facts, side), _within, f"<{tag}>{{}}</{tag}>")
    if claim.is_flagged:
        text = f'<span class="flagged"><strong>{warning(claim)}</strong> {text}</span>'
    names = ", ".join(f"{side}.{each.sentence}" for each in claim.evidence)
    marks = f" [{names}]" if names else ""
    small = f'<span class="small">{place_name(placed)}{marks}{_sign(claim)}</span>'
    cited = quotable(claim) if quoted else []
    quotes = [f"<blockquote>{_text(each.text)}</blockquote>" for each in cited]
    return f"<p>{text} {small}</p>{''.join(quotes)}"


def _sign(claim: Claim) -> str:
    if not is_open(claim):
        return ""
    return f' <span role="img" aria-label="{OPEN_WORDS}" title="{OPEN_WORDS}">{OPEN_SIGN}</span>'


def _within(text: str) -> str:
    """Return a part of a text escaped, with the spaces at its ends."""
    lead = " " if text[:1].isspace() else ""
    tail = " " if text.strip() and text[-1:].isspace() else ""
    return f"{lead}{_text(text.strip())}{tail}" if text.strip() else lead


def _text(text: str) -> str:
    return escape(plain(text))
