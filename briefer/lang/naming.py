"""The chapter of a language on names."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True, eq=False)
class Names:
    """What tells a name from a word, one sort of name from another, and who is meant."""

    sentence_openers: frozenset[str] = frozenset()
    """Words that mostly open sentences, so that their capital is no name's: *moreover*."""
    ordinary_endings: tuple[str, ...] = ()
    """Endings of ordinary words, whatever capital they have: *-tion*, *-ly*."""
    name_endings: tuple[str, ...] = ()
    """What makes a word for people or things out of a name: *Asia*, *Asian*."""
    same_names: tuple[frozenset[str], ...] = ()
    """Names of one thing that share no word, known to everybody: *GOP*, *Republicans*."""
    common_acronyms: frozenset[str] = frozenset()
    """Acronyms and abbreviations of common nouns, that name nobody: *CEO*, *DNA*."""
    nobodies: frozenset[str] = frozenset()
    """Telling words of names that stand for a person without one: Jane *Doe*."""
    body_words: frozenset[str] = frozenset()
    """Words that make a name one of a body: *council*, *Ltd*."""
    place_words: frozenset[str] = frozenset()
    """Words that make a name one of a place: *river*, *county*."""
    personal_titles: frozenset[str] = frozenset()
    """Titles that stand before names of persons only."""
    male: frozenset[str] = frozenset()
    """Titles and words for kin and callings that tell a man."""
    female: frozenset[str] = frozenset()
    """Titles and words for kin and callings that tell a woman."""
    personal_pronouns: Mapping[str, str] = field(default_factory=dict)
    """Personal pronouns to what they stand for: *male*, *female*, *thing*, *several*."""
    mutual_acts: frozenset[str] = frozenset()
    """Words for what two do to each other, so that who stands first says nothing: *met*."""
    standing_words: Mapping[str, str] = field(default_factory=dict)
    """How an office is held, to its sort: *former*, *deputy*, *acting*, *future*."""
    chiefs: Mapping[str, str] = field(default_factory=dict)
    """Chief officers in short forms to what they are chief of: *CEO*, *executive*."""
    exclusive_offices: frozenset[str] = frozenset()
    """Offices, by their English, of which nobody holds two at a time."""
    vague_offices: frozenset[str] = frozenset()
    """Words for offices that go with many another: *leader*."""
    calendar_names: frozenset[str] = frozenset()
    """Months, weekdays and feasts, whose capital is no name's."""
    body_heads: frozenset[str] = frozenset()
    """Of the words of bodies those that end a name which may begin like a title."""
    joined_by_of: frozenset[str] = frozenset()
    """Words whose name goes on behind *of*: "Bank *of* England"."""
    demonym_endings: frozenset[str] = frozenset()
    """Endings that an adjective of a country takes."""
    attachment_breaks: frozenset[str] = frozenset()
    """Words beyond which nothing is said of a name beside them."""
    inset_openers: frozenset[str] = frozenset()
    """Words that open, behind a comma, what somebody is: "Lind, *the* mayor"."""
    inset_ends: frozenset[str] = frozenset()
    """Words by which that is over."""
    place_prepositions: frozenset[str] = frozenset()
    """Prepositions behind which a place may stand: *towards*."""
    standing_prepositions: frozenset[str] = frozenset()
    """Of those the ones behind which a place stands for sure: *in*."""
    before_places: frozenset[str] = frozenset()
    """Articles and adjectives between those and the place."""
    article_forms: frozenset[str] = frozenset()
    """Articles, in all their forms."""
    unlettered: frozenset[str] = frozenset()
    """Small words that give an acronym no letter."""
    inset_articles: frozenset[str] = frozenset()
    """Articles inside what is said beside a name."""
    object_prepositions: frozenset[str] = frozenset()
    """Prepositions behind which a name is not who has the figure that follows."""
    act_joints: frozenset[str] = frozenset()
    """Words between two names behind which another act begins."""
