"""Whether a text states a fact, decided by the same checks as every claim.

The fact is held, as a claim, to the text as its source. What the checks confirm is stated; what
they find against it (a figure, a name, a date that the text does not have, or has otherwise) makes
it absent. Else its words decide where one claim has nearly all of them, close together, or the text
has few; where a word may turn the sense, or words are missing or strewn, it is undecided.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Literal

from briefer import checks
from briefer.analysis.tokens import Word, alike, words
from briefer.checks import Source
from briefer.evaluating.cases import Fact
from briefer.model import Article, Claim
from briefer.text import split

Decision = Literal["stated", "absent", "undecided"]

FEW = 0.15
"""Up to this share of its content words that a claim does not have, a fact against which nothing
else speaks is taken for stated: all of them must be there in a fact of up to six. All these bounds
are measured by ``python -m benchmarks.stated``, on facts and traps written for articles."""

MANY = 0.33
"""From this share on, such a fact is taken for absent."""

HARDLY = 0.5
"""Below so much support, such a fact is taken for absent."""

WIDELY = 2.6
"""Over more than so many words for each word of the fact, a claim's words are taken for strewn: it
has all of them, and may say something else."""

HALF = 0.5
"""At least such a share of its content words a claim must have to be held to a fact at all."""

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
        """Look at each claim by itself first: a fact that only all together have may be a splice.

        It may also be one whose subject another claim names, so that is not decided.
        """
        whole = self._whole
        if whole is None:
            return "absent", None
        wanted = _words_of(wording, whole.language)
        content = _content(wanted)
        for text, source in zip(self.texts, self._each, strict=True):
            if _is_told_in(wanted, content, _words_of(text, whole.language)):
                verdict = checks.check(wording, source)
                if decide(wording, verdict, whole.language) == "stated":
                    return "stated", text
        verdict = checks.check(wording, whole)
        if decide(wording, verdict, whole.language) == "absent":
            return "absent", None
        return "undecided", verdict.evidence[0].text if verdict.evidence else None

    @cached_property
    def _each(self) -> list[Source]:
        return [Source([split(Article(text))]) for text in self.texts]

    @cached_property
    def _whole(self) -> Source | None:
        return Source([split(Article("\n\n".join(self.texts)))]) if self.texts else None


def decide(wording: str, verdict: checks.Verdict, language: str) -> Decision:
    """Return what a verdict on a fact, held to a text, says of the text stating it."""
    if not verdict.supported:
        return "absent"
    if verdict.checked == "figures":  # in another language: figures alone state nothing
        return "undecided"
    if verdict.status == "confirmed":
        return "stated"
    content = _content(_words_of(wording, language))
    missing = _missing(content, verdict)
    if verdict.score < HARDLY or missing > MANY:
        return "absent"
    if missing > FEW or any(finding.kind not in _WORDING for finding in verdict.findings):
        return "undecided"
    return "stated"


@lru_cache(maxsize=1_024)
def _words_of(text: str, language: str) -> tuple[Word, ...]:
    return tuple(word for word in words(text, language) if word.kind != "p")


def _content(told: Sequence[Word]) -> list[Word]:
    return [word for word in told if word.content]


def _missing(content: Sequence[Word], verdict: checks.Verdict) -> float:
    """Return the share of a fact's content words that were not found."""
    spans = [f.claim for f in verdict.findings if f.claim is not None and f.kind in _WORDING]
    lost = sum(any(s.start < w.end and w.start < s.end for s in spans) for w in content)
    return lost / len(content) if content else 1.0


def _is_told_in(wanted: Sequence[Word], content: Sequence[Word], told: Sequence[Word]) -> bool:
    """Return whether a claim has half of a fact's content words at least, and not strewn.

    The shortest stretch of it that has each that it has is what is measured.
    """
    places = [
        (place, number)
        for place, word in enumerate(told)
        for number, each in enumerate(content)
        if _same(word, each)
    ]
    found = {number for _, number in places}
    if not found or len(found) < HALF * len(content):
        return False
    last: dict[int, int] = {}
    stretches = []
    for place, number in places:
        last[number] = place
        if len(last) == len(found):
            stretches.append(place - min(last.values()) + 1)
    return min(stretches) <= WIDELY * len(wanted)


def _same(one: Word, other: Word) -> bool:
    return one.stem == other.stem or not set(alike(one.stem)).isdisjoint(alike(other.stem))
