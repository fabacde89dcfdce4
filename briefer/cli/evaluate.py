"""``briefer eval``: prompts, models and checks measured on cases, and runs compared."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from typer.core import TyperGroup

from briefer.cli.ignored import Ignored
from briefer.cli.measuring import (
    Budget,
    Wanted,
    arms_of,
    estimate,
    estimate_judge,
    judge_again,
    measure,
)
from briefer.cli.options import (
    ENGINE,
    EVAL_FORMATS,
    RUN,
    TABLES,
    add,
    formats_of,
    settings_of,
    takes,
)
from briefer.cli.output import Output, tell
from briefer.cli.run import Run

if TYPE_CHECKING:
    from briefer.evaluating import Arm, Report, RunWriter, Timing

WORSE = 3
"""The exit code of a comparison that finds something worse, under ``--fail-on worse``."""

_DEFAULT = "run"
_ENGINE = tuple(name for name in ENGINE if name != "model")
_PRINTED = ("eval_format", "out", "quiet", "debug")


class _Evaluations(TyperGroup):
    """Takes files of cases where a command's name would stand: `run` is the command then."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Name the command that is meant."""
        if args and args[0] not in {*self.commands, "-h", "--help"}:
            args = [_DEFAULT, *args]
        return super().parse_args(ctx, args)


app = typer.Typer(
    cls=_Evaluations,
    help="Measure prompts, models and checks on cases, and compare runs: better, worse, or cannot "
    "tell. briefer eval CASES is briefer eval run CASES.",
    no_args_is_help=True,
)


_IGNORED = (
    Ignored(
        ("length", "unsupported"),
        lambda given: given["checks"],
        "--checks writes nothing: it measures what checks claims",
    ),
)


@takes("length", *_ENGINE, *RUN, *TABLES, *_PRINTED, ignored=_IGNORED)
def run(
    cases: Annotated[
        list[str],
        typer.Argument(metavar="CASES...", help="Files of cases: lines of JSON, or tables."),
    ],
    checks: Annotated[
        bool,
        typer.Option(
            "--checks", help="The cases are claims with their articles: measure what checks them."
        ),
    ] = False,
    prompt: Annotated[
        str | None,
        typer.Option(metavar="LIST", help="Prompts to measure, such as summarize@1,summarize@2."),
    ] = None,
    model: Annotated[
        str | None,
        typer.Option("--model", "-m", metavar="LIST", help="Models to measure each prompt with."),
    ] = None,
    repeat: Annotated[
        int, typer.Option(metavar="N", min=1, help="How often each case is asked.")
    ] = 1,
    run_file: Annotated[
        Path | None,
        typer.Option(
            "--run",
            metavar="FILE",
            help="Where the run is kept; else in runs, named by its content.",
        ),
    ] = None,
    *,
    flags: dict[str, Any],
) -> int:
    """Measure prompts and models, or checks, on cases: what is confirmed, flagged, said and not.

    Cases are objects of JSON, one a line, or rows of a CSV, TSV or Parquet file.

    Several prompts or models are each held to the first. The run is kept as a file, for compare.
    What was answered is kept in the store: after a crash nothing is asked twice.

    Example: briefer eval run cases.jsonl --prompt summarize@1,summarize@2
    """
    from briefer.compose import columns_of
    from briefer.config import resolve_here
    from briefer.errors import UsageError
    from briefer.ingest import TableReading

    flags["format"] = flags.pop("eval_format")
    tables = TableReading(columns_of(resolve_here(settings_of(flags)).settings))
    wanted = Wanted(cases, _listed(prompt), _listed(model), repeat, run_file, tables)
    judged = flags["judge"] in ("open", "all") or flags["judge_model"] is not None
    if checks and (wanted.prompts or ((wanted.models or flags["dry_run"]) and not judged)):
        raise UsageError(
            "--checks writes nothing: it measures what checks claims",
            hint="--judge open has a model read them again, the one that --judge-model names",
        )
    with Output(flags, formats_of(EVAL_FORMATS)) as output:
        return (_checks if checks else _writing)(wanted, flags, output)


