"""What is known of one language, as a value; the modules beside this one hold one each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cached_property
from typing import Any, Literal

from briefer.lang.edits import Edits
from briefer.lang.figures import Figures, Measures
from briefer.lang.leaning import Leaning
from briefer.lang.naming import Names
from briefer.lang.orders import Orders
from briefer.lang.pages import Pages
from briefer.lang.reports import Reports
from briefer.lang.tables import words

CueKind = Literal["negation", "hedge", "attribution"]
Contrast = tuple[frozenset[str], frozenset[str]]
"""Words of one meaning, and words of the opposite."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Words:
    """Words as such, and how sentences are joined."""

    stop: frozenset[str] = frozenset()
    """Words that carry no content of their own."""
    commonest: frozenset[str] = frozenset()
    """A score of words that hardly a text is without, to tell the language by."""
    english_name: str = ""
    """What the language is called in English, in small letters; a Snowball stemmer's name too."""
    irregular: Mapping[str, str] = field(default_factory=dict)
    """Irregular forms and spellings to the form they are compared by."""
    stems: Mapping[str, str] = field(default_factory=dict)
    """Words that the stemmer would throw together with others, to the stem they have instead."""
    stem_spellings: tuple[tuple[str, str], ...] = ()
    """Endings of stems to those that another spelling has: *organiz*, *organis*."""
    like: tuple[frozenset[str], ...] = ()
    """Groups of words of like meaning."""
    opposites: tuple[Contrast, ...] = ()
    """Contrasts: words of one meaning against words of the opposite."""
    news_words: frozenset[str] = frozenset()
    """Words that any news has, whatever happened."""
    genitive_words: frozenset[str] = frozenset()
    """Words before whose or of what something is: *of*."""
    phrase_breaks: frozenset[str] = frozenset()
    """Words that no noun phrase holds inside: conjunctions, prepositions, auxiliaries."""

    @cached_property
    def like_groups(self) -> Mapping[str, tuple[int, ...]]:
        """Word to the numbers of the groups of like meaning that it is in."""
        table: dict[str, tuple[int, ...]] = {}
        for number, group in enumerate(self.like):
            for word in sorted(group):
                table[word] = (*table.get(word, ()), number)
        return table

    @cached_property
    def sides(self) -> Mapping[str, tuple[tuple[int, int], ...]]:
        """Word to the contrasts that it is part of, with its side: 0 or 1."""
        table: dict[str, tuple[tuple[int, int], ...]] = {}
        for number, contrast in enumerate(self.opposites):
            for side, group in enumerate(contrast):
                for word in sorted(group):
                    table[word] = (*table.get(word, ()), (number, side))
        return table


