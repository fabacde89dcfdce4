"""What every attempt at a request passes: a run's governor, seen from a provider.

A provider knows nothing of runs. It asks for leave before each attempt, says what came back, and
gives the leave back when the answer is there; waits between attempts hold none.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from http import HTTPStatus
from typing import Protocol

from briefer.errors import BrieferError
from briefer.llm import Request
from briefer.model import Usage


class Attempt(Protocol):
    """One attempt that has its leave; told of what came of it before it ends."""

    def saw(self, headers: Mapping[str, str]) -> None:
        """Take note of any answer's headers; names are in lower case or case does not matter."""
        ...

    def refused(self, retry_after: float | None) -> None:
        """Take note that the endpoint wants fewer requests, after so many seconds if it says."""
        ...

    def silent(self, error: BrieferError) -> None:
        """Take note that no answer came in time."""
        ...

    def spent(self, usage: Usage) -> None:
        """Take note of the tokens that the answer took, whether or not it can be used."""
        ...


class Gate(Protocol):
    """Whoever decides when an attempt may go."""

    def attempt(
        self, request: Request, max_tokens: int | None
    ) -> AbstractAsyncContextManager[Attempt]:
        """Wait for leave and hold it; ``max_tokens`` is the limit that is sent, if one is.

        Raises:
            BrieferError: there is no leave, nor will there be (a budget, an interruption, an
                endpoint that refuses everything or is silent).
        """
        ...

    def ended(self, error: BrieferError | None) -> None:
        """Take note of how a request ended with all its attempts; None for an answer."""
        ...


class Open:
    """The gate that lets everything through at once, and its attempt."""

    @asynccontextmanager
    async def attempt(
        self,
        request: Request,  # noqa: ARG002
        max_tokens: int | None,  # noqa: ARG002
    ) -> AsyncIterator[Attempt]:
        """Let it through."""
        yield self

    def saw(self, headers: Mapping[str, str]) -> None:
        """Take no note."""

    def refused(self, retry_after: float | None) -> None:
        """Take no note."""

    def silent(self, error: BrieferError) -> None:
        """Take no note."""

    def spent(self, usage: Usage) -> None:
        """Take no note."""

    def ended(self, error: BrieferError | None) -> None:
        """Take no note."""


def slows(status: int | None, retry_after: float | None) -> bool:
    """Tell whether a status asks everyone to slow down: 429, or 503 with a time to wait."""
    return status == HTTPStatus.TOO_MANY_REQUESTS or (
        status == HTTPStatus.SERVICE_UNAVAILABLE and retry_after is not None
    )
