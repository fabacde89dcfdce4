"""How much one person may ask for: token buckets, a bounded number of them."""

from __future__ import annotations

import math
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field

_MOST_KEPT = 10_000
"""Buckets that are remembered; the longest unused is forgotten first, and would be full again."""


@dataclass
class Buckets:
    """Token buckets by name: each holds ``burst`` requests and regains ``rate`` a second."""

    rate: float
    burst: int
    clock: Callable[[], float] = time.monotonic
    _held: OrderedDict[str, tuple[float, float]] = field(default_factory=OrderedDict)

    def wait(self, name: str) -> int:
        """Take one request out of a bucket; return 0, or the seconds until there is one again."""
        left, now = self._left(name)
        is_free = left >= 1
        self._held[name] = (left - is_free, now)
        self._held.move_to_end(name)
        if len(self._held) > _MOST_KEPT:
            self._held.popitem(last=False)
        return self._until(left)

    def left_to_wait(self, name: str) -> int:
        """Return what `wait` would, and take nothing."""
        return self._until(self._left(name)[0])

    def _left(self, name: str) -> tuple[float, float]:
        now = self.clock()
        left, since = self._held.get(name, (float(self.burst), now))
        return min(self.burst, left + (now - since) * self.rate), now

    def _until(self, left: float) -> int:
        return 0 if left >= 1 else max(1, math.ceil((1 - left) / self.rate))
