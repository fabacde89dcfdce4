"""Which sentences of a text carry it: position, centrality, facts, and how well each stands alone.

Centrality is a sentence's cosine with the centroid of all sentences, terms weighted by rarity
(Radev et al., 2004, "Centroid-based summarization of multiple documents"); choices are kept
diverse by maximal marginal relevance (Carbonell and Goldstein, 1998). Both are linear in the
text here, whatever its language or script.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from briefer import lang
from briefer.analysis.quotes import is_cut
from briefer.model import SentenceKind

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:[’'][^\W\d_]+)*")
_UNSPACED = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_APOSTROPHE = re.compile("[’']")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_MONEY = re.compile(r"[$€£¥₹%‰]")
_INITIAL = re.compile(r"(?<=[\w,;:)’”] )[\"“«]?[^\W\d_a-zß-öø-ÿ][\w’'.-]+")
_QUOTED = re.compile(r"[“\"«„][^”\"»“]{12,}[”\"»“]")
_LANGUAGE = lang.leaning_words()
_SPEAKER = re.compile(rf"\b(?:{'|'.join(sorted(_LANGUAGE.quoting_verbs))})\b")
_MULTIPART_QUOTE = re.compile(r"^[“\"«„]|[“«„][^”»“]*$")
_QUOTED_OPENER = re.compile(r"\s*[“\"«„‘]")
_PERSONAL = re.compile(rf"\b(?:{'|'.join(sorted(_LANGUAGE.first_persons))})\b")
_BOILERPLATE = re.compile(rf"^(?:{'|'.join(_LANGUAGE.page_lines)})\b|©", re.IGNORECASE)
_STEM = 6
_BEST_LENGTH = (7, 38)
"""Words: shorter says too little, longer is hard to read in a brief."""

_LEANING = {
    **dict.fromkeys(sorted(_LANGUAGE.leaning_pronouns), 0.55),
    **dict.fromkeys(sorted(_LANGUAGE.leaning_demonstratives), 0.35),
    **dict.fromkeys(sorted(_LANGUAGE.leaning_connectives), 0.2),
}
"""Words that a sentence leans on an earlier one with, and how much that costs it."""

_NOT_DANGLING = re.compile(rf"^(?:{'|'.join(_LANGUAGE.free_openers)})\b", re.IGNORECASE)
_BACKWARD = re.compile(rf"^(?:{'|'.join(_LANGUAGE.leaning_openers)})\b", re.IGNORECASE)
_INNER_DEMONSTRATIVE = re.compile("|".join(_LANGUAGE.inner_pointers))

Terms = frozenset[str]


@dataclass(frozen=True, slots=True)
class Text:
    """A sentence to rank: its id, its text, what tells its paragraph apart, and what it is."""

    id: str
    text: str
    paragraph: int | str = 0
    kind: SentenceKind = "prose"


@dataclass(frozen=True, slots=True)
class Ranked:
    """A sentence with what it is chosen by; every score is in [0, 1], or below for a fault.

    ``alone`` says how well it reads out of its place: 1 well, 0 hardly. ``is_quoted`` tells that
    it begins with somebody's words.
    """

    index: int
    source: Text
    terms: Terms
    words: int
    position: float
    centrality: float
    facts: float
    alone: float
    is_quoted: bool = False


class Ranking:
    """The sentences of one text, ranked."""

    def __init__(self, texts: Sequence[Text]) -> None:
        read = [_read(text.text) for text in texts]
        terms = [each.terms for each in read]
        self._rarity = _rarity(terms)
        self._weights: dict[Terms, float] = {}
        central = self._centralities(terms)
        prose = [i for i, text in enumerate(texts) if text.kind == "prose"]
        place = {index: at for at, index in enumerate(prose)}
        self.sentences = tuple(
            Ranked(
                index=i,
                source=text,
                terms=terms[i],
                words=read[i].words,
                position=_position(place.get(i, i), len(prose) or len(texts)),
                centrality=central[i],
                facts=read[i].facts,
                alone=read[i].alone,
                is_quoted=_QUOTED_OPENER.match(text.text) is not None,
            )
            for i, text in enumerate(texts)
        )

    def terms(self, text: str) -> Terms:
        """Return the terms of a text that the ranked sentences share."""
        return frozenset(term for term in _read(text).terms if term in self._rarity)

    def similarity(self, one: Terms, other: Terms) -> float:
        """Return how much of the shorter of two sentences' weight is shared, in [0, 1]."""
        least = min(self._weight(one), self._weight(other))
        return self._weight(one & other) / least if least else float(one == other)

    def choose(
        self,
        pool: Sequence[Ranked],
        count: int,
        score: Callable[[Ranked], float],
        *,
        besides: Collection[Ranked] = (),
        near: float = 0.6,
    ) -> list[Ranked]:
        """Pick up to ``count`` sentences, best first, each unlike those already picked.

        A sentence as like an earlier one (or one of ``besides``) as ``near`` is never picked.
        """
        candidates = sorted(pool, key=lambda each: (-score(each), each.index))[:_CANDIDATES]
        likeness = {
            each.index: max((self.similarity(each.terms, b.terms) for b in besides), default=0.0)
            for each in candidates
        }
        chosen: list[Ranked] = []
        while candidates and len(chosen) < count:
            paragraphs = {each.source.paragraph for each in chosen}

            def marginal(each: Ranked, taken: Collection[int | str] = paragraphs) -> float:
                again = _SAME_PARAGRAPH if each.source.paragraph in taken else 0.0
                return score(each) - _DIVERSITY * likeness[each.index] - again

            candidates = [each for each in candidates if likeness[each.index] < near]
            if not candidates:
                break
            best = max(candidates, key=lambda each: (marginal(each), -each.index))
            chosen.append(best)
            candidates.remove(best)
            for each in candidates:
                alike = self.similarity(each.terms, best.terms)
                likeness[each.index] = max(likeness[each.index], alike)
        return chosen

    def _weight(self, terms: Terms) -> float:
        weight = self._weights.get(terms)
        if weight is None:
            # An exact sum, whose order is of no account.
            weight = math.fsum([self._rarity.get(term, 0.0) for term in terms])
            self._weights[terms] = weight
        return weight

    def _centralities(self, terms: Sequence[Terms]) -> list[float]:
        """Return each sentence's cosine with the centroid of the others, the highest being 1."""
        frequency = Counter(term for each in terms for term in each)
        raw = []
        for each in terms:
            squares = {term: self._rarity[term] ** 2 for term in each}
            shared = math.fsum(w * (frequency[term] - 1) for term, w in squares.items())
            norm = math.sqrt(math.fsum(squares.values()))
            raw.append(shared / norm if norm else 0.0)
        highest = max(raw, default=0.0)
        return [value / highest if highest else 0.0 for value in raw]


