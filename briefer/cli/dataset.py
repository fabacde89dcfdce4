"""``summarize`` and ``facts`` into a folder of results, for any number of articles."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefer.cli.finding import standard_input
from briefer.cli.output import Output

if TYPE_CHECKING:
    from briefer.cli.run import Run
    from briefer.scale import Counted

_MOST_TOLD = 10
"""Failures that are told one by one; the rest are counted, and are rows."""


def folder_of(flags: dict[str, Any]) -> Path | None:
    """Return the folder that ``--out`` names, by a slash at its end or because it is one."""
    out = flags["out"]
    if not out or not (out.endswith("/") or Path(out).is_dir()):
        return None
    return Path(out)


def into_folder(folder: Path, sources: list[str], run: Run, prompt: str) -> int:
    """Add to a folder of results what it lacks of the sources; return the exit code."""
    import anyio

    from briefer.runs import Failed
    from briefer.scale import open_dataset

    stdin = standard_input(sources)
    told = untold = 0
    counted: Counted | None = None

    async def work() -> None:
        nonlocal told, untold, counted
        from briefer.ingest import find

        async with run.session as session:
            name = session.settings.prompt or prompt
            with open_dataset(folder, session, name) as dataset:
                counted = dataset.counted
                items = dataset.pending(find(sources, stdin=stdin, tables=run.tables))
                async for result in session.summaries(items, name, answers_only=True):
                    dataset.put(result)
                    if not isinstance(result, Failed):
                        summary = result.summary
                        run.saw((*summary.claims, *summary.dropped))
                    elif told < _MOST_TOLD:
                        told += 1
                        run.failed(result.source, result.error)
                    else:
                        untold += 1

    try:
        with run.shown(), run.counting(sources):
            anyio.run(work)
    finally:
        if untold:
            run.note(f"{untold:,} more failed; {folder} has a row with the error for each")
        if counted is not None:
            run.note(_told(folder, counted))
    return run.code()


def refuse(sources: list[str], flags: dict[str, Any], since: str | None) -> None:
    """Refuse what a folder of results cannot take (raises UsageError)."""
    from briefer.errors import UsageError
    from briefer.ingest import is_address

    if flags["format"] not in (None, "parquet"):
        raise UsageError(
            f"a folder of results is Parquet, not {flags['format']}",
            hint="leave --format out, or name a file with --out",
        )
    for option, value in (("--fields", flags["fields"]), ("--since", since)):
        if value is not None:
            raise UsageError(f"{option} is for one table, not for a folder of results")
    if any(map(is_address, sources)):
        raise UsageError(
            "a folder of results takes files, no web addresses",
            hint="fetch them first: briefer fetch ADDRESS --out articles.jsonl",
        )


def output_for(flags: dict[str, Any]) -> Output:
    """Return where notes go; nothing is printed on stdout."""
    return Output({"quiet": flags["quiet"], "format": "parquet"})


def _told(folder: Path, counted: Counted) -> str:
    rows = "row" if counted.new == 1 else "rows"
    said = [f"{counted.new:,} {rows} written to {folder}"]
    if counted.known:
        said.append(f"{counted.known:,} were there")
    if counted.mended:
        said.append(f"{counted.mended:,} that had failed have their result now")
    if counted.failed:
        said.append(f"{counted.failed:,} failed, and are tried again by the same command")
    return "; ".join(said)
