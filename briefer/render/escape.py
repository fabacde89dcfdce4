"""A model's text is data: how it is kept from acting in Markdown or on a terminal."""

from __future__ import annotations

import re
import unicodedata

_ANYWHERE = re.compile(r"[\\`*\[\]<~]|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;)")
_LINE_START = re.compile(
    r"^(?:>|#(?=#{0,5}(?:\s|$))|[-+](?=\s|$)|-(?=[-\s]*$)|=(?==*\s*$)|\d{1,9}(?=[.)](?:\s|$)))"
)
_IMAGE = re.compile(r"!(?=\\\[)")
_AUTOLINK = re.compile(r"(?<=\w):(?=//)|(?<=\bwww)\.|(?<=[\w.+-])@(?=\w)", re.IGNORECASE)
_KEPT_FORMAT = "\u200c\u200d"


def plain(text: str) -> str:
    """Return the text on one line, without control, bidi-control or private characters."""
    if text.isprintable():
        return " ".join(text.split())  # the common case, many times faster
    shown = "".join(
        " " if char.isspace() else char for char in text if char.isspace() or _is_shown(char)
    )
    return " ".join(shown.split())


def escape_markdown(text: str) -> str:
    """Return Markdown that shows the text itself: no HTML, links, images or structure.

    What a Markdown reader shows of the result is `plain` of the text.
    """
    line = _ANYWHERE.sub(lambda m: "\\" + m[0], plain(text))
    line = _IMAGE.sub(r"\\!", line)
    line = _AUTOLINK.sub(lambda m: "\\" + m[0], line)
    # A list's number keeps its digits: the mark behind them is what makes it a list.
    return _LINE_START.sub(lambda m: m[0] + "\\" if m[0].isdigit() else "\\" + m[0], line)


def _is_shown(char: str) -> bool:
    return unicodedata.category(char) not in {"Cc", "Cf", "Cs", "Co", "Cn"} or char in _KEPT_FORMAT
