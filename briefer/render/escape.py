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
_ADDRESS_IN = re.compile(r"https?://[!-;=?-~]{0,2000}[A-Za-z0-9/_=~-]")
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


def told_markdown(text: str) -> str:
    """Return our own words as Markdown, with the addresses in them as links that show themselves.

    What a model or an article wrote is for `escape_markdown`.
    """
    parts, at = [], 0
    line = plain(text)
    for found in _ADDRESS_IN.finditer(line):
        parts += [_between(line[at : found.start()]), f"<{found[0]}>"]
        at = found.end()
    return "".join([*parts, _between(line[at:])])


def _between(piece: str) -> str:
    """Escape what stands beside an address, with the space at its ends."""
    inner = escape_markdown(piece)
    return f"{' ' * piece.startswith(' ')}{inner}{' ' * (piece.endswith(' ') and bool(inner))}"


def place_markdown(place: str) -> str:
    """Return an article's web address as a link that shows itself; a file's name as it is."""
    return f"<{place}>" if _ADDRESS.fullmatch(place) else escape_markdown(place)
