"""The options that commands share, declared once and added to each command's signature."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Annotated, Any, Literal, Optional, get_args

import typer

from briefer.cli.guard import guarded
from briefer.cli.ignored import Ignored, refuse_ignored
from briefer.config import SETTINGS, Setting

FORMATS = Literal["md", "json", "jsonl"]
TABLE_FORMATS = Literal["md", "json", "jsonl", "csv", "tsv", "parquet"]
BRIEF_FORMATS = Literal["md", "html", "json", "jsonl", "ninjs"]
DIFF_FORMATS = Literal["md", "html", "json", "jsonl"]
EVAL_FORMATS = Literal["md", "html", "json"]

_TYPES = {"whole number": int, "number": float, "flag": bool}
_SHORT = {"model": "-m"}
_METAVARS = {"folder": "DIR", "file": "FILE", "texts": "LIST", "choices": "LIST"}


def _type_of(setting: Setting) -> Any:
    one: Any = _TYPES.get(setting.kind, str)
    if setting.kind == "choice":
        one = Literal[setting.choices]
    # Optional[...] and not `| None`: Typer reads these while it builds the command.
    return Optional[one]  # noqa: UP045


def _option_of(setting: Setting) -> Any:
    help_text = setting.help[0].upper() + setting.help[1:]
    if setting.kind in ("texts", "choices"):
        help_text += "; several with commas"
    short = _SHORT.get(setting.name)
    names = (setting.flag, *filter(None, [short])) if short or setting.kind == "flag" else ()
    return typer.Option(
        *names,
        metavar="last|yesterday|24h|2d|DAY" if setting.dated else _METAVARS.get(setting.kind),
        help=f"{help_text}.",
        rich_help_panel=setting.group,
    )


def _format_option(formats: Any) -> tuple[Any, Any]:
    text = "What to print; if left out what the name of --out says, else md."
    return Optional[formats], typer.Option("--format", help=text, rich_help_panel="Output")  # noqa: UP045


def formats_of(choices: Any) -> tuple[str, ...]:
    """Return the formats that a command prints, the usual one first."""
    return get_args(choices)


_DECLARED: dict[str, tuple[Any, Any]] = {
    **{
        setting.name: (_type_of(setting), _option_of(setting))
        for setting in SETTINGS
        if setting.env  # what a variable cannot say, an option cannot either
    },
    "dry_run": (
        bool,
        typer.Option(
            "--dry-run",
            help="Say how many requests, tokens and dollars it would take; send nothing.",
            rich_help_panel="Run",
        ),
    ),
    "summary": (
        bool,
        typer.Option(
            "--summary",
            help="Compare the versions' summaries, claim by claim; those that are stored are used.",
        ),
    ),
    "format": _format_option(FORMATS),
    "table_format": _format_option(TABLE_FORMATS),
    "brief_format": _format_option(BRIEF_FORMATS),
    "diff_format": _format_option(DIFF_FORMATS),
    "eval_format": _format_option(EVAL_FORMATS),
    "fields": (
        Optional[str],  # noqa: UP045
        typer.Option(
            metavar="LIST",
            help="Only these columns, for jsonl and tables: id, headline, and so on.",
            rich_help_panel="Output",
        ),
    ),
    "out": (
        Optional[str],  # noqa: UP045
        typer.Option(
            "--out",
            "-o",
            metavar="FILE",
            help="Write here, whole or not at all, instead of stdout.",
            rich_help_panel="Output",
        ),
    ),
    "quiet": (
        bool,
        typer.Option(
            "--quiet", "-q", help="No notes on stderr, errors only.", rich_help_panel="Output"
        ),
    ),
    "debug": (
        bool,
        typer.Option("--debug", help="Show a traceback on errors.", rich_help_panel="Output"),
    ),
}

_DEFAULTS: dict[str, Any] = {
    "quiet": False,
    "debug": False,
    "dry_run": False,
    "summary": False,
}

JUDGE = ("judge", "judge_model", "judge_base_url")
"""Options that say which claims a model reads again, and which model."""

ENGINE = (
    "model",
    "base_url",
    "prompts",
    "language",
    "unsupported",
    *JUDGE,
    "record",
    "replay",
    "store",
    "no_store",
    "concurrency",
    "context_tokens",
)
"""Options that say which engine answers and how."""

WISHES = ("length", "audience", "style")
"""Options that say how much a model tells, for whom and in what words."""

RUN = (
    "rpm",
    "tpm",
    "max_cost",
    "max_tokens_total",
    "max_output_tokens",
    "timeout",
    "total_timeout",
    "max_attempts",
    "dry_run",
)
"""Options that bound what a run takes, and how long it waits."""

BRIEF = (
    "title",
    "output",
    "formats",
    *WISHES,
    "minutes",
    "since",
    "embedding_model",
)
"""Options that say what a daily brief is like and where it is written."""

FETCHING = ("limit", "spacing", "recheck", "allow_private", "user_agent", "ignore_robots")
"""Options that say what is fetched and how."""

OUTPUT = ("fail_on", "format", "out", "quiet", "debug")
"""Options that say what is printed and where."""

TABLE_OUTPUT = ("fail_on", "table_format", "fields", "out", "quiet", "debug")
"""The same for commands that write tables too."""

TABLES = ("text_column", "id_column", "title_column")
"""Options that say which columns of a table hold what."""

_NOT_SETTINGS = frozenset(
    {"format", "table_format", "brief_format", "diff_format", "eval_format"}
    | {"fields", "out", *_DEFAULTS}
)


def takes(
    *names: str, ignored: Iterable[Ignored] = ()
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Add shared options to a command; it gets their values as one dict, ``flags``.

    What is given in vain, as ``ignored`` says beside what holds everywhere, is refused.
    """

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
            refuse_ignored(given, ignored)
            flags = {name: given.pop(name) for name in names}
            return function(**given, flags=flags)

        command.__signature__ = signature.replace(parameters=[*own, *added])  # type: ignore[attr-defined]
        command.ignored = tuple(ignored)  # type: ignore[attr-defined]
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
