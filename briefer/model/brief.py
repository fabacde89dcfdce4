"""Summaries of one article and briefs over many, as they are rendered and stored."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.model.claim import Claim


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


@dataclass(frozen=True, slots=True)
class Provenance:
    """How a result was made: engine, prompts, the keys of its requests, tokens."""

    provider: str
    model: str
    prompts: tuple[PromptRef, ...] = ()
    requests: tuple[str, ...] = ()
    usage: Usage = Usage()
    generator: str = ""


@dataclass(frozen=True, slots=True)
class ArticleRef:
    """What a result says of the article it was made from."""

    hash: str
    source: str
    title: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    sentences: int = 0
    words: int = 0
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Summary:
    """One article's checked summary.

    ``headline`` is None and ``summary`` empty when only key facts were asked for, and the
    headline also when the policy dropped it. ``dropped`` holds the claims that the policy
    removed; they are counted wherever the summary is shown.
    """

    article: ArticleRef
    headline: Claim | None
    summary: tuple[Claim, ...]
    key_facts: tuple[Claim, ...]
    provenance: Provenance
    dropped: tuple[Claim, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Headline, summary and key facts, in reading order."""
        headline = () if self.headline is None else (self.headline,)
        return (*headline, *self.summary, *self.key_facts)


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that did not make it into the result, and why. ``error`` is a class name."""

    source: str
    error: str
    message: str
    hint: str
    exit_code: int


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief over many articles; evidence in ``top_lines`` names article and sentence."""

    date: str
    top_lines: tuple[Claim, ...]
    summaries: tuple[Summary, ...]
    failures: tuple[Failure, ...]
    provenance: Provenance
    dropped: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Verification:
    """Somebody's text checked against one article: every sentence a claim."""

    article: ArticleRef
    claims: tuple[Claim, ...]

    @property
    def unsupported(self) -> tuple[Claim, ...]:
        """The claims that the article does not bear out."""
        return tuple(claim for claim in self.claims if claim.status != "confirmed")
