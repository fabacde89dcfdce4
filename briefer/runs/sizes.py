"""How many tokens a request will take: counted before it goes, corrected by what came back."""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import lru_cache

from briefer.llm import Request, Same
from briefer.model import Usage
from briefer.text import tokens

UNLIMITED = 4096
"""Output tokens that are reckoned with when nothing limits an answer."""

_TOKENS_A_MESSAGE = 4
_MARGIN = 1.1
"""How many more tokens than are counted here a request may turn out to have, until replies tell:
endpoints add words round messages and schemas, and other models cut words otherwise."""

_FIRST_GUESS = 400
_WEIGHT = 0.1


@dataclass(frozen=True, slots=True)
class Size:
    """A request's tokens: those counted here, and the most that it may take."""

    counted: int
    upper: Usage


class Sizes:
    """Estimates of requests' tokens that get better with every reply."""

    def __init__(self) -> None:
        self._margin = _MARGIN
        self._output: float = _FIRST_GUESS
        self._seen = False

    def of(self, request: Request, max_tokens: int | None) -> Size:
        """Return the size of a request whose answer has at most so many tokens."""
        given = counted(request)
        most = math.ceil(given * self._margin)
        return Size(given, Usage(most, max_tokens or UNLIMITED, estimated=True))

    def likely(self, size: Size) -> int:
        """Return the tokens, both ways together, that a request will take by experience."""
        return math.ceil(size.counted + min(size.upper.output_tokens, self._output))

    def learn(self, size: Size, usage: Usage) -> None:
        """Compare an estimate with what it turned out to be."""
        if size.counted and not usage.estimated:
            self._margin = max(self._margin, 1.02 * usage.input_tokens / size.counted)
        weight = _WEIGHT if self._seen else 1.0
        self._output += weight * (usage.output_tokens - self._output)
        self._seen = True


def counted(request: Request) -> int:
    """Return the tokens of a request's messages and schema, counted here."""
    model = request.model
    # What a run's requests have in common is counted once: it is as long as many an article.
    sent = sum(
        (_once(m.content, model) if m.role == "system" else tokens.count(m.content, model))
        + _TOKENS_A_MESSAGE
        for m in request.messages
    )
    return sent + _of_schema(Same(request.schema), model)


@lru_cache(maxsize=64)
def _once(text: str, model: str) -> int:
    return tokens.count(text, model)


@lru_cache(maxsize=64)
def _of_schema(schema: Same, model: str) -> int:
    return tokens.count(json.dumps(schema.value, separators=(",", ":")), model)
