"""A process that has briefer imported, and forks for every run of the command that it is asked for.

`python -m tests.support.starter FD` is started by `tests.support.commands`, which says how to ask.
A forked run is a process of its own: arguments, environment, folder, standard streams and exit
code are those of ``python -m briefer``. Only imports, patterns and templates are not made again.
"""

import atexit
import gc
import importlib
import json
import os
import pkgutil
import runpy
import signal
import socket
import sys
import threading
from contextlib import suppress
from typing import NoReturn

import briefer
from briefer.errors import BrieferError
from tests.support.repository import ARTICLES

LATE = ("openai", "trafilatura")
"""What briefer imports when it is needed, and takes long."""


def preload() -> None:
    """Import everything, and make a brief once: patterns and templates are compiled then."""
    for module in pkgutil.walk_packages(briefer.__path__, "briefer."):
        if not module.name.endswith("__main__"):
            with suppress(ImportError, BrieferError):  # the run that needs it will say so
                importlib.import_module(module.name)
    for name in LATE:
        importlib.import_module(name)
    articles = sorted(ARTICLES.iterdir())
    briefer.diff(*articles[:2])
    brief = briefer.daily(articles, model="extractive", no_store=True)
    for form in ("md", "html", "json", "ninjs"):
        briefer.render(brief, form)
    gc.collect()
    gc.freeze()  # what is shared stays shared


def serve(control: socket.socket) -> None:
    """Take one byte and four descriptors for each run, until the other side closes."""
    while True:
        asked, (*streams, talk), _, _ = _received(control)
        if not asked:
            return
        if os.fork() == 0:
            control.close()
            watch(socket.socket(fileno=talk), streams)
            sys.exit()
        for descriptor in (*streams, talk):
            os.close(descriptor)
        with suppress(ChildProcessError):  # collect those that have ended, as far as there are any
            while os.waitpid(-1, os.WNOHANG) != (0, 0):
                pass


def _received(control: socket.socket) -> tuple[bytes, list[int], int, object]:
    asked, descriptors, flags, address = socket.recv_fds(control, 1, 4)
    return asked, descriptors or [-1], flags, address


def watch(talk: socket.socket, streams: list[int]) -> None:
    """Be the run's parent: say its process id, and how it ended."""
    with talk.makefile("r") as lines:
        wanted = json.loads(lines.readline())
    if (child := os.fork()) == 0:
        talk.close()
        run(wanted, streams)
        return
    talk.sendall(f"{child}\n".encode())
    for descriptor in streams:
        os.close(descriptor)
    # Its process id stays its own until nobody can send it a signal any more.
    ended = os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    code = ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status
    with suppress(BrokenPipeError):
        talk.sendall(f"{code}\n".encode())
        talk.recv(1)
    os.waitpid(child, 0)
    os._exit(0)


def run(wanted: dict, streams: list[int]) -> None:
    for number, descriptor in enumerate(streams):
        os.dup2(descriptor, number)
        os.close(descriptor)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # a suite may run under nohup
    os.chdir(wanted["cwd"])
    os.environ.clear()
    os.environ.update(wanted["env"])
    sys.argv = ["briefer", *wanted["arguments"]]
    sys.path[0] = wanted["cwd"]
    try:
        runpy.run_module("briefer", run_name="__main__", alter_sys=True)
        code = 0
    except SystemExit as ended:
        code = ended.code
    leave(code)


def leave(code: int | None) -> NoReturn:
    """End as an interpreter does, but leave memory to the system.

    Taking a thousand modules apart writes to every page that is shared with the starter.
    """
    threading._shutdown()
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code or 0)


if __name__ == "__main__":
    # Ctrl-C is for the suite, which then closes the socket.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # NumPy, which trafilatura brings, would start threads, and only one thread lives on in a fork.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    preload()
    serve(socket.socket(fileno=int(sys.argv[1])))
