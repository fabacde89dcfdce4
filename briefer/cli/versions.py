"""``versions``: what is stored of an article, version by version."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.options import FORMATS, formats_of, takes
from briefer.cli.output import Output
from briefer.cli.store import opened

if TYPE_CHECKING:
    from briefer.compare.versions.diff import Diff
    from briefer.revising import Step, Stored

_DAY, _MINUTE = len("2026-11-22"), len("2026-11-22T08:30")


@takes("store", "format", "out", "quiet", "debug")
def versions(
    source: Annotated[
        str, typer.Argument(metavar="SOURCE", help="An article: its web address or its file.")
    ],
    flags: dict[str, Any],
) -> None:
    """List every stored version of an article: when it was fetched, how much and what changed.

    Example: briefer versions https://example.org/story
    """
    from briefer.render import dumps
    from briefer.revising import stored

    with Output(flags, formats_of(FORMATS)) as output, opened(flags, output) as store:
        found = stored(store, source)
        steps = list(found.steps())
        if output.format == "md":
            output.result(_markdown(found, steps))
        elif output.format == "jsonl":
            lines = [dumps(_step_value(step), pretty=False) + "\n" for step in steps]
            output.result("".join(lines))
        else:
            output.result(dumps(_value(found, steps)) + "\n")


def _markdown(found: Stored, steps: list[Step]) -> str:
    from briefer.render import escape_markdown, place_markdown

    known = found.known
    lines = [f"# Versions of {place_markdown(found.source)}", ""]
    if known.gone is not None:
        why = f": {escape_markdown(known.reason)}" if known.reason else ""
        lines += [f"**Gone since {known.gone[:_DAY]}**{why}", ""]
    for step in steps:
        when = step.version.fetched[:_MINUTE].replace("T", " ")
        title = f", {escape_markdown(step.version.title)}" if step.version.title else ""
        lines.append(f"- **{step.version.number}**, fetched {when}{title}{_how_much(step.diff)}")
        if step.diff is not None:
            factual = step.diff.factual
            lines += [f"  - {each.type}: {escape_markdown(each.message)}" for each in factual]
    return "\n".join(lines) + "\n"


def _how_much(diff: Diff | None) -> str:
    """Return how much of a version is another than in the one before."""
    if diff is None:
        return ""
    if not diff.related:
        return f": another text ({diff.note})"
    if not diff.changes:
        return ": nothing but the looks changed"
    changed, every = _sentences(diff)
    facts = len(diff.factual)
    told = "no fact" if not facts else f"{facts} fact{'' if facts == 1 else 's'}"
    return f": {told} changed, {changed} of {every} sentences"


def _sentences(diff: Diff) -> tuple[int, int]:
    """Return how many sentences of a version are new or differ, and how many it has."""
    pairs = diff.alignment.pairs
    return sum(len(pair.new) for pair in pairs if not pair.same), len(diff.new.sentences)


def _value(found: Stored, steps: list[Step]) -> dict[str, Any]:
    from briefer.render import SCHEMA_VERSION

    known = found.known
    return {
        "schema_version": SCHEMA_VERSION,
        "kind": "versions",
        "source": found.source,
        "identity": known.identity,
        "gone": known.gone,
        "reason": known.reason,
        "versions": [_step_value(step) for step in steps],
    }


def _step_value(step: Step) -> dict[str, Any]:
    from dataclasses import asdict

    from briefer.render import change_value

    diff = step.diff
    value = asdict(step.version)
    if diff is None:
        return {**value, "related": None, "sentences": None, "changes": []}
    changed, every = _sentences(diff)
    return {
        **value,
        "related": diff.related,
        "sentences": {"changed": changed, "all": every},
        "changes": [change_value(each) for each in diff.changes],
    }
