"""What stands beside a number: currencies, units, magnitudes, bounds and rates.

The words come from what is known of each language; signs and codes are everybody's.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefer.analysis.quantity import Qualifier
    from briefer.lang import Language

_SIGNS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "S$": "SGD", "R$": "BRL",
    "$": "USD", "£": "GBP", "€": "EUR", "¥": "¥", "￥": "¥", "₹": "INR", "₽": "RUB", "₩": "KRW",
    "₺": "TRY", "₴": "UAH", "₦": "NGN", "₫": "VND", "฿": "THB", "₪": "ILS", "₱": "PHP", "zł": "PLN",
    "Kč": "CZK", "Ft": "HUF", "Rs": "Rs", "Rs.": "Rs", "kr": "kr", "kr.": "kr", "Fr.": "CHF",
    "円": "JPY", "元": "CNY",
}  # fmt: skip
_CODES = frozenset(
    """EUR USD GBP JPY CNY INR CHF NOK SEK DKK ISK CZK PLN HUF RON BGN RSD UAH RUB BRL ARS CLP COP
    MXN PEN ZAR NGN KES GHS EGP MAD TND TRY ILS AED SAR QAR KWD KRW AUD CAD NZD HKD SGD TWD IDR MYR
    THB PHP VND PKR LKR BDT NPR KZT GEL""".split()
)
CURRENCIES = _CODES | frozenset(_SIGNS.values()) | {"cent"}
_BEFORE = re.compile(
    r"(?:(?:US|A|C|NZ|HK|S|R)\$|[$£€¥￥₹₽₩₺₴₦₫฿₪₱]|(?<![^\W_])(?:Rs\.?|[Kk]r\.?|Fr\.|[A-Z]{3}))"
    r"[\s\u00a0\u202f]?$"
)
_BEHIND = re.compile(
    r"[\s\u00a0\u202f]?(?:(?P<sign>[$£€¥￥₹₽₩₺₴₦₫฿₪₱円元])"
    r"|(?P<code>zł|Kč|Ft|kr\.?|[A-Z]{3})(?![^\W_]))"
)
_UNIT = re.compile(
    r"[-‑\s\u00a0\u202f]{0,2}(?:(?:d['’]|de\s)\s?)?"
    r"(?P<first>[%％]|°\s?[CF](?![^\W_])|k?m/[hs](?![^\W_])|[^\W\d_]+)"
)
_NEXT_WORD = re.compile(r"\.?[-‑\s\u00a0]([^\W\d_]+)|(['’/][^\W\d_]+)")
_EVERY = lang.every_language()
_NATION = re.compile(
    rf"[-\s](?:{'|'.join(_EVERY.currency_nations)})\s(?={'|'.join(_EVERY.currency_nouns)})"
)
_SYMBOLS = {
    "%": ("%", 1.0), "％": ("%", 1.0), "°c": ("degC", 1.0), "°f": ("degF", 1.0),
    "km/h": ("km/h", 1.0), "m/s": ("m/s", 1.0),
}  # fmt: skip
_GLUED_UNITS = {"C": ("degC", 1.0), "F": ("degF", 1.0), "p": ("GBP", 0.01), "in": ("in", 1.0)}
"""Letters that are a unit right behind the number, and nothing elsewhere."""
_MOST_GLUED = 200
_MINUS = re.compile(
    rf"(?:(?<![^\s(])[-−–]|(?<![^\W_])(?:{'|'.join(sorted(_EVERY.below_zero))})\s)$", re.IGNORECASE
)
_LONGEST_MINUS = 8
_LONGEST_UNSPACED = 8
_LEAST_WORD = {"KRW": 1_000.0}
"""Currencies whose name is a common word too: *won* behind a small number is a verb."""
_WORD = re.compile(r"\S+")
_WORD_OR_MARK = re.compile(r"['/]?[^\W\d_]+")
_WINDOW = 48
_LONGEST = 5
_OPENING = "([{“\"'‘„«—–-"
_GLUED = frozenset({"m", "k", "b"})
_NO_SPACE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


class Bound(NamedTuple):
    """How a number is bounded, where that begins, and whether it is all but the number."""

    qualifier: Qualifier
    lead: int
    word: str
    close: bool


@lru_cache(maxsize=64)
def _scale_pattern(code: str) -> re.Pattern[str]:
    """Return what finds a magnitude behind a number of a language."""
    names = sorted(_scales(code), key=len, reverse=True)
    spaced = "|".join(re.escape(name) for name in names if not _NO_SPACE.search(name)) or "(?!)"
    glued = "|".join(re.escape(name) for name in names if _NO_SPACE.search(name)) or "(?!)"
    return re.compile(
        rf"[-\s\u00a0\u202f]?(?:(?P<name>{spaced})(?![^\W_])(?:(?<=[^\W\d_]{{3}})(?<![^\W\d_]{{4}})\.(?=\s[^\W\d_]))?|(?P<sign>{glued}))",
        re.IGNORECASE,
    )


@lru_cache(maxsize=64)
def _scales(code: str) -> dict[str, float]:
    known = lang.language(code).magnitudes or lang.language("en").magnitudes
    return {name.rstrip("."): value for name, value in known.items()}


def scale_after(text: str, end: int, code: str, *, money: bool) -> tuple[float, int]:
    """Return the magnitude written behind a number, 1.0 without one, and where it ends.

    A single letter is one only right behind the number, and an *m* only behind money.
    """
    match = _scale_pattern(code).match(text, end)
    if match is None:
        return 1.0, end
    name = (match["name"] or match["sign"]).lower()
    if name in _GLUED and not money and (match.start("name") != end or name == "m"):
        return 1.0, end
    return _scales(code)[name], match.end()


def currency_before(text: str, start: int) -> tuple[str, int]:
    """Return the currency written before a number, and where it starts ("" and start)."""
    match = _BEFORE.search(text, max(0, start - 6), start)
    if match is None:
        return "", start
    sign = match[0].strip()
    code = _SIGNS.get(sign) or _SIGNS.get(sign.lower()) or (sign if sign in _CODES else "")
    return (code, match.start()) if code else ("", start)


def is_unspaced(char: str) -> bool:
    """Tell whether a character is of a script that sets no spaces between words."""
    return char > "\u3000" and _NO_SPACE.match(char) is not None


def is_currency_end(text: str, start: int) -> bool:
    """Tell whether a currency is written right before a position: "NOK500"."""
    return bool(currency_before(text, start)[0])


def unit_after(text: str, end: int, value: float = 0.0, code: str = "") -> tuple[str, float, int]:
    """Return the unit written behind a number, what to multiply by, and where it ends.

    Args:
        text: the text the number is in.
        end: where the number ends.
        value: the number, for names of currencies that are words of another meaning too.
        code: the text's language, for units beside those of the languages described in full.
    """
    at = end
    if nation := _NATION.match(text, end):
        at = nation.end() - 1
    if (match := _BEHIND.match(text, at)) and (sign := _SIGNS.get(match["sign"] or match["code"])):
        return sign, 1.0, match.end()
    if match and match["code"] in _CODES:
        return match["code"], 1.0, match.end()
    match = _UNIT.match(text, at)
    if match is None:
        return "", 1.0, end
    found = _unit_of(match, at, value, _units(code))
    if found is None or value < _LEAST_WORD.get(found[0], 0.0):
        return "", 1.0, end
    return found


class _Units(NamedTuple):
    """Names of units of a language and of all, and the first words of those of several words."""

    names: Mapping[str, tuple[str, float]]
    longest: Mapping[str, int]


@lru_cache(maxsize=64)
def _units(code: str) -> _Units:
    names = {**_EVERY.units, **(lang.language(code).units if code else {})}
    longest: dict[str, int] = {}
    for name in names:
        parts = _WORD_OR_MARK.findall(name)
        if len(parts) > 1:
            longest[parts[0]] = max(longest.get(parts[0], 0), len(parts) - 1)
    return _Units(names, longest)


def _unit_of(
    match: re.Match[str], at: int, value: float, known: _Units
) -> tuple[str, float, int] | None:
    raw = match["first"]
    first = raw.lower()
    if (most := known.longest.get(first, 0)) and (found := _phrase(match, most, known)):
        return found
    if (glued := _GLUED_UNITS.get(raw)) and match.start("first") == at:
        return (*glued, match.end()) if raw == "p" or value <= _MOST_GLUED else None
    if first == "p":
        return None
    unit = _SYMBOLS.get(re.sub(r"\s", "", first)) or known.names.get(first)
    if unit:
        return (*unit, match.end("first"))
    return _unspaced(match, known) if is_unspaced(first[0]) else None


def _unspaced(match: re.Match[str], known: _Units) -> tuple[str, float, int] | None:
    """Return the unit that a run of words without spaces begins with: キロメートル."""
    for size in range(min(len(match["first"]), _LONGEST_UNSPACED), 1, -1):
        if unit := known.names.get(match["first"][:size]):
            return (*unit, match.start("first") + size)
    return None


def _phrase(match: re.Match[str], most: int, known: _Units) -> tuple[str, float, int] | None:
    """Return the longest name of several words that begins here: *square miles*."""
    phrase, end, found = match["first"].lower(), match.end(), None
    for _ in range(most):
        word = _NEXT_WORD.match(match.string, end)
        if word is None:
            break
        end = word.end()
        phrase += f" {word[1]}".lower() if word[1] else word[2].lower().replace("’", "'")
        if phrase in known.names:
            found = (*known.names[phrase], end)
    return found


def is_below_zero(text: str, start: int) -> bool:
    """Tell whether a minus stands before a number: a sign, or a word for it."""
    return _MINUS.search(text, max(0, start - _LONGEST_MINUS), start) is not None


def bound_before(text: str, start: int, known: Language) -> Bound | None:
    """Return the bound in front of a number: *about*, *more than*, *will not exceed*."""
    begin = max(0, start - _WINDOW)
    words = text[begin:start].lower().replace("’", "'").split()[-_LONGEST - 2 :]
    if words and words[-1] in known.articles:
        del words[-1]
    if not words or _bound_ends(known).isdisjoint((words[-1], words[-1].lstrip(_OPENING))):
        return None
    starts = [m.start() for m in _WORD.finditer(text, begin, start)][-_LONGEST - 2 :]
    found = list(zip(starts, words, strict=False))  # without an article right before the number
    table = known.bounds
    for size in range(min(_LONGEST, len(found)), 0, -1):
        at, first = found[-size]
        first_ = first.lstrip(_OPENING)
        phrase = " ".join([first_, *(word for _, word in found[len(found) - size + 1 :])])
        qualifier = table.get(phrase)
        if qualifier is None:
            continue
        lead = at + len(first) - len(first_)
        before = [word for _, word in found[: len(found) - size]]
        if before and phrase in known.arrivals and before[-1] in known.arriving:
            return None  # "rose up to 50": where something arrives, not the most it can be
        close = phrase in known.close_bounds
        while before and before[-1].lstrip(_OPENING) in known.softeners:
            word = before.pop().lstrip(_OPENING)
            close = close or word in known.close_softeners
            lead = begin + text[begin:lead].lower().rfind(word)
        return Bound(qualifier, lead, phrase, close)
    return None


@lru_cache(maxsize=64)
def _bound_ends(known: Language) -> frozenset[str]:
    """Return the last words of a language's bounds in front of a number."""
    return frozenset(phrase.split()[-1] for phrase in known.bounds)


