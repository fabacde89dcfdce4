"""The one gate that every attempt of a run passes: how many at once, how fast, and whose turn."""

from __future__ import annotations

import math
import time
from collections import OrderedDict, deque
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

import anyio

from briefer.errors import BrieferError, RateLimitError
from briefer.llm import Request
from briefer.model import Usage
from briefer.runs.breaker import Breaker
from briefer.runs.budget import Budget
from briefer.runs.pace import INSTANT, Even, Learned, Mark, Told
from briefer.runs.progress import Price, Tally
from briefer.runs.sizes import Size, Sizes

turn: ContextVar[int] = ContextVar("turn", default=0)
"""Which task asks; those that wait are served by turns."""

_NOTHING = Usage()
_NO_SIZE = Size(0, _NOTHING)


@dataclass(slots=True, eq=False)
class Leave:
    """One attempt's leave; see `briefer.providers.gate.Attempt`."""

    turn: int
    size: Size
    likely: int
    called: anyio.Event = field(default_factory=anyio.Event)
    granted: bool = False
    error: BrieferError | None = None
    number: int = 0
    sent: float = 0.0
    marks: tuple[Mark, ...] = ()
    headers: Mapping[str, str] | None = None
    usage: Usage | None = None
    silence: BrieferError | None = None
    is_refused: bool = False
    retry_after: float | None = None

    def saw(self, headers: Mapping[str, str]) -> None:
        """Take note of an answer's headers."""
        self.headers = headers

    def refused(self, retry_after: float | None) -> None:
        """Take note that the endpoint wants fewer requests."""
        self.is_refused, self.retry_after = True, retry_after

    def silent(self, error: BrieferError) -> None:
        """Take note that no answer came in time."""
        self.silence = error

    def spent(self, usage: Usage) -> None:
        """Take note of the tokens that the answer took."""
        self.usage = usage


Beyond = Callable[[Request, int | None, Leave], AbstractAsyncContextManager[None]]
"""A gate behind a governor's: held like one, and told by the leave what came of the attempt."""


