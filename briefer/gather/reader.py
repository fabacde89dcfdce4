"""From an address to what is there: asked, or remembered where it says that nothing changed."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Self

import anyio

from briefer.errors import BrieferError, InternalError, SourceError, unexpected
from briefer.fetch import Fetched, Fetcher, FetchSettings, NotModified
from briefer.gather.memory import Memory, Remembered, body_hash
from briefer.ingest import Reading, read_source


@dataclass(frozen=True, slots=True)
class Read:
    """What is at an address; ``place`` is where it was found, after redirects.

    ``not_modified``: it is what it was the last time.
    """

    reading: Reading
    place: str
    at: datetime
    not_modified: bool


class Reader:
    """Reads addresses; an async context manager.

    Args:
        settings: How to fetch, if anything must be: nothing is opened before.
        memory: What addresses gave before.
        recheck: Seconds for which a page need not be asked again.
        now: The time.
        fetcher: An open one, to be used instead of one of our own.
    """

    def __init__(
        self,
        settings: FetchSettings,
        memory: Memory,
        recheck: float,
        now: Callable[[], datetime],
        fetcher: Fetcher | None = None,
    ) -> None:
        self._settings = settings
        self._memory = memory
        self._recheck = timedelta(seconds=recheck)
        self._now = now
        self._fetcher = fetcher
        self._opening = anyio.Lock()
        # Reading takes the processor, not time: two at once would only share it.
        self._readers = anyio.CapacityLimiter(1)
        self._open = AsyncExitStack()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._open.aclose()

    async def read(self, url: str) -> Read:
        """Ask an address.

        Raises:
            SourceError: it gives nothing, or nothing that can be read.
            BrieferError: something that nobody foresaw.
        """
        try:
            return await self._asked(url)
        except BrieferError:
            raise
        except Exception as error:
            raise unexpected(error) from error

    async def _asked(self, url: str) -> Read:
        remembered = self._memory.of(url)
        fetcher = await self._opened()
        answer = await fetcher.get(url, remembered.known if remembered else None)
        if remembered and (
            isinstance(answer, NotModified) or remembered.body == body_hash(answer.body)
        ):
            self._memory.confirm(answer)
            return _again(remembered, answer.at)
        if isinstance(answer, NotModified):
            raise InternalError(f"{url} was not asked whether it had changed")
        return await self._made(answer)

    async def page(self, url: str, dated: datetime | None) -> Read:
        """Ask a page as `read` does, unless it was asked a short time ago.

        Args:
            url: The page.
            dated: What whoever links to it says when it was written.
        """
        remembered = self._memory.of(url)
        if remembered is None or (dated is not None and dated > remembered.at):
            return await self.read(url)
        if timedelta() <= self._now() - remembered.at < self._recheck:
            return _again(remembered, remembered.at)
        return await self.read(url)

    async def _made(self, fetched: Fetched) -> Read:
        read = partial(
            read_source,
            fetched.body,
            source=fetched.url,
            url=fetched.final_url,
            content_type=fetched.content_type,
            charset=fetched.charset,
            may_be_empty=True,
        )
        try:
            reading = await anyio.to_thread.run_sync(read, limiter=self._readers)
        except SourceError as error:
            self._memory.keep(fetched, error)
            raise
        self._memory.keep(fetched, reading)
        return Read(reading, fetched.final_url, fetched.at, not_modified=False)

    async def _opened(self) -> Fetcher:
        async with self._opening:
            if self._fetcher is None:
                self._fetcher = await self._open.enter_async_context(Fetcher(self._settings))
        return self._fetcher


def _again(remembered: Remembered, at: datetime) -> Read:
    if isinstance(remembered.outcome, SourceError):
        raise remembered.outcome
    return Read(remembered.outcome, remembered.place, at, not_modified=True)
