"""``diff``: what changed between two versions of an article, fact by fact."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, get_args

import typer

from briefer.cli.options import takes
from briefer.cli.output import Output

if TYPE_CHECKING:
    from briefer.compare.diff import Diff
    from briefer.model import Article, Change

_CHANGED = 1
_ALSO = {
    "quote": ("quotation",),
    "figure": ("number", "money", "date"),
    "person": ("name",),
    "people": ("name",),
}


@takes("format", "out", "quiet", "debug")
def diff(
    old: Annotated[str, typer.Argument(metavar="OLD", help="The earlier version: a file, or -.")],
    new: Annotated[str, typer.Argument(metavar="NEW", help="The later version: a file, or -.")],
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
        typer.Option("--exit-code", help="Leave with 1 when a fact changed, with 0 when none did."),
    ] = False,
    *,
    flags: dict[str, Any],
) -> int:
    """Tell which facts changed between two versions of an article; no model is asked.

    Numbers, money, dates, names, places, roles, quotations, who is cited, what is denied, how
    sure it is, what has happened since, what was added or dropped: the weightiest first, each with
    its words in both versions. New wording, another order and cosmetics are no facts.

    Example: briefer diff old.txt new.txt --exit-code
    """
    from briefer import api

    wanted = _types(only)
    with Output(flags) as output:
        found = api.diff(_read(old, new), _read(new, old))
        if _same_file(old, new):
            output.note("OLD and NEW are the same file")
        elif found.note:
            output.note(found.note)
        told = [c for c in found.changes if wanted is None or c.type in wanted]
        _print(found, told, output, words=word_diff, in_file=bool(flags.get("out")))
    changed = not found.related or any(change.factual for change in told)
    return _CHANGED if exit_code and changed else 0


def _print(found: Diff, told: list[Change], output: Output, *, words: bool, in_file: bool) -> None:
    from briefer import render

    old, new = found.old.article, found.new.article
    if words:
        output.format = "text"  # Markdown would be set prettily
        colour = sys.stdout.isatty() and not in_file and not os.environ.get("NO_COLOR")
        output.result(render.word_diff_text(found.words(), colour=colour))
    elif output.format == "md":
        output.result(render.changes_markdown(told, old, new, found.note))
    elif output.format == "jsonl":
        for change in told:
            output.result(render.dumps(render.change_value(change), pretty=False) + "\n")
    else:
        value = render.changes_value(told, old, new, related=found.related, note=found.note)
        output.result(render.dumps(value) + "\n")


def _types(only: str | None) -> frozenset[str] | None:
    """Read ``--only``: types in the singular or plural, ``facts`` for all factual ones."""
    from briefer.errors import UsageError
    from briefer.model import NOT_FACTUAL, ChangeType

    if only is None:
        return None
    types: tuple[str, ...] = get_args(ChangeType)
    chosen: set[str] = set()
    for given in filter(None, (word.strip().lower() for word in only.split(","))):
        name = given if given in types else given.removesuffix("s")
        if name in _ALSO:
            chosen.update(_ALSO[name])
        elif name == "fact":
            chosen.update(set(types) - NOT_FACTUAL)
        elif name in types:
            chosen.add(name)
        else:
            known = ", ".join(types)
            raise UsageError(
                f"--only does not know {given}", hint=f"it knows {known}, figures and facts"
            )
    if not chosen:
        raise UsageError("--only names no type of change", hint="for example --only numbers,dates")
    return frozenset(chosen)


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
