"""``batch``: the same summaries by way of a service's batch files, at half the price."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from briefer.cli.options import ENGINE, TABLES, add, settings_of, takes
from briefer.cli.output import Output, tell
from briefer.cli.printing import line_of
from briefer.whole_file import WholeFile

if TYPE_CHECKING:
    from briefer.ingest import Item
    from briefer.scale import Batch, Job

app = typer.Typer(
    help="Summaries of many articles by way of batch files, at half the price of asking live.",
    no_args_is_help=True,
)

Format = Literal["openai", "vllm", "mistral", "anthropic", "gemini"]
Dir = Annotated[Path, typer.Argument(metavar="DIR", help="The job's folder.")]
_RESULTS = "results.jsonl"


@takes("prompt", *ENGINE, "length", "audience", "style", *TABLES, "quiet", "debug")
def plan(
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE...", help="Files, folders and patterns.")
    ],
    folder: Annotated[
        Path, typer.Option("--dir", metavar="DIR", help="Where the job is kept: a new folder.")
    ],
    format_: Annotated[
        Format, typer.Option("--format", help="Whose batch files to write.")
    ] = "openai",
    command: Annotated[
        Literal["summarize", "facts"], typer.Option("--command", help="What each article gets.")
    ] = "summarize",
    *,
    flags: dict[str, Any],
) -> int:
    """Write the first round of requests; nothing is sent.

    Answers that the store has already are not asked for. What is written costs half the live
    price where the service gives that.

    Example: briefer batch plan archive/ --dir job --model openai:gpt-5-mini
    """
    from briefer.api import Session
    from briefer.config import resolve_here
    from briefer.errors import UsageError
    from briefer.ingest import is_address
    from briefer.scale import Batch, manifest_for, new_job

    if any(map(is_address, sources)) or "-" in sources:
        raise UsageError(
            "a batch is planned from files, which are still there when its answers come",
            hint="fetch first: briefer fetch ADDRESS, or save the articles",
        )
    output = Output({"quiet": flags["quiet"]})
    given = settings_of(flags)
    session = Session(resolve_here(given), command="batch", note=output.note)
    try:
        kept = {name: value for name, value in given.items() if name != "api_key"}
        manifest = manifest_for(session, format_, command, sources, kept)
        with new_job(folder, manifest) as job:
            batch = Batch(job, session)
            passed = batch.plan(lambda: _items(batch, output))
            output.result(f"{_articles(passed.articles)}; {_round_of(batch)}\n")
            output.note(_next(batch))
    finally:
        session.close_store()
    return 0


@takes("quiet", "debug")
def submit(folder: Dir, *, flags: dict[str, Any]) -> int:
    """Send the round's files to the service's /files and begin its /batches.

    Run again, it sends what was not sent: for a limit on what may wait, or a broken connection.

    Example: briefer batch submit job
    """
    import anyio

    output = Output({"quiet": flags["quiet"]})
    with _opened(folder, output) as (batch, _):
        sent = anyio.run(batch.submit, output.note)
        output.result(f"{sent} of {len(batch.job.manifest.files)} files sent\n")
    return 0


@takes("quiet", "debug")
def status(folder: Dir, *, flags: dict[str, Any]) -> int:
    """Say how far the round is: which files were sent, and what the service says of each.

    Example: briefer batch status job
    """
    import anyio

    output = Output({"quiet": flags["quiet"]})
    with _opened(folder, output) as (batch, job):
        looked = {file.name: status for file, status in anyio.run(batch.look)}
        if job.manifest.is_done:
            output.result("nothing is left to ask: all articles have their result\n")
            return 0
        output.result(f"round {job.manifest.number}\n")
        for file in job.manifest.files:
            told = looked.get(file.name)
            counts = f", {told.done} answered, {told.failed} failed" if told else ""
            said = f" ({file.said})" if file.said else ""
            output.result(f"{file.name}: {_requests(file.lines)}, {file.state}{counts}{said}\n")
    return 0


@takes("out", "quiet", "debug")
def collect(
    folder: Dir,
    results: Annotated[
        list[Path] | None,
        typer.Argument(metavar="RESULT...", help="Files of results that you have yourself."),
    ] = None,
    *,
    flags: dict[str, Any],
) -> int:
    """Take the answers into the store; write the next round, or the results when none is left.

    Results are the lines that ``summarize --format jsonl`` prints; they go to results.jsonl in the
    job's folder, or to --out.

    Example: briefer batch collect job
    """
    import anyio

    output = Output({"quiet": flags["quiet"]})
    with _opened(folder, output) as (batch, job):
        anyio.run(batch.fetch)
        passed = batch.plan(lambda: _items(batch), results or [])
        for line in _told(passed):
            output.note(line)
        if passed.awaited:
            output.result(
                f"{passed.answered} answers taken; awaited of round {job.manifest.number}: "
                f"{_requests(passed.awaited)}\n"
            )
        elif not job.manifest.is_done:
            output.result(f"{passed.answered} answers taken; {_round_of(batch)}\n")
            output.note(_next(batch))
        else:
            path = Path(flags["out"]) if flags["out"] else job.path(_RESULTS)
            done, codes = _write(batch, path)
            output.result(f"{passed.answered} answers taken; {done} in {path}\n")
            return codes
    return 0


for _name, _function in (
    ("plan", plan),
    ("submit", submit),
    ("status", status),
    ("collect", collect),
):
    add(app, _name, _function)


def _write(batch: Batch, path: Path) -> tuple[str, int]:
    """Write a line an article; return how many there are, in words, and the first error's code."""
    from briefer.briefing import failure_of
    from briefer.render import failure_value, summary_value
    from briefer.runs import Failed

    code = done = failed = 0
    with WholeFile(path) as file:
        for result in batch.results(lambda: _items(batch)):
            if isinstance(result, Failed):
                failed += 1
                code = code or result.error.exit_code
                tell(f"{result.source}: {result.error}")
                value = failure_value(failure_of(result.source, result.error))
            else:
                done += 1
                value = summary_value(result.summary)
            file.write(line_of(value, result.record))
    beside = f", {failed} failed" if failed else ""
    return f"{done} results{beside}", code


