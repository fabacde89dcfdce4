"""Whether two texts are versions of one article at all, and whole ones."""

from __future__ import annotations

import math
import re
from typing import NamedTuple

from briefer.lang.lexicon import STOP
from briefer.model import Document
from briefer.text.language import article_language

_KEPT = 0.12
"""Share of the shorter text in aligned sentences from which two texts are related for sure."""
_SHARED = 0.28
"""Overlap of the vocabularies, 0 to 1, from which a rewrite is one still."""
_HARDLY_SHARED = 0.08
_LANGUAGE_WORDS = 25
"""Words below which a guess at the language says nothing."""
_STUB = 0.35
_SAMPLE = 60_000
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*\d|\d")
_WALL = re.compile(
    r"\b(?:subscribe|subscribers?|subscription|sign in|log in|register|paywall|keep reading"
    r"|continue reading|read the full|abonnieren|abonnenten|abo\b|anmelden|weiterlesen"
    r"|abonn[ée]s?|abonnez|connectez|lire la suite)\b",
    re.IGNORECASE,
)


class Relation(NamedTuple):
    """Whether two texts belong together; why not, or which side is a stub (``old``, ``new``)."""

    is_related: bool
    reason: str = ""
    stub: str = ""


def relation(old: Document, new: Document, kept: tuple[int, int]) -> Relation:
    """Judge two documents of which ``kept`` characters each were aligned."""
    sizes = [sum(len(s.text) for s in d.sentences) for d in (old, new)]
    for size, name in zip(sizes, ("old", "new"), strict=True):
        if not size:
            return Relation(is_related=False, reason=f"the {name} version has no sentences")
    share = max(kept[0] / sizes[0], kept[1] / sizes[1])
    if share < _KEPT or min(kept) == 0:
        one, other = article_language(old.article), article_language(new.article)
        long_enough = min(_count(old), _count(new)) >= _LANGUAGE_WORDS
        if one != other and long_enough:
            reason = f"the two are in different languages ({one} and {other})"
            return Relation(is_related=False, reason=reason)
    if share < 2 * _KEPT or min(kept) == 0:
        sure = _HARDLY_SHARED if share >= _KEPT and min(kept) else _SHARED
        if shared_words(old, new) < sure:
            return Relation(is_related=False, reason="the two are not versions of one article")
    return Relation(is_related=True, stub=_stub(old, new, sizes))


def _count(document: Document) -> int:
    return sum(len(s.text.split()) for s in document.sentences[:_LANGUAGE_WORDS])


def shared_words(old: Document, new: Document) -> float:
    """Return the overlap of two vocabularies: shared words over the geometric mean of both."""
    one, other = _vocabulary(old), _vocabulary(new)
    return len(one & other) / math.sqrt(max(1, len(one) * len(other)))


def _vocabulary(document: Document) -> set[str]:
    article = document.article
    text = f"{article.title or ''} {article.text[article.body_start :][:_SAMPLE]}".casefold()
    return set(_WORD.findall(text)) - STOP["en"] - STOP["de"] - STOP["fr"]


def _stub(old: Document, new: Document, sizes: list[int]) -> str:
    """Say which side breaks off early with a word about subscribing."""
    for document, mine, other, name in (
        (old, sizes[0], sizes[1], "old"),
        (new, sizes[1], sizes[0], "new"),
    ):
        tail = " ".join(s.text for s in document.sentences[-3:])
        if mine < _STUB * other and (_WALL.search(tail) or tail.endswith(("…", "..."))):
            return name
    return ""
