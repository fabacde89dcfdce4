"""``briefer desk`` and ``briefer mcp``: the desk opened for browsers, programs and assistants."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NamedTuple, Optional

import typer

from briefer.cli.desk import desk_at, people_app
from briefer.cli.guard import guarded
from briefer.cli.ignored import Ignored
from briefer.cli.options import settings_of, takes
from briefer.cli.output import Output

app = typer.Typer()
app.add_typer(people_app, name="people")

_TLS = "TLS"
_IGNORED = (
    Ignored(
        ("host", "port", "who", "tls_cert", "tls_key", "proxy"),
        lambda given: not given["http"],
        "without --http nothing is listened at",
    ),
)

_Host = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(help="Listen at this address, for others too; 127.0.0.1 if left out."),
]
_Port = Annotated[
    Optional[int],  # noqa: UP045
    typer.Option(min=0, max=65_535, help="Listen at this port; 8484 if left out."),
]
_As = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option("--as", metavar="NAME", help="Whom the link signs in."),
]
_Certificate = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(metavar="FILE", help="Speak TLS with this certificate.", rich_help_panel=_TLS),
]
_Key = Annotated[
    Optional[Path],  # noqa: UP045
    typer.Option(metavar="FILE", help="The certificate's key.", rich_help_panel=_TLS),
]
_Proxy = Annotated[
    Optional[str],  # noqa: UP045
    typer.Option(
        metavar="URL",
        help="The https address of a proxy before it that speaks TLS.",
        rich_help_panel=_TLS,
    ),
]


def _with_context(command: Callable[..., Any]) -> inspect.Signature:
    """Return a command's signature with the context in front, which says what else was given."""
    known = inspect.signature(command)
    context = inspect.Parameter(
        "ctx", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context
    )
    return known.replace(parameters=[context, *known.parameters.values()])


@takes("store", "quiet", "debug")
def desk(
    host: _Host = None,
    port: _Port = None,
    who: _As = None,
    tls_cert: _Certificate = None,
    tls_key: _Key = None,
    proxy: _Proxy = None,
    *,
    flags: dict[str, Any],
) -> None:
    """Review briefs in a browser: open the store's briefs, and print a sign-in link once."""
    place = Place(host, port, tls_cert, tls_key, proxy)
    with Output({**flags, "format": "text"}) as output:
        _serve(flags, output, place, who)


@takes("store", "quiet", "debug", ignored=_IGNORED)
def mcp(
    http: Annotated[
        bool, typer.Option("--http", help="Open the desk, and serve assistants at /mcp on it.")
    ] = False,
    host: _Host = None,
    port: _Port = None,
    who: _As = None,
    tls_cert: _Certificate = None,
    tls_key: _Key = None,
    proxy: _Proxy = None,
    *,
    flags: dict[str, Any],
) -> None:
    """Serve the briefs of the store to an assistant, by the Model Context Protocol.

    It lists and reads briefs and claims with their sentences, checks texts, tells what changed and
    what is stale, and proposes wordings, which a person at the desk accepts or declines. Nothing in
    it signs or publishes. Over stdio, or with --http at the desk, for who sends a person's token.

    Example: briefer mcp --store .briefer/store.db
    """
    from briefer.errors import UsageError

    try:
        from briefer.desk import assistant_server
    except ImportError as error:
        raise UsageError(
            "briefer mcp needs the Model Context Protocol's library",
            hint="pip install 'briefer-news[desk]'",
        ) from error
    with Output({**flags, "format": "text"}) as output:
        if http:
            place = Place(host, port, tls_cert, tls_key, proxy)
            _serve(flags, output, place, who, assistants=True)
            return
        made = desk_at(flags, output)
        with made.store:
            assistant_server(made).run("stdio")


class Place(NamedTuple):
    """Where the desk is to listen, as far as it was said."""

    host: str | None
    port: int | None
    certificate: Path | None
    key: Path | None
    proxy: str | None


def _serve(
    flags: dict[str, Any],
    output: Output,
    place: Place,
    who: str | None,
    *,
    assistants: bool = False,
) -> None:
    """Open the desk, print a sign-in link, and answer until Ctrl-C."""
    from briefer.config import resolve_here
    from briefer.desk import Listening, open_desk

    made = desk_at(flags, output)
    with made.store:
        settings = made.settings
        listening = Listening(
            host=settings.desk_host if place.host is None else place.host,
            port=settings.desk_port if place.port is None else place.port,
            certificate=place.certificate,
            key=place.key,
            proxy=place.proxy,
        )
        resolved = resolve_here(settings_of(flags))
        opened = open_desk(made, resolved, listening, who, assistants=assistants, note=output.note)
        output.note(f"the desk is open at {opened.site.origin}; Ctrl-C closes it")
        if assistants:
            output.note(f"assistants ask at {opened.site.origin}/mcp, with a person's token")
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
