"""Folders that one command at a time works on."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
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
