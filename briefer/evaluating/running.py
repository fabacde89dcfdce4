"""Cases to outcomes, one after the other; no more is held than what is under way."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from decimal import Decimal
from typing import Any, Protocol

from briefer.checks import Source, check
from briefer.errors import BrieferError, BudgetError
from briefer.evaluating.cases import CheckCase, WritingCase
from briefer.evaluating.outcomes import Checked, Written, checked, failed, written
from briefer.ingest import Item
from briefer.model import Summary, Usage
from briefer.runs import Failed
from briefer.text import split


class Summarizes(Protocol):
    """What summarizes articles, and knows what that costs: a session."""

    def summaries(
        self, items: Iterable[Item], prompt: str | None = None, *, is_trial: bool = False
    ) -> AsyncGenerator[Any, None]:
        """Yield a ``summary`` or a `Failed` for each item, in their order."""
        ...

    def price(self, usage: Usage) -> Decimal | None:
        """Return what so many tokens cost in US dollars, None when that is unknown."""
        ...


async def write(
    cases: Iterable[WritingCase], session: Summarizes, prompt: str, *, arm: int, turn: int
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
            yield written(arm, turn, case, summary, _cost(session, summary)), None


def _cost(session: Summarizes, summary: Summary) -> float | None:
    cost = session.price(summary.provenance.usage)
    return None if cost is None else float(cost)


def check_by_words(cases: Iterable[CheckCase], *, arm: int = 0) -> Iterator[Checked]:
    """Yield what comparing words makes of each claim; articles are indexed one at a time."""
    source: Source | None = None
    for case in cases:
        if source is None or source.documents[0].article != case.article:
            source = Source([split(case.article)])
        verdict = check(case.claim, source, _cited(case, source))
        yield checked(arm, 1, case, verdict.claim(case.claim))


def _cited(case: CheckCase, source: Source) -> list[str]:
    """Return the ids of the sentences that a claim names; none where it names none."""
    return [
        sentence.id
        for sentence in source.documents[0].sentences
        if any(sentence.text in each or each in sentence.text for each in case.cited)
    ]
