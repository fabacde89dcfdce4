"""One gate for the requests of many processes, which hold its leaves by number."""

from __future__ import annotations

import itertools
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, replace
from typing import Protocol

import anyio

from briefer.compose import make_engine
from briefer.config import Resolved
from briefer.errors import BrieferError, ServerError
from briefer.llm import Request
from briefer.model import Usage
from briefer.runs import Governor, Leave

SIGN_OF_LIFE = 5.0
"""Seconds between two signs of life of a worker."""
_SILENT = 6 * SIGN_OF_LIFE
"""Seconds after which a worker that gave none is taken for dead, and its leaves are given back."""


@dataclass(frozen=True, slots=True)
class Told:
    """What came of an attempt, as `briefer.providers.gate.Attempt` is told it."""

    headers: Mapping[str, str] | None = None
    is_refused: bool = False
    retry_after: float | None = None
    usage: Usage | None = None
    silence: BrieferError | None = None

    @classmethod
    def of(cls, leave: Leave) -> Told:
        """Return what a leave was told."""
        headers = None if leave.headers is None else dict(leave.headers)
        return cls(headers, leave.is_refused, leave.retry_after, leave.usage, leave.silence)


@dataclass(frozen=True, slots=True)
class _Held:
    worker: str
    context: AbstractAsyncContextManager[Leave]
    leave: Leave


class Limiter:
    """Governs what all workers ask, an endpoint each by its own `briefer.runs.Governor`.

    It lives in one process, and on one event loop there.
    """

    def __init__(
        self, governor: Callable[[str], Governor], clock: Callable[[], float] = time.monotonic
    ) -> None:
        """Begin with nothing under way; ``governor`` makes the one of an endpoint."""
        self._governor = governor
        self._clock = clock
        self._governors: dict[str, Governor] = {}
        self._numbers = itertools.count(1)
        self._held: dict[int, _Held] = {}
        self._seen: dict[str, float] = {}
        self._lives: Counter[str] = Counter()
        self.peak = 0

    async def join(self, worker: str) -> None:
        """Take note of a worker that begins: what one of its name held is given back."""
        self._lives[worker] += 1
        await self._give_back({worker})
        self._seen[worker] = self._clock()

    async def alive(self, worker: str) -> None:
        """Take a worker's sign of life, and give back what the dead hold."""
        now = self._clock()
        self._seen[worker] = now
        dead = {name for name, seen in self._seen.items() if now - seen > _SILENT}
        for name in dead:
            del self._seen[name]
        await self._give_back(dead)

    async def begin(
        self, worker: str, endpoint: str, request: Request, max_tokens: int | None
    ) -> int | BrieferError:
        """Wait for leave; return its number, or why there is none and will be none.

        A worker that began anew meanwhile asks for nothing any more that it asked for before.
        """
        life = self._lives[worker]
        if endpoint not in self._governors:
            self._governors[endpoint] = self._governor(endpoint)
        context = self._governors[endpoint].attempt(request, max_tokens)
        try:
            leave = await context.__aenter__()
        except BrieferError as error:
            return error
        if self._lives[worker] != life:
            await context.__aexit__(None, None, None)
            return ServerError(f"{worker} began anew before it had its leave")
        number = next(self._numbers)
        self._held[number] = _Held(worker, context, leave)
        self.peak = max(self.peak, len(self._held))
        return number

    async def end(self, number: int, told: Told) -> None:
        """Take a leave back, with what came of it; one that was given back already is no error."""
        held = self._held.pop(number, None)
        if held is None:
            return
        leave = held.leave
        leave.headers, leave.usage, leave.silence = told.headers, told.usage, told.silence
        leave.is_refused, leave.retry_after = told.is_refused, told.retry_after
        await held.context.__aexit__(None, None, None)

    async def _give_back(self, workers: set[str]) -> None:
        for number in [n for n, held in self._held.items() if held.worker in workers]:
            await self.end(number, Told())


class Gatekeeper(Protocol):
    """A limiter as its workers see it, wherever it lives."""

    async def join(self, worker: str) -> None:
        """Do as `Limiter.join`."""
        ...

    async def alive(self, worker: str) -> None:
        """Do as `Limiter.alive`."""
        ...

    async def begin(
        self, worker: str, endpoint: str, request: Request, max_tokens: int | None
    ) -> int | BrieferError:
        """Do as `Limiter.begin`."""
        ...

    async def end(self, number: int, told: Told) -> None:
        """Do as `Limiter.end`."""
        ...


def pass_through(governor: Governor, keeper: Gatekeeper, worker: str, endpoint: str) -> None:
    """Have every attempt of a worker's governor pass the limiter of all workers as well."""

    @asynccontextmanager
    async def beyond(request: Request, max_tokens: int | None, leave: Leave) -> AsyncIterator[None]:
        bare = replace(request, inputs={})
        number = await keeper.begin(worker, endpoint, bare, max_tokens)
        if isinstance(number, BrieferError):
            raise number
        try:
            yield
        finally:
            with anyio.CancelScope(shield=True):
                await keeper.end(number, Told.of(leave))

    governor.beyond = beyond


def governor_for(resolved: Resolved, endpoints: int) -> Callable[[str], Governor]:
    """Return what makes the governor of an endpoint.

    So many endpoints have an equal part of the concurrency each, and the budget in common.
    """
    settings = resolved.settings
    budget = make_engine(resolved).governor.budget

    def make(_: str) -> Governor:
        return Governor(
            -(-settings.concurrency // endpoints),
            rpm=settings.rpm,
            tpm=settings.tpm,
            budget=budget,
            patience=settings.total_timeout,
        )

    return make
