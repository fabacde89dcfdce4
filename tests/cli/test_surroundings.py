"""Streams that are closed or full, few open files, folders that are gone, runs that do not end."""

import json
import os
import resource
import shlex
import signal
import subprocess
import sys
import threading

import pytest

from briefer.cli.ending import LastResort
from briefer.runs.signals import GRACE
from tests.support.loopback import answer, hang, held, html, json_act, late
from tests.support.processes import signalled, until
from tests.support.whole_runs import number_in

BRIEFER = f"{shlex.quote(sys.executable)} -m briefer"
GOOD = "Mayor Ilse Varga opened bridge number 5 on Monday.\nIt cost 7 million euros to build.\n"

STREAMS = [
    # what follows the command, its exit code, what is in its output, what is told
    ("summarize good.txt 2>&-", 0, "bridge number 5", ""),
    ("summarize good.txt 2>/dev/full", 0, "bridge number 5", ""),
    ("summarize good.txt gone.txt 2>/dev/full", 4, "bridge number 5", ""),
    ("summarize good.txt >&-", 4, "", "stdout is closed"),
    ("summarize good.txt <&- >&- 2>&-", 4, "", ""),
    ("summarize good.txt --out o.md >&- && cat o.md", 0, "bridge number 5", ""),
    ("store path >&-", 4, "", "cannot be written: it was closed"),
    ("--help >&-", 4, "", "cannot be written: it was closed"),
    ("summarize - good.txt <&-", 4, "bridge number 5", "standard input cannot be read"),
    ("daily - good.txt <&-", 4, "bridge number 5", "standard input cannot be read"),
    ("verify - good.txt <&-", 4, "", "standard input cannot be read"),
    ("verify --jsonl <&-", 4, "", "standard input cannot be read"),
    ("diff - good.txt <&-", 4, "", "standard input cannot be read"),
    ("summarize good.txt --out /dev/stdout | cat", 0, "bridge number 5", ""),
    ("summarize good.txt --out /dev/fd/3 3>>kept; cat kept", 0, "before\n# Mayor", ""),
    ("summarize good.txt --out /dev/fd/7", 4, "", "/dev/fd/7 cannot be written: it is not open"),
    ("summarize good.txt --out /dev/full", 4, "", "/dev/full cannot be written: No space left"),
    ("config show", 2, "", "the folder that the command was called in is gone"),
]