@dataclass(frozen=True, kw_only=True, eq=False)
class Writing:
    """How the language is written: capitals, joints between words, ends of sentences."""

    nouns_capitalised: bool = False
    """Every noun has a capital, so that a capital does not tell a name."""
    negation_follows: bool = False
    """A negation may stand behind what it denies, at the clause's end."""
    elided: frozenset[str] = frozenset()
    """Words that are joined to the next by an apostrophe: *l'*, *qu'*; without it."""
    letter_ends_sentence: bool = False
    """A lone letter with a point may end a sentence ("vitamin C."); elsewhere it is an initial."""
    abbreviated_titles: frozenset[str] = frozenset()
    """Titles that are written with a point and come before a name, with their capitals."""
    unlike_abbreviations: tuple[str, ...] = ()
    """Words that end sentences though they look like abbreviations, with their capitals: *me*."""
    closing_marks: frozenset[str] = frozenset()
    """Quotation marks that close here and open elsewhere: “ in German."""
    before_ordinal: str = ""
    """A regular expression of the words before a number whose point makes it an ordinal."""
    before_number: frozenset[str] = words(
        "approx ca est c cf p pp vol art sec para fig figs nr nrs no nos núm op ch rs eq"
    )
    """Abbreviations whose point ends no sentence when a number follows; they cross languages."""
    hyphen_prefixes: frozenset[str] = frozenset()
    """Prefixes that keep their hyphen at a line's end: *self-*."""
    clause_joints: frozenset[str] = frozenset()
    """Words that begin another clause, as marks of punctuation do."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Cues:
    """What turns, weakens or hands on the sense of a sentence."""

    cues: Mapping[str, tuple[tuple[CueKind, int], ...]] = field(default_factory=dict)
    """Phrase to what it is a cue of, and how strong.

    Negation 1 by grammar (*not*), 2 in a verb (*deny*); hedge 1 *may*, 2 *expected*, 3 *planned*,
    4 what hedges a claim that has it, and may be left out of one (*sees* sales of);
    attribution 1 *said*, 2 *alleged*.
    """
    cue_idioms: tuple[str, ...] = ()
    """Phrases in which a cue does not do what it usually does: *not only*."""
    cue_followers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Cues that are none unless the word behind them ends so: *considered* closing."""
    clausal_cues: frozenset[str] = frozenset()
    """Cues that are none unless a clause or a quotation goes with them: "*maintains* that", but
    "*maintains* engines"."""
    attempts: frozenset[str] = frozenset()
    """Hedges that leave open whether what was *tried* was done."""
    backshifts: frozenset[str] = frozenset()
    """Hedges that stand for what is coming where somebody is said to have said it: *would*."""
    cue_skipped: frozenset[str] = frozenset()
    """Words between a cue and what it governs: "not *yet* open"."""
    catenatives: frozenset[str] = frozenset()
    """Verbs that pass a cue on to the word behind them: "not *expected* to fail"."""
    noun_negations: frozenset[str] = frozenset()
    """Negations that govern the noun behind them and nothing further."""
    verb_negations: frozenset[str] = frozenset()
    """First words of the verbs that deny as plainly as *not* does."""
    denials: frozenset[str] = frozenset()
    """Words that deny by grammar: *not*, *no*, *without*; put in or taken out, they turn a
    sentence that is otherwise retold word for word."""
    paired_denials: frozenset[str] = frozenset()
    """Of those the ones that come in pairs, so that two of them deny once: *neither*, *nor*."""
    abilities: frozenset[str] = frozenset()
    """Hedges that are none when negated: "*could* not say" is a fact."""
    certain_futures: frozenset[str] = frozenset()
    """Hedges of the third level that say a thing is coming for sure."""
    future_auxiliaries: frozenset[str] = frozenset()
    """Words before a verb that keep even a past form of it from telling what is done: *to*,
    *be*."""
    modals: frozenset[str] = frozenset()
    """Hedges that are so light, or so much part of another clause, that a claim in other words
    may do without them: *can*, *if*."""
    soft_verbs: frozenset[str] = frozenset()
    """Verbs and adjectives, in base form, that commit to less."""
    commitments: Mapping[str, str] = field(default_factory=dict)
    """Words that commit to more, to the word that stands for their group."""
    confirming_verbs: frozenset[str] = frozenset()
    """Of those the ones that report too, so that little hangs on them: *confirmed*."""
    irregular_pasts: frozenset[str] = frozenset()
    """Past forms that no ending tells."""
    reporting_verbs: frozenset[str] = frozenset()
    """Verbs of saying, in the forms that news has; some also say that one doubts (``alleging``)."""
    naming_verbs: frozenset[str] = frozenset()
    """Verbs behind which stands what something is called: *titled*."""
    plain_reporting: frozenset[str] = frozenset()
    """Of the reporting verbs those that neither vouch for nor doubt what is said: *said*."""
    neutral_reporting: frozenset[str] = frozenset()
    """Verbs, in base form, that say no more than that somebody said it: *stress*, *note*."""
    addressing_verbs: frozenset[str] = frozenset()
    """Of the reporting verbs those behind which stands who is spoken to: *told*."""
    source_markers: frozenset[str] = frozenset()
    """Words beside who says a thing, which are no verbs: *according* to, *laut*."""
    hearsay_endings: tuple[str, ...] = ()
    """Endings of verbs by which a language reports what it does not vouch for."""
    speakers: frozenset[str] = frozenset()
    """Pronouns of a person who may be speaking."""
    alleging: frozenset[str] = frozenset()
    """Attributions whose content the source itself does not vouch for."""
    partisans: frozenset[str] = frozenset()
    """Who speaks for a side: what they say is a claim, not a fact."""

    @cached_property
    def attributing_verbs(self) -> frozenset[str]:
        """Reporting verbs that attribute wherever they stand, not only beside a quotation."""
        said: tuple[CueKind, int] = ("attribution", 1)
        return frozenset(verb for verb in self.reporting_verbs if said in self.cues.get(verb, ()))

    @cached_property
    def longest_cue(self) -> int:
        """Words of the longest cue."""
        return max((len(phrase.split()) for phrase in self.cues), default=0)


