"""The names of a source, and when two mentions are of the same thing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from briefer import lang

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word
    from briefer.checks.source import Source, SourceSentence

_OFFICES = lang.every_language().offices

_LOCATIVE = frozenset(
    """in at near from to into outside inside around across towards toward via through off within
    throughout beyond à en au aux dans vers depuis chez près nach aus bei im am""".split()
)
SETTLED = frozenset(
    {"in", "at", "near", "inside", "outside", "à", "en", "au", "aux", "dans", "aus"}
)
"""Prepositions behind which a place stands for sure."""
_TYPO = 1
LONG = 6
"""Letters from which a word may have one wrong."""


def located(tokens: Sequence[Word], first: int, prepositions: frozenset[str] = _LOCATIVE) -> bool:
    """Whether a preposition of place stands before a token, articles and adjectives between."""
    index = first - 1
    while index >= 0 and tokens[index].low in _BETWEEN:
        index -= 1
    return index >= 0 and tokens[index].low in prepositions


_BETWEEN = frozenset(
    """the la le der die das den dem nearby central southern northern eastern western""".split()
)


def same(one: Name, other: Name) -> bool:
    """Whether two mentions can name the same thing."""
    if one.nation or other.nation:
        return one.nation == other.nation and bool(one.nation)
    return one.key == other.key or _close(one.key, other.key) or _acronym(one, other)


def _close(one: str, other: str) -> bool:
    """A spelling variant: one letter off in a long word, or a plural."""
    if min(len(one), len(other)) < LONG:
        return one.rstrip("s") == other.rstrip("s")
    return one[:2] == other[:2] and Levenshtein.distance(one, other, score_cutoff=_TYPO) <= _TYPO


def _acronym(one: Name, other: Name) -> bool:
    short, long = (one, other) if len(one.parts) == 1 else (other, one)
    letters = short.parts[0].replace(".", "")
    if len(short.parts) != 1 or not short.text.replace(".", "").isupper():
        return False
    initials = "".join(part[0] for part in long.parts)
    heads = "".join(part[0] for part in long.parts if part not in {"of", "the", "and", "for", "in"})
    return len(letters) > 1 and letters in {initials, heads}


class Register:
    """Every name of the sentences in a scope, by key, and every word they have."""

    def __init__(self, sentences: list[SourceSentence], source: Source) -> None:
        self.by_key: dict[str, list[tuple[SourceSentence, Name]]] = {}
        self.all: list[tuple[SourceSentence, Name]] = []
        self.seats: set[str] = set()
        for sentence in sentences:
            for name in sentence.reading.names:
                self.all.append((sentence, name))
                self.by_key.setdefault(name.key, []).append((sentence, name))
        self.places = {n.key for s, n in self.all if located(s.words, n.first, SETTLED)}
        self.roles = {_OFFICES[t.low] for s in sentences for t in s.words if t.low in _OFFICES}
        self.words = source.folded_words({s.article for s in sentences})

    def mentions(self, name: Name) -> list[tuple[SourceSentence, Name]]:
        """Return the mentions that can be of the same thing."""
        direct = self.by_key.get(name.key)
        if direct:
            return direct
        return [(s, other) for s, other in self.all if same(name, other)]
