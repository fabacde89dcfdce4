"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import re
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

from briefer.errors import OutputFileError

_NUMBERED = re.compile(r"/(?:dev|proc/(?:self|\d+))/fd/(\d+)")
_NAMED = {"/dev/stdout": 1, "/dev/stderr": 2}


class WholeFile:
    """A file that replaces another when all of it is on disk; a context manager.

    What was there stays until then, and for good if the context ends with an error. A symbolic
    link is followed, and a file keeps its permissions unless others are given. A device or pipe is
    written to as it is, and so is another name of an open descriptor (``/dev/stdout``). Whatever
    keeps it from being written is an OutputFileError.
    """

    def __init__(self, path: Path, mode: int | None = None) -> None:
        self._named = path
        self._mode = mode
        self._path = Path(os.path.realpath(path))
        self._part: Path | None = None
        self._stream: IO[bytes] | None = None

    def __enter__(self) -> Self:
        path, number = self._path, descriptor_of(self._named)
        try:
            if number is not None:
                sys.stdout.flush()
                self._stream = os.fdopen(os.dup(number), "wb")
            elif path.exists() and not path.is_file():
                self._stream = path.open("wb")
            else:
                descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
                self._part, self._stream = Path(part), os.fdopen(descriptor, "wb")
        except OSError as error:
            raise self._failure(error) from error
        return self

    def write(self, text: str) -> None:
        """Write text, as UTF-8."""
        self.put(text.encode("utf-8"))

    def put(self, data: bytes) -> None:
        """Write bytes."""
        try:
            self.stream.write(data)
        except OSError as error:
            raise self._failure(error) from error

    @property
    def stream(self) -> IO[bytes]:
        """Where the bytes go; whoever writes there by itself may meet an OSError."""
        assert self._stream is not None  # noqa: S101 (it is open)
        return self._stream

    def __exit__(self, kind: object, error: object, traceback: object) -> None:
        try:
            if kind is None:
                self._finish()
        except OSError as problem:
            raise self._failure(problem) from problem
        finally:
            with suppress(OSError):
                self.stream.close()
            if self._part is not None:
                with suppress(OSError):
                    self._part.unlink(missing_ok=True)

    def _finish(self) -> None:
        self.stream.flush()
        if self._part is None:
            return
        os.fsync(self.stream.fileno())
        mode = self._mode
        if mode is None:
            exists = self._path.exists()
            mode = self._path.stat().st_mode & 0o7777 if exists else 0o666 & ~_umask()
        self._part.chmod(mode)
        self._part.replace(self._path)

    def _failure(self, error: OSError) -> OutputFileError:
        return OutputFileError(f"{self._named} cannot be written: {error.strerror or error}")


def replace_file(path: Path, content: str | bytes, *, mode: int | None = None) -> None:
    """Write a file whole or not at all; see `WholeFile`.

    Args:
        path: Where to.
        content: All that is in it; text as UTF-8, its lines ended as it has them.
        mode: Its permissions; None leaves them as they are, or as the user's mask wants them.

    Raises:
        OutputFileError: it cannot be written; the old file is untouched.
    """
    with WholeFile(path, mode) as file:
        if isinstance(content, str):
            file.write(content)
        else:
            file.put(content)


def descriptor_of(path: Path) -> int | None:
    """Return the open descriptor that a path is another name of (``/dev/fd/3``); None for none."""
    name = os.path.normpath(path.absolute())
    found = _NUMBERED.fullmatch(name)
    return int(found[1][:9]) if found else _NAMED.get(name)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
