"""Runs over many articles: nothing asked twice, nothing past a limit, nothing lost."""

import json
import os
import signal
import subprocess
import sys
import threading

import pytest

from tests.support.loopback import answer, error, held, sequence
from tests.support.processes import signalled, until

MODEL = ("--model", "openai:tiny")


@pytest.fixture
def endpoint(loopback):
    return {"OPENAI_BASE_URL": loopback.url, "BRIEFER_MAX_ATTEMPTS": "2"}


def test_the_same_command_again_asks_nothing_and_prints_the_same(
    briefer, loopback, endpoint, articles
):
    command = ("daily", articles, *MODEL, "--date", "2026-11-22")
    one = briefer(*command, env=endpoint)
    asked = loopback.count
    two = briefer(*command, env=endpoint)
    assert (one.code, two.code) == (0, 0)
    assert one.out == two.out
    assert loopback.count == asked > 0


@pytest.mark.parametrize("command", ["summarize", "daily"])
def test_a_warm_run_imports_neither_the_sdk_nor_the_list_of_prices(
    briefer, loopback, endpoint, story, tmp_path, command
):
    briefer(command, story, *MODEL, env=endpoint)
    asked = loopback.count
    code = (
        f"import sys; sys.argv = ['briefer', {command!r}, 'story.txt', '--model', 'openai:tiny']\n"
        "from briefer.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('imported:', *{'openai', 'genai_prices', 'httpx2'} & sys.modules.keys())"
    )
    store = {"BRIEFER_STORE": str(tmp_path / ".kept" / "store.db")}
    done = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        env={**os.environ, **endpoint, **store},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.splitlines()[-1] == "imported:"
    assert loopback.count == asked > 0


def test_no_store_keeps_nothing(briefer, loopback, endpoint, story, tmp_path):
    for _ in range(2):
        assert briefer("summarize", story, *MODEL, "--no-store", env=endpoint).code == 0
    assert loopback.count == 2
    assert not (tmp_path / ".kept").exists()


def test_an_answer_that_could_not_be_used_is_asked_for_again_next_time(
    briefer, loopback, endpoint, story
):
    loopback.script = sequence(answer("nonsense"), answer("nonsense"))
    assert briefer("summarize", story, *MODEL, env=endpoint).code == 6
    assert briefer("summarize", story, *MODEL, env=endpoint).code == 0
    assert loopback.count == 3


def test_a_failed_article_alone_is_asked_for_again(briefer, loopback, endpoint, articles):
    def script(call):
        bad = "Halden Marine" in call.prompt and "Article 1" not in call.prompt
        return (error(400, "not this one") if bad else answer())(call)

    loopback.script = script
    command = ("summarize", articles, *MODEL, "--format", "jsonl")
    assert briefer(*command, env=endpoint).code == 5
    before = loopback.count
    loopback.script = answer()
    ran = briefer(*command, env=endpoint)
    assert ran.code == 0
    assert loopback.count == before + 1
    assert [json.loads(line)["kind"] for line in ran.out.splitlines()] == ["summary"] * 10


def test_a_dry_run_sends_nothing_and_knows_what_is_stored(briefer, loopback, endpoint, articles):
    ran = briefer("daily", articles, *MODEL, "--dry-run", env=endpoint)
    assert ran.code == 0
    assert loopback.count == 0
    assert "what is asked about the answers is reckoned as it usually comes out" in ran.err
    cold = ran.out.splitlines()[-1].split()
    assert cold[:4] == ["total", "22", "0", "22"]  # as often the judge, and two repairs
    assert int(cold[4].replace(",", "")) > 10_000
    briefer("summarize", articles, *MODEL, env=endpoint)
    warm = briefer("daily", articles, *MODEL, "--dry-run", env=endpoint).out
    assert warm.splitlines()[-1].split()[:4] == ["total", "10", "10", "0"]


def test_a_budget_stops_the_run_before_it_is_crossed(briefer, loopback, endpoint, articles):
    command = ("summarize", articles, *MODEL, "--max-tokens-total", "12000", "--format", "jsonl")
    ran = briefer(*command, env=endpoint)
    lines = [json.loads(line) for line in ran.out.splitlines()]
    done = [line for line in lines if line["kind"] == "summary"]
    left = [line for line in lines if line.get("error") == "BudgetError"]
    assert ran.code == 8
    assert done
    assert len(done) + len(left) == 10
    used = sum(
        line["provenance"]["usage"]["input_tokens"] + line["provenance"]["usage"]["output_tokens"]
        for line in done
    )
    assert used <= 12_000
    assert ran.err.count("stopped at the budget") == 1
    assert f"{len(left)} left undone when the budget was used up" in ran.err


