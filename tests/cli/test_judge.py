"""``--judge`` from the command line: who is asked, with which key, and what is told."""

import json

import pytest

from tests.support import judges
from tests.support.loopback import Loopback, answer, error
from tests.support.repository import ROOT

FARE = ROOT / "fixtures" / "articles" / "transit-fare-vote.txt"
WRONG = judges.wrong_claims()["articles/transit-fare-vote.txt"]
KEY, JUDGE_KEY = "sk-writer-0123456789", "sk-judge-9876543210"


@pytest.fixture
def ask(briefer):
    def run(server, *arguments, env=None, **more):
        settings = {
            "OPENAI_BASE_URL": server.url,
            "OPENAI_API_KEY": KEY,
            "BRIEFER_MODEL": "openai:loopback-1",
            "BRIEFER_MAX_ATTEMPTS": "1",
        }
        return briefer(*arguments, env={**settings, **(env or {})}, **more)

    return run


pytestmark = pytest.mark.loopback


def judged(calls):
    return [c for c in calls if "verdicts" in json.dumps(c.body.get("response_format", {}))]


def test_a_second_model_at_its_own_endpoint_gets_its_own_key_and_no_other(ask):
    with Loopback(judges.careless()) as writer, Loopback(judges.right()) as reader:
        ran = ask(
            writer,
            "summarize",
            FARE,
            "--judge-model",
            "reader-2",
            "--judge-base-url",
            reader.url,
            "--format",
            "json",
            env={"MY_JUDGE_KEY": JUDGE_KEY, "BRIEFER_JUDGE_API_KEY_ENV": "MY_JUDGE_KEY"},
        )
        assert ran.code == 0, ran.err
        assert not judged(writer.calls)
        assert reader.calls == judged(reader.calls) != []
        assert {c.body["model"] for c in reader.calls} == {"reader-2"}
        assert {c.headers["authorization"] for c in reader.calls} == {f"Bearer {JUDGE_KEY}"}
        assert {c.headers["authorization"] for c in writer.calls} == {f"Bearer {KEY}"}
    (summary,) = json.loads(ran.out)["summaries"]
    assert summary["provenance"]["judge"]["model"] == "openai:reader-2"
    assert KEY not in ran.out + ran.err
    assert JUDGE_KEY not in ran.out + ran.err


def test_without_a_key_of_its_own_another_endpoint_gets_none(ask):
    with Loopback(judges.careless()) as writer, Loopback(judges.right()) as reader:
        ran = ask(writer, "summarize", FARE, "--judge-base-url", reader.url)
        assert ran.code == 0, ran.err
        assert reader.calls
        assert all(KEY not in json.dumps(c.headers) for c in reader.calls)


def test_a_second_run_asks_the_judge_nothing_and_prints_the_same(ask):
    with Loopback(judges.read_by(judges.right())) as server:
        first = ask(server, "summarize", FARE)
        count = server.count
        second = ask(server, "summarize", FARE)
        assert server.count == count
    assert first.out == second.out
    assert "read again beside the source" in first.out


@pytest.mark.parametrize("how", ["flag", "file"])
def test_off_asks_no_judge(ask, tmp_path, how):
    flags = ("--judge", "off") if how == "flag" else ()
    if how == "file":
        (tmp_path / "briefer.toml").write_text('judge = "off"\n', "utf-8")
    with Loopback(judges.read_by(judges.right())) as server:
        ran = ask(server, "summarize", FARE, *flags)
        assert ran.code == 0, ran.err
        assert not judged(server.calls)


def test_the_embedded_and_the_extractive_engine_have_no_judge_unless_one_is_named(briefer):
    ran = briefer("summarize", FARE, "--model", "extractive", "--judge", "open")
    assert ran.code == 2
    assert "--judge would be ignored: extractive reads no claims again" in ran.err
    ran = briefer("summarize", FARE, "--model", "extractive", env={"BRIEFER_JUDGE": "open"})
    assert ran.code == 0
    assert "extractive reads no claims again: judge 'open' is ignored" in ran.err


def test_a_judge_that_is_no_model_is_refused(ask):
    with Loopback() as server:
        ran = ask(server, "summarize", FARE, "--judge-model", "extractive")
        assert (ran.code, server.count) == (2, 0)
    assert "set another judge_model" in ran.err


def test_a_judge_that_is_down_leaves_claims_open_and_says_so(ask):
    with Loopback(judges.careless()) as writer, Loopback(error(500)) as reader:
        ran = ask(writer, "summarize", FARE, "--judge-base-url", reader.url)
    assert ran.code == 0, ran.err
    assert "could not be read" in ran.out


def test_a_key_that_the_judge_refuses_stops_the_run(ask):
    with Loopback(judges.careless()) as writer, Loopback(error(401, "no key")) as reader:
        ran = ask(writer, "summarize", FARE, "--judge-base-url", reader.url)
    assert ran.code == 5


