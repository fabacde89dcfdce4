"""A pipe that nobody writes to, and a reader that is stopped all the same."""

import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from tests.support.processes import signalled, until
from tests.support.repository import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="named pipes")

GOOD = "The council met on Monday and voted for the bridge. " * 3
COMMANDS = (
    ("summarize", "good.txt", "pipe"),
    ("facts", "pipe", "good.txt"),
    ("daily", "good.txt", "pipe"),
    ("verify", "good.txt", "pipe"),
    ("diff", "good.txt", "pipe"),
)


@pytest.mark.parametrize("command", COMMANDS)
def test_ctrl_c_ends_what_waits_for_a_pipe(tmp_path, command):
    (tmp_path / "good.txt").write_text(GOOD)
    os.mkfifo(tmp_path / "pipe")
    extractive = ("--model", "extractive", "--no-store")
    more = extractive if command[0] in ("summarize", "facts", "daily") else ()
    code = f"import sys; sys.path.insert(0, {str(ROOT)!r}); from briefer.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", code, *command, *more],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    until(lambda: _has_open(process, tmp_path / "pipe"))
    signalled(process, signal.SIGINT)
    _, said = process.communicate(timeout=120)  # nobody ever writes into the pipe
    assert process.returncode == 130, said
    assert b"Traceback" not in said


def _has_open(process, path):
    for descriptor in Path(f"/proc/{process.pid}/fd").iterdir():
        with suppress(OSError):
            if descriptor.readlink() == path:
                return True
    return False
