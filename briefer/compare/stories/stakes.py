"""What is at stake in a story, by the figures and words of its articles, without a model."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefer import lang
from briefer.compare.statements import (
    Statement,
    counts_persons,
    is_dated_otherwise,
    is_part,
    stated_figures,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefer.checks import Source
    from briefer.model import TopicKind

_LIGHT: frozenset[str] = frozenset({"sport", "culture"})
"""Topics in which figures and many reports mean less than in others."""
_FEWEST_WORDS = 3
_LEAST_SHARE = 0.01
"""Of an article's words that are of a topic, below which it is about none."""
_DEATHS = ((1, 3), (10, 4), (100, 5))
_HARM = ((10, 2), (1_000, 3), (50_000, 4))
"""Hurt, missing and driven from their homes."""
_MONEY = ((1e7, 2), (1e9, 3), (1e11, 4))
_SOURCES = ((2, 2), (5, 3))
_MOST, _LEAST = 5, 1


@dataclass(frozen=True, slots=True)
class Stakes:
    """The greatest counts of dead and otherwise harmed, the largest sum, and the topic.

    ``money`` is in whatever currency it is told in; ``topic`` is None where words do not tell.
    """

    dead: float = 0.0
    harmed: float = 0.0
    money: float = 0.0
    topic: TopicKind | None = None

    @classmethod
    def of(cls, source: Source) -> Stakes:
        """Return what is at stake in the story that a source's articles tell."""
        dead = harmed = money = 0.0
        for number in range(1, len(source.documents) + 1):
            for figure in stated_figures(source, number):
                q = figure.quantity
                if q is None or is_dated_otherwise(figure):
                    continue
                if figure.casualty == "dead" and _counts_dead(figure):
                    dead = max(dead, q.low)
                elif figure.casualty and counts_persons(figure):
                    harmed = max(harmed, q.low)
                elif q.kind == "money":
                    money = max(money, q.low)
        return cls(dead, harmed, money, topic_of(source))

    def importance(self, sources: int) -> int:
        """Return how much a story of so many independent sources counts, 1 to 5."""
        reached = [
            _step(sources, _SOURCES),
            _step(self.dead, _DEATHS),
            _step(self.harmed, _HARM),
            _step(self.money, _MONEY),
        ]
        light = self.topic in _LIGHT and not self.dead
        return max(_LEAST, min(_MOST, max(reached) - light))

    @property
    def reasons(self) -> tuple[str, ...]:
        """What there is, a few words each."""
        return tuple(self._reasons())

    def _reasons(self) -> Iterator[str]:
        if self.topic is not None:
            yield self.topic
        if self.dead:
            yield f"{self.dead:,.0f} dead"
        if self.harmed:
            yield f"{self.harmed:,.0f} harmed or moved"
        if self.money >= _MONEY[0][0]:
            yield f"a sum of {self.money:,.0f}"


def _counts_dead(figure: Statement) -> bool:
    """Return whether a figure beside a word of death counts the dead: no age, and no part."""
    if counts_persons(figure):
        return True
    written = figure.quantity is not None and not figure.quantity.word
    return written and figure.is_first_count and not is_part(figure)


def bounded(said: int | None, estimate: int) -> int:
    """Return a model's importance, held to one step from what code makes of the same story."""
    if said is None:
        return estimate
    return max(estimate - 1, min(estimate + 1, said), _LEAST)


def topic_of(source: Source) -> TopicKind | None:
    """Return the topic that most of the articles' telling words are of; None for too few."""
    counts: Counter[TopicKind] = Counter()
    total = 0
    for sentence in source.sentences:
        total += len(sentence.words)
        known = _topic_words(sentence.language)
        counts.update(known[word.low] for word in sentence.words if word.low in known)
    if not counts:
        return None
    topic, most = max(counts.items(), key=lambda each: (each[1], each[0]))
    return topic if most >= max(_FEWEST_WORDS, _LEAST_SHARE * total) else None


@lru_cache(maxsize=16)
def _topic_words(language: str) -> Mapping[str, TopicKind]:
    return lang.language(language).topic_words


def _step(value: float, steps: tuple[tuple[float, int], ...]) -> int:
    return max((to for least, to in steps if value >= least), default=_LEAST)
