"""The Typer app: every command and group, each a thin call into the library."""

from __future__ import annotations

from typing import Annotated

import typer

from briefer.cli import (
    articles,
    batch,
    checking,
    daily,
    desk,
    diff,
    evaluate,
    fetch,
    models,
    prompts,
    publish,
    runs,
    serving,
    setup,
    store,
    update,
    versions,
)
from briefer.cli.options import add

app = typer.Typer(
    help="Articles in, checked briefs out: every claim names its source sentences and has been "
    "held to them.",
    epilog="Example: briefer daily articles/",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    pretty_exceptions_enable=False,
)

for command, function in (
    ("summarize", articles.summarize),
    ("facts", articles.facts),
    ("daily", daily.daily),
    ("fetch", fetch.fetch),
    ("verify", checking.verify),
    ("diff", diff.diff),
    ("versions", versions.versions),
    ("update", update.update),
    ("sign", desk.sign),
    ("mcp", serving.mcp),
    ("publish", publish.publish),
    ("init", setup.init),
    ("schema", setup.schema),
    ("doctor", setup.doctor),
):
    add(app, command, function)

app.add_typer(serving.app, name="desk")
app.add_typer(desk.record_app, name="record")
app.add_typer(batch.app, name="batch")
app.add_typer(evaluate.app, name="eval")
app.add_typer(prompts.app, name="prompts")
app.add_typer(models.app, name="models")
app.add_typer(store.app, name="store")
app.add_typer(runs.app, name="runs")
app.add_typer(setup.config_app, name="config")


def _version(asked: bool) -> None:
    if asked:
        from briefer import __version__

        typer.echo(f"briefer {__version__}")
        raise typer.Exit


@app.callback()
def _root(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass
