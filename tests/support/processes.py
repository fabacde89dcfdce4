"""Other processes: such as work with the store, and signals to them."""

import subprocess
import sys
import textwrap
import time
from pathlib import Path

from tests.support.repository import ROOT

PRELUDE = f"""
import sys, time
from pathlib import Path
sys.path.insert(0, {str(ROOT)!r})
from tests.support.keeping import answered, asked
from briefer.store import Store, Totals
path = Path(sys.argv[1])
def tell(line): print("note:", line, flush=True)
"""


def child(code, *arguments, **more):
    """Start a process that works with the store."""
    return subprocess.Popen(
        [sys.executable, "-c", PRELUDE + textwrap.dedent(code), *map(str, arguments)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        **more,
    )


def finish(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err
    return out


def until(condition, seconds=60):
    """Wait until a condition holds, and fail if it never does."""
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.005)


def signalled(process, number):
    """Send a signal to a process, and wait until it is taken: two that wait there are one."""
    process.send_signal(number)
    status = Path(f"/proc/{process.pid}/status")
    if not status.exists():  # no Linux
        time.sleep(0.5)
        return
    until(lambda: process.poll() is not None or not _waits(status, number))


def _waits(status, number):
    waiting = [line.split()[1] for line in status.read_text().splitlines() if "Pnd:" in line]
    return any(int(mask, 16) >> (number - 1) & 1 for mask in waiting)
