"""The bytes of files, pipes and devices, of which the last two may never come."""

from __future__ import annotations

import errno
import io
import os
import stat

from briefer.apart import interruptible, ready

_PIECE = 1 << 16
_NO_WAIT: int = getattr(os, "O_NONBLOCK", 0)
_BINARY: int = getattr(os, "O_BINARY", 0)


def read_up_to(path: str, most: int) -> bytes | None:
    """Return so many bytes of a file at most; None of a disk.

    Raises:
        OSError: it cannot be read, or is a folder.
        RunInterruptedError: as `interruptible`.
    """
    # Whoever opens a pipe waits for its writer, unless he says that he does not.
    descriptor = os.open(path, os.O_RDONLY | _BINARY | _NO_WAIT)
    with os.fdopen(descriptor, "rb", buffering=0) as file:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
        if stat.S_ISBLK(mode):
            return None
        if not stat.S_ISREG(mode) and _NO_WAIT:
            return _read_pipe(descriptor, most)
        return _read_whole(file, most)


def _read_whole(file: io.FileIO, most: int) -> bytes:
    pieces: list[bytes] = []
    while most and (piece := file.read(most)):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _read_pipe(descriptor: int, most: int) -> bytes:
    """Return what comes through a pipe or from a device, however long nothing comes."""
    whole = bytearray()
    with interruptible():
        while len(whole) < most and ready(descriptor):
            try:
                piece = os.read(descriptor, min(_PIECE, most - len(whole)))
            except BlockingIOError:
                continue
            if not piece:
                break
            whole += piece
    return bytes(whole)
