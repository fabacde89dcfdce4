"""The words and figures of a text, looked at before its patterns are run.

Most sentences have no date and no number. Which of them can have one is told by a set of words,
and where it can begin by the places of those words, at a tenth of what it costs to try a pattern at
every character.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGITS = re.compile(r"\d+")
_NOWHERE: tuple[int, ...] = ()


class Runs:
    """The unbroken runs of letters (``words``, in lower case) and of digits in a text.

    ``digits`` are the places at which the runs of digits, of any script, begin.
    """

    def __init__(self, text: str) -> None:
        low = text.lower()
        self._text = low if len(low) == len(text) else "".join(map(_lowered, text))
        self.words = frozenset(_LETTERS.findall(low))
        self.digits = [match.start() for match in _DIGITS.finditer(text)]

    def have(self, openers: frozenset[str]) -> bool:
        """Return whether any of some words is among the runs."""
        return not self.words.isdisjoint(openers)

    def starts(self, openers: frozenset[str], *, digits: bool = False) -> list[int]:
        """Return in order where some words begin, and with ``digits`` where figures do."""
        found = [at for word in self.words & openers for at in self._places.get(word, _NOWHERE)]
        if digits:
            found += self.digits
        found.sort()
        return found

    @cached_property
    def _places(self) -> dict[str, list[int]]:
        out: dict[str, list[int]] = {}
        for match in _LETTERS.finditer(self._text):
            out.setdefault(match[0], []).append(match.start())
        return out


def _lowered(letter: str) -> str:
    """Return a letter in lower case where that is one letter too."""
    low = letter.lower()
    return low if len(low) == 1 else letter


@lru_cache(maxsize=256)
def runs_of(text: str) -> Runs:
    """Return the runs of letters and digits of a text."""
    return Runs(text)


def matches_at(
    pattern: re.Pattern[str], text: str, starts: Sequence[int]
) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern that begin at some places, in order and apart.

    That is what ``finditer`` yields where every match begins at one of the places.
    """
    end = 0
    for start in starts:
        if start >= end and (match := pattern.match(text, start)) is not None:
            end = match.end()
            yield match


def openings(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first run of letters of each phrase: without it in a text the phrase is not."""
    return frozenset(m[0] for m in map(_LETTERS.search, phrases) if m is not None)
