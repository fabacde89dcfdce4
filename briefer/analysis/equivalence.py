"""Quantities and dates told otherwise: the same, or such as cannot both be right.

One rule for versions of one article and for articles with each other. How a claim's figure stands
to its source, which may be rounded but not the other way round, is `analysis.comparison`'s.
"""

from __future__ import annotations

import datetime as dt
import math
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.comparison import compare, equal
from briefer.analysis.dates import DateMention, resolve
from briefer.analysis.measures import MEASURES, converted, convertible, exact_factor, fit
from briefer.analysis.quantities import Quantity

if TYPE_CHECKING:
    from collections.abc import Mapping

_SIDE = {"over": ">", "min": ">", "under": "<", "max": "<"}
_HALVES_OF_DAY = lang.every_language().halves_of_day
_HUNDRED = 100
_NOON = 12
_ABOUT = 0.12
_BEYOND = 0.25
"""How far what is told with *about*, or with a bound, may be from the figure."""
_NEAR_ROUND = 0.03
"""How far a round figure may be from what it stands for: "14,000" for 14,260."""


class Value(NamedTuple):
    """What a quantity amounts to, in the base unit of its kind: a fraction as a percentage."""

    kind: str
    unit: str
    low: float
    high: float

    @property
    def key(self) -> str:
        """What equal values share, however many digits they have."""
        return f"{self.kind}:{self.unit}:{_digits(self.low)}:{_digits(self.high)}"


def _digits(value: float) -> str:
    return str(int(value)) if math.isfinite(value) and value % 1 == 0 else f"{value:.15g}"


def value_of(q: Quantity) -> Value:
    """Return a quantity's value, however it is written; in its own system of units."""
    if q.kind == "fraction":
        return Value("percent", q.unit, q.low * _HUNDRED, q.high * _HUNDRED)
    if q.kind == "count" and (measure := MEASURES.get(q.unit)):
        unit = f"{measure.dimension} {measure.system}"
        return Value(q.kind, unit, q.low * measure.factor, q.high * measure.factor)
    return Value(q.kind, q.unit, q.low, q.high)


