"""Whether a text states a fact, decided by the same checks as every claim.

The fact is held, as a claim, to the text as its source. What the checks confirm is stated; what
they find against it (a figure, a name, a date that the text does not have, or has otherwise) makes
it absent. In between, how many of the fact's words the text carries decides, where that is nearly
all or few; where a word may turn the sense, or some words were not found, it is undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from briefer import checks
from briefer.checks import Source
from briefer.evaluating.cases import Fact
from briefer.model import Article, Claim
from briefer.text import split

Decision = Literal["stated", "absent", "undecided"]

FEW = 0.15
"""Up to this share of its letters in words that the text does not have, a fact against which
nothing else speaks is taken for stated. ``python -m benchmarks.stated`` measures all three on
judged claims, about passages that have their sentences and others that do not."""

MANY = 0.33
"""From this share on, such a fact is taken for absent; measured likewise."""

HARDLY = 0.5
"""Below so much support, such a fact is taken for absent; measured likewise."""

_WORDING = frozenset({"wording", "evidence", "name"})
"""Doubts that say only that words were not found; all others say that the sense may be turned."""

_ORDER: tuple[Decision, ...] = ("stated", "undecided", "absent")


@dataclass(frozen=True, slots=True)
class Stated:
    """What was decided of one fact: its first wording, the decision, the sentence it rests on."""

    fact: str
    decision: Decision
    sentence: str | None = None


class Output:
    """What a model wrote, as a source that facts can be held to."""

    def __init__(self, claims: Sequence[Claim]) -> None:
        """Take the claims that a reader is shown, headline first."""
        self.texts = [claim.text for claim in claims]
        self._source = Source([split(Article("\n\n".join(self.texts)))]) if self.texts else None

    @property
    def words(self) -> int:
        """How many words there are."""
        return sum(len(text.split()) for text in self.texts)

    def states(self, fact: Fact) -> Stated:
        """Return what is decided of a fact: the best of its wordings."""
        found = [self._states(wording) for wording in fact]
        best = min(found, key=lambda each: _ORDER.index(each[0]))
        return Stated(fact[0], *best)

    def _states(self, wording: str) -> tuple[Decision, str | None]:
        if self._source is None:
            return "absent", None
        verdict = checks.check(wording, self._source)
        sentence = verdict.evidence[0].text if verdict.evidence else None
        decision = decide(wording, verdict)
        return decision, None if decision == "absent" else sentence


def decide(wording: str, verdict: checks.Verdict) -> Decision:
    """Return what a verdict on a fact, held to a text, says of the text stating it."""
    if not verdict.supported:
        return "absent"
    if verdict.checked == "figures":  # in another language: figures alone state nothing
        return "undecided"
    if verdict.status == "confirmed":
        return "stated"
    missing = _missing(verdict) / len(wording)
    if verdict.score < HARDLY or missing > MANY:
        return "absent"
    if any(finding.kind not in _WORDING for finding in verdict.findings):
        return "undecided"
    return "stated" if missing <= FEW else "undecided"


def _missing(verdict: checks.Verdict) -> int:
    """Return how many letters of a fact are in words that were not found."""
    spans = [f.claim for f in verdict.findings if f.claim is not None and f.kind in _WORDING]
    return sum(span.end - span.start for span in spans)
