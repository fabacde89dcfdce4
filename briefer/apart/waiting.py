"""Waiting for what may never come, so that whoever wants to stop it can."""

from __future__ import annotations

import select
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from briefer.errors import RunInterruptedError

LOOK = 0.2
"""Seconds between two looks at whether it is still wanted."""


def demand_wanted() -> None:
    """Raise the cancellation of the task that this thread works for, if it was cancelled."""
    import anyio.from_thread

    try:
        anyio.from_thread.check_cancelled()
    except RuntimeError:  # no thread of an event loop's
        return


def ready(descriptor: int, deadline: float | None = None) -> bool:
    """Wait until a descriptor can be read; return whether it can before a time is reached.

    Args:
        descriptor: Of a pipe or device.
        deadline: On the clock `time.monotonic`; None waits for ever.
    """
    while True:
        demand_wanted()
        left = LOOK if deadline is None else min(LOOK, deadline - time.monotonic())
        if left <= 0:
            return False
        if select.select([descriptor], [], [], left)[0]:
            return True


@contextmanager
def interruptible() -> Iterator[None]:
    """Let a signal end what an event loop's own thread waits for within.

    The loop takes signals when it has its turn, which it has not before. It takes this one, too,
    and so ends what else is under way as it does at other times.

    Raises:
        RunInterruptedError: SIGINT or SIGTERM came.
    """
    if threading.current_thread() is not threading.main_thread() or not _in_loop():
        yield
        return
    before = {each: signal.getsignal(each) for each in (signal.SIGINT, signal.SIGTERM)}
    taken = [each for each, held in before.items() if callable(held)]
    try:
        for each in taken:
            signal.signal(each, _interrupt)
        yield
    finally:
        for each in taken:
            signal.signal(each, before[each])


def _in_loop() -> bool:
    import asyncio

    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return False
    return True


def _interrupt(number: int, _: object) -> None:
    raise RunInterruptedError(f"interrupted by {signal.Signals(number).name}")
