"""Joining what belongs together, best first: average-link clustering over sparse likenesses.

A group is joined to another when its members are on average like the other's. One article between
two events therefore does not make them one, as it would if a single link were enough. Likenesses
are whole numbers (millionths), so that sums do not depend on the order they are added in.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

WHOLE = 1_000_000
"""A likeness of 1."""


class _Clusters:
    """Clusters that are joined two by two; each is known by the smallest key in it."""

    def __init__(
        self, keys: Sequence[tuple[str, int]], likeness: Mapping[tuple[int, int], int]
    ) -> None:
        self.keys = list(keys)
        self.members: dict[int, list[int]] = {i: [i] for i in range(len(keys))}
        self.sums: dict[int, dict[int, int]] = defaultdict(dict)
        for (one, other), value in likeness.items():
            self.sums[one][other] = value
            self.sums[other][one] = value

    def join(self, one: int, other: int) -> int:
        """Join two clusters into the one whose key is smaller, and return it."""
        kept, gone = sorted((one, other), key=lambda c: self.keys[c])
        for near, value in self.sums.pop(gone, {}).items():
            self.sums[near].pop(gone, None)
            if near != kept:
                self.sums[kept][near] = self.sums[kept].get(near, 0) + value
                self.sums[near][kept] = self.sums[kept][near]
        self.members[kept] += self.members.pop(gone)
        return kept

    def join_all(self, items: Sequence[int]) -> int:
        """Join items that are clusters of their own still, and return their cluster."""
        first = items[0]
        for item in items[1:]:
            first = self.join(first, item)
        return first

    def average(self, one: int, other: int) -> float:
        """Return the mean likeness of two clusters' members, in millionths."""
        total = self.sums[one].get(other, 0)
        return total / (len(self.members[one]) * len(self.members[other]))


def cluster(
    keys: Sequence[tuple[str, int]],
    likeness: Mapping[tuple[int, int], int],
    least: int,
    *,
    together: Sequence[Sequence[int]] = (),
    worth: Callable[[list[int], list[int]], float] | None = None,
) -> list[list[int]]:
    """Return the clusters of the items ``0 .. len(keys) - 1``.

    Args:
        keys: what orders the items, and settles ties; each differs from all others.
        likeness: millionths for pairs ``(a, b)``, ``a < b``; a pair that is not there has none.
        least: the mean likeness, in millionths, at which two clusters are still joined.
        together: sets of items that are joined from the start. Two of these sets are not joined
            to each other as long as nothing else was joined to either.
        worth: a factor in [0, 1] for the mean likeness of two clusters, from their members.
    """
    state = _Clusters(keys, likeness)
    sealed = {state.join_all(group) for group in together}
    heap: list[tuple[float, tuple[str, int], tuple[str, int], int, int, int, int]] = []

    def offer(one: int, other: int) -> None:
        value = 0.0 if one in sealed and other in sealed else state.average(one, other)
        if value >= least and worth is not None:
            value *= worth(state.members[one], state.members[other])
        if value >= least:
            a, b = sorted((one, other), key=lambda c: state.keys[c])
            sizes = len(state.members[a]), len(state.members[b])
            heapq.heappush(heap, (-value, state.keys[a], state.keys[b], *sizes, a, b))

    for one, other in [(a, b) for a, near in state.sums.items() for b in near if a < b]:
        offer(one, other)
    while heap:
        *_, size, other_size, one, other = heapq.heappop(heap)
        current = len(state.members.get(one, ())), len(state.members.get(other, ()))
        if current != (size, other_size):
            continue  # either has grown or gone since
        kept = state.join(one, other)
        sealed -= {one, other}
        for near in list(state.sums[kept]):
            offer(kept, near)
    return list(state.members.values())
