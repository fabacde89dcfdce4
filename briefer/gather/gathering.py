"""The day's articles: what every source has, what of it is new, and what could not be had."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import BinaryIO

import anyio

from briefer.errors import (
    BrieferError,
    InternalError,
    NoArticleError,
    PageGoneError,
    SourceError,
)
from briefer.fetch import Fetcher, identity_of, without_tracking
from briefer.gather.choosing import Chosen, choose, identity_in, latest_moment, too_old
from briefer.gather.identities import identity_at
from briefer.gather.lists import Entry, Lister, is_alone
from briefer.gather.memory import Memory
from briefer.gather.reader import Read, Reader
from briefer.gather.values import Came, Gathered, GatherSettings, SourceReport, failure_of
from briefer.ingest import Link, Reading
from briefer.model import Article, Failure
from briefer.store import Kept, Store

Progress = Callable[[int, int], None]
"""Is told how many pages there are to ask, and how many of them are done: (done, all)."""


def _utc_now() -> datetime:
    return datetime.now(UTC)


async def gather(
    sources: Sequence[str],
    *,
    settings: GatherSettings | None = None,
    store: Store | None = None,
    fetcher: Fetcher | None = None,
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    now: Callable[[], datetime] = _utc_now,
) -> Gathered:
    """Return the articles that the sources have, and what became of each source.

    Nothing that goes wrong with a source ends the run; it is in the report. The order is that of
    the sources, and within one its own, whoever answers first.

    Args:
        sources: Web addresses of pages, feeds, lists and sitemaps; files, folders, patterns; "-".
        settings: How much to gather, and how to fetch.
        store: Remembers versions and what addresses gave, so that only what is new is sent.
        fetcher: An open one to fetch with; one of our own is opened when it is needed.
        stdin: Standard input, if not the process's own.
        progress: Is told of pages.
        now: The time.

    Raises:
        UsageError: standard input is named twice.
    """
    settings = settings or GatherSettings()
    memory = Memory(store)
    reader = Reader(settings.fetch, memory, settings.recheck, now, fetcher)
    async with reader:
        roots = await Lister(reader.read, settings, stdin).roots(sources)
        chosen = choose(roots, settings)
        pages = await _pages(reader, chosen, progress)
    intake = _Intake(settings, store, memory, now())
    report = tuple(intake.take(source, pages) for source in chosen)
    return Gathered(tuple(intake.came), report)


async def _pages(
    reader: Reader, chosen: Sequence[Chosen], progress: Progress | None
) -> dict[int, Read | BrieferError]:
    """Ask every page that is linked to; returns what each gave, by its entry."""
    entries = [entry for source in chosen for entry in source.entries]
    links = [(id(entry), entry.what) for entry in entries if isinstance(entry.what, Link)]
    found: dict[int, Read | BrieferError] = {}

    async def ask(key: int, link: Link) -> None:
        try:
            found[key] = await reader.page(link.url, latest_moment(link.date))
        except (SourceError, InternalError) as error:
            found[key] = error
        if progress is not None:
            progress(len(found), len(links))

    async with anyio.create_task_group() as group:
        for key, link in links:
            group.start_soon(ask, key, link)
    return found


@dataclass(slots=True)
class _Count:
    """What one source gave, while it is counted."""

    states: dict[Kept, int] = field(
        default_factory=lambda: {"new": 0, "changed": 0, "unchanged": 0}
    )
    skipped: int = 0
    repeated: int = 0
    gone: list[Failure] = field(default_factory=list)
    failures: list[Failure] = field(default_factory=list)


class _Intake:
    """Takes in what was found, source by source, in order."""

    def __init__(
        self, settings: GatherSettings, store: Store | None, memory: Memory, at: datetime
    ) -> None:
        self._settings = settings
        self._memory = memory
        self._store = store
        self._at = at.isoformat(timespec="seconds")
        self._have: set[str] = set()
        self.came: list[Came] = []

    def take(self, source: Chosen, pages: dict[int, Read | BrieferError]) -> SourceReport:
        """Take what a source gave; returns the report on it."""
        count = _Count(skipped=source.skipped, repeated=source.repeated)
        node = source.node
        notes = []
        for each in node.walk():
            if each.pool is node:
                notes += each.notes
                if each.failed is not None:
                    count.failures.append(failure_of(each.name, each.failed))
        for entry in source.entries:
            found = pages.get(id(entry), entry.what)
            if isinstance(found, BrieferError):
                self._failed(entry, found, count)
            elif isinstance(found, Article):
                self._keep(entry, found, node.name, count)
            elif isinstance(found, Read):
                self._page(entry, found, node.name, count)
        return SourceReport(
            source=node.name,
            via=node.via,
            kind=node.kind,
            title=node.title,
            **count.states,
            skipped=count.skipped,
            repeated=count.repeated,
            not_modified=node.not_modified,
            is_empty=node.is_empty,
            gone=tuple(count.gone),
            failures=tuple(count.failures),
            notes=tuple(notes),
        )

    def _page(self, entry: Entry, read: Read, source: str, count: _Count) -> None:
        """Take what a link led to."""
        link = entry.what
        if not read.reading.articles or not isinstance(link, Link):
            error = NoArticleError(f"{entry.source} holds links to articles and none itself")
            count.failures.append(failure_of(entry.source, error))
            return
        found = replace(entry, place=read.place, alone=is_alone(read.reading))
        for article in read.reading.articles:
            if entry.listed and not link.date and too_old(article.date, self._settings.since):
                count.skipped += 1
            else:
                self._keep(found, _completed(article, link), source, count)

    def _keep(self, entry: Entry, article: Article, source: str, count: _Count) -> None:
        identity = identity_in(entry, article)
        if identity in self._have:
            count.repeated += 1
            return
        self._have.add(identity)
        if article.url is not None:
            article = replace(article, url=without_tracking(article.url))
        state: Kept = "new"
        if self._store is not None:
            state = self._store.keep_version(identity, article, fetched=self._at)
        count.states[state] += 1
        self.came.append(Came(article, identity, state, source))

    def _failed(self, entry: Entry, error: BrieferError, count: _Count) -> None:
        failure = failure_of(entry.source, error)
        if not isinstance(error, PageGoneError):
            count.failures.append(failure)
            return
        count.gone.append(failure)
        if self._store is not None and isinstance(entry.what, Link):
            self._store.gone(self._identity_at(entry.what.url), self._at, str(error))

    def _identity_at(self, url: str) -> str:
        """Return the identity of the article that an address once gave."""
        remembered = self._memory.of(url)
        if remembered and isinstance(remembered.outcome, Reading) and is_alone(remembered.outcome):
            return identity_at(remembered.outcome.articles[0], remembered.place, alone=True)
        return identity_of(url)


def _completed(article: Article, link: Link) -> Article:
    """Return a page's article with what only its feed says of it."""
    return replace(
        article,
        title=article.title or link.title,
        date=article.date or link.date,
        outlet=article.outlet or link.outlet,
        language=article.language or link.language,
        guid=article.guid or link.guid,
    )
