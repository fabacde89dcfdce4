"""What a run, or two of them, came to: the values that reports print."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from briefer.evaluating.comparing import Comparison, compare, matched
from briefer.evaluating.facts import Stated
from briefer.evaluating.measures import (
    Row,
    Score,
    Scores,
    read_scores,
    rows_of,
    self_agreement,
    value_of_row,
)
from briefer.evaluating.outcomes import Arm, Kind, Outcome, Written
from briefer.evaluating.runs import Header, RunFile, Timing

SHOWN = 50
"""Facts and failures of an arm that a report names; it says how many more there are."""


@dataclass(frozen=True, slots=True)
class Value:
    """What one arm has in one row: None where nothing could be measured; ``of`` so many."""

    row: Row
    value: float | None
    of: int


@dataclass(frozen=True, slots=True)
class Noticed:
    """Something of one outcome that whoever changes a prompt wants to see."""

    case: str
    turn: int
    text: str
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """Things noticed of one sort, at most `SHOWN` of them, and how many there are."""

    title: str
    items: tuple[Noticed, ...]
    count: int


@dataclass(frozen=True, slots=True)
class ArmReport:
    """What one arm came to. ``agreement`` is None where nothing was repeated."""

    arm: Arm
    label: str
    values: tuple[Value, ...]
    agreement: float | None
    repeated: int
    noticed: tuple[Listed, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What a run came to; of two runs, ``arms`` are those that were held to each other."""

    kind: Kind
    runs: tuple[Header, ...]
    cases: int
    articles: int
    arms: tuple[ArmReport, ...]
    comparisons: tuple[Comparison, ...] = ()
    warnings: tuple[str, ...] = ()
    timings: tuple[Timing, ...] = ()

    @property
    def is_worse(self) -> bool:
        """Whether any row of any comparison is worse than it was."""
        return any(each.verdict in {"worse", "mixed"} for each in self.comparisons)


def report_of(run: RunFile) -> Report:
    """Return what a run came to: each arm, and every other one held to the first.

    Raises:
        UsageError, SourceError: as `RunFile.outcomes`.
    """
    header = run.header
    scores = read_scores(run.outcomes(), len(header.arms))
    labels = [arm.label for arm in header.arms]
    rows = _rows([header])
    comparisons = [
        compare(rows, (labels[0], labels[n]), (scores[0], scores[n]), (run.at, run.at))
        for n in range(1, len(labels))
    ]
    return _report(
        (header,),
        [_arm(run, n, each, rows) for n, each in enumerate(scores)],
        scores,
        comparisons,
        run.timings,
    )


def report_of_two(first: RunFile, second: RunFile) -> Report:
    """Return what two runs came to, those arms held to each other that belong together.

    Raises:
        UsageError, SourceError: as `RunFile.outcomes` and `matched`.
    """
    pairs = list(matched(first, second))
    rows = _rows([first.header, second.header])
    runs = first, second
    scores = [read_scores(run.outcomes(), len(run.header.arms)) for run in runs]
    comparisons, arms, seen = [], [], []
    for one, other in pairs:
        labels = _label(first, one), _label(second, other)
        sides = scores[0][one], scores[1][other]
        comparisons.append(compare(rows, labels, sides, (first.at, second.at)))
        for run, number, side in zip(runs, (one, other), sides, strict=True):
            arms.append(_arm(run, number, side, rows, in_two=True))
            seen.append(side)
    return _report((first.header, second.header), arms, seen, comparisons, ())


def _report(
    headers: tuple[Header, ...],
    arms: list[ArmReport],
    scores: list[Scores],
    comparisons: list[Comparison],
    timings: tuple[Timing, ...],
) -> Report:
    every = [(key, score) for side in scores for key, score in side.items()]
    return Report(
        kind=headers[0].kind,
        runs=headers,
        cases=len({case for (case, _), _ in every}),
        articles=len({score.article for _, score in every if not score.failed}),
        arms=tuple(arms),
        comparisons=tuple(comparisons),
        warnings=tuple(_warnings(arms, comparisons)),
        timings=timings,
    )


def _label(run: RunFile, number: int) -> str:
    return f"{run.header.arms[number].label} ({run.path})"


def _rows(headers: Sequence[Header]) -> tuple[Row, ...]:
    is_judged = any(arm.judge for header in headers for arm in header.arms)
    return rows_of(headers[0].kind, is_judged=is_judged)


def _arm(
    run: RunFile, number: int, scores: Scores, rows: Sequence[Row], *, in_two: bool = False
) -> ArmReport:
    header = run.header
    asks = header.kind == "writing" or header.arms[number].judge is not None
    agreement, repeated = self_agreement(scores) if asks else (None, 0)
    return ArmReport(
        arm=header.arms[number],
        label=_label(run, number) if in_two else header.arms[number].label,
        values=tuple(Value(row, *value_of_row(row, scores.values())) for row in rows),
        agreement=agreement,
        repeated=repeated,
        noticed=tuple(_noticed(run, scores)),
    )


def _noticed(run: RunFile, scores: Scores) -> Iterator[Listed]:
    """Yield what is to be seen of single outcomes: those alone are read again that have any."""
    for title, counts, read in _SORTS:
        total = 0
        shown: list[Noticed] = []
        for score in scores.values():
            if (count := counts(score)) == 0:
                continue
            total += count
            if len(shown) < SHOWN:
                shown += islice(read(run.at(score.offset)), SHOWN - len(shown))
        if total:
            yield Listed(title, tuple(shown), total)


def _facts(kind: str, decision: str) -> Callable[[Written], Iterator[Noticed]]:
    def read(outcome: Written) -> Iterator[Noticed]:
        for name in ("must_say", "must_not") if kind == "both" else (kind,):
            facts: tuple[Stated, ...] = getattr(outcome, name)
            for fact in facts:
                if fact.decision == decision:
                    yield Noticed(outcome.case, outcome.turn, fact.fact, fact.sentence)

    return read


def _error(outcome: Outcome) -> Iterator[Noticed]:
    yield Noticed(outcome.case, outcome.turn, outcome.error or "")


def _letters(names: tuple[str, ...], letter: str) -> Callable[[Score], int]:
    def count(score: Score) -> int:
        return sum(getattr(score, name, "").count(letter) for name in names)

    return count


_SORTS: tuple[tuple[str, Callable[[Score], int], Callable[..., Iterator[Noticed]]], ...] = (
    ("Failed", lambda score: int(score.failed), _error),
    ("Must be stated and is not", _letters(("say",), "a"), _facts("must_say", "absent")),
    ("Must not be stated and is", _letters(("shun",), "s"), _facts("must_not", "stated")),
    ("Could not be decided", _letters(("say", "shun"), "u"), _facts("both", "undecided")),
)


def _warnings(arms: list[ArmReport], comparisons: list[Comparison]) -> Iterator[str]:
    for each in arms:
        if each.arm.judges_itself:
            yield f"{each.label}: the judge is the model that wrote, and may miss its errors"
    for comparison in comparisons:
        pair = f"{comparison.first} and {comparison.second}"
        if comparison.missing:
            yield f"{pair}: {comparison.missing} outcomes are of one of them alone, and left out"
        if comparison.unlike:
            yield f"{pair}: {comparison.unlike} outcomes are of changed cases, and left out"
