"""Languages without a module of their own, as the Unicode CLDR describes them."""

from __future__ import annotations

import pickle
import re
from pathlib import Path
from typing import Self

from babel import Locale, UnknownLocaleError, localedata

from briefer.lang.figures import Figures, Measures
from briefer.lang.language import Part, Words

_NO_COUNTRIES = frozenset(
    """ac ai aq as aw ax bl bm bq bv cc ck cp cq cw cx dg ea eh eu ez fk fo gf gg gi gl gp gs gu
    hk hm ic im io je ky mf mo mp mq ms nc nf nu pf pm pn pr re sh sj sx ta tc tf tk um un vg vi wf
    xa xb yt zz""".upper().split()
)
"""Codes that CLDR has names for and that no state has."""
_LETTERS = re.compile(r"[^\W\d_]")
_UNITS = {
    "length-millimeter": "mm", "length-centimeter": "cm", "length-meter": "m",
    "length-kilometer": "km", "length-inch": "in", "length-foot": "ft", "length-yard": "yd",
    "length-mile": "mi", "length-nautical-mile": "nmi", "area-square-meter": "m2",
    "area-square-kilometer": "km2", "area-square-foot": "ft2", "area-square-mile": "mi2",
    "area-hectare": "ha", "area-acre": "ac", "volume-milliliter": "ml", "volume-liter": "l",
    "volume-hectoliter": "hl", "volume-cubic-meter": "m3", "volume-cubic-foot": "ft3",
    "volume-gallon": "gal", "volume-pint": "pint", "volume-barrel": "bbl", "mass-gram": "g",
    "mass-milligram": "mg", "mass-kilogram": "kg", "mass-tonne": "t", "mass-ounce": "oz",
    "mass-pound": "lb", "speed-kilometer-per-hour": "km/h", "speed-meter-per-second": "m/s",
    "speed-mile-per-hour": "mph", "speed-knot": "kn", "duration-second": "s",
    "duration-minute": "min", "duration-hour": "h", "duration-day": "d", "duration-week": "wk",
    "duration-month": "mo", "duration-year": "y", "digital-kilobyte": "kB",
    "digital-megabyte": "MB", "digital-gigabyte": "GB", "digital-terabyte": "TB",
    "power-kilowatt": "kW", "power-megawatt": "MW", "power-gigawatt": "GW",
    "power-horsepower": "hp", "energy-kilowatt-hour": "kWh", "temperature-celsius": "degC",
    "temperature-fahrenheit": "degF", "concentr-percent": "%",
}  # fmt: skip
"""CLDR's names of units to our symbols; `analysis.measures` says what they are worth."""
_NO_UNITS = frozenset({"in"})
"""Abbreviations that are everyday words elsewhere."""
_NUMBERS = (1, 2, 5, 1.5)
"""Numbers of which each has its own plural somewhere."""
_NUMBER = re.compile(r"^\W*\d[\W\d]*")
_AFFIX = re.compile(r"[0#.,\s\u00a0'’]+")


def read_parts(code: str) -> tuple[Part, ...]:
    """Return a language's months, weekdays, separators, and magnitudes.

    Raises nothing: of a code that CLDR does not know there are none.
    """
    locale = find_locale(code)
    if locale is None:
        return ()
    symbols = locale.number_symbols.get(locale.default_numbering_system or "latn", {})
    return (
        Words(english_name=(locale.get_language_name("en") or "").lower().partition(" ")[0]),
        Figures(
            months=_forms(locale.months, "wide"),
            months_short=_forms(locale.months, "abbreviated"),
            weekdays=_forms(locale.days, "wide", shift=1),
            weekdays_short=_forms(locale.days, "abbreviated", shift=1),
            dotted_dates="." in str(locale.date_formats["short"]),
            decimal=symbols.get("decimal", "."),
            group=symbols.get("group", ","),
            magnitudes=_magnitudes(locale),
        ),
        Measures(units=_unit_names(locale)),
    )


def find_locale(code: str) -> Locale | None:
    """Return the CLDR data of a language, None where there is none."""
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def read_countries(code: str) -> dict[str, str]:
    """Return a language's names of countries, in lower case and without points, to their codes.

    Territories that belong to a country are left out: their names are part of too many others
    (*New Jersey*), and none has a government that news tells by its name.
    """
    if not localedata.exists(code):
        return {}
    # Alone it is read in a tenth of the time that its like takes with all that it inherits.
    with Path(localedata.resolve_locale_filename(code)).open("rb") as file:
        names = _NamesAlone(file).load().get("territories", {})
    return {
        form: place
        for place, name in names.items()
        if len(place) == 2 and place.isalpha() and place not in _NO_COUNTRIES  # noqa: PLR2004 (continents have three figures)
        for form in _name_forms(name)
    }


class _Unread:
    """A pattern of dates or numbers among a language's data, of which nothing is asked."""

    def __new__(cls, *_: object) -> Self:
        return super().__new__(cls)

    def __setstate__(self, _: object) -> None:
        pass


class _NamesAlone(pickle.Unpickler):
    """Reads a language's data without its patterns: their classes bring time zones with them."""

    def find_class(self, _module: str, _name: str) -> type[_Unread]:
        """Return what stands for any class."""
        return _Unread


def _name_forms(name: str) -> list[str]:
    """Return how a country's name is written: "Myanmar (Burma)", "St. Lucia", "A & B"."""
    low = name.lower().replace("’", "'")
    if " - " in low:  # Congo - Kinshasa, as nobody writes
        return []
    forms = [part.strip() for part in re.split(r"[()]", low) if part.strip()]
    forms += [form.replace(" & ", " and ") for form in forms if " & " in form]
    forms += [form.replace("st. ", "saint ") for form in forms if form.startswith("st. ")]
    return [form.replace(".", "") for form in forms]


def _forms(table: object, width: str, *, shift: int = 0) -> dict[str, int]:
    """Return names as they stand in a date and alone, without the point of an abbreviation."""
    found: dict[str, int] = {}
    for use in ("format", "stand-alone"):
        for number, name in table[use][width].items():  # type: ignore[index]
            low = name.lower().strip("\u200c").rstrip(".")
            fallback = use == "stand-alone" and any(char.isdecimal() for char in low)  # "1月"
            if _LETTERS.search(low) and not fallback:
                found.setdefault(low, int(number) + shift)
    return found


def _unit_names(locale: Locale) -> dict[str, tuple[str, float]]:
    """Return how units are called in each number: kilometr, kilometry, kilometrów.

    An abbreviation of one letter means too much else.
    """
    from babel.units import format_unit  # brings time zones with it

    found: dict[str, tuple[str, float]] = {}
    for unit, symbol in _UNITS.items():
        for width in ("long", "short"):
            for number in _NUMBERS:
                shown = format_unit(number, unit, width, locale=locale)
                low = _NUMBER.sub("", shown).rstrip(".").lower().replace("’", "'")
                if len(low) > 1 and low != unit and low not in _NO_UNITS:
                    found.setdefault(low, (symbol, 1.0))
    return found


def _magnitudes(locale: Locale) -> dict[str, float]:
    """Return the words that stand for powers of ten: 万, Mio., lakh, mil millones."""
    found: dict[str, float] = {}
    for width in ("short", "long"):
        for patterns in locale.compact_decimal_formats.get(width, {}).values():
            for power, pattern in patterns.items():
                shown = getattr(pattern, "pattern", str(pattern)).split(";")[0]
                zeros = shown.count("0")
                word = _AFFIX.sub(" ", shown).strip().lower()
                if word and zeros:
                    found.setdefault(word, int(power) / 10 ** (zeros - 1))
    return found
