"""What is known of each language: words, forms, names of places and offices."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from briefer.lang.language import CueKind, Language, together

WRITTEN = {"en": "ENGLISH", "de": "GERMAN", "fr": "FRENCH"}
"""Languages that have a module here, to the name of its value."""

__all__ = ["WRITTEN", "CueKind", "Language", "every_language", "language"]


@lru_cache(maxsize=256)
def language(code: str) -> Language:
    """Return what is known of a language, by its code of two or three letters.

    For a language without a module here it is what the Unicode CLDR has: months, weekdays,
    separators, magnitudes, countries. A code that nobody knows gives a value without words.
    """
    if code in WRITTEN:
        value: Language = getattr(import_module(f"briefer.lang.{code}"), WRITTEN[code])
        return value
    from briefer.lang.cldr import read_language

    return read_language(code)


@lru_cache(maxsize=1)
def every_language() -> Language:
    """Return the languages that have a module here as if they were one.

    For what crosses languages: titles, offices and names of places beside a name.
    """
    return together(tuple(language(code) for code in WRITTEN))
