"""Two summaries, claim by claim."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Literal, get_args

from briefer.model.article import Span
from briefer.model.brief import ArticleRef
from briefer.model.change import ChangeType
from briefer.model.claim import Claim

ClaimChange = Literal["changed", "new", "gone", "reworded", "kept"]
"""``kept``: word for word; ``reworded``: in other words, and what the sentences under it say did
not change; ``changed``: a fact is another; ``new`` and ``gone``: in one summary only."""

ClaimCause = Literal["article", "selection"]
"""Why a claim is new or gone. ``article``: the article says it only now, or says it no longer;
``selection``: both versions say it, and only one summary has it."""

CLAIM_CHANGES: tuple[ClaimChange, ...] = get_args(ClaimChange)


@dataclass(frozen=True, slots=True)
class PlacedClaim:
    """A claim of a summary; ``where`` is its place in that, as a JSON path (``$.key_facts[2]``)."""

    where: str
    claim: Claim


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """One fact that two claims do not say alike.

    ``old`` and ``new`` are the words that say it, as spans of the claims' texts; None where a
    claim does not say it. ``message`` is one line for a reader.
    """

    type: ChangeType
    message: str
    old: Span | None
    new: Span | None


@dataclass(frozen=True, slots=True)
class ClaimComparison:
    """What became of one claim; ``old`` is None for a new one, ``new`` for one that is gone.

    ``facts`` are those that changed; ``cause`` and ``reason`` say why a claim is new or gone,
    None and empty where the articles are not at hand to tell. Evidence names article 1 on both
    sides: the old claim's rests on the old version, the new claim's on the new one.
    """

    change: ClaimChange
    old: PlacedClaim | None
    new: PlacedClaim | None
    facts: tuple[ChangedFact, ...] = ()
    cause: ClaimCause | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRef:
    """Which summary was compared: of which article, written by which model."""

    article: ArticleRef
    provider: str
    model: str


@dataclass(frozen=True, slots=True)
class SummaryComparison:
    """Two summaries, claim by claim: those of the new one in its order, then those that are gone.

    A claim into which two were drawn together, or that was split in two, stands in two of
    ``claims``. ``note`` says what a reader must know beside them; empty mostly.
    """

    old: SummaryRef
    new: SummaryRef
    claims: tuple[ClaimComparison, ...]
    note: str = ""

    @property
    def counts(self) -> dict[ClaimChange, int]:
        """How many claims there are of each change, one that stands twice once: as it is worst."""
        worst: dict[tuple[str, str], ClaimChange] = {}
        for each in self.claims:
            for side, placed in (("new", each.new), ("old", each.old)):
                if placed is not None:
                    key = side, placed.where
                    known = worst.get(key, each.change)
                    worst[key] = min(known, each.change, key=CLAIM_CHANGES.index)
                    break
        found = Counter(worst.values())
        return {change: found[change] for change in CLAIM_CHANGES}

    @property
    def has_changed(self) -> bool:
        """Whether any claim is changed, new or gone."""
        return any(each.change in {"changed", "new", "gone"} for each in self.claims)

    def of(self, where: str) -> tuple[ClaimComparison, ...]:
        """Return what a claim of the new summary is compared with, by its place there."""
        return tuple(e for e in self.claims if e.new is not None and e.new.where == where)
