"""``diff``: what changed between two versions of an article, fact by fact."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from briefer.cli.change_types import types_of
from briefer.cli.ignored import Ignored, refuse_unfollowed
from briefer.cli.options import DIFF_FORMATS, ENGINE, formats_of, takes
from briefer.cli.output import Output, tell
from briefer.cli.run import UNSUPPORTED, strict_about

if TYPE_CHECKING:
    from briefer.compare.versions.diff import Diff
    from briefer.errors import BrieferError
    from briefer.model import Article, Change, Claim, WhatChanged

_CHANGED = 1
_WORDING = tuple(name for name in ENGINE if name not in ("store", "no_store"))
_IGNORED = (
    Ignored(
        ("only", "fail_on", *_WORDING),
        lambda given: given["word_diff"],
        "--word-diff shows the texts themselves",
    ),
    Ignored(
        ("fail_on", *_WORDING),
        lambda given: given["only"] or given["diff_format"] == "jsonl",
        "changes are put into words where all are listed, and not in jsonl",
    ),
)


@takes("summary", *ENGINE, "fail_on", "diff_format", "out", "quiet", "debug", ignored=_IGNORED)
def diff(
    old: Annotated[
        str,
        typer.Argument(
            metavar="OLD",
            help="The earlier version, a file or -, or a summary as summarize prints it in JSON; "
            "or, alone, an article whose versions are stored: its address or file.",
        ),
    ],
    new: Annotated[
        Optional[str],  # noqa: UP045
        typer.Argument(metavar="[NEW]", help="The later version or summary: a file, or -."),
    ] = None,
    first: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--from", metavar="N", min=1, help="Of stored versions, the earlier one."),
    ] = None,
    last: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option("--to", metavar="M", min=1, help="Of stored versions, the later one."),
    ] = None,
    word_diff: Annotated[
        bool,
        typer.Option("--word-diff", help="Show the text itself: what was put in, what taken out."),
    ] = False,
    only: Annotated[
        str | None,
        typer.Option(
            "--only",
            metavar="LIST",
            help="List these types of change alone: numbers,money,quotes,figures,facts,...",
        ),
    ] = None,
    exit_code: Annotated[
        bool,
        typer.Option(
            "--exit-code",
            help="Leave with 1 when a fact (of summaries: a claim) changed, with 0 when none did.",
        ),
    ] = False,
    *,
    flags: dict[str, Any],
) -> int:
    """Tell which facts changed between two versions of an article.

    Numbers, money, dates, names, places, roles, quotations, who is cited, what is denied, how
    sure it is, what has happened since, what was added or dropped: the weightiest first, each with
    its words in both versions. New wording, another order and cosmetics are no facts. That takes
    no model; one that is set words the weightiest in front.

    Of an article whose versions are stored, the last two are compared, or --from and --to. With
    --summary, or where OLD and NEW are summaries in JSON, each claim is told as kept word for word,
    said in other words, changed (from what to what), new or gone.

    Example: briefer diff old.txt new.txt --exit-code
    """
    from briefer import api
    from briefer.cli.comparing import compare, written_summaries
    from briefer.errors import UsageError

    wanted = types_of(only)
    if word_diff and (wanted is not None or flags["diff_format"] in ("json", "jsonl")):
        raise UsageError(
            "--word-diff shows the text itself, as text or with --format html",
            hint="leave out --only, or --word-diff",
        )
    flags = {**flags, "format": flags["diff_format"]}
    with Output(flags, formats_of(DIFF_FORMATS)) as output:
        written = None if new is None else written_summaries(old, new)
        if flags["summary"] or written is not None:
            if word_diff or only:
                option = "--word-diff" if word_diff else "--only"
                raise UsageError(f"{option} is about two versions, and not about their summaries")
            versions = None if written else _versions(old, new, first, last, flags, output)
            comparison = compare(written, versions, flags, output)
            if _is_strict_about((e.new.claim for e in comparison.claims if e.new), flags):
                return UNSUPPORTED
            return _CHANGED if exit_code and comparison.has_changed else 0
        found = api.diff(*_versions(old, new, first, last, flags, output))
        if new is not None and _same_file(old, new):
            output.note("OLD and NEW are the same file")
        elif found.note:
            output.note(found.note)
        told = [c for c in found.changes if wanted is None or c.type in wanted]
        made: WhatChanged | None = None
        failed: BrieferError | None = None
        if wanted is None and not word_diff and output.format != "jsonl":
            made, failed = _worded(found, flags, output)
        said = () if made is None else made.summary
        _print(found, told, output, said=said, words=word_diff, in_file=bool(flags.get("out")))
    if failed is not None:
        return failed.exit_code
    if made is not None and _is_strict_about((*made.summary, *made.dropped), flags):
        return UNSUPPORTED
    changed = not found.related or any(change.factual for change in told)
    return _CHANGED if exit_code and changed else 0


def _versions(
    old: str,
    new: str | None,
    first: int | None,
    last: int | None,
    flags: dict[str, Any],
    output: Output,
) -> tuple[Article, Article]:
    """Return what is to be compared: two sources, or two stored versions of one."""
    from briefer.cli.store import opened
    from briefer.errors import UsageError
    from briefer.revising import stored

    if new is not None:
        if first or last:
            raise UsageError("--from and --to pick among the stored versions of one article")
        return _read(old, new), _read(new, old)
    with opened(flags, output) as store:
        try:
            return stored(store, old).pair(first, last)
        except UsageError as error:
            raise UsageError(str(error), hint=f"name OLD and NEW, or: {error.hint}") from None


def _is_strict_about(claims: Iterable[Claim], flags: dict[str, Any]) -> bool:
    from briefer.cli.options import settings_of
    from briefer.config import resolve_here

    fail_on = resolve_here(settings_of(flags)).settings.fail_on
    return strict_about((claim.status for claim in claims), fail_on)


def _worded(
    found: Diff, flags: dict[str, Any], output: Output
) -> tuple[WhatChanged | None, BrieferError | None]:
    """Return the weightiest changes in checked claims, and why there are none if that failed."""
    import anyio

    from briefer.cli.options import settings_of
    from briefer.cli.run import Run
    from briefer.compose import load_prompts
    from briefer.config import choose_model, resolve_here
    from briefer.errors import BudgetError, ProviderError, ReplayMissError
    from briefer.tasks import Plan

    if not found.factual:
        return None, None
    resolved = resolve_here(settings_of(flags))
    settings = resolved.settings
    refuse_unfollowed(resolved)
    if settings.replay is None and choose_model(resolved)[0] == "extractive":
        from briefer.revising import worded

        plan = Plan(unsupported=settings.unsupported)
        return worded(found.old, found.new, load_prompts(settings), plan), None
    run = Run("diff", flags, output)

    async def work() -> Any:
        async with run.session as session:
            return await session.what_changed(found.old, found.new)

    try:
        made = anyio.run(work)
    except (ProviderError, ReplayMissError, BudgetError) as error:
        # The typed changes do not depend on it.
        tell(f"the changes could not be put into words: {error}")
        tell(f"hint: {error.hint}")
        return None, error
    for note in made.notes:
        tell(note)
    if made.dropped:
        output.note(f"{len(made.dropped)} claims were removed: the versions do not bear them out")
    return made, None


def _print(
    found: Diff,
    told: list[Change],
    output: Output,
    *,
    said: tuple[Claim, ...],
    words: bool,
    in_file: bool,
) -> None:
    from briefer.render import (
        change_value,
        changes_html,
        changes_markdown,
        changes_value,
        dumps,
        word_diff_html,
        word_diff_text,
    )

    old, new = found.old.article, found.new.article
    note = found.note or _left_out(found, told)
    if words and output.format == "html":
        output.result(word_diff_html(found.words(), old, new))
    elif words:
        output.format = "text"  # Markdown would be set prettily
        colour = sys.stdout.isatty() and not in_file and not os.environ.get("NO_COLOR")
        output.result(word_diff_text(found.words(), colour=colour))
    elif output.format == "md":
        output.result(changes_markdown(told, old, new, note, said))
    elif output.format == "html":
        output.result(changes_html(told, old, new, note, said))
    elif output.format == "jsonl":
        for change in told:
            output.result(dumps(change_value(change), pretty=False) + "\n")
    else:
        value = changes_value(told, old, new, related=found.related, note=note, said=said)
        output.result(dumps(value) + "\n")


def _left_out(found: Diff, told: list[Change]) -> str:
    """Return what else changed than is told; empty where that is all."""
    left = [change for change in found.factual if change not in told]
    if not left:
        return ""
    kinds = ", ".join(dict.fromkeys(change.type for change in left))
    facts = "other fact" if len(left) == 1 else "other facts"
    return f"{len(left)} {facts} changed that --only leaves out ({kinds})"


def _read(source: str, other: str) -> Article:
    from briefer.errors import UsageError
    from briefer.ingest import find

    if source == other == "-":
        raise UsageError("only one of OLD and NEW can be standard input")
    if Path(source).is_dir():
        raise UsageError(f"{source} is a folder; diff takes two articles")
    return next(iter(find([source], stdin=sys.stdin.buffer))).load()


def _same_file(old: str, new: str) -> bool:
    try:
        return old != "-" and Path(old).samefile(new)
    except OSError:
        return False
