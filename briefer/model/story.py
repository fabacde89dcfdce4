"""One story as many articles tell it, as it stands in a brief."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefer.model.claim import Claim, Evidence, FindingKind
from briefer.model.provenance import Provenance
from briefer.model.told import Location, Position, Told, Topic
from briefer.model.words import word_count

StoryStatus = Literal["new", "update", "developing"]
"""``update``: earlier briefs had the story, and a grounded fact is new; ``developing``: they had
it, and none is."""


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words that somebody said, as an article prints them.

    ``text`` is what stands between the quotation marks, ``speaker`` as the article names them,
    None when it names nobody; ``role`` is the office or part in which it names them.
    """

    text: str
    speaker: str | None
    evidence: Evidence
    role: str | None = None

    @property
    def said_by(self) -> str:
        """The speaker with the role: ``Ingrid Tolvan, district commissioner``."""
        return ", ".join(filter(None, (self.speaker, self.role)))


@dataclass(frozen=True, slots=True)
class Ahead:
    """Something dated that is still to come: its day (ISO) and the sentence that says so.

    ``text`` is that of the key fact that tells it, empty where no claim does.
    """

    date: str
    evidence: Evidence
    text: str = ""


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
    """A point on which articles about one story do not say the same; two sides or more.

    ``subject`` is what they differ on in a word or a few (*dead*), as far as it can be told.
    """

    kind: FindingKind
    message: str
    sides: tuple[Side, ...]
    subject: str = ""

    @property
    def name(self) -> str:
        """What to call it: its subject, or else what kind of facts differ."""
        return self.subject or self.kind

    @property
    def told(self) -> str:
        """The difference in a line: ``dead: “at least 14”; “11”``."""
        said = "; ".join(f"“{side.says}”" for side in self.sides)
        return f"{self.name}: {said}"

    @property
    def marked(self) -> str:
        """The same with the sentences that say so: ``dead: “at least 14” [1.S2]; “11” [2.S3]``."""
        said = "; ".join(
            f"“{s.says}” [{s.evidence.article}.{s.evidence.sentence}]" for s in self.sides
        )
        return f"{self.name}: {said}"


@dataclass(frozen=True, slots=True)
class Story(Told):
    """A story's checked summary over all its articles; its parts are those of `Told`.

    ``articles`` are 1-based numbers into the brief's articles, the one to read first in front;
    ``copies`` those among them that republish another's text, ``originals`` whose, one for each;
    ``outlets`` counts independent sources, so a wire text that five outlets print is one. ``news``
    holds the claims that no earlier brief's articles bear out, ``reasons`` why the story ranks
    where it does, a line each.
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
    why_it_matters: Claim | None = None
    background: tuple[Claim, ...] = ()
    positions: tuple[Position, ...] = ()
    timeline: tuple[Claim, ...] = ()
    topic: Topic | None = None
    place: Location | None = None
    importance: int | None = None
    originals: tuple[int, ...] = ()

    @property
    def claim_words(self) -> int:
        """How many words its claims have, the headline's apart."""
        return sum(
            word_count(claim.text) for place, claim in self.placed_claims() if place != "headline"
        )

    @property
    def words(self) -> int:
        """How many words are told under its headline: claims, quotations, days, differences."""
        claims = self.claims
        texts = [claim.text for claim in self.news if claim not in claims]
        texts += [position.who for position in self.positions]
        texts += [f"{each.text} {each.said_by}" for each in self.quotations]
        texts += [
            event.date if fact is not None else f"{event.date} {event.evidence.text}"
            for event, fact in self.coming
        ]
        texts += [" ".join((p.name, *(side.says for side in p.sides))) for p in self.differences]
        return self.claim_words + sum(map(word_count, texts))

    @property
    def lede(self) -> tuple[Claim, ...]:
        """The summary as it is told: its first confirmed claim in front, if it has one."""
        first = [claim for claim in self.summary if claim.status == "confirmed"][:1]
        return (*first, *(claim for claim in self.summary if claim not in first))

    @property
    def further_news(self) -> tuple[Claim, ...]:
        """What is new since an earlier brief and told by neither headline nor lede."""
        told = (self.headline, *self.summary)
        return tuple(claim for claim in self.news if claim not in told)

    @property
    def other_facts(self) -> tuple[Claim, ...]:
        """The key facts, but for those that are new since an earlier brief or told above them."""
        return tuple(claim for claim in self.facts if claim not in (self.headline, *self.news))

    @property
    def marks_news(self) -> bool:
        """Whether the lede of an update tells what was known too: what is new then says so."""
        new = [claim in self.news for claim in self.summary if not claim.fails]
        return self.status == "update" and not all(new)

    @property
    def facts(self) -> tuple[Claim, ...]:
        """The key facts that are told as such: not as what comes next."""
        coming = [claim for _, claim in self.coming]
        return tuple(claim for claim in self.key_facts if claim not in coming)

    @property
    def coming(self) -> tuple[tuple[Ahead, Claim | None], ...]:
        """What comes next, each with the key fact that tells it, None where none does."""
        by_text = {claim.text: claim for claim in reversed(self.key_facts)}
        return tuple((event, by_text.get(event.text)) for event in self.ahead)
