"""Measuring models with prompts for ``briefer eval``: each model is a run of its own."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.cli.output import Output
from briefer.cli.run import Run

if TYPE_CHECKING:
    from briefer.evaluating import Arm, RunWriter, Timing
    from briefer.llm import Request


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run was asked to measure."""

    cases: Sequence[str]
    prompts: tuple[str, ...]
    models: tuple[str, ...]
    repeat: int
    file: Path | None


def measure(run: Run, wanted: Wanted, number: int, writer: RunWriter) -> list[Timing]:
    """Measure one model with every prompt; return what time that took."""
    import anyio

    from briefer.evaluating import Timing, write, writing_cases

    prompts = _prompts(wanted, run)
    timings = []

    async def work() -> None:
        async with run.session as session:
            for index, prompt in enumerate(prompts):
                arm = number * len(prompts) + index
                began, asked = time.monotonic(), _asked(run)
                for turn in range(1, wanted.repeat + 1):
                    session.repeat(turn)
                    cases = writing_cases(wanted.cases)
                    async for outcome, error in write(cases, session, prompt, arm=arm, turn=turn):
                        writer.put(outcome)
                        if error is not None:
                            run.failed(outcome.case, error)
                if count := _asked(run) - asked:
                    timings.append(Timing(arm, round(time.monotonic() - began, 1), count))

    with run.shown():
        anyio.run(work)
    return timings


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
        if prompt.output not in {"summary", "facts"} or prompt.continues:
            raise UsageError(f"{prompt.ref.label} does not summarize one article")
        yield Arm(info.name, prompt.ref.label, prompt.hash)


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
                for case in writing_cases(wanted.cases):
                    try:
                        yield from session.requests(case.item.load(), prompt)
                    except SourceError as error:
                        run.failed(case.id, error)

    output.result(f"{session.provider.info.name}\n")
    return run.estimate_of(requests())
