"""``summarize`` and ``facts``: articles in, checked results out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import typer

from briefer.cli.options import ENGINE, OUTPUT, RUN, takes
from briefer.cli.output import Output
from briefer.cli.run import Run, find_items

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help="Files, folders, or - for standard input."),
]


@takes("prompt", *ENGINE, *RUN, *OUTPUT)
def summarize(
    sources: Sources,
    since: Annotated[
        str | None,
        typer.Option(
            "--since",
            metavar="OLD",
            help="An earlier version of SOURCE, a file or an address that is stored: what did "
            "not change is carried over word for word.",
        ),
    ] = None,
    *,
    flags: dict[str, Any],
) -> int:
    """Summarize each article: headline, summary and key facts, each claim with its evidence.

    Example: briefer summarize story.txt --format json
    """
    from briefer.errors import UsageError
    from briefer.render import summary_markdown

    if since is not None and len(sources) > 1:
        raise UsageError("--since takes one SOURCE, the version after OLD")
    return _each(sources, flags, "summarize", summary_markdown, since)


@takes("prompt", *ENGINE, *RUN, *OUTPUT)
def facts(sources: Sources, flags: dict[str, Any]) -> int:
    """List the key facts of each article, each with its evidence.

    Example: cat story.txt | briefer facts -
    """
    from briefer.render import facts_markdown

    return _each(sources, flags, "facts", facts_markdown)


def _each(
    sources: list[str],
    flags: dict[str, Any],
    prompt: str,
    markdown: Callable[[Any], str],
    since: str | None = None,
) -> int:
    """Run one prompt over every source and print each result in order."""
    import anyio

    from briefer.briefing import failure_of
    from briefer.errors import BrieferError
    from briefer.render import dumps, failure_value, summaries_value, summary_value

    kept: list[Any] = []  # only --format json needs all of them together
    failures: list[Any] = []
    with Output(flags) as output:
        run = Run(prompt, flags, output)
        if flags["dry_run"]:
            return run.estimate(sources, prompt)
        printed = 0

        def emit(source: str, result: Any) -> None:
            nonlocal printed
            if isinstance(result, BrieferError):
                run.failed(source, result)
                failures.append(failure_of(source, result))
                if output.format == "jsonl":
                    run.result(dumps(failure_value(failures[-1]), pretty=False) + "\n")
                return
            summary = result[0]
            run.saw((*summary.claims, *summary.dropped))
            if output.format == "md":
                run.result(("\n" if printed else "") + markdown(summary))
            elif output.format == "jsonl":
                run.result(dumps(summary_value(summary), pretty=False) + "\n")
            else:
                kept.append(summary)
            printed += 1

        before = None if since is None else _before(since, flags, output)
        items = find_items(sources)

        async def work() -> None:
            async with run.session as session:
                name = session.settings.prompt or prompt
                await session.summaries(items, emit, name, since=before)

        with run.shown():
            anyio.run(work)
        if output.format == "json":
            output.result(dumps(summaries_value(kept, failures)) + "\n")
        return run.code()


def _before(since: str, flags: dict[str, Any], output: Output) -> Any:
    """Return the earlier version: a file's text, or the last stored one of an address."""
    from pathlib import Path

    from briefer.cli.store import opened
    from briefer.errors import UsageError
    from briefer.revising.versions import stored

    if Path(since).is_dir() or since == "-":
        raise UsageError(f"--since takes one article, and {since} is none")
    if Path(since).exists() or "://" not in since:
        return next(iter(find_items([since]))).load()
    with opened(flags, output) as store:
        found = stored(store, since)
        return found.article(found.versions[-1].number)
