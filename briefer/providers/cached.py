"""Never ask twice: answers that are kept are given again, and equal questions asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import astuple
from typing import Protocol

import anyio

from briefer.errors import (
    BrieferError,
    ContextLengthError,
    CutOffError,
    EmptyAnswerError,
    MalformedAnswerError,
    RefusedError,
)
from briefer.llm import ModelInfo, Provider, Reply, Request
from briefer.model import Usage, tagged_hash


class Replies(Protocol):
    """What keeps replies; it decides which are worth keeping."""

    def reply(self, key: str, endpoint: str) -> Reply | None:
        """Return the reply to a request's key, asked of an endpoint; None if there is none."""
        ...

    def keep(self, request: Request, reply: Reply, endpoint: str) -> None:
        """Keep a reply."""
        ...

    def claim(self, key: str, endpoint: str) -> bool:
        """Claim to ask for a reply; False when another process that lives does so already."""
        ...

    def release(self, key: str, endpoint: str) -> None:
        """Give a claim back, once the reply to it can be read by others."""
        ...

    def forget(self, keys: Iterable[str], endpoint: str) -> None:
        """Keep these replies no longer."""
        ...


_POLL = 0.2
"""Seconds between two looks for an answer that another process has asked for."""
_LONGEST = 120.0
"""Seconds to wait for it; then it is asked for here too, and perhaps paid for twice."""
_NO_ANSWER = "no answer"
"""The detail of a kept reply that is none: the error's name; the text is its message."""

_KNOWN: dict[str, type[BrieferError]] = {
    kind.__name__: kind
    for kind in (
        ContextLengthError,
        CutOffError,
        EmptyAnswerError,
        MalformedAnswerError,
        RefusedError,
    )
}


class _Flight:
    """One question on its way; ``reply`` and ``error`` stay None when its asker gave up."""

    def __init__(self) -> None:
        self.landed = anyio.Event()
        self.reply: Reply | None = None
        self.error: BrieferError | None = None


