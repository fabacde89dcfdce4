# ruff: noqa: ISC004 (each pattern is one string over several lines)
"""Units, currencies, scales and qualifiers, as words and symbols."""

from __future__ import annotations

import re
from typing import Literal

Qualifier = Literal["", "about", "over", "min", "under", "max"]

SCALES: dict[str, float] = {
    "thousand": 1e3, "tausend": 1e3, "mille": 1e3, "k": 1e3,
    "million": 1e6, "millions": 1e6, "millionen": 1e6, "mio": 1e6, "m": 1e6,
    "billion": 1e9, "bn": 1e9, "b": 1e9, "milliarde": 1e9, "milliarden": 1e9, "mrd": 1e9,
    "milliard": 1e9, "milliards": 1e9,
    "trillion": 1e12, "tn": 1e12,
}  # fmt: skip
COUNT: dict[str, int] = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
    "eight": 8, "nine": 9, "ten": 10, "twenty": 20,
}  # fmt: skip
PART: dict[str, int] = {
    "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10,
}  # fmt: skip

_CURRENCY_WORDS = {
    "EUR": "eur euro euros",
    "USD": "usd dollar dollars us-dollar",
    "GBP": "gbp pound pounds sterling pfund livres",
    "JPY": "jpy yen",
    "CNY": "cny yuan renminbi",
    "INR": "inr rupee rupees roupies",
    "CHF": "chf francs franken",
    "NOK": "nok kroner",
    "SEK": "sek kronor",
    "DKK": "dkk",
    "CZK": "crowns",
    "PLN": "zloty zlotys",
    "RUB": "rouble roubles ruble rubles rubel",
    "BRL": "reais",
    "ZAR": "rand",
    "TRY": "lira",
    "KRW": "won",
}
_SYMBOLS = {
    "US$": "USD", "A$": "AUD", "C$": "CAD", "NZ$": "NZD", "HK$": "HKD", "$": "USD", "£": "GBP",
    "€": "EUR", "¥": "JPY", "₹": "INR", "R$": "BRL", "EUR": "EUR", "USD": "USD", "GBP": "GBP",
    "CHF": "CHF", "NOK": "NOK", "SEK": "SEK",
}  # fmt: skip
CURRENCIES = frozenset(_CURRENCY_WORDS) | frozenset(_SYMBOLS.values()) | {"cent"}

