"""Text as briefer handles it: sentences with stable ids, tokens, chunks, its language."""

from typing import TYPE_CHECKING

from briefer.text.language import article_language, base_language, guess_language
from briefer.text.sentences import split
from briefer.text.visible import HIDDEN, visible_line

if TYPE_CHECKING:
    from briefer.text import chunks, tokens  # modules to be named whole

__all__ = [
    "HIDDEN",
    "article_language",
    "base_language",
    "chunks",
    "guess_language",
    "split",
    "tokens",
    "visible_line",
]
