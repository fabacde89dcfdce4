"""A model's text is data: how it is kept from acting in Markdown or on a terminal."""

from __future__ import annotations

import re

from briefer.text import HIDDEN, visible_line

_ANYWHERE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(
    r"^(?:>|#(?=#{0,5}(?:\s|$))|[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*\s*$)|\d{1,9}(?=[.)](?:\s|$)))"
)
_IMAGE = re.compile(r"!(?=\\\[)")
_AUTOLINK = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.|(?<=[\w.+-])@(?=\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"https?://[!-;=?-~]{1,2000}")
_HIDDEN = HIDDEN | {"Cn"}


def plain(text: str) -> str:
    """Return the text on one line, without control, bidi-control or private characters."""
    return visible_line(text, _HIDDEN)


def escape_markdown(text: str) -> str:
    """Return Markdown that shows the text itself: no HTML, links, images or structure.

    What a Markdown reader shows of the result is `plain` of the text.
    """
    line = _ANYWHERE.sub(lambda m: "\\" + m[0], plain(text))
    line = _IMAGE.sub(r"\\!", line)
    line = _AUTOLINK.sub(lambda m: "\\" + m[0], line)
    # A list's number keeps its digits: the mark behind them is what makes it a list.
    return _LINE_START.sub(lambda m: m[0] + "\\" if m[0].isdigit() else "\\" + m[0], line)


def place_markdown(place: str) -> str:
    """Return an article's web address as a link that shows itself; a file's name as it is."""
    return f"<{place}>" if _ADDRESS.fullmatch(place) else escape_markdown(place)
