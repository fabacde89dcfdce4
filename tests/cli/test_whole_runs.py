"""Whole runs against an endpoint that fails in every way: each article ends done or with a reason.

`Newsroom.run` asserts it of every run: none missing, none twice, in the order of the input, and an
exit code that says whether any failed.
"""

import json
import os
import resource
import signal
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from briefer.store import Store
from tests.support.loopback import (
    Loopback,
    answer,
    drip,
    drop_mid_body,
    error,
    garbage,
    hang,
    held,
    late,
    mix,
    per_request,
    window,
)
from tests.support.permissions import under_permissions
from tests.support.processes import signalled, until
from tests.support.whole_runs import Newsroom, SentenceUpdate, number_in

MALFORMED = answer(text='{"headline": {"text": "Bridge opened", "evid')
CUT_OFF = answer(text='{"headline": {"text": "Bri', finish_reason="length")


@pytest.mark.parametrize(
    "faults",
    [
        [(0.2, error(500))],
        [(0.1, drop_mid_body())],
        [(0.1, MALFORMED)],
        [(0.1, garbage())],
        [(0.05, CUT_OFF)],
        [(0.2, error(500)), (0.1, drop_mid_body()), (0.1, MALFORMED), (0.05, CUT_OFF)],
    ],
    ids=["500s", "dropped", "malformed", "garbage", "cut off", "all"],
)
def test_what_failed_is_named_and_only_that_is_asked_again(newsroom, faults):
    newsroom.fill(80)
    newsroom.server.script = update = SentenceUpdate(mix(11, *faults))
    first = newsroom.run(env={"BRIEFER_MAX_ATTEMPTS": "2"})
    assert set(first.done) == update.done
    assert sum(not all(calls) for calls in update.good.values()) >= 3
    assert first.code in ((5, 6) if first.failed else (0,))
    hints = [line for line in first.err.splitlines() if "hint: " in line]
    assert len(hints) == len(set(hints)) <= len(first.failed)
    newsroom.server.script = again = SentenceUpdate(answer())
    second = newsroom.run()
    assert second.code == 0
    assert set(again.good) == set(first.failed)
    assert summaries(first) <= summaries(second)


def summaries(outcome):
    return {line for line in outcome.out.splitlines() if '"kind":"summary"' in line}


@pytest.mark.parametrize("headers", [{"retry-after": "1"}, {}], ids=["Retry-After", "silent"])
def test_bursts_of_refusals_lose_nothing(newsroom, headers):
    """After the 15th and the 30th call the endpoint refuses everything for a while."""
    busy, ends = error(429, headers=headers), {}

    def script(call):
        for number in (15, 30):
            if call.number >= number:
                until = ends.setdefault(number, time.monotonic() + 0.7)
                if time.monotonic() < until:
                    return busy(call)
        return answer()(call)

    newsroom.server.script = script
    assert newsroom.run().code == 0
    assert 2 <= newsroom.server.refused <= 20
    assert newsroom.server.count == newsroom.count + newsroom.server.refused


def test_an_endpoint_that_hangs_is_asked_again_after_the_time_out(newsroom):
    newsroom.server.script = SentenceUpdate(mix(3, (0.1, hang())))
    outcome = newsroom.run(env={"BRIEFER_TIMEOUT": "2.5"})
    assert outcome.code == 0
    assert newsroom.server.count > newsroom.count


def test_an_article_whose_request_always_hangs_fails_alone(newsroom):
    newsroom.server.script = lambda call: (
        hang() if number_in(call.prompt) in (4, 30) else answer()
    )(call)
    outcome = newsroom.run(env={"BRIEFER_TIMEOUT": "2.5", "BRIEFER_MAX_ATTEMPTS": "2"})
    assert outcome.failed == dict.fromkeys((4, 30), "ProviderTimeoutError")
    assert outcome.code == 5


def test_a_body_that_drips_is_waited_for_and_one_that_drips_for_ever_is_asked_for_again(newsroom):
    slow = drip(0.05, piece=100)
    newsroom.server.script = mix(5, (0.1, slow), (0.1, per_request(drip(0.1))))
    outcome = newsroom.run(env={"BRIEFER_TIMEOUT": "3"})
    assert outcome.code == 0
    assert newsroom.count < newsroom.server.count <= 1.5 * newsroom.count


