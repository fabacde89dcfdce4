"""Trying an address again: exponential waits with jitter, the server's own wishes, and an end."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from http import HTTPStatus
from typing import TypeVar

from tenacity import AsyncRetrying, RetryCallState
from tenacity.retry import retry_if_exception
from tenacity.wait import wait_exponential_jitter

from briefer.errors import FetchError
from briefer.fetch.pace import Clock, Sleep

T = TypeVar("T")

_BACKOFF = wait_exponential_jitter(multiplier=0.5, max=20.0, jitter=0.5)
LONGEST_ASKED = 60.0
"""Seconds; a server that asks to wait longer is not asked again in this run."""

_TRANSIENT = frozenset({HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.TOO_MANY_REQUESTS})
_PERMANENT = frozenset({HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED})


class AttemptFailed(Exception):  # noqa: N818 - a step of one fetch, never shown to anybody
    """One attempt came to nothing, and another may go better.

    Attributes:
        error: What the caller is told if there is no other.
        retry_after: Seconds that the server asks to wait, if it does.
        unsent: Whether nothing has reached the server for certain.
    """

    def __init__(
        self, error: FetchError, *, retry_after: float | None = None, unsent: bool = False
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.retry_after = retry_after
        self.unsent = unsent


class Budget:
    """The time of one address: it runs while `running`, not while it waits for its turn."""

    def __init__(self, total: float, clock: Clock) -> None:
        self._left = total
        self._clock = clock

    @property
    def left(self) -> float:
        """Seconds left when the time last stood still; never negative."""
        return max(0.0, self._left)

    @contextmanager
    def running(self) -> Iterator[float]:
        """Let the time run; gives the seconds that were left."""
        started = self._clock()
        try:
            yield self.left
        finally:
            self._left -= self._clock() - started


def passes(status: int) -> bool:
    """Return whether an error of this status may be gone the next time."""
    if status in _TRANSIENT:
        return True
    return status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in _PERMANENT


async def persist(
    attempt: Callable[[], Awaitable[T]], *, max_attempts: int, budget: Budget, sleep: Sleep
) -> T:
    """Return what ``attempt`` returns at last.

    Args:
        attempt: Does it once; raises AttemptFailed when it may be done again.
        max_attempts: How many times at most.
        budget: Of the address; waits between attempts are taken from it.
        sleep: Waits for so many seconds.

    Raises:
        FetchError: the last attempt's error, with why there is no further one.
    """

    async def wait(seconds: float) -> None:
        with budget.running():
            await sleep(seconds)

    def give_up(state: RetryCallState) -> bool:
        asked = _failed(state).retry_after or 0.0
        return (
            state.attempt_number >= max_attempts
            or asked > LONGEST_ASKED
            or state.upcoming_sleep >= budget.left
        )

    retrying = AsyncRetrying(
        sleep=wait,
        retry=retry_if_exception(lambda error: isinstance(error, AttemptFailed)),
        wait=lambda state: max(_failed(state).retry_after or 0.0, _BACKOFF(state)),
        stop=give_up,
        retry_error_callback=_explain,
    )
    return await retrying(attempt)


def _failed(state: RetryCallState) -> AttemptFailed:
    error = state.outcome.exception() if state.outcome else None
    if not isinstance(error, AttemptFailed):
        raise TypeError("only failed attempts are retried")
    return error


def _explain(state: RetryCallState) -> None:
    failed = _failed(state)
    times = f"tried {state.attempt_number} times" if state.attempt_number > 1 else "tried once"
    asked = failed.retry_after
    why = f"; it asks to wait {asked:.0f} s" if asked is not None and asked >= 1 else ""
    error = failed.error
    raise type(error)(f"{error} ({times}{why})", hint=error.hint, status=error.status) from None
