"""A claim laid over a sentence it retells: which words are kept, which stand for which.

Both are cut into units: a name is one unit, known by its entity, any other word is known by its
stem; articles and marks are left out. What stands in one place of both is found by the longest
common subsequence's edit script (Levenshtein). A name of the claim that stands where the sentence
has another name *has the same part in the sentence*.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import Levenshtein

from briefer import lang
from briefer.checks.mentions import SETTLED
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefer.analysis.entities import Name
    from briefer.analysis.reading import Reading
    from briefer.checks.context import Context
    from briefer.checks.entities import Entity
    from briefer.checks.sentences import SourceSentence

_ARTICLES = lang.every_language().article_forms
_BLOCK = 3
"""Units of one place that was told otherwise; more are another sentence."""
_MANY = 400
"""Names of a claim from which it is a list, laid over nothing."""


class Unit(NamedTuple):
    """A name or a word: its first and last token, its name if it is one."""

    key: str
    first: int
    last: int
    name: Name | None


class Change(NamedTuple):
    """Units of the claim and what the sentence has in their place. ``beside``: words kept there.

    ``beside`` counts the sides (0 to 2) on which the next word is the same in both.
    """

    claim: tuple[Unit, ...]
    source: tuple[Unit, ...]
    beside: int


@dataclass(eq=False)
class Retelling:
    """A claim laid over one sentence."""

    context: Context
    sentence: SourceSentence
    found: Mapping[int, list[Entity]]
    words: list[Unit]
    """The claim's units; what its names stand for depends on the sentence."""

    @cached_property
    def _claim(self) -> list[Unit]:
        if not self.context.claim.names:
            return self.words
        register, sentence = self.context.register, self.sentence
        here = {id(register.entity_at(sentence, n)) for n in sentence.reading.names}

        def key(name: Name) -> str:
            known = self.found.get(name.first, [])
            # Of several that a short name can be of it is the one that the sentence has.
            entity = next((e for e in reversed(known) if id(e) in here), None)
            entity = entity or next(reversed(known), None)
            return f"={id(entity)}" if entity is not None else f"=?{name.first}"

        return [u if u.name is None else Unit(key(u.name), *u[1:]) for u in self.words]

    @cached_property
    def _source(self) -> list[Unit]:
        sentence, register = self.sentence, self.context.register
        kept = register.units.get(sentence.number)
        if kept is not None:
            return kept

        def key(name: Name) -> str:
            entity = register.entity_at(sentence, name)
            return f"={id(entity)}" if entity is not None else f"={name.key}"

        laid = register.units[sentence.number] = units(sentence.reading, key)
        return laid

    @cached_property
    def _script(self) -> list[tuple[str, int, int, int, int]]:
        theirs, mine = [u.key for u in self._source], [u.key for u in self._claim]
        return [tuple(op) for op in Levenshtein.opcodes(theirs, mine)]  # type: ignore[misc]

    @property
    def shared(self) -> float:
        """The share of the claim's units that the sentence has in any order, 0 to 1."""
        theirs = {u.key for u in self._source}
        return sum(u.key in theirs for u in self._claim) / max(1, len(self._claim))

    @cached_property
    def kept(self) -> float:
        """The share of the claim's units that the sentence has in the same order, 0 to 1."""
        same = sum(high - low for tag, _, _, low, high in self._script if tag == "equal")
        return same / max(1, len(self._claim))

    @cached_property
    def changes(self) -> list[Change]:
        """Every place at which a few units were exchanged for others."""
        return list(self._changes())

    def _changes(self) -> Iterator[Change]:
        for low, high, begin, end in self._blocks():
            before, behind = begin > 0, end < len(self._claim)
            # A claim's own edge counts as kept: nothing there speaks for another reading.
            sides = (before or behind) * (2 if before != behind else before + behind)
            mine, theirs = tuple(self._claim[begin:end]), tuple(self._source[low:high])
            if not mine or not theirs or max(len(mine), len(theirs)) > _BLOCK:
                continue
            if len(mine) == len(theirs):
                last = len(mine) - 1
                for index, (one, other) in enumerate(zip(mine, theirs, strict=True)):
                    yield Change((one,), (other,), sides if last == 0 else index in {0, last})
            else:
                yield Change(mine, theirs, sides)

    def _blocks(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield what lies between two kept words, as ranges of the sentence and of the claim."""
        start: tuple[int, int] | None = None
        end = (0, 0)
        for tag, low, high, begin, stop in self._script:
            if tag == "equal":
                if start is not None:
                    yield start[0], end[0], start[1], end[1]
                start = None
                continue
            start = start or (low, begin)
            end = (high, stop)
        if start is not None:
            yield start[0], end[0], start[1], end[1]

    def names_for(self, name: Name) -> Iterator[tuple[Name, int]]:
        """Yield the sentence's names that stand where the claim has a name, with sides kept."""
        for change in self.changes:
            mine = [u for u in change.claim if u.name is not None]
            theirs = [u for u in change.source if u.name is not None]
            if len(mine) == len(theirs) == 1 and mine[0].name is name:
                other = theirs[0].name
                if other is not None:
                    # "The Atlanta-area pastor" for his name: words beside it make it a description.
                    alone = len(change.claim) == len(change.source)
                    yield other, change.beside if alone else min(change.beside, 1)


def units(reading: Reading, key: Callable[[Name], str]) -> list[Unit]:
    """Return the names and other words of a sentence in order, but articles and marks."""
    starts = {name.first: name for name in reading.names}
    out: list[Unit] = []
    at = 0
    new = tuple.__new__  # half the time of calling the class, and there are many words
    for index, token in enumerate(reading.tokens):
        if index < at:
            continue
        name = starts.get(index)
        if name is not None:
            out.append(Unit(key(name), name.first, name.last, name))
            at = name.last + 1
        elif token.kind != "p" and (low := token.low) not in _ARTICLES:
            word = "in" if low in SETTLED else token.stem or low
            out.append(new(Unit, (word, index, index, None)))
    return out


def retellings(
    context: Context, found: Mapping[int, list[Entity]], least: float
) -> list[Retelling]:
    """Return a claim laid over each of its evidence sentences that it retells, the closest first.

    Args:
        context: the claim before its source.
        found: what each name of the claim can be of, by the index of its first token.
        least: the share of the claim's units that such a sentence has, 0 to 1.
    """
    if len(context.claim.names) > _MANY:
        return []
    words = units(context.claim, lambda name: name.key)
    laid = [Retelling(context, sentence, found, words) for sentence in context.evidence]
    told = [r for r in laid if r.shared >= least and r.kept >= least]
    return sorted(told, key=lambda r: -r.kept)
