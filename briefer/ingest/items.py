"""An article that was found and is not read yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from briefer.errors import BrieferError, SourceError
from briefer.ingest.results import Link, Record
from briefer.model import Article


@dataclass(frozen=True, slots=True)
class Item:
    """One article, found but not yet read. ``source`` is its name, fit for printing.

    ``load`` raises SourceError for this item alone. ``link`` is set where the article is not here
    but at an address: a web address that was named, or an entry of a feed, list or sitemap that
    does not hold its text. ``load`` then raises, because nothing is fetched here. ``record`` is
    what a table has of it beside its text. ``is_empty`` is set for a folder or pattern that holds
    no file, which ``load`` calls an error.
    """

    source: str
    load: Callable[[], Article]
    link: Link | None = None
    record: Record | None = None
    is_empty: bool = False

    def attempt(self) -> Article | SourceError:
        """Read the item; a source that cannot be read comes back as its error, not raised."""
        try:
            return self.load()
        except SourceError as error:
            return error


def as_items(given: Iterable[Item | Article]) -> Iterator[Item]:
    """Yield items as they are, and one for each article that is already read."""
    for each in given:
        yield each if isinstance(each, Item) else Item(each.source, partial(_read, each))


def _read(article: Article) -> Article:
    return article


def fail(error: BrieferError) -> Article:
    """Raise an error where an item that cannot be read is asked for."""
    raise error
