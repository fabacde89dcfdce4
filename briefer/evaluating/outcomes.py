"""What became of one case in one arm of a run: the values that are kept, and read again.

An arm is one prompt with one model (or, for claims to check, one way to check them); a turn is one
of its repeats.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from briefer.errors import BrieferError
from briefer.evaluating.cases import CheckCase, Limits, WritingCase
from briefer.evaluating.facts import Output, Stated
from briefer.model import Claim, ClaimStatus, DecidedBy, Summary, Usage

Kind = Literal["writing", "checks"]


@dataclass(frozen=True, slots=True)
class Arm:
    """What is measured.

    ``model`` wrote, or is ``words`` where claims are checked; ``prompt_hash`` is of the prompt's
    content; ``judge`` read claims again, those that are ``judging``.
    """

    model: str
    prompt: str | None = None
    prompt_hash: str | None = None
    judge: str | None = None
    judging: Literal["open", "all"] | None = None

    @property
    def label(self) -> str:
        """What a report calls it: ``summarize@2, local:smollm2``."""
        every = "all " if self.judging == "all" else ""
        judged = self.judge and f"{every}judged by {self.judge}"
        return ", ".join(filter(None, [self.prompt, self.model, judged]))

    @property
    def judges_itself(self) -> bool:
        """Whether the judge is the model that is judged."""
        return self.judge is not None and self.prompt is not None and self.judge == self.model


@dataclass(frozen=True, slots=True)
class Took:
    """What asking took: tokens, and US dollars, None where the price is not known."""

    usage: Usage = Usage()
    cost: float | None = 0.0


NOTHING = Took()


@dataclass(frozen=True, slots=True)
class Said:
    """A claim as an outcome keeps it: as the model worded it, and what became of it."""

    text: str
    status: ClaimStatus
    by: DecidedBy = "words"
    repaired: bool = False

    @property
    def is_flagged(self) -> bool:
        """Whether the source does not bear it out."""
        return self.status in {"unsupported", "contradicted"}


@dataclass(frozen=True, slots=True)
class Written:
    """What became of a case for writing; ``error`` is why it came to nothing.

    ``requests`` are the keys of what was asked, ``cost`` is in US dollars.
    """

    arm: int
    turn: int
    case: str
    hash: str
    article: str
    claims: tuple[Said, ...] = ()
    must_say: tuple[Stated, ...] = ()
    must_not: tuple[Stated, ...] = ()
    within: bool | None = None
    words: int = 0
    requests: tuple[str, ...] = ()
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """What became of a claim to check; what claims of one article took stands with the first."""

    arm: int
    turn: int
    case: str
    hash: str
    article: str
    claim: str
    supported: bool
    status: ClaimStatus | None
    by: DecidedBy = "words"
    wrong: str | None = None
    input_tokens: int = 0
    output_tokens: int = 0
    cost: float | None = 0.0
    error: str | None = None


Outcome = Written | Checked


def written(
    arm: int, turn: int, case: WritingCase, summary: Summary, cost: float | None
) -> Written:
    """Return the outcome of a case whose article was summarized."""
    shown = summary.claims
    output = Output(shown)
    usage = summary.provenance.usage
    return Written(
        arm=arm,
        turn=turn,
        case=case.id,
        hash=case.hash,
        article=summary.article.hash,
        claims=tuple(map(_said, (*shown, *summary.dropped))),
        must_say=tuple(map(output.states, case.must_say)),
        must_not=tuple(map(output.states, case.must_not)),
        within=_within(case.limits, output),
        words=output.words,
        requests=summary.provenance.requests,
        input_tokens=usage.input_tokens,
        output_tokens=usage.output_tokens,
        cost=cost,
    )


def failed(arm: int, turn: int, case: WritingCase, error: BrieferError) -> Written:
    """Return the outcome of a case that came to nothing."""
    told = f"{type(error).__name__}: {error}"
    return Written(arm, turn, case.id, case.hash, article=f"case {case.id}", error=told)


def checked(arm: int, turn: int, case: CheckCase, claim: Claim, took: Took = NOTHING) -> Checked:
    """Return the outcome of a claim that was checked, with what that took."""
    return replace(
        _unchecked(arm, turn, case),
        status=claim.status,
        by=claim.by,
        input_tokens=took.usage.input_tokens,
        output_tokens=took.usage.output_tokens,
        cost=took.cost,
    )


def not_checked(arm: int, turn: int, case: CheckCase, error: BrieferError) -> Checked:
    """Return the outcome of a claim that could not be checked."""
    return replace(_unchecked(arm, turn, case), error=f"{type(error).__name__}: {error}")


def _unchecked(arm: int, turn: int, case: CheckCase) -> Checked:
    where = case.id, case.hash, case.article.hash
    return Checked(arm, turn, *where, case.claim, case.supported, None, wrong=case.error)


def outcome_from(value: dict[str, Any], kind: Kind) -> Outcome:
    """Return an outcome as it was kept (raises KeyError and TypeError for what is none)."""
    if kind == "checks":
        return Checked(**value)
    return Written(
        **{
            **value,
            "claims": tuple(Said(**each) for each in value["claims"]),
            "requests": tuple(value["requests"]),
            "must_say": tuple(Stated(**each) for each in value["must_say"]),
            "must_not": tuple(Stated(**each) for each in value["must_not"]),
        }
    )


def _said(claim: Claim) -> Said:
    return Said(claim.original or claim.text, claim.status, claim.by, claim.repaired)


def _within(limits: Limits, output: Output) -> bool | None:
    bounds = [(limits.words, output.words), (limits.claims, len(output.texts))]
    kept: Sequence[bool] = [count <= bound for bound, count in bounds if bound is not None]
    return all(kept) if kept else None
