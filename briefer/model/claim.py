"""Claims, what they rest on, and what checking them found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefer.model.article import Span

FindingKind = Literal[
    "number",
    "money",
    "date",
    "name",
    "role",
    "place",
    "quotation",
    "attribution",
    "negation",
    "certainty",
    "evidence",
    "unsupported",
]
"""What is wrong. ``evidence``: a cited id does not exist; ``unsupported``: the source says
nothing like it."""

EvidenceOrigin = Literal["cited", "corrected", "found"]
"""``cited``: as the model cited it; ``corrected``: the claim stands in the source, but not (only)
where the model said; ``found``: nothing was cited."""

ClaimStatus = Literal["confirmed", "flagged", "quoted", "dropped"]

CheckedWhat = Literal["all", "figures"]
"""``figures``: the claim is in another language than its source, so that only its figures and
dates were held to it."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """A source sentence that a claim rests on.

    ``article`` is the 1-based number of the article in its brief (1 in a summary); offsets are
    code points into that article's text.
    """

    article: int
    sentence: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing in a claim that the source does not bear out.

    ``claim`` is a span of the claim's text; ``source`` a span of the article's text, or None
    when the source says nothing to it; ``sentence`` the id of the sentence that span is in.
    ``message`` is one line for a reader.
    """

    kind: FindingKind
    message: str
    claim: Span | None = None
    source: Span | None = None
    sentence: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """One checked statement. ``score`` is its support in [0, 1].

    ``status`` says what the policy made of it; under ``quoted`` the text is the source's own
    and ``original`` holds the wording it replaced. ``sources`` counts the independent articles
    that bear it out, where several tell the story.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    origin: EvidenceOrigin = "cited"
    score: float = 0.0
    findings: tuple[Finding, ...] = ()
    status: ClaimStatus = "confirmed"
    repaired: bool = False
    checked: CheckedWhat = "all"
    original: str | None = None
    sources: int = 1
