"""``daily``: from the day's sources to the brief."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple, Optional

import typer

from briefer.cli.finding import items_of, standard_input
from briefer.cli.ignored import Ignored
from briefer.cli.options import (
    BRIEF,
    BRIEF_FORMATS,
    ENGINE,
    FETCHING,
    OUTPUT,
    RUN,
    TABLES,
    formats_of,
    takes,
)
from briefer.cli.output import Output
from briefer.cli.run import UNSUPPORTED, Run
from briefer.whole_file import replace_file

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
    typer.Option(
        "--date",
        metavar="DAY",
        help="The brief's day: yesterday, or as 2026-11-22; today if left out.",
    ),
]


_IGNORED = (
    Ignored(
        ("formats", "output"),
        lambda given: given["sources"] or given["out"],
        "a file for each format is written of the sources in briefer.toml, without --out; "
        "else --format says what is printed",
    ),
    Ignored(
        ("brief_format",),
        lambda given: not (given["sources"] or given["out"] or given["dry_run"]),
        "of the sources in briefer.toml a file is written for each of --formats",
    ),
    Ignored(
        ("explain",),
        lambda given: given["brief_format"] in ("json", "jsonl", "ninjs"),
        "only md and html say why a story stands where it does",
    ),
    Ignored(
        ("since",),
        lambda given: given["since"] == "last" and given["no_store"],
        "--no-store remembers no brief",
    ),
)


@takes(
    "prompt",
    "evidence",
    *ENGINE,
    *RUN,
    *BRIEF,
    *FETCHING,
    *TABLES,
    *_BRIEF_OUTPUT,
    ignored=_IGNORED,
)
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
    output folder, one file a format, whose names are printed. Where there is nothing new, that is
    said and nothing is written.

    Example: briefer daily articles/ --out brief.md
    """
    import anyio

    from briefer.errors import BrieferError, RunInterruptedError

    # A brief of other sources than those set down is no edition of theirs.
    flags = {**flags, "format": flags["brief_format"], "sources": sources or None}
    date = day_of(date)
    with Output(flags, formats_of(BRIEF_FORMATS)) as output:
        run = Run("daily", flags, output)
        fail_on = run.session.settings.fail_on
        chosen = sources_of(sources, run)
        to_stdout = sources or flags["out"] or flags["dry_run"]
        folder = None if to_stdout else _made(run.session.settings.output)
        stdin = standard_input(chosen)

        held: list[Gathered] = []

        async def gathered() -> Gathered:
            found = await run.session.gather(chosen, date, stdin=stdin)
            run.gathered(found, counts="sources" in fail_on)
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
            code = run.estimate_of(run.session.story_requests(found.articles, date))
            return code or (found.failures[0].exit_code if found.has_failed else 0)
        try:
            with run.shown():
                brief = anyio.run(work)
        except RunInterruptedError:
            raise
        except BrieferError:
            if run.codes and not run.stopped:
                return run.codes[0]
            raise
        articles = {article.hash: article for article in held[0].articles} if held else {}
        page = Page(explain, articles, run.session.settings.evidence)
        return _ended(brief, folder, run, page)


def _ended(brief: Brief | None, folder: Path | None, run: Run, page: Page) -> int:
    """Print or write a brief, or say that there is nothing new; return the exit code."""
    output = run.output
    is_empty = not run.has_failed and (brief is None or not brief.has_news)
    if is_empty:
        output.note(_nothing_new(brief))
    # Without a story it is no edition, and an item of ninjs would be empty.
    is_bare = is_empty and (brief is None or not brief.stories)
    if brief is not None and not (is_bare and (folder or output.format == "ninjs")):
        _put(brief, folder, run, page)
        run.saw((*brief.claims, *brief.all_dropped))
    fails = is_empty and "empty" in run.session.settings.fail_on
    return run.code() or (UNSUPPORTED if fails else 0)


def day_of(date: str | None) -> str | None:
    """Return a day that is named by a word as ISO has it."""
    import datetime as dt

    if date not in ("today", "yesterday"):
        return date
    today = dt.date.today()  # noqa: DTZ011 (the reader's own day)
    return (today - dt.timedelta(days=date == "yesterday")).isoformat()


def _nothing_new(brief: Brief | None) -> str:
    if brief is None:
        return "nothing new: no source has an article"
    since = f" since the brief of {brief.previous}" if brief.previous else ""
    told = len(brief.stories)
    developing = f": {told} {'story' if told == 1 else 'stories'} without a new fact"
    return f"nothing new{since}{developing if told else ''}"


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
        from briefer.desk import envelope_of, refresh_archive

        refresh_archive(folder, brief, envelope_of(run.session.settings))


def sources_of(sources: list[str] | None, run: Run) -> list[str]:
    """Return the sources that are named, else those of the settings (raises UsageError: none)."""
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
    from briefer.render import (
        brief_html,
        brief_markdown,
        brief_ninjs,
        brief_value,
        dumps,
        with_evidence,
    )

    if form == "md":
        text = brief_markdown(brief, explain=page.explain)
        return with_evidence(text, page.evidence)
    if form == "html":
        return brief_html(brief, explain=page.explain, articles=page.articles)
    if form == "ninjs":
        return dumps(brief_ninjs(brief)) + "\n"
    return dumps(brief_value(brief), pretty=form == "json") + "\n"


def _edition(brief: Brief, folder: Path, formats: tuple[str, ...], page: Page) -> list[Path]:
    """Write a brief into a folder, a file a format, and return the files."""
    written = []
    for form in formats:
        path = folder / f"{brief.date}{_SUFFIXES[form]}"
        replace_file(path, _written(brief, form, page))
        written.append(path)
    return written
