"""Where every command ends: the one place that catches errors and turns them into exit codes."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from briefer.cli.output import tell
from briefer.errors import BrieferError, InternalError, OutputFileError

INTERRUPTED = 130
BROKEN_PIPE = 141
"""What a shell reports of a program that its reader has left (128 + SIGPIPE)."""


def guarded(command: Callable[..., int | None]) -> Callable[..., None]:
    """Wrap a command: what it returns is the exit code, what it raises a sentence on stderr.

    With ``--debug`` errors are raised as they are, with their traceback.
    """

    @functools.wraps(command)
    def run(**given: Any) -> None:
        try:
            code = command(**given) or 0
            sys.stdout.flush()
        except (BrieferError, KeyboardInterrupt, OSError, RecursionError) as error:
            if given.get("debug"):
                raise
            code = _code_for(error)
        raise typer.Exit(code)

    run.__signature__ = getattr(command, "__signature__", None)  # type: ignore[attr-defined]
    return run


def _code_for(error: BaseException) -> int:
    """Tell an error on stderr and return the exit code it ends with."""
    match error:
        case BrokenPipeError():
            _give_up_stdout()
            return BROKEN_PIPE
        case KeyboardInterrupt():
            tell("interrupted")
            return INTERRUPTED
        case BrieferError():
            told = error
        case OSError():
            _give_up_stdout()
            reason = error.strerror or type(error).__name__
            told = OutputFileError(f"the result cannot be written: {reason}")
        case _:
            told = InternalError(f"something is nested too deep: {error}")
    tell(str(told))
    tell(f"hint: {told.hint}")
    return told.exit_code


def _give_up_stdout() -> None:
    # The interpreter would flush it once more on its way out, and complain.
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
