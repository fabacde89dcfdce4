"""`briefer eval`: prompts, models and checks on cases, kept as runs that can be compared."""

import csv
import gzip
import json
import os
import re
import signal
import subprocess
import sys

import pyarrow as pa
import pytest
from pyarrow import parquet

from tests.support.loopback import answer, error, hang
from tests.support.processes import until
from tests.support.repository import ROOT

SET = [
    {"article": "a", "claim": "The bridge opened on Monday.", "supported": True},
    {"article": "a", "claim": "The bridge cost 40 million euros.", "supported": False},
    {"article": "a", "claim": "The bridge cost 30 million euros.", "supported": True},
]
BRIDGE = "OSLO — The bridge opened on Monday.\n\nIt cost 30 million euros, the mayor said."


def write(path, values):
    path.write_text("".join(json.dumps(each) + "\n" for each in values), "utf-8")
    return path


def write_table(path, rows):
    """Write rows as the table that a file's name says."""
    if path.name.endswith(".parquet"):
        parquet.write_table(pa.Table.from_pylist(rows), path)
    elif path.name.endswith(".gz"):
        lines = "".join(json.dumps(each) + "\n" for each in rows)
        path.write_bytes(gzip.compress(lines.encode()))
    else:
        with path.open("w", newline="") as file:
            mark = "\t" if path.name.endswith(".tsv") else ","
            writer = csv.DictWriter(file, list(rows[0]), delimiter=mark)
            writer.writeheader()
            writer.writerows(rows)


@pytest.fixture
def cases(tmp_path):
    """Two dozen cases about as many articles."""

    def case(number):
        text = (
            f"OSLO — Bridge {number} opened on Monday.\n\nIt cost {number + 10} million euros.\n\n"
            f"The mayor of Oslo, Kari Berg, cut the ribbon at noon."
        )
        return {
            "id": f"bridge {number}",
            "article": text,
            "must_say": [f"Bridge {number} opened on Monday.", f"It cost {number + 10} million."],
            "must_not": [f"It cost {number + 11} million euros."],
            "limits": {"words": 100},
        }

    return write(tmp_path / "cases.jsonl", map(case, range(1, 25)))


def test_a_prompt_is_measured_and_the_run_is_kept(briefer, cases, tmp_path):
    ran = briefer("eval", cases, "--model", "extractive", "--run", "run.jsonl")
    assert ran.code == 0, ran.err
    assert "24 cases about 24 articles." in ran.out
    assert "| must-say facts stated | 100.0 % of 48 facts |" in ran.out
    assert "| must-not facts stated | 0.0 % of 24 facts |" in ran.out
    assert "the run is kept as run.jsonl" in ran.err
    kept = (tmp_path / "run.jsonl").read_text("utf-8").splitlines()
    assert json.loads(kept[0])["arms"][0]["prompt"] == "summarize@3"
    assert len(kept) == 26
    explicit = briefer("eval", "run", cases, "--model", "extractive", "--run", "run.jsonl")
    assert explicit.out == ran.out


def test_the_same_run_gives_the_same_bytes(briefer, cases, tmp_path):
    runs = [briefer("eval", cases, "--model", "extractive", "--format", "json") for _ in range(2)]
    assert runs[0].out == runs[1].out
    assert json.loads(runs[0].out)["timing"] is None
    assert len(list((tmp_path / "runs").iterdir())) == 1


def test_prompts_and_models_make_an_arm_each(briefer, cases):
    ran = briefer(
        *("eval", cases, "--model", "extractive", "--prompt", "summarize@1, facts@1"),
        *("--format", "json"),
    )
    value = json.loads(ran.out)
    assert [arm["prompt"] for arm in value["arms"]] == ["summarize@1", "facts@1"]
    assert value["comparisons"][0]["second"].startswith("facts@1")
    assert all(arm["prompt_hash"].startswith("b2:") for arm in value["arms"])


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--prompt", "poem"], "there is no prompt 'poem'"),
        (["--prompt", "digest@1"], "does not summarize one article"),
        (["--prompt", "repair"], "does not summarize one article"),
        (["--model", "extractive,elephant:1"], "elephant"),
        (["--checks", "--prompt", "summarize"], "--checks"),
    ],
)
def test_what_cannot_be_measured_is_refused_before_anything_is_asked(
    briefer, cases, tmp_path, arguments, says
):
    ran = briefer("eval", cases, *arguments)
    assert ran.code == 2
    assert says in ran.err
    assert not (tmp_path / "runs").exists()


