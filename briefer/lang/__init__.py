"""What is known of each language: words, forms, names of places and offices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from functools import lru_cache
from importlib import import_module
from typing import TypeVar

from briefer.lang.edits import Scale
from briefer.lang.language import (
    CueKind,
    Language,
    Part,
    Places,
    Words,
    merge_values,
    of_parts,
    together,
)
from briefer.lang.leaning import Leaning
from briefer.lang.meanings import read_antonyms, read_meanings
from briefer.lang.orders import Orders
from briefer.lang.pages import Pages

WRITTEN = ("en", "de", "fr")
"""Languages that are described in full."""

SKETCHED = ("es", "it", "nl", "pt", "sv", "pl", "nb")
"""Languages of which some words are known beside what CLDR has."""

__all__ = [
    "WRITTEN",
    "CueKind",
    "Language",
    "Orders",
    "Scale",
    "commonest_words",
    "every_language",
    "language",
    "leaning_words",
    "page_phrases",
    "read_antonyms",
    "read_meanings",
    "ways_to_order",
]


@lru_cache(maxsize=256)
def language(code: str) -> Language:
    """Return what is known of a language, by its code of two or three letters.

    For a language that is not described here in full it is what the Unicode CLDR has: months,
    weekdays, separators, magnitudes, countries. A code that nobody knows gives a value without
    words.
    """
    from briefer.lang.cldr import read_countries, read_parts

    parts: tuple[Part, ...] = (Places(country_names=read_countries(code)),)
    if code not in WRITTEN:
        parts = (*parts, *read_parts(code))
    return of_parts(code, *parts, *_parts(code))


@lru_cache(maxsize=1)
def every_language() -> Language:
    """Return the languages that are described in full as if they were one.

    For what crosses languages: titles, offices and names of places beside a name.
    """
    return together(tuple(language(code) for code in WRITTEN))


@lru_cache(maxsize=1)
def commonest_words() -> Mapping[str, frozenset[str]]:
    """Return the commonest words of each language by whose words it can be told, by code."""
    return {
        code: frozenset[str]().union(
            *(part.commonest for part in _parts(code) if isinstance(part, Words))
        )
        for code in (*WRITTEN, *SKETCHED)
        if any(isinstance(part, Words) for part in _parts(code))
    }


@lru_cache(maxsize=1)
def page_phrases() -> Pages:
    """Return what pages of any language put round an article: what a page is in is not known."""
    return _of_all(Pages)


@lru_cache(maxsize=1)
def leaning_words() -> Leaning:
    """Return by what a sentence of any language leans on the one before it."""
    return _of_all(Leaning)


@lru_cache(maxsize=1)
def ways_to_order() -> tuple[Orders, ...]:
    """Return how software is given orders in each language in which that is known."""
    return tuple(
        part for code in (*WRITTEN, *SKETCHED) for part in _parts(code) if isinstance(part, Orders)
    )


_Chapter = TypeVar("_Chapter", Pages, Leaning)


def _of_all(chapter: type[_Chapter]) -> _Chapter:
    """Return one chapter of all languages as if they were one."""
    found = [
        part for code in (*WRITTEN, *SKETCHED) for part in _parts(code) if isinstance(part, chapter)
    ]
    return chapter(
        **{
            each.name: merge_values([getattr(part, each.name) for part in found])
            for each in fields(chapter)
        }
    )


def _parts(code: str) -> tuple[Part, ...]:
    if code not in WRITTEN and code not in SKETCHED:
        return ()
    parts: tuple[Part, ...] = import_module(f"briefer.lang.{code}").PARTS
    return parts
