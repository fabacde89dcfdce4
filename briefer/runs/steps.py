"""Tasks' own work, kept from holding up the event loop."""

from __future__ import annotations

import time
from collections import defaultdict, deque
from collections.abc import Callable
from enum import IntEnum
from typing import TypeVar

import anyio
import anyio.to_thread
from anyio.lowlevel import checkpoint

T = TypeVar("T")

_SHORT = 0.008
_WEIGHT = 0.5
_UNKNOWN = 1.0


class Rank(IntEnum):
    """What goes first: the nearer a step is to a request, the sooner a connection is busy."""

    ASK = 0
    BEGIN = 1
    OTHER = 2


class Steps:
    """Does steps one at a time, none of them long on the event loop.

    Short kinds are done there, with a turn of it between any two, long ones in a thread. How long
    a kind takes is learned; a thread costs a tenth of a millisecond, and while it works the loop
    waits for the interpreter's lock, 5 ms at most. The first of a kind go to a thread, since they
    are the ones that import modules and load vocabularies.
    """

    def __init__(self) -> None:
        self._seconds: defaultdict[str, float] = defaultdict(lambda: _UNKNOWN)
        self._is_busy = False
        self._lines = tuple(deque[anyio.Event]() for _ in Rank)

    async def do(self, kind: str, step: Callable[[], T], rank: Rank = Rank.OTHER) -> T:
        """Return what a step returns; it must not raise StopIteration.

        Of those that wait, the one of the lowest rank goes first.
        """
        await self._begin(self._lines[rank])
        took = _UNKNOWN

        def timed() -> T:
            nonlocal took
            began = time.thread_time()
            try:
                return step()
            finally:
                took = time.thread_time() - began

        try:
            if self._seconds[kind] > _SHORT:
                return await anyio.to_thread.run_sync(timed)
            return timed()
        finally:
            self._seconds[kind] += _WEIGHT * (took - self._seconds[kind])
            self._end()

    async def _begin(self, line: deque[anyio.Event]) -> None:
        """Wait until no other step is being done; the loop has had a turn then."""
        if not self._is_busy:
            self._is_busy = True
            try:
                await checkpoint()
            except BaseException:
                self._end()
                raise
            return
        called = anyio.Event()
        line.append(called)
        try:
            await called.wait()
        except BaseException:
            if called.is_set():
                self._end()
            else:
                line.remove(called)
            raise

    def _end(self) -> None:
        line = next(filter(None, self._lines), None)
        if line is not None:
            line.popleft().set()
        else:
            self._is_busy = False
