"""Whether two quantities are the same: equal, a fair rounding, or one more or less bounded.

One rule for claims and their source, articles with each other, and versions of one article.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefer.analysis.quantity import Quantity

Match = Literal["same", "qualifier", "end", "no"]
_EXACT = 1e-9
_NEAR = {"about": (0.9, 1.1), "over": (0.8, 1.0), "under": (1.0, 1.2)}
_FRACTION_SLACK = 0.05
SIDE = {"over": 1, "min": 1, "under": -1, "max": -1, "about": 0, "": 0}
"""Which way a qualifier leaves room: up, down, or neither."""
_UNROUNDED = 0.006


def compare(claim: Quantity, source: Quantity) -> Match:  # noqa: C901, PLR0911  one case a line
    """Compare a claim's quantity with one of the source.

    Returns:
        ``same``: equal, or a fair rounding; ``qualifier``: the same value with another qualifier;
        ``end``: one end of the source's range; ``no``: another quantity.
    """
    if not comparable(claim, source):
        return "no"
    if source.kind == "score" and claim.kind == "count":
        return "same" if claim.low in {source.low, source.high} else "no"
    if claim.kind == "score":
        pairs = {(source.low, source.high), (source.high, source.low)}
        return "same" if (claim.low, claim.high) in pairs else "no"
    low, high = _scaled(source, claim)
    if claim.is_range or source.low != source.high:
        if equal(claim.low, low) and equal(claim.high, high):
            return "same"
        if claim.is_range:
            return "no"
        if equal(claim.low, high):
            return "same" if claim.qualifier in {"max", "under"} else "end"
        if equal(claim.low, low):
            return "same" if claim.qualifier in {"min", "over"} else "end"
        return "no"
    if equal(claim.low, low):
        return "same" if _qualifiers_agree(claim, source) else "qualifier"
    if _rounds(claim, source, low):
        return "same"
    return "no"


def comparable(one: Quantity, other: Quantity) -> bool:  # noqa: PLR0911  one case a line
    """Tell whether two quantities can be compared at all: the like kind, and no other unit."""
    kind = one.kind
    if kind == other.kind:  # first and without a set: this is asked more often than all else
        if kind == "money":
            return one.unit == other.unit or "cent" in (one.unit, other.unit)
        if kind == "count" and one.unit and other.unit:
            return one.unit == other.unit or "m" in (one.unit, other.unit)
        return True
    kinds = {kind, other.kind}
    if kinds == {"count", "money"}:
        count = one if one.kind == "count" else other
        return not count.unit or count.unit == "m"
    if kinds == {"fraction", "percent"}:
        return True
    if kinds == {"count", "score"}:
        return _is_side_of_a_score(one, other)
    if kinds in ({"count", "percent"}, {"count", "points"}):
        count = one if one.kind == "count" else other
        return not count.unit and (one.is_range or other.is_range)
    return False


def _is_side_of_a_score(one: Quantity, other: Quantity) -> bool:
    """Tell whether one side of a score may be said as a count ("by five penalties to three")."""
    count = one if one.kind == "count" else other
    return not count.unit and not count.is_range


def _scaled(source: Quantity, claim: Quantity) -> tuple[float, float]:
    factor = 1.0
    if source.unit == "m" and claim.unit != "m":
        factor = 1e6
    elif claim.unit == "m" and source.unit != "m":
        factor = 1e-6
    elif source.kind == "percent" and claim.kind == "fraction":
        factor = 0.01
    elif source.kind == "fraction" and claim.kind == "percent":
        factor = 100.0
    return source.low * factor, source.high * factor


def equal(one: float, other: float) -> bool:
    """Tell whether two values are the same number."""
    return abs(one - other) <= _EXACT * max(1.0, abs(one), abs(other))


def _qualifiers_agree(claim: Quantity, source: Quantity) -> bool:
    """Whether the same value is said in the same sense.

    *About* may come and go; a bound may not appear, vanish or turn round.
    """
    mine, theirs = SIDE[claim.qualifier], SIDE[source.qualifier]
    if mine == theirs or (claim.loose and not theirs) or (source.loose and not mine):
        return True
    if claim.qualifier == "about" or source.qualifier == "about":
        return not (mine and theirs)
    return False


def _rounds(claim: Quantity, source: Quantity, value: float) -> bool:
    """Whether a claim's value is a fair rounding of the source's."""
    if claim.kind == "ordinal" or not value:
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


def same_sort(q: Quantity, other: Quantity) -> bool:
    """Tell whether one quantity may stand where another stood: no year for a price."""
    if q.kind == other.kind == "count" and q.unit and other.unit and q.unit != other.unit:
        return False
    return (
        q.kind == other.kind
        or {q.kind, other.kind} <= {"count", "money"}
        or ({q.kind, other.kind} <= {"percent", "points", "fraction"})
        or ({q.kind, other.kind} <= {"count", "fraction", "score", "percent"})
    )
