"""Fetching again what past briefs and summaries rest on."""

from __future__ import annotations

import re
from dataclasses import replace

from briefer.gather import Gathered, GatherSettings, Progress, gather
from briefer.store import Store

_ADDRESS = re.compile(r"https?://", re.IGNORECASE)
_FILE = "file:"
_MANY = 1_000_000


async def refresh(
    store: Store, settings: GatherSettings, *, progress: Progress | None = None
) -> Gathered:
    """Fetch every article that a current brief or summary rests on, and keep what it says now.

    Pages are asked for at once, however lately they were; feeds are where the articles are that
    have no page of their own. Files are read again. Articles from standard input stay as they are.

    Args:
        store: Says which articles those are, and keeps their versions.
        settings: How to fetch.
        progress: Is told of pages.
    """
    sources: dict[str, None] = {}
    for identity in store.relied_on():
        sources.update(dict.fromkeys(_sources(store, identity)))
    everything = replace(settings, recheck=0.0, since=None, limit=_MANY)
    return await gather(list(sources), settings=everything, store=store, progress=progress)


def _sources(store: Store, identity: str) -> list[str]:
    """Return where an article can be had again; nothing for one that came from no such place."""
    if identity.startswith(_FILE):
        return [identity.removeprefix(_FILE)]
    if not _ADDRESS.match(identity):
        return []
    place, found, _ = identity.partition("#")
    latest = store.latest(identity)
    if not found and latest is not None:
        # As it was asked for the last time: the identity leaves out what may matter to a server.
        asked = (latest.source, latest.url)
        return [next((a for a in asked if a and _ADDRESS.match(a)), place)]
    return [place]
