"""What an edition corrects, as readers and machines are told: dated notes, schema.org."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import escape
from itertools import groupby
from typing import Any

from briefer.model import Brief, Correction, Release, Summary
from briefer.render.escape import escape_markdown, plain
from briefer.render.release import json_ld_release
from briefer.text import spoken_date

_DAY = len("2026-11-22")
_STEP = re.compile(r"\.(\w+)(?:\[(\d+)\])?")
_STEPS = {
    "stories": "story",
    "top_lines": "top line",
    "key_facts": "key fact",
    "summary": "summary, sentence",
    "quotations": "quotation",
}


def correction_text(correction: Correction) -> str:
    """Return one correction as a line for a reader."""
    was, reason = plain(correction.was), plain(correction.reason)
    if correction.now is None:
        return f"“{was}” was taken out: {reason}"
    return f"“{was}” now reads “{plain(correction.now)}”: {reason}"


def place_words(where: str) -> str:
    """Return a claim's place as a reader counts: "story 3, key fact 2" of a path into the JSON."""
    found = _STEP.findall(where)
    return ", ".join(
        f"{_STEPS.get(name, name)} {int(number) + 1}" if number else _STEPS.get(name, name)
        for name, number in found
    )


def correction_lines(corrections: Sequence[Correction]) -> tuple[str, ...]:
    """Return corrections as lines for a reader: what was put right in two places once."""
    return tuple(dict.fromkeys(map(correction_text, corrections)))


def corrections_text(corrections: Sequence[Correction]) -> str:
    """Return all corrections in one line."""
    return "; ".join(correction_lines(corrections))


def with_markdown_note(text: str, edition: Brief | Summary) -> str:
    """Return a result's Markdown with a dated note on its corrections under the title."""
    if not edition.corrections:
        return text
    head, _, rest = text.partition("\n")
    lines = [head, ""]
    for day, made in _by_day(edition.corrections):
        lines += [f"**Corrected on {spoken_date(day)}, version {edition.version}.**", ""]
        lines += [f"- {escape_markdown(line)}" for line in correction_lines(made)]
        lines.append("")
    return "\n".join([*lines, rest.lstrip("\n")])


def with_html_note(page: str, brief: Brief) -> str:
    """Return a brief's page with a dated note on its corrections."""
    if not brief.corrections:
        return page
    note = ['<section class="corrections">']
    for day, made in _by_day(brief.corrections):
        when = f'<time datetime="{escape(day)}">{escape(spoken_date(day))}</time>'
        note += [f"<h2>Corrected on {when}, version {brief.version}</h2>", "<ul>"]
        note += [f"<li>{escape(line)}</li>" for line in correction_lines(made)]
        note.append("</ul>")
    note.append("</section>")
    return page.replace("<main>", "\n".join(["<main>", *note]), 1)


def with_json_ld(page: str, brief: Brief, release: Release | None) -> str:
    """Return a brief's page with how it came about, and what it puts right, as schema.org has it.

    That stands in a block of JSON-LD, which no browser runs.
    """
    data = json.dumps(_json_ld(brief, release), ensure_ascii=False, separators=(",", ":"))
    for char in "<>&":  # nothing in it can end the block
        data = data.replace(char, f"\\u{ord(char):04x}")
    block = f'<script type="application/ld+json">{data}</script>\n'
    return page.replace("</head>", f"{block}</head>", 1)


def _json_ld(brief: Brief, release: Release | None) -> dict[str, Any]:
    made = [each.made for each in brief.corrections]
    if release is not None and release.modified:
        made.append(release.modified)
    corrected = {
        "version": brief.version,
        "correction": [
            {"@type": "CorrectionComment", "text": line, "datePublished": made_at}
            for line, made_at in dict.fromkeys(
                (correction_text(each), each.made) for each in brief.corrections
            )
        ],
    }
    title = f"{plain(brief.title)}, {spoken_date(brief.date)}"
    return {
        "@context": "https://schema.org",
        "@type": "Report",
        "headline": title,
        "datePublished": brief.date,
        **({"dateModified": max(made)} if made else {}),
        **(corrected if brief.corrections else {}),
        **json_ld_release(brief.provenance, brief.claims, release),
    }


def _by_day(corrections: Sequence[Correction]) -> list[tuple[str, list[Correction]]]:
    """Return corrections by the day they were made, the latest first."""
    ordered = sorted(corrections, key=lambda each: each.made[:_DAY], reverse=True)
    return [(day, list(made)) for day, made in groupby(ordered, lambda each: each.made[:_DAY])]
