"""Tasks' own work, kept from holding up the event loop."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable
from typing import TypeVar

import anyio
import anyio.to_thread

T = TypeVar("T")

_SHORT = 0.003
_WEIGHT = 0.3
_UNKNOWN = 1.0


class Steps:
    """Does steps one at a time, none of them long on the event loop.

    Short kinds are done there, with a turn of it between any two, long ones in a thread. How long
    a kind takes is learned; a thread costs a tenth of a millisecond, and while it works the loop
    waits for the interpreter's lock, 5 ms at most. The first of a kind go to a thread, since they
    are the ones that import modules and load vocabularies.
    """

    def __init__(self) -> None:
        self._one = anyio.Lock()
        self._seconds: defaultdict[str, float] = defaultdict(lambda: _UNKNOWN)

    async def do(self, kind: str, step: Callable[[], T]) -> T:
        """Return what a step returns; it must not raise StopIteration."""
        async with self._one:
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
