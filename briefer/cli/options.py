"""The options that commands share, declared once and added to each command's signature."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Annotated, Any, Literal, Optional

import typer

from briefer.cli.guard import guarded

_ENGINE = "Engine"
_OUTPUT = "Output"
_RUN = "Run"

FORMATS = Literal["md", "json", "jsonl"]

# Optional[...] and not `| None`: Typer reads these while it builds the command.
_DECLARED: dict[str, tuple[Any, Any]] = {
    "model": (
        Optional[str],  # noqa: UP045
        typer.Option(
            help="openai:NAME, local:smollm2, local:PATH.gguf or extractive.",
            rich_help_panel=_ENGINE,
        ),
    ),
    "base_url": (
        Optional[str],  # noqa: UP045
        typer.Option(help="An OpenAI-compatible endpoint, up to /v1.", rich_help_panel=_ENGINE),
    ),
    "prompt": (
        Optional[str],  # noqa: UP045
        typer.Option(help="A prompt and version, such as summarize@1.", rich_help_panel=_ENGINE),
    ),
    "prompts": (
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="DIR",
            help="Prompts of your own; they shadow the shipped ones.",
            rich_help_panel=_ENGINE,
        ),
    ),
    "language": (
        Optional[str],  # noqa: UP045
        typer.Option(help="Write in this language, not the article's.", rich_help_panel=_ENGINE),
    ),
    "unsupported": (
        Optional[Literal["flag", "quote", "drop", "fail"]],  # noqa: UP045
        typer.Option(
            help="What becomes of a claim that fails its check twice.", rich_help_panel=_ENGINE
        ),
    ),
    "fail_on": (
        Optional[Literal["none", "unsupported"]],  # noqa: UP045
        typer.Option(help="Exit with 3 when a claim is not confirmed.", rich_help_panel=_OUTPUT),
    ),
    "record": (
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="DIR", help="Keep every request and reply here.", rich_help_panel=_ENGINE
        ),
    ),
    "replay": (
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="DIR",
            help="Answer from recordings only; no network at all.",
            rich_help_panel=_ENGINE,
        ),
    ),
    "store": (
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            help="Keep answers, articles and runs in this file.",
            rich_help_panel=_ENGINE,
        ),
    ),
    "no_store": (
        Optional[bool],  # noqa: UP045
        typer.Option("--no-store", help="Keep nothing beyond this run.", rich_help_panel=_ENGINE),
    ),
    "concurrency": (
        Optional[int],  # noqa: UP045
        typer.Option(help="Requests in flight at once.", rich_help_panel=_ENGINE),
    ),
    "context_tokens": (
        Optional[int],  # noqa: UP045
        typer.Option(help="The model's window, if it is not known.", rich_help_panel=_ENGINE),
    ),
    "rpm": (
        Optional[int],  # noqa: UP045
        typer.Option(help="Requests a minute, at most.", rich_help_panel=_RUN),
    ),
    "tpm": (
        Optional[int],  # noqa: UP045
        typer.Option(help="Tokens a minute, at most.", rich_help_panel=_RUN),
    ),
    "max_cost": (
        Optional[float],  # noqa: UP045
        typer.Option(help="Stop before the run costs more US dollars.", rich_help_panel=_RUN),
    ),
    "max_tokens_total": (
        Optional[int],  # noqa: UP045
        typer.Option(help="Stop before the run takes more tokens.", rich_help_panel=_RUN),
    ),
    "dry_run": (
        bool,
        typer.Option(
            "--dry-run",
            help="Say how many requests, tokens and dollars it would take; send nothing.",
            rich_help_panel=_RUN,
        ),
    ),
    "format": (
        FORMATS,
        typer.Option("--format", help="What to print.", rich_help_panel=_OUTPUT),
    ),
    "out": (
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="FILE",
            help="Write here, whole or not at all, instead of stdout.",
            rich_help_panel=_OUTPUT,
        ),
    ),
    "quiet": (
        bool,
        typer.Option("--quiet", help="No notes on stderr, errors only.", rich_help_panel=_OUTPUT),
    ),
    "debug": (
        bool,
        typer.Option("--debug", help="Show a traceback on errors.", rich_help_panel=_OUTPUT),
    ),
}

_DEFAULTS: dict[str, Any] = {"format": "md", "quiet": False, "debug": False, "dry_run": False}

ENGINE = (
    "model",
    "base_url",
    "prompts",
    "language",
    "unsupported",
    "record",
    "replay",
    "store",
    "no_store",
    "concurrency",
    "context_tokens",
)
"""Options that say which engine answers and how."""

RUN = ("rpm", "tpm", "max_cost", "max_tokens_total", "dry_run")
"""Options that bound what a run takes."""

OUTPUT = ("fail_on", "format", "out", "quiet", "debug")
"""Options that say what is printed and where."""

_NOT_SETTINGS = frozenset({"format", "out", "quiet", "debug", "dry_run"})


def takes(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add shared options to a command; it gets their values as one dict, ``flags``."""

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        signature = inspect.signature(function, eval_str=True)
        own = [p for name, p in signature.parameters.items() if name != "flags"]
        added = [
            inspect.Parameter(
                name,
                inspect.Parameter.KEYWORD_ONLY,
                default=_DEFAULTS.get(name),
                annotation=Annotated[_DECLARED[name]],
            )
            for name in names
        ]

        @functools.wraps(function)
        def command(**given: Any) -> Any:
            flags = {name: given.pop(name) for name in names}
            return function(**given, flags=flags)

        command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
        command.__annotations__ = {p.name: p.annotation for p in [*own, *added]}
        return command

    return decorate


def settings_of(flags: dict[str, Any]) -> dict[str, Any]:
    """Return the flags that are settings and were given."""
    return {
        name: value
        for name, value in flags.items()
        if name not in _NOT_SETTINGS and value is not None
    }


def add(app: typer.Typer, name: str, function: Callable[..., Any]) -> None:
    """Register a command; its docstring ends in ``Example:`` and a line to try."""
    text, _, example = inspect.cleandoc(function.__doc__ or "").partition("\nExample:")
    if not example.strip():
        raise TypeError(f"the command {name} has no example in its docstring")
    paragraphs = [" ".join(part.split()) for part in text.strip().split("\n\n")]
    app.command(name, help="\n\n".join(paragraphs), epilog=f"Example: {example.strip()}")(
        guarded(function)
    )
