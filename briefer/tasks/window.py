"""How a request stands to its model's window: what it takes, what it leaves, what to try next."""

from __future__ import annotations

from briefer.llm import Request
from briefer.text import tokens

MARGIN = 0.92
"""Share of the window that a plan uses: token counts are another tokenizer's estimates."""

SHRINK = 0.6
"""Share of what was too long that is tried next."""


def room(window: int, output: int) -> int:
    """Return the tokens that a prompt may take in a window, beside an answer of ``output``."""
    return int(window * MARGIN) - output


def text_of(request: Request) -> str:
    """Return all that a request sends, as one text."""
    return "".join(message.content for message in request.messages)


def size(request: Request) -> int:
    """Return a request's length in tokens of its model."""
    return tokens.count(text_of(request), request.model)


def fits(request: Request, most: int) -> bool:
    """Return whether a request takes at most so many tokens; what surely fits is not counted."""
    return tokens.fits(text_of(request), most, request.model)


def output_limit(*limits: int | None) -> int | None:
    """Return the smallest of the limits that are set, None where none is."""
    return min((limit for limit in limits if limit), default=None)
