"""``publish``: a brief to where readers and other programs have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Optional

import typer

from briefer.cli.desk import Edition, desk_at
from briefer.cli.options import FORMATS, formats_of, settings_of, takes
from briefer.cli.output import Output, tell

if TYPE_CHECKING:
    from briefer.desk import Desk, Outcome

_SECRET = frozenset({"wordpress", "mail", "webhook"})
"""Targets that a secret is sent to."""


@takes("store", "output", "site", "format", "out", "quiet", "debug")
def publish(
    name: Edition,
    to: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--to",
            metavar="LIST",
            help="Where: wordpress, mail, feed, webhook, ninjs; several with commas. Without it "
            "those of publish.to, else where the brief went before.",
        ),
    ] = None,
    dry_run: Annotated[
        bool,
        typer.Option(
            "--dry-run",
            help="Say what would go where and try what is harmless; send nothing.",
        ),
    ] = False,
    unsigned: Annotated[
        bool,
        typer.Option(
            "--unsigned", help="Publish though nobody has signed it, with a label that says so."
        ),
    ] = False,
    again: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            "--again", metavar="LIST", help="Send there though it was sent, or may have been."
        ),
    ] = None,
    *,
    flags: dict[str, Any],
) -> int:
    """Publish a brief as it was decided and signed: each target has it once, whoever tries again.

    A brief that went to a target before goes there as a correction: the post is updated, a mail
    answers the first one, the feed's entry changes, webhooks are told so. What fails at one target
    keeps no other from it; the exit code says so, and a second run sends only what is missing.

    Example: briefer publish 2026-11-22 --to wordpress,mail
    """
    from briefer.config import resolve_here

    with Output(flags, formats_of(FORMATS)) as output:
        desk = desk_at(flags, output)
        with desk.store:
            names = targets_for(desk, name, _listed(to))
            if _SECRET.intersection(names):
                resolve_here(settings_of(flags)).demand_trust(keys=True)
            outcomes = published(
                *(desk, name, names),
                unsigned=unsigned,
                again=_listed(again),
                dry_run=dry_run,
            )
        _print(outcomes, output)
    return code_of(outcomes)


def targets_for(desk: Desk, name: str | int, asked: Sequence[str]) -> list[str]:
    """Return where a brief is to go: where it is asked for, set down, or went before.

    Raises:
        UsageError: nobody says where, or there is no such brief.
    """
    from briefer.errors import UsageError

    chosen = list(asked) or list(desk.settings.publish_to) or list(desk.went_to(name))
    if not chosen:
        raise UsageError(
            "nobody says where to publish it",
            hint="--to wordpress,mail,feed,webhook,ninjs, or `to` under [publish] in briefer.toml",
        )
    return chosen


def published(
    desk: Desk,
    name: str | int,
    names: Iterable[str],
    *,
    unsigned: bool,
    again: Sequence[str] = (),
    dry_run: bool = False,
) -> list[Outcome]:
    """Publish a brief to targets, or say what that would do (raises as `publish` does)."""
    import anyio

    from briefer.desk import open_targets, outgoing, rehearse
    from briefer.desk import publish as send

    review = desk.open(name)
    going = outgoing(review, desk.store, unsigned=unsigned)

    async def work() -> list[Outcome]:
        async with open_targets(names, desk.settings) as targets:
            if dry_run:
                return await rehearse(going, targets, desk.store)
            return await send(going, targets, desk.store, again=again)

    return anyio.run(work)


def send_corrections(
    store_desk: Desk, numbers: Iterable[int], *, send: bool, unsigned: bool
) -> None:
    """Send corrected editions to where the briefs that they correct went, or say how to.

    Args:
        store_desk: The desk on the store that has them.
        numbers: The corrected editions.
        send: Whether to send them; else it is said that they are not.
        unsigned: Whether they may go out though nobody has signed them.
    """
    from briefer.errors import BrieferError

    for number in numbers:
        names = store_desk.went_to(number)
        if not names:
            continue
        day = store_desk.open(number).day
        if not send:
            listed = ", ".join(names)
            tell(f"the brief of {day} was published ({listed}): briefer publish {day} corrects it")
            continue
        try:
            outcomes = published(store_desk, number, names, unsigned=unsigned)
        except BrieferError as error:
            tell(f"{error}: the correction is not published ({error.hint})")
            continue
        for each in outcomes:
            tell(_line(each))


def code_of(outcomes: Iterable[Outcome]) -> int:
    """Return the exit code: 0 when every target has the brief, else that of the first failure."""
    return next((each.error.exit_code for each in outcomes if each.error is not None), 0)


def _print(outcomes: Sequence[Outcome], output: Output) -> None:
    from briefer.render import SCHEMA_VERSION, dumps

    values = [_value(each) for each in outcomes]
    if output.format == "json":
        whole = {"schema_version": SCHEMA_VERSION, "kind": "publication", "targets": values}
        output.result(dumps(whole) + "\n")
    elif output.format == "jsonl":
        output.result("".join(dumps(each, pretty=False) + "\n" for each in values))
    else:
        output.format = "text"
        output.result("".join(f"{_line(each)}\n" for each in outcomes))
        hints = dict.fromkeys(each.error.hint for each in outcomes if each.error is not None)
        for hint in hints:
            output.note(hint)


def _value(outcome: Outcome) -> dict[str, Any]:
    return {
        "target": outcome.target,
        "state": outcome.state,
        "correction": outcome.corrects,
        "url": outcome.url,
        "detail": outcome.detail,
    }


def _line(outcome: Outcome) -> str:
    from briefer.desk import SAID
    from briefer.render import plain

    state = SAID[outcome.state] + (" as a correction" if outcome.corrects else "")
    more = ", ".join(filter(None, [outcome.url, outcome.detail]))
    return plain(f"{outcome.target}: {state}{f': {more}' if more else ''}")


def _listed(text: str | None) -> list[str]:
    return [each.strip() for each in (text or "").split(",") if each.strip()]
