"""Article text is data: how it is kept from leaving its place in a prompt."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from briefer.text import visible_line


def one_line(text: str) -> str:
    """Return the text on one line, without control characters or chat-template marks.

    White space runs become one space, so that nothing in an article can start a line of the
    prompt; ``<|`` gets a space, so that no tokenizer reads a special token out of an article.
    """
    return visible_line(text).replace("<|", "< |").replace("|>", "| >")


def fence_for(texts: Iterable[Any], name: str = "article") -> str:
    """Return a tag name whose tags stand in none of the texts: ``article``, ``article-2``, ...

    ``texts`` are strings, or values with a ``text``.
    """
    joined = "\n".join(t if isinstance(t, str) else t.text for t in texts).lower()
    fence, number = name, 1
    while f"<{fence}" in joined or f"/{fence}" in joined:
        number += 1
        fence = f"{name}-{number}"
    return fence
