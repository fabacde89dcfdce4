"""``daily`` and ``fetch``: from the day's sources to the brief."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Optional

import typer

from briefer.cli.options import (
    BRIEF,
    BRIEF_FORMATS,
    ENGINE,
    FETCHING,
    FORMATS,
    OUTPUT,
    RUN,
    formats_of,
    takes,
)
from briefer.cli.output import Output
from briefer.cli.run import Run, items_of, named, standard_input
from briefer.cli.whole_file import replace_file
from briefer.scrub import masked

if TYPE_CHECKING:
    from briefer.api import Session
    from briefer.gather import Gathered
    from briefer.model import Article, Brief, EvidenceForm

_BRIEF_OUTPUT = tuple("brief_format" if name == "format" else name for name in OUTPUT)
_SUFFIXES = {
    "md": ".md",
    "html": ".html",
    "json": ".json",
    "jsonl": ".jsonl",
    "ninjs": ".ninjs.json",
}

Sources = Annotated[
    Optional[list[str]],  # noqa: UP045
    typer.Argument(
        metavar="SOURCE",
        help="Feeds, pages, files, folders, patterns, or - for standard input; "
        "those of briefer.toml if left out.",
    ),
]
Day = Annotated[
    str | None,
    typer.Option("--date", metavar="YYYY-MM-DD", help="The brief's day; today if left out."),
]


@takes("prompt", "evidence", *ENGINE, *RUN, *BRIEF, *FETCHING, *_BRIEF_OUTPUT)
def daily(
    sources: Sources = None,
    date: Day = None,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of each story why it stands where it does.")
    ] = False,
    *,
    flags: dict[str, Any],
) -> int:
    """Make one brief over many articles: top lines, then story by story, sources, what failed.

    Without SOURCE, the sources of briefer.toml are fetched and the brief is written into its
    output folder, one file a format, whose names are printed.

    Example: briefer daily articles/ --out brief.md
    """
    import anyio

    from briefer.errors import BrieferError, RunInterruptedError

    # A brief of other sources than those set down is no edition of theirs.
    flags = {**flags, "format": flags["brief_format"], "sources": sources or None}
    with Output(flags, formats_of(BRIEF_FORMATS)) as output:
        run = Run("daily", flags, output)
        chosen = _sources_of(sources, run)
        to_stdout = sources or flags["out"] or flags["dry_run"]
        folder = None if to_stdout else _made(run.session.settings.output)
        stdin = standard_input(chosen)

        held: list[Gathered] = []

        async def gathered() -> Gathered:
            found = await run.session.gather(chosen, date, stdin=stdin)
            run.gathered(found)
            return found

        async def work() -> Brief | None:
            async with run.session as session:
                found = await gathered()
                held.append(found)
                if not found.came and not found.failures:
                    return None
                return await _made_of(session, found, date, run)

        if flags["dry_run"]:
            found = anyio.run(gathered)
            return run.estimate_of(run.session.story_requests(found.articles, date))
        try:
            with run.shown():
                brief = anyio.run(work)
        except RunInterruptedError:
            raise
        except BrieferError:
            if run.codes and not run.stopped:
                return run.codes[0]
            raise
        if brief is None:
            output.note("no source has an article: there is no brief to make")
            return 0
        articles = {article.hash: article for article in held[0].articles} if held else {}
        _put(brief, folder, run, Page(explain, articles, run.session.settings.evidence))
        run.saw((*brief.claims, *brief.all_dropped))
        return run.code()


async def _made_of(session: Session, found: Gathered, date: str | None, run: Run) -> Brief | None:
    """Return the brief of what was gathered; what fails on the way is told as it happens."""
    from briefer.model import Brief
    from briefer.runs import Failed, Noted

    brief = None
    async for event in session.briefing(items_of(found), date, beside=found.failures):
        if isinstance(event, Failed):
            run.failed(event.source, event.error)
        elif isinstance(event, Noted):
            run.output.note(event.text)
        elif isinstance(event, Brief):
            brief = event
    return brief


class Page(NamedTuple):
    """What a page shows beside the brief: why stories stand where they do, whole paragraphs."""

    explain: bool = False
    articles: Mapping[str, Article] = {}
    evidence: EvidenceForm = "inline"


def _put(brief: Brief, folder: Path | None, run: Run, page: Page) -> None:
    """Print a brief, or write it into a folder and print the files' names."""
    output = run.output
    if folder is None:
        output.result(_written(brief, output.format, page))
        return
    output.format = "text"
    for path in _edition(brief, folder, run.session.settings.formats, page):
        output.result(f"{path}\n")
    if "html" in run.session.settings.formats:
        from briefer.cli.archive import refresh_archive

        refresh_archive(folder, brief, run.session.settings)


