"""`briefer store` and `briefer runs`, as a user sees them."""

import json
import sqlite3

import pytest
from typer.testing import CliRunner

from briefer.cli.app import app
from briefer.llm import Message, Reply, Request
from briefer.model import Article, PromptRef, Usage
from briefer.store import Store, Totals
from briefer.store.migrations import MIGRATIONS

PROMPT = PromptRef("summarize", 1, "b2:0f")


def request(text):
    return Request("openai:m", (Message("user", text),), "s", {"type": "object"}, PROMPT)


@pytest.fixture
def kept(tmp_path):
    """A store with something of everything in it."""
    path = tmp_path / "my.db"
    with Store.open(path) as store:
        for number in range(1_200):
            store.keep(request(f"[S1] {number}"), Reply("an answer", "m", usage=Usage(100, 20)))
        store.keep_article(Article("Text.", source="a.txt"))
        done = store.begin_run("daily", model="openai:m", prompts=[PROMPT])
        totals = Totals(1_200, 3, 1, Usage(120_000, 24_000, 64, 8), "0.0240", done=40, failed=1)
        store.fail_in_run(done, "b.txt", "ServerError", "it said \x1b[31m500")
        store.end_run(done, "failed", totals)
        store.end_run(store.begin_run("facts", model="extractive"), "done", Totals(done=2))
    return path


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Run a command in this process, in an empty folder."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLUMNS", "120")

    def run_(*arguments):
        return CliRunner().invoke(app, [str(argument) for argument in arguments])

    return run_


COMMANDS = [
    *(["store", name] for name in ("path", "stats", "verify", "gc", "export")),
    *(["runs", name] for name in ("list", "show")),
]


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_a_help_with_an_example(run, command):
    ran = run(*command, "-h")
    assert ran.exit_code == 0
    assert f"Example: briefer {' '.join(command)}" in ran.output


def test_the_path_is_that_of_flag_environment_settings_or_user(run, tmp_path, monkeypatch):
    assert run("store", "path", "--store", "x.db").stdout == f"{tmp_path / 'x.db'}\n"
    assert run("store", "path").stdout.endswith("/briefer/store.db\n")
    (tmp_path / "briefer.toml").write_text("")
    assert run("store", "path").stdout == f"{tmp_path / '.briefer' / 'store.db'}\n"
    monkeypatch.setenv("BRIEFER_STORE", "y.db")
    assert run("store", "path").stdout == f"{tmp_path / 'y.db'}\n"
    assert not (tmp_path / ".briefer").exists()


def test_stats_say_what_is_there(run, kept):
    ran = run("store", "stats", "--store", kept)
    assert "replies      1,200\narticles     1\nruns         2\n" in ran.stdout
    assert "model        openai:m: 1,200 replies, 120,000 tokens in, 24,000 out\n" in ran.stdout
    value = json.loads(run("store", "stats", "--store", kept, "--format", "json").stdout)
    assert (value["path"], value["replies"], value["form"]) == (str(kept), 1_200, len(MIGRATIONS))
    assert value["models"][0]["output_tokens"] == 24_000


@pytest.mark.parametrize("command", [["store", "stats"], ["store", "gc"], ["runs", "list"]])
def test_where_there_is_no_store_yet_none_is_made_by_looking(run, tmp_path, command):
    ran = run(*command, "--store", "none.db")
    assert ran.exit_code == 0
    assert "there is no store yet" in ran.stderr
    assert list(tmp_path.iterdir()) == []


def test_looking_by_name_works_where_runs_keep_nothing(run, kept, monkeypatch):
    monkeypatch.setenv("BRIEFER_NO_STORE", "1")
    assert "1,200" in run("store", "stats", "--store", kept).stdout


def test_verify_is_content_with_a_sound_store_and_lists_what_is_wrong(run, kept):
    ran = run("store", "verify", "--store", kept)
    assert (ran.exit_code, ran.stdout) == (0, "1,200 replies and 1 articles, all sound\n")
    with sqlite3.connect(kept) as other:
        other.execute("UPDATE replies SET key = 'b2:00' WHERE id = 1")
    other.close()
    ran = run("store", "verify", "--store", kept)
    assert ran.exit_code == 2
    assert "b2:00 is not the one its key was made from" in ran.stdout


