"""Two wordings of a passage, word for word: what is equal, and the hunks that are not.

Quantities, dates and the names of countries are one unit each, keyed by what they mean, so that
"1,000" and "one thousand" or "Nov. 21" and "November 21" are equal words.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.distance import OSA, Levenshtein

from briefer import lang
from briefer.analysis.dates import DateMention
from briefer.analysis.equivalence import date_key, is_counted, quantity_key
from briefer.analysis.numerals import ENGLISH
from briefer.analysis.quantities import Quantity
from briefer.analysis.reading import Reading
from briefer.analysis.tokens import Word, stem, words
from briefer.analysis.units import is_unspaced, unit_after

_ENGLISH = lang.language("en")
_SIDES = lang.every_language().sides
_PORTFOLIOS = lang.every_language().portfolios
_OFFICES = lang.every_language().offices
_MAGNITUDES = lang.every_language().magnitudes

_ABBREVIATIONS = lang.every_language().abbreviations
_GROUP = re.compile(
    r"(?<=(?<!\d)\d) (?=\d{3}(?!\d))|(?<=(?<!\d)\d\d) (?=\d{3}(?!\d))"
    r"|(?<=(?<!\d)\d\d\d) (?=\d{3}(?!\d))"
)
_STOPPED = re.compile(r"(?<=\d[ \u00a0\u202f])(Mio|Mrd)\.(?=\s)")
_SIGNS = frozenset("%€$£¥")
_NEGATIVE_FORMS = lang.every_language().negative_forms
_TYPO = 1
_TYPO_LETTERS = 4
_TIMES = lang.every_language().repetitions
_EVERY = lang.every_language().repetition_rates


class Unit(NamedTuple):
    """One word, or one fact of several: its key and its first and last token."""

    key: str
    first: int
    last: int
    fact: Quantity | DateMention | None = None


@dataclass
class Wording:
    """One version's wording of a passage, ready to be compared. Spans are inside ``text``."""

    text: str
    language: str
    known: Collection[str] = ()
    reading: Reading = field(init=False)
    units: list[Unit] = field(init=False)
    _firsts: list[int] = field(init=False)

    def __post_init__(self) -> None:
        """Read the text."""
        text = _GROUP.sub("\u202f", self.text)  # as long, and read as one number
        text = _STOPPED.sub("\\1 ", text)
        tokens = words(text, self.language)
        self.reading = Reading(text, tokens, self.language, self.known)
        self.units = _units(self.reading)
        self._firsts = [unit.first for unit in self.units]

    def unit_of(self, token: int) -> int:
        """Return the unit that a token is in; for a mark, the unit behind it."""
        at = bisect_left(self._firsts, token + 1) - 1
        if at >= 0 and self.units[at].last >= token:
            while at and self.units[at - 1].last >= token:
                at -= 1
            return at
        return min(at + 1, len(self.units) - 1)

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Return the span of some units, first and last included."""
        tokens = self.reading.tokens
        start, end = tokens[self.units[first].first].start, tokens[self.units[last].last].end
        for fact in (self.units[first].fact, self.units[last].fact):
            if fact is not None:
                start, end = min(start, fact.start), max(end, fact.end)
        if end - start > 2 and self.text[start:end].endswith(("'s", "’s")):  # noqa: PLR2004
            end -= 2
        return start, end

    def content(self, start: int, stop: int) -> list[int]:
        """Return the units from ``start`` up to ``stop`` that carry content."""
        tokens = self.reading.tokens
        return [
            u
            for u in range(start, stop)
            if self.units[u].fact is not None or tokens[self.units[u].first].content
        ]


class Hunk(NamedTuple):
    """Units that differ: ``old[a:b]`` stands where ``new[c:d]`` does; either may be empty."""

    a: int
    b: int
    c: int
    d: int


@dataclass
class WordAlignment:
    """Two wordings, the units that are equal in both, and the hunks between them."""

    old: Wording
    new: Wording
    hunks: list[Hunk] = field(init=False)
    to_new: dict[int, int] = field(init=False)
    to_old: dict[int, int] = field(init=False)
    typos: set[tuple[int, int]] = field(init=False, default_factory=set)

    def __post_init__(self) -> None:
        """Align the units."""
        mine, theirs = [u.key for u in self.old.units], [u.key for u in self.new.units]
        self.to_new, self.to_old, self.hunks = {}, {}, []
        for code in Levenshtein.opcodes(mine, theirs):
            a, b, c, d = code.src_start, code.src_end, code.dest_start, code.dest_end
            if code.tag == "equal":
                self._equal(a, b, c)
            elif self.hunks and self.hunks[-1].b == a and self.hunks[-1].d == c:
                self.hunks[-1] = self.hunks[-1]._replace(b=b, d=d)
            else:
                self.hunks.append(Hunk(a, b, c, d))
        for hunk in list(self.hunks):
            if is_misspelt(self.old, (hunk.a, hunk.b), self.new, (hunk.c, hunk.d)):
                self._equal(hunk.a, hunk.a + min(hunk.b - hunk.a, hunk.d - hunk.c), hunk.c)
                if self.old.units[hunk.a].fact is None and self.new.units[hunk.c].fact is None:
                    self.typos.add((hunk.a, hunk.c))
                self.hunks.remove(hunk)

    def _equal(self, a: int, b: int, c: int) -> None:
        for k in range(b - a):
            self.to_new[a + k], self.to_old[c + k] = c + k, a + k


def is_misspelt(
    old: Wording, units: tuple[int, int], new: Wording, units_: tuple[int, int]
) -> bool:
    """Return whether two stretches are the same words, at most two of them misspelt on one side.

    Names and figures are never that. A word that decides a fact is only when the other is no
    word known here ("milion", "alleggedly"): *million* and *billion* are two words.
    """
    mine, theirs = _tokens(old, units), _tokens(new, units_)
    if not mine or len(mine) != len(theirs):
        return False
    slips = [(a, b) for a, b in zip(mine, theirs, strict=True) if a.low != b.low]
    return len(slips) <= _MOST_SLIPS and all(
        _is_slip(a, b, old.language) and not (_named(old, a) or _named(new, b)) for a, b in slips
    )


_MOST_SLIPS = 2


def _tokens(side: Wording, units: tuple[int, int]) -> list[Word]:
    if units[0] == units[1]:
        return []
    first, last = side.units[units[0]].first, side.units[units[1] - 1].last
    return [t for t in side.reading.tokens[first : last + 1] if t.kind != "p"]


def _is_slip(one: Word, other: Word, language: str) -> bool:
    if {one.kind, other.kind} != {"w"} or min(len(one.low), len(other.low)) < _TYPO_LETTERS:
        return False
    if (
        any(map(is_unspaced, one.low))
        or OSA.distance(one.low, other.low, score_cutoff=_TYPO) > _TYPO
    ):
        # Where a character is a word there are other words, and no slips: 亿 and 万.
        return False
    decide = [_decides(word.low, language) for word in (one, other)]
    known = [
        decides or _is_word(w.low, language)
        for w, decides in zip((one, other), decide, strict=True)
    ]
    return not any(decide) or not all(known)


def _is_word(low: str, language: str) -> bool:
    return (
        low in lang.language(language).stop
        or low in _ENGLISH.irregular
        or low in _ENGLISH.like_groups
        or low in _SIDES
    )


def _named(side: Wording, token: Word) -> bool:
    return any(name.start <= token.start < name.end for name in side.reading.names)


_LARGE = re.compile(r"\w?[bmtr]+illi(?:on|ard)(?:s|en?|e)?")


def _decides(low: str, language: str) -> bool:
    return (
        low in lang.language(language).cues
        or low in _OFFICES
        or low in _PORTFOLIOS
        or low in ENGLISH
        or low in _MAGNITUDES
        or low in _SIDES
        or bool(_LARGE.fullmatch(low))
        or bool(unit_after(f" {low}", 0)[0])
    )


def _units(reading: Reading) -> list[Unit]:
    facts: list[Quantity | DateMention] = [
        *(q for q in reading.quantities if is_counted(q)),
        *reading.dates,
    ]
    by_first: dict[int, tuple[int, Quantity | DateMention]] = {}
    for fact in facts:
        start = fact.lead if isinstance(fact, Quantity) and fact.qualifier else fact.start
        first, last = reading.tokens_of(min(start, fact.start), fact.end)
        by_first.setdefault(first, (last, fact))
    out: list[Unit] = []
    at, tokens = 0, reading.tokens
    while at < len(tokens):
        token = tokens[at]
        if at in by_first:
            last, fact = by_first[at]
            key = quantity_key(fact) if isinstance(fact, Quantity) else date_key(fact)
            out.append(Unit(key, at, last, fact))
            at = last + 1
            continue
        if (times := _times(tokens, at)) is not None:
            out.append(Unit(quantity_key(times), at, at, times))
        elif token.kind == "p":
            if token.text in _SIGNS:
                out.append(Unit(token.text, at, at))
        elif out and token.stem.startswith("@") and out[-1].key == token.stem:
            out[-1] = out[-1]._replace(last=at)
        else:
            out += _word_units(token.low, token.stem, at)
        at += 1
    return out


def _times(tokens: list[Word], at: int) -> Quantity | None:
    """Return "twice" as the number it is; "once" only where it counts ("once a week")."""
    token = tokens[at]
    value = _TIMES.get(token.low)
    if token.low == "once":
        following = tokens[at + 1].low if at + 1 < len(tokens) else ""
        value = 1.0 if following in _EVERY else None
    if value is None:
        return None
    start, end = token.start, token.end
    return Quantity(start, end, token.text, value, value, word=True, lead=start)


def _word_units(low: str, root: str, at: int) -> list[Unit]:
    if low.endswith("n't") or low == "cannot":
        base = stem(_NEGATIVE_FORMS.get(low, low.removesuffix("n't")))
        return [Unit(base, at, at), Unit("not", at, at)]
    key = _ABBREVIATIONS.get(low) or root
    return [Unit(_IZE.sub("is", key) or ".", at, at)]


_IZE = re.compile(r"(?<=[a-z]{3})iz(?=(?:e|es|ed|er|ing|at|ation)?\Z)")
