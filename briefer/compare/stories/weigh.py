"""In what order stories are shown, and why."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from briefer.model import Article
from briefer.sites import outlet_of, site_of

_FRESH_DAYS = 3.0
"""Days after which being new adds nothing."""

_UNDATED = 0.5
_IMPORTANCE = 1.0
_ENOUGH_MENTIONS = 2


class Section(Protocol):
    """What a user says of a section: its name, what belongs there, and how much it counts."""

    @property
    def name(self) -> str:
        """What the reader sees."""

    @property
    def terms(self) -> Sequence[str]:
        """Words and phrases of which a story of this section has one in a title or two in all."""

    @property
    def outlets(self) -> Sequence[str]:
        """Outlets whose articles all belong here, by name or by site (``taz.de``)."""

    @property
    def weight(self) -> float:
        """How much its stories count: 1 as any other, 2 twice as much."""


@dataclass(frozen=True, slots=True)
class Weight:
    """How much a story counts: ``score``, its section, and the reasons, a line each.

    ``factor`` is the section's; ``score`` leaves out how important the story is by itself.
    """

    score: float
    section: str | None
    reasons: tuple[str, ...]
    factor: float = 1.0

    def with_importance(self, importance: int) -> float:
        """Return the score of a story that counts so much by itself, 1 to 5."""
        return self.score + _IMPORTANCE * importance * self.factor


def weigh(
    articles: Sequence[Article], outlets: int, day: dt.date, sections: Sequence[Section] = ()
) -> Weight:
    """Return how much a story counts on a day.

    It is (1 + half of log2 of the independent outlets + freshness) times the section's weight, and
    as much again for each step of importance (`Weight.with_importance`). Freshness falls from 1 on
    the day itself to 0 three days before, and is a half where no article has a date. The first
    section that takes a story has it.

    Args:
        articles: The story's, at least one.
        outlets: How many of them are independent of each other.
        day: The brief's.
        sections: The user's, in their order.
    """
    days = [found for article in articles if (found := article.day)]
    newest = max(days, default=None)
    if newest is None:
        fresh, when = _UNDATED, "no date is known"
    else:
        age = max((day - newest).days, 0)
        fresh = max(0.0, 1 - age / _FRESH_DAYS)
        when = f"newest article {_days(age)} old" if age else "newest article of the day itself"
    section = next((each for each in sections if _takes(each, articles)), None)
    weight = 1.0 if section is None else section.weight
    score = (1 + math.log2(max(outlets, 1)) / 2 + fresh) * weight
    reasons = [f"{outlets} independent source{'s' if outlets != 1 else ''}", when]
    if section is not None:
        reasons.append(f"section {section.name}, weight {weight:g}")
    elif sections:
        reasons.append("in no section")
    return Weight(score, None if section is None else section.name, tuple(reasons), weight)


def _days(number: int) -> str:
    return f"{number} day{'s' if number != 1 else ''}"


def _takes(section: Section, articles: Sequence[Article]) -> bool:
    names = {outlet_of(outlet, None) for outlet in section.outlets}
    if names and any(
        outlet_of(each.outlet, None) in names or site_of(each.url) in names for each in articles
    ):
        return True
    if not section.terms:
        return False
    found = re.compile(
        r"\b(?:" + "|".join(re.escape(term) for term in section.terms) + r")\b", re.IGNORECASE
    )
    return any(
        found.search(article.title or "")
        or len(found.findall(article.text, article.body_start)) >= _ENOUGH_MENTIONS
        for article in articles
    )
