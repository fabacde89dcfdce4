"""Fetching again what past briefs and summaries rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from briefer.errors import PageGoneError
from briefer.fetch import identity_of
from briefer.gather import GatherSettings, Progress, gather
from briefer.ingest import is_address
from briefer.model import Failure
from briefer.scrub import scrub_message
from briefer.store import Store

_FILE = "file:"
_MANY = 1_000_000
_GONE = PageGoneError.__name__


def _utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


async def refresh(
    store: Store,
    settings: GatherSettings,
    *,
    progress: Progress | None = None,
    now: Callable[[], dt.datetime] = _utc_now,
) -> tuple[Failure, ...]:
    """Fetch every article that a current brief or summary rests on, and keep what it says now.

    Pages are asked for at once, however lately they were; feeds are where the articles are that
    have no page of their own. Files are read again. Articles from standard input stay as they are.

    Args:
        store: Says which articles those are, and keeps their versions.
        settings: How to fetch.
        progress: Is told of pages.
        now: The time.

    Returns:
        What could not be had of these. A page that is gone is no failure: the store knows of it.
    """
    sources: dict[str, list[str]] = {}
    for identity in store.relied_on():
        for source in _sources(store, identity):
            sources.setdefault(source, []).append(identity)
    everything = replace(settings, recheck=0.0, since=None, limit=_MANY)
    found = await gather(list(sources), settings=everything, store=store, progress=progress)
    at = now().isoformat(timespec="seconds")
    failures = []
    for report in found.report:
        # Of a feed, what became of its other articles is of no interest here.
        for failure in report.failures:
            if failure.source != scrub_message(report.source):
                continue
            identities = sources.get(report.source, [])
            if failure.error != _GONE:
                failures.append(failure)
            elif identities == [identity_of(report.source)]:
                store.gone(identities[0], at, failure.message)
    return tuple(failures)


def _sources(store: Store, identity: str) -> list[str]:
    """Return where an article can be had again; nothing for one that came from no such place."""
    if identity.startswith(_FILE):
        return [identity.removeprefix(_FILE)]
    if not is_address(identity):
        return []
    place, found, _ = identity.partition("#")
    latest = store.latest(identity)
    if latest is not None and not is_address(latest.source) and Path(latest.source).is_file():
        return [latest.source]  # a file that names its address: what it says may be newer
    if not found and latest is not None:
        # As it was asked for: the identity leaves out what may matter to a server.
        asked = (latest.source, latest.url)
        return [next((a for a in asked if a and identity_of(a) == identity), place)]
    return [place]