class Governor:
    """Decides when each attempt of a run may go; a `briefer.providers.gate.Gate`.

    It holds at most ``concurrency`` attempts under way, the rates that the user set, the limits
    that the endpoint tells, what its refusals teach (`briefer.runs.pace`), and the budget. Tasks
    take turns: one with many requests delays another by no more than one request of each.
    """

    def __init__(
        self,
        concurrency: int,
        *,
        rpm: int | None = None,
        tpm: int | None = None,
        budget: Budget | None = None,
        tally: Tally | None = None,
        patience: float = 600.0,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = anyio.sleep,
    ) -> None:
        """Begin with nothing under way.

        Args:
            concurrency: Attempts under way at once, at most.
            rpm: Requests a minute, or None.
            tpm: Tokens a minute, or None.
            budget: What the run may spend.
            tally: Where attempts and tokens are counted, perhaps another governor's as well.
            patience: Seconds of nothing but refusals after which those waiting are given up.
            clock: Seconds on a clock that only goes forward.
            sleep: Waits for so many seconds.
        """
        self.tally = tally or Tally()
        self.beyond: Beyond | None = None
        """What every attempt passes after this gate, where other processes ask as well."""
        self.budget = budget
        self._price: Price | None = None
        self._beside: list[Governor] = []
        self._under_way = 0
        self._concurrency = concurrency
        self._patience = patience
        self._clock = clock
        self._sleep = sleep
        self._requests = Even(rpm) if rpm else None
        self._tokens = Even(tpm) if tpm else None
        self._told = (Told("requests"), Told("tokens"))
        self._learned = Learned()
        self._breaker = Breaker(concurrency)
        self._sizes = Sizes() if budget is not None or tpm else None
        self._queue: OrderedDict[int, deque[Leave]] = OrderedDict()
        self._delay = math.inf
        self._keeper: Leave | None = None
        self._alarm: anyio.CancelScope | None = None
        self._alarm_at = math.inf
        self._shut: BrieferError | None = None

    @asynccontextmanager
    async def attempt(
        self, request: Request, max_tokens: int | None = None
    ) -> AsyncIterator[Leave]:
        """Wait for leave and hold it; see `briefer.providers.gate.Gate`.

        Raises:
            BudgetError: the request might cross the budget.
            RateLimitError: the endpoint has refused everything for longer than anyone waits.
            BrieferError: what `close` was given.
        """
        leave = self._leave(request, max_tokens)
        await self._admit(leave)
        try:
            if self.beyond is None:
                yield leave
            else:
                async with self.beyond(request, max_tokens, leave):
                    yield leave
        finally:
            self._end(leave)

    @property
    def all_of_run(self) -> list[Governor]:
        """The governors of a run: this one, and those of its other endpoints."""
        return [self, *self._beside]

    def join(self, other: Governor, price: Price) -> None:
        """Share a run with the governor of another endpoint: the budget, and the end of it.

        ``price`` is what one reply costs there, where both count on one tally.
        """
        self._beside.append(other)
        other._beside.append(self)
        other._price = price

    def ended(self, error: BrieferError | None) -> None:
        """Take note of how a request ended with all its attempts; None for an answer."""
        self._give_up(self._breaker.ended(self._clock(), error))

    def close(self, error: BrieferError) -> None:
        """Let no further attempt go: those that wait, and any later one, get ``error``."""
        if self._shut is None:
            self._shut = error
            self._fail_waiting(error)
            for other in self._beside:
                other.close(error)

    def _give_up(self, error: BrieferError | None) -> None:
        """Ask this endpoint no more; others of the run go on."""
        if error is not None and self._shut is None:
            self._shut = error
            self._fail_waiting(error)

    def _leave(self, request: Request, max_tokens: int | None) -> Leave:
        limit = max_tokens or request.sampling.max_tokens
        if self._sizes is None:
            # Close enough for an endpoint that tells how many tokens are left, and never below
            # what one that counts characters takes: each message has a frame, too.
            length = sum(len(m.content) + 4 for m in request.messages) + (limit or 0)
            return Leave(turn.get(), _NO_SIZE, -(-length // 4))
        size = self._sizes.of(request, limit)
        return Leave(turn.get(), size, self._sizes.likely(size))

    async def _admit(self, leave: Leave) -> None:
        if self._shut is not None:
            raise self._shut
        self._queue.setdefault(leave.turn, deque()).append(leave)
        self._dispatch()
        try:
            while not leave.granted and leave.error is None:
                if self._alarm is None and self._delay < math.inf:
                    await self._keep_time(leave)
                else:
                    await leave.called.wait()
                    leave.called = anyio.Event()
        except BaseException:
            if leave.granted:
                self._end(leave)
            else:
                self._withdraw(leave)
            raise
        if leave.error is not None:
            raise leave.error

    async def _keep_time(self, keeper: Leave) -> None:
        """Sleep until the next may go, for all that wait; one of them does so at a time."""
        self._keeper, self._alarm_at = keeper, self._clock() + self._delay
        try:
            with anyio.CancelScope() as self._alarm:
                await self._sleep(self._delay)
        finally:
            self._keeper, self._alarm = None, None
            self._dispatch()

    def _dispatch(self) -> None:
        """Let go whoever may; settle when to look again, and see that somebody does."""
        now = self._clock()
        self._delay = math.inf
        while self._queue and self._under_way < self._concurrency:
            leave = next(iter(self._queue.values()))[0]
            delay = self._until(now, leave)
            if delay > INSTANT:
                self._delay = delay
                break
            if self.budget is not None and not self.budget.fits(leave.size.upper):
                if self.budget.is_settled:
                    self.close(self.budget.error(leave.size.upper))
                break
            self._grant(leave, now)
        if self._queue and self._is_hopeless(now):
            self._fail_waiting(self._hopeless(now))
        if self._queue and self._delay < math.inf:
            if self._alarm is None:
                next(iter(self._queue.values()))[0].called.set()
            elif now + self._delay < self._alarm_at - INSTANT:
                self._alarm.cancel()

    def _until(self, now: float, leave: Leave) -> float:
        delay = max(
            self._learned.wait(now, self._under_way),
            self._told[0].wait(now, 1),
            self._told[1].wait(now, leave.likely),
        )
        if self._requests is not None:
            delay = max(delay, self._requests.wait(now))
        if self._tokens is not None:
            delay = max(delay, self._tokens.wait(now))
        return delay

    def _grant(self, leave: Leave, now: float) -> None:
        self._take(leave)
        leave.granted, leave.sent = True, now
        self._under_way += 1
        self.tally.under_way += 1
        self.tally.attempts += 1
        leave.number = self._learned.went(now)
        leave.marks = tuple(
            told.take(now, units) for told, units in zip(self._told, (1, leave.likely), strict=True)
        )
        if self._requests is not None:
            self._requests.take(now, 1)
        if self._tokens is not None:
            self._tokens.take(now, leave.likely)
        if self.budget is not None:
            self.budget.reserve(leave.size.upper)
        leave.called.set()
        if leave is self._keeper and self._alarm is not None:
            self._alarm.cancel()

    def _end(self, leave: Leave) -> None:
        now = self._clock()
        self.tally.under_way -= 1
        self._under_way -= 1
        under_way = self._under_way
        if leave.is_refused:
            self.tally.refused += 1
            self._learned.refused(now, leave.number, under_way, leave.retry_after)
        elif leave.headers is not None:
            self._learned.passed(now, leave.number, leave.sent, under_way)
        else:
            self._learned.gone(now, leave.number, under_way)
        if leave.headers is not None:
            self._breaker.heard()
        elif leave.silence is not None:
            self._give_up(self._breaker.silent(now, leave.silence))
        for told, units, mark in zip(self._told, (1, leave.likely), leave.marks, strict=True):
            told.end(units)
            if leave.headers is not None:
                told.read(leave.headers, now, mark)
        self._account(leave)
        self._dispatch()
        for other in self._beside:  # what was given back to the budget may serve them
            other._dispatch()  # noqa: SLF001 (one of its own kind)

    def _account(self, leave: Leave) -> None:
        used = leave.usage
        if used is not None:
            self.tally.spent(used, self._price)
            if self._sizes is not None:
                self._sizes.learn(leave.size, used)
            if self._tokens is not None:
                self._tokens.correct(used.input_tokens + used.output_tokens - leave.likely)
        if self.budget is not None:
            # An error is not paid for. Whoever never heard an answer may have to pay for it.
            unknown = _NOTHING if leave.headers is not None else leave.size.upper
            self.budget.settle(leave.size.upper, used or unknown)

    def _is_hopeless(self, now: float) -> bool:
        since = self._learned.since
        if since is None or self._delay < INSTANT:
            return False
        return max(now - since, self._learned.opens - now) > self._patience

    def _hopeless(self, now: float) -> RateLimitError:
        wait = self._learned.opens - now
        if wait > self._patience:
            return RateLimitError(f"the endpoint asks everyone to wait {wait:.0f} s")
        since = self._learned.since if self._learned.since is not None else now
        return RateLimitError(f"the endpoint has refused every request for {now - since:.0f} s")

    def _fail_waiting(self, error: BrieferError) -> None:
        for leave in [leave for leaves in self._queue.values() for leave in leaves]:
            leave.error = error
            leave.called.set()
        self._queue.clear()
        if self._alarm is not None:
            self._alarm.cancel()

    def _take(self, leave: Leave) -> None:
        """Take a leave out of the queue; its task goes to the end of the line."""
        leaves = self._queue[leave.turn]
        leaves.remove(leave)
        if leaves:
            self._queue.move_to_end(leave.turn)
        else:
            del self._queue[leave.turn]

    def _withdraw(self, leave: Leave) -> None:
        if leave in self._queue.get(leave.turn, ()):
            self._take(leave)
        self._dispatch()
