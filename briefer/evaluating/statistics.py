"""Whether two runs over the same cases differ: paired, clustered by article, seeded.

Cases about one article are alike, so articles are what is drawn and swapped, never single cases:

- the interval of a difference is the percentile interval of a bootstrap over articles (Efron 1979,
  in the clustered form of Cameron, Gelbach and Miller 2008);
- its ``p`` is that of a randomization test (Fisher; Edgington): under "both are the same", swapping
  the two runs of any article changes nothing, so the difference is held against those of swaps, all
  of them where there are few articles, else a seeded sample;
- what is yes or no for each case must pass McNemar's exact test as well (McNemar 1947).

Several rows are tested at once, so their ``p`` are held to Holm's bounds (1979): the chance that
any row is called different when nothing is stays below `ALPHA`.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import compress, product
from statistics import NormalDist, fmean, stdev

ALPHA = 0.03
"""The chance of calling runs different that are not, over all rows of a comparison: one in twenty
is what is promised, and this keeps a distance from it."""

LEVEL = 0.95
"""What the interval of a difference covers."""

POWER = 0.8
"""How often the smallest difference that is told would be found."""

RESAMPLES = 1_000
SWAPS = 2_000
_ALL = 12
"""Up to so many articles that differ, every way to swap them is looked at."""

Sums = tuple[float, ...]
Measure = Callable[[Sequence[float]], float | None]
"""What a row makes of the sums over all cases; None when nothing could be measured."""


def share(sums: Sequence[float]) -> float | None:
    """Return the first of two sums as a share of the second."""
    return sums[0] / sums[1] if sums[1] else None


def balanced(sums: Sequence[float]) -> float | None:
    """Return the mean of two shares; None unless there is something of both."""
    shares = share(sums[:2]), share(sums[2:])
    return None if shares[0] is None or shares[1] is None else (shares[0] + shares[1]) / 2


@dataclass(slots=True)
class Paired:
    """What two runs made of the same cases, for one row: sums for each article.

    ``only`` counts yes-or-no cases that hold in the first run alone, and in the second alone.
    """

    measure: Measure = share
    is_yes_no: bool = False
    articles: dict[str, tuple[Sums, Sums]] = field(default_factory=dict)
    only: tuple[int, int] = (0, 0)
    units: int = 0

    def add(self, article: str, first: Sums, second: Sums) -> None:
        """Take in one case of an article: its sums in both runs."""
        known = self.articles.get(article)
        if known is not None:
            summed = _added(known[0], first), _added(known[1], second)
        else:
            summed = first, second
        self.articles[article] = summed
        self.units += 1
        if self.is_yes_no and first[0] != second[0]:
            one, other = self.only
            self.only = (one + 1, other) if first[0] > second[0] else (one, other + 1)


@dataclass(frozen=True, slots=True)
class Difference:
    """How far two runs are apart in one row: the second's value less the first's.

    ``low`` and ``high`` are its interval; None where there are too few articles. ``smallest`` is
    the least difference that so many cases show in `POWER` of comparisons; None when they show
    none at all. ``units`` are the cases (claims, facts) that both runs have, ``articles`` theirs.
    """

    first: float | None
    second: float | None
    difference: float | None = None
    low: float | None = None
    high: float | None = None
    p: float | None = None
    smallest: float | None = None
    units: int = 0
    articles: int = 0
    differs: bool = False


def differences(
    rows: Sequence[Paired], *, seed: int = 0, resamples: int = RESAMPLES, swaps: int = SWAPS
) -> list[Difference]:
    """Return how two runs differ in each of several rows that are tested together.

    ``seed`` steers what is drawn: equal rows and seeds give equal results.
    """
    tested = sum(bool(row.articles) for row in rows)
    found = [_difference(row, tested, seed, resamples, swaps) for row in rows]
    return list(_held(found, tested))


def mcnemar(first: int, second: int) -> float:
    """Return the exact two-sided p of McNemar's test for the two counts of unlike pairs."""
    total = first + second
    if not total:
        return 1.0
    logs = (math.lgamma(total + 1) - math.lgamma(i + 1) - math.lgamma(total - i + 1)
            for i in range(min(first, second) + 1))  # fmt: skip
    half = math.fsum(math.exp(each - total * math.log(2)) for each in logs)
    return min(1.0, 2 * half)


def fewest(tested: int) -> int:
    """Return how many articles must differ, all one way, before a row can be called different."""
    return math.ceil(1 + math.log2(max(tested, 1) / ALPHA))


