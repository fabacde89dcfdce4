"""What an article is about, as weighted terms: names, figures and telling words.

A lean reader: one regular expression and a few table look-ups for each word, since thousands of
articles are read before any two are compared. What it tells apart is how much a term says about
an event: a name says most, a figure nearly as much, a word that any news has next to nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefer import lang
from briefer.analysis.entities import CALENDAR, folded
from briefer.analysis.numerals import DIGITS, read_digits
from briefer.analysis.tokens import elision_of, stem
from briefer.text import article_language

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.model import Article

_ENGLISH_STOP = lang.language("en").stop
_COUNTRIES = lang.every_language().countries
_GENERIC = lang.every_language().generic
_OFFICES = lang.every_language().offices
_TITLES = lang.every_language().titles

TermKind = Literal["name", "nation", "figure", "noun", "word", "common"]
"""``noun``: a word that its language writes with a capital, be it a name or not."""

_TOKEN = re.compile(r"\d+(?:[.,:]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[.!?:;\"“”„«»‘]|\n\s*\n")
_OPENING = frozenset('.!?:;"“”„«»‘')
_IDEOGRAPHS = re.compile(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_LEAD_WORDS = 60
_EARLY_WORDS = 250
_TITLE = 3.0
_DATELINE = 2.0
_SHORT = 3
_SMALL = 13
_YEARS = range(1900, 2101)
_CAPITALISED = 0.6
"""A title with this share of capitals has them for style."""


@lru_cache(maxsize=64)
def _news_stems(language: str) -> frozenset[str]:
    """Return the stems that any news has, whatever happened."""
    return frozenset(stem(word, language) for word in lang.language(language).news_words)


@dataclass(frozen=True, slots=True)
class Terms:
    """The terms of one article: term to how loudly it is said there, and of what kind each is.

    ``words`` counts the body's words; ``plain`` are its words in lower case, for shingles.
    """

    loudness: dict[str, float]
    kinds: dict[str, TermKind]
    plain: tuple[str, ...]
    language: str

    @property
    def words(self) -> int:
        """How many words the body has."""
        return len(self.plain)

    @property
    def specifics(self) -> frozenset[str]:
        """Its names and figures."""
        return frozenset(t for t, kind in self.kinds.items() if kind in {"name", "figure"})


def read_terms(article: Article) -> Terms:
    """Read the terms of an article's title, dateline and body.

    A word counts three times in the title, twice in the first 60 words, and half behind the
    first 250. Names are compared without case and diacritics, so that they meet across
    languages; other words by their stem in the article's own language.
    """
    body = article.text[article.body_start :]
    language = article_language(article)
    tokens = _TOKEN.findall(body)
    mid, small = _cases(tokens)
    said: dict[tuple[str, bool], float] = {}
    plain: list[str] = []
    opening = True
    for token in tokens:
        first = token[0]
        if first in _OPENING or first == "\n":
            opening = True
            continue
        low = token.lower()
        plain.append(low)
        at = len(plain)
        worth = 2.0 if at <= _LEAD_WORDS else 1.0 if at <= _EARLY_WORDS else 0.5
        name = first.isupper() and (not opening or token in mid) and low not in small
        said[token, name] = said.get((token, name), 0.0) + worth
        opening = False
    for token, name in _titled(article.title or "", mid, small):
        said[token, name] = said.get((token, name), 0.0) + _TITLE
    for token in _TOKEN.findall(article.dateline or ""):
        said[token, True] = said.get((token, True), 0.0) + _DATELINE
    loudness: dict[str, float] = {}
    kinds: dict[str, TermKind] = {}
    own = {t.lower() for t in _TOKEN.findall(article.outlet or "")}
    for (token, name), worth in said.items():
        if name and token.lower() in own:
            continue  # an outlet that names itself
        for term, kind in _terms(token, language, name):
            loudness[term] = loudness.get(term, 0.0) + worth
            if kinds.get(term, "word") in {"word", "noun"}:
                kinds[term] = kind
    return Terms(loudness, kinds, tuple(plain), language)


def _cases(tokens: list[str]) -> tuple[set[str], set[str]]:
    """Return the words with a capital in mid-sentence, and those that stand in small letters."""
    mid: set[str] = set()
    small: set[str] = set()
    opening = True
    for token in tokens:
        first = token[0]
        if first in _OPENING or first == "\n":
            opening = True
            continue
        if first.isupper():
            if not opening:
                mid.add(token)
        else:
            small.add(token)
        opening = False
    return mid, small


def _titled(title: str, mid: set[str], small: set[str]) -> Iterator[tuple[str, bool]]:
    """Yield a title's words and whether each is a name, whatever the title's style of capitals."""
    found = [t for t in _TOKEN.findall(title) if t not in _OPENING and t[0] != "\n"]
    capitals = sum(token[0].isupper() for token in found)
    styled = capitals >= _CAPITALISED * len(found)
    for index, token in enumerate(found):
        if not token[0].isupper() or token.lower() in small:
            yield token, False
        else:
            yield token, token in mid or not (styled or index == 0)


@lru_cache(maxsize=131_072)
def _terms(token: str, language: str, name: bool) -> tuple[tuple[str, TermKind], ...]:  # noqa: C901, FBT001, PLR0911  one case a line
    """Return the terms a token stands for: none for a function word."""
    if token[0].isdecimal():
        return _figure(token, language)
    elision = elision_of(language)
    if elision is not None and (cut := elision.match(token)):
        token = token[cut.end() :]
    low = token.lower().replace("’", "'").removesuffix("'s")
    known = lang.language(language)
    if low in CALENDAR or low in _ENGLISH_STOP or low in known.stop:
        return ()
    if _IDEOGRAPHS.match(low):
        return tuple((low[i : i + 2], "word") for i in range(max(1, len(low) - 1)))
    if name and (low != "us" or token.isupper()) and low in _COUNTRIES:
        return ((f"@{_COUNTRIES[low]}", "nation"),)
    if not name and (value := known.number_words.get(low, 0)) >= _SMALL:
        return ((f"#{value:g}", "figure"),)
    if len(low) < _SHORT and not (name and token.isupper() and len(low) > 1):
        return ()
    key = folded(low)
    if name and known.nouns_capitalised:
        root = folded(stem(low, language))
        return tuple((term, "noun") for term in sorted({key, root}))
    if name:
        ordinary = key in _GENERIC or low in _OFFICES or low in _TITLES
        return ((key, "common" if ordinary else "name"),)
    root = folded(stem(low, language))
    if stems := _news_stems(language):
        return ((root, "common" if root in stems or low in _GENERIC else "word"),)
    return ((root, "common" if len(low) <= _SHORT else "word"),)


def _figure(token: str, language: str) -> tuple[tuple[str, TermKind], ...]:
    if not DIGITS.fullmatch(token):
        return ((token, "common"),)  # a time of day, a score
    value = read_digits(token, language)[0]
    if value < _SMALL and value == int(value):
        return ()
    rounded = value in _YEARS or f"{value:g}".rstrip("0") in set("123456789")
    return ((f"#{value:g}", "common" if rounded else "figure"),)
