"""``briefer desk``: the desk opened for browsers and programs."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

from briefer.cli.desk import desk_at, people_app
from briefer.cli.guard import guarded
from briefer.cli.options import settings_of, takes
from briefer.cli.output import Output

app = typer.Typer()
app.add_typer(people_app, name="people")

_TLS = "TLS"


def _with_context(command: Callable[..., Any]) -> inspect.Signature:
    """Return a command's signature with the context in front, which says what else was given."""
    known = inspect.signature(command)
    context = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    return known.replace(parameters=[context, *known.parameters.values()])


@takes("store", "quiet", "debug")
def desk(
    host: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(help="Listen at this address, for others too; 127.0.0.1 if left out."),
    ] = None,
    port: Annotated[
        Optional[int],  # noqa: UP045
        typer.Option(min=0, max=65_535, help="Listen at this port; 8484 if left out."),
    ] = None,
    who: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option("--as", metavar="NAME", help="Whom the link signs in."),
    ] = None,
    tls_cert: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="FILE", help="Speak TLS with this certificate.", rich_help_panel=_TLS),
    ] = None,
    tls_key: Annotated[
        Optional[Path],  # noqa: UP045
        typer.Option(metavar="FILE", help="The certificate's key.", rich_help_panel=_TLS),
    ] = None,
    proxy: Annotated[
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="URL",
            help="The https address of a proxy before it that speaks TLS.",
            rich_help_panel=_TLS,
        ),
    ] = None,
    *,
    flags: dict[str, Any],
) -> None:
    """Review briefs in a browser: open the store's briefs, and print a sign-in link once."""
    from briefer.config import resolve_here
    from briefer.desk import Listening, open_desk

    with Output({**flags, "format": "text"}) as output:
        made = desk_at(flags, output)
        with made.store:
            settings = made.settings
            listening = Listening(
                host=settings.desk_host if host is None else host,
                port=settings.desk_port if port is None else port,
                certificate=tls_cert,
                key=tls_key,
                proxy=proxy,
            )
            opened = open_desk(
                made, resolve_here(settings_of(flags)), listening, who, note=output.note
            )
            output.note(f"the desk is open at {opened.site.origin}; Ctrl-C closes it")
            output.result(f"{opened.link}\n")
            output.note(f"the link signs {opened.who} in, once")
            opened.serve()
            output.note("the desk is closed")


_open = guarded(desk)


@functools.wraps(_open)
def _unless_another(ctx: typer.Context, **given: Any) -> None:
    """Open the desk, unless a command below it was given."""
    if ctx.invoked_subcommand is None:
        _open(**given)


_unless_another.__signature__ = _with_context(desk)  # type: ignore[attr-defined]
app.callback(
    invoke_without_command=True,
    help="Review briefs in a browser: open the store's briefs, and print a sign-in link once.",
    epilog="Example: briefer desk --port 8484",
)(_unless_another)
