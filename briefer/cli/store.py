"""``briefer store``: what is kept between runs, whether it is sound, and what can go."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.options import FORMATS, add, formats_of, settings_of, takes
from briefer.cli.output import Output

if TYPE_CHECKING:
    from briefer.store import Removed

app = typer.Typer(
    help="Answers, articles, briefs and runs that are kept: path, stats, verify, repair, gc, "
    "export.",
    no_args_is_help=True,
)

_PROBLEMS = 2
_COUNTED = (
    *("replies", "articles", "runs", "versions", "fetches"),
    *("briefs", "summaries", "vectors", "results"),
    *("decisions", "signoffs", "publications"),
)
_UNITS = ("bytes", "kB", "MB", "GB")
_THOUSAND = 1_000


@takes("store", "debug")
def path(flags: dict[str, Any]) -> None:
    """Print where the store is; it may not have been made yet.

    Example: briefer store path
    """
    from briefer.compose import store_path

    typer.echo(str(store_path(_resolved(flags))))


@takes("store", "format", "out", "quiet", "debug")
def stats(flags: dict[str, Any]) -> None:
    """Say what is in the store, and how large it is.

    Example: briefer store stats --format json
    """
    from briefer.render import dumps, plain

    with Output(flags, formats_of(FORMATS)) as output, opened(flags, output) as store:
        found = store.stats()
        if output.format != "md":
            value = {"path": str(store.path) if store.path else None, **asdict(found)}
            output.result(dumps(value, pretty=output.format == "json") + "\n")
            return
        output.format = "text"
        lines = [f"{'size':<12} {size(found.size)}"]
        lines += [f"{name:<12} {getattr(found, name):,}" for name in _COUNTED]
        lines += [
            f"{'model':<12} {plain(each.model)}: {each.replies:,} replies, "
            f"{each.input_tokens:,} tokens in, {each.output_tokens:,} out"
            for each in found.models
        ]
        output.result("\n".join(lines) + "\n")


@takes("store", "out", "quiet", "debug")
def verify(flags: dict[str, Any]) -> int:
    """Check the store: the file is whole, and every key and hash is derived again.

    Nothing is changed. What is wrong is listed, and ends in exit code 2.

    Example: briefer store verify
    """
    from briefer.compose import store_path
    from briefer.render import plain
    from briefer.store import problems_of

    where = store_path(_resolved(flags))
    with Output({**flags, "format": "text"}) as output:
        problems = problems_of(where) if where.exists() else []
        for problem in problems:
            output.result(f"{plain(problem)}\n")
        if problems:
            output.note(
                f"{where} is damaged; the next run sets it aside and begins a new one, unless its "
                "indexes can be made anew; briefer store repair saves what can be read"
            )
            return _PROBLEMS
        with opened(flags, output) as store:
            wrong = 0
            for wrong, problem in enumerate(store.verify(), 1):  # noqa: B007 (counted)
                output.result(f"{plain(problem)}\n")
            found = store.stats()
        if not wrong:
            output.result(f"{found.replies:,} replies and {found.articles:,} articles, all sound\n")
    return _PROBLEMS if wrong else 0


@takes("store", "out", "quiet", "debug")
def repair(flags: dict[str, Any]) -> None:
    """Mend a damaged store: make its indexes anew, or copy what can be read to a new one.

    The damaged file is kept beside it. Other runs must have ended.

    Example: briefer store repair
    """
    import datetime as dt

    from briefer.compose import store_path
    from briefer.store import repair as mend

    resolved = _resolved(flags)
    resolved.demand_trust()
    where = store_path(resolved)
    with Output({**flags, "format": "text"}) as output:
        if not where.exists():
            output.result(f"there is no store at {where}\n")
            return
        done = mend(where, lambda: dt.datetime.now(dt.UTC).isoformat(timespec="seconds"))
        if done.how == "sound":
            output.result(f"{where} is sound\n")
        elif done.how == "indexed":
            output.result(f"the indexes of {where} were damaged, and have been made anew\n")
        else:
            rows = ", ".join(f"{count:,} {name}" for name, count in done.rows.items() if count)
            output.result(f"copied to a new store: {rows or 'nothing that could be read'}\n")
            output.note(f"the damaged one is kept as {done.aside}")


@takes("store", "out", "quiet", "debug")
def gc(
    unused_days: Annotated[
        int, typer.Option(min=0, help="Remove what was not used for so many days.")
    ] = 90,
    history: Annotated[
        bool,
        typer.Option(
            "--history",
            help="Also old briefs and summaries, and articles that were not there since.",
        ),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Only say what would be removed.")
    ] = False,
    *,
    flags: dict[str, Any],
) -> None:
    """Remove replies, articles and runs that were not used for long, and shrink the file.

    Articles whose versions are known, or that a brief or summary rests on, stay unless the
    history is to go too.

    Example: briefer store gc --unused-days 30 --dry-run
    """
    with Output({**flags, "format": "text"}) as output, opened(flags, output) as store:
        gone = store.gc(unused_days, history=history, dry_run=dry_run)
        said = "would remove" if dry_run else "removed"
        freed = "" if dry_run else f"; {size(gone.bytes)} freed"
        output.result(
            f"{said} {gone.replies:,} replies, {gone.articles:,} articles, "
            f"{gone.runs:,} runs{_more(gone)}{freed}\n"
        )


@takes("store", "quiet", "debug")
def export(flags: dict[str, Any]) -> None:
    """Print everything that is kept, as lines of JSON, each with its kind.

    Articles and their versions, replies with their requests, what addresses gave, briefs and
    summaries with the sentences under each claim, what people decided and signed, runs.

    Example: briefer store export > store.jsonl
    """
    with Output({**flags, "format": "jsonl"}) as output, opened(flags, output) as store:
        for line in store.export():
            output.result(line + "\n")


def opened(flags: dict[str, Any], output: Output) -> Any:
    """Return the store to look into; an empty one in memory where there is none yet."""
    from briefer.compose import open_store, store_path
    from briefer.store import Store

    flags = {**flags, "no_store": False}  # they ask for it by name
    resolved = _resolved(flags)
    where = store_path(resolved)
    if not where.exists():
        output.note(f"there is no store yet: {where} is made by the first run")
        return Store.open(None)
    return open_store(resolved, output.note)


def _more(gone: Removed) -> str:
    """Return what else went, where anything did."""
    told = (
        (gone.fetches, "addresses"),
        (gone.versions, "versions"),
        (gone.editions, "briefs and summaries"),
        (gone.vectors, "vectors"),
        (gone.results, "results"),
    )
    return "".join(f", {count:,} {what}" for count, what in told if count)


def size(count: int) -> str:
    """Return a number of bytes as people read it."""
    amount, unit = float(count), 0
    while amount >= _THOUSAND and unit < len(_UNITS) - 1:
        amount, unit = amount / _THOUSAND, unit + 1
    return f"{amount:.1f} {_UNITS[unit]}" if unit else f"{count} {_UNITS[0]}"


def _resolved(flags: dict[str, Any]) -> Any:
    import os
    from pathlib import Path

    from briefer.config import resolve

    return resolve(settings_of(flags), environ=os.environ, cwd=Path.cwd())


for command, function in (
    ("path", path),
    ("stats", stats),
    ("verify", verify),
    ("repair", repair),
    ("gc", gc),
    ("export", export),
):
    add(app, command, function)
