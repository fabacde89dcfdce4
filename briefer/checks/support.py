"""The support score, and the search for evidence."""

from __future__ import annotations

from collections.abc import Sequence

from briefer.checks.source import Source, SourceSentence
from briefer.checks.words import Word, alike, is_content

MOST_EVIDENCE = 3
_LIKE = 0.7
_GAIN = 0.12
_FIGURE = 1.5


class Content:
    """A claim's content words with their weights."""

    def __init__(self, tokens: Sequence[Word], source: Source, language: str) -> None:
        self.weights: dict[str, float] = {}
        for token in tokens:
            if is_content(token, language) and token.stem not in self.weights:
                capital = token.kind == "n" or token.text[0].isupper()
                self.weights[token.stem] = source.rarity(token.stem) * (_FIGURE if capital else 1)
        self.total = sum(self.weights.values()) or 1.0

    def covered(self, sentence: SourceSentence) -> dict[str, float]:
        """Return how far (0 to 1) a sentence has each word."""
        out = {}
        for stem in self.weights:
            if stem in sentence.stems:
                out[stem] = 1.0
            elif any(group in sentence.groups for group in alike(stem)):
                out[stem] = _LIKE
        return out

    def share(self, covered: dict[str, float]) -> float:
        """Return the weight covered, of 1."""
        return sum(self.weights[stem] * part for stem, part in covered.items()) / self.total


def find(content: Content, pool: Sequence[SourceSentence]) -> list[SourceSentence]:
    """Return at most three sentences that together cover the most, best first."""
    coverage = [(sentence, content.covered(sentence)) for sentence in pool]
    chosen: list[SourceSentence] = []
    have: dict[str, float] = {}
    for _ in range(MOST_EVIDENCE):
        best, best_share = None, content.share(have) + (_GAIN if chosen else 0.0)
        for sentence, covered in coverage:
            share = content.share(merged(have, covered))
            if share > best_share + 1e-9:
                best, best_share = (sentence, covered), share
        if best is None:
            break
        chosen.append(best[0])
        have = merged(have, best[1])
    return chosen


def merged(one: dict[str, float], other: dict[str, float]) -> dict[str, float]:
    """Return the better of two coverages, word by word."""
    out = dict(one)
    for stem, part in other.items():
        if part > out.get(stem, 0.0):
            out[stem] = part
    return out


def score(content: Content, sentences: Sequence[SourceSentence]) -> float:
    """Return the share of a claim's content that the sentences have together, 0 to 1."""
    have: dict[str, float] = {}
    for sentence in sentences:
        have = merged(have, content.covered(sentence))
    return round(content.share(have), 4)
