"""The command line in a process of its own, to its end."""

import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import NoReturn, Self

from tests.support.repository import ROOT

TIMEOUT = 120
_READ_AT_RUN_TIME = ("BRIEFER_", "OPENAI_", "COLUMNS", "PYTEST_", "HOME", "XDG_")
"""Variables of which nothing is made before the command's own code runs."""


@dataclass(frozen=True)
class Ran:
    """What a run of the command line left."""

    code: int
    out: str
    err: str


def anew(arguments, *, stdin, env, cwd, **more) -> Ran:
    """Start an interpreter for a run.

    One that starts under limits writes no bytecode: where files may not be long, it would leave
    half of it for those that come after.
    """
    if "preexec_fn" in more:
        env = {**env, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "briefer", *arguments],
        input=stdin,
        capture_output=True,
        cwd=cwd,
        env=env,
        timeout=TIMEOUT,
        check=False,
        **more,
    )
    return Ran(done.returncode, done.stdout.decode(), done.stderr.decode())


def started(arguments, *, env, cwd, **more) -> subprocess.Popen:
    """Start an interpreter for a run without input and return at once; see `anew`."""
    if "preexec_fn" in more:
        env = {**env, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.Popen(
        [sys.executable, "-m", "briefer", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=cwd,
        env=env,
        text=True,
        **more,
    )


class Commands:
    """Runs of the command line; a context manager.

    Most runs are forked from one process that has everything imported, `tests.support.starter`:
    imports take several times as long as what most tests look at. A run is started anew when its
    environment says something that an interpreter or a library reads as it starts, or when it has
    options of `subprocess.run`.
    """

    def __enter__(self) -> Self:
        self._environ = dict(os.environ)
        self._starter = None
        self._starting = threading.Lock()
        return self

    def __exit__(self, *exc) -> None:
        if self._starter is not None:
            self._control.close()
            self._starter.communicate(timeout=TIMEOUT)

    def run(self, arguments, *, stdin=b"", env=None, cwd, **more) -> Ran:
        """Run to the end; ``env`` is added to the environment."""
        arguments = [str(argument) for argument in arguments]
        environ = {**os.environ, **(env or {})}
        if more or not self._is_forkable(environ):
            return anew(arguments, stdin=stdin, env=environ, cwd=cwd, **more)
        forked = self._fork(arguments, environ, cwd)
        out, err = forked.communicate(stdin)
        return Ran(forked.returncode, out, err)

    def start(self, arguments, *, env=None, cwd) -> "Forked | subprocess.Popen":
        """Start a run without input and return at once."""
        arguments = [str(argument) for argument in arguments]
        environ = {**os.environ, **(env or {})}
        if self._is_forkable(environ):
            return self._fork(arguments, environ, cwd)
        return started(arguments, env=environ, cwd=cwd)

    def _is_forkable(self, environ) -> bool:
        changed = {name for name, _ in environ.items() ^ self._environ.items()}
        return hasattr(os, "waitid") and all(
            name.startswith(_READ_AT_RUN_TIME) or name.endswith("_API_KEY") for name in changed
        )

    def _started(self) -> socket.socket:
        with self._starting:
            if self._starter is None:
                self._control, theirs = socket.socketpair()
                with theirs:
                    self._starter = subprocess.Popen(
                        [sys.executable, "-m", "tests.support.starter", str(theirs.fileno())],
                        cwd=ROOT,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        stderr=subprocess.PIPE,
                        pass_fds=[theirs.fileno()],
                    )
            return self._control

    def _failed(self) -> NoReturn:
        _, told = self._starter.communicate(timeout=TIMEOUT)
        raise RuntimeError(f"the process that starts commands has ended: {told.decode()}")

    def _fork(self, arguments, env, cwd) -> "Forked":
        control = self._started()
        talk, theirs = socket.socketpair()
        (in_, feed), (read_out, out), (read_err, err) = (os.pipe() for _ in range(3))
        try:
            socket.send_fds(control, [b"r"], [in_, out, err, theirs.fileno()])
        finally:
            theirs.close()
            for descriptor in (in_, out, err):
                os.close(descriptor)
        wanted = {"arguments": arguments, "env": env, "cwd": str(cwd)}
        talk.sendall(json.dumps(wanted).encode() + b"\n")
        said = talk.makefile("r")
        talk.close()
        child = int(said.readline() or self._failed())
        return Forked(child, said, feed, read_out, read_err)


class Forked:
    """A forked run that is under way, with what tests use of `subprocess.Popen`.

    Its process id is its own until `communicate` has returned.
    """

    def __init__(self, pid, said, feed, out, err) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._said = said
        self._feed = feed
        self._shown = (out, err)

    def send_signal(self, number) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)

    def poll(self) -> int | None:
        if self.returncode is None and select.select([self._said], [], [], 0)[0]:
            self.returncode = int(self._said.readline())
        return self.returncode

    def communicate(self, stdin=b"", timeout=TIMEOUT) -> tuple[str, str]:
        """Give it its input, wait for its end and return what it printed."""
        late = threading.Timer(timeout, self.kill)
        late.start()
        with self._said, ThreadPoolExecutor(3) as pool:
            pool.submit(_feed, self._feed, stdin)
            shown = [pool.submit(_read, descriptor) for descriptor in self._shown]
            out, err = (each.result().decode() for each in shown)
            if self.returncode is None:
                self.returncode = int(self._said.readline())
            late.cancel()
        return out, err


def _feed(descriptor, data) -> None:
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
    except BrokenPipeError:
        pass  # it reads no more, as it may


def _read(descriptor) -> bytes:
    with os.fdopen(descriptor, "rb") as stream:
        return stream.read()
