"""The chapter of a language on words whose exchange changes what a sentence says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

Scale = tuple[frozenset[str], ...]
"""Groups of words: those of one group say the same, those of two say different things."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Edits:
    """What tells a changed fact from other words for it, between two versions of a sentence."""

    abbreviations: Mapping[str, str] = field(default_factory=dict)
    """Abbreviations, without their point, to what they stand for."""
    negative_forms: Mapping[str, str] = field(default_factory=dict)
    """Verbs joined to their negation that are spelt otherwise without it: *won't*, *will*."""
    repetitions: Mapping[str, float] = field(default_factory=dict)
    """Words for how often: *twice*."""
    repetition_rates: frozenset[str] = frozenset()
    """Words behind *once* that make it a number: "once *a* week"."""
    metre_words: frozenset[str] = frozenset()
    """What *m* is short for, in full."""
    vague_amounts: frozenset[str] = frozenset()
    """Words for how many that name no number: *several*."""
    directions: frozenset[str] = frozenset()
    """Of words with an opposite those that tell where."""
    moments: frozenset[str] = frozenset()
    """Of words with an opposite those that tell when."""
    amount_words: frozenset[str] = frozenset()
    """Of words with an opposite those that tell how much."""
    loose_opposites: frozenset[str] = frozenset()
    """Of words with an opposite those that stand in too many phrases to tell anything: *up*."""
    opposite_pairs: tuple[frozenset[str], ...] = ()
    """Pairs of opposites that only tell two versions apart: *alive*, *dead*."""
    negating_prefixes: frozenset[str] = frozenset()
    """Prefixes that make a word its opposite: *un-*."""
    state_scales: tuple[Scale, ...] = ()
    """States of a person, case or plan: *charged*, *convicted*."""
    amount_scales: tuple[Scale, ...] = ()
    """How much and how often: *doubled*, *tripled*."""
    vague_scale: frozenset[str] = frozenset()
    """Of the amounts those that may stand for each other without a fact's changing."""
    source_pronouns: frozenset[str] = frozenset()
    """Pronouns that may stand for who says a thing."""
    source_prepositions: frozenset[str] = frozenset()
    """Prepositions of one word before who says a thing: *laut*."""
    inset_attributions: frozenset[str] = frozenset()
    """Words that attribute by themselves, anywhere in a sentence: *allegedly*."""
    speech_words: frozenset[str] = frozenset()
    """Words beside a name that make it one of somebody who speaks."""
    list_joints: frozenset[str] = frozenset()
    """Words before the last of a list."""
    beliefs: frozenset[str] = frozenset()
    """Verbs of believing, in their forms."""
    done_auxiliaries: frozenset[str] = frozenset()
    """Auxiliaries of what has come about."""
    conditional_auxiliaries: frozenset[str] = frozenset()
    """Auxiliaries of what would come about."""
    honorifics: Mapping[str, str] = field(default_factory=dict)
    """Words of address before a name, to ``m`` or ``f``."""
    narrowing: frozenset[str] = frozenset()
    """Words before an office that narrow it down and are no portfolios: *acting*."""
    description_articles: frozenset[str] = frozenset()
    """Articles that open the description behind a name: "Dovic, *a* crane operator"."""
    past_marks: tuple[str, ...] = ()
    """Regular expressions of words by which a sentence says that it tells what was."""
    instead: tuple[str, ...] = ()
    """Regular expressions of what stands between what is and what it is told against: *, not*."""
    shifts: tuple[tuple[str, str], ...] = ()
    """Words before what was and before what is, where both follow each other: *from*, *to*."""
    upward: frozenset[str] = frozenset()
    """Verbs, in their forms, and words by which a figure rose: *raised*."""
    downward: frozenset[str] = frozenset()
    """Those by which it fell: *cut*."""
