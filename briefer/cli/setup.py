"""``init``, ``schema``, ``config show`` and ``doctor``: what briefer works with here."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated, Any, Literal, Optional

import typer

from briefer.cli.options import BRIEF, ENGINE, FETCHING, add, settings_of, takes
from briefer.cli.output import Output, tell
from briefer.scrub import masked

config_app = typer.Typer(help="The settings in force: show, trust.", no_args_is_help=True)


@takes("quiet", "debug")
def init(
    folder: Annotated[
        str, typer.Argument(metavar="[DIR]", help="Where to begin; made if it is not there.")
    ] = ".",
    *,
    flags: dict[str, Any],
) -> None:
    """Write a briefer.toml to begin with: every setting in it, explained and commented out.

    One that is there already is left as it is, and that is an error.

    Example: briefer init && briefer config show
    """
    from briefer.config import CONFIG_ENV, CONFIG_NAME, begin

    path = begin(Path(folder))
    with Output({**flags, "format": "text", "out": None}) as output:
        output.result(f"wrote {path}\n")
        output.note(
            "next: take the # away before sources and name what you read, set model if a language "
            "model is to write, and run briefer daily in that folder"
        )
        if os.environ.get(CONFIG_ENV, "").strip():
            output.note(f"but ${CONFIG_ENV} is set, so that no other {CONFIG_NAME} is looked for")


@takes("out", "debug")
def schema(
    kind: Annotated[
        Literal["summary", "brief", "verification", "comparison", "config"],
        typer.Argument(help="Which result, or the settings."),
    ],
    flags: dict[str, Any],
) -> None:
    """Print the JSON Schema of what --format json prints, or of briefer.toml.

    `summary` is what summarize and facts print, `brief` what daily prints, `verification` what
    verify prints, `comparison` what diff --summary prints, `config` what may stand in briefer.toml.

    Example: briefer schema config > briefer.schema.json
    """
    from briefer.render import dumps
    from briefer.render import schema as schema_of

    with Output({**flags, "format": "json"}) as output:
        if kind == "config":
            from briefer.config import toml_schema

            output.result(dumps(toml_schema()) + "\n")
        else:
            output.result(dumps(schema_of(kind)) + "\n")


@takes("prompt", *ENGINE, *BRIEF, *FETCHING, "fail_on", "out", "debug")
def show(flags: dict[str, Any]) -> None:
    """Show every setting with its value and where that came from.

    Example: briefer config show
    """
    from briefer.config import resolve, rows

    resolved = resolve(settings_of(flags), environ=os.environ, cwd=Path.cwd())
    table = rows(resolved)
    widths = [max(len(row[column]) for row in table) for column in (0, 1)]
    with Output({**flags, "format": "text"}) as output:
        for name, value, origin in table:
            output.result(f"{name:<{widths[0]}}  {value:<{widths[1]}}  {origin}\n")
    for warning in resolved.warnings:
        tell(warning)
    if resolved.untrusted is not None:
        error = resolved.untrusted.error()
        tell(str(error))
        tell(f"hint: {error.hint}")


@takes("base_url", "judge_base_url", "quiet", "debug")
def trust(flags: dict[str, Any]) -> None:
    """Allow what the briefer.toml in force may not do of itself, and say what that is.

    One that lies above this folder, or in a git repository, may not say which key goes to which
    endpoint, and one that is not yours not where texts go, what is read or what is written, until
    that was allowed. What it says later, and other files, must be allowed anew.

    Example: briefer config trust
    """
    from briefer.config import resolve_here
    from briefer.config import trust as allow

    resolved = resolve_here(settings_of(flags))
    with Output({**flags, "format": "text", "out": None}) as output:
        wanted = resolved.untrusted
        if wanted is None:
            what = resolved.file or "no briefer.toml"
            output.result(f"nothing to trust: {what} asks for nothing that is not allowed\n")
            return
        output.note(f"remembered in {allow(wanted)}")
        output.result("".join(f"trusted, as {wanted.file} says: {each}\n" for each in wanted.all))


@takes(*ENGINE, *FETCHING, "out", "debug")
def doctor(
    sources: Annotated[
        Optional[list[str]],  # noqa: UP045
        typer.Argument(
            metavar="SOURCE", help="Sources to look at; those of briefer.toml if left out."
        ),
    ] = None,
    *,
    flags: dict[str, Any],
) -> int:
    """Say what works here and how to mend what does not.

    The endpoint is asked whether it is there and has the model; each source, whether it lets us in
    and has articles. Of a page that only lists articles, its feed is named.

    Example: briefer doctor
    """
    from briefer.diagnosis import diagnose

    flags = {**flags, "sources": sources or None}
    findings = diagnose(settings_of(flags), environ=os.environ, cwd=Path.cwd())
    with Output({**flags, "format": "text"}) as output:
        for each in findings:
            output.result(f"{each.state:<5} {masked(each.what)}\n")
            if each.mend:
                output.result(f"      {masked(each.mend)}\n")
    return max((each.exit_code for each in findings), default=0)


add(config_app, "show", show)
add(config_app, "trust", trust)
