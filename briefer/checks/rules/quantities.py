"""Do the claim's quantities stand in the source, and on the right thing?"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefer.analysis.comparison import SIDE, compare, equal, same_sort
from briefer.checks.alignment import STRONG, Place, nearest, outdone, slot
from briefer.checks.findings import describe, finding
from briefer.checks.rules.dates import written_on
from briefer.checks.rules.owners import other_owner

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefer.analysis.quantities import Quantity
    from briefer.checks.context import Case
    from briefer.model import Finding

_COUNTED = 3
_SUM_POOL = 14


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
            if match != "same" and not (near and (match != "no" or same_sort(q, other))):
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
    return SIDE[one.qualifier] * SIDE[other.qualifier] < 0


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
    if equal(q.low, value):
        return True
    gap = value - q.low
    if q.qualifier in {"over", "min"}:
        return 0 <= gap <= (0.3 * value if q.kind == "fraction" else max(2 * slack, 0.1 * value))
    if q.qualifier in {"under", "max"}:
        return 0 <= -gap <= 2 * slack
    return q.qualifier == "about" and abs(gap) <= slack
