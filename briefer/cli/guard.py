"""Where every command ends: the one place that catches errors and turns them into exit codes."""

from __future__ import annotations

import errno
import functools
import os
import sys
from collections.abc import Callable
from typing import Any

import typer

from briefer.cli.ending import INTERRUPTED
from briefer.cli.output import tell
from briefer.cli.streams import give_up_stdout
from briefer.errors import (
    BrieferError,
    InternalError,
    OutputFileError,
    SystemRefusedError,
    UsageError,
    unexpected,
)

BROKEN_PIPE = 141
"""What a shell reports of a program that its reader has left (128 + SIGPIPE)."""
_WRITING = frozenset(
    {errno.ENOSPC, errno.EIO, errno.EFBIG, errno.EDQUOT, errno.EBADF, errno.ENXIO, errno.EINVAL}
)
"""What the system says when stdout cannot take what is written to it."""


def guarded(command: Callable[..., int | None]) -> Callable[..., None]:
    """Wrap a command: what it returns is the exit code, what it raises a sentence on stderr.

    With ``--debug`` errors are raised as they are, with their traceback.
    """

    @functools.wraps(command)
    def run(**given: Any) -> None:
        try:
            code = command(**given) or 0
            sys.stdout.flush()
        except (Exception, KeyboardInterrupt) as error:
            if given.get("debug"):
                raise
            code = code_for(error)
        raise typer.Exit(code)

    run.__signature__ = getattr(command, "__signature__", None)  # type: ignore[attr-defined]
    return run


def code_for(error: BaseException) -> int:
    """Tell an error on stderr and return the exit code it ends with."""
    match error:
        case BrokenPipeError():
            give_up_stdout()
            return BROKEN_PIPE
        case KeyboardInterrupt():
            tell("interrupted")
            return INTERRUPTED
        case BrieferError():
            told = error
        case OSError():
            told = _of_the_system(error)
        case RecursionError():
            told = InternalError(f"something is nested too deep: {error}")
        case Exception():
            told = unexpected(error)
        case _:
            raise error
    for line in getattr(told, "problems", ()) or (str(told),):
        tell(line)
    tell(f"hint: {told.hint}")
    return told.exit_code


def _of_the_system(error: OSError) -> BrieferError:
    """Say what the system would not do: only what is written to stdout is the result."""
    reason = error.strerror or str(error) or type(error).__name__
    if error.errno in _WRITING and error.filename is None:
        give_up_stdout()
        return OutputFileError(f"the result cannot be written: {reason}")
    try:
        os.getcwd()  # noqa: PTH109  (what fails)
    except OSError:
        return UsageError(
            "the folder that the command was called in is gone", hint="change into another folder"
        )
    where = f" ({error.filename})" if error.filename else ""
    return SystemRefusedError(f"the system refused something: {reason}{where}")