def test_a_budget_too_small_for_anything_still_names_every_article(briefer, endpoint, articles):
    command = ("summarize", articles, *MODEL, "--max-tokens-total", "1", "--format", "json")
    ran = briefer(*command, env=endpoint)
    value = json.loads(ran.out)
    assert ran.code == 8
    assert value["summaries"] == []
    assert {failure["error"] for failure in value["failures"]} == {"BudgetError"}
    assert len(value["failures"]) == 10


def test_a_budget_of_money_needs_a_price(briefer, endpoint, story):
    ran = briefer("summarize", story, "--model", "openai:nobody", "--max-cost", "1", env=endpoint)
    assert ran.code == 2
    assert "is not known" in ran.err


def test_an_interrupted_run_prints_what_is_done_and_goes_on_where_it_was(
    briefer, commands, loopback, endpoint, articles, tmp_path
):
    gate = threading.Event()
    loopback.script = lambda call: (answer() if call.number < 2 else held(gate))(call)
    command = ["summarize", str(articles), *MODEL, "--concurrency", "2", "--format", "jsonl"]
    env = {**endpoint, "BRIEFER_STORE": str(tmp_path / ".kept" / "store.db")}
    process = commands.start(command, env=env, cwd=tmp_path)
    until(lambda: loopback.count == 4)
    signalled(process, signal.SIGINT)
    gate.set()
    out, err = process.communicate(timeout=120)
    assert process.returncode == 130
    assert "run the same command again" in err
    assert "Traceback" not in err
    first = [json.loads(line) for line in out.splitlines()]
    assert 0 < len(first) < 10
    loopback.script = answer()
    ran = briefer(*command, env=endpoint)
    assert ran.code == 0
    assert len(ran.out.splitlines()) == 10
    assert ran.out.startswith(out)
    assert loopback.count <= 10 + 2


def test_who_interrupts_a_run_that_keeps_nothing_is_told_what_is_lost(
    commands, loopback, endpoint, articles, tmp_path
):
    for command in (["daily", "--out", "brief.md"], ["summarize", "--format", "jsonl"]):
        before = loopback.count
        gate = threading.Event()
        loopback.script = lambda call, first=before + 2, gate=gate: (
            answer() if call.number < first else held(gate)
        )(call)
        line = [command[0], str(articles), *command[1:], *MODEL, "--no-store", "--concurrency", "2"]
        process = commands.start(line, env=endpoint, cwd=tmp_path)
        until(lambda first=before + 4: loopback.count == first)
        signalled(process, signal.SIGINT)
        gate.set()
        out, err = process.communicate(timeout=120)
        assert process.returncode == 130
        assert "--no-store kept nothing: answers of " in err
        assert ("are lost but for what was printed, and" in err) == bool(out)
        assert ("are lost, and" in err) == (not out)
        assert bool(out) == (command[0] == "summarize")
    assert not (tmp_path / "brief.md").exists()


def test_runs_are_listed_with_what_they_took(briefer, loopback, endpoint, story, tmp_path):
    briefer("summarize", story, *MODEL, env=endpoint)
    briefer("summarize", story, tmp_path / "gone.txt", *MODEL, env=endpoint)
    listed = briefer("runs", "list", "--format", "json").out
    runs = json.loads(listed)
    runs = runs["runs"] if isinstance(runs, dict) else runs
    newest, oldest = runs[0], runs[-1]
    assert (newest["hits"], newest["requests"], newest["failed"]) == (1, 0, 1)
    assert (oldest["hits"], oldest["requests"], oldest["status"]) == (0, 1, "done")
    shown = briefer("runs", "show", str(newest["id"])).out
    assert "SourceNotFoundError" in shown
    assert "gone.txt" in shown


def test_after_kill_9_only_what_was_in_flight_is_asked_again(
    briefer, commands, loopback, endpoint, tmp_path
):
    folder = tmp_path / "many"
    folder.mkdir()
    for n in range(60):
        text = f"Mayor {n} opened bridge {n} on Monday. It cost {n + 2} million euros to build."
        (folder / f"{n}.txt").write_text(text)
    gate = threading.Event()
    loopback.script = lambda call: (answer() if call.number < 25 else held(gate))(call)
    command = ["summarize", str(folder), *MODEL, "--concurrency", "5", "--format", "jsonl"]
    env = {**endpoint, "BRIEFER_STORE": str(tmp_path / ".kept" / "store.db")}
    process = commands.start(command, env=env, cwd=tmp_path)
    until(lambda: loopback.count == 30)
    process.kill()
    process.communicate()
    gate.set()
    ran = briefer(*command, env=endpoint)
    assert ran.code == 0
    kinds = [json.loads(line)["kind"] for line in ran.out.splitlines()]
    assert kinds == ["summary"] * 60
    assert loopback.count <= 60 + 5
