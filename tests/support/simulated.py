"""Endpoints with limits in simulated time: an event loop whose clock jumps to what comes next.

Everything but the endpoint is the real thing: governor, retry policy, anyio. A minute takes a
moment, and the same run gives the same times on any machine.
"""

import asyncio
import selectors
from collections import deque
from dataclasses import dataclass, field

import anyio

from briefer.errors import BrieferError, RateLimitError, ServerError
from briefer.llm import Message, ModelInfo, Reply, Request
from briefer.model import PromptRef, Usage
from briefer.providers.failures import AttemptFailed, ErrorAnswer
from briefer.providers.retries import RetryPolicy
from briefer.runs.governor import Governor

PROMPT = PromptRef("test", 1, "b2:0")


def request(text="x", **more):
    return Request("openai:m", (Message("user", text),), "facts", {}, PROMPT, **more)


class _Jump(selectors.DefaultSelector):
    loop = None

    def select(self, timeout=None):
        ready = super().select(0)
        if not ready:
            if timeout is None:
                raise RuntimeError("everybody waits and nobody comes")
            self.loop.now += timeout
        return ready


class _JumpOverSockets(selectors.DefaultSelector):
    """Jumps when nothing comes over this machine's sockets either.

    Between two ends in one process what is sent is there at once; a little is waited all the same.
    """

    loop = None
    grace = 0.05

    def select(self, timeout=None):
        ready = super().select(0)
        if ready or timeout == 0:
            return ready
        ready = super().select(self.grace if timeout is not None else None)
        if not ready:
            self.loop.now += timeout
        return ready


class Loop(asyncio.SelectorEventLoop):
    """An event loop that sleeps no second of real time."""

    def __init__(self, selector):
        self.now = 0.0
        selector.loop = self
        super().__init__(selector)

    def time(self):
        return self.now


def simulate(main, *arguments, sockets=False):
    """Run a coroutine function in simulated time.

    With ``sockets`` a client and a server that both run in it may talk over 127.0.0.1: time stands
    still while anything is on its way. What threads do takes no time either, so nobody may have a
    time-out meanwhile.
    """
    selector = _JumpOverSockets if sockets else _Jump
    return anyio.run(main, *arguments, backend_options={"loop_factory": lambda: Loop(selector())})


@dataclass
class Sliding:
    """So many in any sixty seconds."""

    limit: int = 300
    times: deque = field(default_factory=deque)

    def take(self, now):
        while self.times and self.times[0] <= now - 60:
            self.times.popleft()
        if len(self.times) < self.limit:
            self.times.append(now)
            return None
        return self.times[0] + 60 - now


@dataclass
class Fixed:
    """So many in each minute of the endpoint's clock, which began ``phase`` seconds ago."""

    limit: int = 300
    phase: float = 0.0
    minute: int = -1
    used: int = 0

    def take(self, now):
        minute = int((now + self.phase) // 60)
        if minute != self.minute:
            self.minute, self.used = minute, 0
        if self.used < self.limit:
            self.used += 1
            return None
        return (minute + 1) * 60 - self.phase - now


@dataclass
class Bucket:
    """A bucket of so many that refills steadily."""

    limit: int = 300
    size: float = 300.0
    left: float = None
    at: float = 0.0

    def take(self, now):
        left = self.size if self.left is None else self.left
        self.left = min(self.size, left + (now - self.at) * self.limit / 60)
        self.at = now
        if self.left >= 1:
            self.left -= 1
            return None
        return (1 - self.left) * 60 / self.limit


@dataclass
class Room:
    """Room for so many at once."""

    limit: int
    used: int = 0

    def take(self, now):
        if self.used < self.limit:
            self.used += 1
            return None
        return 1.0

    def leave(self):
        self.used -= 1


class Endpoint:
    """A provider over a simulated endpoint; asks as `OpenAIProvider` does."""

    info = ModelInfo("openai", "openai:m", None)

    def __init__(self, rule, gate, *, latency=0.2, tell=None, attempts=5, faults=()):
        self.rule, self.gate, self.latency, self.tell = rule, gate, latency, tell
        self.faults = set(faults)
        self.sent = self.refused = self.in_flight = self.peak = 0
        self.times = []
        self.policy = RetryPolicy(attempts, 600.0, anyio.sleep, anyio.current_time, gated=True)

    async def complete(self, question):
        return await self.policy.run(lambda left: self._once(question, left), "")

    async def _once(self, question, left):
        async with self.gate.attempt(question, None) as attempt:
            left.begin()
            self.in_flight += 1
            self.peak = max(self.peak, self.in_flight)
            number, self.sent = self.sent, self.sent + 1
            try:
                await anyio.sleep(self.latency / 4)
                self.times.append(anyio.current_time())
                asked = self.rule.take(anyio.current_time())
                if asked is not None:
                    self.refused += 1
                    await anyio.sleep(0.01)
                    told = asked if self.tell == "retry-after" else None
                    attempt.saw({})
                    attempt.refused(told)
                    error = RateLimitError("busy")
                    raise AttemptFailed(
                        error, transient=True, retry_after=told, answer=ErrorAnswer(429, "")
                    )
                await anyio.sleep(self.latency * 3 / 4)
                getattr(self.rule, "leave", lambda: None)()
                attempt.saw({})
                if number in self.faults:
                    raise AttemptFailed(
                        ServerError("down"), transient=True, answer=ErrorAnswer(500, "")
                    )
                attempt.spent(Usage(10, 5))
                return Reply("ok", "m", usage=Usage(10, 5))
            finally:
                self.in_flight -= 1

    async def close(self):
        pass


def crowd(rule, number, *, concurrency=20, latency=0.2, tell=None, **limits):
    """Send so many at once through one governor.

    Returns the endpoint, the outcomes and the seconds it took.
    """

    async def main():
        governor = Governor(concurrency, clock=anyio.current_time, **limits)
        endpoint = Endpoint(rule, governor, latency=latency, tell=tell)
        outcomes = []

        async def one(n):
            try:
                outcomes.append(await endpoint.complete(request(str(n))))
            except BrieferError as error:
                outcomes.append(error)

        async with anyio.create_task_group() as group:
            for n in range(number):
                group.start_soon(one, n)
        return endpoint, outcomes, anyio.current_time()

    return simulate(main)