def _items(batch: Batch, output: Output | None = None) -> Iterable[Item]:
    """Return a job's articles; what is guessed of tables is told once, when it is planned."""
    from briefer.compose import columns_of
    from briefer.ingest import TableReading, find

    manifest, columns = batch.job.manifest, columns_of(batch.session.settings)
    tables = TableReading(columns) if output is None else TableReading(columns, output.note)
    # Sources keep the names that a live run in the same folder would give them.
    folder = Path(manifest.folder)
    here = Path.cwd() == folder
    return find([each if here else str(folder / each) for each in manifest.sources], tables=tables)


@contextmanager
def _opened(folder: Path, output: Output) -> Iterator[tuple[Batch, Job]]:
    """Yield a job with its session, for as long as a command works on it."""
    from briefer.api import Session
    from briefer.config import resolve_here
    from briefer.scale import Batch, open_job

    with open_job(folder) as job:
        session = Session(resolve_here(job.manifest.flags), command="batch", note=output.note)
        try:
            yield Batch(job, session), job
        finally:
            session.close_store()


def _round_of(batch: Batch) -> str:
    from briefer.pricing import shown

    manifest = batch.job.manifest
    if manifest.is_done:
        return "nothing is left to ask"
    lines = sum(file.lines for file in manifest.files)
    files = f"{len(manifest.files)} files" if len(manifest.files) > 1 else "1 file"
    cost = batch.cost()
    told = "price unknown" if cost is None else f"{shown(cost)} for what is sent"
    tokens = f"{manifest.tokens:,} tokens in, {told}"
    return f"round {manifest.number}: {_requests(lines)} in {files}, {tokens}"


def _next(batch: Batch) -> str:
    from briefer.scale import how

    job = batch.job
    if job.manifest.is_done:
        return f"the results: briefer batch collect {job.folder}"
    if batch.format.how:
        return how(batch.format, job)
    return f"next: briefer batch submit {job.folder}"


def _requests(number: int) -> str:
    return "1 request" if number == 1 else f"{number:,} requests"


def _articles(number: int) -> str:
    return "1 article" if number == 1 else f"{number:,} articles"


def _told(passed: Any) -> list[str]:
    told = []
    if passed.torn:
        told.append(f"lines passed over that are no results: {passed.torn}")
    if passed.unknown:
        told.append(f"lines passed over that this round did not ask: {passed.unknown}")
    if passed.asked_again and not passed.awaited:
        again = _requests(passed.asked_again)
        told.append(f"to be asked again: {again}; the last because: {passed.why}")
    return told