def test_bad_lines_are_told_by_file_and_line_all_at_once(briefer, tmp_path):
    bad = write(
        tmp_path / "bad.jsonl",
        [
            {"id": "a", "article": "It opened.", "mustsay": []},
            {"id": "b"},
            {"id": "c", "path": "x"},
        ],
    )
    ran = briefer("eval", bad)
    assert ran.code == 2
    lines = re.findall(r"bad\.jsonl:(\d): (.*)", ran.err)
    assert [number for number, _ in lines] == ["1", "2", "3"]
    assert "'mustsay'" in lines[0][1]
    assert "3 lines are no case" in ran.err


def test_checks_are_measured_on_judged_claims(briefer, tmp_path):
    write(tmp_path / "set.articles.jsonl", [{"id": "a", "text": BRIDGE}])
    claims = write(tmp_path / "set.claims.jsonl", SET)
    ran = briefer("eval", "--checks", claims)
    assert ran.code == 0, ran.err
    assert "| balanced accuracy | 100.0 % of 3 claims |" in ran.out
    assert "| false assurance: wrong claims confirmed | 0.0 % of 1 wrong claims |" in ran.out
    assert "| self-agreement over repeats | – |" in ran.out


def test_cases_and_claims_of_a_table_are_measured_as_those_of_lines(briefer, tmp_path):
    facts = [["It cost 30 million euros."], ["The bridge opened."]]
    columns = ("--text-column", "body", "--id-column", "nr", "--model", "extractive")
    for kind in ("csv", "tsv", "parquet", "jsonl.gz"):
        cases = [
            {"nr": str(number), "body": BRIDGE, "must_say": each, "desk": "x"}
            for number, each in enumerate(facts, 7)
        ]
        if kind in ("csv", "tsv"):  # a list in JSON, or one text
            cases[0]["must_say"], cases[1]["must_say"] = json.dumps(facts[0]), facts[1][0]
        write_table(tmp_path / f"cases.{kind}", cases)
        ran = briefer("eval", f"cases.{kind}", *columns, "--run", f"{kind}.run")
        assert (ran.code, "% of 2 facts |" in ran.out) == (0, True), (kind, ran.err)
        assert "article from 'body', id from 'nr', must_say from 'must_say'" in ran.err
        assert "not read: 'desk'" in ran.err
        assert '"case":"7"' in (tmp_path / f"{kind}.run").read_text()
        write_table(tmp_path / f"set.claims.{kind}", SET)
        write_table(tmp_path / f"set.articles.{kind}", [{"id": "a", "text": BRIDGE}])
        write_table(tmp_path / f"whole.{kind}", [{**each, "article": BRIDGE} for each in SET])
        for name in ("set.claims", "whole"):
            ran = briefer("eval", "--checks", f"{name}.{kind}")
            assert "| balanced accuracy | 100.0 % of 3 claims |" in ran.out, (kind, ran.err)
    wrong = briefer("eval", "cases.csv", "--text-column", "bdy")
    assert (wrong.code, "has no column 'bdy'" in wrong.err) == (2, True)


def test_rows_that_are_no_case_are_told_by_their_line(briefer, tmp_path):
    text = 'id,text,must_say,limits\na,It opened.,It opened.,many\nb,,x,\nc,"It\n'
    (tmp_path / "bad.csv").write_text(text)
    ran = briefer("eval", "bad.csv")
    told = re.findall(r"bad\.csv:(\d): (.*)", ran.err)
    assert (ran.code, [number for number, _ in told]) == (2, ["2", "3", "4"])
    assert '"limits" must be an object' in told[0][1]


