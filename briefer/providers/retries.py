"""Trying again: exponential waits with jitter, the endpoint's own wishes, and an end to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Protocol, TypeVar

from briefer.errors import BrieferError
from briefer.providers.failures import AttemptFailed
from briefer.providers.gate import slows

if TYPE_CHECKING:
    from tenacity import RetryCallState
    from tenacity.wait import wait_exponential_jitter

T = TypeVar("T")

Sleep = Callable[[float], Awaitable[None]]
Clock = Callable[[], float]

_HELD = 1 / 3
"""Of an attempt: what a refusal counts that the whole run waits for."""

_LATE_ATTEMPTS = 2
_PATIENCE = 3
"""A request that was sent and not answered in time may be paid for all the same: it is sent once
more, and its answer is waited for so many times as long."""

_SPREAD = 0.1
"""A wait that the endpoint asked for is lengthened by up to this share of it, so that requests
told to wait at one moment do not come back at one moment."""


@dataclass(frozen=True, slots=True)
class RetryEvent:
    """An attempt failed and another follows.

    Attributes:
        label: What the request is called.
        attempt: The number of the attempt that failed, from 1.
        wait: Seconds until the next one.
        error: What the caller would be told if there were no next one.
        status: The HTTP status, or None when there was no answer.
        retry_after: Seconds that the endpoint asked to wait, or None.
    """

    label: str
    attempt: int
    wait: float
    error: BrieferError
    status: int | None
    retry_after: float | None


class OnRetry(Protocol):
    """Whoever wants to know of retries, to slow a whole run down or to say so."""

    def __call__(self, event: RetryEvent, /) -> None:
        """Take note; called before the wait."""
        ...


class Left:
    """Says how many seconds a request has left; its time begins with the first leave to send."""

    def __init__(self, total: float, clock: Clock) -> None:
        self._total = total
        self._clock = clock
        self._started: float | None = None
        self.late = 0

    @property
    def patience(self) -> int:
        """How many times as long as usual the next attempt may take."""
        return _PATIENCE if self.late else 1

    def begin(self) -> None:
        """Start the time, once: what a request waited for its turn is nobody's delay."""
        if self._started is None:
            self._started = self._clock()

    def __call__(self) -> float:
        """Return the seconds left."""
        if self._started is None:
            return self._total
        return self._total - (self._clock() - self._started)


@dataclass(frozen=True, slots=True)
class RetryPolicy:
    """How long to go on.

    Attributes:
        max_attempts: How many times one request is sent at most. Under a gate, refusals for
            coming too fast count a third: whichever request stands first in line finds out
            for all of the run that it is still too early.
        total_timeout: Seconds that a request may take with all its attempts and waits.
        sleep: Waits for so many seconds.
        clock: Seconds on a clock that only goes forward.
        on_retry: Is told of every retry.
        gated: Whether a gate that every attempt passes holds back the whole run after a refusal
            for coming too fast; no request then waits for that on its own.
    """

    max_attempts: int
    total_timeout: float
    sleep: Sleep
    clock: Clock
    on_retry: OnRetry | None = None
    gated: bool = False

    async def run(self, attempt: Callable[[Left], Awaitable[T]], label: str) -> T:
        """Return what ``attempt`` returns at last.

        Args:
            attempt: Does it once; raises AttemptFailed. It is given what says how many seconds
                are left, and calls its ``begin`` when it has leave to send.
            label: What the request is called, for ``on_retry``.

        Raises:
            BrieferError: the last attempt's error, with why there is no further one.
        """
        left = Left(self.total_timeout, self.clock)
        try:
            return await attempt(left)
        except AttemptFailed as failed:
            first = failed
        # As most are answered at once, only the others pay for what plans their attempts.
        return await self._go_on(attempt, label, left, first)

    async def _go_on(
        self, attempt: Callable[[Left], Awaitable[T]], label: str, left: Left, first: AttemptFailed
    ) -> T:
        """Return what a later attempt returns, the first having failed; raises as `run`."""
        from tenacity import AsyncRetrying
        from tenacity.retry import retry_if_exception

        before_first = [first]
        spent = 0.0

        def is_over(state: RetryCallState) -> bool:
            nonlocal spent
            failed = _failed(state)
            status = failed.answer.status if failed.answer else None
            left.late += failed.late
            if left.late >= _LATE_ATTEMPTS:
                return True
            spent += _HELD if self.gated and slows(status, failed.retry_after) else 1.0
            return spent > self.max_attempts - _HELD or state.upcoming_sleep >= left()

        held = False

        def before(state: RetryCallState) -> None:
            nonlocal held
            failed = _failed(state)
            status = failed.answer.status if failed.answer else None
            held = self.gated and slows(status, failed.retry_after)
            self._tell(state, label)

        async def sleep(seconds: float) -> None:
            if not held:
                await self.sleep(seconds)

        retrying = AsyncRetrying(
            sleep=sleep,
            retry=retry_if_exception(_is_transient),
            wait=_wait,
            stop=is_over,
            before_sleep=before,
            retry_error_callback=lambda state: _give_up(state, left()),
        )

        async def once() -> T:
            if before_first:
                raise before_first.pop()
            return await attempt(left)

        try:
            return await retrying(once)
        except AttemptFailed as failed:
            error = failed.error
        # Raised out here, the error drags no chain behind it: the SDK's own exceptions quote
        # what servers said, which may be a key.
        raise error

    def _tell(self, state: RetryCallState, label: str) -> None:
        if self.on_retry is None:
            return
        failed = _failed(state)
        self.on_retry(
            RetryEvent(
                label=label,
                attempt=state.attempt_number,
                wait=state.upcoming_sleep,
                error=failed.error,
                status=failed.answer.status if failed.answer else None,
                retry_after=failed.retry_after,
            )
        )


def _is_transient(error: BaseException) -> bool:
    return isinstance(error, AttemptFailed) and error.transient


def _failed(state: RetryCallState) -> AttemptFailed:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, AttemptFailed):
        raise TypeError("only failed attempts are retried")
    return error


@cache
def _backoff() -> wait_exponential_jitter:
    from tenacity.wait import wait_exponential_jitter

    return wait_exponential_jitter(multiplier=0.5, max=30.0, jitter=1.0)


def _wait(state: RetryCallState) -> float:
    from tenacity.wait import wait_random

    asked = _failed(state).retry_after
    if asked is None:
        return _backoff()(state)
    return asked + wait_random(0, asked * _SPREAD)(state)


def _give_up(state: RetryCallState, left: float) -> None:
    failed = _failed(state)
    times = f"tried {state.attempt_number} times" if state.attempt_number > 1 else "tried once"
    why = times
    if state.upcoming_sleep >= left:
        asked = failed.retry_after
        if asked is not None and left > 0:
            why += f"; it asks to wait {asked:.0f} s, and total_timeout leaves {left:.0f} s"
        else:
            why += "; total_timeout leaves no time for another"
    error = failed.error
    raise AttemptFailed(type(error)(f"{error} ({why})", hint=error.hint), transient=False)
