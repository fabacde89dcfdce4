"""Which stories a day's articles tell, which of them are known, and in what order they stand."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefer.briefing.memory import Memory
from briefer.compare.stories.weigh import Section, Weight, weigh
from briefer.model import Article, Document, has_time
from briefer.tasks import Length

if TYPE_CHECKING:
    from briefer.compare.stories.grouping import Group, Similarity

_DEVELOPING_DAYS = 2
"""Days for which a story that earlier briefs had, and that nothing new is told of, is named."""


_STORIES_A_MINUTE = 5
_FEWEST_STORIES = 40
"""Stories that a brief tells at most: those of which a reading time holds the first in full and
the rest in a line each. On a day of thousands of articles, all others are counted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a brief is to be.

    ``date`` is its day (ISO); articles dated before ``since`` are left out, those without a date
    never; ``length`` is how much of each story is shown, and ``minutes`` the reading time to keep
    to, None for all there is.
    """

    date: str
    title: str = "Daily brief"
    sections: Sequence[Section] = ()
    since: dt.datetime | None = None
    length: Length = "standard"
    minutes: int | None = None
    memory: Memory = field(default_factory=Memory)

    @property
    def day(self) -> dt.date:
        """The brief's day."""
        return dt.date.fromisoformat(self.date)

    @property
    def most_stories(self) -> int | None:
        """How many stories the reading time has room for, None for all."""
        if self.minutes is None:
            return None
        return max(_FEWEST_STORIES, self.minutes * _STORIES_A_MINUTE)


@dataclass(frozen=True, slots=True)
class Planned:
    """A story before it is told.

    ``documents`` are to be read, best first; ``copies`` print the text of one of them, whose
    place among them ``originals`` gives, for each copy;
    ``earlier`` are the articles that earlier briefs had of it, ``told`` the claims that they made.
    ``is_known``: they had all of it.
    """

    documents: tuple[Document, ...]
    copies: tuple[Document, ...]
    sources: int
    weight: Weight
    earlier: tuple[Document, ...] = ()
    is_known: bool = False
    told: tuple[str, ...] = ()
    originals: tuple[int, ...] = ()

    @property
    def everything(self) -> tuple[Document, ...]:
        """Every document of the story, as the brief numbers them."""
        return (*self.documents, *self.copies)


@dataclass(frozen=True, slots=True)
class Agenda:
    """The stories in order, and how many articles were left out: known, and too old.

    ``untold`` are the stories for which there is no room.
    """

    stories: tuple[Planned, ...]
    known: int
    older: int
    untold: tuple[Planned, ...] = ()


@dataclass(frozen=True, slots=True)
class Pool:
    """What is grouped into stories: articles of earlier briefs, story by story, then fresh ones.

    ``young`` are the documents of the day that are not too old, ``earlier`` the places of each
    story of earlier briefs.
    """

    young: tuple[Document, ...]
    before: tuple[Document, ...]
    fresh: tuple[Document, ...]
    earlier: tuple[range, ...]

    @classmethod
    def of(cls, documents: Sequence[Document], wanted: Wanted) -> Pool:
        """Return what is grouped of a day's documents."""
        young = tuple(each for each in documents if _is_young(each.article, wanted.since))
        memory = wanted.memory
        fresh = tuple(each for each in young if each.article.hash not in memory.hashes)
        return cls(young, tuple(memory.documents), fresh, tuple(_ranges(memory.stories)))

    @property
    def documents(self) -> tuple[Document, ...]:
        """All documents, in the order that groups count them in."""
        return (*self.before, *self.fresh)

    def groups(self, similarity: Similarity | None = None) -> tuple[Group, ...]:
        """Group the documents; ``similarity`` judges pairs of articles that are in doubt."""
        from briefer.compare.stories.grouping import group  # only a brief needs it

        return group(self.documents, self.earlier, similarity)


def plan(
    documents: Sequence[Document],
    wanted: Wanted,
    similarity: Similarity | None = None,
    groups: Sequence[Group] | None = None,
) -> Agenda:
    """Group documents into stories, the weightiest first, then as they came.

    ``similarity`` judges pairs of articles that are in doubt; ``groups`` are those of the `Pool`,
    where they are known.

    A story that earlier briefs had is told from what is new of it. One of which nothing is new is
    told again only to be named, and not at all once its articles are two days old.
    """
    from briefer.compare.stories.grouping import group  # only a brief needs it

    pool = Pool.of(documents, wanted)
    young, before, fresh = pool.young, pool.before, pool.fresh
    places = {document.article.hash: at for at, document in enumerate(before)}
    again = {places[d.article.hash] for d in young if d.article.hash in places}
    found = pool.groups(similarity) if groups is None else groups
    order = {id(each): at for at, each in enumerate(young)}
    day = wanted.day
    stories: list[tuple[float, int, Planned]] = []
    told = 0
    for each in found:
        news = [fresh[i - len(before)] for i in each.members if i >= len(before)]
        olds = [before[i] for i in each.members if i < len(before)]
        known = [before[i] for i in each.members if i in again]
        if not news and not (known and _is_recent(known, day)):
            continue
        chosen = news or known
        one, ordered = each, chosen
        if len(chosen) < len(each.members):
            (one,) = group(chosen, earlier=[range(len(chosen))])
            ordered = [chosen[i] for i in one.members]
        weight = weigh([d.article for d in ordered], one.sources, day, wanted.sections)
        own = len(ordered) - len(one.copies)
        story = Planned(
            documents=tuple(ordered[:own]),
            copies=tuple(ordered[own:]),
            sources=one.sources,
            weight=weight,
            earlier=tuple(olds),
            is_known=not news,
            told=wanted.memory.told(olds),
            originals=tuple(one.members.index(one.copies[i]) for i in one.members[own:]),
        )
        told += len(chosen)
        first = min(order.get(id(d), len(young)) for d in chosen)
        stories.append((-story.weight.score, first, story))
    stories.sort(key=lambda one: one[:2])
    ordered_stories = tuple(story for _, _, story in stories)
    most = len(ordered_stories) if wanted.most_stories is None else wanted.most_stories
    return Agenda(
        stories=ordered_stories[:most],
        known=len(young) - told,
        older=len(documents) - len(young),
        untold=ordered_stories[most:],
    )


def in_doubt(documents: Sequence[Document], wanted: Wanted) -> list[Article]:
    """Return the articles of which `plan` would have pairs judged, in the order of their hashes."""
    found: dict[str, Article] = {}

    def note(pairs: Sequence[tuple[Article, Article]]) -> list[None]:
        found.update({article.hash: article for pair in pairs for article in pair})
        return [None] * len(pairs)

    Pool.of(documents, wanted).groups(note)
    return [found[known] for known in sorted(found)]


def _ranges(stories: Sequence[Sequence[Document]]) -> list[range]:
    at = 0
    found = []
    for story in stories:
        found.append(range(at, at + len(story)))
        at += len(story)
    return found


def _is_young(article: Article, since: dt.datetime | None) -> bool:
    if since is None or article.day is None or article.moment is None:
        return True
    if not has_time(article.date):  # some time that day
        return article.day >= since.date()
    return article.moment >= since


def _is_recent(documents: Sequence[Document], day: dt.date) -> bool:
    days = [found for document in documents if (found := document.article.day)]
    return not days or (day - max(days)).days <= _DEVELOPING_DAYS
