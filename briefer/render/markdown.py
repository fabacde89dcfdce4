"""Summaries, briefs and verifications as Markdown that stays readable as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from briefer.model import ArticleRef, Brief, Claim, Evidence, Provenance, Summary, Verification
from briefer.render.escape import escape_markdown

_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)


@dataclass(frozen=True, slots=True)
class Tally:
    """How the claims of a result fared."""

    checked: int
    confirmed: int
    flagged: int
    quoted: int
    dropped: int
    repaired: int
    corrected: int
    found: int
    figures_only: int

    @classmethod
    def of(cls, kept: Iterable[Claim], dropped: Sequence[Claim]) -> Tally:
        """Count claims by status; ``dropped`` are those the policy removed."""
        claims = [*kept, *dropped]
        status = [claim.status for claim in claims]
        return cls(
            checked=len(claims),
            confirmed=status.count("confirmed"),
            flagged=status.count("flagged"),
            quoted=status.count("quoted"),
            dropped=status.count("dropped"),
            repaired=sum(claim.repaired for claim in claims),
            corrected=sum(claim.origin == "corrected" for claim in claims),
            found=sum(claim.origin == "found" for claim in claims),
            figures_only=sum(claim.checked == "figures" for claim in claims),
        )


def summary_markdown(summary: Summary) -> str:
    """Return one summary as Markdown, ending in one newline."""
    return _render("summary.md.jinja", summary=summary, **_summary_parts(summary))


def facts_markdown(summary: Summary) -> str:
    """Return a key-fact list as Markdown, ending in one newline."""
    return _render("facts.md.jinja", summary=summary, **_summary_parts(summary))


def brief_markdown(brief: Brief) -> str:
    """Return a brief as Markdown, ending in one newline."""
    numbered = list(enumerate(brief.summaries, 1))
    kept = [*brief.top_lines, *(c for s in brief.summaries for c in s.claims)]
    dropped = [*brief.dropped, *(c for s in brief.summaries for c in s.dropped)]
    failing = [("Top lines", claim) for claim in brief.top_lines if claim.findings]
    failing += [
        (f"Article {number}", claim)
        for number, summary in numbered
        for claim in summary.claims
        if claim.findings
    ]
    return _render(
        "brief.md.jinja",
        brief=brief,
        numbered=numbered,
        failing=failing,
        tally=Tally.of(kept, dropped),
        evidence=[(n, s, cited(s, brief.top_lines, n)) for n, s in numbered],
        maker=maker(brief.provenance),
    )


def verification_markdown(verification: Verification) -> str:
    """Return a verification as Markdown, ending in one newline."""
    return _render("verification.md.jinja", verification=verification)


def cited(summary: Summary, top_lines: Sequence[Claim] = (), number: int = 1) -> list[Evidence]:
    """Return the sentences that a summary's claims, and a brief's top lines, rest on, in order."""
    evidence = [e for claim in summary.claims for e in claim.evidence]
    evidence += [e for line in top_lines for e in line.evidence if e.article == number]
    return sorted({e.start: e for e in evidence}.values(), key=lambda e: e.start)


def maker(provenance: Provenance) -> str:
    """Return one line on what wrote a result, honest about there being a model or none."""
    if provenance.provider == "extractive":
        return "Made without a language model: every claim is a sentence of its source."
    return (
        f"Written by an AI model ({provenance.model}); every claim was checked by rules against "
        "the sentences it rests on."
    )


def marks(claim: Claim, number: int | None = None) -> str:
    """Return ``[S3, S4]``, or ``[2.S3, 2.S4]`` inside a brief; empty without evidence.

    ``number`` is the summary's place in its brief; 0 takes the article from the evidence.
    """
    if not claim.evidence:
        return ""
    ids = [
        e.sentence if number is None else f"{number or e.article}.{e.sentence}"
        for e in claim.evidence
    ]
    return f"[{', '.join(ids)}]"


def origin_line(article: ArticleRef) -> str:
    """Return outlet, author, date and where the article was read from, as far as known."""
    parts = [article.outlet, article.author, article.date and spoken_date(article.date)]
    known = [escape_markdown(part) for part in parts if part]
    return " · ".join([*known, f"{article.words:,} words"])


def spoken_date(iso: str) -> str:
    """Return ``22 November 2026`` for ``2026-11-22``; anything else as it is."""
    try:
        day = date.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def message_markdown(text: str) -> str:
    """Return a finding's message as Markdown; the marks of sentences in it stay marks."""
    return re.sub(r"\\\[((?:\d+\.)?S\d+)\\\]", r"[\1]", escape_markdown(text))


def _summary_parts(summary: Summary) -> dict[str, Any]:
    return {
        "failing": [claim for claim in summary.claims if claim.findings],
        "tally": Tally.of(summary.claims, summary.dropped),
        "evidence": cited(summary),
        "maker": maker(summary.provenance),
    }


def _render(template: str, **values: Any) -> str:
    text = _environment().get_template(template).render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("briefer.render"),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # noqa: S701 (Markdown: every text passes the `md` filter)
    )
    env.filters["md"] = escape_markdown
    env.filters["message"] = message_markdown
    env.filters["spoken"] = spoken_date
    env.globals.update(marks=marks, origin_line=origin_line)
    return env
