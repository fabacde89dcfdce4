"""The cases in `fixtures/eval`, and what the embedded model's recorded answers make of them."""

import json
import re

import pytest

from benchmarks import stated
from briefer.evaluating import writing_cases, writing_problems
from briefer.providers import weights
from tests.support.repository import ROOT

CASES = ROOT / "fixtures" / "eval" / "writing.jsonl"
CASSETTES = ROOT / "fixtures" / "eval" / "cassettes"
REPORT = ROOT / "fixtures" / "eval" / "smollm2.md"
RUN = ("eval", "fixtures/eval/writing.jsonl", "--replay", "fixtures/eval/cassettes")


def test_there_are_thirty_cases_with_facts_and_traps_in_three_languages():
    assert writing_problems([str(CASES)]) == []
    cases = list(writing_cases([str(CASES)]))
    assert len(cases) >= 30
    assert all(len(case.must_say) >= 3 and len(case.must_not) >= 3 for case in cases)
    assert {case.item.load().language for case in cases} >= {"de", "fr"}


def test_facts_are_found_where_they_stand_and_traps_are_not():
    for title, share, sign, bound, _ in stated.shares(stated.decided()):
        assert share >= bound if sign == ">=" else share <= bound, title


def test_the_recordings_make_the_report_that_is_kept_beside_them(commands, tmp_path):
    run = [*RUN, "--run", str(tmp_path / "run.jsonl"), "--quiet"]
    ran = commands.run(run, cwd=ROOT, env={"BRIEFER_NO_STORE": "1"})
    assert ran.code == 0, ran.err
    assert ran.out == REPORT.read_text("utf-8")
    kept = [json.loads(line) for line in (tmp_path / "run.jsonl").read_text("utf-8").splitlines()]
    asked = {key for line in kept for key in line.get("requests", ())}
    assert asked == {json.loads(path.read_text("utf-8"))["key"] for path in CASSETTES.iterdir()}


@pytest.mark.parametrize("path", sorted(CASSETTES.glob("*.json")), ids=lambda path: path.name)
def test_a_recording_says_where_it_comes_from_and_holds_no_secret(path):
    text = path.read_text("utf-8")
    recording = json.loads(text)
    assert recording["model"] == "local:smollm2"
    assert recording["recorded"]["model_sha256"] == weights.find("smollm2").sha256
    assert not re.search(r"(?<!\w)sk-\w{8}|Bearer |/home/|/root/|/work/", text)
