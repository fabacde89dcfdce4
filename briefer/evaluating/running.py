"""Cases to outcomes, one after the other; no more is held than what is under way."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Any, Protocol

from briefer.checks import Source, check
from briefer.errors import BrieferError, BudgetError
from briefer.evaluating.cases import CheckCase, WritingCase
from briefer.evaluating.outcomes import (
    Checked,
    Took,
    Written,
    checked,
    failed,
    not_checked,
    written,
)
from briefer.ingest import Item
from briefer.llm import Request
from briefer.model import Claim, Document, Provenance, Summary
from briefer.prompting import PromptLibrary
from briefer.runs import Failed, Live, stopping
from briefer.tasks import Judge, Plan, Task, check_together
from briefer.text import split

Cost = Callable[[Provenance], float | None]
"""What a result cost in US dollars, None where that is unknown."""


Judging = Task[tuple[list[Claim], Provenance]]
"""The claims of one article being read together."""


class Summarizes(Protocol):
    """What summarizes articles: a session."""

    def summaries(
        self, items: Iterable[Item], prompt: str | None = None, *, is_trial: bool = False
    ) -> AsyncGenerator[Any, None]:
        """Yield a ``summary`` or a `Failed` for each item, in their order."""
        ...


async def write(
    cases: Iterable[WritingCase],
    session: Summarizes,
    prompt: str,
    cost: Cost,
    *,
    arm: int,
    turn: int,
) -> AsyncIterator[tuple[Written, BrieferError | None]]:
    """Yield what becomes of each case, in order, with the error of one that came to nothing.

    Raises:
        BudgetError: the budget is used up; what was answered is kept.
        BrieferError: as `briefer.session.Session.summaries`.
    """
    waiting: deque[WritingCase] = deque()

    def items() -> Iterator[Item]:
        for case in cases:
            waiting.append(case)
            yield case.item

    async for result in session.summaries(items(), prompt, is_trial=True):
        case = waiting.popleft()
        if isinstance(result, Failed):
            if isinstance(result.error, BudgetError):
                raise result.error
            yield failed(arm, turn, case, result.error), result.error
        else:
            summary: Summary = result.summary
            yield written(arm, turn, case, summary, _took(summary.provenance, cost).cost), None


def _took(made: Provenance, cost: Cost) -> Took:
    """Return what a result took; what asked nobody cost nothing."""
    usage = made.usage
    was_asked = usage.input_tokens or usage.output_tokens
    return Took(usage, cost(made) if was_asked else 0.0)


def check_by_words(cases: Iterable[CheckCase], *, arm: int, turn: int) -> Iterator[Checked]:
    """Yield what comparing words makes of each claim; articles are indexed one at a time."""
    source: Source | None = None
    for case in cases:
        if source is None or source.documents[0].article != case.article:
            source = Source([split(case.article)])
        verdict = check(case.claim, source, _cited(case, source.documents[0]))
        yield checked(arm, turn, case, verdict.claim(case.claim))


@dataclass(frozen=True, slots=True)
class Bench:
    """Who reads claims again, and what that needs: a session's run, prompts, judge and plan."""

    live: Live
    prompts: PromptLibrary
    judge: Judge
    plan: Plan
    cost: Cost


async def check_by_judge(
    cases: Iterable[CheckCase],
    bench: Bench,
    put: Callable[[Checked, BrieferError | None], None],
    *,
    arm: int,
    turn: int,
) -> None:
    """Give ``put`` what a judge makes of each claim, in order; an article's are read together.

    Raises:
        BudgetError: the budget is used up; what was answered is kept.
        RunInterruptedError: Ctrl-C or SIGTERM, after all that is done was given.
    """
    waiting: deque[list[CheckCase]] = deque()
    ended: list[BudgetError] = []

    def begins() -> Iterator[Callable[[], Judging]]:
        for group in _by_article(cases):
            waiting.append(group)
            yield partial(_begin, group, bench)

    def settle(_: int, result: tuple[list[Claim], Provenance] | BrieferError) -> None:
        group = waiting.popleft()
        if isinstance(result, BudgetError):
            ended.append(result)
        elif isinstance(result, BrieferError):
            for case in group:
                put(not_checked(arm, turn, case, result), result)
        else:
            claims, made = result
            for place, (case, claim) in enumerate(zip(group, claims, strict=True)):
                took = _took(made, bench.cost)
                took = took if place == 0 else Took(cost=None if took.cost is None else 0.0)
                put(checked(arm, turn, case, claim, took), None)

    async with stopping(bench.live):
        await bench.live.many(begins(), settle)
    if ended:
        raise ended[0]


def judge_requests(cases: Iterable[CheckCase], bench: Bench) -> Iterator[Request]:
    """Yield the first requests for claims: what a judge would be sent."""
    for group in _by_article(cases):
        yield from next(_begin(group, bench), ())


def _by_article(cases: Iterable[CheckCase]) -> Iterator[list[CheckCase]]:
    for _, group in groupby(cases, key=lambda case: case.article.hash):
        yield list(group)


def _begin(group: list[CheckCase], bench: Bench) -> Judging:
    document = split(group[0].article)
    claims = [(case.claim, _cited(case, document)) for case in group]
    return check_together(claims, document, bench.prompts, bench.judge, bench.plan)


def _cited(case: CheckCase, document: Document) -> list[str]:
    """Return the ids of the sentences that a claim names; none where it names none."""
    return [
        sentence.id
        for sentence in document.sentences
        if any(sentence.text in each or each in sentence.text for each in case.cited)
    ]