@dataclass(frozen=True, kw_only=True, eq=False)
class Senses:
    """The small words that a statement hangs on, and those that it could do without."""

    loose_antonyms: frozenset[str] = frozenset()
    """Words of an opposite so common that they contrast only where the words round them are the
    same: *up*, *first*, *more*."""
    idioms_without_opposite: frozenset[str] = frozenset()
    """Phrases of two words whose first has an opposite elsewhere: *falls due*."""
    amount_words: frozenset[str] = frozenset()
    """Words of an opposite that compare amounts: *more*, *fewest*."""
    weak_words: frozenset[str] = frozenset()
    """Verbs, adjectives and adverbs that add next to nothing to a statement: *occur*, *various*."""
    verb_endings: tuple[str, ...] = ()
    """Endings by which a word is most likely a verb."""
    participle_endings: tuple[str, ...] = ()
    """Endings of verbs that tell no deed without an auxiliary: "before *deciding*"."""
    present_copulas: frozenset[str] = frozenset()
    """Forms of *be* that tell what is: *is*."""
    past_copulas: frozenset[str] = frozenset()
    """Forms of *be* that tell what was: *was*."""
    before_verbs: frozenset[str] = frozenset()
    """Words behind which a verb stands: auxiliaries, pronouns that are subjects."""
    agents: frozenset[str] = frozenset()
    """Words before the one who does what a passive tells: *by*."""
    general_nouns: frozenset[str] = frozenset()
    """Nouns that point back at what was named before, with an article: *the incident*."""
    text_nouns: frozenset[str] = frozenset()
    """Nouns for a text and who wrote it, by which a summary means its source: *the article*."""
    pointers: frozenset[str] = frozenset()
    """Articles and pronouns that make a noun point back: *the*, *this*."""
    pronouns: frozenset[str] = frozenset()
    """Pronouns that stand for what was named before."""
    indefinites: frozenset[str] = frozenset()
    """Words for whoever or whatever: "has not arrested *anybody*"."""
    conditions: frozenset[str] = frozenset()
    """Words that make a statement hang on another: *if*, *provided*."""
    condition_idioms: tuple[str, ...] = ()
    """Phrases with such a word in which nothing hangs on anything: *even if*."""
    conditions_before_that: frozenset[str] = frozenset()
    """Of the conditions those that are verbs, unless *that* follows: *provided*."""
    conditions_before_to: frozenset[str] = frozenset()
    """Of the conditions those that are none unless *to* follows: *subject* to approval."""
    subordinators: frozenset[str] = frozenset()
    """Words that open a clause about what is the case, such as that *that*."""
    causes: frozenset[str] = frozenset()
    """Words that tell a cause or a reason: *because*."""
    causes_before_to: frozenset[str] = frozenset()
    """Of the causes those that are none unless *to* follows: *due*."""
    cause_particles: frozenset[str] = frozenset()
    """That *to*."""
    loose_causes: frozenset[str] = frozenset()
    """Words by which a source may tell a cause besides: *over*, *following*, *why*."""
    concessions: frozenset[str] = frozenset()
    """Words for what a thing happens against: *although*, *despite*."""
    contrasts: frozenset[str] = frozenset()
    """Words that set a sentence against another: *but*, *however*."""
    reasons: frozenset[str] = frozenset()
    """Of those the words that open the clause with the reason: *because*."""
    part_markers: frozenset[str] = frozenset()
    """Of those the ones that before an article tell what somebody acts as: *as* a guard."""
    quantifiers: tuple[frozenset[str], ...] = ()
    """Words for how many of a whole, how often and in which place of a row, in groups that say
    the same; none may be added to a statement: *all*, *only*, *first*, *never*."""
    limiters: frozenset[str] = frozenset()
    """Words that limit a statement to a part: *most*, *some*; none may be left out."""
    universals: frozenset[str] = frozenset()
    """Of the quantifiers those that leave nobody out: *all*, *every*."""
    approximators: frozenset[str] = frozenset()
    """Words before one of those that leave somebody out all the same: *nearly* all."""
    rate_leads: frozenset[str] = frozenset()
    """Words before what a rate is counted by: *per* week, *each* month."""
    among: frozenset[str] = frozenset()
    """Words before a superlative that make it one of several: *one* of the largest, *among*."""
    superlatives: frozenset[str] = frozenset()
    """Superlatives that no ending tells: *best*, *record*."""
    superlative_endings: tuple[str, ...] = ()
    """Endings of superlatives."""
    no_superlatives: frozenset[str] = frozenset()
    """Words that end so and are none."""
    qualifiers: frozenset[str] = frozenset()
    """Adjectives that change what a noun is said of: *former*, *alleged*, *planned*."""
    relations: Mapping[str, str] = field(default_factory=dict)
    """Prepositions and conjunctions to the relation that they tell: *prior* to *before*."""
    needed_relations: frozenset[str] = frozenset()
    """Relations that a statement may not add."""
    stand_ins: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """Relations to other words by which a source may tell them: *after* by *followed*."""
    infinitive_markers: frozenset[str] = frozenset()
    """Words for a relation that may also mark a verb: *to*."""
    opposed_relations: frozenset[frozenset[str]] = frozenset()
    """Pairs of relations of which one cannot stand for the other."""
    conjunctions: frozenset[str] = frozenset()
    """Words between parts of a sentence of which each has its own facts: *and*, *while*."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Tenses:
    """What tells whether a day has been or is to come: regular expressions of whole words."""

    future: str = ""
    """Words of what is to come."""
    past: str = ""
    """Words of what was."""
    past_auxiliary: str = ""
    """Auxiliaries behind which even a deadline is past: "*had* until Friday"."""
    deadline: str = ""
    """Words before a day by which something is due."""
    beside_day: str = ""
    """Words before a day that something is before or behind: that day is not its own."""
    day_article: str = ""
    """What may stand between those and the day."""
    day_lead: str = ""
    """What may stand before the day on which something was said: "said *on* Monday"."""
    next_week: str = ""
    """What puts a weekday before it into the week after this."""
    which_week: str = ""
    """Words before a weekday that put it into another week than this, or into each."""
    next_words: frozenset[str] = frozenset()
    """Of those the ones that may mean this week's weekday or the next."""
    week_behind: str = ""
    """Words behind a weekday that put it into another week."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Persons:
    """Persons and bodies, and the words beside and inside their names."""

    titles: frozenset[str] = frozenset()
    """Capitalised words that come before a name without being part of it."""
    offices: Mapping[str, str] = field(default_factory=dict)
    """Noun of an office or a part in life to what it is called in every language: its English."""
    kin: frozenset[str] = frozenset()
    """Of the offices those that tell a relative: *father*."""
    portfolios: Mapping[str, str] = field(default_factory=dict)
    """What narrows an office down, to its English: *defence* secretary, *former* president."""
    standings: frozenset[str] = frozenset()
    """Of the portfolios those whose presence on one side alone changes who is meant."""
    generic: frozenset[str] = frozenset()
    """Words in names that are too common to be known or unknown by."""
    name_particles: frozenset[str] = words(
        "de la le du des van von der den del di da dos al el bin ibn ten ter zu"
    )
    """Lower-case words inside names, which keep theirs in a text of any language."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Places:
    """Countries and their seats of government."""

    country_names: Mapping[str, str] = field(default_factory=dict)
    """Names of countries and unions to their codes (ISO 3166-1, or one of our own)."""
    demonyms: Mapping[str, str] = field(default_factory=dict)
    """What a country's people and things are called, to the country's code."""
    seats: Mapping[str, str] = field(default_factory=dict)
    """Seats of government, which also stand for the government, to the country's code."""

    @cached_property
    def countries(self) -> Mapping[str, str]:
        """Names and demonyms of countries to their codes."""
        return {**self.demonyms, **self.country_names}


