"""Quantities in running text: counts, money, percentages, ranges, scores, and how sure they are.

A quantity is read as a range of values with a kind, a unit, a bound and a rate, so that "some
14,300", "14 260" and "vierzehntausend" can be compared. Nothing here knows of claims or sources.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis import units
from briefer.analysis.counting import bare_numbers
from briefer.analysis.measures import TEMPERATURES, exact_factor, speed_of
from briefer.analysis.numerals import narrowed, times
from briefer.analysis.quantity import Qualifier, Quantity, QuantityKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.lang import Language

__all__ = ["Qualifier", "Quantity", "QuantityKind", "read_quantities"]

_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème)(?![^\W_])")
_HALF = re.compile(r"[- ]and[- ]a[- ]half(?=[\s.,;-])", re.IGNORECASE)
_WEIGHED = 40
"""Characters on either side of *pounds* within which a word tells that they are a weight."""
_WORDS = re.compile(r"[^\W\d_]+")
_COMPOUND = frozenset({"", ","})
"""What may stand between two units of one measure, beside *and*: "5 feet 10 inches"."""
_DASHES = frozenset({"-", "–", "—"})
_CLAUSE_END = re.compile(r"[.,;:!?]")
_CURRENCY_SIGN = re.compile(r"[^\W\d_]{0,3}[$£€¥₹]$")
_LOOK_BACK = 40
_EACH_BACK = 60
_LONGEST_JOINT = 14
_JOINT_WORD = re.compile(r"[^\W\d_]+|[-–—]")
_SHORT = 1_000
_AMOUNTS = frozenset({"money", "percent", "points", "count"})
"""Kinds of which a change is told by where it began and where it led."""


def read_quantities(
    text: str, language: str = "en", skip: Sequence[tuple[int, int]] = ()
) -> list[Quantity]:
    """Read the quantities of a text, in order.

    Args:
        text: a sentence or a passage; spans are code points into it.
        language: code of two or three letters; number words are read in English, German, French.
        skip: spans that are no quantities (dates and times).
    """
    plain = narrowed(text)
    known = lang.language(language)
    dressed: list[Quantity] = []
    for q in _outside(bare_numbers(plain, language), sorted(skip)):
        if not dressed or q.start >= dressed[-1].end:
            dressed.append(_dressed(q, plain, known))
    found = [_bounded(q, plain, known) for q in _ranges(dressed, plain, known)]
    return found if plain is text else [q._replace(text=text[q.start : q.end]) for q in found]


def _outside(found: list[Quantity], spans: list[tuple[int, int]]) -> list[Quantity]:
    """Return the quantities that overlap none of some spans, which are in order and apart."""
    if not spans:
        return found
    ends = [end for _, end in spans]
    kept = []
    for q in found:
        index = bisect_left(ends, q.start + 1)
        if index == len(spans) or spans[index][0] >= q.end:
            kept.append(q)
    return kept


def _dressed(q: Quantity, text: str, known: Language) -> Quantity:
    """Add magnitude, currency, per cent and unit to a bare number."""
    if q.kind in {"fraction", "score", "times"} or (q.unit and q.word):
        return q
    ordinal = None if q.word else _ORDINAL_DIGITS.match(text, q.end)
    if q.kind == "ordinal" or ordinal:
        end = ordinal.end() if ordinal else q.end
        return q._replace(kind="ordinal", end=end, text=text[q.start : end])
    end, low, step = q.end, q.low, q.step
    if half := _HALF.match(text, end):
        low, end, step = low + 0.5, half.end(), 0.5
    currency, start = units.currency_before(text, q.start)
    scale, end = units.scale_after(text, end, known.code, money=bool(currency))
    low, step = times(low, scale), step * scale
    kind: QuantityKind = "money" if currency else "count"
    q = q._replace(start=start, end=end, low=low, kind=kind, unit=currency, step=step)
    q = _measured(q, text, known)
    return q._replace(text=text[start : q.end], high=q.low)


def _measured(q: Quantity, text: str, known: Language) -> Quantity:
    """Add to a number what is written behind it: per cent, currency, or unit."""
    unit, factor, end = units.unit_after(text, q.end, q.low, known.code)
    if unit == "GBP" and known.weights:
        unit, factor = _weighed(text, (q.start, q.end, end), known) or (unit, factor)
    if not unit:
        return q
    low, step = times(q.low, factor), q.step * factor
    if unit == "%":
        return q._replace(kind="percent", end=end)
    if unit == "pp":
        return q._replace(kind="points", end=end, low=low, step=step)
    if unit in units.CURRENCIES:
        return q._replace(kind="money", unit=q.unit or unit, end=end, low=low, step=step)
    if q.unit:
        return q
    if known.and_halves and (stop := _half_behind(text, end, known)):
        low, step, end = low + factor / 2, factor / 2, stop
    if unit in TEMPERATURES and units.is_below_zero(text, q.start):
        low = -low
    return q._replace(unit=unit, end=end, low=low, step=step)


def _weighed(text: str, spans: tuple[int, int, int], known: Language) -> tuple[str, float] | None:
    """Return the weight that a currency's name stands for, where a word near it says so."""
    start, end, stop = spans
    weight = known.weights.get(text[end:stop].strip(" -\u00a0").lower())
    if weight is None:
        return None
    around = text[max(0, start - _WEIGHED) : start] + " " + text[stop : stop + _WEIGHED]
    return None if known.weight_words.isdisjoint(_WORDS.findall(around.lower())) else weight


