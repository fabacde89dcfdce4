"""How alike two articles are in what they tell: the cosine of their weighted terms.

A term's weight is how loudly the article says it, times how much its kind says, times its
rarity among the articles at hand (tf-idf, after K. Spärck Jones, 1972). The rarity starts from
what a term of its kind would have in any news, so that three articles can be compared as well as
thousands.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from briefer.compare.stories.clustering import WHOLE

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from briefer.compare.stories.terms import TermKind, Terms

_WORTH: dict[TermKind, float] = {
    "name": 1.8, "nation": 0.7, "figure": 1.2, "noun": 1.0, "word": 1.0, "common": 0.35,
}  # fmt: skip
_USUAL: dict[TermKind, float] = {
    "name": 0.5, "nation": 20.0, "figure": 3.0, "noun": 3.0, "word": 3.0, "common": 60.0,
}  # fmt: skip
"""In how many of ``_NEWS`` articles a term of a kind is, before any is counted."""
_NEWS = 200.0
_MOST_TERMS = 60
_CROWD = 120
_SHARE = 0.02
_FLOOR = 0.05
_LEAST_SHARED = 2
_MAIN = 8
_KEPT = 20
_OFF, _ON = 0.3, 0.6
"""Shares of the main terms at which two texts have nothing, and enough, in common."""


class Vectors:
    """The weighted terms of some texts, each of length 1, and the pairs among them."""

    def __init__(self, texts: Sequence[Terms]) -> None:
        counts: Counter[str] = Counter()
        names: set[str] = set()
        for text in texts:
            counts.update(text.loudness.keys())
            names.update(term for term, kind in text.kinds.items() if kind == "name")
        self._counts = counts
        self._texts = texts
        self._kinds = [_settled(text.kinds, names) for text in texts]
        self._all = _NEWS + len(texts)
        self.weights = [
            self._weigh(text.loudness, kinds)
            for text, kinds in zip(texts, self._kinds, strict=True)
        ]
        self._main = [
            sorted(weights.items(), key=lambda entry: (-entry[1], entry[0]))[:_KEPT]
            for weights in self.weights
        ]

    def _weigh(
        self, loudness: Mapping[str, float], kinds: Mapping[str, TermKind]
    ) -> dict[str, float]:
        """Return the strongest terms, in the order of the alphabet, as a vector of length 1."""
        counts = self._counts
        weights = {
            term: (1 + math.log(loud + 0.5))
            * _WORTH[kinds[term]]
            * math.log(self._all / (counts[term] + _USUAL[kinds[term]]))
            for term, loud in loudness.items()
        }
        best = sorted(weights, key=lambda term: (-weights[term], term))[:_MOST_TERMS]
        length = math.sqrt(math.fsum(weights[term] ** 2 for term in best)) or 1.0
        return {term: weights[term] / length for term in sorted(best) if weights[term] > 0}

    def pairs(self) -> dict[tuple[int, int], int]:
        """Return the likeness, in millionths, of all pairs that share rare terms and are alike.

        Terms that more than 2 % of many texts have lead to no pair; they count in those found.
        """
        crowd = max(_CROWD, _SHARE * len(self.weights))
        homes: dict[str, list[int]] = defaultdict(list)
        out: dict[tuple[int, int], int] = {}
        for one, main in enumerate(self._main):
            shared: Counter[int] = Counter()
            for term, _ in main:
                if self._counts[term] <= crowd:
                    shared.update(homes[term])
                    homes[term].append(one)
            for other, count in shared.items():
                if count >= _LEAST_SHARED and (value := self._likeness(other, one)) >= _FLOOR:
                    out[other, one] = round(value * WHOLE)
        return out

    def _likeness(self, one: int, other: int) -> float:
        """Return the cosine of two texts, less where neither has the other's main terms.

        Two trials at one court share a good part of their words, but not what each is about.
        """
        mine, theirs = self.weights[one], self.weights[other]
        kinds, others = self._kinds[one], self._kinds[other]
        shared = mine.keys() & theirs.keys()
        if not any(kinds[t] in _SPECIFIC or others[t] in _SPECIFIC for t in shared):
            return 0.0
        if self._texts[one].language != self._texts[other].language:
            mine, theirs = _across(mine, kinds), _across(theirs, others)
            shared = mine.keys() & theirs.keys()
        cosine = math.fsum(mine[term] * theirs[term] for term in shared)
        if cosine < _FLOOR:
            return 0.0
        focus = max(self._focus(one, other), self._focus(other, one))
        return cosine * min(1.0, max(0.0, (focus - _OFF) / (_ON - _OFF)))

    def _focus(self, one: int, other: int) -> float:
        """Return the share of a text's main terms that another has anywhere, 0 to 1."""
        kinds = self._kinds[other]
        main = self._main[one]
        if self._texts[one].language != self._texts[other].language:
            main = [(term, w) for term, w in main if self._kinds[one][term] in _CROSSING]
        main = main[:_MAIN]
        total = math.fsum(weight for _, weight in main)
        return math.fsum(w for term, w in main if term in kinds) / total if total else 0.0

    def shared(self, one: int, others: Sequence[int]) -> float:
        """Return how much of what some texts say one of them says too."""
        mine = self.weights[one]
        return math.fsum(
            weight
            for other in others
            if other != one
            for term, weight in self.weights[other].items()
            if term in mine
        )


_SPECIFIC = frozenset({"name", "figure"})
_CROSSING = _SPECIFIC | {"nation"}
"""What is the same in every language."""


def _settled(kinds: Mapping[str, TermKind], names: set[str]) -> Mapping[str, TermKind]:
    """Return a text's kinds, its nouns being names where another text has a name like it."""
    if "noun" not in kinds.values():
        return kinds
    return {t: "name" if k == "noun" and t in names else k for t, k in kinds.items()}


def _across(weights: Mapping[str, float], kinds: Mapping[str, TermKind]) -> dict[str, float]:
    """Return what of a vector crosses languages, of length 1 again."""
    kept = {term: weight for term, weight in weights.items() if kinds[term] in _CROSSING}
    length = math.sqrt(math.fsum(weight**2 for weight in kept.values())) or 1.0
    return {term: weight / length for term, weight in kept.items()}


def borderline(
    likeness: Mapping[tuple[int, int], int], least: int, reach: float
) -> Iterator[tuple[int, int]]:
    """Yield, in order, the pairs whose likeness is within a part of the least one demanded."""
    for pair in sorted(likeness):
        if abs(likeness[pair] - least) <= reach * least:
            yield pair
