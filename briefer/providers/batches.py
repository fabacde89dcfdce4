"""Batches at an OpenAI-compatible endpoint: files sent, batches begun, results fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from briefer.providers.openai import OpenAIProvider
from briefer.scrub import scrub_message

_URL: Literal["/v1/chat/completions"] = "/v1/chat/completions"
_SECONDS, _LONG = 60.0, 1_800.0
"""How long an attempt may take: a question, and the way of a file of hundreds of megabytes."""

_LIMIT_CODES = frozenset({"token_limit_exceeded", "batch_enqueued_token_limit_exceeded"})
_LISTED = 100


@dataclass(frozen=True, slots=True)
class BatchStatus:
    """What a service says of a batch.

    Attributes:
        batch_id: What it is called.
        state: ``validating``, ``in_progress``, ``finalizing``, ``completed``, ``failed``,
            ``expired``, ``cancelling`` or ``cancelled``.
        done: Requests that were answered.
        failed: Requests that were not.
        outputs: The files of results and of errors that there are.
        said: What it says of its end, scrubbed.
        is_over_limit: Whether it failed because too much of the account's is waiting already.
    """

    batch_id: str
    state: str
    done: int = 0
    failed: int = 0
    outputs: tuple[str, ...] = ()
    said: str = ""
    is_over_limit: bool = False


class BatchService:
    """The files and batches of one endpoint."""

    def __init__(self, provider: OpenAIProvider) -> None:
        """Take the endpoint; nothing is sent yet."""
        self._provider = provider

    async def upload(self, path: Path) -> str:
        """Send a file of requests; return what the service calls it (raises ProviderError)."""

        async def send(client: Any) -> Any:
            with path.open("rb") as stream:
                return await client.files.create(
                    file=(path.name, stream), purpose="batch", timeout=_LONG
                )

        return str((await self._provider.call(path.name, send, _LONG)).id)

    async def begin(self, file_id: str, label: str) -> BatchStatus:
        """Begin a batch of a file that was sent, or return the one that was begun of it before.

        Raises:
            ProviderError: the service failed or refused, after retries.
        """

        async def find(client: Any) -> Any:
            return await client.batches.list(limit=_LISTED, timeout=_SECONDS)

        async def create(client: Any) -> Any:
            return await client.batches.create(
                input_file_id=file_id,
                endpoint=_URL,
                completion_window="24h",
                timeout=_SECONDS,
            )

        listed = await self._provider.call(label, find, _SECONDS)
        for batch in listed.data or ():
            if getattr(batch, "input_file_id", None) == file_id:
                return _status(batch)
        return _status(await self._provider.call(label, create, _SECONDS))

    async def status(self, batch_id: str, label: str) -> BatchStatus:
        """Return what the service says of a batch (raises ProviderError)."""

        async def ask(client: Any) -> Any:
            return await client.batches.retrieve(batch_id, timeout=_SECONDS)

        return _status(await self._provider.call(label, ask, _SECONDS))

    async def download(self, file_id: str, label: str) -> bytes:
        """Return what is in a file of results (raises ProviderError)."""

        async def fetch(client: Any) -> bytes:
            response = await client.files.content(file_id, timeout=_LONG)
            content: bytes = response.content
            return content

        return await self._provider.call(label, fetch, _LONG)

    async def close(self) -> None:
        """Close the connections."""
        await self._provider.close()


def _status(batch: Any) -> BatchStatus:
    counts = getattr(batch, "request_counts", None)
    errors = getattr(getattr(batch, "errors", None), "data", None) or []
    codes = {str(getattr(error, "code", "")) for error in errors}
    told = "; ".join(str(getattr(error, "message", "") or "") for error in errors[:3])
    outputs = (getattr(batch, "output_file_id", None), getattr(batch, "error_file_id", None))
    return BatchStatus(
        batch_id=str(batch.id),
        state=str(batch.status),
        done=_count(counts, "completed"),
        failed=_count(counts, "failed"),
        outputs=tuple(str(each) for each in outputs if each),
        said=scrub_message(told, ()),
        is_over_limit=not codes.isdisjoint(_LIMIT_CODES),
    )


def _count(counts: Mapping[str, int] | object, name: str) -> int:
    value = getattr(counts, name, 0)
    return value if isinstance(value, int) else 0
