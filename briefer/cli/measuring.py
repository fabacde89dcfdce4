"""Measuring models with prompts for ``briefer eval``: each model is a run of its own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.cli.output import Output
from briefer.cli.run import Run

if TYPE_CHECKING:
    from briefer.errors import BrieferError
    from briefer.evaluating import Arm, Bench, CheckCase, Checked, RunWriter, Timing
    from briefer.ingest import TableReading
    from briefer.llm import Request
    from briefer.model import Provenance


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run was asked to measure."""

    cases: Sequence[str]
    prompts: tuple[str, ...]
    models: tuple[str, ...]
    repeat: int
    file: Path | None
    tables: TableReading


def measure(run: Run, wanted: Wanted, number: int, writer: RunWriter) -> list[Timing]:
    """Measure one model with every prompt; return what time that took."""
    import anyio

    from briefer.evaluating import Timing, write, writing_cases

    prompts = _prompts(wanted, run)
    timings = []
    cost = _cost_in(run)

    async def work() -> None:
        async with run.session as session:
            for index, prompt in enumerate(prompts):
                arm = number * len(prompts) + index
                began, asked = time.monotonic(), _asked(run)
                for turn in range(1, wanted.repeat + 1):
                    session.repeat(turn)
                    cases = writing_cases(wanted.cases, wanted.tables)
                    async for outcome, error in write(
                        cases, session, prompt, cost, arm=arm, turn=turn
                    ):
                        writer.put(outcome)
                        if error is not None:
                            run.failed(outcome.case, error)
                if count := _asked(run) - asked:
                    timings.append(Timing(arm, round(time.monotonic() - began, 1), count))

    with run.shown():
        anyio.run(work)
    return timings


def _cost_in(run: Run) -> Callable[[Provenance], float | None]:
    """Return what a result of a run cost."""
    from functools import partial

    from briefer.compose import cost_of

    session = run.session
    return partial(cost_of, price=session.price, judge_price=session.engine.judge_price)


def bench_of(run: Run) -> Bench:
    """Return a run's judge, with what it needs (raises UsageError: there is none)."""
    from briefer.evaluating import Bench

    session = run.session
    judge = session.engine.needed_judge
    return Bench(session.live, session.prompts, judge, session.plan(), _cost_in(run))


def judge_again(
    run: Run, wanted: Wanted, cases: Callable[[], Iterable[CheckCase]], writer: RunWriter
) -> list[Timing]:
    """Measure a judge on claims, as the second arm; return what time that took."""
    import anyio

    from briefer.evaluating import Timing, check_by_judge

    began = time.monotonic()

    def put(outcome: Checked, error: BrieferError | None) -> None:
        writer.put(outcome)
        if error is not None:
            run.failed(outcome.case, error)

    async def work() -> None:
        async with run.session as session:
            for turn in range(1, wanted.repeat + 1):
                session.repeat(turn)
                await check_by_judge(cases(), bench_of(run), put, arm=1, turn=turn)

    with run.shown():
        anyio.run(work)
    asked = _asked(run)
    return [Timing(1, round(time.monotonic() - began, 1), asked)] if asked else []


def estimate_judge(run: Run, wanted: Wanted, cases: Callable[[], Iterable[CheckCase]]) -> int:
    """Print what a judge's readings of claims would take; send nothing."""
    from briefer.evaluating import judge_requests
    from briefer.runs import estimate_requests

    session = run.session

    def requests() -> Iterator[Request]:
        for turn in range(1, wanted.repeat + 1):
            session.repeat(turn)
            yield from judge_requests(cases(), bench_of(run))

    price = session.engine.judge_price or session.price
    run.output.result(estimate_requests(requests(), price, known=session.knows).table())
    session.close_store()
    return 0


def _asked(run: Run) -> int:
    """Return how many requests a model was asked; none when they are replayed or made up."""
    cached = run.session.engine.cached
    return 0 if cached is None else cached.asked


def arms_of(wanted: Wanted, flags: dict[str, Any], model: str | None) -> Iterator[Arm]:
    """Yield what is measured with a model; what cannot be used is an error before all else."""
    from briefer.errors import UsageError
    from briefer.evaluating import Arm

    run = Run("eval", {**flags, "model": model, "quiet": True}, Output({"quiet": True}))
    run.session.close_store()
    info = run.session.provider.info
    for name in _prompts(wanted, run):
        prompt = run.session.prompts.get(name, variant=info.variant)
        if prompt.schema_name not in {"summary", "facts"} or prompt.continues:
            raise UsageError(f"{prompt.ref.label} does not summarize one article")
        judge = run.session.engine.judge
        if judge is None:
            yield Arm(info.name, prompt.ref.label, prompt.hash)
        else:
            judged = judge.model.name, judge.judging
            yield Arm(info.name, prompt.ref.label, prompt.hash, *judged)


def _prompts(wanted: Wanted, run: Run) -> tuple[str, ...]:
    return wanted.prompts or (run.session.settings.prompt or "summarize",)


class Budget:
    """What models after the first may still take of the limits of a whole run."""

    _LEAST = 1e-9

    def __init__(self, flags: dict[str, Any]) -> None:
        self.flags = dict(flags)

    def take(self, run: Run) -> None:
        """Take off what a model took."""
        tally, settings = run.session.live.tally, run.session.settings
        if settings.max_cost is not None:
            self.flags["max_cost"] = max(settings.max_cost - float(tally.cost or 0), self._LEAST)
        if settings.max_tokens_total is not None:
            used = tally.usage.input_tokens + tally.usage.output_tokens
            self.flags["max_tokens_total"] = max(settings.max_tokens_total - used, 1)


def estimate(wanted: Wanted, flags: dict[str, Any], output: Output) -> int:
    """Print what measuring one model would take; send nothing."""
    from briefer.errors import SourceError
    from briefer.evaluating import writing_cases

    run = Run("eval", flags, output)
    session = run.session

    def requests() -> Iterator[Request]:
        for turn in range(1, wanted.repeat + 1):
            session.repeat(turn)
            for prompt in _prompts(wanted, run):
                for case in writing_cases(wanted.cases, wanted.tables):
                    try:
                        yield from session.requests(case.item.load(), prompt)
                    except SourceError as error:
                        run.failed(case.id, error)

    output.result(f"{session.provider.info.name}\n")
    return run.estimate_of(requests())
