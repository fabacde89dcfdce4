"""What a summary of one article and a story over many have in common: their parts."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal, Self

from briefer.model.claim import Claim

TopicKind = Literal[
    "politics",
    "conflict",
    "disaster",
    "justice",
    "economy",
    "business",
    "labour",
    "health",
    "science",
    "environment",
    "society",
    "culture",
    "sport",
    "other",
]
"""What a story is about, coarsely."""

Region = Literal[
    "africa",
    "asia",
    "europe",
    "latin america",
    "middle east",
    "north america",
    "oceania",
    "world",
    "unknown",
]
"""Where a story happens, coarsely; ``unknown`` where its articles do not say."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What a story is about: one of a closed list, and in a few words."""

    kind: TopicKind
    text: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """Where a story happens: one of a closed list, and the place as its articles name it."""

    region: Region
    name: str = ""


@dataclass(frozen=True, slots=True)
class Position:
    """What somebody holds. ``who`` is empty where the articles do not name the holder so."""

    who: str
    claim: Claim


class Told:
    """The parts of something told in claims, in reading order.

    ``summary`` is the lede: claims that read on as one paragraph. ``why_it_matters`` is a
    consequence that the sources state, ``background`` what went before, ``timeline`` claims that
    begin with their time. ``importance`` is the writer's, 1 to 5, None where nobody said one. All
    behind ``key_facts`` is empty where the articles do not say it, and in older results.
    """

    __slots__ = ()

    headline: Claim | None
    summary: tuple[Claim, ...]
    key_facts: tuple[Claim, ...]
    why_it_matters: Claim | None
    background: tuple[Claim, ...]
    positions: tuple[Position, ...]
    timeline: tuple[Claim, ...]
    topic: Topic | None
    place: Location | None
    importance: int | None

    @property
    def claims(self) -> tuple[Claim, ...]:
        """Every claim: the headline, the lede, key facts, then the other parts."""
        return tuple(claim for _, claim in self.placed_claims())

    def placed_claims(self) -> Iterator[tuple[str, Claim]]:
        """Yield every claim with its place, as a JSON path from here: ``positions[0].claim``."""
        for name in _BEFORE_POSITIONS:
            yield from _placed(name, getattr(self, name))
        for at, position in enumerate(self.positions):
            yield f"positions[{at}].claim", position.claim
        yield from _placed("timeline", self.timeline)

    def with_claims(self, change: Callable[[str, Claim], Claim | None]) -> Self:
        """Return the same with every claim changed, by its place; those that become None go."""
        changed = {place: change(place, claim) for place, claim in self.placed_claims()}
        parts: dict[str, Any] = {
            name: tuple(
                each
                for at in range(len(getattr(self, name)))
                if (each := changed[f"{name}[{at}]"]) is not None
            )
            for name in ("summary", "key_facts", "background", "timeline")
        }
        parts["positions"] = tuple(
            replace(position, claim=claim)
            for at, position in enumerate(self.positions)
            if (claim := changed[f"positions[{at}].claim"]) is not None
        )
        parts["headline"] = changed.get("headline")
        parts["why_it_matters"] = changed.get("why_it_matters")
        return replace(self, **parts)  # type: ignore[type-var]  # its subclasses are dataclasses


_BEFORE_POSITIONS = ("headline", "summary", "key_facts", "why_it_matters", "background")


def _placed(name: str, part: Claim | tuple[Claim, ...] | None) -> Iterator[tuple[str, Claim]]:
    if isinstance(part, tuple):
        yield from ((f"{name}[{at}]", claim) for at, claim in enumerate(part))
    elif part is not None:
        yield name, part
