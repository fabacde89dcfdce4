"""Words that are written with a capital where only names are: in mid-sentence."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.entities import folded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefer.analysis.tokens import Word

_OPENERS = frozenset('.!?:“"„«‘')
_GERMAN_STOP = lang.language("de").stop


def known_capitals(sentences: Iterable[tuple[Sequence[Word], str]]) -> frozenset[str]:
    """Return the folded words that have a capital in mid-sentence somewhere: names, most likely.

    Words that also stand in small letters are none.

    Args:
        sentences: each sentence's words and its two-letter language.
    """
    capital: set[str] = set()
    small: set[str] = set()
    for words, language in sentences:
        small.update(word.low for word in words if word.text.islower())
        capital |= (
            _german_names(words)
            if lang.language(language).nouns_capitalised
            else _in_mid_sentence(words)
        )
    return frozenset(capital - small - {folded(low) for low in small if not low.isascii()})


def _in_mid_sentence(words: Sequence[Word]) -> set[str]:
    return {
        folded(word.low)
        for index, word in enumerate(words)
        if word.text[0].isupper() and word.kind == "w" and not _opens(words, index)
    }


def _opens(words: Sequence[Word], index: int) -> bool:
    """Tell that nothing but marks stands before a word in its sentence, or behind an opener."""
    while index and words[index - 1].kind == "p":
        index -= 1
        if words[index].text in _OPENERS:
            return True
    return not index


def _german_names(words: Sequence[Word]) -> set[str]:
    """Return words of German names: capitalised ones side by side, and those behind *in*, *aus*.

    Nouns have capitals too, so a noun right behind a noun ("Geschäftsführerin Katrin Oltmanns")
    is what tells.
    """
    out: set[str] = set()
    for before, word in pairwise(words):
        capital = word.kind == "w" and word.text[0].isupper()
        if not capital or not word.stem:
            continue
        led = before.kind == "w" and before.text[0].isupper() and before.low not in _GERMAN_STOP
        if led or before.low in {"in", "aus", "nach"}:
            out.add(folded(word.low))
    return out
