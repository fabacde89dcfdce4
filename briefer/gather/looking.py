"""What sources answer now: a look at each, without the pages that they list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import anyio
import anyio.to_thread

from briefer.errors import SourceError
from briefer.fetch import FetchSettings
from briefer.gather.memory import Memory
from briefer.gather.reader import Reader
from briefer.ingest import STDIN, Kind, asked, find, is_address
from briefer.store import Store


@dataclass(frozen=True, slots=True)
class Look:
    """What one source answers.

    Attributes:
        source: As it was named.
        kind: What it is; None for what is here, and where it could not be read.
        title: As a feed or list calls itself.
        found: Articles and links that it holds; files, of a folder or pattern.
        last: When it answered the last time before, as the store knows; None for never.
        error: Why it gives nothing.
    """

    source: str
    kind: Kind | None = None
    title: str | None = None
    found: int = 0
    last: datetime | None = None
    error: SourceError | None = None


def _utc_now() -> datetime:
    return datetime.now(UTC)


async def look(
    sources: Sequence[str],
    *,
    fetch: FetchSettings,
    store: Store | None = None,
    now: Callable[[], datetime] = _utc_now,
) -> list[Look]:
    """Return what each source answers now, in their order; standard input is left alone.

    Each address is asked once, as for a brief: by its robots.txt, and with what the store knows.
    """
    memory = Memory(store)
    found: dict[str, Look] = {}

    async def at(source: str) -> None:
        found[source] = (
            await _there(source, reader, memory)
            if is_address(source)
            else (await anyio.to_thread.run_sync(_here, source))
        )

    named = [source for source in dict.fromkeys(sources) if source != STDIN]
    async with Reader(fetch, memory, 0.0, now) as reader, anyio.create_task_group() as group:
        for source in named:
            group.start_soon(at, source)
    return [found[source] for source in named]


async def _there(source: str, reader: Reader, memory: Memory) -> Look:
    url = asked(source)
    remembered = memory.of(url)
    last = remembered.at if remembered else None
    try:
        reading = (await reader.read(url)).reading
    except SourceError as error:
        return Look(source, last=last, error=error)
    count = len(reading.articles) + len(reading.links)
    return Look(source, reading.kind, reading.title, count, last)


def _here(source: str) -> Look:
    count = 0
    for item in find([source]):
        if item.is_empty:
            return Look(source)
        if item.link is None:
            result = item.attempt()
            if isinstance(result, SourceError):
                return Look(source, error=result)
        count += 1
    return Look(source, found=count)
