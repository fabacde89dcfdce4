"""``briefer prompts``: the prompt library."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from briefer.cli.options import FORMATS, add, formats_of, settings_of, takes
from briefer.cli.output import Output

if TYPE_CHECKING:
    from briefer.api import Session
    from briefer.llm import Request
    from briefer.model import Article

app = typer.Typer(
    help="The prompts: list, show, check, lock, render, new, diff.", no_args_is_help=True
)

_PROBLEMS = 2
_FOLDER = "prompts"
_COMMON = ("prompts", "out", "debug")
_SENDING = ("model", "base_url", "prompts", "language", "context_tokens")

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


@takes(*_SENDING, "format", "out", "quiet", "debug")
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

    article = next(iter(find([source], stdin=sys.stdin.buffer))).load()
    session = Session.of(settings_of(flags))
    requests = session.requests(article, name)
    with Output(flags, formats_of(FORMATS)) as output:
        form, output.format = output.format, "text"
        for number, request in enumerate(requests, 1):
            count = _tokens(request)
            if form != "md":
                output.result(dumps(_request_value(request, count), pretty=form == "json") + "\n")
                continue
            part = f", part {number} of {len(requests)}" if len(requests) > 1 else ""
            output.result(
                f"# {request.prompt.label} for {request.model}{part}: {count} tokens, "
                f"key {request.key}\n"
            )
            for message in request.messages:
                output.result(f"\n## {message.role}\n\n{message.content}\n")
            output.result(f"\n## schema\n\n{dumps(request.schema, pretty=False)}\n")


@takes(*_COMMON)
def new(
    name: Annotated[
        str, typer.Argument(metavar="NAME", help="The prompt: summarize, or summarize@7.")
    ],
    origin: Annotated[
        str | None,
        typer.Option(
            "--from", metavar="PROMPT", help="What to copy; else the newest version of NAME."
        ),
    ] = None,
    *,
    flags: dict[str, Any],
) -> None:
    """Begin a new version of a prompt in your own folder, as a copy of one that there is.

    The folder is --prompts, or else prompts here, and is made if need be. The next version is
    taken unless NAME says one; every variant for small models is copied with it.

    Example: briefer prompts new summarize --from summarize@2 --prompts my-prompts
    """
    from briefer.prompting import PromptLibrary, new_version

    with Output(flags) as output:
        own = _settings(flags).prompts
        folder = own or Path(_FOLDER)
        library = PromptLibrary.at(folder if folder.is_dir() else None)
        for path in new_version(library, folder, name, origin):
            output.result(f"{path}\n")
        if own is None:
            output.note(f"it is used with --prompts {folder}, or prompts in briefer.toml")


@takes(*_SENDING, "format", "out", "quiet", "debug")
def diff(
    first: Annotated[str, typer.Argument(metavar="FIRST", help="A prompt, such as summarize@1.")],
    second: Annotated[str, typer.Argument(metavar="SECOND", help="Another.")],
    source: Annotated[str, typer.Argument(help="An article: a file, or - for standard input.")],
    flags: dict[str, Any],
) -> None:
    """Show how what is sent for an article differs between two prompts; nothing is sent.

    Both are filled in with the article, for the model that is set; their tokens come first.

    Example: briefer prompts diff summarize@1 summarize@2 story.txt
    """
    import sys
    from difflib import unified_diff

    from briefer.api import Session
    from briefer.ingest import find
    from briefer.render import dumps

    article = next(iter(find([source], stdin=sys.stdin.buffer))).load()
    session = Session.of(settings_of(flags))
    before, after = _Rendered(session, first, article), _Rendered(session, second, article)
    lines = list(unified_diff(before.lines, after.lines, before.label, after.label, lineterm=""))
    with Output(flags, formats_of(FORMATS)) as output:
        form, output.format = output.format, "text"
        if form != "md":
            value = {"prompts": [before.value, after.value], "diff": lines}
            output.result(dumps(value, pretty=form == "json") + "\n")
            return
        more = after.tokens - before.tokens
        output.result(
            f"{before.label}: {before.tokens} tokens\n{after.label}: {after.tokens} ({more:+})\n\n"
        )
        output.result("".join(f"{line}\n" for line in lines) or "both send the same\n")


class _Rendered:
    """What one prompt sends for an article, as lines: messages under their roles, schemas."""

    def __init__(self, session: Session, name: str, article: Article) -> None:
        from briefer.render import dumps

        requests = session.requests(article, name)
        ref = session.prompts.get(name, variant=session.provider.info.variant).ref
        self.label = ref.label
        self.tokens = sum(map(_tokens, requests))
        self.value = {"prompt": ref.label, "prompt_hash": ref.hash, "tokens": self.tokens}
        self.lines: list[str] = []
        for request in requests:
            for message in request.messages:
                self.lines += [f"## {message.role}", "", *message.content.split("\n"), ""]
            self.lines += ["## schema", "", *dumps(request.schema).split("\n"), ""]


def _tokens(request: Request) -> int:
    from briefer.text import tokens

    return sum(tokens.count(m.content, request.model) for m in request.messages)


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


def _settings(flags: dict[str, Any]) -> Any:
    import os

    from briefer.config import resolve

    return resolve(settings_of(flags), environ=os.environ, cwd=Path.cwd()).settings


def _library(flags: dict[str, Any]) -> Any:
    from briefer.compose import load_prompts

    return load_prompts(_settings(flags))


for command, function in (
    ("list", list_prompts),
    ("show", show),
    ("check", check),
    ("lock", lock),
    ("render", render),
    ("new", new),
    ("diff", diff),
):
    add(app, command, function)