def test_verify_changes_nothing_of_a_damaged_store_and_the_next_use_sets_it_aside(
    run, kept, tmp_path
):
    damaged = kept.read_bytes()[:9_000]
    kept.write_bytes(damaged)
    ran = run("store", "verify", "--store", kept)
    assert ran.exit_code == 2
    assert "malformed" in ran.stdout
    assert "the next run sets it aside" in ran.stderr
    assert kept.read_bytes() == damaged
    ran = run("store", "stats", "--store", kept)
    assert "replies      0" in ran.stdout
    assert (
        f"was damaged (database disk image is malformed); it is kept as {kept.name}" in ran.stderr
    )
    assert (tmp_path / "my.db.damaged-1").read_bytes() == damaged


def test_a_newer_store_is_a_setting_to_mend(run, kept):
    with sqlite3.connect(kept) as other:
        other.execute(f"PRAGMA user_version = {len(MIGRATIONS) + 1}")
    other.close()
    for command in ("stats", "verify"):
        ran = run("store", command, "--store", kept)
        assert ran.exit_code == 2
        assert "newer briefer" in ran.stderr
        assert "hint: update briefer" in ran.stderr


def test_gc_says_what_it_would_remove_and_what_it_removed(run, kept):
    would = run("store", "gc", "--store", kept, "--dry-run")
    assert would.stdout == "would remove 0 replies, 0 articles, 0 runs\n"
    with sqlite3.connect(kept) as other:
        other.execute("UPDATE replies SET used = '2020-01-01'")
    other.close()
    gone = run("store", "gc", "--store", kept, "--unused-days", "30")
    assert gone.stdout.startswith("removed 1,200 replies, 0 articles, 0 runs; ")
    assert "kB freed" in gone.stdout
    assert run("store", "gc", "--store", kept, "--unused-days", "-1").exit_code == 2


def test_gc_removes_the_history_only_when_asked(run, kept):
    with Store.open(kept) as store:
        store.keep_version("page", Article("Old."), fetched="2020-01-01")
        store.keep_brief("daily", "2020-01-01", "2020-01-01", {}, [])
    with sqlite3.connect(kept) as other:
        other.execute("UPDATE identities SET seen = '2020-01-01'")
        other.execute("UPDATE articles SET used = '2020-01-01'")
    other.close()
    stats = run("store", "stats", "--store", kept).stdout
    assert "versions     1\nfetches      0\nbriefs       1\nsummaries    0\n" in stats
    gc = ("store", "gc", "--store", kept)
    assert "removed 0 replies, 1 articles, 0 runs; " in run(*gc).stdout
    gone = run(*gc, "--history").stdout
    assert "removed 0 replies, 1 articles, 0 runs, 1 versions, 1 briefs and summaries; " in gone


def test_runs_are_listed_latest_first(run, kept):
    head, second, first = run("runs", "list", "--store", kept).stdout.splitlines()
    assert head.split()[:4] == ["ID", "STARTED", "COMMAND", "STATUS"]
    assert second.split()[0] == "2"
    assert second.split()[-2:] == ["unknown", "extractive"]
    assert first.split()[3:] == "daily failed 40 1 1,200 3 $0.0240 openai:m".split()
    lines = run("runs", "list", "--store", kept, "--format", "jsonl", "--limit", "1").stdout
    (value,) = map(json.loads, lines.splitlines())
    assert (value["id"], value["done"], value["cost"]) == (2, 2, "unknown")


def test_a_run_is_shown_with_what_failed_in_it_and_why(run, kept):
    shown = run("runs", "show", 1, "--store", kept).stdout
    assert "prompt    summarize@1 b2:0f\n" in shown
    assert "articles  40 done, 1 failed\n" in shown
    assert "requests  1,200 asked, 3 already kept, 1 retries\n" in shown
    assert "tokens    120,000 in (64 cached), 24,000 out (8 reasoning)\n" in shown
    assert "cost      $0.0240\n" in shown
    assert "failed    b.txt: ServerError: it said" in shown
    assert "\x1b" not in shown
    value = json.loads(run("runs", "show", 1, "--store", kept, "--format", "json").stdout)
    assert value["failures"][0]["error"] == "ServerError"
    assert value["usage"]["input_tokens"] == 120_000
    missing = run("runs", "show", 7, "--store", kept)
    assert missing.exit_code == 2
    assert "there is no run 7" in missing.stderr


def test_everything_is_exported_as_lines_of_json(briefer, kept):
    ran = briefer("store", "export", "--store", kept)
    assert ran.code == 0
    kinds = [json.loads(line)["kind"] for line in ran.out.splitlines()]
    assert kinds == ["article", *["reply"] * 1_200, "run", "run"]
