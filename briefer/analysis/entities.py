"""Names in a sentence: who and what is named, with the roles and nations attached.

Capitals carry English and French. German writes every noun with a capital, so a German "name"
here is any capitalised word; it is only ever compared, never judged on its own.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.attached import NP_BREAKS, attach
from briefer.text.vocabulary import word_sort

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from briefer.analysis.tokens import Word

_DEMONYMS = lang.every_language().demonyms
_ENGLISH_STOP = lang.language("en").stop
_COUNTRIES = lang.every_language().countries
_LONGEST_COUNTRY = max(len(name.split()) for name in _COUNTRIES)
_SEATS = lang.every_language().seats
_GENERIC = lang.every_language().generic
_PARTICLES = lang.every_language().name_particles
_PORTFOLIOS = lang.every_language().portfolios
_OFFICES = lang.every_language().offices
_TITLES = lang.every_language().titles


CALENDAR = lang.every_language().calendar_names
_SHORT_DAYS = frozenset(lang.every_language().months_short) | frozenset(
    lang.every_language().weekdays_short
)
_JOINED_BY_OF = lang.every_language().joined_by_of
_BODIES = lang.every_language().body_heads
_ENDINGS = ("", *sorted(lang.every_language().demonym_endings))


class Name(NamedTuple):
    """One mention of a name.

    ``first``/``last`` are token indexes (inclusive); ``parts`` the folded words that identify it;
    ``nation`` a country's code when it names one; ``adjective``: in its adjective form; ``seat``:
    a seat of government, standing for the place or the government. ``roles``, ``portfolios``,
    ``nations`` and ``ties`` (other names) are what is attached to it in this mention.
    """

    first: int
    last: int
    start: int
    end: int
    text: str
    parts: tuple[str, ...]
    nation: str
    adjective: bool
    seat: bool
    initial: bool
    roles: dict[str, int]
    portfolios: dict[str, int]
    nations: dict[str, int]
    ties: dict[str, int]

    @property
    def key(self) -> str:
        """What it is told apart by: a nation's code, or the last part that is no common word."""
        if self.nation:
            return self.nation
        if self.parts[-1] not in _GENERIC:
            return self.parts[-1]
        return next((part for part in self.parts if part not in _GENERIC), self.parts[-1])


@lru_cache(maxsize=16_384)
def folded(low: str) -> str:
    """Return a lower-case word without diacritics."""
    if low.isascii():
        return low
    return "".join(c for c in unicodedata.normalize("NFKD", low) if not unicodedata.combining(c))


def read_names(tokens: list[Word], language: str, known: Collection[str] = ()) -> list[Name]:
    """Read the names of one sentence.

    Args:
        tokens: its words.
        language: two-letter code.
        known: folded words that are capitalised in mid-sentence somewhere; a lone capitalised
            word at the start of a sentence is a name only if it is among them.
    """
    return read_names_and_openers(tokens, language, known)[0]


def read_names_and_openers(
    tokens: list[Word], language: str, known: Collection[str] = ()
) -> tuple[list[Name], list[Name]]:
    """Return the names of one sentence, and the words that may be another.

    The second are the lone capitalised words that open a sentence and are not among the known:
    each may be a name or an ordinary word. Function words, words of the calendar and German words,
    which say nothing by their capital, are not among them.
    """
    found: list[Name] = []
    openers: list[Name] = []
    for name in _candidates(tokens, language, known):
        if _is_name(name, tokens, known, language):
            found.append(name)
        elif name.initial:
            openers.append(name)
    if found:
        by_token = {i: n for n in found for i in range(n.first, n.last + 1)}
        for name in found:
            attach(name, by_token, tokens)
    return found, [] if lang.language(language).nouns_capitalised else openers


def _candidates(tokens: list[Word], language: str, known: Collection[str]) -> Iterator[Name]:
    """Yield countries, runs of capitalised words without their titles, and lone ones."""
    at = 0
    opening = True
    while at < len(tokens):
        token = tokens[at]
        initial = token.text[0]
        if not initial.isupper() and initial.isascii():  # most words, and told at once
            if opening or token.kind == "p":
                opening = _opens(token, opening=opening)
            at += 1
            continue
        if (country := _country_at(tokens, at, known)) is not None:
            yield country
            at = country.last + 1
            opening = False
            continue
        if (
            token.kind == "w"
            and initial.isupper()
            and _can_be_name(token, language)
            and not _is_abbreviated_day(tokens, at)
        ):
            if (shout := _shouted(tokens, at, language)) > at:
                at, opening = shout, False
                continue
            end = _run(tokens, at, language, known)
            name = _trimmed(tokens, at, end, initial=opening)
            if name is not None:
                yield name
            at = end + 1
            opening = False
            continue
        opening = _opens(token, opening=opening)
        at += 1


