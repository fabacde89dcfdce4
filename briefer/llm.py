"""The boundary to language models: a request, a reply, and one method between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any, Literal, Protocol

from briefer.model import PromptRef, Usage, canonical_json, written_hash

Role = Literal["system", "user", "assistant"]
FinishReason = Literal["stop", "length", "refusal", "other"]
Addressee = Literal["writer", "judge"]
"""Who is to answer a request: the model that writes, or the one that reads what it wrote."""


@dataclass(frozen=True, slots=True)
class Message:
    """One turn of a conversation."""

    role: Role
    content: str


@dataclass(frozen=True, slots=True)
class Sampling:
    """What steers the answer and is therefore part of a request's key."""

    temperature: float | None = 0.0
    max_tokens: int | None = None
    seed: int | None = None


class Same:
    """A value that may not be hashable, for a cache: equal to itself alone, and not changed."""

    __slots__ = ("value",)

    def __init__(self, value: Any) -> None:
        self.value = value

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Same) and self.value is other.value

    def __hash__(self) -> int:
        return id(self.value)


@dataclass(frozen=True)
class Request:
    """One question to a model.

    ``schema`` is the JSON Schema that the answer must follow, ``schema_name`` its name.
    ``inputs`` carries the unrendered variables for engines that need no prompt; neither it nor
    ``prompt`` nor ``label`` (what to call the request in a message) nor ``to`` (who is to answer
    it) is part of the key. An empty schema asks for plain text.
    """

    model: str
    messages: tuple[Message, ...]
    schema_name: str
    schema: Mapping[str, Any]
    prompt: PromptRef
    sampling: Sampling = Sampling()
    inputs: Mapping[str, Any] = field(default_factory=dict, compare=False, repr=False)
    label: str = field(default="", compare=False)
    to: Addressee = field(default="writer", compare=False)

    @cached_property
    def key(self) -> str:
        """Tagged hash of model, messages, schema and sampling; names cassette and cache row."""
        sampling = self.sampling
        rest = _rest_of_key(
            self.model, Same(self.schema), sampling.temperature, sampling.max_tokens, sampling.seed
        )
        messages = canonical_json([[m.role, m.content] for m in self.messages])
        # Put together here: canonical JSON sorts its keys, and "messages" comes first.
        return written_hash("request", f'{{"messages":{messages},{rest}')


@lru_cache(maxsize=16, typed=True)
def _rest_of_key(
    model: str, schema: Same, temperature: float | None, max_tokens: int | None, seed: int | None
) -> str:
    """Return the canonical JSON of what a key is made of beside messages, without its brace.

    It is the same for request after request of a run, and as long as many an article.
    """
    written = canonical_json(
        {
            "model": model,
            "schema": schema.value,
            "sampling": {"temperature": temperature, "max_tokens": max_tokens, "seed": seed},
        }
    )
    return written[1:]


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back. ``text`` is the raw answer; ``model`` what the endpoint calls itself.

    ``details`` says where a reply came from (server, model file and its hash) for recordings.
    """

    text: str
    model: str
    finish_reason: FinishReason = "stop"
    usage: Usage = Usage()
    details: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ModelInfo:
    """What a task must know of a model before asking it.

    ``context_tokens`` is None when an engine takes any length. ``variant`` picks prompts made
    for that size of model. ``enum_ids``: schemas may differ from article to article, so that
    sentence ids can be an enumeration.
    """

    provider: str
    name: str
    context_tokens: int | None
    max_output_tokens: int | None = None
    variant: str | None = None
    enum_ids: bool = False


class Provider(Protocol):
    """Anything that answers requests."""

    info: ModelInfo

    async def complete(self, request: Request) -> Reply:
        """Answer one request.

        Raises:
            ProviderError: the endpoint or engine failed, after retries.
            OutputError: it answered with nothing, a refusal, or was cut off.
            ReplayMissError: replaying, and there is no recording.
        """
        ...

    async def close(self) -> None:
        """Release connections and memory; the provider is not used afterwards."""
        ...
