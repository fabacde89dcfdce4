"""Whether two articles tell of one event, by what an embedding model makes of them.

Two vectors have a cosine, and what a cosine means differs from model to model: one gives unrelated
news 0.1, another 0.7. So each model is first asked, once, for the vectors of a few texts of which
it is known whether they tell of one event (`briefer.briefing.events`). From those:

- ``apart``: the mean cosine of two events of one kind, such as two floods;
- ``same``: the mean cosine of one event told twice.

A pair of articles is then judged by ``(cosine - apart) / (same - apart)``, held to [0, 1]: 0 is
another event, 1 the same, 0.5 no opinion. A model that hardly tells the two apart has no opinion
of any pair. Only the pairs that names, figures and words leave in doubt are judged at all (see
`briefer.compare.stories.grouping`), and only their articles are sent.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import product
from operator import mul
from typing import Protocol, TypeAlias

from briefer.briefing.events import EVENTS
from briefer.model import Article
from briefer.store import Store

Texts = dict[str, str]
Vectors: TypeAlias = "dict[str, array[float]]"
Work = Callable[[str, Callable[[], Texts]], Awaitable[Texts]]

_LEAST_GAP = 0.02


class Embedder(Protocol):
    """An embedding model; `briefer.providers.embedding.EmbeddingProvider` is one."""

    name: str
    endpoint: str

    async def embed(
        self, texts: Sequence[str], keep: Callable[[Mapping[str, array[float]]], None]
    ) -> None:
        """Ask for the vectors of texts (raises BrieferError); ``keep`` gets them as they come."""
        ...


@dataclass(frozen=True, slots=True)
class Likeness:
    """Judges pairs of articles; a `briefer.compare.stories.grouping.Similarity`.

    ``vectors`` are those of the articles, by hash; ``apart`` and ``same`` what cosines mean.
    """

    vectors: Mapping[str, array[float]]
    apart: float
    same: float

    def __call__(self, pairs: Sequence[tuple[Article, Article]]) -> list[float | None]:
        """Return for each pair a number in [0, 1], or None for no opinion."""
        return [self._judged(one.hash, other.hash) for one, other in pairs]

    def _judged(self, one: str, other: str) -> float | None:
        mine, theirs = self.vectors.get(one), self.vectors.get(other)
        if mine is None or theirs is None or len(mine) != len(theirs):
            return None
        if self.same - self.apart < _LEAST_GAP:
            return None
        share = (cosine(mine, theirs) - self.apart) / (self.same - self.apart)
        return min(1.0, max(0.0, share))


async def likeness(
    articles: Sequence[Article], embedder: Embedder, store: Store | None, work: Work
) -> Likeness:
    """Return what judges pairs of articles; only texts that the store does not know are asked of.

    ``work`` does what takes long beside the event loop.

    Raises:
        BrieferError: the model's, when a vector is missing; those that came are kept.
    """
    texts = await work("shorten", partial(_texts, articles))
    wanted = list(dict.fromkeys([*_told(), *texts.values()]))
    found = _stored(wanted, embedder, store)
    missing = [text for text in wanted if text not in found]

    def keep(vectors: Mapping[str, array[float]]) -> None:
        found.update(vectors)
        if store is not None:
            store.keep_vectors(embedder.name, vectors, embedder.endpoint)

    if missing:
        await embedder.embed(missing, keep)
    return _judging(texts, found)


def known_likeness(
    articles: Sequence[Article], embedder: Embedder, store: Store | None
) -> Likeness | None:
    """Return what judges pairs of articles as far as nobody need be asked; else None."""
    texts = _texts(articles)
    wanted = {*_told(), *texts.values()}
    found = _stored(list(wanted), embedder, store)
    return _judging(texts, found) if wanted <= found.keys() else None


def cosine(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the cosine of two vectors of length 1."""
    return float(sum(map(mul, one, other)))


def scale(found: Mapping[str, Sequence[float]]) -> tuple[float, float]:
    """Return ``apart`` and ``same``: the mean cosines of `EVENTS`, by their texts' vectors."""
    same = [cosine(found[one], found[other]) for kind in EVENTS for one, other in kind]
    apart = [
        cosine(found[one], found[other])
        for first, second in EVENTS
        for one, other in product(first, second)
    ]
    return math.fsum(apart) / len(apart), math.fsum(same) / len(same)


def _judging(texts: Mapping[str, str], found: Mapping[str, array[float]]) -> Likeness:
    return Likeness({known: found[text] for known, text in texts.items()}, *scale(found))


def _stored(texts: Sequence[str], embedder: Embedder, store: Store | None) -> Vectors:
    return {} if store is None else store.vectors(embedder.name, texts, embedder.endpoint)


def _told() -> list[str]:
    return [text for kind in EVENTS for event in kind for text in event]


def _texts(articles: Sequence[Article]) -> Texts:
    """Return by hash what is sent of each article: its title and its beginning."""
    from briefer.providers import shortened

    return {
        each.hash: shortened("\n\n".join(filter(None, (each.title, each.text.strip()))))
        for each in articles
    }
