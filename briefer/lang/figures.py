"""The chapters of a language on days, times and numbers, and on how quantities are told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from briefer.lang.tables import words

PeriodPart = Literal["early", "mid", "late"]
Bound = Literal["about", "over", "min", "under", "max"]
Grammar = Literal["", "english", "german", "french"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Figures:
    """Days, times and numbers."""

    months: Mapping[str, int] = field(default_factory=dict)
    """Full names, January being 1."""
    months_short: Mapping[str, int] = field(default_factory=dict)
    """Abbreviations, without their point."""
    weekdays: Mapping[str, int] = field(default_factory=dict)
    """Full names, Monday being 1."""
    weekdays_short: Mapping[str, int] = field(default_factory=dict)
    """Abbreviations, without their point."""
    day_parts: frozenset[str] = frozenset()
    """Words for parts of a day: *morning*."""
    month_homographs: frozenset[str] = frozenset()
    """Months that are common words in lower case: *march*."""
    month_surnames: frozenset[str] = frozenset()
    """Of those the ones that need a word in front to be a month even with a capital: *May*."""
    calendar_capitals: bool = False
    """Whether months and weekdays are written with a capital."""
    dotted_dates: bool = False
    """Whether a day may be written in numbers with points: ``14.11.``."""
    relative_days: Mapping[str, int] = field(default_factory=dict)
    """Words for days counted from today: *tomorrow*."""
    seasons: Mapping[str, int] = field(default_factory=dict)
    """Names of seasons, spring being 1."""
    season_leads: frozenset[str] = frozenset()
    """Words in front of a season that make it one of a certain year: *last*."""
    quarters: Mapping[str, int] = field(default_factory=dict)
    """Phrases for the quarters of a year."""
    period_parts: Mapping[str, PeriodPart] = field(default_factory=dict)
    """Words and phrases in front of a month or year that narrow it down: *the end of*."""
    month_leads: frozenset[str] = frozenset()
    """Words in front of a homograph that make it a month: "*in* May"."""
    feasts: frozenset[str] = frozenset()
    """Days and seasons of the year that are written as names are: *Christmas*."""
    day_followers: frozenset[str] = frozenset()
    """Words that may follow a day of the month; a noun makes the number a count of it."""
    halves_of_day: Mapping[str, str] = field(default_factory=dict)
    """Parts of a day to the time they are told apart by: *am*, *noon*, *pm*, *late*."""
    time_zones: frozenset[str] = words(
        "et est edt ct cst cdt pt pst pdt mt gmt utc bst cet cest eastern central pacific"
    )
    """What may stand behind a clock time; abbreviations cross languages."""
    decimal: str = "."
    """The mark before decimals."""
    group: str = ","
    """The mark between thousands."""
    magnitudes: Mapping[str, float] = field(default_factory=dict)
    """Words and abbreviations that multiply what stands before them: *million*, *Mio.*, 万."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Measures:
    """How quantities are put into words."""

    grammar: Grammar = ""
    """How number words are joined into one number."""
    number_words: Mapping[str, float] = field(default_factory=dict)
    """Words for whole numbers to their values; without hundred and what is larger."""
    ordinal_words: Mapping[str, float] = field(default_factory=dict)
    """Words for ranks to their numbers."""
    fraction_words: Mapping[str, float] = field(default_factory=dict)
    """Words that need a numerator, to their values: *third*, *quarter*."""
    halves: Mapping[str, float] = field(default_factory=dict)
    """Words for a part that need none: *half*."""
    ratio_joints: frozenset[str] = frozenset()
    """Phrases between the two numbers of a ratio: "one *in* three"."""
    articles: frozenset[str] = frozenset()
    """Articles that may stand for one."""
    lumps: Mapping[str, tuple[float, str]] = field(default_factory=dict)
    """Nouns that are a number of things, to it and its unit: *dozen*, *decade*."""
    vague_counts: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    """Phrases that tell a count by its magnitude, to the least and the most that they stand for:
    *hundreds of thousands*."""
    multiples: Mapping[str, float] = field(default_factory=dict)
    """Words for a multiple: *doubled*, *threefold*."""
    multiple_verbs: Mapping[str, float] = field(default_factory=dict)
    """Verbs that tell a multiple, where the word before leaves no other sense: *to double*."""
    multiple_leads: frozenset[str] = frozenset()
    """Words that do so: *will*, *nearly*."""
    times: frozenset[str] = frozenset()
    """Words that make a multiple of the number before: "four *times*"."""
    times_followers: frozenset[str] = frozenset()
    """Words behind those that compare, so that no occasions are counted: "times *as*"."""
    units: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Words of units and currencies to their symbol and what to multiply by."""
    bounds: Mapping[str, Bound] = field(default_factory=dict)
    """Phrases in front of a number that bound it."""
    bounds_behind: Mapping[str, Bound] = field(default_factory=dict)
    """Phrases behind a number that bound it."""
    close_bounds: frozenset[str] = frozenset()
    """Of the phrases in front those that say how near it is: *nearly*."""
    softeners: frozenset[str] = frozenset()
    """Words that may stand before a bound: *slightly* more than, *well* over."""
    close_softeners: frozenset[str] = frozenset()
    """Of those the ones that say how near it is: *just* over."""
    loose_bounds: frozenset[str] = frozenset()
    """Bounds that are prepositions of place and age too: "children *under* 12"."""
    arrivals: frozenset[str] = frozenset()
    """Bounds that may say where something arrives: "rose *up to* 50"."""
    arriving: frozenset[str] = frozenset()
    """Words before them that say so."""
    range_words: frozenset[str] = frozenset()
    """Words between the two ends of a range: *to*, *until*."""
    range_and: frozenset[str] = frozenset()
    """Words between two ends that make a range only behind ``range_leads``: *and*."""
    range_leads: frozenset[str] = frozenset()
    """Words in front of a range: *between*."""
    changes: frozenset[str] = frozenset()
    """Words in front of two numbers that tell a change, no range: "*from* 27 to 41"."""
    choices: frozenset[str] = frozenset()
    """Words between two neighbouring values of which either may be: *or*."""
    rates: Mapping[str, str] = field(default_factory=dict)
    """Phrases behind a number that say per what, to the unit's symbol, ``each`` or ``all``."""
    rate_breaks: frozenset[str] = frozenset()
    """Words behind a rate's noun that make it tell when: "a day *after*"."""
    each: frozenset[str] = frozenset()
    """Words that tell a quantity of each of several: *apiece*."""
    below_zero: frozenset[str] = frozenset()
    """Words before a number that put it below zero: *minus*."""
    and_halves: frozenset[str] = frozenset()
    """Phrases behind a unit that add half of it: "an hour *and a half*"."""
    weights: Mapping[str, tuple[str, float]] = field(default_factory=dict)
    """Words of currencies that are also weights, to the symbol and what to multiply by."""
    weight_words: frozenset[str] = frozenset()
    """Words near them that tell of a weight: *weighed*."""
    losing: frozenset[str] = frozenset()
    """Verbs by which a score is told from the loser's side: "*lost* 0-2"."""
    text_units: frozenset[str] = frozenset()
    """Units in which a text is measured: *words*."""
    texts: frozenset[str] = frozenset()
    """What a summary calls itself."""
    remainders: frozenset[str] = frozenset()
    """Words for what is left of a whole."""
    comparatives: frozenset[str] = frozenset()
    """Words behind a number that make it a difference: "14 *more*"."""
    half_followers: frozenset[str] = frozenset()
    """Words behind *half* that leave it a number."""
    phrase_ends: frozenset[str] = frozenset()
    """Words behind a fraction that leave it one: "a third *of*"."""
    number_parts: tuple[str, ...] = ()
    """What is in every number word that is written in one."""
    currency_nouns: tuple[str, ...] = ()
    """Currencies that several countries have, as regular expressions."""
    currency_nations: tuple[str, ...] = ()
    """Adjectives before them that say whose, with their capitals."""
