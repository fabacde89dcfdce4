"""Summaries of one article and briefs over many, as they are rendered and stored."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.model.claim import Claim
from briefer.model.draft import Passage
from briefer.model.provenance import Provenance
from briefer.model.story import Story
from briefer.model.told import Location, Position, Told, Topic


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
class Correction:
    """A claim of an earlier edition that its source does not bear out any more.

    ``where`` is its place in that edition, as a JSON path; ``was`` its wording there and ``now``
    the one in its stead, None where it was taken out; ``reason`` says what changed in the source,
    ``made`` when the correction was made, ISO.
    """

    where: str
    was: str
    now: str | None
    reason: str
    made: str


@dataclass(frozen=True, slots=True)
class Summary(Told):
    """One article's checked summary; its parts are those of `Told`.

    ``headline`` is None and ``summary`` empty when only key facts were asked for, and the
    headline also when the policy dropped it. ``dropped`` holds the claims that the policy
    removed; they are counted wherever the summary is shown. ``version`` counts the editions,
    ``supersedes`` is the number that the store has the one before by, and ``corrections`` say
    what this one puts right.
    """

    article: ArticleRef
    headline: Claim | None
    summary: tuple[Claim, ...]
    key_facts: tuple[Claim, ...]
    provenance: Provenance
    dropped: tuple[Claim, ...] = ()
    version: int = 1
    supersedes: int | None = None
    corrections: tuple[Correction, ...] = ()
    why_it_matters: Claim | None = None
    background: tuple[Claim, ...] = ()
    positions: tuple[Position, ...] = ()
    timeline: tuple[Claim, ...] = ()
    topic: Topic | None = None
    place: Location | None = None
    importance: int | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A source that did not make it into the result, and why. ``error`` is a class name."""

    source: str
    error: str
    message: str
    hint: str
    exit_code: int


TOP_LINES = "top lines"
"""What a failure names as its source when a brief had to go without top lines."""


@dataclass(frozen=True, slots=True)
class Brief:
    """One brief over many articles, story by story.

    ``articles[0]`` is article 1: that is the number that evidence, stories and differences name
    it by. ``previous`` is the day of the earlier brief that stories were compared with, None
    where there was none; ``minutes`` the reading time that the brief is to keep to: the stories
    past it are shown in a line each. ``known`` counts the articles that an earlier brief had and
    this one leaves out, ``older`` those from before the time it covers. ``cost`` is what the
    answers cost in US dollars, None when unknown. ``version``, ``supersedes`` and
    ``corrections`` are as those of a `Summary`. ``untold`` counts the stories that no reading time
    of this length has room for, not even a line each, and ``untold_articles`` their articles.
    ``sections`` are the names of the editor's sections, in their order.
    """

    date: str
    top_lines: tuple[Claim, ...]
    stories: tuple[Story, ...]
    articles: tuple[ArticleRef, ...]
    failures: tuple[Failure, ...]
    provenance: Provenance
    dropped: tuple[Claim, ...] = ()
    title: str = "Daily brief"
    previous: str | None = None
    minutes: int | None = None
    known: int = 0
    older: int = 0
    cost: float | None = None
    version: int = 1
    supersedes: int | None = None
    corrections: tuple[Correction, ...] = ()
    untold: int = 0
    untold_articles: int = 0
    sections: tuple[str, ...] = ()

    @property
    def has_news(self) -> bool:
        """Whether a story of it has anything that earlier briefs had not."""
        return any(story.status != "developing" for story in self.stories)

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Top lines, then every story's claims, in reading order."""
        return (*self.top_lines, *(claim for story in self.stories for claim in story.claims))

    @property
    def all_dropped(self) -> tuple[Claim, ...]:
        """Every claim that the policy removed."""
        return (*self.dropped, *(claim for story in self.stories for claim in story.dropped))


@dataclass(frozen=True, slots=True)
class Verification:
    """Somebody's text checked against what it must rest on: every sentence a claim.

    ``article`` is article 1 to the evidence, ``others`` are those after it. ``passages`` are where
    the claims stand in the text, one for each, in the same order. ``provenance`` says who read
    claims again; None where nobody was asked to.
    """

    article: ArticleRef
    claims: tuple[Claim, ...]
    provenance: Provenance | None = None
    others: tuple[ArticleRef, ...] = ()
    passages: tuple[Passage, ...] = ()

    @property
    def unsupported(self) -> tuple[Claim, ...]:
        """The claims that no article bears out."""
        return tuple(claim for claim in self.claims if claim.fails)