class CachedProvider:
    """A `Provider` that asks another one only what nobody has answered yet.

    Attributes:
        info: The engine behind it.
        hits: How many requests were answered from what is kept.
        shared: How many were answered by an equal one that was on its way.
        asked: How many were answered by the engine.
        usage: The tokens of those that were asked.
    """

    def __init__(
        self,
        info: ModelInfo,
        inner: Callable[[], Provider],
        replies: Replies,
        *,
        endpoint: str = "",
        judge_endpoint: str | None = None,
    ) -> None:
        """Put a store before an engine.

        Args:
            info: What the engine says of itself.
            inner: Makes the engine; called when the first request must be asked, or never.
            replies: Where replies are kept.
            endpoint: Whose answers these are, beyond the model's name: two servers may give one
                name to two models. Empty where the name says it all.
            judge_endpoint: Likewise for what is asked of a judge, if that is another.
        """
        self.info = info
        self.hits = 0
        self.shared = 0
        self.asked = 0
        self.usage = Usage()
        self._make = inner
        self._inner: Provider | None = None
        self._replies = replies
        self._endpoint = endpoint
        self._judge_endpoint = endpoint if judge_endpoint is None else judge_endpoint
        self._flights: dict[str, _Flight] = {}

    def holds(self, key: str) -> bool:
        """Return whether the request with this key would be answered without asking."""
        return any(self._replies.reply(key, each) is not None for each in self._endpoints)

    def hash_of(self, keys: Iterable[str]) -> str | None:
        """Return the hash of the answers to requests, by their keys; None if one is not kept."""
        found = []
        for key in keys:
            replies = (self._replies.reply(key, each) for each in sorted(self._endpoints))
            reply = next(filter(None, replies), None)
            if reply is None:
                return None
            usage = astuple(reply.usage)
            found.append([reply.text, reply.model, reply.finish_reason, usage, reply.details])
        return tagged_hash("answers", found)

    def gave(self, count: int) -> None:
        """Count answers that were used again by way of what was made of them."""
        self.hits += count

    def forget(self, keys: Iterable[str]) -> None:
        """Ask anew for requests whose kept replies turned out to be of no use."""
        keys = list(keys)
        for endpoint in self._endpoints:
            self._replies.forget(keys, endpoint)

    def overcome(self, request: Request, error: BrieferError) -> None:
        """Keep that a request has no answer, and why; for one whose task did without.

        Of the answer itself nothing is kept. The same task again then gets the same error, and
        goes the same way, without asking.
        """
        name = type(error).__name__
        if name in _KNOWN and not self.holds(request.key):
            why = Reply(str(error), request.model, "other", details=((_NO_ANSWER, name),))
            self._replies.keep(request, why, self._endpoint_of(request))

    def outcome(self, request: Request) -> Reply | BrieferError | None:
        """Return what is kept of a request: its answer, or why it has none; None if nothing is."""
        kept = self._replies.reply(request.key, self._endpoint_of(request))
        return None if kept is None else _error_in(kept) or kept

    def keep(self, request: Request, outcome: Reply | BrieferError) -> None:
        """Keep what came of a request that was asked elsewhere."""
        if isinstance(outcome, Reply):
            self._replies.keep(request, outcome, self._endpoint_of(request))
        else:
            self.overcome(request, outcome)

    async def complete(self, request: Request) -> Reply:
        """Answer from what is kept, or ask; see ``Provider.complete`` for what it raises."""
        while True:
            kept = self._replies.reply(request.key, self._endpoint_of(request))
            if kept is not None:
                self.hits += 1
                if (error := _error_in(kept)) is not None:
                    raise error
                return kept
            flight = self._flights.get(request.key)
            if flight is None:
                return await self._ask(request)
            await flight.landed.wait()
            if flight.error is not None:
                raise flight.error
            if flight.reply is not None:
                self.shared += 1
                return flight.reply
            # Whoever asked was cancelled: the first of those who wait asks in its place.

    async def close(self) -> None:
        """Close the engine, if there is one."""
        if self._inner is not None:
            await self._inner.close()

    async def _ask(self, request: Request) -> Reply:
        flight = self._flights[request.key] = _Flight()
        endpoint = self._endpoint_of(request)
        try:
            kept = await self._turn(request.key, endpoint)
            if kept is not None:
                flight.reply = kept
                self.hits += 1
                if (error := _error_in(kept)) is not None:
                    raise error
                return kept
            if self._inner is None:
                self._inner = self._make()
            reply = flight.reply = await self._inner.complete(request)
            self.asked += 1
            self.usage += reply.usage
            self._replies.keep(request, reply, endpoint)
        except BrieferError as failed:
            flight.reply, flight.error = None, failed
            raise
        finally:
            self._replies.release(request.key, endpoint)
            del self._flights[request.key]
            flight.landed.set()
        return reply

    async def _turn(self, key: str, endpoint: str) -> Reply | None:
        """Wait until it is here that a question is asked; return its reply if it came meanwhile."""
        if self._replies.claim(key, endpoint):
            return self._replies.reply(key, endpoint)
        until = anyio.current_time() + _LONGEST
        while anyio.current_time() < until:
            await anyio.sleep(_POLL)
            is_ours = self._replies.claim(key, endpoint)
            kept = self._replies.reply(key, endpoint)
            if is_ours or kept is not None:
                return kept
        return None

    def _endpoint_of(self, request: Request) -> str:
        return self._judge_endpoint if request.to == "judge" else self._endpoint

    @property
    def _endpoints(self) -> set[str]:
        return {self._endpoint, self._judge_endpoint}


def _error_in(kept: Reply) -> BrieferError | None:
    """Return why a request has no answer, if that is what was kept of it."""
    kind = _KNOWN.get(dict(kept.details).get(_NO_ANSWER, ""))
    return None if kind is None else kind(kept.text)
