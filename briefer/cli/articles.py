"""``summarize``, ``facts`` and ``daily``: articles in, checked results out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Any

import typer

from briefer.cli.options import ENGINE, OUTPUT, settings_of, takes
from briefer.cli.output import Output, tell_failure

_UNSUPPORTED = 3

Sources = Annotated[
    list[str],
    typer.Argument(metavar="SOURCE...", help="Files, folders, or - for standard input."),
]


@takes("prompt", *ENGINE, *OUTPUT)
def summarize(sources: Sources, flags: dict[str, Any]) -> int:
    """Summarize each article: headline, summary and key facts, each claim with its evidence.

    Example: briefer summarize story.txt --format json
    """
    from briefer.render import summary_markdown

    return _each(sources, flags, "summarize", summary_markdown)


@takes("prompt", *ENGINE, *OUTPUT)
def facts(sources: Sources, flags: dict[str, Any]) -> int:
    """List the key facts of each article, each with its evidence.

    Example: cat story.txt | briefer facts -
    """
    from briefer.render import facts_markdown

    return _each(sources, flags, "facts", facts_markdown)


@takes("prompt", *ENGINE, *OUTPUT)
def daily(
    sources: Sources,
    date: Annotated[
        str | None, typer.Option(metavar="YYYY-MM-DD", help="The brief's day; today if left out.")
    ] = None,
    *,
    flags: dict[str, Any],
) -> int:
    """Make one brief over many articles: top lines, a section an article, sources, what failed.

    Example: briefer daily articles/ --out brief.md
    """
    import anyio

    from briefer.errors import BrieferError
    from briefer.render import brief_markdown, brief_value, dumps

    codes: list[int] = []

    def failed(source: str, error: BrieferError) -> None:
        codes.append(error.exit_code)
        tell_failure(source, error)

    with Output(flags) as output:
        session = _session(flags, output)

        async def run() -> Any:
            async with session:
                return await session.daily(_items(sources), date, failed)

        try:
            brief = anyio.run(run)
        except BrieferError:
            if codes:
                return codes[0]
            raise
        if output.format == "md":
            output.result(brief_markdown(brief))
        else:
            output.result(dumps(brief_value(brief), pretty=output.format == "json") + "\n")
    claims = [*brief.top_lines, *(c for s in brief.summaries for c in s.claims)]
    dropped = [*brief.dropped, *(c for s in brief.summaries for c in s.dropped)]
    return _code(session, codes, claims, dropped)


def _each(
    sources: list[str], flags: dict[str, Any], prompt: str, markdown: Callable[[Any], str]
) -> int:
    """Run one prompt over every source and print each result in order."""
    import anyio

    from briefer.api import failure_of
    from briefer.errors import BrieferError
    from briefer.render import dumps, failure_value, summaries_value, summary_value

    codes: list[int] = []
    summaries: list[Any] = []
    failures: list[Any] = []
    with Output(flags) as output:
        session = _session(flags, output)

        def emit(source: str, result: Any) -> None:
            if isinstance(result, BrieferError):
                codes.append(result.exit_code)
                tell_failure(source, result)
                failures.append(failure_of(source, result))
                if output.format == "jsonl":
                    output.result(dumps(failure_value(failures[-1]), pretty=False) + "\n")
                return
            summary = result[0]
            if output.format == "md":
                output.result(("\n" if summaries else "") + markdown(summary))
            elif output.format == "jsonl":
                output.result(dumps(summary_value(summary), pretty=False) + "\n")
            summaries.append(summary)

        async def run() -> None:
            async with session:
                name = session.settings.prompt or prompt
                await session.summaries(_items(sources), emit, name)

        anyio.run(run)
        if output.format == "json" and summaries:
            output.result(dumps(summaries_value(summaries, failures)) + "\n")
    claims = [claim for summary in summaries for claim in summary.claims]
    dropped = [claim for summary in summaries for claim in summary.dropped]
    return _code(session, codes, claims, dropped)


def _session(flags: dict[str, Any], output: Output) -> Any:
    from briefer.api import Session
    from briefer.compose import notes

    session = Session.of(settings_of(flags))
    for line in notes(session.resolved):
        output.note(line)
    return session


def _items(sources: list[str]) -> Iterable[Any]:
    import sys

    from briefer.ingest import find

    return find(sources, stdin=sys.stdin.buffer)


def _code(session: Any, codes: list[int], claims: Iterable[Any], dropped: Iterable[Any]) -> int:
    """Return the first failure's code, else 3 for unsupported claims under ``--fail-on``."""
    if codes:
        return codes[0]
    failing = any(True for _ in dropped) or any(claim.findings for claim in claims)
    if failing and session.settings.fail_on == "unsupported":
        return _UNSUPPORTED
    return 0
