"""Do the claim's quantities stand in the source, and on the right thing?"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefer.checks.alignment import STRONG, Place, nearest, outdone, slot
from briefer.checks.findings import describe, finding
from briefer.checks.rules.dates import written_on
from briefer.checks.rules.owners import other_owner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefer.analysis.quantities import Quantity
    from briefer.checks.context import Case
    from briefer.model import Finding

Match = Literal["same", "qualifier", "end", "no"]
_EXACT = 1e-9
_NEAR = {"about": (0.9, 1.1), "over": (0.8, 1.0), "under": (1.0, 1.2)}
_HEDGED = frozenset({"about", "over", "under", "min", "max"})
_FRACTION_SLACK = 0.05
_SIDE = {"over": 1, "min": 1, "under": -1, "max": -1, "about": 0, "": 0}
_COUNTED = 3
_SUM_POOL = 14
_UNROUNDED = 0.006


def compare(claim: Quantity, source: Quantity) -> Match:  # noqa: C901, PLR0911  one case a line
    """Compare a claim's quantity with one of the source.

    Returns:
        ``same``: equal, or a fair rounding; ``qualifier``: the same value with another qualifier;
        ``end``: one end of the source's range; ``no``: another quantity.
    """
    if not _comparable(claim, source):
        return "no"
    if source.kind == "score" and claim.kind == "count":
        return "same" if claim.low in {source.low, source.high} else "no"
    if claim.kind == "score":
        pairs = {(source.low, source.high), (source.high, source.low)}
        return "same" if (claim.low, claim.high) in pairs else "no"
    low, high = _scaled(source, claim)
    if claim.is_range or source.low != source.high:
        if _equal(claim.low, low) and _equal(claim.high, high):
            return "same"
        if claim.is_range:
            return "no"
        if _equal(claim.low, high):
            return "same" if claim.qualifier in {"max", "under"} else "end"
        if _equal(claim.low, low):
            return "same" if claim.qualifier in {"min", "over"} else "end"
        return "no"
    if _equal(claim.low, low):
        return "same" if _qualifiers_agree(claim, source) else "qualifier"
    if _rounds(claim, source, low):
        return "same"
    return "no"


def _comparable(one: Quantity, other: Quantity) -> bool:  # noqa: PLR0911  one case a line
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
        return claim_count(one, other)
    if kinds in ({"count", "percent"}, {"count", "points"}):
        count = one if one.kind == "count" else other
        return not count.unit and (one.is_range or other.is_range)
    return False


def claim_count(one: Quantity, other: Quantity) -> bool:
    """Whether one side of a score may be said as a count ("by five penalties to three")."""
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


def _equal(one: float, other: float) -> bool:
    return abs(one - other) <= _EXACT * max(1.0, abs(one), abs(other))


def _qualifiers_agree(claim: Quantity, source: Quantity) -> bool:
    """Whether the same value is said in the same sense.

    *About* may come and go; a bound may not appear, vanish or turn round.
    """
    mine, theirs = _SIDE[claim.qualifier], _SIDE[source.qualifier]
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


def check_quantities(case: Case) -> list[Finding]:
    """Check every quantity of the claim."""
    found = []
    for q in case.claim.quantities:
        if _compares(q, case) and _derived(q, case):
            continue
        if q.kind == "count" and q.word and q.low == 1 and not q.unit:
            continue
        if result := _check_one(q, case):
            found.append(result)
    return found


class _Seen(NamedTuple):
    """What the source has to a quantity: the same, the same otherwise qualified, others."""

    agree: list[Place]
    odd: list[tuple[Quantity, Place]]
    rivals: list[tuple[Quantity, Place]]


def _seen(q: Quantity, case: Case) -> _Seen:
    seen = _Seen([], [], [])
    for sentence in case.scope:
        for other in sentence.reading.quantities:
            match = compare(q, other)
            near = sentence.number in case.close
            if match != "same" and not (near and (match != "no" or _same_sort(q, other))):
                continue
            place = Place(sentence, *sentence.reading.tokens_of(other.start, other.end))
            if match == "same":
                seen.agree.append(place)
            elif match != "no":
                seen.odd.append((other, place))
            elif not (other.word and other.low == 1 and not other.unit):
                seen.rivals.append((other, place))
    return seen


def _check_one(q: Quantity, case: Case) -> Finding | None:  # noqa: PLR0911  one verdict a line
    claim, source = case.claim, case.source
    first, last = claim.tokens_of(q.start, q.end)
    agree, odd, rivals = _seen(q, case)
    best, which = nearest(claim, first, last, agree, source)
    odd_best, odd_which = nearest(claim, first, last, [p for _, p in odd], source)
    rival, rival_which = nearest(claim, first, last, [p for _, p in rivals], source)
    if (
        odd
        and odd_best > best
        and not _said_elsewhere(q, case)
        and (odd_best >= STRONG or _opposite(q, odd[odd_which][0]) or not _derived(q, case))
    ):
        better = rival_which >= 0 and outdone(odd_best, rival)
        return _differs(q, *(rivals[rival_which] if better else odd[odd_which]), case)
    if agree:
        taken = rival_which >= 0 and _spoken_for(rivals[rival_which][0], case)
        if taken and rival - best >= _SWAPPED and _swapped(q, agree[which], rivals, case):
            return _differs(q, *rivals[rival_which], case)
        if rival_which >= 0 and outdone(best, rival) and not taken:
            return _differs(q, *rivals[rival_which], case)
        free = [p for r, p in rivals if not _spoken_for(r, case)]
        alike = _alike_places(q, case)
        return other_owner(case, (first, last), agree[which], free, alike, _kind(q))
    verbatim = rival_which >= 0 and slot(claim, first, last, rivals[rival_which][1]) >= _VERBATIM
    plain = q.kind == "count" and q.low <= _FEW and not q.qualifier and rival >= STRONG_ENOUGH
    reckoned = _derived(q, case) and not plain
    if odd or (not verbatim and (reckoned or _counted(q))):
        return None
    if rival_which >= 0 and rival >= STRONG_ENOUGH:
        return _differs(q, *rivals[rival_which], case)
    message = f"the claim says {q.text}; the source does not say that"
    return finding(_kind(q), message, case.span(q.start, q.end))


def _swapped(q: Quantity, own: Place, rivals: list[tuple[Quantity, Place]], case: Case) -> bool:
    """Whether another quantity of the claim would rather be where this one is."""
    for other in case.claim.quantities:
        if other is q or other.kind != q.kind or other.unit != q.unit:
            continue
        first, last = case.claim.tokens_of(other.start, other.end)
        places = [p for r, p in rivals if compare(other, r) == "same"]
        theirs, _ = nearest(case.claim, first, last, places, case.source)
        mine, _ = nearest(case.claim, first, last, [own], case.source)
        if places and mine - theirs >= _SWAPPED:
            return True
    return False


def _alike_places(q: Quantity, case: Case) -> list[tuple[Quantity, Place]]:
    """Other quantities of the same kind and unit, anywhere in the articles."""
    out = []
    for sentence in case.scope:
        for other in sentence.reading.quantities:
            same = other.kind == q.kind and other.unit == q.unit
            if same and compare(q, other) == "no" and not _spoken_for(other, case):
                reading = sentence.reading
                out.append((other, Place(sentence, *reading.tokens_of(other.start, other.end))))
    return out


_SWAPPED = 0.15


def _kind(q: Quantity) -> Literal["money", "number"]:
    return "money" if q.kind == "money" else "number"


def _differs(q: Quantity, other: Quantity, place: Place, case: Case) -> Finding:
    message = describe(q.text, other.text, case, place, lead=(q, other))
    span = case.span(_lead(q), q.end)
    return finding(_kind(q), message, span, place, _lead(other), other.end)


def _opposite(one: Quantity, other: Quantity) -> bool:
    return _SIDE[one.qualifier] * _SIDE[other.qualifier] < 0


def _said_elsewhere(q: Quantity, case: Case) -> bool:
    """Whether a qualifier that seems to be missing stands before another quantity of the claim.

    "Lindner risks a maximum of ten years, the consultant six": the maximum is both's.
    """
    if q.qualifier:
        return False
    return any(other.qualifier and other.start < q.start for other in case.claim.quantities)


STRONG_ENOUGH = 0.25
"""How close a quantity must be to be shown as what the source says instead."""
_VERBATIM = 0.75
_FEW = 12
"""Small counts are the sum of something almost anywhere."""


def _lead(q: Quantity) -> int:
    return min(q.lead, q.start) if q.qualifier else q.start


def _same_sort(q: Quantity, other: Quantity) -> bool:
    if q.kind == other.kind == "count" and q.unit and other.unit and q.unit != other.unit:
        return False
    return (
        q.kind == other.kind
        or {q.kind, other.kind} <= {"count", "money"}
        or ({q.kind, other.kind} <= {"percent", "points", "fraction"})
        or ({q.kind, other.kind} <= {"count", "fraction", "score", "percent"})
    )


def _spoken_for(other: Quantity, case: Case) -> bool:
    """Whether another quantity of the claim already stands for a source quantity."""
    return any(compare(q, other) == "same" for q in case.claim.quantities)


def _compares(q: Quantity, case: Case) -> bool:
    """Whether a quantity is a difference: "three lower", "14 more than"."""
    last = case.claim.token_at(q.end - 1)
    near = case.claim.tokens[last + 1 : last + 4]
    return any(t.low in _COMPARATIVES for t in near)


_COMPARATIVES = frozenset(
    "more less fewer lower higher longer shorter later earlier than mehr weniger plus moins".split()
)


def _counted(q: Quantity) -> bool:
    """Small counts may count what the source names ("two ministers")."""
    return q.kind == "count" and q.word and q.low <= _COUNTED and not q.unit


def _derived(q: Quantity, case: Case) -> bool:
    """Whether a quantity is a sum, difference or share of quantities near the evidence."""
    pool: list[tuple[float, str, str]] = []
    for sentence in case.window:
        for other in sentence.reading.quantities:
            ends = {other.low, other.high} if other.kind in {"count", "money"} else set()
            pool += [(value, other.kind, other.unit) for value in sorted(ends)]
    pool = pool[:_SUM_POOL]
    if q.unit == "y" and _fits_any(q, _spans(case)):
        return True
    percent = 100 if q.kind == "percent" else 1
    for (one, kind, unit), (other_, kind_, unit_) in combinations(pool, 2):
        big, small = max(one, other_), min(one, other_)
        if q.kind in {"fraction", "percent"}:
            share = small / big * percent if big and kind == kind_ else -1.0
            if share >= 0 and _fits(q, share, slack=0.04 * percent):
                return True
            continue
        if q.kind not in {"count", "money"} or (q.low < _COUNTED and q.kind == "count"):
            continue
        alike = (kind == kind_ and unit == unit_) or {kind, kind_} == {"count", "money"}
        if not alike or (q.kind == "money" and "money" not in {kind, kind_}):
            continue
        if _fits_any(q, (big + small, big - small)):
            return True
    return False


def _fits_any(q: Quantity, values: Iterable[float]) -> bool:
    return any(value > 0 and _fits(q, value, slack=0.03 * value) for value in values)


def _spans(case: Case) -> list[float]:
    """Years between the dates of the evidence, two by two, and since each."""
    points = []
    for sentence in case.window:
        for date in sentence.reading.dates:
            points += [date.year + ((date.month or 1) - 1) / 12] if date.year else []
    out = [abs(a - b) for a, b in combinations(points, 2)]
    out += [value + 1 / 12 for value in out]
    for article in sorted(case.articles):
        written = written_on(case, article)
        if written is not None:
            out += [written.year - int(p) for p in points]
    return [round(value, 2) for value in out]


def _fits(q: Quantity, value: float, slack: float) -> bool:
    if _equal(q.low, value):
        return True
    gap = value - q.low
    if q.qualifier in {"over", "min"}:
        return 0 <= gap <= (0.3 * value if q.kind == "fraction" else max(2 * slack, 0.1 * value))
    if q.qualifier in {"under", "max"}:
        return 0 <= -gap <= 2 * slack
    return q.qualifier == "about" and abs(gap) <= slack