class _Read(NamedTuple):
    """What a sentence is chosen by wherever it stands; see `Ranked`."""

    words: int
    terms: Terms
    facts: float
    alone: float


@lru_cache(maxsize=1_024)  # it is ranked among its article's, its story's and beside its title
def _read(text: str) -> _Read:
    words = _words(text)
    count = len(words)
    return _Read(count, _terms(words), _facts(text, count), _alone(text, count))


_CANDIDATES = 200
_DIVERSITY = 0.5
_SAME_PARAGRAPH = 0.06


def _words(text: str) -> list[str]:
    """Return the words of a text; scripts without spaces give overlapping pairs of characters."""
    words = []
    for word in _WORD.findall(text.casefold()):
        if _UNSPACED.search(word):
            words += [word[i : i + 2] for i in range(max(len(word) - 1, 1))]
        else:
            words.append(word)
    return words


def _terms(words: Sequence[str]) -> Terms:
    return frozenset(_stem(word) for word in words)


@lru_cache(maxsize=16_384)
def _stem(word: str) -> str:
    """Fold inflections together, roughly, in any language that inflects at a word's end."""
    return word if word[0].isdigit() else max(_APOSTROPHE.split(word), key=len)[:_STEM]


def _rarity(terms: Sequence[Terms]) -> dict[str, float]:
    frequency = Counter(term for each in terms for term in each)
    total = len(terms)
    return {term: math.log((1 + total) / count) for term, count in frequency.items()}


def _position(place: int, total: int) -> float:
    """News tells the most important first: 1 for the lead, falling towards 0."""
    return 1 / (1 + place / max(2.0, math.sqrt(total)))


def _facts(text: str, words: int) -> float:
    """Return the density of what can be checked: numbers, money, names, quotations."""
    if not words:
        return 0.0
    figures = len(_NUMBER.findall(text)) + 0.5 * len(_MONEY.findall(text))
    names = len(_INITIAL.findall(text))
    quoted = 1.5 if _QUOTED.search(text) and _SPEAKER.search(text) else 0.0
    found = 1.4 * min(figures, 4) + 0.6 * min(names, 5) + quoted
    return min(1.0, found / (2 + math.sqrt(words)))


def _alone(text: str, words: int) -> float:
    """Return how well a sentence reads by itself: 1 well, 0 hardly."""
    fewest, most = _BEST_LENGTH
    score = 1.0
    if words < fewest:
        score -= 0.5 * (fewest - words) / fewest
    elif words > most:
        score -= min(0.5, (words - most) / most)
    opener = _WORD.search(text.casefold())
    if opener and not _NOT_DANGLING.match(text):
        score -= _LEANING.get(opener[0], 0.0)
    if _BACKWARD.match(text):
        score -= 0.55
    if _INNER_DEMONSTRATIVE.search(text):
        score -= 0.2
    if is_cut(text) or (_MULTIPART_QUOTE.search(text) and not _SPEAKER.search(text)):
        score -= 0.6
    elif _PERSONAL.search(text) and not _SPEAKER.search(text):
        score -= 0.4
    if text.rstrip('"”»’) ').endswith(("?", "？", "؟", ":", "…")):
        score -= 0.5
    if _BOILERPLATE.search(text):
        score -= 0.8
    return max(0.0, score)
