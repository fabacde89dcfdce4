"""Figures that a claim has reckoned out of those in its evidence.

A sum, a difference, a share, a multiple, the years between two dates, the minutes between two
times of day: none of them stands in the source, and all of them are borne out by it.
"""

from __future__ import annotations

import datetime as dt
from functools import lru_cache
from itertools import combinations, pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.comparison import compare, equal
from briefer.analysis.dates import resolve
from briefer.analysis.measures import MEASURES, converted, convertible

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefer.analysis.quantities import Quantity
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence

_POOL = 14
"""Quantities that are added and divided, two by two: with more, anything comes out somewhere."""
_NEXT = 2
"""Quantities behind a share of which one is what it is a share of."""
_SHARE_SLACK = 0.04
_SUM_SLACK = 0.03
_MULTIPLE_SLACK = 0.05
_LIKE_THE_WHOLE = frozenset({"count", "money"})
_MINUTES = {"min": 1.0, "h": 60.0}
_DAY_MINUTES = 1_440
_DAYS = {"d": 1.0, "wk": 7.0}


class _Ground(NamedTuple):
    """What is reckoned with: some sentences of the articles that a claim rests on."""

    context: Context
    sentences: list[SourceSentence]


def is_reckoned(q: Quantity, context: Context, within: list[SourceSentence] | None = None) -> bool:
    """Tell whether a quantity follows from others.

    Args:
        q: a quantity of the claim.
        context: the claim and its source.
        within: the sentences they stand in; the evidence and the sentences before it if None.
    """
    ground = _Ground(context, context.window if within is None else within)
    if q.is_range or q.kind in {"ordinal", "score"}:
        return False
    if is_part(q, ground.sentences) or _is_one(q, ground):
        return True
    if _is_of_points(q, context):
        q = q._replace(kind="points")
    if q.kind == "count" and q.unit:
        return _fits_any(q, _stretches(q, ground)) or _fits_any(q, _sums(q, ground))
    return _fits_any(q, _results(q, ground), slack=_slack(q))


def _is_of_points(q: Quantity, context: Context) -> bool:
    """Tell whether a bare count is one of percentage points: "fell by 22.6 *points*"."""
    if q.kind != "count" or q.unit:
        return False
    tokens, after = context.claim.tokens, context.claim.token_at(q.end - 1) + 1
    return after < len(tokens) and tokens[after].low in _point_words(context.claim.language)


@lru_cache(maxsize=64)
def _point_words(language: str) -> frozenset[str]:
    """Return what the names of percentage points begin and end with."""
    names = (name.split() for name, (unit, _) in lang.language(language).units.items()
             if unit == "pp")  # fmt: skip
    return frozenset(word for name in names for word in (name[0], name[-1]))


def _is_one(q: Quantity, ground: _Ground) -> bool:
    """Tell whether a measure is one unit that a sentence has: *a year* for 12 months."""
    if q.unit not in MEASURES or q.kind != "count":
        return False
    articles = lang.language(ground.context.claim.language).articles
    table = lang.every_language().units
    for sentence in ground.sentences:
        for before, token in pairwise(sentence.words):
            unit, factor = table.get(token.low, ("", 0.0)) if before.low in articles else ("", 0.0)
            if unit == q.unit or convertible(unit, q.unit):
                one = q._replace(low=factor, high=factor, unit=unit, qualifier="", rate="")
                if compare(q, one) == "same":
                    return True
    return False


def is_part(q: Quantity, sentences: Iterable[SourceSentence]) -> bool:
    """Tell whether a count is the share of a whole that a sentence tells: six is *half of 12*."""
    if q.kind not in _LIKE_THE_WHOLE or q.is_range:
        return False
    return any(_fits_any(q, _parts(q, sentence.reading.quantities)) for sentence in sentences)


def _parts(q: Quantity, told: Sequence[Quantity]) -> Iterator[float]:
    """Yield each share of a sentence times each whole of the quantity's sort behind it."""
    for number, share in enumerate(told[:_POOL]):
        if share.kind not in {"fraction", "percent"} or share.is_range:
            continue
        part = share.low / (100 if share.kind == "percent" else 1)
        for whole in told[number + 1 : number + 1 + _NEXT]:
            if whole.kind == q.kind and (whole.unit == q.unit or not q.unit):
                yield part * whole.low


def _slack(q: Quantity) -> float:
    return {"fraction": _SHARE_SLACK, "percent": 100 * _SHARE_SLACK}.get(q.kind, 0.0)


def _results(q: Quantity, ground: _Ground) -> Iterator[float]:
    if q.kind in {"fraction", "percent"}:
        whole = 100.0 if q.kind == "percent" else 1.0
        yield from _shares(ground, whole)
        known = lang.language(ground.context.claim.language)
        if any(token.low in known.remainders for token in ground.context.claim.tokens):
            yield from _remainders(ground, whole)
    if q.kind == "points":
        values = [v for v, kind, _ in _pool(ground) if kind == "percent"]
        yield from (abs(one - other) for one, other in combinations(values, 2))
    elif q.kind == "times":
        yield from _multiples(ground)
    else:
        yield from _sums(q, ground)