_UNIT_WORDS: dict[str, tuple[str, float]] = {
    "%": ("%", 1), "percent": ("%", 1), "prozent": ("%", 1), "pct": ("%", 1),
    "percentage points": ("pp", 1), "percentage point": ("pp", 1), "percentage-point": ("pp", 1),
    "prozentpunkte": ("pp", 1), "prozentpunkten": ("pp", 1), "prozentpunkt": ("pp", 1),
    "points de pourcentage": ("pp", 1), "point de pourcentage": ("pp", 1),
    "basis points": ("bp", 0.01), "basis point": ("bp", 0.01), "basispunkte": ("bp", 0.01),
    "per cent": ("%", 1), "pour cent": ("%", 1),
    "euro cents": ("EUR", 0.01), "eurocents": ("EUR", 0.01), "us cents": ("USD", 0.01),
    "cents": ("cent", 0.01), "cent": ("cent", 0.01), "centimes": ("cent", 0.01),
    "pence": ("GBP", 0.01), "p": ("GBP", 0.01),
    "km": ("km", 1), "kilometres": ("km", 1), "kilometre": ("km", 1), "kilometers": ("km", 1),
    "kilometer": ("km", 1), "kilometern": ("km", 1), "kilomètres": ("km", 1),
    "mile": ("mi", 1), "miles": ("mi", 1), "mi": ("mi", 1), "meilen": ("mi", 1),
    "metre": ("m", 1), "metres": ("m", 1), "meter": ("m", 1), "meters": ("m", 1),
    "metern": ("m", 1), "mètres": ("m", 1), "m": ("m", 1),
    "millimetres": ("mm", 1), "millimeters": ("mm", 1), "mm": ("mm", 1), "millimeter": ("mm", 1),
    "millimètres": ("mm", 1), "centimetres": ("cm", 1), "centimeters": ("cm", 1), "cm": ("cm", 1),
    "zentimeter": ("cm", 1), "centimètres": ("cm", 1),
    "feet": ("ft", 1), "foot": ("ft", 1), "ft": ("ft", 1), "inches": ("in", 1),
    "hectares": ("ha", 1), "hectare": ("ha", 1), "hektar": ("ha", 1), "acres": ("ac", 1),
    "kg": ("kg", 1), "kilograms": ("kg", 1), "kilogramm": ("kg", 1), "kilos": ("kg", 1),
    "kilogrammes": ("kg", 1), "mg": ("mg", 1), "milligrams": ("mg", 1), "milligram": ("mg", 1),
    "tonnes": ("t", 1), "tons": ("t", 1), "tonne": ("t", 1), "tonnen": ("t", 1),
    "litres": ("l", 1), "liters": ("l", 1), "liter": ("l", 1),
    "megawatts": ("MW", 1), "megawatt": ("MW", 1), "mw": ("MW", 1), "mégawatts": ("MW", 1),
    "gigawatts": ("GW", 1), "gigawatt": ("GW", 1), "gw": ("GW", 1), "kwh": ("kWh", 1),
    "kilowattstunden": ("kWh", 1), "kilowatt-hours": ("kWh", 1), "kilowatts": ("kW", 1),
    "mph": ("mph", 1), "km/h": ("km/h", 1), "kph": ("km/h", 1), "stundenkilometer": ("km/h", 1),
    "seconds": ("s", 1), "sekunden": ("s", 1), "secondes": ("s", 1),
    "minutes": ("min", 1), "minuten": ("min", 1), "mins": ("min", 1),
    "hours": ("h", 1), "hour": ("h", 1), "stunden": ("h", 1), "heures": ("h", 1),
    "days": ("d", 1), "day": ("d", 1), "tage": ("d", 1), "tagen": ("d", 1), "jours": ("d", 1),
    "weeks": ("wk", 1), "week": ("wk", 1), "wochen": ("wk", 1), "semaines": ("wk", 1),
    "fortnight": ("wk", 2), "fortnights": ("wk", 2),
    "months": ("mo", 1), "month": ("mo", 1), "monate": ("mo", 1), "monaten": ("mo", 1),
    "monate lang": ("mo", 1), "mois": ("mo", 1),
    "years": ("y", 1), "year": ("y", 1), "jahre": ("y", 1), "jahren": ("y", 1), "ans": ("y", 1),
    "années": ("y", 1), "decades": ("y", 10), "decade": ("y", 10),
    "degrees": ("deg", 1), "°c": ("deg", 1), "degrés": ("deg", 1), "grad": ("deg", 1),
}  # fmt: skip
for _code, _names in _CURRENCY_WORDS.items():
    for _name in _names.split():
        _UNIT_WORDS[_name] = (_code, 1)

_UNIT = re.compile(
    r"[-\s\u00a0\u202f]{0,2}(?:(?:d['’]|de\s|d’)\s?)?(?P<unit>"
    r"%|°C|percentage[- ]points?|points? de pourcentage|basis points?|per cent|pour cent|euro cents"
    r"|US cents|km/h|kilowatt-hours|monate lang|[^\W\d_]+)(?![^\W\d_])",
    re.IGNORECASE,
)
_NATION = re.compile(
    r"[-\s](?:U\.?S\.?|American|Australian|Canadian|British|Swiss|Norwegian|Swedish|Danish|Czech"
    r"|Hong Kong|New Zealand)\s(?=dollars?|pounds?|francs?|kroner|kronor|crowns?|cents?)"
)
_CURRENCY = re.compile(r"(?:US\$|A\$|C\$|NZ\$|HK\$|R\$|[$£€¥₹]|\b(?:EUR|USD|GBP|CHF|NOK|SEK))\s?$")

