"""Languages without a module of their own, as the Unicode CLDR describes them."""

from __future__ import annotations

import re

from babel import Locale, UnknownLocaleError

from briefer.lang.language import Figures, Part, Places, Words

_LETTERS = re.compile(r"[^\W\d_]")
_AFFIX = re.compile(r"[0#.,\s\u00a0'’]+")


def read_parts(code: str) -> tuple[Part, ...]:
    """Return a language's months, weekdays, separators, magnitudes and countries.

    Raises nothing: of a code that CLDR does not know there are none.
    """
    locale = find_locale(code)
    if locale is None:
        return ()
    symbols = locale.number_symbols.get(locale.default_numbering_system or "latn", {})
    return (
        Words(english_name=(locale.get_language_name("en") or "").lower().partition(" ")[0]),
        Places(country_names=territories(code)),
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
    )


def find_locale(code: str) -> Locale | None:
    """Return the CLDR data of a language, None where there is none."""
    try:
        return Locale.parse(code)
    except (UnknownLocaleError, ValueError, TypeError):
        return None


def territories(code: str) -> dict[str, str]:
    """Return a language's names of countries, in lower case, to their codes of two letters."""
    locale = find_locale(code)
    if locale is None:
        return {}
    return {
        name.lower().replace("’", "'"): place
        for place, name in locale.territories.items()
        if len(place) == 2 and place.isalpha()  # noqa: PLR2004 (longer ones are continents)
    }


def _forms(table: object, width: str, *, shift: int = 0) -> dict[str, int]:
    """Return names as they stand in a date and alone, without the point of an abbreviation."""
    found: dict[str, int] = {}
    for use in ("format", "stand-alone"):
        for number, name in table[use][width].items():  # type: ignore[index]
            low = name.lower().rstrip(".")
            fallback = use == "stand-alone" and any(char.isdecimal() for char in low)  # "1月"
            if _LETTERS.search(low) and not fallback:
                found.setdefault(low, int(number) + shift)
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