@dataclass(frozen=True, kw_only=True, eq=False)
class Language(
    Words,
    Writing,
    Cues,
    Senses,
    Tenses,
    Persons,
    Names,
    Places,
    Figures,
    Measures,
    Orders,
    Pages,
    Reports,
    Edits,
    Leaning,
):
    """All that is known of one language: its chapters in one.

    All words are in lower case, with apostrophes written ``'``; what is not known of a language
    is empty. Two are equal only when they are one object.
    """

    code: str
    """Two letters of ISO 639-1, or three where it has none."""


Part = (
    Words
    | Writing
    | Cues
    | Senses
    | Tenses
    | Persons
    | Names
    | Places
    | Figures
    | Measures
    | Reports
    | Edits
    | Leaning
    | Orders
    | Pages
)


def of_parts(code: str, *parts: Part) -> Language:
    """Return the language that some chapters describe; a later one adds to an earlier."""
    known: dict[str, Any] = {}
    for part in parts:
        for each in fields(part):
            if value := getattr(part, each.name):
                earlier = known.get(each.name, {}) if isinstance(value, Mapping) else {}
                known[each.name] = {**earlier, **value} if earlier else value
    return Language(code=code, **known)


def merge_values(values: Sequence[Any]) -> Any:
    """Return what one field holds in some languages as one value.

    Sets are united, groups follow each other; of mappings and single values the first counts.
    """
    first = values[0]
    if isinstance(first, frozenset):
        return first.union(*values[1:])
    if isinstance(first, tuple):
        return tuple(part for value in values for part in value)
    if isinstance(first, Mapping):
        return {k: v for value in reversed(values) for k, v in value.items()}
    return first


def together(languages: tuple[Language, ...]) -> Language:
    """Return all that is known of some languages as if they were one.

    Where two disagree on what a word means, the first has it; groups and contrasts stay apart.
    """
    merged = {
        each.name: merge_values([getattr(language, each.name) for language in languages])
        for each in fields(Language)
    }
    generic: frozenset[str] = merged["generic"]
    merged["country_names"] = {  # *Island* is Iceland in German, and in no other text
        name: code for name, code in merged["country_names"].items() if name not in generic
    }
    return Language(**merged)
