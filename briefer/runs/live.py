"""Drives tasks against a provider: many at once, bounded, results in the order of the tasks."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeVar

import anyio

from briefer.errors import BrieferError
from briefer.llm import Provider, Request
from briefer.tasks import Outcome, Task

T = TypeVar("T")


class Live:
    """One run: a provider and at most ``concurrency`` requests in flight, over all tasks."""

    def __init__(
        self,
        provider: Provider,
        concurrency: int,
        *,
        fatal: tuple[type[BrieferError], ...] = (),
    ) -> None:
        """Prepare a run; an error of a ``fatal`` class ends all of it, not one task."""
        self._provider = provider
        self._fatal = fatal
        self._concurrency = concurrency
        self._slots = anyio.CapacityLimiter(concurrency)

    async def one(self, task: Task[T]) -> T:
        """Drive one task to its result (raises what the task raises)."""
        try:
            requests = next(task)
            while True:
                requests = task.send(await self._round(requests))
        except StopIteration as stop:
            result: T = stop.value
            return result
        finally:
            task.close()

    async def many(
        self, begins: Iterable[Callable[[], Task[T]]], emit: Callable[[int, T | BrieferError], None]
    ) -> None:
        """Drive tasks; ``emit`` gets each index and result, or the error it ended with, in order.

        Each of ``begins`` makes a task when its turn comes (reading the article happens there,
        and may raise), at most twice ``concurrency`` ahead of what was emitted.

        Raises:
            BrieferError: of a fatal class; the other tasks are cancelled.
        """
        waiting: dict[int, T | BrieferError] = {}
        ahead = anyio.Semaphore(2 * self._concurrency)
        emitted = 0

        async def settle(index: int, begin: Callable[[], Task[T]]) -> None:
            nonlocal emitted
            try:
                waiting[index] = await self.one(begin())
            except self._fatal:
                raise
            except BrieferError as error:
                waiting[index] = error
            while emitted in waiting:
                emit(emitted, waiting.pop(emitted))
                emitted += 1
                ahead.release()

        try:
            async with anyio.create_task_group() as group:
                for index, begin in enumerate(begins):
                    await ahead.acquire()
                    group.start_soon(settle, index, begin)
        except BaseExceptionGroup as errors:
            raise _first(errors) from None

    async def _round(self, requests: list[Request]) -> list[Outcome]:
        if len(requests) == 1:
            return [await self._ask(requests[0])]
        outcomes: dict[int, Outcome] = {}

        async def put(index: int, request: Request) -> None:
            outcomes[index] = await self._ask(request)

        async with anyio.create_task_group() as group:
            for index, request in enumerate(requests):
                group.start_soon(put, index, request)
        return [outcomes[index] for index in range(len(requests))]

    async def _ask(self, request: Request) -> Outcome:
        async with self._slots:
            try:
                return await self._provider.complete(request)
            except BrieferError as error:
                return error


def _first(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of a group: tasks beside it end with what ended it."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
