"""Who asks what is not in the store yet: one process for each question, while it lives.

A claim is a lock on one byte of a file beside the store, its place a hash of what is claimed. The
system lets go of it when its process ends, however that ends. Locks are the process's: two stores
in one process do not hold each other up.
"""

from __future__ import annotations

import hashlib
import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_BITS = 62


class Claims:
    """The claims of one process on the questions of one store.

    Where there are no such locks every claim is granted.
    """

    def __init__(self, path: Path | None) -> None:
        """Take note of the store's file; ``PATH.claims`` is opened at the first claim."""
        self._path = path
        self._descriptor: int | None = None

    def take(self, what: str) -> bool:
        """Claim something; False when another process has it."""
        if self._path is None or sys.platform == "win32":
            return True
        if self._descriptor is None:
            try:
                self._descriptor = os.open(f"{self._path}.claims", os.O_RDWR | os.O_CREAT, 0o600)
            except OSError:
                self._path = None
                return True
        try:
            fcntl.lockf(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _place(what))
        except (BlockingIOError, PermissionError):
            return False
        except OSError:  # a file system without locks
            return True
        return True

    def release(self, what: str) -> None:
        """Give a claim back."""
        if self._descriptor is not None and sys.platform != "win32":
            with suppress(OSError):
                fcntl.lockf(self._descriptor, fcntl.LOCK_UN, 1, _place(what))

    def close(self) -> None:
        """Give every claim back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None


def _place(what: str) -> int:
    digest = hashlib.blake2b(what.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest) >> (64 - _BITS)