def _pool(ground: _Ground) -> list[tuple[float, str, str]]:
    """Return values with kind and unit, both ends of a range."""
    found: list[tuple[float, str, str]] = [
        (value, other.kind, other.unit)
        for sentence in ground.sentences
        for other in sentence.reading.quantities
        if other.kind != "ordinal"
        for value in sorted({other.low, other.high})
    ]
    return list(dict.fromkeys(found))[:_POOL]


def _sums(q: Quantity, ground: _Ground) -> Iterator[float]:
    """Yield sums and differences of two like quantities."""
    pool = [
        (converted(value, unit, q.unit), kind, q.unit if convertible(unit, q.unit) else unit)
        for value, kind, unit in _pool(ground)
        if kind in _LIKE_THE_WHOLE | {"score"}
    ]
    for (one, kind, unit), (other, kind_, unit_) in combinations(pool, 2):
        alike = (kind == kind_ and unit == unit_) or {kind, kind_} == _LIKE_THE_WHOLE
        if q.unit and q.kind == "count" and q.unit not in {unit, unit_}:
            continue
        if alike and (q.kind != "money" or "money" in {kind, kind_}):
            yield from (one + other, abs(one - other))


def _shares(ground: _Ground, whole: float) -> Iterator[float]:
    """Yield the share one quantity is of another, and by how much of it it is more or less."""
    for (one, kind, unit), (other, kind_, unit_) in combinations(_pool(ground), 2):
        big, small = max(one, other), min(one, other)
        if kind == kind_ and unit == unit_ and kind in _LIKE_THE_WHOLE and small > 0:
            yield small / big * whole
            yield (big - small) / small * whole
            yield (big - small) / big * whole


def _remainders(ground: _Ground, whole: float) -> Iterator[float]:
    """Yield what one share, or two together, leave of the whole."""
    parts = [v / 100 * whole for v, kind, _ in _pool(ground) if kind == "percent"]
    parts += [v * whole for v, kind, _ in _pool(ground) if kind == "fraction"]
    for one, other in combinations(parts, 2):
        yield whole - one - other
    yield from (whole - one for one in parts)


def _multiples(ground: _Ground) -> Iterator[float]:
    """Yield how many times one quantity another of its sort is."""
    for (one, kind, unit), (other, kind_, unit_) in combinations(_pool(ground), 2):
        alike = (kind == kind_ and unit == unit_) or {kind, kind_} == _LIKE_THE_WHOLE
        if alike and one > 0 and other > 0:
            yield from (one / other, other / one)


def _stretches(q: Quantity, ground: _Ground) -> Iterator[float]:
    """Yield stretches of time between moments of the evidence, in the quantity's unit."""
    if q.unit == "y":
        yield from _years(ground)
    elif q.unit in _MINUTES:
        yield from (minutes / _MINUTES[q.unit] for minutes in _minutes(ground))
    elif q.unit in _DAYS:
        yield from (days / _DAYS[q.unit] for days in _days(ground))


def _years(ground: _Ground) -> Iterator[float]:
    """Yield the years between two dates of the evidence, and from each to the day of writing."""
    points = [
        date.year + ((date.month or 1) - 1) / 12
        for sentence in ground.sentences
        for date in sentence.reading.dates
        if date.year
    ][:_POOL]
    for one, other in combinations(points, 2):
        yield round(abs(one - other), 2)
        yield round(abs(one - other) + 1 / 12, 2)
    for written in _written(ground):
        yield from (written.year - int(point) for point in points)


def _minutes(ground: _Ground) -> Iterator[float]:
    """Yield the minutes from each time of day in the evidence to each later one."""
    clock = [
        60 * date.hour + (date.minute or 0)
        for sentence in ground.sentences
        for date in sentence.reading.dates
        if date.hour is not None
    ][:_POOL]
    for one, other in combinations(clock, 2):
        apart = abs(one - other)
        yield from (apart, _DAY_MINUTES - apart, abs(apart - _DAY_MINUTES / 2))


def _days(ground: _Ground) -> Iterator[float]:
    """Yield the days between two dates of the evidence, the first counted or not."""
    for written in [*_written(ground), dt.date(2000, 1, 1)][:1]:
        dates = [resolve(date, written) for s in ground.sentences for date in s.reading.dates]
        for one, other in combinations([d for d in dates if d][:_POOL], 2):
            apart = abs((one - other).days)
            yield from (apart, apart + 1)


def _written(ground: _Ground) -> list[dt.date]:
    days = (
        ground.context.source.documents[number - 1].article.day
        for number in sorted(ground.context.articles)
    )
    return [day for day in days if day is not None]


def _fits_any(q: Quantity, values: Iterable[float], slack: float = 0.0) -> bool:
    return any(value > 0 and _fits(q, value, slack or _SUM_SLACK * value) for value in values)


def _fits(q: Quantity, value: float, slack: float) -> bool:
    """Tell whether a claim's quantity is a value, as exactly as it is written."""
    if equal(q.low, value):
        return True
    gap = value - q.low
    if q.kind in {"percent", "points"} and abs(gap) <= q.step / 2 and q.step <= 1:
        return True
    if q.kind == "times" and abs(gap) <= _MULTIPLE_SLACK * value:
        return True
    if q.qualifier in {"over", "min"}:
        return 0 <= gap <= (0.3 * value if q.kind == "fraction" else max(2 * slack, 0.1 * value))
    if q.qualifier in {"under", "max"}:
        return 0 <= -gap <= 2 * slack
    return q.qualifier == "about" and abs(gap) <= slack
