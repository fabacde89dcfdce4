"""Sources to articles: files, folders and standard input.

`find` says which sources there are, one `Item` each; `Item.load` reads one; `read_article` makes
an article of the bytes, wherever they came from, `article_from_text` of a text. Other kinds of
sources are further makers of items.
"""

from briefer.ingest.files import ARTICLE_SUFFIXES, MAX_BYTES, STDIN, Item, find
from briefer.ingest.reading import article_from_text, read_article

__all__ = [
    "ARTICLE_SUFFIXES",
    "MAX_BYTES",
    "STDIN",
    "Item",
    "article_from_text",
    "find",
    "read_article",
]
