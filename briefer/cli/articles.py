"""``summarize`` and ``facts``: articles in, checked results out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import TYPE_CHECKING, Annotated, Any, BinaryIO

import typer

from briefer.cli.dataset import folder_of, into_folder, output_for, refuse
from briefer.cli.finding import find_items, items_with, standard_input
from briefer.cli.options import (
    ENGINE,
    FETCHING,
    RUN,
    TABLE_FORMATS,
    TABLE_OUTPUT,
    TABLES,
    WISHES,
    formats_of,
    takes,
)
from briefer.cli.output import Output
from briefer.cli.printing import Printer, chosen_fields
from briefer.cli.run import Run

if TYPE_CHECKING:
    from briefer.ingest import Item

Sources = Annotated[
    list[str],
    typer.Argument(
        metavar="SOURCE...", help="Files, folders, web addresses, or - for standard input."
    ),
]


@takes("prompt", "evidence", *WISHES, *ENGINE, *RUN, *FETCHING, *TABLES, *TABLE_OUTPUT)
def summarize(
    sources: Sources,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="OLD",
            help="An earlier version of SOURCE, a file or an address that is stored: what did "
            "not change is carried over word for word, what did is marked.",
        ),
    ] = None,
    *,
    flags: dict[str, Any],
) -> int:
    """Summarize each article: headline, summary and key facts, each claim with its evidence.

    --length says how much is told; a short summary is shorter than its article. --audience and
    --style are told to the model; what a prompt of yours does not take is said, not dropped.

    Each row of a table (CSV, TSV, JSON Lines, Parquet) and page of an archive (WARC) is an article.
    --out DIR/ is a folder of Parquet files for any number of them: the same command again goes on
    where it was, and tries anew what failed.

    Example: briefer summarize story.txt --length short
    """
    from briefer.errors import UsageError

    if since is not None and len(sources) > 1:
        raise UsageError("--since takes one SOURCE, the version after OLD")
    return _each(sources, flags, "summarize", since)


@takes("prompt", "evidence", *ENGINE, *RUN, *FETCHING, *TABLES, *TABLE_OUTPUT)
def facts(sources: Sources, flags: dict[str, Any]) -> int:
    """List the key facts of each article, each with its evidence.

    Example: cat story.txt | briefer facts -
    """
    return _each(sources, flags, "facts")


def _each(
    sources: list[str],
    flags: dict[str, Any],
    prompt: str,
    since: str | None = None,
) -> int:
    """Run one prompt over every source and print each result in order."""
    import anyio

    flags = {**flags, "format": flags["table_format"]}
    folder = folder_of(flags)
    if folder is not None:
        refuse(sources, flags, since)
        with output_for(flags) as output:
            run = Run(prompt, flags, output)
            _tell_unheeded(run, prompt)
            if flags["dry_run"]:
                return run.estimate(sources, prompt)
            return into_folder(folder, sources, run, prompt)
    with Output(flags, formats_of(TABLE_FORMATS)) as output:
        chosen = chosen_fields(flags["fields"], output.format)
        run = Run(prompt, flags, output)
        _tell_unheeded(run, prompt)
        if flags["dry_run"]:
            return run.estimate(sources, prompt)
        before = None if since is None else _before(since, flags, output)
        stdin = standard_input(sources)
        printer = Printer(run, _markdown_of(run, prompt), chosen)

        async def work() -> None:
            async with run.session as session:
                name = session.settings.prompt or prompt
                items = await _items(run, sources, stdin, printer)
                async for result in session.summaries(items, name, since=before):
                    printer.put(result)

        with run.shown(), run.counting(sources):
            anyio.run(work)
        printer.end()
        return run.code()


def _markdown_of(run: Run, prompt: str) -> Callable[..., str]:
    """Return what lays a result out for reading, with its comparison with an earlier one's."""
    from briefer.render import facts_markdown, summary_markdown

    if prompt == "facts":
        return lambda summary, _: facts_markdown(summary)
    return partial(summary_markdown, is_short=run.session.settings.length == "short")


def _tell_unheeded(run: Run, prompt: str) -> None:
    """Say, before anything is asked, which wishes the prompt does not take."""
    session = run.session
    plan = session.plan(session.settings.prompt or prompt)
    unheeded = plan.unheeded(
        session.prompts.get(plan.prompt, variant=session.provider.info.variant)
    )
    if unheeded:
        run.output.note(
            "not told to the model, for its prompt does not take it: " + ", ".join(unheeded)
        )


async def _items(
    run: Run, sources: list[str], stdin: BinaryIO | None, printer: Printer
) -> Iterable[Item]:
    """Return the items of files as they are read, and of addresses, which are fetched first."""
    from briefer.ingest import find, is_address

    if not any(map(is_address, sources)):
        return find(sources, stdin=stdin, tables=run.tables)
    items, found = await items_with(run.session, sources, stdin, run.tables)
    for failure in found.failures:
        printer.missed(failure)
    return items


def _before(since: str, flags: dict[str, Any], output: Output) -> Any:
    """Return the earlier version: a file's text, or the last stored one of an address."""
    from pathlib import Path

    from briefer.cli.store import opened
    from briefer.errors import UsageError
    from briefer.revising import stored

    if Path(since).is_dir() or since == "-":
        raise UsageError(f"--since takes one article, and {since} is none")
    if Path(since).exists() or "://" not in since:
        return next(iter(find_items([since]))).load()
    with opened(flags, output) as store:
        found = stored(store, since)
        return found.article(found.versions[-1].number)
