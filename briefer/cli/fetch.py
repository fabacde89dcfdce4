"""``fetch``: what the day's sources have, and nothing made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefer.cli.daily import Day, Sources, day_of, sources_of
from briefer.cli.finding import standard_input
from briefer.cli.options import FETCHING, FORMATS, formats_of, takes
from briefer.cli.output import Output
from briefer.cli.run import Run, named
from briefer.scrub import masked

if TYPE_CHECKING:
    from briefer.gather import Gathered


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
        chosen = sources_of(sources, run)
        stdin = standard_input(chosen)

        async def work() -> Gathered:
            async with run.session as session:
                return await session.gather(chosen, day_of(date), stdin=stdin)

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
