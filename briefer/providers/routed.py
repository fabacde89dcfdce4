"""Two models behind one provider: one that writes, and one that reads what it wrote."""

from __future__ import annotations

from briefer.llm import ModelInfo, Provider, Reply, Request


class RoutedProvider:
    """A `Provider` that hands each request to the model that it is for; ``parts`` are the two."""

    def __init__(self, writer: Provider, judge: Provider) -> None:
        """Put two providers together; both are closed with this one."""
        self.info: ModelInfo = writer.info
        self.parts = {"endpoint": writer, "the judge's endpoint": judge}
        self._writer = writer
        self._judge = judge

    async def complete(self, request: Request) -> Reply:
        """Answer by whom the request is for; see ``Provider.complete`` for what it raises."""
        provider = self._judge if request.to == "judge" else self._writer
        return await provider.complete(request)

    async def close(self) -> None:
        """Close both, also when closing one fails."""
        try:
            await self._writer.close()
        finally:
            await self._judge.close()