def test_the_tokens_of_a_judge_are_within_the_budget_of_the_run(ask):
    with Loopback(judges.careless()) as writer, Loopback(judges.right()) as reader:
        ran = ask(
            writer,
            "summarize",
            FARE,
            "--judge-base-url",
            reader.url,
            "--max-tokens-total",
            "4500",  # the draft's worst case is less, with the judge's it is more
        )
        assert (writer.count, reader.count) == (1, 0)
    assert ran.code == 8
    assert "stopped at the budget" in ran.err


def test_dry_run_reckons_with_the_judge_and_with_repairs(ask):
    with Loopback() as server:
        with_judge = ask(server, "summarize", FARE, "--dry-run").out
        without = ask(server, "summarize", FARE, "--dry-run", "--judge", "off").out
        assert server.count == 0
    assert "judge@1 (likely)" in with_judge
    assert "repair@2 (likely)" in without
    assert "judge@1" not in without


def test_a_brief_tells_by_what_its_claims_are_confirmed(ask, tmp_path):
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / FARE.name).write_bytes(FARE.read_bytes())
    with Loopback(judges.read_by(judges.right())) as server:
        ran = ask(server, "daily", folder, "--date", "2026-11-22", "--judge", "all")
        page = ask(server, "daily", folder, "--date", "2026-11-22", "--format", "html")
    assert ran.code == 0, ran.err
    assert "read again beside the source, by the AI model that wrote them" in ran.out
    assert "judge@1 (b2:" in ran.out
    assert "read again beside the source" in page.out


def test_doctor_looks_at_both_endpoints(ask):
    with Loopback() as writer, Loopback(error(500)) as reader:
        ran = ask(
            writer,
            "doctor",
            env={"BRIEFER_JUDGE_BASE_URL": reader.url, "BRIEFER_JUDGE_MODEL": "openai:reader-2"},
        )
    assert "ok    judge: openai:reader-2 reads what words leave open" in ran.out
    assert "endpoint: " in ran.out
    assert "the judge's endpoint: " in ran.out


# verify


def draft(tmp_path):
    file = tmp_path / "draft.md"
    file.write_text("\n".join(each.text for each in WRONG) + "\n", "utf-8")
    return file


def test_verify_asks_a_model_only_when_told_to(ask, tmp_path):
    with Loopback(judges.right()) as server:
        ran = ask(server, "verify", draft(tmp_path), FARE)
        assert (ran.code, server.count) == (0, 0)
        ran = ask(server, "verify", draft(tmp_path), FARE, "--judge", "all", "--format", "json")
        assert ran.code == 3, ran.err
        assert server.calls == judged(server.calls) != []
    claims = json.loads(ran.out)["claims"]
    assert {c["status"] for c in claims} <= {"unsupported", "contradicted"}
    assert json.loads(ran.out)["provenance"]["judge"]["read"] == len(WRONG)


def test_verify_with_a_judge_fails_on_what_it_rejects(ask, tmp_path):
    with Loopback(judges.right()) as server:
        ran = ask(
            server, "verify", draft(tmp_path), FARE, "--judge", "all", "--fail-on", "unsupported"
        )
    assert ran.code == 3
    assert "second reading: It was put to the vote and failed by one." in ran.out


def test_verify_reads_lines_with_a_judge_and_keeps_their_order(ask):
    article = FARE.read_text("utf-8")
    lines = [json.dumps({"article": article, "claim": each.text}) for each in WRONG]
    lines[2:2] = ["no JSON", json.dumps({"article": article})]
    with Loopback(judges.right()) as server:
        ran = ask(
            server, "verify", "--jsonl", "-", "--judge", "all", stdin="\n".join(lines).encode()
        )
    assert ran.code == 2
    given = [json.loads(line) for line in ran.out.splitlines()]
    assert len(given) == len(lines)
    assert [i for i, each in enumerate(given) if "error" in each] == [2, 3]
    assert all(not each["supported"] for each in given if "error" not in each)


def test_verify_without_a_model_to_judge_says_what_to_set(briefer, tmp_path):
    ran = briefer("verify", draft(tmp_path), FARE, "--judge", "open")
    assert ran.code == 2
    assert "--judge would be ignored: extractive reads no claims again" in ran.err


def test_a_checker_under_ollama_is_asked_in_its_own_form(ask):
    with Loopback(judges.careless()) as writer, Loopback(answer("No")) as ollama:
        ran = ask(
            writer,
            "summarize",
            FARE,
            "--judge-model",
            "bespoke-minicheck",
            "--judge-base-url",
            ollama.url,
        )
        assert ran.code == 0, ran.err
        assert all("response_format" not in c.body for c in ollama.calls)
        first = ollama.calls[0].body["messages"]
        assert [m["role"] for m in first] == ["user"]
        assert first[0]["content"].startswith("Document: The City Council voted")
        assert "\nClaim: " in first[0]["content"]
    assert "judge@1/minicheck" in ran.out
