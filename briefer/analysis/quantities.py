"""Quantities in running text: counts, money, percentages, ranges, scores, and how sure they are.

A quantity is read as a range of values with a kind, a unit and a qualifier, so that "some 14,300",
"14 260" and "vierzehntausend" can be compared. Nothing here knows of claims or sources.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.analysis import units
from briefer.analysis.counting import bare_numbers
from briefer.analysis.quantity import Qualifier, Quantity, QuantityKind

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Qualifier", "Quantity", "QuantityKind", "read_quantities"]

_SCALE = re.compile(
    r"[-\s\u00a0\u202f]?(thousand|million|billion|trillion|mio|mrd|millionen|milliarden?|millions?"
    r"|milliards?|tausend|mille|bn|tn|k|m|b)(?![^\W_])\.?",
    re.IGNORECASE,
)
_ORDINAL_DIGITS = re.compile(r"(?:st|nd|rd|th|er|ère|e|ème)(?![^\W_])")
_HALF = re.compile(r"[- ]and[- ]a[- ]half(?=[\s.,;-])", re.IGNORECASE)
_TO = re.compile(r"\s*(?:to|and|bis|und|à|et|[-–])\s*", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(?:\b(?:between|ranging|range|zwischen|entre)(?:\s+(?:from|of|de|d['’]))?\s*)$", re.IGNORECASE
)
_FROM = re.compile(r"\b(?:from|by|von|um|de)\s*(?:[^\W\d_]{0,3}[$£€]\s*)?$", re.IGNORECASE)
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
    atoms = [a for a in bare_numbers(text, language) if not _within(a, skip)]
    atoms.sort(key=lambda a: (a.start, -a.end))
    found: list[Quantity] = []
    for atom in atoms:
        if found and atom.start < found[-1].end:
            continue
        found.append(_dressed(atom, text, language))
    return [_qualified(q, text, language) for q in _ranges(found, text)]


def _within(q: Quantity, spans: Sequence[tuple[int, int]]) -> bool:
    return any(q.start < end and start < q.end for start, end in spans)


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
