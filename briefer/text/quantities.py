"""Quantities in running text: counts, money, percentages, ranges, scores, and how sure they are.

A quantity is read as a range of values with a kind, a unit and a qualifier, so that "some 14,300",
"14 260" and "vierzehntausend" can be compared. Nothing here knows of claims or sources.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from briefer.text import units
from briefer.text.numerals import (
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

if TYPE_CHECKING:
    from collections.abc import Sequence

QuantityKind = Literal["count", "money", "percent", "points", "ordinal", "fraction", "score"]
Qualifier = Literal["", "about", "over", "min", "under", "max"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A quantity in a text.

    ``low`` and ``high`` differ in a range (and in a score: the two sides of it). ``step`` is what
    the last written digit is worth. ``unit`` is a currency code for money, a unit's symbol for a
    measure, else empty. ``word``: written as a word.
    ``loose``: the qualifier is a bare preposition ("children under 12"). ``start``/``end`` take in currency and unit,
    not the qualifier, which starts at ``lead``.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    kind: QuantityKind = "count"
    unit: str = ""
    qualifier: Qualifier = ""
    step: float = 1.0
    word: bool = False
    lead: int = 0
    loose: bool = False

    @property
    def is_range(self) -> bool:
        """Whether it is a stretch between two values."""
        return self.low != self.high and self.kind != "score"


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
_SCALE = re.compile(
    r"[-\s\u00a0\u202f]?(thousand|million|billion|trillion|mio|mrd|millionen|milliarden?|millions?"
    r"|milliards?|tausend|mille|bn|tn|k|m|b)(?![^\W_])\.?",
    re.IGNORECASE,
)
_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème)(?![^\W_])")
_HALF = re.compile(r"[- ]and[- ]a[- ]half(?=[\s.,;-])", re.IGNORECASE)
_FRACTION = re.compile(
    r"\b(?:(?P<n>an?|one|two|three|four|five)[- ](?P<d>thirds?|quarters?|fifths?|sixths?|sevenths?"
    r"|eighths?|ninths?|tenths?)|(?P<h>half)|(?P<a>one|two|three|four|five|six|seven|eight|nine)"
    r"(?: \w+)? (?:in|out of) (?P<b>two|three|four|five|six|seven|eight|nine|ten|twenty|\d+))\b",
    re.IGNORECASE,
)
_HALF_OF_SCALE = re.compile(r"\bhalf[- ]an?[- ](million|billion|trillion)\b", re.IGNORECASE)
_LUMP = re.compile(r"\b(?:an?|one)\s(decade|dozen|century|fortnight)\b", re.IGNORECASE)
_LUMPS = {
    "decade": (10.0, "y"),
    "dozen": (12.0, ""),
    "century": (100.0, "y"),
    "fortnight": (2.0, "wk"),
}
_OTHER_FRACTION = {
    "fr": re.compile(
        r"\b(?:(?P<w>la moitié|un tiers|deux tiers|un quart|trois quarts)|(?P<a>une?|deux|trois|quatre|cinq"
        r"|six|sept|huit|neuf)(?: \w+)? sur (?P<b>deux|trois|quatre|cinq|six|sept|huit|neuf|dix))\b",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"\b(?:(?P<w>(?:die|der) Hälfte|ein(?:em)? Drittel|zwei Dritteln?|ein(?:em)? Viertel|drei Vierteln?)"
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
_TO = re.compile(r"\s*(?:to|and|bis|und|à|et|[-–])\s*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:\b(?:between|ranging|range|zwischen|entre)(?:\s+(?:from|of|de|d['’]))?\s*)$", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|von|de)\s*(?:[^\W\d_]{0,3}[$£€]\s*)?$", re.IGNORECASE)
_LOOK_BACK = 40


def read_quantities(
    text: str, language: str = "en", skip: Sequence[tuple[int, int]] = ()
) -> list[Quantity]:
    """Read the quantities of a text, in order.

    Args:
        text: a sentence or a passage; spans are code points into it.
        language: two-letter code; number words are read in English, German and French.
        skip: spans that are no quantities (dates and times).
    """
    atoms = [a for a in _atoms(text, language) if not _within(a, skip)]
    atoms.sort(key=lambda a: (a.start, -a.end))
    found: list[Quantity] = []
    for atom in atoms:
        if found and atom.start < found[-1].end:
            continue
        found.append(_dressed(atom, text, language))
    return [_qualified(q, text, language) for q in _ranges(found, text)]


def _within(q: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(q.start < end and start < q.end for start, end in spans)


def _atoms(text: str, language: str) -> list[Quantity]:
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
    """ "ten and thirty" is two numbers: an *and* inside one follows hundred or larger."""
    return any(w == "and" and run[i - 1] not in ENGLISH_SCALES for i, w in enumerate(run) if i)


def _worded(start: int, end: int, text: str, value: float) -> Quantity:
    return Quantity(start, end, text, value, value, step=_trailing(value), word=True)


def _dressed(q: Quantity, text: str, language: str) -> Quantity:
    """Add scale, currency, per cent and unit to a bare number."""
    if q.kind in {"fraction", "score"} or (q.unit and q.word):
        return q
    ordinal = _ORDINAL_DIGITS.match(text, q.end)
    if q.kind == "ordinal" or (ordinal and not q.word):
        end = ordinal.end() if ordinal and not q.word else q.end
        return replace(q, kind="ordinal", end=end, text=text[q.start : end])
    start, end = q.start, q.end
    low, step = q.low, q.step
    if half := _HALF.match(text, end):
        low, end, step = low + 0.5, half.end(), 0.5
    currency, start = units.currency_before(text, start)
    if scale := _SCALE.match(text, end):
        name = scale[1].lower()
        glued = name in {"m", "k", "b"}
        if not (glued and not currency and (scale[0] != scale[1] or name == "m")):
            factor = units.SCALES[name]
            low, step, end = low * factor, step * factor, scale.end(1)
    low = round(low, 6)
    kind: QuantityKind = "money" if currency else "count"
    unit = currency
    after, factor, stop = units.unit_after(text, end, language)
    if after == "%":
        kind, end = "percent", stop
    elif after in {"pp", "bp"}:
        kind, end = "points", stop
        low, step = low * factor, step * factor
    elif after and after in units.CURRENCIES:
        kind, unit, end = "money", currency or after, stop
        low, step = round(low * factor, 6), step * factor
    elif after and not currency:
        unit, end = after, stop
        low, step = round(low * factor, 6), step * factor
    return replace(
        q,
        start=start,
        end=end,
        text=text[start:end],
        low=low,
        high=low,
        kind=kind,
        unit=unit,
        step=step,
    )


def _ranges(found: list[Quantity], text: str) -> list[Quantity]:
    """Join "10,000 to 30,000", "between ten and thirty thousand", "10–15 %" into ranges."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        if last is not None and _joins(last, q, text):
            low, step = last.low, last.step
            if last.kind == "count" and not last.unit and last.high < q.low:
                factor = _missing_scale(last, q)
                low, step = round(low * factor, 6), step * factor
            out[-1] = replace(
                q,
                start=last.start,
                text=text[last.start : q.end],
                low=low,
                high=q.high,
                step=min(step, q.step),
            )
        elif q.kind == "score" and (q.unit or q.low < q.high) and _range_like(q, text):
            unit, factor, stop = units.unit_after(text, q.end, "en")
            kind: QuantityKind = "percent" if unit == "%" else "count"
            unit = "" if unit == "%" else unit
            text_ = text[q.start : stop]
            out.append(replace(q, kind=kind, unit=unit, end=stop, text=text_))
        else:
            out.append(q)
    return out


