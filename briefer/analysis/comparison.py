"""Whether two quantities are the same: equal, a fair rounding, or one more or less bounded.

One rule for claims and their source, articles with each other, and versions of one article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from briefer.analysis.measures import (
    DURATIONS,
    apart,
    converted,
    convertible,
    exact_factor,
    fit,
    round_fit,
)

if TYPE_CHECKING:
    from briefer.analysis.quantity import Quantity

Match = Literal["same", "near", "qualifier", "opposite", "end", "reversed", "rate", "no"]
_EXACT = 1e-13
"""Of a value, what reckoning with binary fractions may lose."""
_CENT = 0.004
"""What it never is, however large the value: a cent is told apart up to fifteen digits in all."""

_NEAR = {"about": (0.9, 1.1), "over": (0.8, 1.0), "under": (1.0, 1.2)}
_FRACTION_SLACK = 0.05
_SIDE = {"over": 1, "min": 1, "under": -1, "max": -1, "about": 0, "": 0}
_FAMILIES = tuple(
    frozenset(family.split())
    for family in ("kr NOK SEK DKK ISK CZK", "¥ JPY CNY", "Rs INR PKR LKR NPR MUR")
)
"""Currencies that share a name or a sign: the bare word may mean any of the others."""
_UNROUNDED = 0.006
_KINDS_OF_SHARE = frozenset({"percent", "points", "fraction"})
_COUNTABLE = frozenset({"count", "fraction", "score", "percent"})


def compare(claim: Quantity, source: Quantity) -> Match:
    """Compare a claim's quantity with one of the source.

    Returns:
        ``same``: equal, or a fair rounding; ``near``: a measure in another unit, so near that
        rounding may or may not make it the same; ``qualifier``: the same value with a bound more
        or less; ``opposite``: with the bound turned round; ``end``: one end of the source's range;
        ``reversed``: a score the other way round; ``rate``: the same per another unit of time or
        share; ``no``: another quantity.
    """
    if claim.unit != source.unit and (claim.rate or source.rate):
        claim, source = apart(claim), apart(source)
    match = _compare_values(claim, source)
    if match == "no" or not claim.rate or not source.rate or claim.rate == source.rate:
        return match
    return "rate"


def _compare_values(claim: Quantity, source: Quantity) -> Match:
    if not comparable(claim, source):
        return "no"
    if claim.kind == "score" or source.kind == "score":
        return _compare_scores(claim, source)
    if claim.unit != source.unit and convertible(claim.unit, source.unit):
        factor = exact_factor(source.unit, claim.unit)
        if factor is None:
            return _compare_converted(claim, source)
        source = source._replace(
            low=source.low * factor, high=source.high * factor, step=source.step * factor
        )
        match = _compare_scaled(claim, source, source.low, source.high)
        return match if match != "no" or claim.is_range else round_fit(claim, source.low)
    return _compare_scaled(claim, source, *_scaled(source, claim))


def _compare_scaled(claim: Quantity, source: Quantity, low: float, high: float) -> Match:
    if claim.is_range or low != high:
        return _compare_ranges(claim, low, high)
    if equal(claim.low, low):
        return _compare_bounds(claim, source)
    return "same" if _rounds(claim, source, low) else "no"


def _compare_converted(claim: Quantity, source: Quantity) -> Match:
    """Compare measures of two systems, of which one is the other's, rounded."""
    if claim.is_range or not source.is_range:
        match: Match = fit(claim, source)
    else:
        ends = [fit(claim, source._replace(low=end, high=end)) for end in (source.low, source.high)]
        match = "no" if ends == ["no", "no"] else "end"
    if match != "same":
        return match
    bounds = _compare_bounds(claim, source)
    loosened = bounds == "qualifier" and claim.qualifier and not source.qualifier
    return "same" if loosened and _is_beyond(claim, source) else bounds


def _is_beyond(claim: Quantity, source: Quantity) -> bool:
    """Tell whether what is converted lies on the side that the claim's bound says."""
    value = converted(source.low, source.unit, claim.unit)
    return (value - claim.low) * _SIDE[claim.qualifier] >= 0


def _compare_scores(claim: Quantity, source: Quantity) -> Match:
    if claim.kind == "count":
        return "same" if claim.low in {source.low, source.high} else "no"
    if source.kind == "count":
        return "same" if source.low in {claim.low, claim.high} else "no"
    if (claim.low, claim.high) == (source.low, source.high):
        return "same"
    return "reversed" if (claim.low, claim.high) == (source.high, source.low) else "no"


def _compare_ranges(claim: Quantity, low: float, high: float) -> Match:
    if equal(claim.low, low) and equal(claim.high, high):
        return "same"
    if claim.is_range:
        return "no"
    if equal(claim.low, high):
        return "same" if claim.qualifier in {"max", "under"} else "end"
    if equal(claim.low, low):
        return "same" if claim.qualifier in {"min", "over"} else "end"
    return "no"


