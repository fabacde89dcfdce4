"""Signals end a run after what is under way; the real ones, sent to a process of its own."""

import os
import signal
import subprocess
import sys

import pytest

from tests.support.processes import signalled
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
    # Answers when the run is being ended, or never.

    async def complete(self, request):
        print("asked", request.messages[0].content, flush=True)
        while live.stopped is None or not {answers}:
            await anyio.sleep(0.01)
        return Reply(request.messages[0].content, "m")

def task(n):
    (outcome,) = yield [request(str(n))]
    if isinstance(outcome, Exception):
        raise outcome
    return outcome.text

live = Live(Slow(), 2)

async def main():
    async with stopping(live, grace=100):
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


def interrupted(*signals, answers=True):
    """Send signals once two requests are under way; returns the exit code and lines."""
    code = RUN.format(root=str(ROOT), answers=answers)
    script = subprocess.Popen(
        [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    lines = [script.stdout.readline(), script.stdout.readline()]
    for number in signals:
        signalled(script, number)
    out, err = script.communicate(timeout=60)  # less than the grace
    assert err == ""
    return script.returncode, "".join(lines) + out


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_run_after_what_is_under_way(number):
    code, out = interrupted(number)
    assert code == 130
    assert out.splitlines() == [
        "asked 0",
        "asked 1",
        "got 0",
        "got 1",
        f"interrupted by {number.name}: 2 of 9 or more done",
    ]


def test_a_second_signal_ends_it_at_once():
    code, out = interrupted(signal.SIGINT, signal.SIGINT, answers=False)
    assert code == 130
    assert out.splitlines() == ["asked 0", "asked 1", "interrupted by SIGINT: 0 of 9 or more done"]
