"""``update``: what past briefs and summaries say that their articles say no longer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.corrected import edition_name, write_corrected
from briefer.cli.ignored import Ignored
from briefer.cli.options import FETCHING, FORMATS, OUTPUT, formats_of, takes
from briefer.cli.output import Output, tell
from briefer.cli.run import UNSUPPORTED, strict_about
from briefer.cli.store import opened

if TYPE_CHECKING:
    from briefer.api import Form
    from briefer.config import Settings
    from briefer.model import ClaimStatus, Failure
    from briefer.revising import Affected, StaleClaim
    from briefer.store import Edition, Store

_FORMATS: tuple[Form, ...] = ("json", "md", "html", "ninjs")
_KEPT = "summarize keeps its own, daily those of the sources in briefer.toml"


_IGNORED = (
    Ignored(FETCHING, lambda given: given["offline"], "--offline fetches nothing"),
    Ignored(
        ("out_dir", "output", "formats"),
        lambda given: not given["write"],
        "corrected editions are written with --write alone",
    ),
    Ignored(("output",), lambda given: given["out_dir"], "--out-dir comes before it"),
    Ignored(
        ("publish",),
        lambda given: not given["write"],
        "corrections are published with --write alone",
    ),
    Ignored(("unsigned",), lambda given: not given["publish"], "it says how to publish"),
)


@takes("store", *FETCHING, "output", "formats", *OUTPUT, ignored=_IGNORED)
def update(
    offline: Annotated[
        bool, typer.Option("--offline", help="Compare with what is stored; fetch nothing.")
    ] = False,
    write: Annotated[
        bool, typer.Option("--write", help="Write corrected editions, and keep them as current.")
    ] = False,
    out_dir: Annotated[
        str | None,
        typer.Option(
            "--out-dir",
            metavar="DIR",
            help="Write corrected editions here, not into the briefs' own folder.",
        ),
    ] = None,
    publish: Annotated[
        bool,
        typer.Option("--publish", help="Send corrections to where the briefs were published."),
    ] = False,
    unsigned: Annotated[
        bool, typer.Option("--unsigned", help="Publish them though nobody has signed them.")
    ] = False,
    *,
    flags: dict[str, Any],
) -> int:
    """Fetch again what past briefs and summaries rest on, and list the claims that fell with it.

    A claim is stale when its sentence says another fact now, and unsupported when the sentence or
    the whole article is gone; both wordings are shown, and the exit code is 9. A claim whose
    sentence did not change, or changed in its wording alone, is not listed, nor is one that
    another sentence of the article still says. Under --fail-on the
    exit code is 3 where all still stand, but one was flagged (or open) when it was made.

    Example: briefer update --write
    """
    import anyio

    from briefer.cli.options import settings_of
    from briefer.cli.publish import send_corrections
    from briefer.compose import store_path
    from briefer.config import resolve_here
    from briefer.desk import Desk
    from briefer.errors import StaleClaimsError, UsageError
    from briefer.revising import Current, affected

    resolved = resolve_here(settings_of(flags))
    if publish:
        resolved.demand_trust(keys=True)
    failures: list[Failure] = []
    with Output(flags, formats_of(FORMATS)) as output, opened(flags, output) as store:
        if not store.briefs(limit=1) and not store.summaries(limit=1):
            raise UsageError(
                f"no brief or summary is kept in {store_path(resolved)}: nothing can be compared",
                hint=f"{_KEPT}; with no_store nothing is kept",
            )
        if not offline:
            failures = anyio.run(_refreshed, store, resolved.settings)
            for failure in failures:
                tell(f"{failure.source}: {failure.message}")
        current = Current(store)
        editions = [*Desk(store).decided_briefs(), *store.summaries()]
        found = affected(store, editions, current)
        written: dict[int, list[str]] = {}
        if write and found:
            folder = Path(out_dir) if out_dir else resolved.settings.output
            chosen = "formats" in settings_of(flags) or resolved.settings.formats != ("md",)
            formats = resolved.settings.formats if chosen else _FORMATS
            written = write_corrected(found, current, store, folder, formats, resolved.settings)
            numbers = [each.id for each in store.briefs() if each.supersedes in written]
            desk = Desk(store, resolved.settings)
            send_corrections(desk, numbers, send=publish, unsigned=unsigned)
        _print(found, failures, written, output)
        fail_on = resolved.settings.fail_on
        is_failing = fail_on != ("none",) and strict_about(_statuses(editions), fail_on)
    if found:
        claims = sum(len(each.claims) for each in found)
        raise StaleClaimsError(
            f"{_count(claims, 'claim no longer stands', 'claims no longer stand')} on what the "
            f"articles say, in {_count(len(found), 'brief or summary', 'briefs and summaries')}",
            hint="corrected editions are written" if written else StaleClaimsError.hint,
        )
    if failures:
        return failures[0].exit_code
    return UNSUPPORTED if is_failing else 0


def _statuses(editions: Iterable[Edition]) -> Iterator[ClaimStatus]:
    """Yield what was found of each claim of briefs and summaries."""
    from briefer.render import brief_from, summary_from

    for edition in editions:
        read = brief_from if edition.kind == "brief" else summary_from
        result = read(edition.value)
        yield from () if result is None else (claim.status for claim in result.claims)


async def _refreshed(store: Store, settings: Settings) -> list[Failure]:
    """Fetch again; returns what could not be had."""
    from briefer.compose import gather_settings
    from briefer.revising import refresh

    return list(await refresh(store, gather_settings(settings, None)))


def _print(
    found: list[Affected],
    failures: list[Failure],
    written: dict[int, list[str]],
    output: Output,
) -> None:
    from briefer.render import SCHEMA_VERSION, dumps, value_of

    values = [_value(each, written.get(each.edition.id, [])) for each in found]
    if output.format == "md":
        output.result(_markdown(found, written))
    elif output.format == "jsonl":
        output.result("".join(dumps(value, pretty=False) + "\n" for value in values))
    else:
        whole = {
            "schema_version": SCHEMA_VERSION,
            "kind": "update",
            "editions": values,
            "failures": value_of(tuple(failures)),
        }
        output.result(dumps(whole) + "\n")


def _markdown(found: list[Affected], written: dict[int, list[str]]) -> str:
    from briefer.render import escape_markdown

    if not found:
        return "Every claim of past briefs and summaries still stands.\n"
    lines = ["# No longer as the articles have it", ""]
    for each in found:
        lines += [f"## {escape_markdown(edition_name(each.edition))}", ""]
        for stale in each.claims:
            lines += _claim_lines(stale)
        lines.append("")
        lines += [
            f"Corrected: {escape_markdown(path)}\n" for path in written.get(each.edition.id, [])
        ]
    return "\n".join(lines).rstrip("\n") + "\n"


def _claim_lines(stale: StaleClaim) -> list[str]:
    from briefer.render import escape_markdown, place_markdown, place_words

    update, claim = stale.update, stale.claim
    where = place_words(claim.where)
    place = f" ({escape_markdown(where)})" if where else ""
    lines = [
        f"- **{stale.standing}**: {escape_markdown(claim.text)}{place}",
        f"  - was: {escape_markdown(update.old)}",
    ]
    if update.new:
        now = " ".join(sentence.text for sentence in update.new)
        lines.append(f"  - now: {escape_markdown(now)}")
    place = place_markdown(stale.article.removeprefix("file:"))
    lines.append(f"  - {escape_markdown(update.reason)}: {place}")
    return lines


def _value(found: Affected, written: list[str]) -> dict[str, Any]:
    edition = found.edition
    return {
        "edition": edition.id,
        "kind": edition.kind,
        "series": edition.series,
        "day": edition.day,
        "made": edition.made,
        "claims": [_claim_value(stale) for stale in found.claims],
        "written": written,
    }


def _claim_value(stale: StaleClaim) -> dict[str, Any]:
    from briefer.render import change_value

    update = stale.update
    return {
        "text": stale.claim.text,
        "where": stale.claim.where,
        "standing": stale.standing,
        "article": stale.article,
        "sentence": stale.rest.sentence,
        "old": update.old,
        "new": " ".join(sentence.text for sentence in update.new) or None,
        "changes": [change_value(each) for each in update.changes],
        "reason": update.reason,
    }


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
