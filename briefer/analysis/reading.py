"""What one sentence or claim says, read once and kept: words, facts, quotations, operators."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.cues import read_operators
from briefer.analysis.dates import DateMention, read_dates
from briefer.analysis.entities import Name, read_names_and_openers
from briefer.analysis.magnitudes import Magnitude, read_magnitudes
from briefer.analysis.quantities import Quantity, read_quantities
from briefer.analysis.terms import Term, read_terms
from briefer.analysis.tokens import Word
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefer.analysis.cues import Operator
    from briefer.lang import CueKind

_QUOTE = re.compile(
    r"“([^“”]+)”|\"([^\"]+)\"|«\s?([^«»]+?)\s?»|„([^„“”]+)[“”]|»([^»«]+)«|‘([^‘’]+(?:’\w[^‘’]*)*)’"
)
_OPEN = re.compile(r"[“„«]([^“”„«»]+)$|^([^“”„«»]+)[”»]")
_QUOTE_MARK = re.compile('[“”"«»„‘]')
"""One of these is in every quotation; most sentences have none."""
_SIDE = 3
_STOPS = frozenset(".;:")
_MEASURED = frozenset({"count", "money", "percent", "points"})
_PART_MARKS = frozenset(";:")
_CLAUSE_MARKS = frozenset(",;:—–().?!")
_CLAUSE_WORDS = lang.every_language().clause_joints


class Quote(NamedTuple):
    """Words between quotation marks: their span, without the marks."""

    start: int
    end: int
    text: str


class Cues(NamedTuple):
    """The operators of one kind, in order.

    ``firsts`` are their first tokens, ``heads`` their numbers by the tokens that they govern, and
    ``clauses`` the numbers of the clauses that they stand in.
    """

    operators: list[Operator]
    firsts: list[int]
    heads: dict[int, list[int]]
    clauses: frozenset[int]


class Reading:
    """One sentence or claim. Token spans count from ``offset`` in the text it is part of.

    Facts (quantities, dates, quotes) are read from ``text`` and have spans inside it; everything
    is read when first asked for.
    """

    def __init__(
        self, text: str, tokens: list[Word], language: str, known: Collection[str], offset: int = 0
    ) -> None:
        self.text = text
        self.tokens = tokens
        self.language = language
        self.offset = offset
        self._known = known
        self._cues: dict[CueKind, Cues] = {}
        self._beside: dict[tuple[int, int], list[str]] = {}

    @cached_property
    def dates(self) -> list[DateMention]:
        """Dates, weekdays and times."""
        return read_dates(self.text, self.language)

    @cached_property
    def quantities(self) -> list[Quantity]:
        """Quantities that are no dates."""
        skip = [(d.start, d.end) for d in self.dates]
        return read_quantities(self.text, self.language, skip)

    @cached_property
    def magnitudes(self) -> list[Magnitude]:
        """Counts told by their magnitude alone: *dozens*, *hundreds of thousands*."""
        return read_magnitudes(self.text, self.language)

    @cached_property
    def bound_tokens(self) -> frozenset[int]:
        """Tokens of the words that bound or make up a quantity: "*no more than half a dozen*"."""
        return frozenset(
            token
            for q in self.quantities
            if q.kind in _MEASURED
            for token in range(
                self.token_at(q.lead if q.qualifier else q.start), self.token_at(q.end - 1) + 1
            )
        )

    def quantities_between(self, first: int, last: int) -> list[tuple[int, Quantity]]:
        """Return the quantities that begin at some tokens, each with its first token."""
        starts = self._quantity_tokens
        low, high = bisect_left(starts, first), bisect_right(starts, last)
        return list(zip(starts[low:high], self.quantities[low:high], strict=True))

    @cached_property
    def _quantity_tokens(self) -> list[int]:
        return [self.token_at(q.start) for q in self.quantities]

    def dates_between(self, first: int, last: int) -> list[tuple[int, DateMention]]:
        """Return the dates that begin at some tokens, each with its first token."""
        starts = self._date_tokens
        low, high = bisect_left(starts, first), bisect_right(starts, last)
        return list(zip(starts[low:high], self.dates[low:high], strict=True))

    @cached_property
    def _date_tokens(self) -> list[int]:
        return [self.token_at(d.start) for d in self.dates]

    @property
    def names(self) -> list[Name]:
        """Names with what is attached to them; spans in the whole text."""
        return self._named[0]

    @cached_property
    def name_at(self) -> dict[int, Name]:
        """The name that each token is part of, if it is of one."""
        return {i: n for n in self.names for i in range(n.first, n.last + 1)}

    @property
    def openers(self) -> list[Name]:
        """Lone capitalised words that open a sentence, and may be names."""
        return self._named[1]

    @cached_property
    def _named(self) -> tuple[list[Name], list[Name]]:
        return read_names_and_openers(self.tokens, self.language, self._known)

    @cached_property
    def quotes(self) -> list[Quote]:
        """Quotations, also those that run on over the sentence's start or end."""
        if _QUOTE_MARK.search(self.text) is None:
            return []
        found = []
        for match in _QUOTE.finditer(self.text):
            group = match.lastindex or 1
            found.append(Quote(match.start(group), match.end(group), match[group]))
        for match in _OPEN.finditer(self.text):
            group = match.lastindex or 1
            if match[0][0] in lang.language(self.language).closing_marks:
                continue
            start, end = match.span(group)
            if not any(q.start < end and start < q.end for q in found):
                found.append(Quote(start, end, match[group]))
        return sorted(found)

    @cached_property
    def operators(self) -> list[Operator]:
        """Negations, hedges and attributions with the words they govern."""
        return read_operators(self.tokens, self.clauses, self.language)

    @cached_property
    def terms(self) -> list[Term]:
        """Facts, expressions and content words, in order."""
        return read_terms(self)

    @cached_property
    def main_parts(self) -> list[int]:
        """The number of the main part that each token is in: they end at semicolons and colons."""
        numbers, part = [], 0
        for token in self.tokens:
            part += token.text in _PART_MARKS
            numbers.append(part)
        return numbers

    @cached_property
    def parts(self) -> list[int]:
        """The number of the part that each token is in, by marks and by *and*, *while*, *but*."""
        joints = lang.language(self.language).conjunctions
        numbers, part = [], 0
        for token in self.tokens:
            part += token.text in _PART_MARKS or token.low in joints
            numbers.append(part)
        return numbers

    @cached_property
    def clauses(self) -> list[int]:
        """The number of the clause that each token is in."""
        numbers, clause = [], 0
        for token in self.tokens:
            if token.text in _CLAUSE_MARKS or token.low in _CLAUSE_WORDS:
                clause += 1
            numbers.append(clause)
        return numbers

    def clause_of(self, index: int) -> tuple[int, int]:
        """Return the first and last token of the clause that a token is in."""
        number = self.clauses[index]
        low = high = index
        while low > 0 and self.clauses[low - 1] == number:
            low -= 1
        while high + 1 < len(self.clauses) and self.clauses[high + 1] == number:
            high += 1
        return low, high

    @cached_property
    def content(self) -> list[tuple[int, str]]:
        """Token index and stem of each content word."""
        return [(i, t.stem) for i, t in enumerate(self.tokens) if t.content]

    def content_from(self, index: int) -> int:
        """Return which content word is the first at or behind a token."""
        return bisect_left(self._content_indexes, index)

    @cached_property
    def _content_indexes(self) -> list[int]:
        return [index for index, _ in self.content]

    def content_behind(self, index: int, most: int) -> list[str]:
        """Return the stems of at most so many content words behind a token."""
        start = self.content_from(index + 1)
        return [stem for _, stem in self.content[start : start + most]]

    def beside(self, index: int, step: int) -> list[str]:
        """Return the roots of at most three words right before (step -1) or behind (1) a token.

        The nearest is first; nothing is looked for beyond a full stop, a colon or a semicolon.
        """
        key = (index, step)
        found = self._beside.get(key)
        if found is None:
            found = self._beside[key] = list(islice(self._words_from(index, step), _SIDE))
        return found

    def _words_from(self, index: int, step: int) -> Iterator[str]:
        tokens = self.tokens
        told = False
        for at in range(index + step, len(tokens) if step > 0 else -1, step):
            token = tokens[at]
            if token.kind != "p":
                told = True
                yield token.stem or token.low
            elif told and token.text in _STOPS:
                return

    @cached_property
    def lows(self) -> frozenset[str]:
        """The folded form of every token."""
        return frozenset(t.low for t in self.tokens)

    @cached_property
    def forms(self) -> frozenset[str]:
        """The folded form and the stem of every token."""
        return self.lows | {t.stem for t in self.tokens}

    def said_within(self, low: str, span: range) -> bool:
        """Return whether a folded word stands among some tokens."""
        places = self._places.get(low)
        if places is None:
            return False
        index = bisect_left(places, span.start)
        return index < len(places) and places[index] < span.stop

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for index, token in enumerate(self.tokens):
            out.setdefault(token.low, []).append(index)
        return out

    def cues(self, kind: CueKind) -> Cues:
        """Return the operators of a kind, with what they govern."""
        found = self._cues.get(kind)
        if found is None:
            every = [op for op in self.operators if op.kind == kind]
            heads: dict[int, list[int]] = {}
            for number, op in enumerate(every):
                for head in op.heads:
                    heads.setdefault(head, []).append(number)
            clauses = frozenset(self.clauses[op.first] for op in every)
            found = self._cues[kind] = Cues(every, [op.first for op in every], heads, clauses)
        return found

    @cached_property
    def _starts(self) -> list[int]:
        return [t.start for t in self.tokens]

    def token_at(self, start: int, *, local: bool = True) -> int:
        """Return the index of the token at a position (in ``text``, or in the whole text)."""
        position = start + self.offset if local else start
        index = bisect_left(self._starts, position)
        if index < len(self.tokens) and self.tokens[index].start == position:
            return index
        return max(0, index - 1)

    def tokens_of(self, start: int, end: int) -> tuple[int, int]:
        """Return first and last token index of a span in ``text``."""
        return self.token_at(start), self.token_at(max(start, end - 1))