class Dying:
    """A server that is gone after so many answers, and back on the same port when told."""

    def __init__(self, folder, commands, after):
        self.after = after
        self.first = Loopback(lambda call: (answer() if call.number < after else hang())(call))
        self.first.__enter__()
        self.second = None
        self.newsroom = Newsroom(folder, self.first, commands)
        self._watch = threading.Thread(target=self._die)
        self._watch.start()

    def _die(self):
        until(lambda: self.first.count > self.after)
        self.first.__exit__()

    def revive(self):
        self._watch.join(60)
        self.second = Loopback(port=self.first.port)
        self.second.__enter__()

    @property
    def count(self):
        return self.first.count + (self.second.count if self.second else 0)


@pytest.fixture
def dying(tmp_path, commands):
    server = Dying(tmp_path, commands, 20)
    yield server
    server._watch.join(60)
    if server.second:
        server.second.__exit__()


@pytest.mark.loopback
def test_an_endpoint_that_dies_half_way_and_comes_back_is_gone_on_with(dying):
    process = dying.newsroom.start(env={"BRIEFER_MAX_ATTEMPTS": "6"})
    dying._watch.join(60)
    time.sleep(0.7)
    dying.revive()
    outcome = dying.newsroom.ended(process)
    assert outcome.code == 0
    assert dying.count <= dying.newsroom.count + 8


@pytest.mark.loopback
def test_an_endpoint_that_dies_for_good_leaves_what_it_gave_and_the_next_run_the_rest(dying):
    outcome = dying.newsroom.run(env={"BRIEFER_MAX_ATTEMPTS": "2"})
    assert outcome.code == 5
    assert set(outcome.failed.values()) == {"ConnectionFailedError"}
    assert 8 <= len(outcome.done) <= 28
    dying.revive()
    assert dying.newsroom.run().code == 0
    assert dying.second.count == len(outcome.failed)


@pytest.mark.parametrize("known", [True, False], ids=["known", "unknown"])
def test_articles_over_the_window_are_read_in_parts_beside_the_others(newsroom, known):
    long = [number for number in range(newsroom.count) if number % 10 in (1, 4, 7)]
    for number in long:
        newsroom.write(number, sentences=150)
    newsroom.server.script = window(8_000)
    outcome = newsroom.run(*(("--context-tokens", "4500") if known else ()))
    assert outcome.code == 0
    lines = [json.loads(line) for line in outcome.out.splitlines()]
    asked = [len(line["provenance"]["requests"]) for line in lines]
    assert all((asked[number] > 1) == (number in long) for number in range(newsroom.count))
    before = newsroom.server.count
    assert newsroom.run(*(("--context-tokens", "4500") if known else ())).out == outcome.out
    assert newsroom.server.count == before


def test_a_disk_that_fills_up_under_the_store_stops_only_the_keeping(newsroom):
    Store.open(newsroom.store).close()
    most = newsroom.store.stat().st_size + 150_000

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))

    newsroom.server.script = late(0.01)
    outcome = newsroom.run(preexec_fn=limit)
    assert outcome.code == 0
    assert outcome.err.count("cannot be written any more") == 1
    again = newsroom.run()
    assert again.out == outcome.out
    assert newsroom.count < newsroom.server.count < 2 * newsroom.count


def test_five_runs_at_once_on_one_fresh_store_pay_once_also_when_one_is_killed(newsroom):
    newsroom.server.script = late(0.2)
    processes = [newsroom.start() for _ in range(5)]
    until(lambda: newsroom.server.count >= 8)
    killed = processes.pop()
    killed.kill()
    killed.communicate()
    with ThreadPoolExecutor() as readers:  # a run that cannot print on holds up the others
        outcomes = list(readers.map(newsroom.ended, processes))
    assert {outcome.code for outcome in outcomes} == {0}
    assert len({outcome.out for outcome in outcomes}) == 1
    assert newsroom.server.count <= newsroom.count + 8, "what the killed one had under way"
    before = newsroom.server.count
    assert newsroom.run().out == outcomes[0].out
    assert newsroom.server.count == before
    runs = newsroom.value("runs", "list")
    done = [(run["done"], run["failed"]) for run in runs if run["status"] == "done"]
    assert done == [(40, 0)] * 5


BACKWARDS = """
import datetime, time
began, wall = time.monotonic(), time.time()

def back():
    return wall - 3600 * (time.monotonic() - began)

class Back(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(back(), tz)

datetime.datetime = Back
time.time = back
"""


