"""Work that takes long: one after the other, with a place to look for what came of each."""

from __future__ import annotations

import secrets
from collections import OrderedDict, deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, Literal

import anyio

from briefer.desk.web.problems import NotThereError, TooManyError, problem_value
from briefer.errors import BrieferError, unexpected

JobState = Literal["waiting", "running", "done", "failed"]
Work = Callable[[], Awaitable[Any]]

_MOST_WAITING = 20
_MOST_KEPT = 200
_AGAIN = "10"
"""Seconds after which to try again where too many wait."""


@dataclass
class Job:
    """One piece of work; ``result`` is there when it is done, ``problem`` when it failed.

    ``ended`` is set then.
    """

    id: str
    kind: str
    state: JobState = "waiting"
    result: Any = None
    problem: dict[str, Any] | None = None
    who: str = field(default="", repr=False)
    ended: anyio.Event = field(default_factory=anyio.Event, repr=False)

    @property
    def value(self) -> dict[str, Any]:
        """The job as JSON values."""
        told = {"id": self.id, "kind": self.kind, "state": self.state}
        return {**told, "result": self.result, "problem": self.problem}


class Jobs:
    """The work that waits, the one that is done now, and what came of the last."""

    def __init__(self) -> None:
        self._waiting: deque[tuple[Job, Work]] = deque()
        self._held: OrderedDict[str, Job] = OrderedDict()
        self._news = anyio.Event()

    def begin(self, kind: str, who: str, work: Work) -> Job:
        """Put work in the queue (raises TooManyError)."""
        if len(self._waiting) >= _MOST_WAITING:
            raise TooManyError("too many jobs are waiting", Retry_After=_AGAIN)
        job = Job(secrets.token_urlsafe(12), kind, who=who)
        self._held[job.id] = job
        while len(self._held) > _MOST_KEPT:
            self._held.popitem(last=False)
        self._waiting.append((job, work))
        self._news.set()
        return job

    def job(self, number: str, who: str) -> Job:
        """Return somebody's job (raises NotThereError)."""
        job = self._held.get(number)
        if job is None or job.who != who:
            raise NotThereError(f"there is no job {number[:40]}", hint="jobs end with the desk")
        return job

    async def run(self) -> None:
        """Do what waits, until cancelled."""
        while True:
            while self._waiting:
                job, work = self._waiting.popleft()
                job.state = "running"
                await _do(job, work)
            self._news = anyio.Event()
            if not self._waiting:
                await self._news.wait()


async def _do(job: Job, work: Work) -> None:
    try:
        job.result = await work()
        job.state = "done"
    except BrieferError as error:
        job.state, job.problem = "failed", problem_value(error)
    except Exception as error:  # noqa: BLE001 (one job's, whatever it is)
        job.state, job.problem = "failed", problem_value(unexpected(error))
    job.ended.set()
