"""Which articles print the same text.

Two texts are compared by their runs of four words (w-shingling, after A. Broder, "On the
resemblance and containment of documents", 1997). What counts is how much of the shorter stands
in the longer, so that a new headline, a cut ending or an added paragraph changes little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefer.compare.stories.terms import Terms
    from briefer.model import Article
from briefer.sites import outlet_of, site_of

CONTAINED = 0.6
"""The share of the shorter text that the longer must have."""
_RUN = 4
_SAMPLE = 4
_WHOLE = 160
"""Texts of no more runs than this are compared by all of them, longer ones by every fourth."""
_LEAST = 10
_MASK = (1 << 61) - 1
_FACTORS = (0x1F3D5B79A2C4E687, 0x0B7E151628AED2A7, 0x13198A2E03707345, 0x1452821E638D0137)
_SPECIFICS = 0.6
_CROWD = 100
_HOUSE = 3


@dataclass(frozen=True, slots=True)
class Shingles:
    """The hashed runs of words of a text; ``whole`` is empty when there are many."""

    sampled: frozenset[int]
    whole: frozenset[int]
    count: int

    def of(self, *, whole: bool) -> frozenset[int]:
        """Return all of them, or the sample."""
        return self.whole if whole else self.sampled


@lru_cache(maxsize=131_072)
def _number(word: str) -> int:
    data = word.encode("utf-8", "surrogatepass")
    return (crc32(data) << 32 | crc32(data[::-1])) & _MASK


def read_shingles(words: Sequence[str]) -> Shingles:
    """Hash every run of four words. The hashes are the same in every process."""
    n = [_number(word) for word in words]
    a, b, c, d = _FACTORS
    runs = {
        ((w * a) ^ (x * b) ^ (y * c) ^ (z * d)) & _MASK
        for w, x, y, z in zip(n, n[1:], n[2:], n[3:], strict=False)
    }
    sampled = frozenset(run for run in runs if (run >> 17) % _SAMPLE == 0)
    whole = frozenset(runs) if len(runs) <= _WHOLE else frozenset[int]()
    return Shingles(sampled, whole, len(runs))


def outlets_of(articles: Sequence[Article]) -> list[str | None]:
    """Return the outlet that printed each article, None where nothing tells.

    One that does not name its outlet is that of the others of its site, if those are of one, else
    its site's.
    """
    found = [outlet_of(article.outlet, article.url) for article in articles]
    named = [outlet_of(article.outlet, None) for article in articles]
    if found == named:
        return found
    names: dict[str | None, set[str]] = defaultdict(set)
    for article, name in zip(articles, named, strict=True):
        if name is not None:
            names[site_of(article.url)].add(name)
    for index, site in enumerate(found):
        if named[index] is None and site is not None and len(names[site]) == 1:
            (found[index],) = names[site]
    return found


class Partition:
    """A partition of numbers that only grows coarser."""

    def __init__(self, count: int) -> None:
        self._over = list(range(count))

    def top(self, index: int) -> int:
        """Return the number that stands for one's part: the smallest in it."""
        while self._over[index] != index:
            self._over[index] = self._over[self._over[index]]
            index = self._over[index]
        return index

    def join(self, one: int, other: int) -> None:
        """Make two parts one."""
        a, b = sorted((self.top(one), self.top(other)))
        self._over[b] = a

    def parts(self) -> list[tuple[int, ...]]:
        """Return the parts, each in ascending order."""
        out: dict[int, list[int]] = defaultdict(list)
        for index in range(len(self._over)):
            out[self.top(index)].append(index)
        return [tuple(part) for part in out.values()]


