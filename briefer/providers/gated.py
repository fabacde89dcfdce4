"""An engine whose attempts pass a run's gate, for those that know none themselves."""

from __future__ import annotations

from briefer.llm import Provider, Reply, Request
from briefer.providers.gate import Gate


class GatedProvider:
    """A `Provider` that asks for leave before each request of another."""

    def __init__(self, inner: Provider, gate: Gate) -> None:
        """Put a gate before an engine that makes one attempt a request."""
        self.info = inner.info
        self._inner = inner
        self._gate = gate

    async def complete(self, request: Request) -> Reply:
        """Answer as the inner provider does, once there is leave."""
        limit = request.sampling.max_tokens or self.info.max_output_tokens
        async with self._gate.attempt(request, limit) as attempt:
            reply = await self._inner.complete(request)
            attempt.spent(reply.usage)
            return reply

    async def close(self) -> None:
        """Close the inner provider."""
        await self._inner.close()
