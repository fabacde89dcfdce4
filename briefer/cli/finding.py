"""The articles that a command is to read: named sources, and what was gathered of them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO

if TYPE_CHECKING:
    from briefer.gather import Gathered
    from briefer.ingest import Item, TableReading
    from briefer.model import Article
    from briefer.session import Session


async def items_with(
    session: Session, sources: list[str], stdin: BinaryIO | None, tables: TableReading
) -> tuple[Iterable[Item], Gathered]:
    """Return the items of files, as they are read, with those that addresses among them give.

    All stand in the order of the sources; the addresses alone are fetched, all of them, first.
    """
    from briefer.ingest import asked, find, is_address

    addresses = [source for source in sources if is_address(source)]
    found = await session.gather(addresses)
    fetched: dict[str, list[Article]] = {asked(address): [] for address in addresses}
    named_by = {report.source: report.via for report in found.report}
    for came in found.came:
        root: str | None = came.source
        while root is not None and root not in fetched:
            root = named_by.get(root)
        fetched[root or asked(addresses[0])].append(came.article)

    def items() -> Iterator[Item]:
        for item in find(sources, stdin=stdin, tables=tables):
            if item.link is None or item.link.url not in fetched:
                yield item
                continue
            yield from map(_read, fetched[item.link.url])
            fetched[item.link.url] = []

    return items(), found


def items_of(found: Gathered) -> list[Item]:
    """Return what was gathered as items that are read already."""
    return list(map(_read, found.articles))


def _read(article: Article) -> Item:
    from briefer.ingest import Item

    return Item(article.source, lambda: article)


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
