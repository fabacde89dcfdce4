"""Text as it can be seen: on one line, without what acts instead of showing."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection

HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co"})
"""Unicode categories: control, format (bidi controls among them), surrogate, private use."""

_KEPT_FORMAT = "\u200c\u200d"  # joiners that change how scripts and emoji read


def visible_line(text: str, hidden: Collection[str] = HIDDEN) -> str:
    """Return the text with white space runs as one space, and without ``hidden`` categories."""
    if not text.isprintable():  # rarely so, and going through the characters is slow
        text = "".join(
            " " if char.isspace() else char
            for char in text
            if char.isspace() or char in _KEPT_FORMAT or unicodedata.category(char) not in hidden
        )
    return " ".join(text.split())
