"""The articles that a command is to read: named sources, and what was gathered of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from briefer.gather import Gathered
    from briefer.ingest import Item, TableReading
    from briefer.model import Article


def items_of(found: Gathered) -> list[Item]:
    """Return what was gathered as items that are read already."""
    from briefer.ingest import Item

    def item(article: Article) -> Item:
        return Item(article.source, lambda: article)

    return list(map(item, found.articles))


def find_items(sources: list[str], tables: TableReading | None = None) -> Iterable[Any]:
    """Return the items that sources name; ``-`` is this process's standard input.

    Standard input is read here and now: whoever waits for it can still be interrupted, which the
    reading of one article inside a run cannot.
    """
    from briefer.ingest import TableReading, find

    return find(sources, stdin=standard_input(sources), tables=tables or TableReading())


def standard_input(sources: list[str]) -> BinaryIO | None:
    """Return what standard input holds if sources name it, else None."""
    import io

    from briefer.ingest import MAX_BYTES, STDIN

    if STDIN not in sources:
        return None
    try:
        return io.BytesIO(sys.stdin.buffer.read(MAX_BYTES + 1))
    except OSError:
        return sys.stdin.buffer  # the source that it is fails by itself
