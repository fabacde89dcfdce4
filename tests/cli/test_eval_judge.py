"""`briefer eval` with a judge: beside words on judged claims, and behind a model that writes."""

import json

import pytest

from tests.support.loopback import answer, error
from tests.support.loopback_acts import beside_a_judge, claims_to_judge, supported

WRONG = "closed"


def write(path, values):
    path.write_text("".join(json.dumps(each) + "\n" for each in values), "utf-8")
    return path


@pytest.fixture
def claims(tmp_path):
    """A true and a wrong claim about each of a dozen articles; words alone settle neither."""
    articles = [
        {"id": f"a{n}", "text": f"OSLO — Crowds cheered as the bridge at Vik {n} was inaugurated."}
        for n in range(12)
    ]
    write(tmp_path / "set.articles.jsonl", articles)
    lines = [
        {"article": each["id"], "claim": f"People {verb} the bridge at Vik {n}.", "supported": true}
        for n, each in enumerate(articles)
        for verb, true in (("celebrated", True), (WRONG, False))
    ]
    return write(tmp_path / "set.claims.jsonl", lines)


def reading(call):
    """Give the verdicts of a judge who is right, in the order in which they are asked for."""
    verdicts = []
    for number, text in claims_to_judge(call):
        verdict = supported(number, "S1")
        if WRONG in text:
            wrong = {"verdict": "contradicted", "wrong": WRONG, "kind": "predicate"}
            verdict |= {**wrong, "reason": "it was opened"}
        verdicts.append(verdict)
    return answer(text=json.dumps({"verdicts": verdicts}))(call)


@pytest.fixture
def judging(loopback):
    loopback.script = reading
    return ("--judge", "open", "--base-url", loopback.url, "--model", "openai:loopback-1")


def values(ran, arm):
    return {key: each["value"] for key, each in json.loads(ran.out)["arms"][arm]["values"].items()}


def test_a_judge_is_measured_beside_words_alone(briefer, claims, loopback, judging):
    ran = briefer("eval", "--checks", claims, *judging, "--format", "json")
    assert ran.code == 0, ran.err
    words, judged = values(ran, 0), values(ran, 1)
    assert words["open"] == 1.0
    assert judged["balanced_accuracy"] == 1.0
    assert judged["by_judge"] == 1.0
    assert (judged["false_alarms"], judged["false_assurance"]) == (0.0, 0.0)
    assert judged["input_tokens"] > 0
    (comparison,) = json.loads(ran.out)["comparisons"]
    assert comparison["rows"]["balanced_accuracy"]["verdict"] == "better"
    assert len(comparison["changes"]) == 12
    assert len(loopback.calls) == 12  # the claims of one article are read together


def test_repeats_of_a_judge_are_asked_anew_and_their_agreement_is_told(
    briefer, claims, loopback, judging
):
    fickle = iter(range(1_000))

    def script(call):
        if call.body.get("seed") and next(fickle) % 2:
            verdicts = [supported(number, "S1") for number, _ in claims_to_judge(call)]
            return answer(text=json.dumps({"verdicts": verdicts}))(call)
        return reading(call)

    loopback.script = script
    run = ("eval", "--checks", claims, *judging, "--repeat", "2", "--format", "json")
    ran = briefer(*run)
    assert ran.code == 0, ran.err
    words, judged = (arm["self_agreement"] for arm in json.loads(ran.out)["arms"])
    assert words["value"] is None
    assert judged == {"value": 0.75, "of": 24}
    assert len(loopback.calls) == 24
    again = briefer(*run)
    assert len(loopback.calls) == 24
    first, second = json.loads(ran.out), json.loads(again.out)
    assert first.pop("timing")
    assert second.pop("timing") is None
    assert first == second


def test_a_judge_that_is_down_leaves_claims_to_words_and_a_refused_key_ends_the_run(
    briefer, claims, loopback, judging, tmp_path
):
    loopback.script = error(401)
    ran = briefer("eval", "--checks", claims, *judging, "--run", "run.jsonl")
    assert ran.code == 5
    assert not (tmp_path / "run.jsonl").exists()


def test_a_judge_that_is_the_model_that_wrote_is_warned_of(briefer, loopback, tmp_path):
    text = "OSLO — The bridge at Vik opened on Monday. It cost 30 million euros."
    cases = write(tmp_path / "cases.jsonl", [{"id": "a", "article": text}])
    loopback.script = beside_a_judge(answer())
    asking = ("--base-url", loopback.url, "--model", "openai:loopback-1", "--judge", "all")
    itself = briefer("eval", cases, *asking)
    assert itself.code == 0, itself.err
    assert "the judge is the model that wrote" in itself.out
    assert "claims decided by a judge" in itself.out
    other = briefer("eval", cases, *asking, "--judge-model", "openai:loopback-2")
    assert other.code == 0, other.err
    assert "the judge is the model that wrote" not in other.out
    assert "all judged by openai:loopback-2" in other.out


@pytest.mark.parametrize(
    "arguments", [["--model", "openai:loopback-1"], ["--judge", "open", "--model", "extractive"]]
)
def test_claims_without_a_judge_that_could_read_them_are_refused(briefer, claims, arguments):
    ran = briefer("eval", "--checks", claims, *arguments)
    assert ran.code == 2
    assert "judge" in ran.err


def test_a_dry_run_of_a_judge_counts_its_readings_and_asks_nothing(
    briefer, claims, loopback, judging
):
    ran = briefer("eval", "--checks", claims, *judging, "--repeat", "2", "--dry-run")
    assert ran.code == 0, ran.err
    assert "24" in ran.out.split()
    assert loopback.calls == []