def comparable(one: Quantity, other: Quantity) -> bool:  # noqa: PLR0911  one case a line
    """Tell whether two quantities can be compared at all: the like kind, and no other unit."""
    kind = one.kind
    if kind == other.kind:  # first and without a set: this is asked more often than all else
        if kind in {"money", "count"}:
            return not one.unit or not other.unit or _same_unit(one.unit, other.unit)
        return True
    kinds = {kind, other.kind}
    if "count" not in kinds:
        return kinds == {"fraction", "percent"}
    count, rest = (one, other) if kind == "count" else (other, one)
    if rest.kind == "money":
        if count.unit == "lb":  # "4,300 pounds" of something, or of money
            return rest.unit == "GBP"
        return not count.unit or count.unit == "m"
    if rest.kind == "ordinal":  # "for the fifth year in a row", "the 87th minute"
        return count.unit in DURATIONS
    if rest.kind == "score":  # "by five penalties to three"
        return not count.unit and not count.is_range
    if rest.kind in {"percent", "points"}:  # "5.4 against 8.4 per cent"
        return not count.unit and (count.is_range or rest.is_range or count.step < 1)
    return False


def _same_unit(one: str, other: str) -> bool:
    if one == other or "m" in {one, other} or "cent" in {one, other}:
        return True
    return convertible(one, other) or any(one in family and other in family for family in _FAMILIES)


def same_sort(q: Quantity, other: Quantity) -> bool:
    """Tell whether one quantity may stand where another stood: no year for a price."""
    if q.kind == other.kind:
        if q.kind != "count" or not (q.unit and other.unit) or q.unit == other.unit:
            return True
        return convertible(q.unit, other.unit)
    kinds = {q.kind, other.kind}
    if kinds == {"count", "money"}:
        return not (q if q.kind == "count" else other).unit
    return kinds <= _KINDS_OF_SHARE or (kinds <= _COUNTABLE and not (q.unit and other.unit))


def equal(one: float, other: float) -> bool:
    """Tell whether two values are the same number."""
    return abs(one - other) <= min(_EXACT * max(1.0, abs(one), abs(other)), _CENT)


def _scaled(source: Quantity, claim: Quantity) -> tuple[float, float]:
    if source.unit == claim.unit and source.kind == claim.kind:
        return source.low, source.high
    factor = 1.0
    if source.unit == "m" and claim.unit != "m":
        factor = 1e6
    elif claim.unit == "m" and source.unit != "m":
        factor = 1e-6
    elif source.kind == "percent" and claim.kind == "fraction":
        factor = 0.01
    elif source.kind == "fraction" and claim.kind == "percent":
        factor = 100.0
    if factor in {1e6, 1e-6} and equal(source.low, claim.low):
        factor = 1.0  # "46 m" beside a bare 46
    return source.low * factor, source.high * factor


def _compare_bounds(claim: Quantity, source: Quantity) -> Match:
    """Compare how the same value is bounded.

    *About* may come and go, and so may *nearly* and *just over* on the source's side; any other
    bound may not appear, vanish or turn round.
    """
    mine, theirs = _SIDE[claim.qualifier], _SIDE[source.qualifier]
    if mine == theirs or (claim.loose and not theirs) or (source.loose and not mine):
        return "same"
    if mine * theirs < 0:
        return "opposite"
    if source.close and not mine:
        return "same"
    return "qualifier"


def _rounds(claim: Quantity, source: Quantity, value: float) -> bool:
    """Tell whether a claim's value is a fair rounding of the source's."""
    if claim.kind == "ordinal" or source.kind == "ordinal" or not value:
        return False
    if claim.kind in {"fraction", "percent"} and source.kind != claim.kind:
        slack = _FRACTION_SLACK * (100 if claim.kind == "percent" else 1)
        return bool(claim.qualifier) and abs(claim.low - value) <= slack
    rounded = abs(claim.low - value) <= claim.step / 2 + _EXACT * abs(value)
    bounds = _NEAR.get(claim.qualifier)
    if bounds is not None:
        ratio = claim.low / value
        beyond = bounds[0] <= ratio <= bounds[1]
        coarse = claim.step > source.step or claim.word or claim.kind == "fraction"
        if claim.qualifier == "about":
            return beyond and coarse and rounded
        limit = 1.0 if claim.kind != "fraction" else 0.06
        return beyond and coarse and abs(claim.low - value) <= max(claim.step * limit, 0.06 * value)
    ratio = abs(claim.low - value) / abs(value)
    return claim.step > source.step and rounded and ratio <= _UNROUNDED
