"""Bare numbers in running text: digits, words, fractions, multiples, ranks, scores."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis import units
from briefer.analysis.number_patterns import patterns_of
from briefer.analysis.numerals import (
    DIGITS,
    ENGLISH_SCALES,
    read_digits,
    read_english,
    read_french,
    read_german,
)
from briefer.analysis.quantity import Quantity, QuantityKind
from briefer.analysis.triggers import matches_at, runs_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from briefer.analysis.number_patterns import Patterns
    from briefer.analysis.triggers import Runs
    from briefer.lang import Language

_WORD = re.compile(r"[^\W\d_]+")
_SCORE = re.compile(r"(?<![\d.,–-])(\d{1,3})[-–:](\d{1,3})(?![\d.,]*\d|[-–]\w)")
_LIST_MARK = re.compile(r"\s*\(?\d{1,2}[.)](?=\s+[^\W\d_])")
"""The number of an entry in a list, at the start of a text."""
_VULGAR = {"½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 1 / 8, "⅜": 3 / 8}
_VULGAR_SIGN = re.compile(f"[{''.join(_VULGAR)}]")
_VULGAR_NUMBER = re.compile(rf"(?P<whole>\d{{1,6}})?\s?(?P<part>[{''.join(_VULGAR)}])")
_RANK_SIGN = re.compile(r"(?:\bN(?:o|r|um)\.?|№|n°|#)\s?$", re.IGNORECASE)
_BY = frozenset({"by"})
_AWAY = 6
_LONGEST_RUN = 28
"""Words of the longest number that is written out."""


def bare_numbers(text: str, language: str) -> list[Quantity]:
    """Return every number of a text, without currency, unit or bound, in order, none twice.

    Args:
        text: with its digits in ASCII; spans are code points into it.
        language: code of two or three letters.
    """
    patterns = patterns_of(language)
    runs = runs_of(text)
    found: list[Quantity] = []
    if runs.digits:
        found += (
            Quantity(m.start(), m.end(), m[0], float(m[1]), float(m[2]), "score")
            for m in matches_at(_SCORE, text, runs.digits)
        )
    if patterns.known.grammar:
        found += _worded(text, patterns, runs)
    if not text.isascii():
        found += _vulgar(text, patterns.known)
    if runs.digits:
        found += _digits(text, language, runs)
    return _apart(found) if len(found) > 1 else found


def _apart(found: list[Quantity]) -> list[Quantity]:
    """Return those that overlap none before them: of two that begin together, the longer."""
    kept: list[Quantity] = []
    for q in sorted(found, key=lambda q: (q.start, -q.end)):
        if not kept or q.start >= kept[-1].end:
            kept.append(q)
    return kept


def _number(
    start: int, end: int, text: str, value: float, kind: QuantityKind = "count"
) -> Quantity:
    step = 0.01 if kind == "fraction" else _trailing(value) if value % 1 == 0 else value % 1
    return Quantity(start, end, text[start:end], value, value, kind, step=step, word=True)


def _trailing(value: float) -> float:
    step = 1
    while value and value % (step * 10) == 0 and step < 1e15:  # noqa: PLR2004
        step *= 10
    return float(step)


def _digits(text: str, language: str, runs: Runs) -> Iterator[Quantity]:
    known = lang.language(language)
    spaced = known.group != ","
    mark = _LIST_MARK.match(text)
    first = mark.end() if mark else 0
    for match in matches_at(DIGITS, text, [at for at in runs.digits if at >= first]):
        start, end = match.span()
        raw = match[0]
        if _is_of_a_name(text, start, known):
            continue
        if not spaced and raw[0] != " " and " " in raw.replace(", ", ","):
            raw = raw.split(" ", maxsplit=1)[0]
            end = start + len(raw)
        value, decimals = read_digits(raw, language)
        step = 10.0**-decimals if decimals else _trailing(value)
        rank = _RANK_SIGN.search(text, max(0, start - _AWAY), start)
        kind: QuantityKind = "ordinal" if rank else "count"
        yield Quantity(start, end, raw, value, value, kind, step=step)


def _is_of_a_name(text: str, start: int, known: Language) -> bool:
    """Tell whether digits belong to a word: G7, F-16, COVID-19."""
    if not start:
        return False
    before = text[start - 1]
    if units.is_unspaced(before):
        return False
    if before.isalpha() or before == "_":
        return not units.is_currency_end(text, start)
    if before not in "-‐‑" or start < 2 or not text[start - 2].isalpha():  # noqa: PLR2004
        return False
    head = start - 2
    while head > 0 and start - head < 12 and (text[head - 1].isalpha() or text[head - 1] == "."):  # noqa: PLR2004
        head -= 1
    return text[head].isupper() and text[head : start - 1].lower() not in known.bounds


def _vulgar(text: str, known: Language) -> Iterator[Quantity]:
    if _VULGAR_SIGN.search(text) is None:
        return
    for match in _VULGAR_NUMBER.finditer(text):
        part = _VULGAR[match["part"]]
        value = float(match["whole"] or 0) + part
        counts = match["whole"] or units.unit_after(text, match.end(), code=known.code)[0]
        kind: QuantityKind = "count" if counts else "fraction"
        step = min(part, 1 - part) if counts else 0.01
        yield Quantity(match.start(), match.end(), match[0], value, value, kind, step=step)


def _worded(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    known = patterns.known
    german = known.grammar == "german"  # which writes its numbers in one word
    if not (german or runs.digits or runs.have(patterns.every_word)):
        return
    parts, numbers = runs.have(patterns.part_words), runs.have(patterns.number_words)
    if parts and runs.have(patterns.scale_words):
        yield from _parts_of_scale(text, patterns, runs)
    yield from _lumps(text, patterns, runs)
    if runs.have(patterns.multiple_words):
        starts = runs.starts(patterns.multiple_starts, digits=True)
        for match in matches_at(patterns.multiple, text, starts):
            yield _multiple(match, text, patterns)
    figures = numbers or runs.digits
    if figures and "by" in runs.words and "to" in runs.words:
        yield from _worded_scores(text, patterns, runs)
    if parts or (figures and runs.have(patterns.ratio_words)):
        yield from _fractions(text, patterns, runs)
    if runs.have(patterns.ordinal_words):
        yield from _ordinals(text, patterns, runs)
    if numbers or german:
        yield from _GRAMMARS[known.grammar](text, patterns, runs)


def _parts_of_scale(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    known = patterns.known
    for match in matches_at(patterns.part_of_scale, text, runs.starts(patterns.part_starts)):
        part = known.halves.get((match["h"] or "").lower())
        if part is None:
            times = patterns.value_of(match["n"]) if match["n"] else 1.0
            part = (times or 1.0) * known.fraction_words[match["d"].lower()]
        yield _number(*match.span(), text, part * known.magnitudes[match["s"].lower()])


def _lumps(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    """Yield what nouns count by, a dozen, and the one of "*an* hour and a half"."""
    known = patterns.known
    if runs.have(patterns.half_behind_words):
        for match in matches_at(patterns.one_and_half, text, runs.starts(known.articles)):
            if units.unit_after(text, match.end("one"), code=known.code)[0]:
                yield _number(*match.span("one"), text, 1.0)
    if not runs.have(patterns.lump_words):
        return
    for match in patterns.lump.finditer(text):
        value, unit = known.lumps[match["l"].lower()]
        value *= (patterns.value_of(match["n"]) or 1.0) * (0.5 if match["h"] else 1.0)
        q = _number(*match.span(), text, value)
        yield Quantity(q.start, q.end, q.text, value, value, "count", unit, step=q.step, word=True)


def _worded_scores(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    for match in matches_at(patterns.sides, text, runs.starts(_BY)):
        if match["u"] and units.unit_after(match["u"], 0)[0]:
            continue  # "by 16 cents to 76 cents"
        values = [patterns.value_of(match[side]) for side in "ab"]
        if values[0] is not None and values[1] is not None:
            start, end = match.start("a"), match.end("b")
            yield Quantity(start, end, text[start:end], values[0], values[1], "score", word=True)


def _multiple(match: re.Match[str], text: str, patterns: Patterns) -> Quantity:
    known = patterns.known
    if match["n"]:
        start, end = match.start("n"), match.end() - 1
        raw = match["n"].lower()
        value = known.number_words.get(raw)
        value = read_digits(raw, known.code)[0] if value is None else value
        return _number(start, end, text, value, "times")
    name = "m" if match["m"] else "v"
    table = known.multiples if match["m"] else known.multiple_verbs
    return _number(*match.span(name), text, table[match[name].lower()], "times")


def _fractions(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    known = patterns.known
    for match in matches_at(
        patterns.fraction, text, runs.starts(patterns.part_starts, digits=True)
    ):
        if match["h"]:
            value = known.halves[match["h"].lower()]
            if part := _part_of_unit(match, text, known, value):
                yield part
                continue
            if not _is_half(match, text, known):
                continue
        elif match["d"]:
            value = (patterns.value_of(match["n"]) or 1.0) * known.fraction_words[
                match["d"].lower()
            ]
            if part := _part_of_unit(match, text, known, value):
                yield part
                continue
            lone = match["n"].lower() in known.articles
            if lone and known.ordinal_words and not _ends_a_phrase(match, text, known):
                continue
        else:
            one, whole = patterns.value_of(match["a"]), patterns.value_of(match["b"])
            if not one or not whole or one >= whole or match["b"].lower() in known.articles:
                continue
            if match["b"].isdecimal() and units.unit_after(text, match.end(), code=known.code)[0]:
                continue  # "two people in 20 minutes"
            value = one / whole
        yield _number(*match.span(), text, value, "fraction")


_EVERY = lang.every_language()
_HALF_FOLLOWERS = re.compile(
    rf"\s*(?:(?:{'|'.join(sorted(_EVERY.half_followers))})\b|[.,;]|$)", re.IGNORECASE
)
_NO_PART = re.compile(r"(?:first|second|other|and a)[ -]$", re.IGNORECASE)
_PHRASE_END = re.compile(
    rf"\s*(?:[.,;:)]|$|(?:{'|'.join(sorted(_EVERY.phrase_ends))})\b)", re.IGNORECASE
)


def _part_of_unit(
    match: re.Match[str], text: str, known: Language, value: float
) -> Quantity | None:
    """Return a part of a unit as a measure: "half *a* mile", "a quarter *of an* acre"."""
    end = match.end()
    lead = _WORD.match(text, end + 1)
    if lead is not None and lead[0].lower() in known.genitive_words:
        end = lead.end()
        lead = _WORD.match(text, end + 1)
    if lead is not None and lead[0].lower() in known.articles:
        end = lead.end()
    elif end != match.end() or not _is_plain_part(match, known):
        return None
    unit, _, _ = units.unit_after(text, end, code=known.code)
    if not unit or (unit == "%" and end == match.end()):
        return None
    start = match.start()
    step = value if match["h"] else known.fraction_words[match["d"].lower()]
    return Quantity(start, end, text[start:end], value, value, "count", step=step, word=True)


def _is_plain_part(match: re.Match[str], known: Language) -> bool:
    """Tell whether a unit right behind it is parted: a *quarter* mile, and no third mile."""
    word = (match["h"] or match["d"]).lower()
    return word not in known.ordinal_words


def _is_half(match: re.Match[str], text: str, known: Language) -> bool:
    if len(match["h"].split()) > 1:  # "die Hälfte", "la moitié"
        return True
    bounded = units.bound_before(text, match.start(), known) is not None
    before = text[max(0, match.start() - _AWAY) : match.start()].split()
    if before and before[-1].lower() in known.changes:
        return True  # "up from half in 2021"
    if not (bounded or _HALF_FOLLOWERS.match(text, match.end())):
        return False
    return not _NO_PART.search(text, max(0, match.start() - 12), match.start())


def _ends_a_phrase(match: re.Match[str], text: str, known: Language) -> bool:
    """Tell that "a third" is a part and no rank: nothing that could be ranked follows."""
    bounded = units.bound_before(text, match.start(), known) is not None
    return bounded or _PHRASE_END.match(text, match.end()) is not None


_AT_FIRST = re.compile(r"\b(?:at|from|came|comes) $")


def _ordinals(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    for match in matches_at(_WORD, text, runs.starts(patterns.ordinal_words)):
        value = patterns.known.ordinal_words.get(match[0].lower())
        if value is None:
            continue
        if _AT_FIRST.search(text, max(0, match.start() - 8), match.start()):
            continue  # "at first"
        if value == 2 and text.startswith(" half", match.end()):  # noqa: PLR2004
            continue
        yield _number(*match.span(), text, value, "ordinal")


def _english_words(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    for match in matches_at(patterns.english, text, runs.starts(patterns.number_starts)):
        yield from _well_formed(match)


def _german_words(text: str, _: Patterns, runs: Runs) -> Iterator[Quantity]:
    numbers = frozenset(low for low in runs.words if _german_value(low) is not None)
    for match in matches_at(_WORD, text, runs.starts(numbers)):
        value = _german_value(match[0].lower())
        if value is not None:
            yield _number(*match.span(), text, value)


@lru_cache(maxsize=16_384)
def _german_value(low: str) -> float | None:
    if low in {"ein", "eins"} or not _GERMAN_PART.search(low):
        return None
    return read_german(low)


def _french_words(text: str, patterns: Patterns, runs: Runs) -> Iterator[Quantity]:
    for match in matches_at(patterns.french, text, runs.starts(patterns.number_words)):
        low = match[0].lower()
        if len(low) > 200 or low in {"un", "une"}:  # noqa: PLR2004
            continue
        value = read_french(re.split(r"[- ]", low))
        if value is not None:
            yield _number(*match.span(), text, value)


_GERMAN_PART = re.compile("|".join(lang.language("de").number_parts))
_GRAMMARS: dict[str, Callable[[str, Patterns, Runs], Iterator[Quantity]]] = {
    "english": _english_words,
    "german": _german_words,
    "french": _french_words,
}


def _well_formed(match: re.Match[str]) -> Iterator[Quantity]:
    """Yield one well-formed number, or each of several that stand side by side ("two three")."""
    parts = [(m.start() + match.start(), m[0].lower()) for m in _WORD.finditer(match[0])]
    article = parts[0][1] in {"a", "an"}
    at = 1 if article else 0
    while at < len(parts):
        stop, value = _longest(parts, at)
        if value is not None:
            start = parts[0][0] if article and at == 1 else parts[at][0]
            last_at, last = parts[stop - 1]
            yield _number(start, last_at + len(last), match.string, value)
        at = stop


def _longest(parts: list[tuple[int, str]], at: int) -> tuple[int, float | None]:
    """Return where the longest number from one word on ends, and its value."""
    stop, best = at + 1, None
    run: list[str] = []
    for end in range(at, min(len(parts), at + _LONGEST_RUN)):
        word = parts[end][1]
        if word == "and" and (not run or run[-1] not in ENGLISH_SCALES):
            break  # "ten and thirty" is two numbers: inside one, *and* follows hundred or larger
        run.append(word)
        if word == "and":
            continue
        value = read_english(run)
        if value is None:
            break
        stop, best = end + 1, value
    return stop, best