def test_a_comparison_of_a_run_with_itself_fails_nothing(briefer, cases):
    briefer("eval", cases, "--model", "extractive", "--run", "one.jsonl")
    ran = briefer("eval", "compare", "one.jsonl", "one.jsonl", "--fail-on", "worse")
    assert ran.code == 0
    assert "Cannot tell" in ran.out


def test_a_run_that_is_worse_fails_where_that_is_asked(briefer, cases, tmp_path):
    briefer("eval", cases, "--model", "extractive", "--run", "one.jsonl")
    text = (tmp_path / "one.jsonl").read_text("utf-8")
    worse = text.replace('"decision":"stated"', '"decision":"absent"')
    (tmp_path / "two.jsonl").write_text(worse, "utf-8")
    compare = ("eval", "compare", "one.jsonl", "two.jsonl")
    ran = briefer(*compare, "--fail-on", "worse")
    assert ran.code == 3
    assert "Worse in must-say facts stated" in ran.out
    assert briefer(*compare).code == 0
    back = briefer("eval", "compare", "two.jsonl", "one.jsonl", "--fail-on", "worse")
    assert (back.code, "Better in " in back.out) == (0, True)
    page = briefer(*compare, "--format", "html").out
    assert page.startswith("<!DOCTYPE html>")
    assert "http" not in page.replace("http-equiv", "")


def test_a_run_that_is_none_cannot_be_compared(briefer, cases):
    ran = briefer("eval", "compare", cases, cases)
    assert ran.code == 2
    assert "it is no run that briefer eval kept" in ran.err


# Asking a model


@pytest.fixture
def asking(loopback):
    return ("--base-url", loopback.url, "--model", "openai:loopback-1")


def test_repeats_are_asked_anew_and_never_twice(briefer, cases, loopback, asking):
    """A turn is another request, with another seed; asked again, it is answered by the store."""
    first = briefer("eval", cases, *asking, "--repeat", "2", "--run", "one.jsonl")
    assert first.code == 0, first.err
    seeds = [call.body.get("seed") for call in loopback.calls if "repair" not in call.prompt]
    assert len(loopback.calls) >= 48
    assert {None, 1} == set(seeds)
    asked = len(loopback.calls)
    assert "## Time" in first.out
    assert "self-agreement over repeats | 100.0 % of 72 decisions" in first.out
    again = briefer("eval", cases, *asking, "--repeat", "2", "--run", "two.jsonl")
    assert len(loopback.calls) == asked
    assert again.out == re.sub(r"## Time\n\n.*?\n\n(?=## )", "", first.out, flags=re.DOTALL)


def test_what_was_measured_is_no_summary_that_anybody_reads(briefer, cases, asking):
    assert briefer("eval", cases, *asking).code == 0
    stats = dict(line.split(maxsplit=1) for line in briefer("store", "stats").out.splitlines())
    assert stats["summaries"] == "0"
    assert int(stats["replies"]) >= 24


def test_a_crash_half_way_costs_nothing_twice(commands, cases, loopback, asking, tmp_path):
    usual, never = answer(), hang()
    loopback.script = lambda call: never(call) if call.number >= 12 else usual(call)
    command = ["eval", cases, *asking, "--concurrency", "2"]
    options = {
        "cwd": tmp_path,
        "env": {"BRIEFER_STORE": str(tmp_path / "store.db"), "OPENAI_API_KEY": "none"},
    }
    killed = commands.start(command, **options)
    until(lambda: loopback.count >= 14)  # two wait for their answer
    killed.kill()
    killed.communicate()
    assert killed.returncode == -signal.SIGKILL
    assert loopback.count == 14
    loopback.script = usual
    done = commands.run(command, **options)
    assert done.code == 0, done.err
    bodies = {json.dumps(call.body, sort_keys=True) for call in loopback.calls}
    assert len(loopback.calls) - len(bodies) <= 2  # what was under way
    assert "24 cases about 24 articles." in done.out


