"""Signals end a run after what is under way; the real ones, sent to a process of its own."""

import os
import signal
import subprocess
import sys
import time

import pytest

from tests.support.repository import ROOT

pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX signals")

RUN = """
import sys
sys.path.insert(0, {root!r})
import anyio
from briefer.errors import RunInterruptedError
from briefer.llm import Reply
from briefer.runs import Live
from briefer.runs.signals import stopping
from tests.support.simulated import request

class Slow:
    async def complete(self, request):
        print("asked", request.messages[0].content, flush=True)
        await anyio.sleep({seconds})
        return Reply(request.messages[0].content, "m")

def task(n):
    (outcome,) = yield [request(str(n))]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome.text

async def main():
    live = Live(Slow(), 2)
    async with stopping(live, grace=5):
        await live.many(
            (lambda n=n: task(n) for n in range(1000)),
            lambda index, result: print("got", result, flush=True),
        )

try:
    anyio.run(main)
except RunInterruptedError as error:
    print(error, flush=True)
    sys.exit(error.exit_code)
"""


def interrupted(*signals, seconds=0.4):
    """Send signals once two requests are under way; returns the exit code, lines and seconds."""
    code = RUN.format(root=str(ROOT), seconds=seconds)
    script = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    lines = [script.stdout.readline(), script.stdout.readline()]
    began = time.monotonic()
    for number in signals:
        script.send_signal(number)
        time.sleep(0.1)
    out, err = script.communicate(timeout=30)
    assert err == ""
    return script.returncode, "".join(lines) + out, time.monotonic() - began


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_after_what_is_under_way(number):
    code, out, _ = interrupted(number)
    assert code == 130
    assert out.splitlines() == [
        "asked 0",
        "asked 1",
        "got 0",
        "got 1",
        f"interrupted by {number.name}: 2 of 9 or more done",
    ]


def test_a_second_signal_ends_it_at_once():
    code, out, seconds = interrupted(signal.SIGINT, signal.SIGINT, seconds=4)
    assert code == 130
    assert out.splitlines() == ["asked 0", "asked 1", "interrupted by SIGINT: 0 of 9 or more done"]
    assert seconds < 3
