"""``briefer desk``, ``sign`` and ``record``: briefs reviewed and signed by people."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer

from briefer.cli.options import FORMATS, add, formats_of, settings_of, takes
from briefer.cli.output import Output

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.desk import Desk, Review
    from briefer.model import Decision, Signoff

people_app = typer.Typer(
    help="Who may use the desk: add, list, renew, remove.", no_args_is_help=True
)
record_app = typer.Typer(
    help="What was decided about a brief, and who signed it: show, verify.", no_args_is_help=True
)

_PROBLEMS = 2
_MINUTE = len("2026-11-22T08:30")
Role = Literal["reader", "editor", "admin"]

Edition = Annotated[
    str, typer.Argument(metavar="DAY", help="The brief: its day, as 2026-11-22, or its number.")
]


def desk_at(flags: dict[str, Any], output: Output) -> Desk:
    """Return the desk on the store that there is; close ``desk.store`` behind it.

    Raises:
        UsageError: there is no store yet.
    """
    import os

    from briefer.compose import open_store, store_path
    from briefer.config import resolve
    from briefer.desk import Desk
    from briefer.errors import UsageError

    given = settings_of({**flags, "no_store": False})
    resolved = resolve(given, environ=os.environ, cwd=Path.cwd())
    resolved.demand_trust()
    where = store_path(resolved)
    if not where.exists():
        raise UsageError(
            f"there is no store yet at {where}, and no brief in it",
            hint="name sources in briefer.toml and run briefer daily: it keeps what it makes",
        )
    return Desk(open_store(resolved, output.note), resolved.settings)


@takes("store", "out", "quiet", "debug")
def add_person(
    name: Annotated[str, typer.Argument(help="What they are called, in the record too.")],
    role: Annotated[
        Role, typer.Option(help="reader: looks; editor: decides and signs; admin: people too.")
    ] = "editor",
    *,
    flags: dict[str, Any],
) -> None:
    """Let somebody use the desk, and print their token, which is shown this once.

    Example: briefer desk people add mara --role editor
    """
    from briefer.desk import whole_token

    with Output({**flags, "format": "text"}) as output:
        desk = desk_at(flags, output)
        with desk.store:
            output.result(f"{whole_token(name, desk.add_person(name, role))}\n")
        output.note(f"this is {name}'s token: it is shown this once, and kept as a hash alone")


@takes("store", "out", "quiet", "debug")
def renew(
    name: Annotated[str, typer.Argument(help="Whose.")],
    flags: dict[str, Any],
) -> None:
    """Give somebody another token, and print it; the old one is of no use any more.

    Example: briefer desk people renew mara
    """
    from briefer.desk import whole_token

    with Output({**flags, "format": "text"}) as output, desk_at(flags, output).store as store:
        output.result(f"{whole_token(name, store.renew_token(name))}\n")
        output.note(f"this is {name}'s new token: it is shown this once")


@takes("store", "format", "out", "quiet", "debug")
def list_people(flags: dict[str, Any]) -> None:
    """List who may use the desk, and since when.

    Example: briefer desk people list
    """
    from briefer.render import dumps, plain, value_of

    with Output(flags, formats_of(FORMATS)) as output, desk_at(flags, output).store as store:
        found = store.people()
        values = [value_of(each) for each in found]
        if output.format == "json":
            output.result(dumps(values) + "\n")
            return
        if output.format == "jsonl":
            output.result("".join(dumps(each, pretty=False) + "\n" for each in values))
            return
        output.format = "text"
        output.result(
            "".join(f"{plain(each.name)}  {each.role}  {_when(each.made)}\n" for each in found)
        )
        if not found:
            output.note("nobody yet: briefer desk people add NAME --role editor")


@takes("store", "quiet", "debug")
def remove(
    name: Annotated[str, typer.Argument(help="Who.")],
    flags: dict[str, Any],
) -> None:
    """Let somebody use the desk no longer; what they decided and signed stays.

    Example: briefer desk people remove jon
    """
    with Output({**flags, "format": "text"}) as output, desk_at(flags, output).store as store:
        store.remove_person(name)
        output.note(f"{name} cannot use the desk any more; what they decided and signed stays")


@takes("store", "quiet", "debug")
def sign(
    name: Edition,
    who: Annotated[str, typer.Option("--as", metavar="NAME", help="Who signs.")],
    statement: Annotated[
        str | None, typer.Option(metavar="TEXT", help="What they sign for, in their own words.")
    ] = None,
    *,
    flags: dict[str, Any],
) -> None:
    """Sign a brief as it was decided: nothing may be left to decide.

    Who can write the store may sign as anybody in it: lend neither to others. A change after it
    voids a signature. Under desk.two_person nobody signs what they edited.

    Example: briefer sign 2026-11-22 --as mara
    """
    from briefer.desk import STATEMENT

    with Output({**flags, "format": "text"}) as output:
        desk = desk_at(flags, output)
        with desk.store:
            said = STATEMENT if statement is None else statement
            made = desk.sign(name, who, statement=said, via="command line")
            output.result(_signed(made, desk.open(name)))


@takes("store", "format", "out", "quiet", "debug")
def show(name: Edition, flags: dict[str, Any]) -> None:
    """Show the record of a brief: every decision, who signed, where it went.

    With --format json it is the record itself, which verify takes.

    Example: briefer record show 2026-11-22 --format json --out record.json
    """
    from briefer.desk import record_text
    from briefer.render import dumps

    with Output(flags, formats_of(FORMATS)) as output:
        desk = desk_at(flags, output)
        with desk.store:
            if output.format == "json":
                output.result(record_text(desk.record(name)))
            elif output.format == "jsonl":
                output.result(dumps(desk.record(name), pretty=False) + "\n")
            else:
                output.result("".join(_record(desk.open(name))))


@takes("store", "out", "quiet", "debug")
def verify(
    name: Annotated[
        str,
        typer.Argument(metavar="DAY|FILE", help="The brief, or a file that show wrote."),
    ],
    flags: dict[str, Any],
) -> int:
    """Derive the record of a brief again: every hash, and all that follows from the decisions.

    A file is held to itself, and to the store where that has its brief. What is wrong is listed,
    and ends in exit code 2.

    Example: briefer record verify 2026-11-22
    """
    from briefer.desk import problems_of_record, record_text
    from briefer.errors import SourceUnreadableError, UsageError
    from briefer.render import plain

    with Output({**flags, "format": "text"}) as output:
        file = Path(name) if Path(name).is_file() else None
        text = None
        if file is not None:
            try:
                text = file.read_bytes().decode("utf-8")
            except (OSError, UnicodeDecodeError) as error:
                raise SourceUnreadableError(f"the record {name} cannot be read: {error}") from error
        try:
            desk: Desk | None = desk_at(flags, output)
        except UsageError:
            if text is None:
                raise
            desk = None
        if desk is None:
            problems = list(problems_of_record(text or ""))
        else:
            with desk.store:
                problems = desk.problems_of(text or record_text(desk.record(name)))
        for problem in problems:
            output.result(f"{plain(problem)}\n")
        if not problems:
            output.result(f"the record of {plain(name)} is whole\n")
    return _PROBLEMS if problems else 0


def _signed(made: Signoff, now: Review) -> str:
    from briefer.render import plain

    lines = [f"{plain(made.who)} signed the brief of {now.day}: {plain(made.statement)}"]
    lines += [f"  left open: {plain(each.claim)} ({plain(each.message)})" for each in made.findings]
    return "\n".join(lines) + "\n"


def _record(now: Review) -> Iterator[str]:
    """Yield the record as Markdown, a piece at a time."""
    from briefer.render import escape_markdown as safe

    made = now.draft.provenance
    yield f"# Record of {safe(now.draft.title)}, {now.day}\n\n"
    yield f"- Edition {now.number}, `{now.edition}`\n"
    yield f"- As decided: `{now.content}`\n"
    articles = len(now.draft.articles)
    yield f"- Written by {safe(made.provider)}:{safe(made.model)} from {articles} articles\n"
    yield f"- {now.progress.text}; {now.changed:.1%} of the words changed\n"
    if now.decisions:
        yield "\n## Decisions\n\n"
        yield from (f"{_decision(each)}\n" for each in now.decisions)
    yield "\n## Signatures\n\n"
    for each in now.signoffs:
        holds = "" if now.holds(each) else " (void: it was changed since)"
        yield f"- {_when(each.made)} **{safe(each.who)}**{holds}: {safe(each.statement)}\n"
        yield from (f"  - open: {safe(f.claim)} ({safe(f.message)})\n" for f in each.findings)
    if not now.signoffs:
        yield "Nobody has signed it.\n"
    if now.publications:
        yield "\n## Published\n\n"
        for one in now.publications:
            yield f"- {_when(one.updated)} {safe(one.target)}: {one.state} {safe(one.url)}\n"


def _decision(made: Decision) -> str:
    from briefer.render import escape_markdown as safe
    from briefer.render import place_words

    told = f"{made.number}. {_when(made.made)} **{safe(made.who)}** {made.action}"
    told += f": {place_words(made.path)}"
    if made.action == "edit":
        told += f", “{safe(made.before or '')}” now reads “{safe(made.after or '')}”"
        told += f" ({made.verdict.status})" if made.verdict else ""
    elif made.action == "move":
        told += f", from place {made.before} to {made.after}"
    return told + (f" ({safe(made.note)})" if made.note else "")


def _when(made: str) -> str:
    return made[:_MINUTE].replace("T", " ")


for command, function in (
    ("add", add_person),
    ("list", list_people),
    ("renew", renew),
    ("remove", remove),
):
    add(people_app, command, function)
for command, function in (("show", show), ("verify", verify)):
    add(record_app, command, function)
