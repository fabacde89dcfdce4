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
    return frozenset(capital - {folded(low) for low in small})


def _in_mid_sentence(words: Sequence[Word]) -> set[str]:
    out: set[str] = set()
    opening = True
    for word in words:
        if word.kind == "w" and not opening and word.text[0].isupper():
            out.add(folded(word.low))
        opening = word.kind == "p" and (opening or word.text in _OPENERS)
    return out


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
