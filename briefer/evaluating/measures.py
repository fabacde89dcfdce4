"""What is measured of an arm: rows, each a share or a mean of numbers that outcomes have.

A row that nothing can be said of is None, never 1: a model that writes no claims has no share of
confirmed ones, and a fact that could not be decided counts neither as stated nor as absent.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from briefer.evaluating.outcomes import Checked, Kind, Outcome
from briefer.evaluating.statistics import Measure, Sums, balanced, share

Better = Literal["more", "fewer"]
Unit = Literal["share", "number", "dollars"]
Key = tuple[str, int]
"""A case's id, and the turn."""

_LETTERS = {"stated": "s", "absent": "a", "undecided": "u"}


class WritingScore(NamedTuple):
    """The numbers of one outcome; ``say`` and ``shun`` have a letter for each fact."""

    hash: str
    article: str
    failed: bool
    claims: int
    first: int
    confirmed: int
    open: int
    flagged: int
    judged: int
    say: str
    shun: str
    within: bool | None
    words: int
    input_tokens: int
    output_tokens: int
    requests: int
    cost: float | None
    offset: int


class CheckScore(NamedTuple):
    """The numbers of one checked claim; ``status`` is None where the check came to nothing."""

    hash: str
    article: str
    failed: bool
    supported: bool
    status: str | None
    judged: bool
    input_tokens: int
    output_tokens: int
    cost: float | None
    offset: int

    @property
    def flagged(self) -> bool:
        """Whether the check speaks against the claim."""
        return self.status in {"unsupported", "contradicted"}


Score = WritingScore | CheckScore
Scores = dict[Key, Score]
Pairs = Iterator[tuple[Sums, Sums]]


@dataclass(frozen=True)
class Row:
    """One thing that is measured.

    ``parts`` gives what an outcome adds to the sums, or None if it adds nothing; ``pairs`` what two
    outcomes of one case do, where that is not their parts. ``better`` says which way is better,
    None where neither is: such a row is told and never judged. ``of`` is what is counted.
    """

    key: str
    title: str
    of: str
    parts: Callable[..., Sums | None]
    better: Better | None = None
    unit: Unit = "share"
    measure: Measure = share
    is_yes_no: bool = False
    pairs: Callable[..., Pairs] | None = None

    def paired(self, first: Score, second: Score) -> Pairs:
        """Yield what a case of both runs adds: the sums of one and of the other."""
        if self.pairs is not None:
            yield from self.pairs(first, second)
            return
        one, other = self.parts(first), self.parts(second)
        if one is not None and other is not None:
            yield one, other


def score_of(outcome: Outcome, offset: int) -> Score:
    """Return the numbers of an outcome."""
    if isinstance(outcome, Checked):
        return CheckScore(
            outcome.hash,
            outcome.article,
            outcome.error is not None,
            outcome.supported,
            outcome.status,
            outcome.by == "judge",
            outcome.input_tokens,
            outcome.output_tokens,
            outcome.cost,
            offset,
        )
    claims = outcome.claims
    return WritingScore(
        hash=outcome.hash,
        article=outcome.article,
        failed=outcome.error is not None,
        claims=len(claims),
        first=sum(c.status == "confirmed" and not c.repaired for c in claims),
        confirmed=sum(c.status == "confirmed" for c in claims),
        open=sum(c.status == "open" for c in claims),
        flagged=sum(c.is_flagged for c in claims),
        judged=sum(c.by == "judge" for c in claims),
        say="".join(_LETTERS[fact.decision] for fact in outcome.must_say),
        shun="".join(_LETTERS[fact.decision] for fact in outcome.must_not),
        within=outcome.within,
        words=outcome.words,
        input_tokens=outcome.input_tokens,
        output_tokens=outcome.output_tokens,
        requests=len(outcome.requests),
        cost=outcome.cost,
        offset=offset,
    )


def _claims(name: str) -> Callable[[WritingScore], Sums | None]:
    def parts(score: WritingScore) -> Sums | None:
        return (getattr(score, name), score.claims) if score.claims else None

    return parts


def _mean(name: str) -> Callable[[Score], Sums | None]:
    def parts(score: Score) -> Sums | None:
        value = getattr(score, name)
        return None if score.failed or value is None else (value, 1)

    return parts


def _stated(name: str) -> Callable[[WritingScore], Sums | None]:
    def parts(score: WritingScore) -> Sums | None:
        letters = getattr(score, name)
        return (letters.count("s"), letters.count("s") + letters.count("a")) if letters else None

    return parts


def _stated_pairs(name: str) -> Callable[[WritingScore, WritingScore], Pairs]:
    def pairs(first: WritingScore, second: WritingScore) -> Pairs:
        for one, other in zip(getattr(first, name), getattr(second, name), strict=False):
            if "u" not in (one, other):
                yield (float(one == "s"), 1), (float(other == "s"), 1)

    return pairs


def _undecided(score: WritingScore) -> Sums | None:
    letters = score.say + score.shun
    return (letters.count("u"), len(letters)) if letters else None


def _within(score: WritingScore) -> Sums | None:
    return None if score.within is None else (float(score.within), 1)


def _failed(score: Score) -> Sums:
    return float(score.failed), 1


