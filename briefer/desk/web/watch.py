"""What editions are like now, looked at for all who listen together."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import TYPE_CHECKING

import anyio

from briefer.desk.web.news import LOOK, Mark

if TYPE_CHECKING:
    from briefer.desk.service import Desk

STALE_LOOK = 5.0
"""Seconds after which what the articles say now is looked at again."""


class Watch:
    """Looks at editions; who asks again at once is told the same."""

    def __init__(self, desk: Desk, clock: Callable[[], float] = time.monotonic) -> None:
        self._desk = desk
        self._clock = clock
        self._marks: dict[str, tuple[float, Mark]] = {}
        self._stale: dict[str, float] = {}
        self._looking = anyio.Lock()

    async def __call__(self, edition: str) -> Mark:
        """Return what an edition is like now."""
        async with self._looking:
            now = self._clock()
            held = self._marks.get(edition)
            if held is not None and now - held[0] < LOOK / 4:
                return held[1]
            is_due = now - self._stale.get(edition, -STALE_LOOK) >= STALE_LOOK
            mark = await anyio.to_thread.run_sync(self._look, edition, is_due)
            self._marks[edition] = (now, mark)
            if is_due:
                self._stale[edition] = self._clock()
            return mark

    def forget(self) -> None:
        """Look anew at every edition that is asked about."""
        self._marks.clear()

    def _look(self, edition: str, is_due: bool) -> Mark:  # noqa: FBT001 (by place, in a thread)
        if is_due:
            self._desk.stale(edition)
        review = self._desk.open(edition)
        stale = tuple((c.path, "; ".join(c.stale)) for c in review.claims if c.stale)
        proposals = tuple(p.number for c in review.claims for p in c.proposals)
        return Mark((review.hash, proposals), stale)
