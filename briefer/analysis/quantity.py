"""A quantity as a value."""

from __future__ import annotations

from typing import Literal, NamedTuple

QuantityKind = Literal[
    "count", "money", "percent", "points", "ordinal", "fraction", "score", "times"
]
Qualifier = Literal["", "about", "over", "min", "under", "max"]


class Quantity(NamedTuple):
    """A quantity in a text.

    ``low`` and ``high`` differ in a range (and in a score: the two sides of it). ``step`` is what
    the last written digit is worth. ``unit`` is a currency code for money, a unit's symbol for a
    measure, else empty. ``word``: written as a word. ``loose``: the qualifier is a bare
    preposition ("children under 12"). ``close``: the qualifier says that the value is all but
    reached or hardly passed (*nearly*, *just over*). ``rate`` is what the quantity is told per: a
    unit's symbol (``mo``: a month), or ``each`` for one share or head, empty when it is told of
    the whole. A multiple (*doubled*, *four times as many*) is of kind ``times``.
    ``start``/``end`` take in currency and unit, not the qualifier, which starts at ``lead``, nor
    a rate behind them, which ends at ``tail``.
    """

    start: int
    end: int
    text: str
    low: float
    high: float
    kind: QuantityKind = "count"
    unit: str = ""
    qualifier: Qualifier = ""
    step: float = 1.0
    word: bool = False
    lead: int = 0
    loose: bool = False
    close: bool = False
    rate: str = ""
    tail: int = 0

    @property
    def is_range(self) -> bool:
        """Whether it is a stretch between two values."""
        return self.low != self.high and self.kind != "score"