def _range_like(q: Quantity, text: str) -> bool:
    unit, _, _ = units.unit_after(text, q.end, "en")
    return bool(unit)


def _joins(last: Quantity, q: Quantity, text: str) -> bool:
    joint = _TO.fullmatch(text, last.end, q.start)
    if joint is None or last.is_range or "score" in {last.kind, q.kind}:
        return False
    same = last.kind == q.kind or (last.kind == "count" and not last.unit)
    if (
        not same
        or last.kind in {"ordinal", "fraction"}
        or last.low * _missing_scale(last, q) > q.low
    ):
        return False
    before = text[max(0, last.start - _LOOK_BACK) : last.start]
    word = joint[0].strip().lower()
    if word in {"and", "und", "et"}:
        return bool(_BETWEEN.search(before))
    return bool(_BETWEEN.search(before)) or not _FROM.search(before)


def _missing_scale(low: Quantity, high: Quantity) -> float:
    """Return what the lower end leaves out: "4.1 to 4.4 billion", "ten and thirty thousand"."""
    if low.kind == "money" and low.unit != high.unit:
        return 1.0
    for factor in (1e12, 1e9, 1e6, 1e3):
        if high.low >= factor > low.low and low.low < high.low / factor <= low.low * 1_000:
            named = re.search(r"[^\W\d_]", high.text)
            return factor if named and low.low < 1_000 else 1.0  # noqa: PLR2004
    return 1.0


def _qualified(q: Quantity, text: str, language: str) -> Quantity:
    qualifier, lead = units.qualifier_before(text, q.start, language)
    if not qualifier:
        qualifier = units.qualifier_after(text, q.end, language)
    word = text[lead : q.start].strip().lower()
    if q.unit in _DURATIONS and word in {"over", "past"}:
        return replace(q, lead=q.start)  # "over 18 months" mostly says how long
    return replace(q, qualifier=qualifier, lead=lead, loose=word in _LOOSE)


_DURATIONS = frozenset({"s", "min", "h", "d", "wk", "mo", "y"})
_LOOSE = frozenset({"over", "under", "above", "below", "über", "unter", "past"})
