"""Large documents are read in a process of their own, which is stopped when it does not end.

The libraries that read markup take their time in C, where nobody can interrupt them. The process
is started when the first large document comes, and reads all others; what it is given and what it
says goes through its standard streams, as `briefer.ingest.apart_child` tells.
"""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path
from typing import Any

from briefer.errors import NoArticleError, SourceError, SourceUnreadableError
from briefer.ingest.results import Kind, Link, Reading
from briefer.ingest.waiting import interruptible, ready
from briefer.model import Article

LARGE = 256 * 1024
"""Bytes past which a document is read apart: less takes a quarter of a second, whatever it is."""

SECONDS = 60.0
"""By the clock, for one document; 20 of processor time are the process's own limit."""

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
_PACKAGE = Path(__file__).resolve().parents[2]
_CODE = "from briefer.ingest.apart_child import main; main()"
_PIECE = 1 << 16
_WIDTH = 8
_ERRORS: dict[str, type[SourceError]] = {
    each.__name__: each for each in (NoArticleError, SourceUnreadableError)
}


def read_apart(
    data: bytes,
    kind: Kind,
    *,
    source: str,
    url: str | None = None,
    charset: str | None = None,
    seconds: float = SECONDS,
) -> Reading:
    """Return what a document of a kind holds, as `read_kind` does.

    Args:
        data: All of it, unpacked.
        kind: What it is.
        source: Its name.
        url: Where it was fetched.
        charset: The encoding that HTTP names.
        seconds: It may take, by the clock.

    Raises:
        NoArticleError: as its reader.
        SourceUnreadableError: as its reader, or it took too much time or memory.
    """
    told = {"kind": kind, "source": source, "url": url, "charset": charset}
    with _LOCK, interruptible():
        said = _answer(json.dumps(told).encode(), data, source, time.monotonic() + seconds)
    if error := said.get("error"):
        raise _ERRORS.get(error, SourceUnreadableError)(said["message"], hint=said["hint"])
    return _reading(said)


_LOCK = threading.Lock()
_running: subprocess.Popen[bytes] | None = None


def _answer(head: bytes, data: bytes, source: str, deadline: float) -> dict[str, Any]:
    process = _process(source)
    done = False
    try:
        said = _exchange(process, (head, data), deadline)
        done = said is not None
    finally:
        if not done:
            _end()
    if said is None:
        raise SourceUnreadableError(
            f"{source} took too much time or memory to read",
            hint="save its text as a .txt file",
        )
    value: dict[str, Any] = json.loads(said)
    return value


def _process(source: str) -> subprocess.Popen[bytes]:
    """Return the process that reads, started if there is none."""
    global _running  # noqa: PLW0603 (one for all documents, as starting it takes half a second)
    if _running is not None and _running.poll() is None:
        return _running
    folders = [str(_PACKAGE), *filter(None, [os.environ.get("PYTHONPATH")])]
    environment = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        _running = subprocess.Popen(  # noqa: S603 (our own code, by our own interpreter)
            [sys.executable, "-P", "-B", "-c", _CODE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            bufsize=0,
            env={**environment, "PYTHONPATH": os.pathsep.join(folders)},
            start_new_session=True,
        )
    except OSError as error:
        raise SourceUnreadableError(
            f"{source} cannot be read: no process could be started for it"
        ) from error
    return _running


def _exchange(
    process: subprocess.Popen[bytes], parts: tuple[bytes, ...], deadline: float
) -> bytes | None:
    """Return what the process says, or None when it ends, or not in time."""
    if process.stdin is None or process.stdout is None:
        return None
    try:
        for part in parts:
            _write_all(process.stdin.fileno(), len(part).to_bytes(_WIDTH, "big") + part)
    except OSError:
        return None
    found = bytearray()
    wanted = _WIDTH
    while len(found) < wanted:
        if not ready(process.stdout.fileno(), deadline):
            return None
        piece = os.read(process.stdout.fileno(), _PIECE)
        if not piece:
            return None
        found += piece
        if len(found) >= _WIDTH:
            wanted = _WIDTH + int.from_bytes(found[:_WIDTH], "big")
    return bytes(found[_WIDTH:])


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view[:_PIECE]) :]


def _end() -> None:
    """End the process, and close its pipes."""
    global _running
    process, _running = _running, None
    if process is not None:
        kill(process)


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


def _forget() -> None:
    """Leave the process to the one that was forked from, and take the lock of no thread along."""
    global _running, _LOCK  # noqa: PLW0603
    process, _running = _running, None
    _LOCK = threading.Lock()
    if process is not None:
        process.returncode = 0
        kill(process)


atexit.register(_end)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_forget)


def _reading(value: dict[str, Any]) -> Reading:
    def article(told: dict[str, Any]) -> Article:
        return Article(**{**told, "notes": tuple(told["notes"])})

    return Reading(
        value["kind"],
        tuple(map(article, value["articles"])),
        tuple(Link(**link) for link in value["links"]),
        value["title"],
        tuple(value["notes"]),
    )