def same_texts(
    articles: Sequence[Article], terms: Sequence[Terms], shingles: Sequence[Shingles]
) -> tuple[list[tuple[int, ...]], frozenset[int]]:
    """Return the articles' indexes in classes of one text each, and the indexes of round-ups.

    A text that holds two others which have little in common is a round-up, and no copy of either.
    What one outlet prints under three articles or more is its own matter, not a shared text.
    """
    cleaned = _without_house_matter(articles, shingles)
    same = Partition(len(articles))
    within: list[tuple[int, int]] = []
    for one, other in _candidates(cleaned):
        small, large = sorted((one, other), key=lambda i: cleaned[i].count)
        if not _alike(cleaned[small], cleaned[large]) or not _same_facts(terms, small, large):
            continue
        if _share(cleaned[large], cleaned[small]) >= CONTAINED:
            same.join(one, other)
        else:
            within.append((small, large))
    round_ups = _join_parts(same, within, cleaned)
    return same.parts(), round_ups


def _join_parts(
    same: Partition, within: list[tuple[int, int]], shingles: Sequence[Shingles]
) -> frozenset[int]:
    """Join shortened texts to the longer ones that hold them; return those that are round-ups."""
    parts: dict[int, set[int]] = defaultdict(set)
    for small, large in within:
        parts[large].add(small)
    mixed = {
        large
        for large, smalls in parts.items()
        if not all(
            same.top(a) == same.top(b) or _alike(shingles[a], shingles[b])
            for a in smalls
            for b in smalls
            if a < b
        )
    }
    for small, large in within:
        if not {small, large} & mixed:
            same.join(small, large)
    return frozenset(mixed)


def _candidates(shingles: Sequence[Shingles]) -> Iterable[tuple[int, int]]:
    """Return pairs that share two sampled runs, or one where a text is short."""
    homes: dict[int, list[int]] = defaultdict(list)
    for index, each in enumerate(shingles):
        for run in each.sampled:
            homes[run].append(index)
    shared: Counter[tuple[int, int]] = Counter()
    for where in homes.values():
        if 1 < len(where) <= _CROWD:
            shared.update((a, b) for i, a in enumerate(where) for b in where[i + 1 :])
    for pair, count in shared.items():
        least = min(len(shingles[i].sampled) for i in pair)
        if count >= max(1, least * CONTAINED / 2):
            yield pair


def _share(text: Shingles, other: Shingles) -> float:
    """Return the share of a text that another has, 0 to 1."""
    whole = bool(text.whole and other.whole)
    mine = text.of(whole=whole)
    return len(mine & other.of(whole=whole)) / len(mine) if mine else 0.0


def _alike(one: Shingles, other: Shingles) -> bool:
    small, large = (one, other) if one.count <= other.count else (other, one)
    return small.count >= _LEAST and _share(small, large) >= CONTAINED


def _same_facts(terms: Sequence[Terms], small: int, large: int) -> bool:
    """Return whether the shorter's names and figures are the longer's too.

    A form filled in twice has the same words round others.
    """
    mine = terms[small].specifics
    return not mine or len(mine & terms[large].kinds.keys()) >= _SPECIFICS * len(mine)


def _without_house_matter(
    articles: Sequence[Article], shingles: Sequence[Shingles]
) -> list[Shingles]:
    """Take out the runs that an outlet has in three texts or more, unless little else is left."""
    by_outlet: dict[str, list[int]] = defaultdict(list)
    for index, outlet in enumerate(outlets_of(articles)):
        if outlet:
            by_outlet[outlet].append(index)
    out = list(shingles)
    for indexes in by_outlet.values():
        if len(indexes) < _HOUSE:
            continue
        counts = Counter(run for i in indexes for run in shingles[i].sampled | shingles[i].whole)
        common = {run for run, count in counts.items() if count >= _HOUSE}
        for i in indexes if common else ():
            sampled, whole = shingles[i].sampled - common, shingles[i].whole - common
            kept = len(whole) if shingles[i].whole else len(sampled) * _SAMPLE
            if kept >= (1 - CONTAINED) * shingles[i].count:
                out[i] = Shingles(sampled, whole, kept)
    return out
