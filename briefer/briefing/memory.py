"""What earlier briefs of a series had, and what they rest on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from briefer.model import Brief, Claim, Document, Story
from briefer.render import brief_value
from briefer.store import KeptClaim, KeptStory, Rest, Store
from briefer.text import split

BRIEFS = 7
"""Earlier briefs that are looked back at."""


@dataclass(frozen=True)
class Memory:
    """What earlier briefs had: the day of the last, and the articles of each of their stories.

    ``claims`` are what they told readers of each, by the hash of each of its articles, the last
    brief's in front.
    """

    previous: str | None = None
    stories: tuple[tuple[Document, ...], ...] = ()
    claims: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def told(self, documents: Iterable[Document]) -> tuple[str, ...]:
        """Return what readers were told of a story that has these articles, each once."""
        found = (each for d in documents for each in self.claims.get(d.article.hash, ()))
        return tuple(dict.fromkeys(found))

    @property
    def documents(self) -> Iterator[Document]:
        """All articles that were in an earlier brief, story by story."""
        return (document for story in self.stories for document in story)

    @cached_property
    def hashes(self) -> frozenset[str]:
        """The hashes of all articles that were in an earlier brief."""
        return frozenset(document.article.hash for document in self.documents)


def recall(store: Store, series: str, day: str) -> Memory:
    """Return what the briefs of a series had on the days before ``day`` (ISO).

    The last brief that had a story knows all that the briefs before it had of it. Articles that the
    store does not hold any more are left out.
    """
    briefs = store.briefs(series, before=day, limit=BRIEFS)
    stories = []
    seen: set[str] = set()
    claims: dict[str, tuple[str, ...]] = {}
    for brief in briefs:
        for story in brief.stories:
            found = []
            said = tuple(claim.text for claim in story.claims)
            for known in story.articles:
                claims.setdefault(known, said)
                article = None if known in seen else store.article(known)
                if article is not None:
                    seen.add(known)
                    found.append(split(article))
            if found:
                stories.append(tuple(found))
    return Memory(briefs[0].day if briefs else None, tuple(stories), claims)


def remember(store: Store, series: str, brief: Brief, now: dt.datetime) -> int:
    """Keep a brief with the sentences that its claims rest on; return its edition's number."""
    return store.keep_brief(
        series,
        brief.date,
        now.isoformat(timespec="seconds"),
        brief_value(brief),
        kept_stories(brief),
    )


def kept_stories(brief: Brief) -> tuple[KeptStory, ...]:
    """Return what a store keeps of a brief's stories, and of what each of their claims rests on."""
    return tuple(_kept(brief, number, story) for number, story in enumerate(brief.stories))


def _kept(brief: Brief, number: int, story: Story) -> KeptStory:
    def rests(claim: Claim) -> tuple[Rest, ...]:
        return tuple(
            Rest(brief.articles[e.article - 1].hash, e.sentence, e.text) for e in claim.evidence
        )

    own = set(story.articles)
    path = f"$.stories[{number}]"
    claims = [
        *((f"{path}.{place}", claim) for place, claim in story.placed_claims()),
        *((f"{path}.news[{at}]", claim) for at, claim in enumerate(story.news)),
        *(
            (f"$.top_lines[{at}]", line)
            for at, line in enumerate(brief.top_lines)
            if line.evidence and line.evidence[0].article in own
        ),
    ]
    # With those of the briefs before, so that the next one knows them for one story.
    articles = (*(brief.articles[n - 1].hash for n in story.articles), *story.earlier)
    return KeptStory(
        headline=story.headline.text if story.headline else "",
        articles=tuple(dict.fromkeys(articles)),
        claims=tuple(KeptClaim(claim.text, rests(claim), where) for where, claim in claims),
    )
