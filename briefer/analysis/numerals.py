"""Numbers in digits and in words.

Digits are read in every common grouping (``1,234.5``, ``1.234,5``, ``1 234,5``, ``1'234.5``,
``12,34,567``); what one separator with three digits behind it means depends on the language. Words
are read by the grammar of their language: English, German, French.
"""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from briefer import lang

GROUP_SPACES = "\u00a0\u202f\u2009"
_GROUPED = (
    rf"\d{{1,3}}(?:([,.'’{GROUP_SPACES} ])\d{{3}})(?:\1\d{{3}})*(?!\d)(?:[.,]\d+(?![.,]?\d))?"
)
_INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}(?![\d,])(?:\.\d+)?"
_SPACED = r"\d{1,3}(?:, 0\d{2})+(?![\d,])"
"""``26, 000``: a comma and a space stand between groups where no list can be meant."""
DIGITS = re.compile(rf"(?:{_SPACED}|{_INDIAN}|{_GROUPED}|\d+(?:[.,]\d+)?)")
_FULL_WIDTH = {0xFF10 + i: 0x30 + i for i in range(10)} | {0xFF0E: ".", 0xFF0C: ","}
"""Digits and marks as wide as a Chinese character, to the plain ones."""
_WIDE = re.compile(r"[\uff0c-\uff19]")
_SEPARATORS = re.compile(rf"[ '’{GROUP_SPACES}]")
_MARKS = re.compile(r"[.,]")
_EXACT_DIGITS = 15
"""Digits that a float holds, whichever they are."""
_MOST_DIGITS = 60
"""Digits of a number that is still one of something."""
_LARGE = 10.0**_EXACT_DIGITS
_THREE = 3
_HUNDRED, _THOUSAND, _TWENTY, _TEN = 100, 1_000, 20, 10

ENGLISH = {word: int(value) for word, value in lang.language("en").number_words.items()}
ENGLISH_SCALES = {
    "hundred": 100, "thousand": 1_000, "million": 10**6, "billion": 10**9, "trillion": 10**12,
}  # fmt: skip
_GERMAN = lang.language("de").number_words
_FRENCH = lang.language("fr").number_words
FRENCH_LARGE = ("cents", "cent", "mille", "vingts")


@lru_cache(maxsize=256)
def decimal_mark(language: str) -> str:
    """Return the mark that a language sets before decimals."""
    return lang.language(language).decimal


def narrowed(text: str) -> str:
    """Return a text with plain digits for those as wide as a Chinese character; as long as it."""
    return text.translate(_FULL_WIDTH) if _WIDE.search(text) else text


def read_digits(text: str, language: str = "en") -> tuple[float, int]:
    """Return the value of a number in digits, and how many decimals it was written with.

    Args:
        text: what ``DIGITS`` matched.
        language: decides what ``1.234`` and ``1,234`` mean.
    """
    text = text.replace(", ", ",")
    plain = _SEPARATORS.sub("", text)
    point, comma = plain.rfind("."), plain.rfind(",")
    if point >= 0 and comma >= 0:
        decimal = max(point, comma)
    elif point < 0 and comma < 0:
        decimal = -1
    else:
        decimal = max(point, comma)
        mark = plain[decimal]
        three = len(plain) - decimal - 1 == _THREE and decimal <= _THREE and plain[0] != "0"
        groups = mark != decimal_mark(language)
        if plain.count(mark) > 1 or (three and groups and plain == text):
            decimal = -1
    if decimal < 0:
        whole = _MARKS.sub("", plain)
        exact = _EXACT_DIGITS <= len(whole) <= _MOST_DIGITS
        return (int(whole) if exact else float(whole)), 0
    whole = _MARKS.sub("", plain[:decimal]) or "0"
    digits = plain[decimal + 1 :]
    return float(f"{whole}.{digits}"), len(digits)


def times(value: float, factor: float) -> float:
    """Return a number times what its magnitude or unit is worth, as exactly as it is written.

    A float holds fifteen digits; from there on the product is a whole number where it is one.
    """
    if factor == 1.0:
        return value
    product = value * factor
    if abs(product) < _LARGE or not float(factor).is_integer():
        return round(product, 6)
    exact = Decimal(str(value)) * int(factor)
    return int(exact) if exact == exact.to_integral_value() else product


def read_english(words: list[str]) -> float | None:
    """Return the value of English number words ("two", "hundred", "and", "six"), or None.

    Words that do not make one well-formed number ("two three") give None; so does then every
    longer run that begins with them.
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
            if seen and (last == 1 or (last == _TWENTY and (size == _TWENTY or value >= _TEN))):
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


_LONGEST_GERMAN = 80
_GERMAN_HALF = "einhalb"


def read_german(word: str) -> float | None:
    """Return the value of a German number word (``einundvierzig``), or None."""
    if len(word) > _LONGEST_GERMAN:
        return None
    low = word.lower()
    for name, scale in (("tausend", _THOUSAND), ("hundert", _HUNDRED)):
        if name in low:
            head, _, tail = low.partition(name)
            times = read_german(head) if head else 1.0
            rest = read_german(tail.removeprefix("und")) if tail else 0.0
            if times is None or rest is None or times >= _THOUSAND or rest >= scale:
                return None
            return times * scale + rest
    if low in _GERMAN:
        return _GERMAN[low]
    if low.endswith(_GERMAN_HALF):
        whole = read_german(low.removesuffix(_GERMAN_HALF)) if low != _GERMAN_HALF else None
        return None if whole is None else whole + 0.5
    head, _, tail = low.partition("und")
    ones, tens = _GERMAN.get(head, 0.0), _GERMAN.get(tail, 0.0)
    return ones + tens if 0 < ones < _TEN and tens >= _TWENTY else None


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
        elif word in _FRENCH:
            value = _FRENCH[word]
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
