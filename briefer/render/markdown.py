"""Summaries, briefs and verifications as Markdown that stays readable as plain text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment

from briefer.model import (
    ArticleRef,
    Brief,
    Claim,
    Evidence,
    EvidenceForm,
    Span,
    Summary,
    SummaryComparison,
    Verification,
    word_count,
)
from briefer.render import statuses
from briefer.render.comparison import change_mark, since_markdown
from briefer.render.corrections import with_markdown_note
from briefer.render.environment import environment_of
from briefer.render.escape import escape_markdown, place_markdown, plain, told_markdown
from briefer.render.page import Page, failed_line, is_counted, maker, second_reader
from briefer.render.statuses import ClaimCounts
from briefer.text import spoken_date, visible_line

_NAME = r"(?:(?:\d+|old|new)\.)?S\d+"
_MARKS = re.compile(rf" (?<!\\)\[({_NAME}(?:, {_NAME})*)\]")
"""Marks as the templates write them; in others' text the brackets are escaped."""
_CITED = re.compile(rf"(?m)^- \[({_NAME})\] (.*)$")


def with_evidence(text: str, shown: EvidenceForm) -> str:
    """Return a result's Markdown with its evidence shown otherwise.

    ``inline``: marks at each claim and a list of the cited sentences, as it is; ``notes``: each
    mark a footnote, as GitHub and Pandoc read them; ``none``: neither.
    """
    if shown == "inline":
        return text
    head, *rest = re.split(r"(?m)^(?=## )", text)
    kept, listed = [head], {}
    for section in rest:
        if section.startswith("## Cited sentences\n"):
            listed = dict(_CITED.findall(section))
        else:
            kept.append(section)
    found = "".join(kept).rstrip("\n") + "\n"
    if shown == "none":
        return _MARKS.sub("", found)
    named = dict.fromkeys(name for m in _MARKS.finditer(found) for name in m[1].split(", "))
    found = _MARKS.sub(lambda m: " " + "".join(f"[^{_note(n)}]" for n in m[1].split(", ")), found)
    notes = (f"[^{_note(name)}]: {listed.get(name) or _verbatim(name)}\n\n" for name in named)
    return f"{found}\n{''.join(notes)}".rstrip("\n") + "\n"


def _verbatim(name: str) -> str:
    """Return the note of a sentence that is listed nowhere, for the claim is that sentence."""
    article, _, sentence = name.rpartition(".")
    where = f"source {article}" if article.isdigit() else "the article"
    return f"{sentence} of {where}, word for word."


def _note(name: str) -> str:
    return name.replace(".", "-")


def summary_markdown(
    summary: Summary, comparison: SummaryComparison | None = None, *, is_short: bool = False
) -> str:
    """Return one summary as Markdown, ending in one newline.

    Sentences that stand in it word for word as claims are not listed a second time. Where
    ``is_short``, no cited sentence is listed if that makes it longer than the article. With its
    ``comparison`` with an earlier version's summary, claims that changed or are new are marked,
    and what changed and what is gone is listed.
    """

    def noted(where: str) -> str:
        mark = None if comparison is None else change_mark(comparison, where)
        return f" *({mark})*" if mark else ""

    parts = {
        **_summary_parts(summary),
        "noted": noted,
        "since": "" if comparison is None else since_markdown(comparison),
    }
    text = _render("summary.md.jinja", summary=summary, **parts)
    if is_short and parts["evidence"] and word_count(text) >= summary.article.words:
        parts = {**parts, "evidence": [], "left_out": len(parts["evidence"])}
        text = _render("summary.md.jinja", summary=summary, **parts)
    return with_markdown_note(text, summary)


def facts_markdown(summary: Summary) -> str:
    """Return a key-fact list as Markdown, ending in one newline."""
    parts = {**_summary_parts(summary), "evidence": cited(summary.key_facts)}
    return _render("facts.md.jinja", summary=summary, **parts)


def brief_markdown(brief: Brief, *, explain: bool = False) -> str:
    """Return a brief as Markdown, ending in one newline; ``explain``: why each story is there."""
    page = Page.of(brief)
    text = _render(
        "brief.md.jinja", page=page, brief=brief, explain=explain, listed=_unspoken(page, brief)
    )
    return with_markdown_note(text, brief)


def verification_markdown(verification: Verification, name: str = "") -> str:
    """Return a verification as Markdown, ending in one newline; ``name`` is the draft's.

    What the draft and the sources say otherwise is bold in both.
    """
    counts = ClaimCounts.of(verification.claims)
    made = verification.provenance
    reader = "" if made is None else second_reader(made)
    lines = [each.line for each in verification.passages] or [0] * len(verification.claims)
    return _render(
        "verification.md.jinja",
        claims=list(zip(verification.claims, lines, strict=True)),
        articles=(verification.article, *verification.others),
        name=name,
        counts=counts,
        second_reader=reader,
    )


def problem_lines(verification: Verification, name: str) -> list[str]:
    """Return what sources do not bear out as a linter tells it: ``draft.md:9: what is wrong``."""
    lines = []
    for claim, passage in zip(verification.claims, verification.passages, strict=True):
        if not claim.fails:
            continue
        where = f"{name}:{passage.line}" if passage.line else name
        told = [each.message for each in claim.findings if each.level != "doubt"]
        lines += [f"{where}: {plain(each)} In: “{plain(claim.text)}”" for each in told]
    return lines


