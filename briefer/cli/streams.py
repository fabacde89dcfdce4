"""The streams that a command is given, also when they were closed before it began."""

from __future__ import annotations

import errno
import io
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any, NoReturn

_CLOSED = "it was closed before the command began"


class _ClosedInput(io.RawIOBase):
    """What stands for an input that was closed: reading it is an error, opening it is none."""

    def readable(self) -> bool:
        return True

    def readinto(self, _: Any, /) -> NoReturn:
        raise OSError(errno.EBADF, _CLOSED)


class ClosedOutput(io.TextIOBase):
    """What stands for an output that was closed: nothing is held back to be written at the end."""

    encoding = "utf-8"

    def writable(self) -> bool:
        """Return True: it is an output."""
        return True

    def write(self, _: str, /) -> NoReturn:
        """Raise the OSError that the system gives for what is closed."""
        raise OSError(errno.EBADF, _CLOSED)


def open_streams() -> None:
    """Put something in the place of streams that are closed.

    The numbers of a process's streams must be taken: the next file to be opened would get them,
    and whatever is written to stderr would be written into it.
    """
    for number in range(3):
        try:
            os.fstat(number)
        except OSError:
            os.open(os.devnull, os.O_RDWR)
    if sys.stdin is None:
        sys.stdin = io.TextIOWrapper(io.BufferedReader(_ClosedInput()))
    if sys.stdout is None:
        sys.stdout = ClosedOutput()
    if sys.stderr is None:
        sys.stderr = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115


def give_up_stdout() -> None:
    """Write nothing more to stdout: the interpreter would flush it on its way out, and complain."""
    with suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
