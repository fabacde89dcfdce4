"""The progress line: on a terminal, on stderr, and gone when the run is over."""

import io
import os
import pty
import re
import subprocess
import sys
import time
from decimal import Decimal

import pytest
from rich.console import Console

from briefer.cli.progress import _Line, _short, progress
from briefer.model import Usage
from briefer.runs import Tally

RUN = """
import sys, time
from decimal import Decimal
from briefer.cli.progress import progress
from briefer.model import Usage
from briefer.runs import Tally

tally = Tally(lambda usage: Decimal("0.25"), total=8)
with progress(tally, quiet="--quiet" in sys.argv) as shown:
    for n in range(4):
        tally.found += 1
        tally.spent(Usage(1000, 234))
        if n % 2:
            tally.failed += 1
        else:
            tally.done += 1
        time.sleep(0.1)
    with shown.aside(sys.stdout):
        print("a result")
print("the end", file=sys.stderr)
"""


def on_a_terminal(*arguments, also_stdout=False):
    """Run the script with stderr on a terminal; returns what stdout and the terminal got."""
    ours, theirs = pty.openpty()
    script = subprocess.Popen(
        [sys.executable, "-c", RUN, *arguments],
        stdin=subprocess.DEVNULL,
        stdout=theirs if also_stdout else subprocess.PIPE,
        stderr=theirs,
        env={**os.environ, "TERM": "xterm", "COLUMNS": "120"},
    )
    os.close(theirs)
    seen = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        seen += part
    os.close(ours)
    out, _ = script.communicate(timeout=120)
    assert script.returncode == 0
    return (out or b"").decode(), seen.decode()


def test_a_terminal_sees_counts_tokens_cost_failures_and_time():
    out, seen = on_a_terminal()
    assert out == "a result\n"
    for part in ("4/8", "4.94k tokens", "$1.00", "2 failed", "left"):
        assert part in seen
    assert seen.rstrip().endswith("the end")


def test_the_line_is_wiped_before_anything_else_is_written():
    _, seen = on_a_terminal(also_stdout=True)
    before, _, _ = seen.partition("a result")
    assert before.endswith("\x1b[2K") or re.search(r"\x1b\[2K[^·]*$", before)


def test_quiet_is_quiet():
    assert on_a_terminal("--quiet") == ("a result\n", "the end\r\n")


def test_what_is_no_terminal_sees_nothing(capsys):
    with progress(Tally(total=3)) as shown, shown.aside(sys.stdout):
        time.sleep(0.3)
    assert capsys.readouterr() == ("", "")


def text(tally, seconds=0.0):
    times = iter([0.0, seconds, seconds])
    return _Line(tally, clock=lambda: next(times))._text()


def test_a_total_that_is_not_known_yet_is_said_so():
    assert text(Tally(found=7, done=3), 3.0) == "3/7+"


def test_the_time_left_is_told_from_the_time_so_far():
    assert text(Tally(total=10, done=4, failed=1), 60.0) == "5/10 · 1 failed · 0:01:00 left"


def test_the_time_left_does_not_climb_while_one_article_takes_long():
    now = 0.0
    tally = Tally(total=4)
    line = _Line(tally, clock=lambda: now)
    now = 7.0
    assert line._text() == "0/4 · 0:00:07 so far"
    tally.done = 1
    now = 10.0
    assert line._text() == "1/4 · 0:00:30 left"
    for now, left in ((12.0, 28), (18.0, 22), (25.0, 20), (60.0, 20)):  # noqa: B007 (its clock)
        assert line._text() == f"1/4 · 0:00:{left} left"


def test_when_all_is_done_no_time_is_left_to_tell():
    assert text(Tally(total=10, done=9, failed=1), 60.0) == "10/10 · 1 failed"


@pytest.mark.parametrize("width", [30, 60, 80, 200])
def test_it_is_one_line_however_narrow_the_terminal(width):
    tally = Tally(lambda _: Decimal("1.2345"), total=20_000, done=12_345, failed=678)
    tally.spent(Usage(1_234_567, 234_567))
    times = iter([0.0, 5_000.0, 5_000.0])
    line = _Line(tally, clock=lambda: next(times), width=lambda: width)
    console = Console(width=width, file=io.StringIO())
    console.print(line())
    shown = console.file.getvalue()
    assert shown.count("\n") == 1
    assert "13023/20000" in shown
    assert ("━" in shown) == (width > 60)
    assert shown.rstrip().endswith("left" if width > 60 else "…")


def test_an_unknown_price_is_unknown_and_an_estimate_is_marked():
    tally = Tally(total=2)
    tally.spent(Usage(10, 5, estimated=True))
    assert text(tally) == "0/2 · ~15 tokens · cost unknown"


@pytest.mark.parametrize(
    ("number", "short"),
    [
        (0, "0"),
        (999, "999"),
        (1234, "1.23k"),
        (123_456, "123k"),
        (999_900, "1.00M"),
        (4_560_000, "4.56M"),
    ],
)
def test_large_numbers_are_short(number, short):
    assert _short(number) == short
