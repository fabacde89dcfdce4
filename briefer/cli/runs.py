"""``briefer runs``: what ran, with what, what it cost, and what failed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from briefer.cli.options import FORMATS, add, formats_of, takes
from briefer.cli.output import Output
from briefer.cli.store import opened

app = typer.Typer(help="What ran, and what it asked and cost: list, show.", no_args_is_help=True)

_HEAD = ("ID", "STARTED", "COMMAND", "STATUS", "DONE", "FAILED", "ASKED", "KEPT", "COST", "MODEL")
_RIGHT = frozenset({"ID", "DONE", "FAILED", "ASKED", "KEPT", "COST"})


@takes("store", "format", "out", "quiet", "debug")
def list_runs(
    limit: Annotated[int, typer.Option(min=1, help="How many of the latest.")] = 20,
    *,
    flags: dict[str, Any],
) -> None:
    """List the latest runs: articles done and failed, requests asked and already kept, cost.

    Example: briefer runs list --limit 5
    """
    from briefer.render import dumps
    from briefer.store import run_value

    with Output(flags, formats_of(FORMATS)) as output, opened(flags, output) as store:
        runs = store.runs(limit)
        values = [run_value(run) for run in runs]
        if output.format == "json":
            output.result(dumps(values) + "\n")
        elif output.format == "jsonl":
            output.result("".join(dumps(value, pretty=False) + "\n" for value in values))
        elif runs:
            # Not Markdown: it would be set as a paragraph on a terminal.
            output.format = "text"
            output.result(_table([_HEAD, *(_row(run) for run in runs)]))


@takes("store", "format", "out", "quiet", "debug")
def show(
    number: Annotated[int, typer.Argument(metavar="ID", help="The run's number, as listed.")],
    flags: dict[str, Any],
) -> None:
    """Show one run: when, model and prompts, requests, tokens, cost, what failed and why.

    Example: briefer runs show 12
    """
    from briefer.errors import UsageError
    from briefer.render import dumps, plain
    from briefer.store import run_value

    with Output(flags, formats_of(FORMATS)) as output, opened(flags, output) as store:
        run = store.run(number)
        if run is None:
            raise UsageError(f"there is no run {number}", hint="briefer runs list shows them")
        if output.format != "md":
            output.result(dumps(run_value(run), pretty=output.format == "json") + "\n")
            return
        output.format = "text"
        output.result("".join(f"{name:<9} {plain(value)}\n" for name, value in _facts(run)))


def _row(run: Any) -> tuple[str, ...]:
    from briefer.render import plain

    totals = run.totals
    return (
        str(run.id),
        run.started[:16].replace("T", " "),
        plain(run.command),
        run.status,
        f"{totals.done:,}",
        f"{totals.failed:,}",
        f"{totals.requests:,}",
        f"{totals.hits:,}",
        _cost(totals.cost),
        plain(run.model),
    )


def _table(rows: list[tuple[str, ...]]) -> str:
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = [
        "  ".join(
            cell.rjust(width) if head in _RIGHT else cell.ljust(width)
            for head, cell, width in zip(_HEAD, row, widths, strict=True)
        ).rstrip()
        for row in rows
    ]
    return "\n".join(lines) + "\n"


def _facts(run: Any) -> Iterator[tuple[str, str]]:
    totals, usage = run.totals, run.totals.usage
    yield "run", str(run.id)
    yield "command", run.command
    yield "status", run.status
    yield "started", run.started
    if run.ended is not None:
        yield "ended", f"{run.ended}, after {run.seconds:,.1f} s"
    yield "model", run.model
    for label, known in run.prompts:
        yield "prompt", f"{label} {known}"
    yield "articles", f"{totals.done:,} done, {totals.failed:,} failed"
    yield (
        "requests",
        f"{totals.requests:,} asked, {totals.hits:,} already kept, {totals.retries:,} retries",
    )
    estimated = " (some of it estimated)" if usage.estimated else ""
    tokens_in = f"{usage.input_tokens:,} in ({usage.cached_tokens:,} cached)"
    tokens_out = f"{usage.output_tokens:,} out ({usage.reasoning_tokens:,} reasoning)"
    yield "tokens", f"{tokens_in}, {tokens_out}{estimated}"
    yield "cost", _cost(totals.cost)
    together: dict[tuple[str, str], list[str]] = {}
    for failure in run.failures:
        together.setdefault((failure.error, failure.message), []).append(failure.source)
    for (error, message), sources in together.items():
        more = f" and {len(sources) - 1:,} more" if len(sources) > 1 else ""
        yield "failed", f"{sources[0]}{more}: {error}: {message}"
    if len(together) < len(run.failures):
        yield "", f"(briefer runs show {run.id} --format json names each)"


def _cost(cost: str) -> str:
    from decimal import Decimal, InvalidOperation

    from briefer.pricing import shown

    try:
        return shown(Decimal(cost))
    except InvalidOperation:  # it is unknown
        return cost


add(app, "list", list_runs)
add(app, "show", show)
