"""Text as briefer handles it: sentences with stable ids, tokens, chunks."""

from briefer.text.language import guess_language
from briefer.text.sentences import split

__all__ = ["guess_language", "split"]
