"""The support score, and the search for evidence.

Both rest on one alignment: each content word of the claim, weighted by its rarity in the source,
is looked for in a sentence, as itself, as a word of the same beginning, or as one of like
meaning. ``docs/checks.md`` gives the formula and how its constants were chosen.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from itertools import chain, pairwise
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.entities import CALENDAR
from briefer.analysis.tokens import Word, alike
from briefer.checks.source import START
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source

MOST_EVIDENCE = 3
ENOUGH = 0.9
"""Evidence that covers this much of a claim needs no further sentence."""
_LIKE = 0.8
_SAME_START = 0.6
_NOTHING: Mapping[str, float] = {}
_CAPITAL = 0.5
_PAIRS = 0.2
_POSITION = 0.2
_LATER = 0.2
_GAIN = 0.3
_UNKNOWN_NAME = 0.5
_UNKNOWN_NUMBER = 0.85
_FINDING = 0.7
_SLACK = 1e-9
"""More than adding up in another order can make of a difference."""


class Content:
    """A claim's content words with their weights."""

    def __init__(self, tokens: Sequence[Word], source: Source, language: str) -> None:
        self.weights: dict[str, float] = {}
        self.unknown_names = 0
        self.unknown_numbers = 0
        stems = []
        opening = True
        nouns = lang.language(language).nouns_capitalised
        for token in tokens:
            if not token.content:
                continue
            stems.append(token.stem)
            if token.stem not in self.weights:
                number = token.kind == "n" or token.stem[0] == "#"
                capital = token.text[0].isupper() and not (opening or nouns)
                weight = source.rarity(token.stem)
                self.weights[token.stem] = weight * (_CAPITAL if capital and not number else 1)
                if token.stem not in source.by_stem and not source.has_alike(token.stem):
                    self.unknown_numbers += number
                    self.unknown_names += capital and not number and token.low not in CALENDAR
            opening = False
        self.pairs = set(pairwise(stems))
        self.total = sum(self.weights.values()) or 1.0
        self._source = source
        self._own: dict[int, float] = {}

    @cached_property
    def _covered(self) -> dict[int, dict[str, float]]:
        """How far each sentence of the source has each word, by the sentence's number."""
        source = self._source
        out: dict[int, dict[str, float]] = {}
        for stem in self.weights:
            starts = source.by_start.get(stem[:START], ()) if len(stem) >= START else ()
            like = (source.by_group.get(group, ()) for group in alike(stem))
            for part, numbers in (
                (_SAME_START, starts),
                (_LIKE, chain.from_iterable(like)),
                (1.0, source.by_stem.get(stem, ())),
            ):
                for number in numbers:
                    if number in out:
                        out[number][stem] = part
                    else:
                        out[number] = {stem: part}
        return out

    def covered(self, sentence: SourceSentence) -> Mapping[str, float]:
        """Return how far (0 to 1) a sentence has each word."""
        if sentence.number < 0:
            return self._by_itself(sentence)
        return self._covered.get(sentence.number, _NOTHING)

    def _by_itself(self, sentence: SourceSentence) -> dict[str, float]:
        """Return the same of a sentence that is kept beside the source: an order to software."""
        starts = {stem[:START] for stem in sentence.stems if len(stem) >= START}
        out: dict[str, float] = {}
        for stem in self.weights:
            if stem in sentence.stems:
                out[stem] = 1.0
            elif not sentence.groups.isdisjoint(alike(stem)):
                out[stem] = _LIKE
            elif len(stem) >= START and stem[:START] in starts:
                out[stem] = _SAME_START
        return out

    def share(self, covered: Mapping[str, float]) -> float:
        """Return the weight covered, of 1."""
        weights, total = self.weights, 0.0
        for stem, part in covered.items():
            total += weights[stem] * part
        return total / self.total

    def own(self, sentence: SourceSentence) -> float:
        """Return the share of the claim that a sentence has by itself, 0 to 1."""
        known = self._own.get(sentence.number)
        if known is None:
            known = self._own[sentence.number] = self.share(self.covered(sentence))
        return known

    def figures(self, sentences: Sequence[SourceSentence]) -> set[str]:
        """Return the claim's numbers that some sentences have."""
        return {
            stem
            for sentence in sentences
            for stem, part in self.covered(sentence).items()
            if stem[0] == "#" and part == 1.0
        }

    def joint(self, sentences: Sequence[SourceSentence]) -> float:
        """Return the share of the claim that some sentences have together, 0 to 1."""
        have: Mapping[str, float] = {}
        for sentence in sentences:
            have = merged(have, self.covered(sentence))
        return self.share(have)


