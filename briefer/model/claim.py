"""Claims, what they rest on, and what checking them found."""

from __future__ import annotations

from collections.abc import Iterable
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
    "predicate",
    "quantifier",
    "cause",
    "order",
    "wording",
    "evidence",
    "unsupported",
]
"""What is wrong. ``evidence``: a cited id does not exist, or the source has it only as an order to
software; ``unsupported``: the source says nothing like it."""

EvidenceOrigin = Literal["cited", "corrected", "found"]
"""``cited``: as the model cited it; ``corrected``: the claim stands in the source, but not (only)
where the model said; ``found``: nothing was cited."""

FindingLevel = Literal["contradicted", "unsupported", "doubt"]
"""What a finding says: the source says otherwise; the source has no such thing; words alone cannot
tell, so that a judge should read it."""

ClaimStatus = Literal["confirmed", "open", "unsupported", "contradicted"]
"""``confirmed``: every part is borne out by its sentences; ``open``: nothing stands against it, but
words alone do not carry all of it; ``unsupported``: a part of it is nowhere in the source;
``contradicted``: the source says otherwise."""

ClaimHandling = Literal["kept", "quoted", "dropped"]
"""What the policy made of a claim: its text stands, its source's own sentence stands for it, or it
was taken out."""

DecidedBy = Literal["words", "judge", "editor"]
"""What a status rests on: comparing words, a second reading by a model, or an editor's word."""

EvidenceForm = Literal["inline", "notes", "none"]
"""How Markdown shows evidence: marks at each claim and a list, footnotes, or not at all."""

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
    """One thing in a claim that the source does not bear out, or that words alone do not.

    ``claim`` is a span of the claim's text; ``source`` a span of the article's text, or None
    when the source says nothing to it; ``sentence`` the id of the sentence that span is in.
    ``message`` is one line for a reader; ``by`` says whether words or a judge found it.
    """

    kind: FindingKind
    message: str
    claim: Span | None = None
    source: Span | None = None
    sentence: str | None = None
    level: FindingLevel = "contradicted"
    by: DecidedBy = "words"


@dataclass(frozen=True, slots=True)
class Claim:
    """One checked statement. ``score`` is its support in [0, 1].

    ``status`` is what holding it to its evidence came to, ``by`` what decided that. ``handling``
    says what the policy made of it; under ``quoted`` the text is the source's own, ``original``
    holds the wording it replaced, and status and findings are that wording's. ``sources`` counts
    the independent articles that bear it out, where several tell the story. ``carried``: it was
    written for an earlier version of its article, and stands here word for word.
    """

    text: str
    evidence: tuple[Evidence, ...] = ()
    origin: EvidenceOrigin = "cited"
    score: float = 0.0
    findings: tuple[Finding, ...] = ()
    status: ClaimStatus = "open"
    by: DecidedBy = "words"
    handling: ClaimHandling = "kept"
    repaired: bool = False
    checked: CheckedWhat = "all"
    original: str | None = None
    sources: int = 1
    carried: bool = False

    @property
    def fails(self) -> bool:
        """Whether the source does not have it, or says otherwise."""
        return self.status in {"unsupported", "contradicted"}

    @property
    def is_flagged(self) -> bool:
        """Whether it fails and stands all the same, so that a reader has to be told."""
        return self.fails and self.handling == "kept"


def status_of(findings: Iterable[Finding], *, carried: bool) -> ClaimStatus:
    """Return the status that findings come to; without any, ``carried`` is what confirms."""
    levels = {finding.level for finding in findings}
    if "contradicted" in levels:
        return "contradicted"
    if "unsupported" in levels:
        return "unsupported"
    return "confirmed" if carried and not levels else "open"
