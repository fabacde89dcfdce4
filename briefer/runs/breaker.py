"""When an endpoint is given up for the rest of a run: it is silent, or everything fails there."""

from __future__ import annotations

from dataclasses import dataclass, field

from briefer.errors import (
    BrieferError,
    ConnectionFailedError,
    ForbiddenError,
    ProviderTimeoutError,
    ServerError,
)

_UNWELL = (ConnectionFailedError, ForbiddenError, ProviderTimeoutError, ServerError)
"""Errors that are the endpoint's; any other, and any answer, shows that it works."""

_SECONDS = 30.0
"""What an endpoint that is started again, or a network that was gone for a moment, may take."""
_FAILURES = 5
_SILENCES = 4


@dataclass(slots=True)
class _Row:
    """So many in a row, and when the row began."""

    most: int
    count: int = 0
    since: float = 0.0

    def add(self, now: float) -> bool:
        """Add one; return whether it is the one too many."""
        if self.count == 0:
            self.since = now
        self.count += 1
        return self.count >= self.most and now - self.since >= _SECONDS

    def end(self) -> None:
        """Begin a new row."""
        self.count = 0


@dataclass(slots=True)
class Breaker:
    """Counts what came to nothing; a circuit breaker that nothing closes again in one run.

    ``concurrency`` is how many attempts are under way at once: as many fail of one cause.
    """

    concurrency: int
    _failures: _Row = field(init=False)
    _silences: _Row = field(init=False)

    def __post_init__(self) -> None:
        self._failures = _Row(max(_FAILURES, self.concurrency))
        self._silences = _Row(max(_SILENCES, self.concurrency + 1))

    def heard(self) -> None:
        """Take note of an answer to an attempt, whatever it says."""
        self._silences.end()

    def silent(self, now: float, error: BrieferError) -> BrieferError | None:
        """Take note of an attempt without an answer in time; return why nobody is asked again."""
        if not self._silences.add(now):
            return None
        return _given_up(error, f"{self._silences.count} attempts in a row had no answer")

    def ended(self, now: float, error: BrieferError | None) -> BrieferError | None:
        """Take note of how a request ended with all its attempts; return as `silent` does."""
        if not isinstance(error, _UNWELL):
            self._failures.end()
            return None
        if not self._failures.add(now):
            return None
        return _given_up(error, f"{self._failures.count} requests in a row came to nothing")


def _given_up(error: BrieferError, why: str) -> BrieferError:
    return type(error)(f"not asked again in this run: {error}; {why}", hint=error.hint)
