"""Work whose results are read one by one while it goes on."""

from __future__ import annotations

import math
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass
from types import TracebackType
from typing import Self, TypeVar

import anyio

from briefer.errors import BrieferError
from briefer.ingest import Record

T = TypeVar("T")
Work = Callable[[Callable[[T], None]], Awaitable[object]]
"""What is done, given where it puts each result as soon as there is one."""


@dataclass(frozen=True, slots=True)
class Failed:
    """A source that came to nothing, and why; ``record`` is what a table has of it."""

    source: str
    error: BrieferError
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Noted:
    """Something that the user should know of a run, and that does not end it."""

    text: str


class Background:
    """Where work goes on beside whoever reads what comes of it; an async context manager.

    Its end ends all work that is still under way.
    """

    def __init__(self) -> None:
        self._scopes: set[anyio.CancelScope] = set()

    async def __aenter__(self) -> Self:
        self._group = anyio.create_task_group()
        await self._group.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        for scope in self._scopes:
            scope.cancel()
        if isinstance(error, anyio.get_cancelled_exc_class()):
            await self._group.__aexit__(kind, error, traceback)
        else:  # the group would wrap it; it goes on by itself
            await self._group.__aexit__(None, None, None)

    async def results(self, work: Work[T]) -> AsyncGenerator[T, None]:
        """Yield what ``work`` puts out, in order; then raise what it raised.

        Whoever stops reading ends the work.
        """
        send, receive = anyio.create_memory_object_stream[T](math.inf)
        scope = anyio.CancelScope()
        errors: list[Exception] = []

        async def drive() -> None:
            with scope, send:
                try:
                    await work(send.send_nowait)
                except Exception as error:  # noqa: BLE001  (raised where the results are read)
                    errors.append(error)

        self._scopes.add(scope)
        self._group.start_soon(drive)
        try:
            async for result in receive:
                yield result
            if errors:
                raise errors[0]
        finally:
            scope.cancel()
            receive.close()
            self._scopes.discard(scope)
