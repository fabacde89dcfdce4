"""Telling pages and programs what changed, as it happens (server-sent events)."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Callable, Hashable
from dataclasses import dataclass
from typing import Any, Protocol

import anyio

LOOK = 1.0
"""Seconds after which the store is looked at again: another desk may have written to it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What an edition is like now, as far as listeners are told of it.

    ``review`` changes with every decision and signature; ``stale`` are lines on claims that what
    their articles say now does not bear out any more, by claim.
    """

    review: Hashable
    stale: tuple[tuple[str, str], ...] = ()


class Look(Protocol):
    """What says what an edition is like now."""

    async def __call__(self, edition: str) -> Mark:
        """Return what an edition is like now; a moment's delay does no harm."""

    def forget(self) -> None:
        """Say nothing that was seen before now."""


class News:
    """Wakes who listens when something was decided here; others' decisions are looked for."""

    def __init__(self, look: Look) -> None:
        """Take what says what an edition is like now."""
        self._look = look
        self._changed = anyio.Event()

    def tell(self) -> None:
        """Have every listener look again."""
        self._look.forget()
        before, self._changed = self._changed, anyio.Event()
        before.set()

    async def of(self, edition: str, is_known: Callable[[], bool]) -> AsyncIterator[dict[str, Any]]:
        """Yield events of one edition until who listens is not known any more."""
        last = await self._look(edition)
        told = dict(last.stale)
        yield _event("ready", edition=edition)
        while True:
            changed = self._changed
            with anyio.move_on_after(LOOK):
                await changed.wait()
            if not is_known():
                yield _event("ended", edition=edition)
                return
            now = await self._look(edition)
            if now.review != last.review:
                yield _event("changed", edition=edition)
            for path, message in now.stale:
                if told.get(path) != message:
                    yield _event("stale", edition=edition, path=path, message=message)
            last, told = now, dict(now.stale)


def _event(name: str, **values: Any) -> dict[str, Any]:
    return {"event": name, "data": json.dumps(values, ensure_ascii=False)}
