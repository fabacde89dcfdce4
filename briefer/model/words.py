"""How many words a text has, in scripts that part words by spaces and in those that do not."""

from __future__ import annotations

import re

_HAN = re.compile(
    "[\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff66-\uff9f"
    "\U00020000-\U0003ffff]"
)
_INDIC = re.compile("[\u0e01-\u0e3a\u0e40-\u0e4e\u0e81-\u0ece\u1000-\u109f\u1780-\u17d3]")
_UNSPACED = re.compile(f"{_HAN.pattern}|{_INDIC.pattern}")
_LETTER = re.compile(r"[^\W_]")
_HAN_WORD, _INDIC_WORD = 2, 5
"""Characters a word: Chinese and Japanese are read at 400 to 500 characters a minute, which at two
a word is the pace of English; a word of Thai, Lao, Khmer or Burmese has about five, signs for
vowels and tones among them."""


def word_count(text: str) -> int:
    """Return how many words a text has: what stands between spaces, and its share of the rest.

    Chinese and Japanese count two characters a word, Thai, Lao, Khmer and Burmese five, begun ones
    as whole; Korean parts its words. A mark alone between spaces is a word, but not between
    characters of those scripts.
    """
    if text.isascii() or not _UNSPACED.search(text):
        return len(text.split())
    han, indic = len(_HAN.findall(text)), len(_INDIC.findall(text))
    spaced = sum(bool(_LETTER.search(part)) for part in _UNSPACED.sub(" ", text).split())
    return spaced - (-han // _HAN_WORD) - (-indic // _INDIC_WORD)