def merged(one: Mapping[str, float], other: Mapping[str, float]) -> dict[str, float]:
    """Return the better of two coverages, word by word."""
    out = dict(one)
    for stem, part in other.items():
        if part > out.get(stem, 0.0):
            out[stem] = part
    return out


def find(content: Content, source: Source, pool: Sequence[SourceSentence]) -> list[SourceSentence]:
    """Return at most three sentences that bear a claim out, best first.

    The first is the one most like the claim; the next two add most of what is still missing.
    Nothing is added once ``ENOUGH`` of the claim is covered.
    """
    ranked = []
    for sentence in pool:
        covered = content.covered(sentence)
        if not covered:
            continue
        pairs = len(content.pairs & sentence.pairs) / max(1, len(content.weights))
        place = sentence.number - source.first_of(sentence.article)
        value = content.own(sentence) + _PAIRS * pairs
        near = 1 / (1 + place)
        ranked.append((value, value + _POSITION * near, covered, sentence, near))
    ranked.sort(key=lambda entry: (-entry[1], entry[3].number))
    chosen: list[SourceSentence] = []
    have: Mapping[str, float] = {}
    while ranked and len(chosen) < MOST_EVIDENCE:
        share = content.share(have)
        if share >= ENOUGH:
            break
        best = ranked[0]
        if chosen:
            most = (-math.inf, 0)
            for entry in ranked:
                _, value, covered, sentence, near = entry
                value += near * _LATER
                # It adds no more than it has; most are out of the running by that.
                if value + _GAIN * content.own(sentence) + _SLACK < most[0]:
                    continue
                value += _GAIN * (content.share(merged(have, covered)) - share)
                if (value, -sentence.number) > most:
                    best, most = entry, (value, -sentence.number)
        ranked.remove(best)
        chosen.append(best[3])
        have = merged(have, best[2])
    return chosen


def cover(content: Content, sentences: Sequence[SourceSentence], most: int) -> list[SourceSentence]:
    """Return the sentences that together cover most of a claim, greedily, at most so many."""
    chosen: list[SourceSentence] = []
    have: Mapping[str, float] = {}
    near = [(s, own) for s in sentences if (own := content.own(s))]
    for _ in range(most):
        share = content.share(have)
        best, best_share = None, share + 1e-6
        for sentence, own in near:
            if share + own + _SLACK < best_share:
                continue
            value = content.share(merged(have, content.covered(sentence))) if have else own
            if value > best_share:
                best, best_share = sentence, value
        if best is None:
            break
        chosen.append(best)
        have = merged(have, content.covered(best))
    return chosen


def score(content: Content, sentences: Sequence[SourceSentence], findings: int) -> float:
    """Return the support of a claim, 0 to 1.

    The cube root of the share of its content that the evidence has, times a constant below one
    for each name and number that no sentence of the source has, and for each finding.
    """
    value = math.cbrt(min(1.0, content.joint(sentences)))
    value *= _UNKNOWN_NAME ** min(3, content.unknown_names)
    value *= _UNKNOWN_NUMBER ** min(3, content.unknown_numbers)
    return round(value * _FINDING ** min(2, findings), 4)