def _half_behind(text: str, end: int, known: Language) -> int:
    """Return where "an hour *and a half*" ends, 0 where no half stands behind the unit."""
    if text[end : end + 1].isspace():
        for phrase in known.and_halves:
            stop = end + 1 + len(phrase)
            if text.startswith(phrase, end + 1) and not text[stop : stop + 1].isalpha():
                return stop
    return 0


def _ranges(found: list[Quantity], text: str, known: Language) -> list[Quantity]:
    """Join "10,000 to 30,000", "between ten and thirty thousand", "10–15 %" into ranges."""
    out: list[Quantity] = []
    for q in found:
        last = out[-1] if out else None
        if last is not None and _is_compound(last, q, text, known):
            factor = exact_factor(last.unit, q.unit) or 1.0
            low = round(last.low * factor + q.low, 6)
            text_ = text[last.start : q.end]
            step = min(q.step, 1.0)
            out[-1] = q._replace(start=last.start, text=text_, low=low, high=low, step=step)
        elif last is not None and _joins(last, q, text, known):
            low, step = last.low, last.step
            if last.unit in {"", q.unit} and last.high < q.low:
                factor = _missing_scale(last, q)
                low, step = round(low * factor, 6), step * factor
            out[-1] = q._replace(
                start=last.start,
                text=text[last.start : q.end],
                low=low,
                high=q.high,
                step=min(step, q.step),
            )
        elif q.kind == "score" and not q.word:
            out.append(_ranged(q, text, known))
        else:
            if last is not None and _is_start(last, q, text, known):
                out[-1] = _began(last, q)
            out.append(q)
    return out


def _is_compound(last: Quantity, q: Quantity, text: str, known: Language) -> bool:
    """Tell whether two quantities are one measure in two units: "two hours and 15 minutes"."""
    if not last.unit or not q.unit or last.unit == q.unit or last.is_range or q.is_range:
        return False
    factor = exact_factor(last.unit, q.unit) if q.start - last.end <= _LONGEST_JOINT else None
    if factor is None or factor <= 1 or not 0 < q.low < factor:
        return False
    word = text[last.end : q.start].strip().lower()
    return word in _COMPOUND or word in known.range_and


def _began(last: Quantity, q: Quantity) -> Quantity:
    """Return where a change began, with what it leaves out: unit and magnitude stand at its end."""
    factor = _missing_scale(last, q)
    if q.kind == "count" and factor == 1.0:
        return last
    low, step = round(last.low * factor, 6), last.step * factor
    return last._replace(kind=q.kind, unit=q.unit, low=low, high=low, step=step)


def _is_start(last: Quantity, q: Quantity, text: str, known: Language) -> bool:
    """Whether a bare number is where a change to an amount began: "from 310 to 345 million"."""
    if last.kind != "count" or last.unit or last.is_range or q.is_range:
        return False
    if q.start - last.end > _LONGEST_JOINT or q.kind not in _AMOUNTS:
        return False
    word = text[last.end : q.start].strip().lower()
    before = text[max(0, last.start - _LOOK_BACK) : last.start].lower()
    return word in known.range_words and bool(_last_words(before, 1) & known.changes)


