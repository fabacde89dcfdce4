"""What changed between two versions of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

ChangeType = Literal[
    "number",
    "money",
    "date",
    "name",
    "role",
    "place",
    "quotation",
    "attribution",
    "negation",
    "certainty",
    "status",
    "added",
    "dropped",
    "moved",
    "reworded",
]
"""``status``: what was to come has happened ("will meet", "met"). ``moved`` and ``reworded`` are
not factual."""

NOT_FACTUAL: frozenset[ChangeType] = frozenset({"moved", "reworded"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change stands in one version.

    ``sentence`` is the sentence's id there (``"S4"``); the offsets are code points into that
    version's text, ``version.text[start:end] == text``: of the words that changed, or of the
    whole sentence where all of it did.
    """

    sentence: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two versions of an article do not say alike.

    ``old`` is None for what was added, ``new`` for what was dropped. ``message`` is one line for
    a reader; for a number it says from what to what, and by how much.
    """

    type: ChangeType
    message: str
    old: Place | None
    new: Place | None

    @property
    def factual(self) -> bool:
        """Whether a fact changed, not only its wording or its place."""
        return self.type not in NOT_FACTUAL
