"""Text as briefer handles it: sentences with stable ids, tokens, chunks, its language."""

from typing import TYPE_CHECKING

from briefer.text.blocks import Block, blocks
from briefer.text.language import article_language, base_language, guess_language
from briefer.text.sentences import spans_in, split
from briefer.text.spoken import spoken_date
from briefer.text.visible import HIDDEN, visible_line

if TYPE_CHECKING:
    from briefer.text import chunks, tokens  # modules to be named whole

__all__ = [
    "HIDDEN",
    "Block",
    "article_language",
    "base_language",
    "blocks",
    "chunks",
    "guess_language",
    "spans_in",
    "split",
    "spoken_date",
    "tokens",
    "visible_line",
]
