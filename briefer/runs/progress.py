"""What a run has done so far, in numbers that anybody may read while it goes on."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from briefer.model import Usage

Price = Callable[[Usage], Decimal | None]
"""What one reply costs in US dollars; None when that is unknown."""

MOST_UNPRICED = 10_000
"""Answers of as many different sizes may wait for their price, so that a long run holds no more."""


@dataclass(slots=True, eq=False)
class Tally:
    """The counts of one run. The loop alone writes them; any thread may read them.

    Attributes:
        price: What one reply costs; without it the cost is unknown.
        total: How many articles there are, or None while they are still being found.
        found: Articles found so far.
        done: Those with a result.
        failed: Those that ended with an error.
        under_way: Attempts that have no answer yet.
        attempts: Requests sent, each attempt counted.
        refused: Attempts that the endpoint refused for coming too fast.
        retries: Attempts that failed and were followed by another.
        usage: Tokens of every answer so far, also of those that could not be used.
        pages: Web pages fetched before anything is asked, and how many there are.
    """

    price: Price | None = None
    total: int | None = None
    found: int = 0
    done: int = 0
    failed: int = 0
    under_way: int = 0
    attempts: int = 0
    refused: int = 0
    retries: int = 0
    usage: Usage = Usage()
    pages: tuple[int, int] = (0, 0)
    _cost: Decimal | None = Decimal(0)
    _unpriced: Counter[tuple[Usage, Price | None]] = field(default_factory=Counter)
    _adding: threading.Lock = field(default_factory=threading.Lock)
    _pricing: threading.Lock = field(default_factory=threading.Lock)

    def fetched(self, done: int, pages: int) -> None:
        """Take note of the pages fetched so far, and of how many there are."""
        self.pages = (done, pages)

    @property
    def settled(self) -> int:
        """Articles that are over, one way or the other."""
        return self.done + self.failed

    @property
    def cost(self) -> Decimal | None:
        """US dollars so far, or None when the price is unknown.

        Prices are looked up here and not when the tokens are counted, so that whoever wants to
        know pays for the looking up.
        """
        with self._pricing:
            with self._adding:
                unpriced, self._unpriced = self._unpriced, Counter()
            for (usage, price), times in unpriced.items():
                cost = price(usage) if price is not None else None
                self._cost = (
                    None if cost is None or self._cost is None else self._cost + cost * times
                )
            return self._cost

    def spent(self, usage: Usage, price: Price | None = None) -> None:
        """Add the tokens of one answer, at another price than the tally's if one is given."""
        self.usage += usage
        with self._adding:
            self._unpriced[usage, price or self.price] += 1
        if len(self._unpriced) > MOST_UNPRICED:
            _ = self.cost

    def retried(self, _event: object) -> None:
        """Count a retry; fits a provider's ``on_retry``."""
        self.retries += 1
