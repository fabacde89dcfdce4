"""Phrases by which a web page speaks of itself, as a chapter of a language."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, eq=False)
class Pages:
    """Regular expressions, read without regard to case, of what pages put round an article."""

    lead_ins: tuple[str, ...] = ()
    """What heads a list of other stories: *read more*."""
    prompts: tuple[str, ...] = ()
    """Beginnings of lines that ask the reader to do something, or that no article has."""
    share_words: tuple[str, ...] = ()
    """Words of rows of share buttons."""
    paywalls: tuple[str, ...] = ()
    """What says that the rest is for subscribers."""