def said_bold(claim: Claim) -> str:
    """Return a claim's text with what its sources do not bear out in bold."""
    return _bold(claim.text, [each.claim for each in claim.findings if each.level != "doubt"])


def source_bold(claim: Claim, evidence: Evidence) -> str:
    """Return a sentence that a claim rests on, with what it says otherwise in bold."""
    spans = [
        Span(each.source.start - evidence.start, each.source.end - evidence.start, each.source.text)
        for each in claim.findings
        if each.level != "doubt" and each.source and each.sentence == evidence.sentence
    ]
    return _bold(evidence.text, spans)


def _bold(text: str, spans: Iterable[Span | None]) -> str:
    parts, at = "", 0
    for span in sorted((s for s in spans if s is not None), key=lambda s: (s.start, -s.end)):
        if span.start < at or text[span.start : span.end] != span.text or not span.text.strip():
            continue
        parts += f"{_escaped_within(text[at : span.start])}**{_escaped_within(span.text)}**"
        at = span.end
    return parts + _escaped_within(text[at:]) if at else escape_markdown(text)


def _escaped_within(piece: str) -> str:
    """Escape a piece of a line, keeping the space at its ends."""
    left, right = len(piece) - len(piece.lstrip()), len(piece.rstrip())
    if left >= right:
        return " " if piece else ""
    inner = escape_markdown(piece)
    return f"{' ' if left else ''}{inner}{' ' if right < len(piece) else ''}"


def cited(claims: Sequence[Claim]) -> list[Evidence]:
    """Return the sentences that claims rest on, in reading order, but for those they repeat."""
    found = {_place(e): e for claim in claims for e in claim.evidence}
    return [found[place] for place in sorted(found.keys() - _told_verbatim(claims))]


def _told_verbatim(claims: Iterable[Claim]) -> set[tuple[int, int]]:
    """Return the places of sentences that a claim says word for word."""
    return {
        _place(claim.evidence[0])
        for claim in claims
        if len(claim.evidence) == 1 and visible_line(claim.evidence[0].text) == claim.text
    }


def _place(evidence: Evidence) -> tuple[int, int]:
    return evidence.article, evidence.start


def _unspoken(page: Page, brief: Brief) -> list[tuple[int, ArticleRef, list[Evidence]]]:
    """Return the cited sentences, by article, that no claim has word for word."""
    told = _told_verbatim(brief.claims)
    listed = (
        (number, article, [each for each in sentences if _place(each) not in told])
        for number, article, sentences in page.cited
    )
    return [each for each in listed if each[2]]


def marks(claim: Claim, *, in_brief: bool = False) -> str:
    """Return ``[S3, S4]``, or ``[2.S3, 2.S4]`` inside a brief; empty without evidence."""
    if not claim.evidence:
        return ""
    return f"[{', '.join(map(name_of if in_brief else _sentence_of, claim.evidence))}]"


def name_of(evidence: Evidence) -> str:
    """Return what a sentence is called in a brief: ``2.S3``."""
    return f"{evidence.article}.{evidence.sentence}"


def _sentence_of(evidence: Evidence) -> str:
    return evidence.sentence


def origin_line(article: ArticleRef) -> str:
    """Return outlet, author, date and length of an article, as far as known."""
    parts = [article.outlet, article.author, article.date and spoken_date(article.date)]
    known = [escape_markdown(part) for part in parts if part]
    return " · ".join([*known, f"{article.words:,} words"])


def message_markdown(text: str) -> str:
    """Return a finding's message as Markdown; the marks of sentences in it stay marks."""
    return re.sub(r"\\\[((?:\d+\.)?S\d+)\\\]", r"[\1]", escape_markdown(text))


def _summary_parts(summary: Summary) -> dict[str, Any]:
    return {
        "failing": [claim for claim in summary.claims if claim.fails],
        "doubtful": [("", claim) for claim in statuses.doubtful(summary.claims)],
        "counts": ClaimCounts.of(summary.claims, summary.dropped),
        "evidence": cited(summary.claims),
        "left_out": 0,
        "maker": maker(summary.provenance),
        "second_reader": second_reader(summary.provenance),
    }


def _render(template: str, **values: Any) -> str:
    text = _environment().get_template(template).render(**values)
    return re.sub(r"\n{3,}", "\n\n", text).strip("\n") + "\n"


@cache
def _environment() -> Environment:
    # Markdown: every text passes the `md` filter.
    env = environment_of("briefer.render", autoescape=False)
    env.filters["md"] = escape_markdown
    env.filters["place"] = place_markdown
    env.filters["told"] = told_markdown
    env.filters["message"] = message_markdown
    env.filters["spoken"] = spoken_date
    env.globals.update(
        marks=marks,
        name_of=name_of,
        origin_line=origin_line,
        said_bold=said_bold,
        source_bold=source_bold,
        failed_line=failed_line,
        is_counted=is_counted,
        statuses=statuses,
    )
    return env