_QUALIFIERS: dict[str, tuple[tuple[Qualifier, str], ...]] = {
    "en": (
        ("over", r"(?:slightly |just |a little |well |far |considerably )?(?:more than|over|above|"
                 r"upwards of|in excess of|exceeding|greater than|higher than|longer than)|past"),
        ("under", r"(?:slightly |just |a little |well )?(?:less than|fewer than|under|below"
                  r"|short of|"
                  r"lower than|shorter than)|nearly|almost|close to|approaching|not quite"),
        ("min", r"at least|no fewer than|no less than|not less than|a minimum of|minimum|"
                r"as early as"),
        ("max", r"(?:of )?up to|as many as|as much as|at most|no more than|not more than|"
                r"a maximum of|maximum of|a maximum|maximum|as high as|as long as"),
        ("about", r"about|around|some|roughly|approximately|approx\.?|circa|an estimated|estimated|"
                  r"or so|in the region of|in the order of|something like|more or less"),
    ),
    "de": (
        ("over", r"(?:etwas |deutlich |weit )?mehr als|über|gut|oberhalb von"),
        ("under", r"weniger als|unter|knapp|fast|beinahe|nahezu"),
        ("min", r"mindestens|wenigstens|nicht weniger als|ab"),
        ("max", r"bis zu|höchstens|maximal|nicht mehr als"),
        ("about", r"rund|etwa|circa|ca\.|ungefähr|schätzungsweise|gegen"),
    ),
    "fr": (
        ("over", r"(?:un peu )?plus d(?:e|['’])|au-delà de|au-dessus de"),
        ("under", r"(?:un peu )?moins d(?:e|['’])|presque|près d(?:e|['’])|en dessous de"),
        ("min", r"au moins|au minimum"),
        ("max", r"jusqu['’]à|au plus|au maximum|pas plus d(?:e|['’])"),
        ("about", r"environ|quelque|à peu près|autour de|approximativement|une?"
                  r" (?:petite )?(?:vingt|trent|quarant|cinquant|soixant)aine de"),
    ),
}  # fmt: skip
_BEFORE = {
    language: [
        (
            name,
            re.compile(
                rf"(?<![^\W_])(?:{pattern})\s*(?:a|an|the|la|le|die|der)?\s*$", re.IGNORECASE
            ),
        )
        for name, pattern in sorted(table, key=lambda entry: entry[0] not in {"min", "max"})
    ]
    for language, table in _QUALIFIERS.items()
}
_AFTER: tuple[tuple[Qualifier, re.Pattern[str]], ...] = (
    ("about", re.compile(r"\s*(?:or so|environ|or thereabouts)\b", re.IGNORECASE)),
    ("min", re.compile(r"\s*(?:or more|or above|or over|at least|at minimum|oder mehr|ou plus)\b",
                       re.IGNORECASE)),
    ("max", re.compile(r"\s*(?:or less|or fewer|or under|at most|oder weniger|ou moins)\b",
                       re.IGNORECASE)),
)  # fmt: skip
_RISING = re.compile(
    r"\b(?:go|goes|going|gone|went|rise|rises|rising|rose|risen|move[sd]?|moving|climb(?:s|ed)?|put"
    r"|pushed?|back|takes?|taken|took|brings?|brought|raised?"
    r"|grew|grown?|adds?|added|it|them)\s+up to\s*$",
    re.IGNORECASE,
)
"""*Up to* after these says where something arrives, not the most it can be."""
_WINDOW = 34


def currency_before(text: str, start: int) -> tuple[str, int]:
    """Return the currency written before a number, and where it starts ("" and start)."""
    match = _CURRENCY.search(text, max(0, start - 5), start)
    if match is None:
        return "", start
    return _SYMBOLS[match[0].strip()], match.start()


def unit_after(text: str, end: int, language: str) -> tuple[str, float, int]:
    """Return the unit written behind a number, what to multiply by, and where it ends."""
    at = end
    if nation := _NATION.match(text, end):
        at = nation.end() - 1
    if at < len(text) and text[at] in "€£$":
        return _SYMBOLS[text[at]], 1.0, at + 1
    if text[at : at + 2] in {" €", "\u00a0€", "\u202f€", " $", " £"}:
        return _SYMBOLS[text[at + 1]], 1.0, at + 2
    match = _UNIT.match(text, at)
    if match is None:
        return "", 1.0, end
    name = match["unit"].lower().replace("percentage-", "percentage ")
    if name == "p" and match.start("unit") != at:
        return "", 1.0, end
    if name == "m" and language == "en" and match.start("unit") != at:
        return "", 1.0, end
    unit, factor = _UNIT_WORDS.get(name, ("", 1.0))
    return (unit, factor, match.end()) if unit else ("", 1.0, end)


def qualifier_before(text: str, start: int, language: str) -> tuple[Qualifier, int]:
    """Return the qualifier in front of a number, and where it starts ("" and start)."""
    window = text[max(0, start - _WINDOW) : start]
    for name, pattern in _BEFORE.get(language, ()):
        if (match := pattern.search(window)) and not _RISING.search(window[: match.end()]):
            if match[0].rstrip().lower().endswith(" the"):
                return "", start  # "less than the 50 million he warned of" compares
            return name, start - len(window) + match.start()
    return "", start


def qualifier_after(text: str, end: int, language: str) -> Qualifier:
    """Return the qualifier behind a number, or ""."""
    if language not in _BEFORE:
        return ""
    for name, pattern in _AFTER:
        if pattern.match(text, end):
            return name
    return ""
