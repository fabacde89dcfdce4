"""Drives tasks against a provider: many at once, bounded, results in the order of the tasks."""

from __future__ import annotations

import itertools
from collections.abc import Awaitable, Callable, Iterable, Iterator
from functools import partial
from typing import TypeVar

import anyio

from briefer.errors import (
    BrieferError,
    BudgetError,
    ContextLengthError,
    EmptyAnswerError,
    MalformedAnswerError,
    OutputError,
    RunInterruptedError,
    unexpected,
)
from briefer.llm import ModelInfo, Provider, Reply, Request
from briefer.runs.governor import Governor, turn
from briefer.runs.steps import Rank, Steps
from briefer.tasks import Done, Outcome, Task, step

T = TypeVar("T")

_AHEAD = 4
"""Tasks begun and not yet emitted, for each request that may be under way: some wait for their
turn to ask, and some to be checked, while the connections are to stay busy."""


_ANEW = 2
"""Times that a task is begun anew: one answer in five garbled, and two asked for a task, leave one
article in fifteen thousand without."""


class Live:
    """One run: a provider, and one governor for the requests of all its tasks.

    A task's own steps, such as reading an article or checking an answer, are done one at a time
    and do not hold up the connections (`briefer.runs.steps`).
    """

    def __init__(
        self,
        provider: Provider,
        concurrency: int,
        *,
        fatal: tuple[type[BrieferError], ...] = (),
        governor: Governor | None = None,
        overcome: Callable[[Request, BrieferError], None] | None = None,
        forget: Callable[[Iterable[str]], None] | None = None,
    ) -> None:
        """Prepare a run.

        Args:
            provider: Who answers.
            concurrency: Requests under way at once, over all tasks.
            fatal: An error of these classes ends all of the run, not one task.
            governor: The gate that the provider's attempts pass by themselves. None for a provider
                that knows no gate: its requests then pass one that is made here.
            overcome: Is told of each request that had no answer and whose task did without.
            forget: Is told which answers could not be used, by their requests' keys, when they
                are asked for anew; None where asking anew would give the same.
        """
        self.governor = governor or Governor(concurrency)
        self.tally = self.governor.tally
        self.stopped: BrieferError | None = None
        """Why the run begins nothing more, once it does not."""
        self.on_stop: Callable[[], None] | None = None
        """Is called each time that the run is asked to end."""
        self._provider = provider
        self._is_gated = governor is not None
        self._fatal = fatal
        self._overcome = overcome
        self._forget = forget
        self._usable = self._unusable = 0
        self._concurrency = concurrency
        self._steps = Steps()
        self._turns = itertools.count(1)
        self._under_way: set[anyio.CancelScope] = set()
        self._free: set[anyio.CancelScope] = set()

    def stop(self, error: BrieferError, *, grace: float = 5.0) -> None:
        """Send nothing more; what is under way has so many seconds to end.

        What still waits for an answer then ends with ``error``. Called again, it may only shorten
        the grace. It must be called on the run's event loop.
        """
        if self.stopped is None:
            self.stopped = error
        if self.on_stop is not None:
            self.on_stop()
        self.governor.close(self.stopped)
        deadline = anyio.current_time() + grace
        for scope in self._under_way:
            scope.deadline = min(scope.deadline, deadline)
        for scope in self._free:
            scope.cancel()

    @property
    def info(self) -> ModelInfo:
        """Who answers."""
        return self._provider.info

    def is_fatal(self, error: BrieferError) -> bool:
        """Return whether an error ends all of the run, not one task."""
        return isinstance(error, self._fatal)

    async def work(self, kind: str, step: Callable[[], T]) -> T:
        """Return what a step of ``kind`` returns, done beside the run's other work.

        Raises:
            RunInterruptedError: the run was interrupted.
        """
        if isinstance(self.stopped, RunInterruptedError):
            raise self.stopped
        return await self._steps.do(kind, step)

    async def ask(self, asking: Callable[[], Awaitable[T]], *, is_free: bool = False) -> T:
        """Return what ``asking`` returns: requests of no task's, ended by `stop` as tasks' are.

        What ``is_free`` has no grace then: it can be asked again at no cost.

        Raises:
            RunInterruptedError: the run was interrupted.
        """
        if isinstance(self.stopped, RunInterruptedError):
            raise self.stopped
        with anyio.CancelScope() as scope:
            scopes = self._free if is_free else self._under_way
            scopes.add(scope)
            try:
                return await asking()
            finally:
                scopes.discard(scope)
        raise self.stopped or RunInterruptedError("interrupted")

    async def one(self, task: Task[T]) -> T:
        """Drive one task to its result (raises what the task raises)."""
        token = turn.set(next(self._turns))
        unanswered: list[tuple[Request, BrieferError]] = []
        try:
            asked = await self._steps.do("ask", partial(step, task), Rank.ASK)
            while not isinstance(asked, Done):
                outcomes = await self._round(asked)
                unanswered += _unanswered(asked, outcomes)
                asked = await self._steps.do("answer", partial(step, task, outcomes))
            if self._overcome is not None:
                for request, error in unanswered:
                    self._overcome(request, error)
            return asked.value
        finally:
            task.close()
            turn.reset(token)

    async def many(
        self,
        begins: Iterable[Callable[[], Task[T]]],
        emit: Callable[[int, T | BrieferError], None],
        *,
        anew: bool = True,
    ) -> None:
        """Drive tasks; ``emit`` gets each index and result, or the error it ended with, in order.

        Each of ``begins`` makes a task when its turn comes (reading the article happens there,
        and may raise), at most four times ``concurrency`` ahead of what was emitted. A task whose
        answers could not be used is begun ``anew``, twice at most, where most others' can be: so
        nothing is lost at an endpoint that garbles one answer in five.

        When the budget is used up, every task that has no result is emitted with a BudgetError,
        also those that were never begun. When the run is interrupted, only results and other
        errors are emitted.

        Raises:
            RunInterruptedError: `stop` was called with one, after all that is there was emitted.
            BrieferError: of a fatal class; the other tasks are cancelled.
        """
        waiting: dict[int, T | BrieferError] = {}
        ahead = anyio.Semaphore(_AHEAD * self._concurrency)
        emitted = 0

        def settle(index: int, result: T | BrieferError) -> None:
            nonlocal emitted
            waiting[index] = result
            while emitted in waiting:
                ready = waiting.pop(emitted)
                if not isinstance(ready, RunInterruptedError):
                    self._count(ready)
                    emit(emitted, ready)
                emitted += 1
                ahead.release()

        async def drive(index: int, begin: Callable[[], Task[T]]) -> None:
            settle(index, await (self._outcome_at_last if anew else self._outcome)(begin))

        try:
            async with anyio.create_task_group() as group:
                for index, begin in enumerate(begins):
                    self.tally.found += 1
                    await ahead.acquire()
                    if isinstance(self.stopped, RunInterruptedError):
                        break
                    group.start_soon(drive, index, begin)
                else:
                    self.tally.total = self.tally.found
        except BaseExceptionGroup as errors:
            raise first_error(errors) from None
        if isinstance(self.stopped, RunInterruptedError):
            tally = self.tally
            failed = f", {tally.failed} failed" if tally.failed else ""
            # Sources are found one after another: until the last, nobody knows how many there are.
            of = f"{tally.total}" if tally.total is not None else f"{tally.found} or more"
            raise RunInterruptedError(
                f"{self.stopped}: {tally.done} of {of} done{failed}",
                hint=self.stopped.hint,
            )

    async def _outcome_at_last(self, begin: Callable[[], Task[T]]) -> T | BrieferError:
        """Return what `_outcome` does, of a task begun anew while its answers cannot be used."""
        times = 0
        while True:
            result = await self._outcome(begin)
            if not isinstance(result, MalformedAnswerError | EmptyAnswerError):
                self._usable += not isinstance(result, BrieferError)
                return result
            self._unusable += 1
            if times == _ANEW or not self._may_be_better():
                return result if times == 0 else _begun_anew(result, times)
            if self._forget is not None:
                self._forget(result.keys)
            times += 1

    def _may_be_better(self) -> bool:
        """Whether an answer that cannot be used is the exception; nobody knows at the first."""
        if self._forget is None:
            return False
        first = self._unusable == 1 and self.tally.found > 1
        return first or self._unusable <= self._usable

    async def _outcome(self, begin: Callable[[], Task[T]]) -> T | BrieferError:
        """Return a task's result or error; raises only what is fatal."""
        if self.stopped is not None:
            return self.stopped
        try:
            return await self.one(await self._begun(begin))
        except self._fatal:
            raise
        except BudgetError as error:
            self.stopped = self.stopped or error
            return error
        except BrieferError as error:
            return error
        except Exception as error:  # noqa: BLE001 (one article's, whatever it is)
            return unexpected(error)

    async def _begun(self, begin: Callable[[], Task[T]]) -> Task[T]:
        """Return a task once it has read its article, for which nothing is paid."""
        with anyio.CancelScope() as scope:
            self._free.add(scope)
            try:
                return await self._steps.do("begin", begin, Rank.BEGIN)
            finally:
                self._free.discard(scope)
        raise self.stopped or RunInterruptedError("interrupted")

    def _count(self, result: object) -> None:
        if isinstance(result, BrieferError):
            self.tally.failed += 1
        else:
            self.tally.done += 1

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
        with anyio.CancelScope() as scope:
            self._under_way.add(scope)
            try:
                return await self._complete(request)
            except BrieferError as error:
                if isinstance(error, self._fatal):
                    self.governor.close(error)  # nobody need learn it again
                return error
            finally:
                self._under_way.discard(scope)
        # Only `stop` sets the scope a deadline.
        return self.stopped or RunInterruptedError("interrupted")

    async def _complete(self, request: Request) -> Reply:
        if self._is_gated:
            return await self._provider.complete(request)
        async with self.governor.attempt(request) as attempt:
            reply = await self._provider.complete(request)
            attempt.spent(reply.usage)
            return reply


def _begun_anew(error: OutputError, times: int) -> OutputError:
    """Return the last error of a task that was begun so many times more."""
    again = "once" if times == 1 else f"{times} times"
    told = type(error)(f"{error}; begun anew {again}", hint=error.hint)
    told.keys = error.keys
    return told


def _unanswered(
    requests: list[Request], outcomes: list[Outcome]
) -> Iterator[tuple[Request, BrieferError]]:
    """Yield the requests that would have no answer another time either, and why."""
    for request, outcome in zip(requests, outcomes, strict=True):
        if isinstance(outcome, OutputError | ContextLengthError):
            yield request, outcome


def first_error(errors: BaseExceptionGroup[BaseException]) -> BaseException:
    """Return the first error of a group: tasks beside it end with what ended it."""
    error: BaseException = errors
    while isinstance(error, BaseExceptionGroup):
        error = error.exceptions[0]
    return error
