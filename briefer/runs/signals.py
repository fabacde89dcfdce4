"""Ctrl-C, SIGTERM and SIGHUP: the first ends a run after what is under way, the second at once."""

from __future__ import annotations

import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import anyio
import anyio.abc

from briefer.errors import RunInterruptedError
from briefer.runs.live import Live, first_error

GRACE = 2.0
"""Seconds for what is under way after the first signal: within three all has ended."""


@asynccontextmanager
async def stopping(live: Live, *, grace: float = GRACE) -> AsyncIterator[None]:
    """Stop a run on signals for as long as the context lasts.

    After the second signal they do again what they did before. Off the main thread, and where an
    event loop knows no signals, nothing is changed.
    """
    if threading.current_thread() is not threading.main_thread() or not hasattr(signal, "SIGHUP"):
        yield
        return
    try:
        async with anyio.create_task_group() as group:
            await group.start(_listen, live, grace)
            try:
                yield
            finally:
                group.cancel_scope.cancel()
    except BaseExceptionGroup as errors:
        raise first_error(errors) from None


async def _listen(live: Live, grace: float, *, task_status: anyio.abc.TaskStatus[None]) -> None:
    numbers = [signal.SIGINT, signal.SIGTERM]
    if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # as nohup has it
        numbers.append(signal.SIGHUP)
    with anyio.open_signal_receiver(*numbers) as signals:
        task_status.started()
        left = [grace, 0.0]
        async for number in signals:
            live.stop(RunInterruptedError(f"interrupted by {number.name}"), grace=left.pop(0))
            if not left:
                return