def bound_after(text: str, end: int, known: Language) -> Qualifier:
    """Return the bound behind a number (*or more*), or ""."""
    if not known.bounds_behind or end >= len(text):
        return ""
    following = " ".join(text[end : end + 24].lower().split(maxsplit=2)[:2]).rstrip(".,;:)")
    return known.bounds_behind.get(following, "")


_COUNTED_RATE = re.compile(
    r"(?:\s(?P<noun>[^\W\d_]+)){1,2}?\s(?P<one>[^\W\d_]+)\s(?P<two>[^\W\d_]+)"
    r"(?!\s\d)(?:\s(?P<next>[^\W\d_]+))?"
)
_RATES_OF_TIME = frozenset({"min", "h", "d", "wk", "mo", "y"})
_RATE_WORDS = re.compile(r"\s*(?P<slash>/)?\s*(?P<one>[^\W\d_]+)(?:\s(?P<two>[^\W\d_]+))?")


def rate_of_counted(text: str, end: int, known: Language) -> str:
    """Return what a count is told per where the noun stands between: "400 people *a day*".

    "400 people *a day after* the storm" tells when.
    """
    match = _COUNTED_RATE.match(text, end)
    if match is None or match["one"].lower() not in known.rate_leads | known.articles:
        return ""
    rate = known.rates.get(f"{match['one'].lower()} {match['two'].lower()}", "")
    told_when = (match["next"] or "").lower() in known.rate_breaks
    return rate if rate in _RATES_OF_TIME and not told_when else ""


def rate_after(text: str, end: int, known: Language) -> tuple[str, int]:
    """Return what a quantity is told per ("mo": a month; "each": a head), or "", and its end."""
    match = _RATE_WORDS.match(text, end) if known.rates else None
    if match is None:
        return "", end
    one = match["one"].lower()
    if match["slash"]:
        return known.rates.get(f"per {one}", ""), match.end("one")
    if match["two"] and (rate := known.rates.get(f"{one} {match['two'].lower()}")):
        return rate, match.end()
    rate = known.rates.get(one, "")
    return rate, match.end("one") if rate else end
