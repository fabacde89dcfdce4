"""The words of a text, looked at before its patterns are run.

Most sentences have no date and no number. Which of them can have one is told by a set of words, at
a tenth of what the patterns cost that would find nothing.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LETTERS = re.compile(r"[^\W\d_]+")
_DIGIT = re.compile(r"\d")


@lru_cache(maxsize=256)
def letters_of(text: str) -> frozenset[str]:
    """Return every unbroken run of letters in a text, in lower case."""
    return frozenset(_LETTERS.findall(text.lower()))


def has_digit(text: str) -> bool:
    """Return whether a text has a digit of any script."""
    return _DIGIT.search(text) is not None


def openings(phrases: Iterable[str]) -> frozenset[str]:
    """Return the first run of letters of each phrase: without it in a text the phrase is not."""
    return frozenset(m[0] for m in map(_LETTERS.search, phrases) if m is not None)
