"""Politeness: one request to a host at a time, spaced, and an end to asking who does not answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio

from briefer.errors import FetchError

Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], float]


@dataclass(slots=True)
class _Host:
    spacing: float
    next: float = 0.0
    lock: anyio.Lock = field(default_factory=anyio.Lock)


class Pace:
    """Gives out turns.

    Args:
        spacing: Seconds from one start at a host to the next, at least.
        concurrency: Turns held at one time over all hosts.
        clock: Seconds on a clock that only goes forward.
        sleep: Waits for so many seconds.
    """

    def __init__(self, spacing: float, concurrency: int, clock: Clock, sleep: Sleep) -> None:
        self._spacing = spacing
        self._slots = anyio.Semaphore(concurrency)
        self._clock = clock
        self._sleep = sleep
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """Hold a turn at this host; turns come in the order they were asked for."""
        state = self._state(host)
        async with state.lock:
            while (wait := state.next - self._clock()) > 0:
                await self._sleep(wait)
            async with self._slots:
                state.next = self._clock() + state.spacing
                yield

    def space(self, host: str, seconds: float) -> None:
        """Leave at least so many seconds between starts at this host from now on."""
        state = self._state(host)
        added = max(0.0, seconds - state.spacing)
        state.spacing += added
        state.next += added

    def hold(self, host: str, seconds: float) -> None:
        """Start nothing at this host for so many seconds: it asked for that."""
        state = self._state(host)
        state.next = max(state.next, self._clock() + seconds)

    def _state(self, host: str) -> _Host:
        return self._hosts.setdefault(host, _Host(self._spacing))


class Patience:
    """Gives up on hosts that do not answer, or too slowly: none may hold up a run for hours.

    Args:
        most: Attempts in a row that came to nothing.
        seconds: Of one host, in all: attempts that failed, answers past ``prompt`` seconds, and
            what the host asked to wait.
        prompt: Seconds within which an answer is no delay.
    """

    def __init__(self, most: int, seconds: float, prompt: float) -> None:
        self._most = most
        self._seconds = seconds
        self._prompt = prompt
        self._silent: dict[str, int] = {}
        self._lost: dict[str, float] = {}

    def demand(self, host: str) -> None:
        """Raise FetchError if this host is not to be asked any more."""
        if self._silent.get(host, 0) >= self._most:
            raise FetchError(
                f"{host} gave no answer {self._most} times in a row, and is not asked again now"
            )
        if self._lost.get(host, 0.0) >= self._seconds:
            raise FetchError(
                f"waiting for {host} has taken {self._seconds:.0f} s, and it is not asked again now"
            )

    def heard(self, host: str, seconds: float) -> None:
        """Take note that the host answered after so long, whatever it said."""
        self._silent.pop(host, None)
        if seconds > self._prompt:
            self.lost(host, seconds)

    def waited(self, host: str, seconds: float) -> None:
        """Take note that an attempt came to nothing after so long."""
        self._silent[host] = self._silent.get(host, 0) + 1
        self.lost(host, seconds)

    def lost(self, host: str, seconds: float) -> None:
        """Take note of seconds that the host took, or asked for, and gave nothing for."""
        self._lost[host] = self._lost.get(host, 0.0) + seconds
