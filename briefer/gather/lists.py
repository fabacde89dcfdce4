"""From the sources that were named to everything that they list: feeds, lists, sitemaps, files."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

import anyio

from briefer.errors import BrieferError, InternalError, SourceError, UsageError, unexpected
from briefer.fetch import identity_of
from briefer.gather.reader import Read
from briefer.gather.values import GatherSettings
from briefer.ingest import STDIN, Item, Kind, Link, Reading, TableReading, asked, find
from briefer.model import Article

Ask = Callable[[str], Awaitable[Read]]

_LISTS: frozenset[Kind] = frozenset({"feed", "opml", "sitemap"})


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that a source gives: an article, a link to one, or an error in the place of one.

    ``place`` is the address it was found at, None when it was found here; ``listed`` whether a
    feed or sitemap lists it among others, so that it may be passed over, and ``alone`` whether it
    is all there is at its place.
    """

    source: str
    what: Article | Link | BrieferError
    place: str | None = None
    listed: bool = False
    alone: bool = False


@dataclass(slots=True)
class Node:
    """A source, or a list that a source names, and what was found in it.

    ``pool`` is the node under which its entries are counted and reported: a sitemap's is the
    index it belongs to.
    """

    name: str
    url: str | None = None
    via: str | None = None
    parent: Node | None = None
    date: str | None = None
    kind: Kind | None = None
    title: str | None = None
    not_modified: bool = False
    is_empty: bool = False
    failed: BrieferError | None = None
    notes: list[str] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    lists: list[Link] = field(default_factory=list)
    children: list[Node] = field(default_factory=list)

    @property
    def pool(self) -> Node:
        """The node under which entries of this one count."""
        node = self
        while node.parent is not None and node.parent.kind == "sitemap":
            node = node.parent
        return node

    def walk(self) -> Iterator[Node]:
        """Yield this node and all under it, as they stand."""
        yield self
        for child in self.children:
            yield from child.walk()


class Lister:
    """Follows lists.

    Args:
        ask: Reads an address.
        settings: How far to follow.
        stdin: Standard input, if not the process's own.
    """

    def __init__(self, ask: Ask, settings: GatherSettings, stdin: BinaryIO | None) -> None:
        self._ask = ask
        self._settings = settings
        self._stdin = stdin
        self._seen: set[str] = set()
        self._followed = 0

    async def roots(self, sources: Sequence[str]) -> list[Node]:
        """Return a node for each source, with all that it leads to but the pages.

        All lists of one depth are asked before those under them: what stands where does not
        depend on who answers first.

        Raises:
            UsageError: standard input is named twice.
        """
        if sum(source == STDIN for source in sources) > 1:
            raise UsageError("standard input (-) can be read only once")
        roots = [await self._root(source) for source in dict.fromkeys(map(asked, sources))]
        level = [root for root in roots if root.url is not None]
        self._seen.update(identity_of(node.url) for node in level if node.url)
        level += self._under(roots)
        for depth in range(self._settings.depth + 1):
            async with anyio.create_task_group() as group:
                for node in level:
                    group.start_soon(self._fill, node)
            if depth == self._settings.depth:
                _tell_depth(level, depth)
                break
            level = self._under(level)
        return roots

    async def _root(self, source: str) -> Node:
        """Return a source's node, filled if it is here."""
        node = Node(source)
        tables = TableReading(self._settings.columns, node.notes.append, self._settings.window)
        async for item in _items(source, self._stdin, tables):
            if item.is_empty:
                node.is_empty = True
            elif item.link is None:
                node.entries.append(Entry(item.source, await _loaded(item)))
            elif item.link.url == source:
                node.url = source
            elif item.link.kind == "page":
                node.entries.append(Entry(item.source, item.link, listed=True))
            else:
                node.lists.append(item.link)
        return node

    async def _fill(self, node: Node) -> None:
        """Ask a node's address, and take what it gives."""
        if node.url is None:
            return
        try:
            read = await self._ask(node.url)
        except (SourceError, InternalError) as error:
            node.failed = error
            return
        reading = read.reading
        node.kind, node.title = reading.kind, reading.title
        node.not_modified = read.not_modified
        node.notes += reading.notes
        listed = reading.kind in _LISTS
        alone = is_alone(reading)
        node.entries += [
            Entry(node.url, article, read.place, listed, alone) for article in reading.articles
        ]
        node.entries += [Entry(link.url, link, read.place, listed) for link in _pages(reading)]
        node.lists += [link for link in reading.links if link.kind != "page"]

    def _under(self, level: Sequence[Node]) -> list[Node]:
        """Return a new node for each list that these name, once."""
        below = []
        for node in level:
            for link in self._chosen(node):
                identity = identity_of(link.url)
                if identity in self._seen:
                    continue
                self._seen.add(identity)
                if self._followed >= self._settings.max_lists:
                    node.notes.append(f"more than {self._settings.max_lists} lists: not followed")
                    break
                self._followed += 1
                child = Node(link.url, link.url, via=node.name, parent=node, title=link.title)
                node.children.append(child)
                below.append(child)
        return below

    def _chosen(self, node: Node) -> list[Link]:
        """Return the lists to follow: of an index of sitemaps, the newest."""
        most = self._settings.max_sitemaps
        if node.kind != "sitemap" or len(node.lists) <= most:
            return node.lists
        node.notes.append(f"{len(node.lists)} sitemaps, of which the newest {most} are read")
        newest = sorted(node.lists, key=lambda link: link.date or "", reverse=True)[:most]
        return [link for link in node.lists if link in newest]


def is_alone(reading: Reading) -> bool:
    """Return whether what was read is one article, and no list of such."""
    return len(reading.articles) == 1 and reading.kind not in _LISTS


def _pages(reading: Reading) -> list[Link]:
    return [link for link in reading.links if link.kind == "page"]


def _tell_depth(level: Sequence[Node], depth: int) -> None:
    for node in level:
        if node.lists:
            node.notes.append(f"lists nested deeper than {depth} are not followed")


async def _items(source: str, stdin: BinaryIO | None, tables: TableReading) -> AsyncIterator[Item]:
    """Yield what a source here names; looking for it happens in a thread."""
    for item in await anyio.to_thread.run_sync(
        lambda: list(find([source], stdin=stdin, tables=tables))
    ):
        yield item


async def _loaded(item: Item) -> Article | BrieferError:
    try:
        return await anyio.to_thread.run_sync(item.attempt)
    except BrieferError:
        raise
    except Exception as error:  # noqa: BLE001 (one article's, whatever it is)
        return unexpected(error)