def _opens(token: Word, *, opening: bool) -> bool:
    """Tell whether a sentence opens behind a token, given whether one did before it."""
    if token.kind != "p":
        return False
    return opening or token.text in _OPENERS


def _country_at(tokens: list[Word], at: int, known: Collection[str]) -> Name | None:
    """Return the country that a token begins to name, if it is not part of another name."""
    nation = _nation(tokens, at)
    if nation is None:
        return None
    code, length, seat, adjective = nation
    if (seat and _in_name(tokens, at, length)) or (
        length == 1 and _of_person(tokens, at, known, adjective=adjective)
    ):
        return None
    return _name(tokens, at, at + length - 1, nation=code, seat=seat, adjective=adjective)


_OPENERS = frozenset('.!?:“"„«‘')
_HEADLINE = 4
"""So many words in capitals throughout are a shouted line, not a row of acronyms."""


def _shouted(tokens: list[Word], at: int, language: str) -> int:
    """Return the index behind a line in capitals ("CLICK HERE"), or ``at`` where none begins."""
    end = at
    while end < len(tokens) and tokens[end].kind == "w" and tokens[end].text.isupper():
        end += 1
    lows = {t.low for t in tokens[at:end] if t.low not in _COUNTRIES and len(t.low) > 1}
    common = lows & (lang.language(language).stop - {"us", "it"})
    return end if end - at >= _HEADLINE or (end - at > 1 and common) else at


def _of_person(tokens: list[Word], at: int, known: Collection[str], *, adjective: bool) -> bool:
    """Tell that a country's name is part of a person's: "Jordan Henderson", "Dawn French"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if not adjective and after is not None and _is_surname(after) and not _nation(tokens, at + 1):
        behind = tokens[at + 2] if at + 2 < len(tokens) else None
        return behind is None or not (behind.text[0].isupper() and behind.low in _GENERIC)
    if at == 0 or tokens[at - 1].text.endswith(("'s", "’s")):
        return False
    before = tokens[at - 1]
    opens = at == 1 or tokens[at - 2].text in _OPENERS
    if opens and folded(before.low) not in known and word_sort(before.low) != "name":
        return False
    follows = after is not None and after.kind == "w" and after.text[0].islower()
    if adjective and follows and after is not None and not _ends_phrase(after):
        return False
    return _is_surname(before) and not _nation(tokens, at - 1)


def _is_country(tokens: list[Word], at: int, known: Collection[str]) -> bool:
    """Tell that a country is named here, and that it is no part of a person's name."""
    nation = _nation(tokens, at)
    if nation is None or tokens[at].low in _SEATS:
        return False
    _, length, _, adjective = nation
    return length > 1 or not _of_person(tokens, at, known, adjective=adjective)


def _is_surname(token: Word) -> bool:
    """Tell that a capitalised word can be part of a person's name."""
    return (
        token.kind == "w"
        and token.text[0].isupper()
        and not token.text.isupper()
        and not (token.low in _GENERIC or token.low in _TITLES or token.low in _OFFICES)
        and not (token.low in CALENDAR or token.low in _PORTFOLIOS or token.low in _SEATS)
        and token.low not in _ENGLISH_STOP
    )


def _ends_phrase(token: Word) -> bool:
    return token.low in NP_BREAKS or token.low in _ENGLISH_STOP


def _nation(tokens: list[Word], at: int) -> tuple[str, int, bool, bool] | None:
    """Return code, number of tokens, and whether it is a seat of government or an adjective."""
    first = tokens[at]
    if not first.text[0].isupper() and first.text[0].isascii():
        return None
    seat = None
    if first.low in _LONGER_COUNTRIES:
        lows = [
            "-" if word.text == "-" else word.low for word in tokens[at : at + _LONGEST_COUNTRY]
        ]
        for length in range(len(lows), 1, -1):
            found = _country(" ".join(lows[:length]).replace(" - ", "-"))
            if found is not None and not found[1]:
                return found[0], length, False, found[2]
            if found is not None:
                seat = seat or (found[0], length, True, False)
    if first.low == "us" and first.text.replace(".", "") != "US":
        return None
    found = _country(first.low)
    if found is not None and not found[1]:
        return found[0], 1, False, found[2]
    return seat or (None if found is None else (found[0], 1, True, False))


_LONGER_COUNTRIES = frozenset(
    re.split("[ -]", name)[0] for name in (*_COUNTRIES, *_SEATS) if re.search("[ -]", name)
)
"""First words of what countries and their seats of government are called in several."""


_SHORTEST_STEM = 4
"""Letters of the shortest adjective that takes an ending: *thai*, and not *un*."""


@lru_cache(maxsize=16_384)
def _country(phrase: str) -> tuple[str, bool, bool] | None:
    """Return the code of a country, and whether it is named by its seat, or by an adjective."""
    for ending in _ENDINGS:
        form = phrase.removesuffix(ending)
        if ending and len(form) < _SHORTEST_STEM:
            continue
        if form in _COUNTRIES:
            return _COUNTRIES[form], False, form in _DEMONYMS
    return (_SEATS[phrase], True, False) if phrase in _SEATS else None


