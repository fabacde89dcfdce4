"""Bare numbers in running text: digits, words, fractions, ordinals, scores."""

from __future__ import annotations

import re
from dataclasses import replace

from briefer.analysis import units
from briefer.analysis.numerals import (
    DIGITS,
    ENGLISH,
    ENGLISH_ORDINALS,
    ENGLISH_SCALES,
    FRENCH,
    read_digits,
    read_english,
    read_french,
    read_german,
)
from briefer.analysis.quantity import Quantity

_EN_WORDS = "|".join(sorted([*ENGLISH, *ENGLISH_SCALES], key=len, reverse=True))
_ENGLISH = re.compile(
    rf"\b(?:(?:an?[ ](?=(?:hundred|thousand|million|billion)\b))?(?:{_EN_WORDS})"
    rf"(?:(?:[- ]and[- ]|[- ])(?:{_EN_WORDS})\b)*)\b",
    re.IGNORECASE,
)
_FR_WORDS = "|".join(sorted([*FRENCH, "cents", "cent", "mille", "vingts"], key=len, reverse=True))
_FRENCH = re.compile(
    rf"\b(?:{_FR_WORDS})(?:(?:[- ]et[- ]|[- ])(?:{_FR_WORDS})\b)*\b", re.IGNORECASE
)
_WORD = re.compile(r"[^\W\d_]+")
_GERMAN_PART = re.compile(
    r"(?:ein|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|elf|zwölf|zwanzig|ßig|ssig|hundert|tausend"
    r"|siebzig)"
)
_FRACTION = re.compile(
    r"\b(?:(?P<n>an?|one|two|three|four|five)[- ](?P<d>thirds?|quarters?|fifths?|sixths?|sevenths?"
    r"|eighths?|ninths?|tenths?)|(?P<h>half)|(?P<a>one|two|three|four|five|six|seven|eight|nine)"
    r"(?: \w+)? (?:in|out of) (?P<b>two|three|four|five|six|seven|eight|nine|ten|twenty|\d+))\b",
    re.IGNORECASE,
)
_LUMP = re.compile(r"\b(?:an?|one)\s(decade|dozen|century|fortnight)\b", re.IGNORECASE)
_LUMPS = {
    "decade": (10.0, "y"),
    "dozen": (12.0, ""),
    "century": (100.0, "y"),
    "fortnight": (2.0, "wk"),
}
_OTHER_FRACTION = {
    "fr": re.compile(
        r"\b(?:(?P<w>la moitié|un tiers|deux tiers|un quart|trois quarts)|"
        r"(?P<a>une?|deux|trois|quatre|cinq"
        r"|six|sept|huit|neuf)(?: \w+)? sur "
        r"(?P<b>deux|trois|quatre|cinq|six|sept|huit|neuf|dix))\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:(?P<w>(?:die|der) Hälfte|ein(?:em)? Drittel|"
        r"zwei Dritteln?|ein(?:em)? Viertel|drei Vierteln?)"
        r"|(?P<a>eine[rs]?|zwei|drei|vier) von (?P<b>zwei|drei|vier|fünf|zehn))\b",
        re.IGNORECASE,
    ),
}
_SHARES = {
    "moitié": 1 / 2,
    "hälfte": 1 / 2,
    "un tiers": 1 / 3,
    "deux tiers": 2 / 3,
    "un quart": 1 / 4,
    "trois quarts": 3 / 4,
    "zwei drittel": 2 / 3,
    "drei viertel": 3 / 4,
    "drittel": 1 / 3,
    "viertel": 1 / 4,
}
_OF = re.compile(r"\s*(?:of\b|the\b|an?\b|its\b|their\b|his\b|her\b|[.,;]|$)", re.IGNORECASE)
_SCORE = re.compile(r"(?<![\d.,–-])(\d{1,3})[-–:](\d{1,3})(?![\d.,]*\d|[-–]\w)")
_HALF_OF_SCALE = re.compile(r"\bhalf[- ]an?[- ](million|billion|trillion)\b", re.IGNORECASE)


def bare_numbers(text: str, language: str) -> list[Quantity]:
    """Return every number of a text, without currency, unit or qualifier; some may overlap."""
    found = [
        Quantity(m.start(), m.end(), m[0], float(m[1]), float(m[2]), "score")
        for m in _SCORE.finditer(text)
    ]
    if language == "en":
        for match in _HALF_OF_SCALE.finditer(text):
            value = units.SCALES[match[1].lower()] / 2
            found.append(_worded(*match.span(), match[0], value))
        for match in _LUMP.finditer(text):
            value, unit = _LUMPS[match[1].lower()]
            found.append(replace(_worded(*match.span(), match[0], value), unit=unit))
        found += _fractions(text)
        found += _english_ordinals(text)
    elif language in _OTHER_FRACTION:
        found += _other_fractions(text, language)
    taken = [(q.start, q.end) for q in found]
    for match in DIGITS.finditer(text):
        start, end = match.span()
        before = text[start - 1] if start else " "
        if before.isalpha() or before == "_" or any(a < end and start < b for a, b in taken):
            continue
        raw = match[0]
        if " " in raw and language == "en":
            raw = raw.split(" ", maxsplit=1)[0]
            end = start + len(raw)
        value, decimals = read_digits(raw, language)
        step = 10.0**-decimals if decimals else _trailing(value)
        found.append(Quantity(start, end, raw, value, value, step=step))
    return found + _words(text, language)


