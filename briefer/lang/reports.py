"""The chapter of a language on what reports count, and who they say holds an office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefer.model import TopicKind


@dataclass(frozen=True, kw_only=True, eq=False)
class Reports:
    """Words by which statements of several reports are told to be about the same thing."""

    casualties: Mapping[str, str] = field(default_factory=dict)
    """Beginnings of words (whole words end in ``$``) to what befell the persons counted:
    *dead*, *injured*, *missing*, *moved*, *attending*."""
    casualty_words: frozenset[str] = frozenset()
    """Words for what befell persons, in base form, that may stand where the persons would."""
    venues: frozenset[str] = frozenset()
    """Places where people watch, behind a count of them without a noun: "21,480 in the
    *ground*"."""
    person_nouns: frozenset[str] = frozenset()
    """Nouns for persons who are counted: *people*, *passengers*."""
    counted_breaks: frozenset[str] = frozenset()
    """Words behind a figure that end the noun of what is counted: "40 homes *in* Kelm"."""
    subcount_words: frozenset[str] = frozenset()
    """Words that make a count one of a part, or an older one: *including*."""
    count_bounds: frozenset[str] = frozenset()
    """Words of bounds between those and the figure: *at least*."""
    persisting: frozenset[str] = frozenset()
    """Words that say a thing is as it was: *still*."""
    night_past: frozenset[str] = frozenset()
    """Words for the night before the day of writing: *overnight*."""
    sole_offices: frozenset[str] = frozenset()
    """Offices, by their English, of which a report gives a person one."""
    topic_words: Mapping[str, TopicKind] = field(default_factory=dict)
    """Words that reports of one topic have and others seldom, to the topic; in all their forms."""