def _ranged(q: Quantity, text: str, known: Language) -> Quantity:
    """Read "20-30 feet" as a range: what has a unit behind it is no score."""
    unit, factor, stop = units.unit_after(text, q.end, q.high, known.code)
    if not unit:
        return q
    kind: QuantityKind = "count"
    if unit == "%":
        kind, unit = "percent", ""
    elif unit in units.CURRENCIES:
        kind = "money"
    low, high = q.low * factor, q.high * factor
    return q._replace(kind=kind, unit=unit, end=stop, text=text[q.start : stop], low=low, high=high)


def _joins(  # noqa: PLR0911  one case a line
    last: Quantity, q: Quantity, text: str, known: Language
) -> bool:
    if q.start - last.end > _LONGEST_JOINT or last.is_range or "score" in {last.kind, q.kind}:
        return False
    word = text[last.end : q.start].strip().lower()
    if _JOINT_WORD.fullmatch(word) is None:
        return False
    same = last.kind == q.kind or (last.kind == "count" and not last.unit)
    if not same or last.kind in {"ordinal", "fraction", "times"}:
        return False
    if last.low * _missing_scale(last, q) > q.low:
        return False
    if word in known.choices:
        return not last.unit and last.kind == "count" and q.kind == "count"
    before = text[max(0, last.start - _LOOK_BACK) : last.start].lower()
    led = _last_words(before, 2) & known.range_leads
    if word in known.range_and:
        return bool(led)
    if word not in _DASHES and word not in known.range_words:
        return False
    return bool(led) or not (_last_words(_CURRENCY_SIGN.sub("", before), 1) & known.changes)


def _last_words(before: str, most: int) -> set[str]:
    """Return the last word of a text, and the last two and more as phrases."""
    words = before.split()[-most:]
    return {" ".join(words[at:]) for at in range(len(words))}


def _missing_scale(low: Quantity, high: Quantity) -> float:
    """Return what the lower end leaves out: "4.1 to 4.4 billion", "ten and thirty thousand"."""
    if low.kind == "money" and low.unit != high.unit:
        return 1.0
    for factor in (1e12, 1e9, 1e6, 1e3):
        if high.low >= factor > low.low and low.low < high.low / factor <= low.low * _SHORT:
            named = re.search(r"[^\W\d_]", high.text)
            return factor if named and low.low < _SHORT else 1.0
    return 1.0


def _bounded(q: Quantity, text: str, known: Language) -> Quantity:
    """Add the bound and the rate that a quantity is told with."""
    rate, tail = _rate(q, text, known)
    if (speed := speed_of(q.unit, rate)) is not None and tail > q.end:
        q = q._replace(unit=speed, end=tail, text=text[q.start : tail])
        rate = ""
    bound = units.bound_before(text, q.start, known)
    if bound is None:
        behind = units.bound_after(text, q.end, known)
        return q._replace(qualifier=behind, lead=q.start, rate=rate, tail=tail)
    # "Over 18 months" mostly says how long a thing went on, as "under 12" how old somebody is.
    return q._replace(
        qualifier=bound.qualifier,
        lead=bound.lead,
        loose=bound.word in known.loose_bounds,
        close=bound.close,
        rate=rate,
        tail=tail,
    )


def _rate(q: Quantity, text: str, known: Language) -> tuple[str, int]:
    """Return what a quantity is told per, and where the words for it end if they are behind."""
    rate, tail = units.rate_after(text, q.end, known)
    if not rate and q.kind == "count" and not q.unit and known.rates:
        rate = units.rate_of_counted(text, q.end, known)
    if rate or not known.each or q.kind not in {"count", "money"}:
        return rate, tail
    before = text[max(0, q.start - _EACH_BACK) : q.start].lower()
    end = 0
    for match in _CLAUSE_END.finditer(before):
        end = match.end()
    told = not known.each.isdisjoint(before[end:].split())
    return ("each" if told else ""), q.end
