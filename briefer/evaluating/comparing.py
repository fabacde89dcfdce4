"""Two arms held to each other: which rows differ, which way is better, what changed side."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from briefer.errors import UsageError
from briefer.evaluating.facts import Stated
from briefer.evaluating.measures import Key, Row, Scores
from briefer.evaluating.outcomes import Checked, Outcome, Said, Written
from briefer.evaluating.runs import RunFile
from briefer.evaluating.statistics import Difference, Paired, differences, fewest

Verdict = Literal["better", "worse", "mixed", "cannot tell"]
SHOWN = 200
"""Changes of a comparison that a page names; the JSON has all of them."""

Find = Callable[[int], Outcome]
"""Gives an outcome again, by its offset in its run's file."""


@dataclass(frozen=True, slots=True)
class Compared:
    """One row of a comparison. ``verdict`` is None where neither way is better."""

    row: Row
    difference: Difference
    verdict: Verdict | None
    reason: str


@dataclass(frozen=True, slots=True)
class Change:
    """A claim or fact that is on another side in the second run: ``what`` says which it is."""

    case: str
    turn: int
    what: Literal["claim", "must say", "must not say"]
    text: str
    first: str
    second: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """A second arm against a first, over the cases that both have.

    ``missing`` counts the outcomes that one of them lacks, ``unlike`` those whose case was another.
    """

    first: str
    second: str
    rows: tuple[Compared, ...]
    verdict: Verdict
    cases: int
    articles: int
    missing: int = 0
    unlike: int = 0
    changes: tuple[Change, ...] = ()

    @property
    def shown(self) -> tuple[Change, ...]:
        """The changes that a page names; it says how many more there are."""
        return self.changes[:SHOWN]


def compare(
    measured: Sequence[Row],
    labels: tuple[str, str],
    scores: tuple[Scores, Scores],
    find: tuple[Find, Find],
    *,
    seed: int = 0,
) -> Comparison:
    """Hold a second arm to a first in what was measured.

    ``scores`` are theirs, and ``find`` gives their outcomes again; ``seed`` steers what is drawn.
    """
    first, second = scores
    both = [key for key in first if key in second]
    alike = [key for key in both if first[key].hash == second[key].hash]
    rows = tuple(_rows(measured, scores, alike, seed))
    verdicts = {each.verdict for each in rows}
    verdict: Verdict = "cannot tell"
    if {"better", "worse"} <= verdicts:
        verdict = "mixed"
    elif "better" in verdicts or "worse" in verdicts:
        verdict = "better" if "better" in verdicts else "worse"
    return Comparison(
        *labels,
        rows=rows,
        verdict=verdict,
        cases=len({case for case, _ in alike}),
        articles=len({_article(scores, key) for key in alike}),
        missing=len(first) + len(second) - 2 * len(both),
        unlike=len(both) - len(alike),
        changes=tuple(_changes(scores, alike, find)),
    )


def matched(first: RunFile, second: RunFile) -> Iterator[tuple[int, int]]:
    """Yield which arm of a second run is held to which of a first.

    Where both have one arm, these; else those that are called the same.

    Raises:
        UsageError: the runs are not of one kind, or no arms are called the same.
    """
    one, other = first.header, second.header
    if one.kind != other.kind:
        raise UsageError(f"{first.path} is of {one.kind} and {second.path} of {other.kind}")
    if len(one.arms) == len(other.arms) == 1:
        yield 0, 0
        return
    labels = [arm.label for arm in other.arms]
    found = [(n, labels.index(a.label)) for n, a in enumerate(one.arms) if a.label in labels]
    if not found:
        raise UsageError(
            f"{first.path} and {second.path} have no prompt with one model in common",
            hint="runs of one prompt and one model each can always be compared",
        )
    yield from found


def _rows(
    measured: Sequence[Row], scores: tuple[Scores, Scores], alike: list[Key], seed: int
) -> Iterator[Compared]:
    paired = {row.key: _paired(row, scores, alike) for row in measured}
    judged = [row for row in measured if row.better is not None]
    tested = sum(bool(paired[row.key].articles) for row in judged)
    held = differences([paired[row.key] for row in judged], seed=seed)
    found = {row.key: each for row, each in zip(judged, held, strict=True)}
    for row in measured:
        if row.better is None:
            (told,) = differences([paired[row.key]], seed=seed, swaps=1)
            yield Compared(row, replace(told, p=None, differs=False), None, "")
        elif (difference := found[row.key]).difference is None:
            yield Compared(row, difference, None, "nothing to compare")
        else:
            yield _judged(row, difference, tested)


def _paired(row: Row, scores: tuple[Scores, Scores], alike: list[Key]) -> Paired:
    paired = Paired(row.measure, row.is_yes_no)
    for key in alike:
        article = _article(scores, key)
        for first, second in row.paired(scores[0][key], scores[1][key]):
            paired.add(article, first, second)
    return paired


def _article(scores: tuple[Scores, Scores], key: Key) -> str:
    """Return a case's article, which an outcome that failed may not know."""
    first, second = scores[0][key], scores[1][key]
    return second.article if first.failed else first.article


def _judged(row: Row, found: Difference, tested: int) -> Compared:
    assert found.difference is not None  # noqa: S101 (the caller has looked)
    if found.differs:
        is_better = (found.difference > 0) is (row.better == "more")
        return Compared(row, found, "better" if is_better else "worse", "")
    if found.smallest is None:
        articles = "1 article is" if found.articles == 1 else f"{found.articles} articles are"
        why = f"{articles} too few to show any difference; it takes {fewest(tested)} at least"
    else:
        points = f"{100 * found.smallest:.1f} points"
        why = f"so many cases show {points} or more, in 4 of 5 comparisons"
    return Compared(row, found, "cannot tell", why)


def _changes(
    scores: tuple[Scores, Scores], alike: list[Key], find: tuple[Find, Find]
) -> Iterator[Change]:
    for key in alike:
        first, second = (find[side](scores[side][key].offset) for side in (0, 1))
        if isinstance(first, Checked) and isinstance(second, Checked):
            if (_side(first.status), _side(second.status)) in _CHANGED:
                told = str(first.status), str(second.status)
                yield Change(first.case, first.turn, "claim", first.claim, *told)
        elif isinstance(first, Written) and isinstance(second, Written):
            yield from _changed_writing(first, second)


def _changed_writing(first: Written, second: Written) -> Iterator[Change]:
    where = first.case, first.turn
    before = {claim.text: claim for claim in first.claims}
    for claim in second.claims:
        was: Said | None = before.get(claim.text)
        if was is not None and was.is_flagged is not claim.is_flagged:
            yield Change(*where, "claim", claim.text, was.status, claim.status)
    for what, one, other in (
        ("must say", first.must_say, second.must_say),
        ("must not say", first.must_not, second.must_not),
    ):
        for old, new in zip_longest(one, other):
            if isinstance(old, Stated) and isinstance(new, Stated):
                decisions = old.decision, new.decision
                if "undecided" not in decisions and len(set(decisions)) > 1:
                    yield Change(*where, what, old.fact, *decisions)  # type: ignore[arg-type]


def _side(status: str | None) -> str:
    return (
        "flagged" if status in {"unsupported", "contradicted"} else "stands" if status else "none"
    )


_CHANGED = {("flagged", "stands"), ("stands", "flagged")}
