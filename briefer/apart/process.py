"""A process that answers questions one after another, and is ended when it does not."""

from __future__ import annotations

import atexit
import os
import signal
import sys
import threading
import time
import weakref
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.apart.waiting import interruptible, ready

if TYPE_CHECKING:
    import subprocess

PASSED_ON = (
    "PATH",
    "PYTHONHOME",
    "LD_LIBRARY_PATH",
    "SYSTEMROOT",
    "VIRTUAL_ENV",
    "TZ",
    "LANG",
    "LC_ALL",
)
"""Of the environment, what Python needs; keys are nothing for a process that opens such files."""

CAN_BE_STOPPED = os.name == "posix"
"""Whether this system has what is used here; elsewhere all work is done in one process."""

WIDTH = 8
"""Bytes that tell the length of a piece, before it."""

_PACKAGE = Path(__file__).resolve().parents[2]
_PIECE = 1 << 16


class Apart:
    """A process of our own code, started when it is first asked; any thread may ask.

    What is asked and answered are pieces of bytes, each with its length before it in eight bytes.
    The process ends with this one. A fork of this one starts one of its own.
    """

    def __init__(self, code: str) -> None:
        """Prepare it.

        Args:
            code: What it runs, such as ``from m import main; main()``; see `briefer.apart.serve`.
        """
        self.code = code
        self.process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        _ALL.add(self)

    def ask(self, *pieces: bytes, seconds: float) -> bytes | None:
        """Return the answer; None when the process falls, or has none in time, and is ended.

        Args:
            pieces: The question.
            seconds: By the clock.

        Raises:
            OSError: no process can be started.
            RunInterruptedError: as `interruptible`.
        """
        with self._lock, interruptible():
            said = None
            try:
                said = _exchange(self._started(), pieces, time.monotonic() + seconds)
            finally:
                if said is None:
                    self.end()
            return said

    def _started(self) -> subprocess.Popen[bytes]:
        if self.process is not None and self.process.poll() is None:
            return self.process
        import subprocess

        folders = [str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
        environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
        self.process = subprocess.Popen(  # noqa: S603 (our own code, by our own interpreter)
            [sys.executable, "-P", "-B", "-c", self.code],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**environment, "PYTHONPATH": os.pathsep.join(folders)},
            start_new_session=True,
        )
        return self.process

    def end(self) -> None:
        """End the process, if there is one."""
        process, self.process = self.process, None
        if process is not None:
            kill(process)

    def forget(self) -> None:
        """Leave the process to the one that this one was forked from."""
        self._lock = threading.Lock()
        if self.process is not None:
            self.process.returncode = 0
            self.end()


_ALL: weakref.WeakSet[Apart] = weakref.WeakSet()


def _exchange(
    process: subprocess.Popen[bytes], pieces: tuple[bytes, ...], deadline: float
) -> bytes | None:
    """Return what the process says, or None when it ends, or not in time."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        for piece in pieces:
            _write(process.stdin.fileno(), len(piece).to_bytes(WIDTH, "big") + piece)
    except OSError:
        return None
    found = bytearray()
    wanted = WIDTH
    while len(found) < wanted:
        if not ready(process.stdout.fileno(), deadline):
            return None
        part = os.read(process.stdout.fileno(), _PIECE)
        if not part:
            return None
        found += part
        if len(found) >= WIDTH:
            wanted = WIDTH + int.from_bytes(found[:WIDTH], "big")
    return bytes(found[WIDTH:])


def _write(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view[:_PIECE]) :]


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a process that leads its own session and whatever it started, and close its pipes."""
    if process.returncode is None:
        with suppress(ProcessLookupError, PermissionError):
            if hasattr(os, "killpg"):
                os.killpg(process.pid, signal.SIGKILL)
            else:
                process.kill()
        process.wait()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()


def _end_all() -> None:
    for each in list(_ALL):
        each.end()


def _forget_all() -> None:
    for each in list(_ALL):
        each.forget()


atexit.register(_end_all)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget_all)
