"""One story as many articles tell it, as it stands in a brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefer.model.claim import Claim, Evidence, FindingKind
from briefer.model.provenance import Provenance

StoryStatus = Literal["new", "update", "developing"]
"""``update``: earlier briefs had the story, and a grounded fact is new; ``developing``: they had
it, and none is."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody said, as an article prints them.

    ``text`` is what stands between the quotation marks, ``speaker`` as the article names them
    there, None when it names nobody.
    """

    text: str
    speaker: str | None
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something dated that is still to come: its day (ISO) and the sentence that says so."""

    date: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Side:
    """What one side of a difference says, and where it says it first.

    ``says`` is the wording that differs ("nearly 50 countries"); ``articles`` are the 1-based
    numbers of all articles on this side.
    """

    says: str
    articles: tuple[int, ...]
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Difference:
    """A point on which articles about one story do not say the same; two sides or more."""

    kind: FindingKind
    message: str
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True)
class Story:
    """A story's checked summary over all its articles.

    ``articles`` are 1-based numbers into the brief's articles, the one to read first in front;
    ``copies`` those among them that republish another's text; ``outlets`` counts independent
    sources, so a wire text that five outlets print is one. ``news`` holds the claims that no
    earlier brief's articles bear out, ``reasons`` why the story ranks where it does, a line each.
    ``earlier`` are the hashes of the articles that earlier briefs had of it.
    """

    articles: tuple[int, ...]
    headline: Claim | None
    summary: tuple[Claim, ...]
    key_facts: tuple[Claim, ...]
    provenance: Provenance
    dropped: tuple[Claim, ...] = ()
    copies: tuple[int, ...] = ()
    outlets: int = 1
    quotations: tuple[Quotation, ...] = ()
    ahead: tuple[Ahead, ...] = ()
    differences: tuple[Difference, ...] = ()
    status: StoryStatus = "new"
    news: tuple[Claim, ...] = ()
    section: str | None = None
    reasons: tuple[str, ...] = ()
    earlier: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Headline, summary and key facts, in reading order."""
        headline = () if self.headline is None else (self.headline,)
        return (*headline, *self.summary, *self.key_facts)