@takes("store", "no_store", "since", *FETCHING, "format", "out", "quiet", "debug")
def fetch(sources: Sources = None, date: Day = None, *, flags: dict[str, Any]) -> int:
    """Fetch what is new, and only that: what came, what changed, what failed.

    What came is kept in the store, version by version, for the next brief.

    Example: briefer fetch https://example.org/feed.xml
    """
    import anyio

    from briefer.render import dumps, value_of

    with Output(flags, formats_of(FORMATS)) as output:
        run = Run("fetch", {**flags, "model": "extractive"}, output)
        chosen = _sources_of(sources, run)
        stdin = standard_input(chosen)

        async def work() -> Gathered:
            async with run.session as session:
                return await session.gather(chosen, date, stdin=stdin)

        with run.shown():
            found = anyio.run(work)
        if output.format == "md":
            output.format = "text"
            output.result(masked("".join(_report_lines(found))))
        else:
            value = {"kind": "fetched", "report": _masked(value_of(found.report))}
            output.result(dumps(value, pretty=output.format == "json") + "\n")
        return 0 if found.came or not found.failures else found.failures[0].exit_code


def _masked(value: Any) -> Any:
    """Return a value of JSON with the secrets of the addresses in it masked."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, dict):
        return {key: _masked(part) for key, part in value.items()}
    return list(map(_masked, value)) if isinstance(value, list | tuple) else value


def _sources_of(sources: list[str] | None, run: Run) -> list[str]:
    from briefer.errors import UsageError

    named = sources or [_from_here(source) for source in run.session.settings.sources]
    if not named:
        run.session.close_store()
        file = run.session.resolved.file
        raise UsageError(
            "there is nothing to read: name sources, or set them in briefer.toml",
            hint=f"take the # away before sources in {file}"
            if file
            else "briefer init writes a briefer.toml to begin with",
        )
    return named


def _from_here(source: str) -> str:
    """Return a path below this folder without the folder's name: briefs are read elsewhere."""
    path = Path(source)
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else source


def _made(folder: Path) -> Path:
    """Make the output folder, before any work that could be lost for want of it; return it."""
    from briefer.errors import OutputFileError

    hint = "name another with output in briefer.toml, or with --output"
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = error.strerror or error
        raise OutputFileError(f"the folder {folder} cannot be made: {reason}", hint=hint) from error
    if not os.access(folder, os.W_OK):
        raise OutputFileError(f"the folder {folder} cannot be written to", hint=hint)
    return folder


def _written(brief: Brief, form: str, page: Page) -> str:
    from briefer import render

    if form == "md":
        text = render.brief_markdown(brief, explain=page.explain)
        return render.with_evidence(text, page.evidence)
    if form == "html":
        return render.brief_html(brief, explain=page.explain, articles=page.articles)
    if form == "ninjs":
        return render.dumps(render.brief_ninjs(brief)) + "\n"
    return render.dumps(render.brief_value(brief), pretty=form == "json") + "\n"


def _edition(brief: Brief, folder: Path, formats: tuple[str, ...], page: Page) -> list[Path]:
    """Write a brief into a folder, a file a format, and return the files."""
    written = []
    for form in formats:
        path = folder / f"{brief.date}{_SUFFIXES[form]}"
        replace_file(path, _written(brief, form, page))
        written.append(path)
    return written


def _report_lines(found: Gathered) -> list[str]:
    from briefer.render import plain

    lines = []
    for source in found.report:
        lists = sum(other.via == source.source for other in found.report)
        counts = [
            f"{number} {what}"
            for number, what in (
                (lists, "list" if lists == 1 else "lists"),
                (source.new, "new"),
                (source.changed, "changed"),
                (source.unchanged, "unchanged"),
                (source.skipped, "passed over"),
                (source.repeated, "had already"),
            )
            if number
        ]
        name = (
            f"{plain(source.title)} ({plain(source.source)})"
            if source.title
            else plain(source.source)
        )
        state = "not modified" if source.not_modified else "nothing"
        lines.append(f"{name}: {', '.join(counts) or state}\n")
        lines += [f"  gone: {plain(named(f.source, f.message))}\n" for f in source.gone]
        lines += [f"  failed: {plain(named(f.source, f.message))}\n" for f in source.failures]
        lines += [f"  note: {plain(note)}\n" for note in source.notes]
    return lines
