"""Numbers in digits and in words: English, German, French.

Digits are read in every common grouping (``1,234.5``, ``1.234,5``, ``1 234,5``, ``1'234.5``);
what one separator with three digits behind it means depends on the language.
"""

from __future__ import annotations

import re

GROUP_SPACES = "\u00a0\u202f\u2009"
_GROUPED = (
    rf"\d{{1,3}}(?:([,.'’{GROUP_SPACES} ])\d{{3}})(?:\1\d{{3}})*(?!\d)(?:[.,]\d+(?![.,]?\d))?"
)
DIGITS = re.compile(rf"(?:{_GROUPED}|\d+(?:[.,]\d+)?)")
_POINT_GROUPS = frozenset({"de", "fr", "es", "it", "nl", "pt", "sv", "da", "nb", "no", "pl", "tr"})
_THREE = 3

_EN_UNITS = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen "
    "fifteen sixteen seventeen eighteen nineteen"
)
_EN_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ENGLISH = {w: i for i, w in enumerate(_EN_UNITS.split())} | {
    w: 10 * i for i, w in enumerate(_EN_TENS.split(), 2)
}
ENGLISH_SCALES = {"hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9}
ENGLISH_SCALES["trillion"] = 10**12
ENGLISH_ORDINALS = {
    word: number
    for number, word in enumerate(
        (
            "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth "
            "thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth"
        ).split(),
        1,
    )
}

_DE_UNITS = (
    "null ein zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn "
    "sechzehn siebzehn achtzehn neunzehn"
)
_DE_TENS = "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig"
_GERMAN_SMALL = {w: i for i, w in enumerate(_DE_UNITS.split())} | {"eins": 1}
_GERMAN_TENS = {w: 10 * i for i, w in enumerate(_DE_TENS.split(), 2)} | {"dreissig": 30}

_FR_UNITS = (
    "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
)
_FR_TENS = {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60}
FRENCH = {w: i for i, w in enumerate(_FR_UNITS.split())} | _FR_TENS | {"une": 1}
_HUNDRED, _THOUSAND, _TWENTY = 100, 1_000, 20


def read_digits(text: str, language: str = "en") -> tuple[float, int]:
    """Return the value of a number in digits, and how many decimals it was written with.

    Args:
        text: what ``DIGITS`` matched.
        language: decides what ``1.234`` and ``1,234`` mean.
    """
    plain = re.sub(rf"[ '’{GROUP_SPACES}]", "", text)
    point, comma = plain.rfind("."), plain.rfind(",")
    if point >= 0 and comma >= 0:
        decimal = max(point, comma)
    elif point < 0 and comma < 0:
        decimal = -1
    else:
        decimal = max(point, comma)
        mark = plain[decimal]
        three = len(plain) - decimal - 1 == _THREE and decimal <= _THREE and plain[0] != "0"
        groups = "." if language in _POINT_GROUPS else ","
        if plain.count(mark) > 1 or (three and mark == groups and plain == text):
            decimal = -1
    if decimal < 0:
        return float(re.sub(r"[.,]", "", plain)), 0
    whole = re.sub(r"[.,]", "", plain[:decimal]) or "0"
    digits = plain[decimal + 1 :]
    return float(f"{whole}.{digits}"), len(digits)


def read_english(words: list[str]) -> float | None:
    """Return the value of English number words ("two", "hundred", "and", "six"), or None.

    Words that do not make one well-formed number ("two three") give None.
    """
    total, current, last = 0.0, 0.0, float("inf")
    scale_before = float("inf")
    seen = False
    for word in words:
        if word == "and":
            continue
        if word in ENGLISH:
            value = ENGLISH[word]
            size = 1 if value < _TWENTY and value else _TWENTY
            if seen and (last == 1 or (last == _TWENTY and (size == _TWENTY or value > 9))):  # noqa: PLR2004
                return None
            current += value
            last = size
        elif word == "hundred":
            if last == _HUNDRED or current >= _HUNDRED:
                return None
            current = max(current, 1) * _HUNDRED
            last = _HUNDRED
        elif word in ENGLISH_SCALES:
            scale = ENGLISH_SCALES[word]
            if scale >= scale_before:
                return None
            total += max(current, 1) * scale
            current, last, scale_before = 0.0, float("inf"), scale
        else:
            return None
        seen = True
    return total + current if seen else None


def read_german(word: str) -> float | None:
    """Return the value of a German number word (``einundvierzig``), or None."""
    low = word.lower()
    for name, scale in (("tausend", _THOUSAND), ("hundert", _HUNDRED)):
        if name in low:
            head, _, tail = low.partition(name)
            times = read_german(head) if head else 1.0
            rest = read_german(tail.removeprefix("und")) if tail else 0.0
            if times is None or rest is None or times >= _THOUSAND or rest >= scale:
                return None
            return times * scale + rest
    if low in _GERMAN_SMALL:
        return float(_GERMAN_SMALL[low])
    if low in _GERMAN_TENS:
        return float(_GERMAN_TENS[low])
    head, _, tail = low.partition("und")
    if head in _GERMAN_SMALL and tail in _GERMAN_TENS and 0 < _GERMAN_SMALL[head] <= 9:  # noqa: PLR2004
        return float(_GERMAN_SMALL[head] + _GERMAN_TENS[tail])
    return None


def read_french(words: list[str]) -> float | None:  # noqa: C901
    """Return the value of French number words (hyphens already split), or None."""
    total, current = 0.0, 0.0
    small = 0.0
    seen = False
    for word in words:
        if word == "et":
            continue
        if word in {"vingt", "vingts"} and small == 4:  # noqa: PLR2004  quatre-vingt
            small = 80
        elif word in FRENCH:
            value = FRENCH[word]
            if small and not (small >= _TWENTY > value or (small == 10 and value in {7, 8, 9})):  # noqa: PLR2004
                return None
            if small % 10 and not (small == 10 and value in {7, 8, 9}):  # noqa: PLR2004
                return None
            small += value
        elif word in {"cent", "cents"}:
            if current:
                return None
            current, small = max(small, 1) * _HUNDRED, 0
        elif word == "mille":
            if total:
                return None
            total, current, small = max(current + small, 1) * _THOUSAND, 0, 0
        else:
            return None
        seen = True
    return total + current + small if seen else None
