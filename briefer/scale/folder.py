"""Folders that one command at a time works on, and files that are written whole."""

from __future__ import annotations

import fcntl
import os
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from briefer.errors import OutputFileError

LOCK = ".lock"
"""The file in a folder that whoever works there holds."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder for as long as the context lasts; whoever holds it is waited for.

    Raises:
        OutputFileError: nothing can be written there.
    """
    try:
        descriptor = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError as error:
        raise OutputFileError(f"{folder} cannot be written: {error.strerror or error}") from error
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def write_whole(path: Path, parts: Iterable[str | bytes]) -> None:
    """Write a file whole or not at all (raises OutputFileError)."""
    part = None
    try:
        descriptor, part = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
        with os.fdopen(descriptor, "wb") as stream:
            for each in parts:
                stream.write(each.encode("utf-8", "replace") if isinstance(each, str) else each)
            stream.flush()
            os.fsync(stream.fileno())
        Path(part).chmod(0o644)
        Path(part).replace(path)
        part = None
    except OSError as error:
        raise OutputFileError(f"{path} cannot be written: {error.strerror or error}") from error
    finally:
        if part is not None:
            with suppress(OSError):
                Path(part).unlink()