def same_value(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities have one value, bounds (*at least*) left out of account.

    A measure in a unit of another system has it when one is the other, fairly rounded.
    """
    if _are_of_two_systems(one, other):
        bare, other_bare = _bare(one), _bare(other)
        return "same" in {fit(bare, other_bare), fit(other_bare, bare)}
    mine, theirs = value_of(one), value_of(other)
    return mine[:2] == theirs[:2] and equal(mine.low, theirs.low) and equal(mine.high, theirs.high)


def is_counted(q: Quantity) -> bool:
    """Tell whether a quantity is one: a bare "one" mostly is a pronoun or an article."""
    return not (q.kind == "count" and q.word and q.low == q.high == 1 and not q.unit)


def quantity_key(q: Quantity) -> str:
    """Return what equal quantities share: value, unit and bound, however written."""
    value = value_of(q)
    return f"#{value.key}:{_bound(q)}"


def same_quantity(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities say the same: formats, number words, units and fair conversions.

    A bound that only one of them has ("at least") makes them differ; "about" does not, nor does
    a value rounded with a word that says so ("some 14,300" for 14,260).
    """
    if quantity_key(one) == quantity_key(other):
        return True
    if _bound(one) != _bound(other):
        return False
    if one.unit != other.unit and convertible(one.unit, other.unit):
        return same_value(one, other)
    if one.kind != other.kind or one.unit != other.unit:
        return False
    coarse, fine = (one, other) if one.step > other.step else (other, one)
    return (
        coarse.qualifier == "about"
        and coarse.step > fine.step
        and not coarse.is_range
        and abs(coarse.low - fine.low) <= coarse.step / 2
    )


def _bare(q: Quantity) -> Quantity:
    return q if q.qualifier == "about" else q._replace(qualifier="")


def _are_of_two_systems(one: Quantity, other: Quantity) -> bool:
    if not convertible(one.unit, other.unit):
        return False
    return exact_factor(one.unit, other.unit) is None


def _bound(q: Quantity) -> str:
    return "" if q.loose else _SIDE.get(q.qualifier, "")


def have_one_unit(one: Quantity, other: Quantity) -> bool:
    """Tell whether two quantities are of one kind and unit, or measure the same in another."""
    return one.kind == other.kind and (one.unit == other.unit or convertible(one.unit, other.unit))


def quantities_conflict(one: Quantity, other: Quantity) -> bool:
    """Tell whether two figures for one thing cannot both be right, rounding and bounds apart."""
    if not have_one_unit(one, other) or one.is_range != other.is_range:
        return False
    if compare(one, other) != "no" or compare(other, one) != "no":
        return False
    low, high = _ends(one)
    other_low, other_high = (converted(end, other.unit, one.unit) for end in _ends(other))
    return high < other_low or other_high < low


def _ends(q: Quantity) -> tuple[float, float]:
    low, high = q.low, q.high
    slack = max(q.step / 2 if q.step > 1 else 0.0, _NEAR_ROUND * high if _is_round(q) else 0.0)
    if q.qualifier == "about":
        return (1 - _ABOUT) * low, (1 + _ABOUT) * high
    if q.qualifier in {"over", "min"}:
        return low, (1 + _BEYOND) * high
    if q.qualifier in {"under", "max"}:
        return low / (1 + _BEYOND), high
    return low - slack, high + slack


def _is_round(q: Quantity) -> bool:
    digits = f"{q.low:.0f}"
    return q.low == int(q.low) and len(digits) > 1 and len(digits.rstrip("0")) < len(digits)


def date_key(date: DateMention) -> str:
    """Return what equal dates share: the parts they name."""
    return "&" + ",".join(f"{name}={value}" for name, value in sorted(date.parts().items()))


def dates_conflict(
    one: DateMention, other: DateMention, written: tuple[dt.date | None, dt.date | None]
) -> bool:
    """Tell whether two dates cannot be the same; one that only says more does not conflict.

    Args:
        one: the old version's.
        other: the new version's.
        written: the days that the two versions are dated, where they say so; a weekday or
            "yesterday" is seen from them.
    """
    mine, theirs = one.parts(), other.parts()
    days = [resolve(d, w) if w else None for d, w in zip((one, other), written, strict=True)]
    if one.offset is not None or other.offset is not None:
        if days[0] and days[1]:
            return days[0] != days[1]
        if one.offset is not None and other.offset is not None:
            return one.offset != other.offset and not _same_when_dated(written)
        day, loose = (days[0], other) if days[0] else (days[1], one)
        return day is not None and loose.weekday is not None and day.isoweekday() != loose.weekday
    shared = (set(mine) & set(theirs)) - {"hour", "minute", "daytime"}
    if any(mine[name] != theirs[name] for name in shared):
        return True
    return _hours_conflict(one, other) or _daytimes_conflict(mine, theirs)


def _same_when_dated(written: tuple[dt.date | None, dt.date | None]) -> bool:
    return None not in written and written[0] != written[1]


def _hours_conflict(one: DateMention, other: DateMention) -> bool:
    if one.hour is None or other.hour is None:
        return False
    if (one.minute or 0) != (other.minute or 0):
        return True
    if one.hour == other.hour:
        return False
    marked = [_says_half(d) for d in (one, other)]
    return not (one.hour % _NOON == other.hour % _NOON and not all(marked))


def _says_half(date: DateMention) -> bool:
    return date.text.lower().replace(".", "").endswith(("am", "pm")) or (date.hour or 0) > _NOON


def _daytimes_conflict(mine: Mapping[str, int | str], theirs: Mapping[str, int | str]) -> bool:
    one, other = mine.get("daytime"), theirs.get("daytime")
    if one is None or other is None:
        return False
    return _HALVES_OF_DAY.get(str(one), one) != _HALVES_OF_DAY.get(str(other), other)