WRITING = (
    Row("confirmed_at_first", "claims confirmed at first", "claims", _claims("first")),
    Row("confirmed", "claims confirmed after repair", "claims", _claims("confirmed"), "more"),
    Row("open", "claims open", "claims", _claims("open")),
    Row("flagged", "claims flagged", "claims", _claims("flagged"), "fewer"),
    Row("by_judge", "claims decided by a judge", "claims", _claims("judged")),
    Row("must_say", "must-say facts stated", "facts", _stated("say"), "more", is_yes_no=True,
        pairs=_stated_pairs("say")),
    Row("must_not", "must-not facts stated", "facts", _stated("shun"), "fewer", is_yes_no=True,
        pairs=_stated_pairs("shun")),
    Row("undecided", "facts that could not be decided", "facts", _undecided),
    Row("limits", "limits kept", "cases", _within, "more", is_yes_no=True),
    Row("failed", "cases failed", "cases", _failed, "fewer", is_yes_no=True),
    Row("words", "words a summary", "cases", _mean("words"), unit="number"),
    Row("requests", "requests a case", "cases", _mean("requests"), unit="number"),
    Row("input_tokens", "tokens in, a case", "cases", _mean("input_tokens"), unit="number"),
    Row("output_tokens", "tokens out, a case", "cases", _mean("output_tokens"), unit="number"),
    Row("cost", "cost of a case", "cases", _mean("cost"), unit="dollars"),
)  # fmt: skip
"""What is measured of a prompt and its model."""


def _is(name: str, supported: bool | None = None) -> Callable[[CheckScore], Sums | None]:  # noqa: FBT001
    def parts(score: CheckScore) -> Sums | None:
        if score.failed or (supported is not None and score.supported is not supported):
            return None
        holds = score.flagged if name == "flagged" else score.status == name
        return float(holds), 1

    return parts


def _balanced(score: CheckScore) -> Sums | None:
    if score.failed:
        return None
    if score.supported:
        return float(not score.flagged), 1, 0, 0
    return 0, 0, float(score.flagged), 1


def _judged(score: CheckScore) -> Sums | None:
    return None if score.failed else (float(score.judged), 1)


CHECKS = (
    Row("balanced_accuracy", "balanced accuracy", "claims", _balanced, "more", measure=balanced),
    Row("false_alarms", "false alarms: true claims flagged", "true claims",
        _is("flagged", supported=True), "fewer", is_yes_no=True),
    Row("false_assurance", "false assurance: wrong claims confirmed", "wrong claims",
        _is("confirmed", supported=False), "fewer", is_yes_no=True),
    Row("caught", "wrong claims flagged", "wrong claims", _is("flagged", supported=False)),
    Row("true_confirmed", "true claims confirmed", "true claims",
        _is("confirmed", supported=True)),
    Row("open", "claims open", "claims", _is("open")),
    Row("by_judge", "claims decided by a judge", "claims", _judged),
    Row("failed", "claims that could not be checked", "claims", _failed, "fewer", is_yes_no=True),
    Row("input_tokens", "tokens in, a claim", "claims", _mean("input_tokens"), unit="number"),
    Row("output_tokens", "tokens out, a claim", "claims", _mean("output_tokens"), unit="number"),
    Row("cost", "cost of a claim", "claims", _mean("cost"), unit="dollars"),
)  # fmt: skip
"""What is measured of checks, and of a judge."""

ROWS: Mapping[Kind, tuple[Row, ...]] = {"writing": WRITING, "checks": CHECKS}


def rows_of(kind: Kind, *, is_judged: bool) -> tuple[Row, ...]:
    """Return the rows of a kind of run; what a judge does is among them where there is one."""
    unneeded = {"by_judge"} if kind == "writing" else {"by_judge", *_TAKEN}
    return tuple(row for row in ROWS[kind] if is_judged or row.key not in unneeded)


_TAKEN = frozenset({"input_tokens", "output_tokens", "cost"})
"""What checking by words alone takes none of."""


def value_of_row(row: Row, scores: Iterable[Score]) -> tuple[float | None, int]:
    """Return a row's value over outcomes, and how many claims, facts or cases it is of."""
    sums: Sums | None = None
    for score in scores:
        parts = row.parts(score)
        if parts is not None:
            sums = parts if sums is None else tuple(map(sum, zip(sums, parts, strict=True)))
    if sums is None:
        return None, 0
    return row.measure(sums), int(sum(sums[1::2]))


def self_agreement(scores: Mapping[Key, Score]) -> tuple[float | None, int]:
    """Return the share of decisions that are the same in every turn, and how many there are.

    Decisions are whether a fact is stated, and what a claim that is checked comes to. None where
    nothing was repeated.
    """
    turns: dict[str, list[Sequence[str | None]]] = defaultdict(list)
    for (case, _), score in scores.items():
        if isinstance(score, CheckScore):
            turns[case].append([score.status])
        elif not score.failed:
            turns[case].append(score.say + score.shun)
    alike = [
        len(set(letters)) == 1
        for found in turns.values()
        if len(found) > 1
        for letters in zip(*found, strict=False)
    ]
    return (sum(alike) / len(alike), len(alike)) if alike else (None, 0)


def read_scores(run: Iterable[tuple[int, Outcome]], arms: int) -> list[Scores]:
    """Return the numbers of every outcome of a run, for each of its arms."""
    found: list[Scores] = [{} for _ in range(arms)]
    for offset, outcome in run:
        found[outcome.arm][outcome.case, outcome.turn] = score_of(outcome, offset)
    return found
