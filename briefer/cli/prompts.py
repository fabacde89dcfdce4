"""``briefer prompts``: the prompt library."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from briefer.cli.options import ENGINE, add, settings_of, takes
from briefer.cli.output import Output

app = typer.Typer(help="The prompts: list, show, check, lock, render.", no_args_is_help=True)

_PROBLEMS = 2
_COMMON = ("prompts", "out", "debug")

Name = Annotated[str, typer.Argument(metavar="NAME", help="A prompt, such as summarize@1.")]


@takes(*_COMMON)
def list_prompts(flags: dict[str, Any]) -> None:
    """List every prompt: name and version, hash, whether it is released, what it is for.

    Example: briefer prompts list
    """
    library = _library(flags)
    with Output(flags) as output:
        for key in library.keys():  # noqa: SIM118 (a method)
            prompt = library.load(key)
            released = prompt.ref.label in library.folder_of(key).locked
            state = "released" if released else "unlocked"
            output.result(
                f"{prompt.ref.label:<20} {prompt.hash}  {state:<9} {prompt.description}\n"
            )


@takes(*_COMMON)
def show(name: Name, flags: dict[str, Any]) -> None:
    """Print a prompt's file as it is.

    Example: briefer prompts show summarize@1
    """
    prompt = _library(flags).get(name)
    with Output({**flags, "format": "text"}) as output:
        output.result(prompt.sources[prompt.file_name])


@takes(*_COMMON)
def check(flags: dict[str, Any]) -> int:
    """Check every prompt: it parses, declares its inputs, and is as it was released.

    Example: briefer prompts check --prompts my-prompts
    """
    library = _library(flags)
    problems = list(library.problems())
    with Output(flags) as output:
        for where, what in problems:
            output.result(f"{where}: {what}\n")
        if not problems:
            output.result(f"{len(library.keys())} prompts, all sound\n")
    return _PROBLEMS if problems else 0


@takes(*_COMMON)
def lock(flags: dict[str, Any]) -> None:
    """Release the unlocked prompts of a folder: write their hashes to its prompts.lock.

    Example: briefer prompts lock --prompts my-prompts
    """
    library = _library(flags)
    added = library.lock()
    with Output(flags) as output:
        output.result("".join(f"released {label}\n" for label in added) or "nothing to release\n")


@takes("format", "quiet", *ENGINE, "out", "debug")
def render(
    name: Name,
    source: Annotated[str, typer.Argument(help="An article: a file, or - for standard input.")],
    flags: dict[str, Any],
) -> None:
    """Print exactly what would be sent for an article, with its token count; nothing is sent.

    Example: briefer prompts render summarize@1 story.txt
    """
    import sys

    from briefer.api import Session
    from briefer.ingest import find
    from briefer.render import dumps
    from briefer.text import tokens

    article = next(iter(find([source], stdin=sys.stdin.buffer))).load()
    session = Session.of(settings_of(flags))
    requests = session.requests(article, name)
    with Output({**flags, "format": "text"}) as output:
        for number, request in enumerate(requests, 1):
            count = sum(tokens.count(m.content, request.model) for m in request.messages)
            if flags["format"] != "md":
                output.result(
                    dumps(_request_value(request, count), pretty=flags["format"] == "json") + "\n"
                )
                continue
            part = f", part {number} of {len(requests)}" if len(requests) > 1 else ""
            output.result(
                f"# {request.prompt.label} for {request.model}{part}: {count} tokens, "
                f"key {request.key}\n"
            )
            for message in request.messages:
                output.result(f"\n## {message.role}\n\n{message.content}\n")
            output.result(f"\n## schema\n\n{dumps(request.schema, pretty=False)}\n")


def _request_value(request: Any, count: int) -> dict[str, Any]:
    return {
        "key": request.key,
        "model": request.model,
        "prompt": request.prompt.label,
        "prompt_hash": request.prompt.hash,
        "tokens": count,
        "messages": [{"role": m.role, "content": m.content} for m in request.messages],
        "schema": request.schema,
        "sampling": {
            "temperature": request.sampling.temperature,
            "max_tokens": request.sampling.max_tokens,
            "seed": request.sampling.seed,
        },
    }


def _library(flags: dict[str, Any]) -> Any:
    import os
    from pathlib import Path

    from briefer.compose import load_prompts
    from briefer.config import resolve

    resolved = resolve(settings_of(flags), environ=os.environ, cwd=Path.cwd())
    return load_prompts(resolved.settings)


for command, function in (
    ("list", list_prompts),
    ("show", show),
    ("check", check),
    ("lock", lock),
    ("render", render),
):
    add(app, command, function)
