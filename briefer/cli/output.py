"""What commands print: results to stdout or a file, notes and errors to stderr."""

from __future__ import annotations

import os
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import Any, Self

from briefer.errors import OutputFileError


class Output:
    """Where one command's results go.

    Results go to stdout as they come, or, with ``--out``, into a file that is replaced whole
    when everything is there. Markdown is set prettily only on a terminal.
    """

    def __init__(self, flags: dict[str, Any]) -> None:
        """Take ``format``, ``out`` and ``quiet`` from a command's flags."""
        self.format: str = flags.get("format", "md")
        self._out = Path(flags["out"]) if flags.get("out") else None
        self._quiet: bool = flags.get("quiet", False)
        self._held: list[str] = []
        if self._out is not None:
            _check_target(self._out)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        if kind is None and self._out is not None and self._held:
            replace_file(self._out, "".join(self._held))

    def result(self, text: str) -> None:
        """Print a finished piece of the result; ``text`` ends in a newline."""
        if self._out is not None:
            self._held.append(text)
            return
        try:
            if self.format == "md" and sys.stdout.isatty():
                _pretty(text)
            else:
                sys.stdout.write(text)
            sys.stdout.flush()
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise OutputFileError(
                f"the result cannot be written: {problem.strerror or problem}"
            ) from problem

    def note(self, text: str) -> None:
        """Tell the user something on stderr, unless ``--quiet``."""
        if not self._quiet:
            tell(text)


def tell(text: str) -> None:
    """Write a line to stderr."""
    from briefer.render import plain

    print(f"briefer: {plain(text)}", file=sys.stderr)  # noqa: T201


def replace_file(path: Path, text: str, *, newline: str | None = None) -> None:
    """Write a file whole or not at all; what was there stays until the new one is on disk.

    A symbolic link is followed, and a file keeps its permissions. ``newline`` is as for `open`.

    Raises:
        OutputFileError: it cannot be written; the old file is untouched.
    """
    path = Path(os.path.realpath(path))
    part = None
    try:
        if path.exists() and not path.is_file():  # a device or pipe is written to as it is
            path.write_text(text, "utf-8")
            return
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "w", encoding="utf-8", newline=newline) as stream:
            stream.write(text)
            stream.flush()
            os.fsync(stream.fileno())
        Path(part).chmod(path.stat().st_mode & 0o7777 if path.exists() else 0o666 & ~_umask())
        Path(part).replace(path)
    except OSError as error:
        raise OutputFileError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        if part is not None:
            with suppress(OSError):
                Path(part).unlink(missing_ok=True)


def _check_target(path: Path) -> None:
    """Refuse before any work what cannot be written after it."""
    if path.is_dir():
        raise OutputFileError(f"{path} is a folder; --out takes a file")
    if not path.parent.is_dir():
        raise OutputFileError(f"{path} cannot be written: there is no folder {path.parent}")


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _pretty(text: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    console.print(Markdown(text))
