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
        now = self.clock()
        left, since = self._held.pop(name, (float(self.burst), now))
        left = min(self.burst, left + (now - since) * self.rate)
        is_free = left >= 1
        self._held[name] = (left - is_free, now)
        if len(self._held) > _MOST_KEPT:
            self._held.popitem(last=False)
        return 0 if is_free else max(1, math.ceil((1 - left) / self.rate))