def _difference(row: Paired, tested: int, seed: int, resamples: int, swaps: int) -> Difference:
    pairs = list(row.articles.values())
    if not pairs:
        return Difference(None, None)
    first, second = (_total([pair[side] for pair in pairs]) for side in (0, 1))
    values = row.measure(first), row.measure(second)
    if values[0] is None or values[1] is None:
        return Difference(*values, units=row.units, articles=len(pairs))
    drawn = sorted(_resampled(row.measure, pairs, random.Random(seed), resamples))  # noqa: S311
    p = _swapped(row.measure, pairs, random.Random(seed), swaps)  # noqa: S311
    if row.is_yes_no:
        p = max(p, mcnemar(*row.only))
    low, high = _quantile(drawn, (1 - LEVEL) / 2), _quantile(drawn, (1 + LEVEL) / 2)
    return Difference(
        *values,
        difference=values[1] - values[0],
        low=low,
        high=high,
        p=p,
        smallest=_smallest(drawn, len(pairs), row.units, tested),
        units=row.units,
        articles=len(pairs),
    )


def _held(found: Sequence[Difference], tested: int) -> Iterator[Difference]:
    """Yield the rows with whether they differ, by Holm's step-down bounds."""
    from dataclasses import replace

    order = sorted((d.p, n) for n, d in enumerate(found) if d.p is not None)
    differing = set()
    for rank, (p, number) in enumerate(order):
        if p > ALPHA / (tested - rank):
            break
        each = found[number]
        if each.low is not None and each.high is not None and not each.low <= 0 <= each.high:
            differing.add(number)
    for number, each in enumerate(found):
        yield replace(each, differs=number in differing)


def _resampled(
    measure: Measure, pairs: Sequence[tuple[Sums, Sums]], rng: random.Random, times: int
) -> Iterator[float]:
    """Yield the differences of articles drawn with replacement."""
    if len(pairs) < 2:  # noqa: PLR2004 (one article says nothing of others)
        return
    width = len(pairs[0][0])
    flat = [(*first, *second) for first, second in pairs]
    for _ in range(times):
        sums = tuple(map(sum, zip(*rng.choices(flat, k=len(flat)), strict=True)))
        values = measure(sums[:width]), measure(sums[width:])
        if values[0] is not None and values[1] is not None:
            yield values[1] - values[0]


def _swapped(
    measure: Measure, pairs: Sequence[tuple[Sums, Sums]], rng: random.Random, times: int
) -> float:
    """Return how often swapping articles gives a difference as large as the one that is there."""
    apart = [tuple(b - a for a, b in zip(*pair, strict=True)) for pair in pairs]
    apart = [each for each in apart if any(each)]
    if not apart:
        return 1.0
    first, second = (_total([pair[side] for pair in pairs]) for side in (0, 1))

    def size(moved: Sequence[float]) -> float:
        one = measure([a + m for a, m in zip(first, moved, strict=True)])
        other = measure([b - m for b, m in zip(second, moved, strict=True)])
        return 0.0 if one is None or other is None else abs(other - one)

    nothing = (0.0,) * len(first)
    there = size(nothing) - 1e-12
    if len(apart) <= _ALL:
        ways = [_total([nothing, *compress(apart, way)])
                for way in product((0, 1), repeat=len(apart))]  # fmt: skip
        return sum(size(way) >= there for way in ways) / len(ways)
    as_large = 1
    for _ in range(times):
        way = f"{rng.getrandbits(len(apart)):0{len(apart)}b}"
        as_large += size(_total([nothing, *compress(apart, map(int, way))])) >= there
    return as_large / (times + 1)


def _smallest(drawn: Sequence[float], articles: int, units: int, tested: int) -> float | None:
    """Return the least difference that would be found in `POWER` of comparisons."""
    needed = fewest(tested)
    if articles < needed or len(drawn) < 2:  # noqa: PLR2004
        return None
    normal = NormalDist()
    reach = normal.inv_cdf(1 - ALPHA / (2 * tested)) + normal.inv_cdf(POWER)
    spread = stdev(drawn, fmean(drawn)) * math.sqrt(articles / (articles - 1))
    return min(1.0, max(reach * spread, needed / max(units, needed)))


def _quantile(ordered: Sequence[float], at: float) -> float | None:
    if not ordered:
        return None
    return ordered[min(len(ordered) - 1, int(at * len(ordered)))]


def _total(rows: Sequence[Sequence[float]]) -> Sums:
    return tuple(map(sum, zip(*rows, strict=True)))


def _added(one: Sums, other: Sums) -> Sums:
    return tuple(a + b for a, b in zip(one, other, strict=True))
