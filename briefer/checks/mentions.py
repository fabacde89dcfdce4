"""Two mentions of names: whether they can be of one thing, and what sort of thing it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rapidfuzz.distance import Levenshtein

from briefer import lang

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word

_GENERIC = lang.every_language().generic
_OFFICES = lang.every_language().offices
_TITLES = lang.every_language().titles
_REPORTING = lang.every_language().reporting_verbs
_BODY_WORDS = lang.every_language().body_words
_PLACE_WORDS = lang.every_language().place_words
_PERSONAL_TITLES = lang.every_language().personal_titles


EntityKind = Literal["person", "place", "body", "country", "unknown"]


_LOCATIVE = lang.every_language().place_prepositions
SETTLED = lang.every_language().standing_prepositions
"""Prepositions behind which a place stands for sure."""
_BETWEEN = lang.every_language().before_places
_TYPO = 1
LONG = 6
"""Letters from which a word may have one wrong."""
LONG_PLURAL = 4
_NICKNAME = 3
"""Letters that a first name and its short form begin with alike: Steve, Steven."""


def located(tokens: Sequence[Word], first: int, prepositions: frozenset[str] = _LOCATIVE) -> bool:
    """Whether a preposition of place stands before a token, articles and adjectives between."""
    index = first - 1
    while index >= 0 and tokens[index].low in _BETWEEN:
        index -= 1
    return index >= 0 and tokens[index].low in prepositions


def same_entity(one: Name, other: Name) -> bool:
    """Return whether two mentions can name the same thing, by their words alone.

    Countries by code, whatever the form; others by their telling word (a surname), by a short
    form or by an acronym, one letter of a long word being free. Two full names of persons with
    different first names are different persons.
    """
    if one.nation or other.nation:
        return one.nation == other.nation and bool(one.nation)
    if one.key == other.key or is_spelling(one.key, other.key):
        return not first_names_differ(one, other)
    return _is_short_form(one, other) or _is_short_form(other, one) or _is_acronym(one, other)


def first_names_differ(one: Name, other: Name) -> bool:
    """Return whether two names of one telling word have other words that set them apart.

    First names of which none agree, or common words of bodies and places of which either has one
    that the other lacks: Manchester City, Manchester United.
    """
    mine, theirs = _first_names(one), _first_names(other)
    if not mine and not theirs:
        commons = [{p for p in n.parts if p in _GENERIC and p not in _TITLES} for n in (one, other)]
        return not (commons[0] <= commons[1] or commons[1] <= commons[0])
    return (
        bool(mine and theirs)
        and not any(
            a == b
            or is_spelling(a, b)
            or (a[0] == b[0] and min(len(a), len(b)) <= 2)  # noqa: PLR2004  an initial
            or (a[:_NICKNAME] == b[:_NICKNAME] and min(len(a), len(b)) >= _NICKNAME)
            for a in mine
            for b in theirs
        )
    )


def _first_names(name: Name) -> list[str]:
    return [part for part in name.parts if part != name.key and part not in _GENERIC]


def is_spelling(one: str, other: str) -> bool:
    """Return whether two folded words are spellings of one: a plural, or one letter off.

    Or a letter with a mark and the two that are written for it: Fürth, Fuerth.
    """
    if len(one) != len(other) and _written_out(one) == _written_out(other):
        return True
    if min(len(one), len(other)) < LONG:
        short, long = sorted((one, other), key=len)
        return one == other or (len(short) >= LONG_PLURAL and f"{short}s" == long)
    return one[:2] == other[:2] and Levenshtein.distance(one, other, score_cutoff=_TYPO) <= _TYPO


def are_one_spelled_otherwise(one: str, other: str) -> bool:
    """Return whether two spellings differ by an ending only, or by a letter that is written out."""
    short, long = sorted((one, other), key=len)
    return long.startswith(short) or _written_out(one) == _written_out(other)


def _written_out(word: str) -> str:
    """Return a folded word in which ae, oe and ue stand as ä, ö and ü are folded."""
    if "e" not in word:
        return word
    return word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _is_short_form(short: Name, long: Name) -> bool:
    return len(short.parts) == 1 < len(long.parts) and short.key in long.parts[:-1] and (
        short.key not in _GENERIC
    )  # fmt: skip


def _is_acronym(one: Name, other: Name) -> bool:
    short, long = (one, other) if len(one.parts) == 1 else (other, one)
    acronym = letters(short)
    return bool(acronym) and len(long.parts) > 1 and acronym in initials(long)


def letters(name: Name) -> str:
    """Return an acronym's letters, folded and without points; empty when it is none."""
    bare = name.text.replace(".", "")
    return bare.lower() if len(name.parts) == 1 and len(bare) > 1 and bare.isupper() else ""


def initials(name: Name) -> tuple[str, ...]:
    """Return the first letters of a name's words, with and without the small ones, each once."""
    heads = "".join(part[0] for part in name.parts if part not in {"of", "the", "and", "for", "in"})
    return tuple(dict.fromkeys(("".join(part[0] for part in name.parts), heads)))


def kind_of(tokens: Sequence[Word], name: Name) -> EntityKind:
    """Return what sort of thing one mention names, where its words or neighbours tell."""
    before = tokens[name.first - 1].low if name.first else ""
    if (kind := _kind_by_words(name)) != "unknown":
        return kind
    if before in _PERSONAL_TITLES or before in _OFFICES:
        return "person"
    if before == "the" or (letters(name) and not name.roles):
        return "body"
    if _is_told_of_person(tokens, name):
        return "person"
    if located(tokens, name.first, SETTLED):
        return "place"
    return "person" if name.roles else "unknown"


def _kind_by_words(name: Name) -> EntityKind:
    if name.nation:
        return "country"
    ends = {name.parts[0], name.parts[-1]} if len(name.parts) > 1 else set()
    if ends & _BODY_WORDS:
        return "body"
    return "place" if ends & _PLACE_WORDS else "unknown"


def _is_told_of_person(tokens: Sequence[Word], name: Name) -> bool:
    """Tell a person by what stands behind: an age, *who*, or that a full name says something."""
    after = [t.low for t in tokens[name.last + 1 : name.last + 3]]
    if len(after) == 2 and after[0] == "," and after[1].isdecimal() and len(after[1]) < 4:  # noqa: PLR2004
        return True
    return after[:1] == ["who"] or (
        len(name.parts) > 1 and after[:1] != [] and after[0] in _REPORTING
    )


def spellings(word: str) -> Iterator[str]:
    """Yield a word, and what is left of a long one when any letter behind the second is taken out.

    Two words of one letter's difference share one of these. Source: Garbe, SymSpell (2012).
    """
    yield word
    if len(word) >= LONG_PLURAL:
        yield word.removesuffix("s")
    if LONG <= len(word) <= _LONGEST:
        for cut in range(2, len(word)):
            yield word[:cut] + word[cut + 1 :]


def forms_of(name: Name) -> set[str]:
    """Return forms of which two names share one if they can name one thing by their words."""
    if name.nation:
        return {f"@{name.nation}"}
    return {*spellings(name.key), *name.parts, *initials(name), letters(name)} - {""}


_LONGEST = 24