def _trailing(value: float) -> float:
    step = 1.0
    while value and value % (step * 10) == 0 and step < 1e15:  # noqa: PLR2004
        step *= 10
    return step


def _fractions(text: str) -> list[Quantity]:
    found = []
    for match in _FRACTION.finditer(text):
        if match["h"]:
            hedged = units.qualifier_before(text, match.start(), "en")[0]
            if not (hedged or _OF.match(text, match.end())):
                continue
            if re.search(r"(?:first|second|other|and a)[ -]$", text[: match.start()][-12:]):
                continue
            value = 0.5
        elif match["d"]:
            hedged = units.qualifier_before(text, match.start(), "en")[0]
            lone = match["n"].lower() in {"a", "an"}
            if lone and not hedged and not re.match(r"\s*of\b", text[match.end() :]):
                continue
            value = units.COUNT[match["n"].lower()] / units.PART[match["d"].lower().rstrip("s")]
        else:
            whole = match["b"].lower()
            value = units.COUNT[match["a"].lower()] / float(units.COUNT.get(whole) or whole)
        found.append(
            Quantity(match.start(), match.end(), match[0], value, value, "fraction", step=0.01)
        )
    return found


def _other_fractions(text: str, language: str) -> list[Quantity]:
    found = []
    for match in _OTHER_FRACTION[language].finditer(text):
        if match["w"]:
            low = match["w"].lower()
            value = next(v for name, v in _SHARES.items() if name in low)
        else:
            low, high = match["a"].lower(), match["b"].lower()
            one = (read_french([low]) if language == "fr" else read_german(low)) or 1.0
            all_ = (read_french([high]) if language == "fr" else read_german(high)) or 1.0
            value = one / all_
        found.append(Quantity(*match.span(), match[0], value, value, "fraction", step=0.01))
    return found


def _english_ordinals(text: str) -> list[Quantity]:
    found = []
    for match in _WORD.finditer(text):
        value = ENGLISH_ORDINALS.get(match[0].lower())
        if value is not None and re.search(r"\b(?:at|from|came|comes) $", text[: match.start()]):
            continue  # "at first"
        if value is not None and match[0].lower() != "second":
            found.append(Quantity(*match.span(), match[0], value, value, "ordinal", word=True))
        elif value is not None and not text[match.end() :].lstrip().startswith("half"):
            found.append(Quantity(*match.span(), match[0], 2, 2, "ordinal", word=True))
    return found


def _words(text: str, language: str) -> list[Quantity]:
    found: list[Quantity] = []
    if language == "en":
        for match in _ENGLISH.finditer(text):
            found += _english(match)
    elif language == "de":
        for match in _WORD.finditer(text):
            if not _GERMAN_PART.search(match[0].lower()) or match[0].lower() in {"ein", "eins"}:
                continue
            value = read_german(match[0])
            if value is not None:
                found.append(_worded(*match.span(), match[0], value))
    elif language == "fr":
        for match in _FRENCH.finditer(text):
            value = read_french(re.split(r"[- ]", match[0].lower()))
            if value is not None and match[0].lower() not in {"un", "une"}:
                found.append(_worded(*match.span(), match[0], value))
    return found


def _english(match: re.Match[str]) -> list[Quantity]:
    """One well-formed number, or each of several that stand side by side ("two three")."""
    parts = [(m.start() + match.start(), m[0].lower()) for m in _WORD.finditer(match[0])]
    article = parts[0][1] in {"a", "an"}
    found = []
    at = 1 if article else 0
    while at < len(parts):
        stop = at + 1
        value = read_english([parts[at][1]])
        for end in range(len(parts), at, -1):
            run = [w for _, w in parts[at:end]]
            if run[-1] == "and" or run[0] == "and" or _loose_and(run):
                continue
            value = read_english(run)
            if value is not None:
                stop = end
                break
        if value is not None and parts[at][1] != "and":
            start = parts[0][0] if article and at == 1 else parts[at][0]
            last_at, last = parts[stop - 1]
            text = match.string[start : last_at + len(last)]
            found.append(_worded(start, last_at + len(last), text, value))
        at = stop
    return found


def _loose_and(run: list[str]) -> bool:
    """Tell that "ten and thirty" is two numbers: an *and* inside one follows hundred or larger."""
    return any(w == "and" and run[i - 1] not in ENGLISH_SCALES for i, w in enumerate(run) if i)


def _worded(start: int, end: int, text: str, value: float) -> Quantity:
    return Quantity(start, end, text, value, value, step=_trailing(value), word=True)
