"""How long a headline and what stands under it may be, whatever a model writes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import TypeVar

from briefer.model import Claim, Story, Summary, word_count
from briefer.tasks.parts import Parts

HEADLINE_WORDS = 14

BODY_WORDS: Mapping[str, int] = {"short": 120, "standard": 200, "long": 400}
"""Words under a headline, at most, by how much is told: dates, quotations and differences too."""

_LONG_CLAIM = 30
"""Words from which a claim is asked for in fewer, where all of them together are too many."""

_SHORTENED = 22

_BY_WEIGHT = ("summary", "why_it_matters", "key_facts", "positions", "background", "timeline")
"""The parts of a story, those that are given up last in front."""

T = TypeVar("T", Story, Summary)


def limits(parts: Parts, most: int) -> dict[int, int]:
    """Return how many words claims of an answer may have, by their place; the headline's is 0."""
    words = [word_count(claim.text) for claim in parts.claims]
    own = len(parts.groups.get("headline", ()))
    found = {0: HEADLINE_WORDS} if own else {}
    if sum(words[own:]) > most:
        lengths = enumerate(words[own:], own)
        found |= {at: _SHORTENED for at, length in lengths if length >= _LONG_CLAIM}
    return found


def within(told: T, most: int, *, beside: int = 0, first: Collection[Claim] = ()) -> T:
    """Return something told in so many words at most under its headline, counting what is left out.

    Whole claims go, none is cut short: from the end of the part that is given up first. The first
    that there is stays, however long.

    Args:
        told: The story or summary.
        most: The words.
        beside: Words that stand there beside the claims.
        first: Claims that are given up after all others.
    """
    placed = [(place, claim) for place, claim in told.placed_claims() if place != "headline"]
    kept: set[str] = {"headline"}
    full: set[str] = set()
    words = beside
    for place, claim in sorted(placed, key=lambda one: _weight(one[0], one[1], first)):
        part = _part(place)
        more = word_count(claim.text)
        if part in full or (words + more > most and len(kept) > 1):
            full.add(part)
            continue
        kept.add(place)
        words += more
    left_out = len(placed) + 1 - len(kept)
    if not left_out:
        return told
    gone = {claim for place, claim in placed if place not in kept}
    shorter = told.with_claims(lambda place, claim: claim if place in kept else None)
    provenance = replace(told.provenance, left_out=told.provenance.left_out + left_out)
    if isinstance(shorter, Story):
        news = tuple(claim for claim in shorter.news if claim not in gone)
        return replace(shorter, provenance=provenance, news=news)
    return replace(shorter, provenance=provenance)


def _weight(place: str, claim: Claim, first: Collection[Claim]) -> tuple[bool, int]:
    return claim not in first, _BY_WEIGHT.index(_part(place))


def _part(place: str) -> str:
    return place.partition("[")[0]
