"""What commands print: results to stdout or a file, notes and errors to stderr."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, Any, Self

from briefer.cli.streams import ClosedOutput
from briefer.errors import OutputFileError, UsageError
from briefer.whole_file import WholeFile, descriptor_of

ENDINGS = {
    ".ninjs.json": "ninjs",
    ".md": "md",
    ".markdown": "md",
    ".txt": "md",
    ".html": "html",
    ".htm": "html",
    ".json": "json",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".parquet": "parquet",
}
"""What a file's name says of the format that is written into it."""

_BINARY = "parquet"
_HELD = 8 << 20
"""Bytes of a result that are held in memory until its file is there; more wait in a file."""


class Output:
    """Where one command's results go.

    Results go to stdout as they come, or, with ``--out``, into a file that is replaced whole
    when everything is there. Markdown is set prettily only on a terminal.
    """

    def __init__(self, flags: dict[str, Any], formats: Sequence[str] = ()) -> None:
        """Take ``format``, ``out`` and ``quiet`` from a command's flags.

        Args:
            flags: The flags.
            formats: What the command can print; the first unless something else is asked for.
                None where it prints one thing only, whatever the file is called.

        Raises:
            UsageError: the name of the file says no format, or another than was asked for.
            OutputFileError: the file cannot be written.
        """
        self._out = Path(flags["out"]) if flags.get("out") else None
        self._quiet: bool = flags.get("quiet", False)
        self._file: WholeFile | None = None
        self._noted: set[str] = set()
        self._held: IO[bytes] | None = None
        self._failed: OutputFileError | None = None
        self.has_printed = False
        if self._out is not None:
            _check_target(self._out)
        elif isinstance(sys.stdout, ClosedOutput):
            raise OutputFileError(
                "the result cannot be written: stdout is closed", hint="name a file with --out"
            )
        asked = flags.get("format")
        self.format: str = _format(asked, self._out, formats) if formats else asked or "md"

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        ended = kind if self._failed is None else type(self._failed)
        try:
            if self._file is not None:
                self._file.__exit__(ended, error, traceback)
        except OutputFileError as problem:
            self._print_instead(problem)
        finally:
            if self._held is not None:
                self._held.close()
        if kind is None and self._failed is not None:
            raise self._failed

    def result(self, text: str) -> None:
        """Print a finished piece of the result; ``text`` ends in a newline.

        What cannot be written into a file is printed instead, with all that was, and the error
        follows when the command is done: an answer may be paid for.
        """
        if self._out is not None and self._failed is None:
            self._hold(text)
            try:
                self._opened(self._out).write(text)
            except OutputFileError as problem:
                self._print_instead(problem)
            return
        self._print(text)

    def _hold(self, text: str) -> None:
        """Keep what is written into a file until that is there."""
        if self._held is None:
            self._held = tempfile.SpooledTemporaryFile(_HELD)  # noqa: SIM115 (closed at the end)
        with suppress(OSError):
            self._held.write(text.encode("utf-8"))

    def _print_instead(self, problem: OutputFileError) -> None:
        """Print what a file could not take."""
        self._failed = problem
        if self._held is None:
            return
        tell(f"{problem}; the result is printed instead")
        self._held.seek(0)
        self._print(self._held.read().decode("utf-8", "ignore"))

    def _print(self, text: str) -> None:
        try:
            if self.format == "md" and sys.stdout.isatty():
                _pretty(text)
            else:
                sys.stdout.write(text)
            sys.stdout.flush()
            self.has_printed = True
        except BrokenPipeError:
            raise
        except OSError as problem:
            raise OutputFileError(
                f"the result cannot be written: {problem.strerror or problem}"
            ) from problem

    def write(self, write_to: Callable[[IO[bytes]], None]) -> None:
        """Have a result of bytes written where results go.

        Raises:
            OutputFileError: it cannot be written; the message says where it is instead.
        """
        if self._out is None:
            sys.stdout.flush()
            write_to(sys.stdout.buffer)
            sys.stdout.buffer.flush()
            return
        try:
            write_to(self._opened(self._out).stream)
        except OSError as error:
            reason = f"{self._out} cannot be written: {error.strerror or error}"
            kept = _kept_elsewhere(self._out, write_to)
            raise OutputFileError(f"{reason}{kept}") from error

    @property
    def folder(self) -> Path | None:
        """The folder that results are written into, None for stdout."""
        return None if self._out is None else self._out.absolute().parent

    def note(self, text: str) -> None:
        """Tell the user something on stderr, once, unless ``--quiet``."""
        if not self._quiet and text not in self._noted:
            self._noted.add(text)
            tell(text)

    def _opened(self, path: Path) -> WholeFile:
        """Return the file, which is begun with the first result."""
        if self._file is None:
            self._file = WholeFile(path).__enter__()
        return self._file


def _kept_elsewhere(path: Path, write_to: Callable[[IO[bytes]], None]) -> str:
    """Keep a result in the folder for passing files; returns what to say of it."""
    descriptor, name = tempfile.mkstemp(prefix=f"{path.stem}-", suffix=path.suffix)
    try:
        with os.fdopen(descriptor, "wb") as file:
            write_to(file)
    except OSError:
        Path(name).unlink(missing_ok=True)
        return ""
    return f"; the result is in {name}"


def tell(text: str) -> None:
    """Write a line to stderr."""
    from briefer.render import plain

    with suppress(OSError):  # a log that is full or closed ends no run
        print(f"briefer: {plain(text)}", file=sys.stderr)  # noqa: T201


def _format(asked: str | None, out: Path | None, formats: Sequence[str]) -> str:
    """Return the format to print: what was asked for, what the file's name says, or the first."""
    if out is None:
        if asked == _BINARY and sys.stdout.isatty():
            raise UsageError("Parquet is not for a terminal", hint="name a file with --out")
        return asked or formats[0]
    if descriptor_of(out) is not None or (out.exists() and not out.is_file()):
        # A device or a pipe has no name of its own.
        return asked or formats[0]
    name = out.name.lower()
    said = next((form for end, form in ENDINGS.items() if name.endswith(end)), None)
    listed = ", ".join(formats)
    if asked is None and said is None:
        raise UsageError(
            f"the name {out.name} does not say in which format to write",
            hint=f"name it with --format, one of {listed}, or end the name in .{formats[0]}",
        )
    if asked is not None:
        if said in (None, asked) or (said == "json" and asked == "ninjs"):
            return asked
        raise UsageError(
            f"--format {asked} contradicts the name {out.name}",
            hint=f"leave --format out, or end the name in .{asked}",
        )
    if said not in formats:
        raise UsageError(
            f"this command does not write {said}, which the name {out.name} says",
            hint=f"it writes {listed}",
        )
    return str(said)


def _check_target(path: Path) -> None:
    """Refuse before any work what cannot be written after it."""
    descriptor = descriptor_of(path)
    if descriptor is not None:
        try:
            os.fstat(descriptor)
        except OSError as error:
            raise OutputFileError(f"{path} cannot be written: it is not open") from error
        return
    if path.is_dir():
        raise OutputFileError(f"{path} is a folder; --out takes a file")
    if not path.parent.is_dir():
        raise OutputFileError(f"{path} cannot be written: there is no folder {path.parent}")


def _pretty(text: str) -> None:
    from rich.console import Console
    from rich.markdown import Markdown

    console = Console()
    console.print(Markdown(text))
