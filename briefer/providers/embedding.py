"""Vectors of texts from an OpenAI-compatible endpoint's ``/embeddings``."""

from __future__ import annotations

import json
import math
import time
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import Any, TypeAlias

import anyio

from briefer.errors import ServerError
from briefer.llm import Message, Request, Sampling
from briefer.model import PromptRef, Usage
from briefer.providers.chat import natural, sendable
from briefer.providers.endpoint import OpenAISettings
from briefer.providers.failures import AttemptFailed, Endpoint
from briefer.providers.gate import Gate
from briefer.providers.openai import OpenAIProvider
from briefer.providers.retries import Clock, OnRetry, Sleep
from briefer.text import tokens

BATCH = 32
"""Texts in one request: small servers take no more."""

MOST_TOKENS = 320
"""Tokens of a text that are sent: title and first paragraphs say what happened, and the smallest
models read 512 tokens, of which theirs are shorter than those counted here."""

_PATH = "/embeddings"
_CHARACTERS = 8 * MOST_TOKENS
_PROMPT = PromptRef("embed", 1, "")

Vector: TypeAlias = "array[float]"
Keep = Callable[[Mapping[str, Vector]], None]


class EmbeddingProvider:
    """One embedding model of one endpoint; asked as the language models are, retries and all."""

    def __init__(
        self,
        settings: OpenAISettings,
        *,
        endpoint: str = "",
        gate: Gate | None = None,
        on_retry: OnRetry | None = None,
        sleep: Sleep = anyio.sleep,
        clock: Clock = time.monotonic,
    ) -> None:
        """Take note of the settings; nothing is imported, opened or sent yet.

        Args:
            settings: Where and how to ask; the model is the embedding model.
            endpoint: Whose vectors they are, where one name may mean two models.
            gate: What every attempt passes.
            on_retry: Is told of every retry, before its wait.
            sleep: Waits between attempts.
            clock: Seconds on a clock that only goes forward.
        """
        self.name = f"{settings.engine}:{settings.model}"
        self.endpoint = endpoint
        self._model = settings.model
        self._read = partial(
            read_vectors, endpoint=Endpoint(settings.host, settings.model, (settings.key,))
        )
        self._provider = OpenAIProvider(
            settings, gate=gate, on_retry=on_retry, sleep=sleep, clock=clock
        )

    async def embed(self, texts: Sequence[str], keep: Keep) -> None:
        """Ask for the vectors of texts, some at a time; ``keep`` gets those of each answer.

        Texts are sent as they are; `shortened` makes them as long as they may be.

        Raises:
            MissingKeyError: OpenAI's own endpoint, and no key; before any connection.
            ProviderError: as for chat; the first, and no more is asked then.
            BudgetError: there is no budget left for it.
        """
        error: Exception | None = None
        try:
            async with anyio.create_task_group() as group:
                for start in range(0, len(texts), BATCH):
                    group.start_soon(self._batch, texts[start : start + BATCH], keep)
        except ExceptionGroup as errors:
            error = next(_flat(errors))
        if error is not None:
            raise error

    async def close(self) -> None:
        """Close the connections."""
        await self._provider.close()

    async def _batch(self, texts: Sequence[str], keep: Keep) -> None:
        sent = [sendable(text) for text in texts]
        about = Request(
            model=self.name,
            messages=tuple(Message("user", text) for text in sent),
            schema_name="",
            schema={},
            prompt=_PROMPT,
            sampling=Sampling(None, max_tokens=1),  # for the reckoning: nothing is written
            label=f"the embedding of {len(texts)} texts",
        )
        body = {"model": self._model, "input": sent}
        vectors = await self._provider.ask(_PATH, body, about, partial(self._read, len(texts)))
        keep(dict(zip(texts, vectors, strict=True)))


def shortened(text: str) -> str:
    """Return the beginning of a text, at most ``MOST_TOKENS`` long."""
    text = text[:_CHARACTERS]
    while (size := tokens.count(text)) > MOST_TOKENS:
        text = text[: len(text) * MOST_TOKENS // size]
    return text


def read_vectors(
    number: int, body: bytes, spent: Callable[[Usage], None], *, endpoint: Endpoint
) -> list[Vector]:
    """Return the vectors in an answer's body, in the order of the texts, each of length 1.

    Args:
        number: How many there must be.
        body: The answer.
        spent: Is told of the tokens that it took, if the endpoint says.
        endpoint: Whom messages speak of.

    Raises:
        AttemptFailed: that is not what the body holds.
    """
    try:
        value = json.loads(body)
        tokens = (value.get("usage") or {}).get("prompt_tokens")
        vectors = _vectors(value["data"], number)
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        error = ServerError(
            f"{endpoint.host} answered 200 (OK) with no vectors for the texts it was sent",
            hint="check --base-url and that the embedding model is one",
        )
        raise AttemptFailed(error, transient=True) from None
    if natural(tokens):
        spent(Usage(natural(tokens)))
    return vectors


def _vectors(rows: Any, number: int) -> list[Vector]:
    """Return the vectors in their order (raises ValueError and its like for anything else)."""
    places = [row.get("index", at) for at, row in enumerate(rows)]
    if sorted(places) != list(range(number)):
        raise ValueError(f"{len(rows)} vectors for {number} texts")
    found = {at: _unit(row["embedding"]) for at, row in zip(places, rows, strict=True)}
    if len({len(vector) for vector in found.values()}) > 1:
        raise ValueError("vectors of different sizes")
    return [found[at] for at in range(number)]


def _unit(numbers: Any) -> Vector:
    """Return a vector of length 1 (raises ValueError for nothing of the kind)."""
    if not isinstance(numbers, list) or not numbers:
        raise ValueError("no list of numbers")
    length = math.hypot(*numbers)
    if not 0 < length < math.inf:
        raise ValueError("a vector of no length")
    return array("f", [number / length for number in numbers])


def _flat(errors: ExceptionGroup[Exception]) -> Iterator[Exception]:
    for error in errors.exceptions:
        if isinstance(error, ExceptionGroup):
            yield from _flat(error)
        else:
            yield error
