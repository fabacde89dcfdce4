"""Trying a server again: what may pass passes, with waits between and what it asks for."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio
from tenacity import AsyncRetrying, RetryCallState
from tenacity.retry import retry_if_exception
from tenacity.stop import stop_after_attempt
from tenacity.wait import wait_exponential_jitter

from briefer.errors import PublishError
from briefer.fetch import UnansweredError

T = TypeVar("T")
Sleep = Callable[[float], Awaitable[None]]

ATTEMPTS = 4
_BACKOFF = wait_exponential_jitter(multiplier=1.0, max=20.0, jitter=1.0)


async def persist(attempt: Callable[[], Awaitable[T]], sleep: Sleep = anyio.sleep) -> T:
    """Return what an attempt returns at last.

    Raises:
        PublishError: the server did not take it; ``uncertain`` where it may have.
    """
    retrying = AsyncRetrying(
        sleep=sleep,
        retry=retry_if_exception(_may_pass),
        wait=lambda state: max(_asked(state), _BACKOFF(state)),
        stop=stop_after_attempt(ATTEMPTS),
        reraise=True,
    )
    try:
        return await retrying(attempt)
    except UnansweredError as error:
        tried = retrying.statistics.get("attempt_number", 1)
        times = f" (tried {tried} times)" if tried > 1 else ""
        asked = error.retry_after
        wait = f"; it asks to wait {asked:.0f} s" if asked else ""
        uncertain = error.status is None and not error.unsent
        raise PublishError(f"{error}{times}{wait}", uncertain=uncertain) from error


def _may_pass(error: BaseException) -> bool:
    return isinstance(error, UnansweredError) and error.passes


def _asked(state: RetryCallState) -> float:
    error = state.outcome.exception() if state.outcome else None
    return (error.retry_after or 0.0) if isinstance(error, UnansweredError) else 0.0
