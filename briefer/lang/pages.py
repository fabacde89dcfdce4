"""Phrases by which a web page speaks of itself, as a chapter of a language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


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
    subscribing: tuple[str, ...] = ()
    """Words by which a teaser ends: *sign in*."""
    cut_offs: tuple[str, ...] = ()
    """What stands at the end of a text of which only the beginning is given."""
    stamps: tuple[str, ...] = ()
    """Beginnings of lines round a story that are no part of it: *updated at*, *photo:*."""
    credit_nouns: tuple[str, ...] = ()
    """What is credited to somebody before a colon: *photo*."""
    credit_lines: tuple[str, ...] = ()
    """Beginnings of lines that credit a picture without one: *photo by*."""
    byline_words: frozenset[str] = frozenset()
    """Words before the author's name: *by*."""
    consents: tuple[str, ...] = ()
    """How a page asks for leave to set cookies."""
    script_requests: tuple[str, ...] = ()
    """Words before *JavaScript* where a page asks for it: *enable*."""
    script_states: tuple[str, ...] = ()
    """Words behind it where a page says that it is missing: *disabled*."""
    robot_checks: tuple[str, ...] = ()
    """How a page asks whether a person is reading."""
    log_ins: tuple[str, ...] = ()
    """What stands on a page for logging in."""
    missing_nouns: tuple[str, ...] = ()
    """What an address leads to, where a page says that it is not there: *article*."""
    missing_verbs: tuple[str, ...] = ()
    """Words behind those that say so: *no longer available*."""
    missing_lines: tuple[str, ...] = ()
    """Whole phrases that say so."""
    missing_titles: tuple[str, ...] = ()
    """Phrases that say so in a page's title."""
    error_words: tuple[str, ...] = ()
    """Words for *error* before the number of one."""
    failures: tuple[str, ...] = ()
    """How a page says that its server failed."""
    forwarding: tuple[str, ...] = ()
    """Words in the line above a mail that is passed on: *forwarded*."""
    mail_fields: Mapping[str, str] = field(default_factory=dict)
    """Names of a mail's header lines to what they tell: *author*, *date*, *title*, or *other*."""
    dateline_particles: frozenset[str] = frozenset()
    """Words in small letters inside the name of a place that a story is filed from."""
    labels: frozenset[str] = frozenset()
    """What stands before a dash where a place might, and is none: *update*, *however*, *NATO*."""