def test_whatever_became_of_its_streams_a_command_ends_with_a_code_and_a_sentence(tmp_path):
    gone = tmp_path / "gone"
    processes = []
    for number, (command, *_) in enumerate(STREAMS):
        folder = tmp_path / str(number)
        folder.mkdir()
        gone = folder / "gone"
        gone.mkdir()
        (folder / "good.txt").write_text(GOOD)
        (folder / "kept").write_text("before\n")
        before = f"cd {gone}; rmdir {gone}; " if command == "config show" else ""
        processes.append(
            subprocess.Popen(
                ["bash", "-c", f"{before}{BRIEFER} {command}"],
                cwd=folder,
                env={**os.environ, "BRIEFER_STORE": str(folder / "s.db")},
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
    for (command, code, shown, told), process in zip(STREAMS, processes, strict=True):
        out, err = process.communicate(timeout=120)
        assert (command, process.returncode) == (command, code), err
        assert shown in out, command
        assert told in err, command
        assert "Traceback" not in err, command


@pytest.fixture
def hangups():
    """Children take hangups, also where the suite runs under nohup.

    What is ignored is ignored by children too; a handler is not handed on to them.
    """
    before = signal.signal(signal.SIGHUP, lambda *_: None)
    yield
    signal.signal(signal.SIGHUP, before)


def test_with_few_open_files_fewer_are_asked_at_once_and_all_is_done(newsroom):
    newsroom.server.script = late(0.4)
    outcome = newsroom.run(
        *("--concurrency", "60"),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (64, 64)),
    )
    assert outcome.code == 0
    assert newsroom.server.peak < 40
    assert "requests at once instead of 60" in outcome.err


def test_a_recording_that_cannot_be_written_costs_no_answer(newsroom, tmp_path):
    full = tmp_path / "full"
    full.write_text("a file where the folder of recordings should be")
    outcome = newsroom.run("--record", full)
    assert (outcome.code, outcome.failed) == (0, {})
    assert outcome.err.count("cannot write the recording") == 1
    assert "the run goes on without what cannot be recorded" in outcome.err
    assert newsroom.server.count == newsroom.count
    again = newsroom.run()
    assert again.code == 0
    assert newsroom.server.count == newsroom.count
    recorded = tmp_path / "recorded"
    assert newsroom.run("--record", recorded).code == 0, "what is kept is recorded too"
    files = {file: file.stat().st_mtime_ns for file in recorded.iterdir()}
    assert len(files) == newsroom.server.count == newsroom.count
    assert newsroom.run("--record", recorded).code == 0
    assert {file: file.stat().st_mtime_ns for file in recorded.iterdir()} == files


STUCK = """
import threading, time, sys
sys.argv = ["briefer", *sys.argv[1:]]
from briefer.ingest import files
plain = files._load_file
def stuck(path):
    if path.endswith("00003.txt"):
        print("stuck", file=sys.stderr, flush=True)
        time.sleep(600)
    return plain(path)
files._load_file = stuck
from briefer.cli import main
from briefer.cli.ending import LastResort
first, second = LastResort.__init__.__defaults__
LastResort.__init__.__defaults__ = ({first}, second)
main()
"""


@pytest.mark.parametrize(("number", "again"), [(signal.SIGINT, False), (signal.SIGHUP, True)])
@pytest.mark.usefixtures("hangups")
def test_a_run_whose_thread_does_not_end_is_ended_and_at_once_when_asked_again(
    newsroom, number, again
):
    """It takes seconds where its thread takes ten minutes; those after which it ends are below."""
    process = subprocess.Popen(
        [
            sys.executable,
            "-c",
            STUCK.format(first=600 if again else "first"),
            *newsroom.arguments(),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={**os.environ, **newsroom.environment()},
        text=True,
    )
    while "stuck" not in process.stderr.readline():
        pass
    signalled(process, number)
    if again:
        signalled(process, number)
    process.communicate(timeout=120)
    assert process.returncode == 130


def test_whatever_a_run_is_at_it_has_three_seconds_to_end():
    first, second = LastResort.__init__.__defaults__
    assert second < 1 < GRACE < first < 3


@pytest.mark.usefixtures("hangups")
def test_what_is_under_way_at_a_silent_endpoint_is_given_up_in_time(newsroom):
    newsroom.server.script = lambda call: (answer() if call.number < 8 else hang())(call)
    process = newsroom.start()
    until(lambda: newsroom.server.count == 16)
    signalled(process, signal.SIGHUP)
    outcome = newsroom.outcome(process)
    assert outcome.code == 130
    assert len(outcome.done) == 8
    assert "interrupted by SIGHUP" in outcome.err


def test_who_ignores_hangups_goes_on(newsroom):
    gate = threading.Event()
    newsroom.server.script = held(gate)
    process = newsroom.start(preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    until(lambda: newsroom.server.count == 8)
    process.send_signal(signal.SIGHUP)
    gate.set()
    assert newsroom.ended(process).code == 0


def test_one_article_refused_by_a_filter_and_one_garbled_field_cost_no_other(newsroom):
    odd = {
        "4": {"choices": [{"finish_reason": ["stop"], "message": {"content": "x"}}]},
        "9": {"error": {"message": "no", "code": "9" * 5_000}},
    }

    def script(call):
        number = number_in(call.prompt)
        if number == 30:
            return html(403, "Attention Required!")(call)
        if str(number) in odd:
            return json_act(odd[str(number)])
        if number == 12:
            long = json.dumps({"headline": 1}).replace("1", "1" * 5_000)
            return answer(long)(call)
        return answer()(call)

    newsroom.server.script = script
    outcome = newsroom.run(env={"BRIEFER_MAX_ATTEMPTS": "2"})
    assert outcome.failed == {
        4: "MalformedAnswerError",
        9: "ServerError",
        12: "MalformedAnswerError",
        30: "ForbiddenError",
    }