def test_a_case_that_fails_is_measured_as_failed_and_stops_no_other(
    briefer, cases, loopback, asking
):
    usual = answer()
    loopback.script = lambda call: (
        answer(text="no JSON at all")(call) if "Bridge 7 opened" in call.prompt else usual(call)
    )
    ran = briefer("eval", cases, *asking)
    assert ran.code == 6
    assert "| cases failed | 4.2 % of 24 cases |" in ran.out
    assert "- bridge 7: MalformedAnswerError" in ran.out


def test_a_budget_that_is_used_up_ends_the_run_and_keeps_none(briefer, cases, asking, tmp_path):
    ran = briefer("eval", cases, *asking, "--max-tokens-total", "4000", "--run", "run.jsonl")
    assert ran.code == 8
    assert not (tmp_path / "run.jsonl").exists()
    assert ran.out == ""


def test_a_limit_holds_for_all_models_together(briefer, cases, loopback, asking, tmp_path):
    one = briefer("eval", cases, *asking, "--run", "one.jsonl")
    assert one.code == 0, one.err
    lines = (tmp_path / "one.jsonl").read_text("utf-8").splitlines()[1:-2]
    took = sum(o["input_tokens"] + o["output_tokens"] for o in map(json.loads, lines))
    loopback.calls.clear()
    both = ("--model", "openai:loopback-2,openai:loopback-3", "--base-url", loopback.url)
    limit = ("--max-tokens-total", str(took * 3 // 2))
    ran = briefer("eval", cases, *both, *limit, "--run", "two.jsonl")
    assert ran.code == 8, ran.err
    models = {call.body["model"] for call in loopback.calls}
    assert models == {"loopback-2", "loopback-3"}  # the second began, and was stopped
    assert not (tmp_path / "two.jsonl").exists()


def test_an_endpoint_that_refuses_the_key_ends_the_run(briefer, cases, loopback, asking, tmp_path):
    loopback.script = error(401)
    ran = briefer("eval", cases, *asking)
    assert ran.code == 5
    assert not list((tmp_path / "runs").iterdir())


def test_a_dry_run_counts_prompts_and_turns_and_asks_nothing(briefer, cases, loopback, asking):
    ran = briefer(
        "eval", cases, *asking, "--repeat", "2", "--prompt", "summarize,facts", "--dry-run"
    )
    assert ran.code == 0, ran.err
    assert re.search(r"\b96\b", ran.out)
    assert loopback.calls == []


def test_recordings_are_replayed_to_the_same_bytes(briefer, cases, loopback, asking, tmp_path):
    recorded = briefer("eval", cases, *asking, "--record", "tape")
    assert recorded.code == 0, recorded.err
    runs = [
        briefer("eval", cases, "--replay", "tape", "--run", f"{n}.jsonl", "--quiet") for n in (1, 2)
    ]
    assert runs[0].code == 0, runs[0].err
    assert runs[0].out == runs[1].out
    assert "## Time" not in runs[0].out
    assert (tmp_path / "1.jsonl").read_bytes() == (tmp_path / "2.jsonl").read_bytes()


def peak(folder, count):
    """Return the most memory that measuring so many cases takes, in bytes."""
    text = "OSLO — Bridge {0} opened on Monday. It cost {0} million euros."
    made = (
        {"article": text.format(n), "must_say": [f"It cost {n} million."]} for n in range(count)
    )
    file = write(folder / f"{count}.jsonl", made)
    command = [sys.executable, "-m", "briefer", "eval", str(file), "--model", "extractive"]
    environ = {**os.environ, "PYTHONPATH": str(ROOT), "BRIEFER_NO_STORE": "1"}
    with subprocess.Popen(
        command, cwd=folder, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    return usage.ru_maxrss


def test_two_thousand_cases_take_no_more_memory_than_a_hundred(tmp_path):
    assert peak(tmp_path, 2_000) <= 1.2 * peak(tmp_path, 100)
