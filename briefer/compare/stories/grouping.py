"""Which articles tell of the same event, found without any model.

Copies of one text come first; each counts as one text from then on. Texts are then joined by what
they have in common of names, figures and rare words, group by group, the likest first, and the
less so the more days lie between them.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from briefer.compare.stories.clustering import WHOLE, cluster
from briefer.compare.stories.copies import outlets_of, read_shingles, same_texts
from briefer.compare.stories.terms import read_terms
from briefer.compare.stories.vectors import Vectors, borderline
from briefer.model import Article, Document

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.compare.stories.copies import Shingles
    from briefer.compare.stories.terms import Terms

THRESHOLD = 0.18
"""The mean likeness, 0 to 1, from which texts are about the same event."""
_BORDER = 0.5
_NEAR_DAYS = 1.5
_HALF_DAYS = 6.0
_AS_FULL = 0.95
_PAIR = 2
_AS_FULL_OF_TWO = 0.75
"""Of two prints it cannot be told whose addition a paragraph is, only that one was cut short."""
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


@dataclass(frozen=True, slots=True)
class Group:
    """Articles about one event, as indexes into the articles that were grouped.

    ``members`` are in the order to read them: the one that tells most of what the others tell
    first, copies last. ``copies`` names, for each article that prints another's text, that other:
    the fullest print, then the earliest. ``sources`` counts independent sources: outlets that
    each have a text of their own.
    """

    members: tuple[int, ...]
    copies: dict[int, int] = field(default_factory=dict)
    sources: int = 1


class Similarity(Protocol):
    """Something that judges pairs of articles, such as an embedding model.

    It is asked once for each grouping, about the pairs that are close to being one event or not,
    and answers with a number in [0, 1] for each: 0 other events, 1 the same, 0.5 or None no
    opinion.
    """

    def __call__(self, pairs: Sequence[tuple[Article, Article]]) -> Sequence[float | None]:
        """Judge every pair."""
        ...


@dataclass(frozen=True, slots=True)
class _Read:
    """What is kept of an article: read once, however often it is grouped."""

    article: Article
    terms: Terms
    shingles: Shingles
    when: dt.datetime | None


class Grouper:
    """Groups articles that come bit by bit. Each is read once, when it is added.

    After the same articles, in whatever order, ``groups`` returns the same groups as ``group``.
    """

    def __init__(self, similarity: Similarity | None = None) -> None:
        self._similarity = similarity
        self._read: list[_Read] = []

    def add(self, article: Article | Document) -> int:
        """Read an article and return its index."""
        one = article.article if isinstance(article, Document) else article
        terms = read_terms(one)
        self._read.append(_Read(one, terms, read_shingles(terms.plain), one.moment))
        return len(self._read) - 1

    def groups(self, earlier: Sequence[Sequence[int]] = ()) -> tuple[Group, ...]:
        """Return the groups of everything added, larger ones first.

        Args:
            earlier: groups that were made before, as indexes. None of them is split, and two of
                them become one only when an article that is in neither belongs to both.
        """
        read = self._read
        articles = [each.article for each in read]
        same, round_ups = same_texts(articles, [r.terms for r in read], [r.shingles for r in read])
        texts = _apart(same, earlier)
        heads = [self._head(text) for text in texts]
        vectors = Vectors([read[head].terms for head in heads])
        likeness = {
            pair: value
            for pair, value in vectors.pairs().items()
            if round_ups.isdisjoint(heads[text] for text in pair)
        }
        if self._similarity is not None:
            _refine(likeness, [articles[head] for head in heads], self._similarity)
        by_article = {index: number for number, text in enumerate(texts) for index in text}
        together = [sorted({by_article[i] for i in group}) for group in earlier if group]
        found = cluster(
            [(articles[head].hash, head) for head in heads],
            likeness,
            round(THRESHOLD * WHOLE),
            together=together,
            worth=lambda one, other: self._nearness(
                [i for text in one for i in texts[text]], [i for text in other for i in texts[text]]
            ),
        )
        outlets = outlets_of(articles)
        groups = [self._group(numbers, texts, heads, vectors, outlets) for numbers in found]
        return tuple(sorted(groups, key=self._place))

    def _head(self, text: tuple[int, ...]) -> int:
        """Return the print of a text to read: the fullest, then the earliest.

        What only one of several prints has (an outlet's own paragraph) does not make it fuller.
        """
        if len(text) == 1:
            return text[0]
        runs = [self._read[i].shingles.sampled for i in text]
        if len(text) == _PAIR:
            held, part = [len(mine) for mine in runs], _AS_FULL_OF_TWO
        else:
            counts = Counter(run for mine in runs for run in mine)
            held, part = [sum(counts[run] > 1 for run in mine) for mine in runs], _AS_FULL
        least = part * max(held)
        full = [i for i, count in zip(text, held, strict=True) if count >= least]
        return min(full, key=self._age)

    def _age(self, index: int) -> tuple[dt.datetime, str, int]:
        each = self._read[index]
        return each.when or _LAST, each.article.hash, index

    def _place(self, group: Group) -> tuple[int, int, str, int]:
        first = self._read[group.members[0]].article.hash
        return -group.sources, -len(group.members), first, group.members[0]

    def _nearness(self, one: list[int], other: list[int]) -> float:
        """Return 1 for groups of the same days, and less the more days lie between them."""
        mine = [when for i in one if (when := self._read[i].when)]
        theirs = [when for i in other if (when := self._read[i].when)]
        if not mine or not theirs:
            return 1.0
        gap = max(min(mine) - max(theirs), min(theirs) - max(mine), dt.timedelta()).total_seconds()
        days = max(0.0, gap / 86_400 - _NEAR_DAYS)
        return 1.0 / (1.0 + (days / _HALF_DAYS) ** 2)

    def _group(
        self,
        numbers: list[int],
        texts: list[tuple[int, ...]],
        heads: list[int],
        vectors: Vectors,
        outlets: Sequence[str | None],
    ) -> Group:
        told = {n: round(vectors.shared(n, numbers), 6) for n in numbers}
        numbers = sorted(
            numbers,
            key=lambda n: (-told[n], -self._read[heads[n]].terms.words, self._age(heads[n])),
        )
        copies = {i: heads[n] for n in numbers for i in texts[n] if i != heads[n]}
        members = [heads[n] for n in numbers] + sorted(copies, key=self._age)
        prints = [self._first_outlets(texts[n], outlets) for n in numbers]
        return Group(tuple(members), copies, _independent(prints))

    def _first_outlets(
        self, text: tuple[int, ...], outlets: Sequence[str | None]
    ) -> list[str | None]:
        """Return the outlets that printed a text first: any later one may have it from them."""
        dated = [when for i in text if (when := self._read[i].when)]
        first = min(dated, default=None)
        early = [i for i in text if self._read[i].when in {None, first}]
        return [outlets[i] for i in sorted(early, key=self._age)]


def group(
    articles: Sequence[Article | Document],
    earlier: Sequence[Sequence[int]] = (),
    similarity: Similarity | None = None,
) -> tuple[Group, ...]:
    """Group articles by the event they are about.

    The groups depend on the articles alone, not on their order: every index is in one group.

    Args:
        articles: in any order and language, with or without dates.
        earlier: groups made before, as indexes into ``articles``; they stay whole (see
            ``Grouper.groups``).
        similarity: judges the pairs that are close to being one event or not.

    Returns:
        The groups, those with most sources first, then the largest.
    """
    grouper = Grouper(similarity)
    for article in articles:
        grouper.add(article)
    return grouper.groups(earlier)


def _apart(same: list[tuple[int, ...]], earlier: Sequence[Sequence[int]]) -> list[tuple[int, ...]]:
    """Return the texts, cut where their prints are in different earlier groups."""
    of = {index: number for number, group in enumerate(earlier, 1) for index in group}
    out = []
    for text in same:
        homes = {of.get(i, 0) for i in text} - {0}
        if len(homes) <= 1:
            out.append(text)
            continue
        first = min(homes)
        out += [tuple(i for i in text if of.get(i, first) == home) for home in sorted(homes)]
    return out


def _refine(
    likeness: dict[tuple[int, int], int], articles: list[Article], similarity: Similarity
) -> None:
    """Move the likeness of borderline pairs up or down by what somebody else says of them."""
    least = round(THRESHOLD * WHOLE)
    pairs = list(borderline(likeness, least, _BORDER))
    if not pairs:
        return
    said = similarity([(articles[one], articles[other]) for one, other in pairs])
    for pair, value in zip(pairs, said, strict=True):
        if value is not None:
            shift = 2 * _BORDER * (min(1.0, max(0.0, value)) - 0.5)
            likeness[pair] = max(0, likeness[pair] + round(shift * least))


def _independent(prints: list[list[str | None]]) -> int:
    """Return how many texts can each be given an outlet of its own that prints it.

    A largest matching of texts and outlets, by augmenting paths; an article of no known outlet
    is an outlet of its own.
    """
    given: dict[str, int] = {}

    def give(text: int, seen: set[str]) -> bool:
        for number, outlet in enumerate(prints[text]):
            name = outlet if outlet is not None else f"\0{text}.{number}"
            if name in seen:
                continue
            seen.add(name)
            if name not in given or give(given[name], seen):
                given[name] = text
                return True
        return False

    return sum(give(text, set()) for text in range(len(prints)))
