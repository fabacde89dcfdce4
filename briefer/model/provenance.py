"""How a result was made: prompts, requests, tokens."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PromptRef:
    """Which released prompt made a request: name, version, variant and content hash."""

    name: str
    version: int
    hash: str
    variant: str | None = None

    @property
    def label(self) -> str:
        """``summarize@1``, or ``summarize@1/small`` for a variant."""
        base = f"{self.name}@{self.version}"
        return f"{base}/{self.variant}" if self.variant else base


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens of one reply or of many added up. ``estimated`` when any was counted here."""

    input_tokens: int = 0
    output_tokens: int = 0
    cached_tokens: int = 0
    reasoning_tokens: int = 0
    estimated: bool = False

    def __add__(self, other: Usage) -> Usage:
        return Usage(
            self.input_tokens + other.input_tokens,
            self.output_tokens + other.output_tokens,
            self.cached_tokens + other.cached_tokens,
            self.reasoning_tokens + other.reasoning_tokens,
            self.estimated or other.estimated,
        )

    def __sub__(self, part: Usage) -> Usage:
        return Usage(
            self.input_tokens - part.input_tokens,
            self.output_tokens - part.output_tokens,
            self.cached_tokens - part.cached_tokens,
            self.reasoning_tokens - part.reasoning_tokens,
            self.estimated,
        )


@dataclass(frozen=True, slots=True)
class SecondReading:
    """Who read claims a second time, and how far they came.

    ``read`` counts the readings of claims that came to a verdict, a claim read again after repair
    counting again; ``unread`` those that came to none. ``usage`` is what they took, and is part of
    the whole result's.
    """

    provider: str
    model: str
    read: int = 0
    unread: int = 0
    usage: Usage = Usage()

    def __add__(self, other: SecondReading) -> SecondReading:
        return SecondReading(
            self.provider,
            self.model,
            self.read + other.read,
            self.unread + other.unread,
            self.usage + other.usage,
        )


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a result was made: engine, prompts, the keys of its requests, tokens, who judged it.

    ``unheeded`` are wishes that a prompt does not take, so that the model was not told of them:
    ``audience (summarize@1)``. ``left_out`` counts the claims that were left out to keep to a
    length.
    """

    provider: str
    model: str
    prompts: tuple[PromptRef, ...] = ()
    requests: tuple[str, ...] = ()
    usage: Usage = Usage()
    generator: str = ""
    judge: SecondReading | None = None
    unheeded: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def judges_itself(self) -> bool:
        """Whether the model that wrote the claims is the one that read them again."""
        judge = self.judge
        return judge is not None and (judge.provider, judge.model) == (self.provider, self.model)
