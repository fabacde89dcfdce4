"""The parts of an answer that tells an article or a story, and what they become once settled."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, get_args

from briefer.model import Claim, Location, Position, Region, Topic, TopicKind
from briefer.tasks.answers import (
    Answer,
    ClaimAnswer,
    FactsAnswer,
    LabelAnswer,
    PositionAnswer,
    SummaryAnswer,
    ToldAnswer,
)
from briefer.tasks.settle import split_dropped, unrepeated, words_of

_MOST = {"why_it_matters": 1, "background": 2, "positions": 4, "timeline": 6}
_FREE_WORDS = 6
"""Words of a topic in an answer's own words."""
_WORD = re.compile(r"\w+")
_SHORT_WORD = 3


@dataclass(frozen=True)
class Parts:
    """The claims of an answer by part, nothing said twice word for word."""

    groups: dict[str, list[ClaimAnswer]]
    topic: LabelAnswer = field(default_factory=LabelAnswer)
    place: LabelAnswer = field(default_factory=LabelAnswer)
    importance: int | None = None

    @classmethod
    def of(cls, answer: Answer, *, facts_only: bool = False) -> Parts:
        """Sort an answer to ``summarize``, ``merge``, ``story`` or ``facts`` into its parts."""
        if isinstance(answer, FactsAnswer):
            return cls({"key_facts": unrepeated(answer.key_facts)})
        assert isinstance(answer, SummaryAnswer | ToldAnswer)  # noqa: S101 (narrows the union)
        said = answer.lede if isinstance(answer, ToldAnswer) else answer.summary
        if facts_only:
            return cls({"key_facts": unrepeated([*said, *answer.key_facts])})
        lede = unrepeated(said)
        lede = unrepeated([answer.headline, *lede])[1:]
        groups = {"headline": [answer.headline], "summary": lede}
        told = list(lede)
        rest: dict[str, Sequence[ClaimAnswer]] = {"key_facts": answer.key_facts}
        if isinstance(answer, ToldAnswer):
            rest |= {name: getattr(answer, name)[:most] for name, most in _MOST.items()}
        for name, claims in rest.items():
            both = unrepeated([*told, *claims])
            new = both[len(told) :]
            groups[name] = [c for c in new if name != "key_facts" or not _is_said(c, lede)]
            told = both
        if isinstance(answer, SummaryAnswer):
            return cls(groups)
        return cls(groups, answer.topic, answer.place, answer.importance)

    @property
    def claims(self) -> list[ClaimAnswer]:
        """All claims, part by part."""
        return [claim for group in self.groups.values() for claim in group]

    def as_inputs(self) -> dict[str, list[dict[str, Any]]]:
        """Return the claims by part as the merge prompt and the extractive engine see them."""
        names = ("headline", "summary", "key_facts", *_MOST)
        return {name: [c.model_dump() for c in self.groups.get(name, ())] for name in names}

    def settled(self, claims: Iterable[Claim], texts: Iterable[str]) -> dict[str, Any]:
        """Return the fields of a `Summary` or a `Story` that settled claims make.

        Args:
            claims: What became of `claims`, in their order.
            texts: Those of the articles: who holds a position, and where it happens, must be
                named in one of them so.
        """
        left = iter(claims)
        of = {name: [next(left) for _ in group] for name, group in self.groups.items()}
        words = frozenset(word for text in texts for word in _words(text))
        kept: dict[str, tuple[Claim, ...]] = {}
        dropped: list[Claim] = []
        said: set[str] = set()
        for name, group in of.items():
            whole, gone = split_dropped(group)
            dropped += gone
            # What was written anew may be what another claim said already.
            kept[name] = tuple(
                claim
                for claim in whole
                if claim.fails or claim.handling != "kept" or words_of(claim.text) not in said
            )
            said |= {words_of(claim.text) for claim in whole}
        return {
            "headline": next(iter(kept.get("headline", ())), None),
            "summary": kept.get("summary", ()),
            "key_facts": kept.get("key_facts", ()),
            "why_it_matters": next(iter(kept.get("why_it_matters", ())), None),
            "background": kept.get("background", ()),
            "positions": self._positions(of.get("positions", []), words),
            "timeline": kept.get("timeline", ()),
            "topic": self._topic(),
            "place": self._place(words),
            "importance": self.importance if self.importance in _IMPORTANCE else None,
            "dropped": tuple(dropped),
        }

    def _positions(self, claims: Sequence[Claim], words: frozenset[str]) -> tuple[Position, ...]:
        holders = [
            each.who if isinstance(each, PositionAnswer) else ""
            for each in self.groups.get("positions", ())
        ]
        return tuple(
            Position(who if _is_named(who, words) else "", claim)
            for who, claim in zip(holders, claims, strict=True)
            if claim.handling != "dropped"
        )

    def _topic(self) -> Topic | None:
        kind = self.topic.kind
        if kind not in get_args(TopicKind):
            return None
        return Topic(kind, " ".join(self.topic.text.split()[:_FREE_WORDS]))  # type: ignore[arg-type]

    def _place(self, words: frozenset[str]) -> Location | None:
        kind = self.place.kind
        if kind not in get_args(Region):
            return None
        name = self.place.text
        return Location(kind, name if _is_named(name, words) else "")  # type: ignore[arg-type]


_IMPORTANCE = range(1, 6)


def _is_said(claim: ClaimAnswer, others: Iterable[ClaimAnswer]) -> bool:
    """Return whether one of other claims has every word and every figure of a claim."""
    said = set(_WORD.findall(claim.text.casefold()))
    return bool(said) and any(said <= set(_WORD.findall(each.text.casefold())) for each in others)


def _words(text: str) -> Iterable[str]:
    return (word for word in _WORD.findall(text.casefold()) if len(word) > _SHORT_WORD)


def _is_named(name: str, words: frozenset[str]) -> bool:
    """Return whether the articles have every longer word of a name."""
    return bool(name) and all(word in words for word in _words(name))