def test_a_clock_that_goes_backwards_disturbs_nothing(newsroom, tmp_path):
    """The child's clock loses an hour every second; what is monotonic stays so."""
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(BACKWARDS)
    path = os.pathsep.join(filter(None, [str(tmp_path / "clock"), os.environ.get("PYTHONPATH")]))
    busy = error(503, headers={"retry-after": "1"})
    newsroom.server.script = mix(2, (0.1, error(500)), (0.02, busy), rest=late(0.02))
    outcome = newsroom.run(env={"PYTHONPATH": path})
    assert outcome.code == 0
    before = newsroom.server.count
    assert newsroom.run().out == outcome.out
    assert newsroom.server.count == before
    now, backwards = newsroom.value("runs", "list")
    assert now["ended"] >= now["started"]
    assert backwards["ended"] < backwards["started"], "the clock was not turned back"
    assert backwards["seconds"] > 0


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_a_run_and_the_same_command_goes_on_with_it(newsroom, number):
    gate = threading.Event()
    newsroom.server.script = lambda call: (answer() if call.number < 15 else held(gate))(call)
    process = newsroom.start("--concurrency", "5")
    until(lambda: newsroom.server.count == 20)
    signalled(process, number)
    gate.set()
    first = newsroom.outcome(process)
    assert first.code == 130
    assert f"interrupted by {number.name}: {len(first.done)} of " in first.err
    assert "run the same command again" in first.err
    assert first.done == tuple(range(len(first.done)))
    asked = newsroom.server.count
    assert asked == len(first.done) < newsroom.count
    newsroom.server.script = answer()
    second = newsroom.run()
    assert second.code == 0
    assert second.out.startswith(first.out)
    assert newsroom.server.count == newsroom.count
    assert [run["status"] for run in newsroom.value("runs", "list")] == ["done", "interrupted"]


def test_a_store_that_is_read_only_is_read_and_the_rest_asked(newsroom):
    """Permissions do not hold the superuser back, so the child gives that power away first."""
    first = newsroom.run()
    newsroom.fill(45)
    files = list(newsroom.store.parent.iterdir())
    for file in files:
        file.chmod(0o444)
    newsroom.store.parent.chmod(0o555)
    kept = {file: file.read_bytes() for file in files}
    try:
        second = newsroom.run(preexec_fn=under_permissions)
        assert {file: file.read_bytes() for file in newsroom.store.parent.iterdir()} == kept
    finally:
        newsroom.store.parent.chmod(0o755)
    assert second.code == 0
    assert second.out.startswith(first.out)
    assert newsroom.server.count == newsroom.count
    assert second.err.count("the store cannot be written") == 1


def test_very_many_tiny_articles_each_have_their_line(newsroom):
    """As many as a suite has time for; `benchmarks/faults.py` has fifty thousand."""
    newsroom.fill(400)
    faults, all_there = mix(4, (0.02, error(500))), threading.Event()

    def script(call):
        if call.number == 49:
            all_there.set()
        return held(all_there, faults)(call)

    newsroom.server.script = script
    outcome = newsroom.run("--concurrency", "50")
    assert outcome.code == 0
    assert newsroom.server.peak == 50
    before = newsroom.server.count
    assert newsroom.run("--concurrency", "50").out == outcome.out
    assert newsroom.server.count == before


@pytest.mark.parametrize("fault", [error(500), MALFORMED, CUT_OFF], ids=["500", "malformed", "cut"])
def test_a_brief_without_its_top_lines_still_has_every_article(briefer, loopback, articles, fault):
    """The articles were paid for: an opening that cannot be had is told as what failed."""

    def script(call):
        if "top_lines" in call.prompt:
            return fault(call)
        return (error(500) if "Bretagne" in call.prompt else answer())(call)

    loopback.script = script
    env = {"OPENAI_BASE_URL": loopback.url, "BRIEFER_MAX_ATTEMPTS": "1"}
    ran = briefer("daily", articles, "--model", "openai:tiny", "--date", "2026-11-22", env=env)
    sources = {f"{articles}/{file.name}" for file in articles.iterdir()}
    assert all(source in ran.out for source in sources)
    told = [line for line in ran.err.splitlines() if "hint: " not in line]
    assert len(told) == 2
    assert "greve-ferries-bretagne.md" in told[0]
    assert "top lines" in told[1]
    assert "## Top lines" not in ran.out
    assert ran.code == 5
