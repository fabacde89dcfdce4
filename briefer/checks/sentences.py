"""One sentence of a source, and what is read from it when a check asks."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import pairwise
from typing import TYPE_CHECKING, Any, TypeVar

from briefer import lang
from briefer.analysis.reading import Reading
from briefer.analysis.tokens import Word, alike
from briefer.checks.mentions import forms_of
from briefer.lazy import cached_property
from briefer.model import Evidence, Sentence

if TYPE_CHECKING:
    from briefer.analysis.entities import Name

_SIDES = lang.every_language().sides
_UNLETTERED = lang.every_language().unlettered
_NAMESAKES = 20
"""Namesakes of one sentence that are looked at; of more, in a list, those of its full form."""
_FEW_NAMES = 12
"""Names of one sentence up to which looking at each is quicker than a table."""


T = TypeVar("T")


def _read_once(read: Callable[[Any], T]) -> cached_property[T]:
    """Return a property of a sentence that is worked out once for all sources it stands in."""

    @wraps(read)
    def value(sentence: SourceSentence) -> T:
        if sentence.shared is None:
            return read(sentence)
        found: T = getattr(sentence.shared, read.__name__)
        return found

    return cached_property(value)


@dataclass(eq=False)
class SourceSentence:
    """One sentence of a source with what was read from it."""

    number: int
    article: int
    sentence: Sentence
    words: list[Word]
    stems: frozenset[str]
    language: str
    known: frozenset[str]
    """Words known for names in its source."""
    shared: SourceSentence | None = None
    """The same sentence in another source, by which it is read for both."""

    @_read_once
    def groups(self) -> frozenset[int]:
        """Numbers of the groups of like meaning that its words are in."""
        return frozenset(number for stem in self.stems for number in alike(stem))

    @_read_once
    def reading(self) -> Reading:
        """The facts and operators of the sentence."""
        s = self.sentence
        return Reading(s.text, self.words, self.language, self.known, s.start)

    @_read_once
    def initials(self) -> str:
        """First letters of its words but the smallest, in a row."""
        return "".join(t.low[0] for t in self.words if t.kind == "w" and t.low not in _UNLETTERED)

    @_read_once
    def positions(self) -> dict[str, list[int]]:
        """Token indexes of each content stem, and of each group of like meaning (``~7``)."""
        out: dict[str, list[int]] = {}
        for index, stem in self.reading.content:
            out.setdefault(stem, []).append(index)
            for group in alike(stem):
                out.setdefault(f"~{group}", []).append(index)
        return out

    @_read_once
    def pairs(self) -> frozenset[tuple[str, str]]:
        """Neighbouring content stems."""
        stems = [t.stem for t in self.words if t.content]
        return frozenset(pairwise(stems))

    @_read_once
    def term_places(self) -> tuple[dict[str, list[int]], dict[int, list[int]]]:
        """First tokens of its terms, by root and by meaning; every content word is among them."""
        roots: dict[str, list[int]] = {}
        meanings: dict[int, list[int]] = {}
        for term in self.reading.terms:
            if term.kind != "word":
                continue
            roots.setdefault(term.root, []).append(term.first)
            if term.base:
                roots.setdefault(term.base, []).append(term.first)
            for meaning in term.means:
                meanings.setdefault(meaning, []).append(term.first)
        for index, root in self.reading.content:
            if root not in roots:
                roots[root] = [index]
        return roots, meanings

    @_read_once
    def roots_by_start(self) -> dict[str, list[tuple[str, list[int]]]]:
        """Longer roots of its terms with their places, by their first five letters."""
        out: dict[str, list[tuple[str, list[int]]]] = {}
        for root, places in self.term_places[0].items():
            if len(root) > 4:  # noqa: PLR2004
                out.setdefault(root[:5], []).append((root, places))
        return out

    @_read_once
    def contrasting(self) -> dict[tuple[int, int], list[int]]:
        """Token indexes of the words that have an opposite, by contrast and side."""
        out: dict[tuple[int, int], list[int]] = {}
        for index, word in enumerate(self.words):
            for side in _SIDES.get(word.low, ()):
                out.setdefault(side, []).append(index)
        return out

    def names_like(self, name: Name) -> list[Name]:
        """Return the names that can be of the same thing as a name, and perhaps some others."""
        names = self.reading.names
        if len(names) <= _FEW_NAMES:
            return names
        numbers = {n for form in forms_of(name) for n in self._names_by_form.get(form, ())}
        found = [names[number] for number in sorted(numbers)]
        if len(found) <= _NAMESAKES:
            return found
        return [n for n in found if n.parts == name.parts] or found[:_NAMESAKES]

    @_read_once
    def _names_by_form(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for number, name in enumerate(self.reading.names):
            for form in forms_of(name):
                out.setdefault(form, []).append(number)
        return out

    def evidence(self) -> Evidence:
        """Return the sentence as a claim's evidence."""
        s = self.sentence
        return Evidence(self.article, s.id, s.start, s.end, s.text)
