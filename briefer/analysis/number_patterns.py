"""What finds the numbers of one language that are not written in digits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.numerals import ENGLISH_SCALES, FRENCH_LARGE
from briefer.analysis.triggers import openings
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefer.lang import Language


@lru_cache(maxsize=256)
def patterns_of(code: str) -> Patterns:
    """Return the patterns of a language, built once."""
    return Patterns(lang.language(code))


def _any(words: Iterable[str]) -> str:
    """Return a pattern for any of some words, the longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)) or "(?!)"


class Patterns:
    """What finds the numbers of one language that are not written in digits."""

    def __init__(self, known: Language) -> None:
        self.known = known

    def _compiled(self, pattern: str) -> re.Pattern[str]:
        return re.compile(pattern, re.IGNORECASE)

    @cached_property
    def _small(self) -> dict[str, float]:
        """Words for one to twenty, the articles among them."""
        words = {w: v for w, v in self.known.number_words.items() if 1 <= v <= 20}  # noqa: PLR2004
        return dict.fromkeys(self.known.articles, 1.0) | words

    def value_of(self, word: str) -> float | None:
        """Return the value of a small number, in words or digits."""
        low = word.lower()
        return float(low) if low.isdecimal() else self._small.get(low)

    @cached_property
    def part_words(self) -> frozenset[str]:
        """Words without which a text has no part of a whole."""
        return openings((*self.known.fraction_words, *self.known.halves))

    @cached_property
    def scale_words(self) -> frozenset[str]:
        """Words without which a text has no part of a million."""
        return openings(self._large)

    @cached_property
    def part_starts(self) -> frozenset[str]:
        """Words that a part of a whole, or a share, begins with unless it does with a figure."""
        return self.part_words | openings(self._small)

    @cached_property
    def ratio_words(self) -> frozenset[str]:
        """Words without which a text tells no share in two numbers: one *in* eight."""
        return openings(self.known.ratio_joints)

    @cached_property
    def lump_words(self) -> frozenset[str]:
        """Words without which a text has no dozen."""
        return openings(word + plural for word in self.known.lumps for plural in ("", "s"))

    @cached_property
    def half_behind_words(self) -> frozenset[str]:
        """Words without which a text has no half behind a unit."""
        return frozenset(phrase.split()[-1] for phrase in self.known.and_halves)

    @cached_property
    def multiple_words(self) -> frozenset[str]:
        """Words without which a text has no multiple."""
        known = self.known
        return openings((*known.multiples, *known.multiple_verbs, *known.times))

    @cached_property
    def multiple_starts(self) -> frozenset[str]:
        """Words that a multiple begins with unless it does with a figure."""
        known = self.known
        return openings((*known.multiples, *known.multiple_leads, *known.number_words))

    @cached_property
    def number_words(self) -> frozenset[str]:
        """Words without which a text has no number but in digits; articles are none."""
        words = {*self.known.number_words, *self._small, *ENGLISH_SCALES, *FRENCH_LARGE}
        return openings(words - self.known.articles)

    @cached_property
    def number_starts(self) -> frozenset[str]:
        """Words that a number begins with: those of numbers, and articles."""
        return self.number_words | {"a", "an"}

    @cached_property
    def ordinal_words(self) -> frozenset[str]:
        """Words for ranks."""
        return frozenset(self.known.ordinal_words)

    @cached_property
    def every_word(self) -> frozenset[str]:
        """Words without which a text has no number but in digits, of any sort but German's."""
        return frozenset().union(
            self.part_words, self.lump_words, self.multiple_words, self.number_words,
            self.ordinal_words, self.half_behind_words,
        )  # fmt: skip

    @cached_property
    def fraction(self) -> re.Pattern[str]:
        """Two thirds; half; one (order) in eight; three out of ten."""
        small, parts = _any(self._small), _any(self.known.fraction_words)
        joints = _any(self.known.ratio_joints)
        return self._compiled(
            rf"\b(?:(?P<n>{small})[- ](?P<d>{parts})|(?P<h>{_any(self.known.halves)})"
            rf"|(?P<a>{small}|\d{{1,3}})(?: [^\W\d_]+)? (?:{joints}) "
            rf"(?P<b>{small}|\d{{1,3}}(?!\W?\d)))\b"
        )

    @cached_property
    def part_of_scale(self) -> re.Pattern[str]:
        """A quarter of a million; half a million; two thirds of a billion."""
        scales, articles = _any(self._large), _any(self.known.articles)
        small, parts = _any(self._small), _any(self.known.fraction_words)
        return self._compiled(
            rf"\b(?:(?P<h>{_any(self.known.halves)})|(?:(?P<n>{small})[- ])?(?P<d>{parts}))"
            rf"[- ](?:of )?(?:(?:{articles})[- ])?(?P<s>{scales})\b"
        )

    @cached_property
    def _large(self) -> dict[str, float]:
        return {w: v for w, v in self.known.magnitudes.items() if v >= 1e6 and len(w) > 3}  # noqa: PLR2004

    @cached_property
    def lump(self) -> re.Pattern[str]:
        """A dozen; two dozen; half a dozen; une vingtaine."""
        small, lumps = _any(self._small), _any(self.known.lumps)
        return self._compiled(
            rf"\b(?:(?P<h>{_any(self.known.halves)})[- ])?(?P<n>{small})[- ](?P<l>{lumps})s?\b"
        )

    @cached_property
    def one_and_half(self) -> re.Pattern[str]:
        """An article before a unit and a half: *an* hour and a half."""
        articles, halves = _any(self.known.articles), _any(self.known.and_halves)
        return self._compiled(rf"\b(?P<one>{articles})(?= [^\W\d_]+ (?:{halves})\b)")

    @cached_property
    def multiple(self) -> re.Pattern[str]:
        """Doubled; to triple; four times as many; twice the size."""
        known = self.known
        numbers = rf"{_any(known.number_words)}|\d{{1,3}}(?:[.,]\d)?"
        times, followers = _any(known.times), _any(known.times_followers)
        verbs = rf"(?:{_any(known.multiple_leads)}) (?P<v>{_any(known.multiple_verbs)})"
        return self._compiled(
            rf"\b(?:(?P<m>{_any(known.multiples)})|{verbs}"
            rf"|(?P<n>{numbers}) (?:{times}) (?=(?:{followers})\b))\b"
        )

    @cached_property
    def sides(self) -> re.Pattern[str]:
        """By five votes to three: a score in words."""
        words = rf"{_any(self.known.number_words)}|\d{{1,3}}"
        return self._compiled(
            rf"\bby (?P<a>{words}) (?:(?P<u>[^\W\d_]+) )?to (?P<b>{words})\b(?! (?:per|%))"
        )

    @cached_property
    def english(self) -> re.Pattern[str]:
        """A run of English number words."""
        words = _any([*self.known.number_words, *ENGLISH_SCALES])
        return self._compiled(
            rf"\b(?:(?:an?[ ](?=(?:hundred|thousand|million|billion)\b))?(?:{words})"
            rf"(?:(?:[- ]and[- ]|[- ])(?:{words})\b)*)\b"
        )

    @cached_property
    def french(self) -> re.Pattern[str]:
        """A run of French number words."""
        words = _any([*self.known.number_words, *FRENCH_LARGE])
        return self._compiled(rf"\b(?:{words})(?:(?:[- ]et[- ]|[- ])(?:{words})\b)*\b")