def _in_name(tokens: list[Word], at: int, length: int) -> bool:
    """Whether a seat of government is part of a longer name ("Washington Post")."""
    after = tokens[at + length] if at + length < len(tokens) else None
    before = tokens[at - 1] if at else None
    joined = after is not None and after.kind == "w" and after.text[0].isupper()
    led = before is not None and before.kind == "w" and before.text[0].isupper()
    return joined or (led and before is not None and before.low not in _ENGLISH_STOP)


_CONTRACTED = ("'ve", "'re", "'ll", "'m", "n't", "'d")


def _is_abbreviated_day(tokens: list[Word], at: int) -> bool:
    """Tell that a word is a month or weekday cut short: "Nov. 4", "on Mon.", no "Jan Petersen"."""
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    return (
        after is not None
        and tokens[at].low in _SHORT_DAYS
        and (after.kind == "n" or after.text == ".")
    )


def _can_be_name(token: Word, language: str) -> bool:
    low = token.low
    if low in CALENDAR or not token.stem or (len(low) == 1 and token.text != "I"):
        return False
    if low.endswith(_CONTRACTED):
        return False
    return not (low in lang.language(language).stop or low in _ENGLISH_STOP) and token.text != "I"


def _run(  # noqa: C901  one case a branch
    tokens: list[Word], at: int, language: str, known: Collection[str]
) -> int:
    """Return the index of the last token of the name that starts here."""
    end = at
    index = at + 1
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "w" and token.text[0].isupper():
            if _is_country(tokens, index, known):
                break
            if token.low in CALENDAR or tokens[index - 1].text.endswith(("'s", "’s")):
                break
            end = index
        elif (
            token.kind == "w"
            and token.low in _PARTICLES
            and not lang.language(language).nouns_capitalised
        ):
            if not _capital(tokens, index + 1) and token.low != "al":
                break
        elif token.text in {"-", "‑"} and _glued(tokens, index):
            if not (_capital(tokens, index + 1) or tokens[index - 1].low == "al"):
                break
        elif (token.text == "&" and _capital(tokens, index + 1)) or (
            token.text == "." and len(tokens[index - 1].text) == 1 and _capital(tokens, index + 1)
        ):
            pass
        elif token.low == "of" and _capital(tokens, index + 1):
            if tokens[index - 1].low not in _JOINED_BY_OF:
                break
        else:
            break
        index += 1
    return end


def _capital(tokens: list[Word], index: int) -> bool:
    return index < len(tokens) and tokens[index].kind == "w" and tokens[index].text[0].isupper()


def _glued(tokens: list[Word], index: int) -> bool:
    return (
        index + 1 < len(tokens)
        and tokens[index - 1].end == tokens[index].start
        and tokens[index].end == tokens[index + 1].start
    )


def _trimmed(tokens: list[Word], first: int, last: int, *, initial: bool) -> Name | None:
    """Cut titles off the front of a run, and ordinary words off a sentence's start."""
    start = first
    last_title = first if tokens[last].low in _BODIES else last
    while start < last_title and (
        tokens[start].low in _TITLES or not tokens[start].text[0].isupper()
    ):
        start += 1
    if start == last and tokens[start].low in _TITLES:
        return None
    return _name(tokens, start, last, initial=initial and start == first)


def _name(
    tokens: list[Word],
    first: int,
    last: int,
    *,
    nation: str = "",
    seat: bool = False,
    adjective: bool = False,
    initial: bool = False,
) -> Name:
    chosen = tokens[first : last + 1]
    parts = tuple(folded(t.low) for t in chosen if t.kind == "w" and t.low not in _PARTICLES)
    end = chosen[-1].end
    text = chosen[-1].text
    if text.endswith(("'s", "’s")):
        end -= 2
    from_ = chosen[0].start
    shown = "".join(
        t.text + (" " if index < len(chosen) - 1 and chosen[index + 1].start > t.end else "")
        for index, t in enumerate(chosen)
    )
    shown = shown[: len(shown) - (chosen[-1].end - end)]
    return Name(
        first,
        last,
        from_,
        end,
        shown,
        parts or (folded(chosen[0].low),),
        nation,
        adjective,
        seat,
        initial,
        {},
        {},
        {},
        {},
    )


def _is_name(name: Name, tokens: list[Word], known: Collection[str], language: str) -> bool:
    if lang.language(language).nouns_capitalised and name.first == name.last:
        return folded(name.parts[0]) in known or name.text.isupper()
    if not name.initial or name.last > name.first:
        return True
    word = tokens[name.first].text
    return folded(name.parts[0]) in known or (word.isupper() and len(word) > 1)