@takes(*_PRINTED)
def compare(
    first: Annotated[str, typer.Argument(metavar="RUN", help="A run that eval kept.")],
    second: Annotated[str, typer.Argument(metavar="RUN", help="Another, held to it.")],
    fail_on: Annotated[
        Literal["none", "worse"],
        typer.Option(help="Exit with 3 if anything is worse in the second run."),
    ] = "none",
    *,
    flags: dict[str, Any],
) -> int:
    """Hold one run to another: what is better, what is worse, what one cannot tell.

    Runs of one prompt and model each are compared whatever these are; others where they are called
    the same.

    Example: briefer eval compare runs/before.jsonl runs/after.jsonl --fail-on worse
    """
    from briefer.evaluating import RunFile, report_of_two

    flags["format"] = flags.pop("eval_format")
    with Output(flags, formats_of(EVAL_FORMATS)) as output:
        report = report_of_two(RunFile(first), RunFile(second))
        _print(report, output)
    return WORSE if fail_on == "worse" and report.is_worse else 0


def _listed(text: str | None) -> tuple[str, ...]:
    names = [] if text is None else [name.strip() for name in text.split(",")]
    return tuple(dict.fromkeys(filter(None, names)))


def _writing(wanted: Wanted, flags: dict[str, Any], output: Output) -> int:
    """Measure prompts and models."""
    from briefer.evaluating import writing_problems

    noting = replace(wanted.tables, note=output.note)
    _refuse(writing_problems(wanted.cases, noting), wanted.cases)
    if flags["dry_run"]:
        codes = [estimate(wanted, {**flags, "model": m}, output) for m in wanted.models or (None,)]
        return next(filter(None, codes), 0)
    arms = [arm for m in wanted.models or (None,) for arm in arms_of(wanted, flags, m)]
    codes = []
    timings: list[Timing] = []
    with _writer(wanted, "writing", arms) as writer:
        left = Budget(flags)
        for number, model in enumerate(wanted.models or (None,)):
            run = Run("eval", {**left.flags, "model": model}, output)
            timings += measure(run, wanted, number, writer)
            left.take(run)
            codes.append(run.code())
        path = writer.end(timings)
    _tell(path, output)
    return next(filter(None, codes), 0)


def _checks(wanted: Wanted, flags: dict[str, Any], output: Output) -> int:
    """Measure what checks claims: words, and beside them a judge if one is asked for."""
    from briefer.evaluating import Arm, CheckFiles, check_by_words

    files = CheckFiles(wanted.cases, replace(wanted.tables, note=output.note))
    _refuse(files.problems, wanted.cases)
    arms = [Arm("words")]
    run = None
    if flags["judge"] in ("open", "all") or flags["judge_model"] is not None:
        model = ",".join(wanted.models) or None
        run = Run("eval", {**flags, "model": model}, output)
        if flags["dry_run"]:
            return estimate_judge(run, wanted, files.cases)
        judge = run.session.engine.needed_judge
        arms.append(Arm("words", judge=judge.model.name, judging=judge.judging))
    timings: list[Timing] = []
    with _writer(wanted, "checks", arms) as writer:
        for turn in range(1, wanted.repeat + 1 if run else 2):
            for outcome in check_by_words(files.cases(), arm=0, turn=turn):
                writer.put(outcome)
        if run is not None:
            timings = judge_again(run, wanted, files.cases, writer)
        path = writer.end(timings)
    _tell(path, output)
    return run.code() if run is not None else 0


def _writer(wanted: Wanted, kind: Literal["writing", "checks"], arms: list[Arm]) -> RunWriter:
    from briefer.compose import GENERATOR
    from briefer.evaluating import Header, RunWriter, content_hash

    cases = tuple((file, content_hash(file)) for file in wanted.cases)
    header = Header(kind, cases, tuple(arms), wanted.repeat, GENERATOR)
    return RunWriter(header, wanted.file)


def _refuse(problems: Sequence[Any], files: Sequence[str]) -> None:
    """Tell every line that is no case, and end there if there is any."""
    from briefer.errors import UsageError

    for each in problems:
        tell(f"{each.file}:{each.line}: {each.message}")
    if problems:
        lines = "1 line is" if len(problems) == 1 else f"{len(problems)} lines are"
        raise UsageError(f"{lines} no case in {', '.join(files)}; nothing was asked")


def _tell(path: Path, output: Output) -> None:
    """Print what a run came to, from its file."""
    from briefer.evaluating import RunFile, report_of

    _print(report_of(RunFile(str(path))), output)
    output.note(f"the run is kept as {path}")


def _print(report: Report, output: Output) -> None:
    from briefer.evaluating import report_html, report_markdown, report_value
    from briefer.render import dumps

    if output.format == "json":
        output.result(dumps(report_value(report)) + "\n")
    elif output.format == "html":
        output.result(report_html(report))
    else:
        output.result(report_markdown(report))


add(app, "run", run)
add(app, "compare", compare)
