"""What changed between two versions, as Markdown, JSON values and marked text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from briefer.model import Article, Change, Claim, Place
from briefer.render.escape import escape_markdown, place_markdown
from briefer.render.jsonable import SCHEMA_VERSION, value_of
from briefer.render.statuses import (
    OPEN_SIGN,
    ClaimCounts,
    doubt_line,
    doubtful,
    finding_lines,
    is_open,
)
from briefer.scrub import without_tokens
from briefer.text import visible_line

_OPEN = {"-": "[-", "+": "{+"}
_CLOSE = {"-": "-]", "+": "+}"}
_COLOUR = {"-": "\x1b[31m", "+": "\x1b[32m"}
_STRUCK = {"-": "\x1b[9m", "+": ""}
_WARNINGS = {
    "unsupported": "⚠ No such change:",
    "contradicted": "⚠ The versions say otherwise:",
}
_VERSIONS = {1: "old", 2: "new"}
_MARK = re.compile(r"\[([12])\.(S\d+)\]")
_RESET = "\x1b[0m"


class ClaimStyle(NamedTuple):
    """How one form writes a claim on what changed: Markdown, HTML.

    ``text`` escapes; ``flagged`` (given the warning and the text) and ``quoted`` dress what is
    escaped; ``marks`` writes the places of its evidence, ``old.S3``; ``open`` is the sign of an
    open claim.
    """

    text: Callable[[str], str]
    flagged: Callable[[str, str], str]
    quoted: Callable[[str], str]
    marks: Callable[[Sequence[str]], str]
    open: str


def claim_line(claim: Claim, style: ClaimStyle) -> str:
    """Return a claim with its marks; what only the old version bears out is not said any more."""
    text = style.text(claim.text)
    if claim.is_flagged:
        text = style.flagged(_WARNINGS[claim.status], text)
    elif claim.handling == "quoted":
        text = style.quoted(text)
    if {each.article for each in claim.evidence} == {1}:
        text = f"No longer said: {text}"
    sign = style.open if is_open(claim) else ""
    return " ".join(filter(None, [text, _marks(claim, style), sign]))


def notes_on(said: Sequence[Claim], style: ClaimStyle) -> list[str]:
    """Return a line for each claim that has findings: its sign, its wording, what was found."""
    found = [(_WARNINGS[c.status], c, "; ".join(finding_lines(c))) for c in said if c.fails]
    found += [(style.open, claim, doubt_line(claim)) for claim in doubtful(said)]
    found = [(sign, claim, _MARK.sub(_version_mark, why)) for sign, claim, why in found]
    return [
        " ".join(
            filter(
                None,
                [
                    sign,
                    style.text(claim.original or claim.text),
                    _marks(claim, style),
                    f"– {style.text(why)}",
                ],
            )
        )
        for sign, claim, why in found
    ]


def _version_mark(mark: re.Match[str]) -> str:
    return f"[{_VERSIONS[int(mark[1])]}.{mark[2]}]"


def _marks(claim: Claim, style: ClaimStyle) -> str:
    marks = [f"{_VERSIONS[each.article]}.{each.sentence}" for each in claim.evidence]
    return style.marks(marks) if marks else ""


_MARKDOWN = ClaimStyle(
    text=escape_markdown,
    flagged="{} {}".format,
    quoted="“{}”".format,
    marks=lambda places: f"[{', '.join(places)}]",
    open=OPEN_SIGN,
)


def changes_markdown(
    changes: Sequence[Change],
    old: Article,
    new: Article,
    note: str = "",
    said: Sequence[Claim] = (),
) -> str:
    """Return a list of changes as Markdown, ending in one newline.

    Facts come first, then what was moved or reworded; ``note`` says what a reader must know
    beside them: that the two are not versions of one article, that one is a stub. ``said`` are
    claims on the weightiest, article 1 of whose evidence is the old version, article 2 the new;
    they make the paragraph in front.
    """
    lines = ["# What changed", "", f"{_named(old)} → {_named(new)}", ""]
    if note:
        lines += [f"{escape_markdown(note[0].upper() + note[1:])}.", ""]
    if said:
        lines += [" ".join(claim_line(claim, _MARKDOWN) for claim in said), ""]
        lines += [f"*{ClaimCounts.of(said).sentence}.*", ""]
        if notes := notes_on(said, _MARKDOWN):
            lines += [*(f"- {note}" for note in notes), ""]
    factual = [c for c in changes if c.factual]
    wording = [c for c in changes if not c.factual]
    if factual:
        lines += [f"{_count(len(factual), 'fact')} changed.", ""]
        lines += [_line(change) for change in factual]
    elif not note:
        lines += ["No fact changed." if wording else "Nothing changed."]
    if wording:
        lines += ["", "## Wording and order", ""]
        lines += [_line(change) for change in wording]
    return "\n".join(lines).rstrip("\n") + "\n"


def changes_value(
    changes: Sequence[Change],
    old: Article,
    new: Article,
    *,
    related: bool = True,
    note: str = "",
    said: Sequence[Claim] = (),
) -> dict[str, Any]:
    """Return what ``diff --format json`` prints.

    ``old`` and ``new`` say which articles were compared; each change has ``type``, ``factual``,
    ``message``, and ``old`` and ``new`` with ``sentence``, ``start``, ``end`` and ``text``, null
    where that version has nothing. ``summary`` are the claims ``said`` on them, each sentence
    of their evidence with its ``version``.
    """
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "diff",
        "old": _article(old),
        "new": _article(new),
        "related": related,
        "note": note,
        "factual": sum(change.factual for change in changes),
        "summary": [_claim_value(claim) for claim in said],
        "changes": [change_value(change) for change in changes],
    }


def change_value(change: Change) -> dict[str, Any]:
    """Return one change as JSON values."""
    return {
        "type": change.type,
        "factual": change.factual,
        "message": change.message,
        "old": value_of(change.old),
        "new": value_of(change.new),
    }


def word_diff_text(pieces: Iterable[tuple[str, str]], *, colour: bool = False) -> str:
    """Return the text of a word diff: ``[-old-]{+new+}``, or red and green on a terminal.

    ``pieces`` are (operation, text) with ``=``, ``-`` or ``+``; white space at the end of a piece
    stays outside its marks, and nothing in a text can act on a terminal.
    """
    out = []
    for operation, text in pieces:
        shown = visible_text(text)
        body = shown.rstrip()
        if operation == "=" or not body:
            out.append(shown)
        elif colour:
            out.append(
                f"{_COLOUR[operation]}{_STRUCK[operation]}{body}{_RESET}{shown[len(body) :]}"
            )
        else:
            out.append(f"{_OPEN[operation]}{body}{_CLOSE[operation]}{shown[len(body) :]}")
    return "".join(out).rstrip("\n") + "\n"


def visible_text(text: str) -> str:
    """Return a text with its white space and line ends, without what acts instead of showing."""
    if text.isprintable():
        return text
    lines = text.splitlines(keepends=True)
    return "".join(_visible_line(line) for line in lines)


def _visible_line(line: str) -> str:
    body = line.rstrip("\r\n")
    end = "\n" if body != line else ""
    lead = body[: len(body) - len(body.lstrip())]
    tail = body[len(body.rstrip()) :] if body.strip() else ""
    return f"{' ' * len(lead)}{visible_line(body)}{' ' * len(tail)}{end}"


def _claim_value(claim: Claim) -> dict[str, Any]:
    value = value_of(claim)
    for each in value["evidence"]:
        each["version"] = _VERSIONS[each.pop("article")]
    return dict(value)


def _article(article: Article) -> dict[str, Any]:
    return {
        "hash": article.hash,
        "source": without_tokens(article.source),
        "title": article.title,
        "url": None if article.url is None else without_tokens(article.url),
        "date": article.date,
    }


def _named(article: Article) -> str:
    return place_markdown(without_tokens(article.source))


def _line(change: Change) -> str:
    marks = " → ".join(_mark(place, side) for place, side in _sides(change))
    return f"- **{change.type}** {escape_markdown(change.message)} [{marks}]"


def _sides(change: Change) -> list[tuple[Place, str]]:
    return [(p, side) for p, side in ((change.old, "old"), (change.new, "new")) if p is not None]


def _mark(place: Place, side: str) -> str:
    return f"{side}.{place.sentence}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
