"""Values as bytes and back: canonical JSON, compressed. Every text survives, lone surrogates too.

The checksum of the compression is what tells a flipped byte from an answer.
"""

from __future__ import annotations

import json
import zlib
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from briefer.llm import Message, Reply, Request, Same, Sampling
from briefer.model import Article, PromptRef, Usage, canonical_json, tagged_hash, written_hash

_LARGEST = 2**63 - 1
_LEVEL = 1
"""Of compression: on news the quickest is three per cent larger than the usual."""
_WINDOW = 14
_MEMORY = 5
"""As logarithms, of compression: what is packed is short, and to clear the memory that long texts
need takes five times as long as to compress it."""
_FACTS = tuple(f.name for f in fields(Article) if f.name not in ("text", "source", "guid"))


class UnpackError(ValueError):
    """The bytes are not those that were packed."""


def pack(value: Any) -> bytes:
    """Return any JSON value as bytes."""
    return _compressed(canonical_json(value))


@dataclass(frozen=True, slots=True)
class Text:
    """A text, or any JSON value, as it is kept: what it is known by, and its canonical JSON."""

    hash: str
    written: str

    def pack(self) -> bytes:
        """Return the value as `pack` does."""
        return _compressed(self.written)


@lru_cache(maxsize=16)
def text_of(text: str) -> Text:
    """Return a text as it is kept; what every request of a run says is worked out once."""
    return value_of(text)


def value_of(value: Any) -> Text:
    """Return any JSON value as it is kept."""
    written = canonical_json(value)
    return Text(written_hash("text", written), written)


def _compressed(text: str) -> bytes:
    squeeze = zlib.compressobj(_LEVEL, zlib.DEFLATED, _WINDOW, _MEMORY)
    return squeeze.compress(text.encode("utf-8", "surrogatepass")) + squeeze.flush()


def unpack(data: bytes) -> Any:
    """Return the value of `pack` (raises UnpackError)."""
    try:
        return json.loads(zlib.decompress(data).decode("utf-8", "surrogatepass"))
    except (zlib.error, ValueError, TypeError, RecursionError) as error:
        raise UnpackError(str(error)) from error


def _plain(value: Sampling | PromptRef | Usage) -> dict[str, Any]:
    """Return a flat value's fields; `asdict` copies deeply, at ten times the cost."""
    return {name: getattr(value, name) for name in value.__slots__}


def text_hash(value: Any) -> str:
    """Return what a value is known by among the texts."""
    return tagged_hash("text", value)


def shown(text: str) -> str:
    """Return a text as SQLite can hold it; for reading by eye, not for identity."""
    return text.encode("utf-8", "replace").decode("utf-8").replace("\x00", "\N{SYMBOL FOR NULL}")


def bounded(number: int) -> int:
    """Return a number as SQLite can hold it."""
    return min(max(number, 0), _LARGEST)


def frame_of(request: Request) -> Text:
    """Return everything of a request but the messages' contents; most of it is in the key."""
    return _frame(
        request.model,
        tuple(message.role for message in request.messages),
        request.schema_name,
        Same(request.schema),
        request.prompt,
        request.sampling.temperature,
        request.sampling.max_tokens,
        request.sampling.seed,
    )


@lru_cache(maxsize=16, typed=True)
def _frame(
    model: str,
    roles: tuple[str, ...],
    schema_name: str,
    schema: Same,
    prompt: PromptRef,
    temperature: float | None,
    max_tokens: int | None,
    seed: int | None,
) -> Text:
    return value_of(
        {
            "model": model,
            "roles": roles,
            "schema_name": schema_name,
            "schema": schema.value,
            "sampling": _plain(Sampling(temperature, max_tokens, seed)),
            "prompt": _plain(prompt),
        }
    )


def request_of(frame: Any, contents: list[str]) -> Request:
    """Return the request that was asked, without its inputs (raises UnpackError)."""
    try:
        return Request(
            model=frame["model"],
            messages=tuple(
                Message(role, content)
                for role, content in zip(frame["roles"], contents, strict=True)
            ),
            schema_name=frame["schema_name"],
            schema=frame["schema"],
            prompt=PromptRef(**frame["prompt"]),
            sampling=Sampling(**frame["sampling"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnpackError(f"no request: {error!r}") from error


def reply_bytes(reply: Reply) -> bytes:
    """Return a reply as bytes."""
    return pack(
        {
            "text": reply.text,
            "model": reply.model,
            "finish_reason": reply.finish_reason,
            "usage": _plain(reply.usage),
            "details": reply.details,
        }
    )


def reply_of(data: bytes) -> Reply:
    """Return the reply of `reply_bytes` (raises UnpackError)."""
    value = unpack(data)
    try:
        return Reply(
            text=value["text"],
            model=value["model"],
            finish_reason=value["finish_reason"],
            usage=Usage(**value["usage"]),
            details=tuple((name, held) for name, held in value["details"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise UnpackError(f"no reply: {error!r}") from error


def facts_of(article: Article) -> dict[str, Any]:
    """Return everything of an article but its text and where that was read."""
    return {name: getattr(article, name) for name in _FACTS}


def article_of(text: Any, facts: Any, source: str) -> Article:
    """Return the article (raises UnpackError)."""
    if not isinstance(text, str) or not isinstance(facts, dict) or set(facts) != set(_FACTS):
        raise UnpackError("no article")
    return Article(text=text, source=source, **{**facts, "notes": tuple(facts["notes"])})
