"""What a run came to, and what one run is beside another."""

import json

import pytest
from markdown_it import MarkdownIt

from briefer.errors import OutputFileError, UsageError
from briefer.evaluating.outcomes import Arm, Said, Written
from briefer.evaluating.printing import report_html, report_markdown, report_value
from briefer.evaluating.report import report_of, report_of_two
from briefer.evaluating.runs import Header, RunFile, RunWriter, Timing
from tests.evaluating.making import check, kept, wrote


def values(report, arm=0):
    return {each.row.key: each.value for each in report.arms[arm].values}


def test_shares_are_of_all_claims_and_facts_and_not_of_cases(tmp_path):
    run = kept(
        tmp_path / "run.jsonl",
        [
            wrote("a", "cccx", "ssa", "a", words=10, within=True, input_tokens=100),
            wrote("b", "o", "uu", "s", words=30, within=False, input_tokens=300),
        ],
    )
    found = values(report_of(run))
    assert found["confirmed"] == 3 / 5
    assert found["open"] == found["flagged"] == 1 / 5
    assert found["must_say"] == 2 / 3  # of those that could be decided
    assert found["undecided"] == 2 / 7
    assert found["must_not"] == 1 / 2
    assert found["limits"] == 1 / 2
    assert (found["words"], found["input_tokens"]) == (20, 200)


def test_what_was_repaired_is_not_confirmed_at_first(tmp_path):
    claims = (Said("one", "confirmed", repaired=True), Said("two", "confirmed"))
    run = kept(tmp_path / "run.jsonl", [Written(0, 1, "a", "h", "x", claims=claims)])
    found = values(report_of(run))
    assert (found["confirmed_at_first"], found["confirmed"]) == (0.5, 1.0)


def test_nothing_checkable_scores_nothing_and_never_one(tmp_path):
    run = kept(tmp_path / "run.jsonl", [wrote("a"), wrote("b", say="u", cost=None)])
    report = report_of(run)
    found = values(report)
    for key in ("confirmed", "flagged", "must_say", "must_not", "limits", "cost"):
        assert found[key] is None
    assert report.arms[0].agreement is None
    assert report_value(report)["arms"][0]["values"]["confirmed"] == {"value": None, "of": 0}
    assert "| claims confirmed after repair | – |" in report_markdown(report)


def test_a_case_that_failed_counts_as_failed_and_as_nothing_else(tmp_path):
    run = kept(tmp_path / "run.jsonl", [wrote("a", "c", "s"), wrote("b", error="CutOffError: x")])
    report = report_of(run)
    found = values(report)
    assert (found["failed"], found["confirmed"], found["must_say"]) == (0.5, 1.0, 1.0)
    assert "- b: CutOffError: x" in report_markdown(report)


def test_checks_are_measured_on_true_and_wrong_claims_apart(tmp_path):
    outcomes = [
        check("1", True, "c"),
        check("2", True, "o"),
        check("3", True, "u"),
        check("4", True, "c"),
        check("5", False, "x"),
        check("6", False, "c"),
    ]
    found = values(report_of(kept(tmp_path / "r.jsonl", outcomes, kind="checks", arms=[Arm("w")])))
    assert found["false_alarms"] == 1 / 4
    assert found["false_assurance"] == 1 / 2
    assert found["caught"] == 1 / 2
    assert found["balanced_accuracy"] == (3 / 4 + 1 / 2) / 2
    only_true = kept(tmp_path / "t.jsonl", outcomes[:4], kind="checks", arms=[Arm("w")])
    assert values(report_of(only_true))["balanced_accuracy"] is None


def test_self_agreement_is_of_decisions_that_every_turn_takes_alike(tmp_path):
    turns = [
        wrote("a", say="ss", turn=1),
        wrote("a", say="sa", turn=2),
        wrote("a", say="ss", turn=3),
    ]
    report = report_of(kept(tmp_path / "run.jsonl", turns, repeat=3))
    assert (report.arms[0].agreement, report.arms[0].repeated) == (0.5, 2)
    claims = [check("1", True, status, turn=n) for n, status in enumerate("cx", 1)]
    for arm, agreement in ((Arm("words", judge="m"), 0.0), (Arm("words"), None)):
        checks = kept(tmp_path / "c.jsonl", claims, kind="checks", arms=[arm], repeat=2)
        assert report_of(checks).arms[0].agreement == agreement


def many(letters, **more):
    return [wrote(f"case {n:02}", "cccc", letters, **more) for n in range(12)]


def test_a_fact_that_is_lost_everywhere_makes_a_run_worse_and_is_shown(tmp_path):
    before = kept(tmp_path / "before.jsonl", many("ss"))
    after = kept(tmp_path / "after.jsonl", many("sa"))
    report = report_of_two(before, after)
    (comparison,) = report.comparisons
    assert comparison.verdict == "worse"
    assert report.is_worse
    assert [each.text for each in comparison.changes] == ["say 1"] * 12
    text = report_markdown(report)
    assert "Worse in must-say facts stated. 12 cases about 12 articles." in text
    assert "- case 00, must say: stated → absent: say 1" in text
    back = report_of_two(after, before)
    assert back.comparisons[0].verdict == "better"
    assert not back.is_worse


def test_better_in_one_row_and_worse_in_another_is_both(tmp_path):
    before = kept(tmp_path / "before.jsonl", many("sa", words=10))
    gained = [wrote(f"case {n:02}", "cxxx", "ss") for n in range(12)]
    report = report_of_two(before, kept(tmp_path / "after.jsonl", gained))
    assert report.comparisons[0].verdict == "mixed"
    assert report.is_worse
    changed = [each for each in report.comparisons[0].changes if each.what == "claim"]
    assert len(changed) == 36  # the same words, on another side
    assert (changed[0].first, changed[0].second) == ("confirmed", "contradicted")


def test_what_could_not_be_decided_is_in_no_comparison(tmp_path):
    before = kept(tmp_path / "before.jsonl", many("su"))
    after = kept(tmp_path / "after.jsonl", many("us"))
    (comparison,) = report_of_two(before, after).comparisons
    (row,) = [each for each in comparison.rows if each.row.key == "must_say"]
    assert row.difference.difference is None
    assert row.verdict is None
    assert comparison.changes == ()


def test_few_cases_cannot_tell_and_say_what_it_takes(tmp_path):
    before = kept(tmp_path / "before.jsonl", many("ss")[:4])
    after = kept(tmp_path / "after.jsonl", many("aa")[:4])
    (comparison,) = report_of_two(before, after).comparisons
    assert comparison.verdict == "cannot tell"
    text = report_markdown(report_of_two(before, after))
    assert "Cannot tell: nothing differs by more than chance explains." in text
    assert "4 articles are too few to show any difference; it takes 9 at least" in text


def test_cases_that_one_run_lacks_or_has_otherwise_are_left_out_and_told(tmp_path):
    before = kept(tmp_path / "before.jsonl", many("s"))
    changed = [*many("s")[:10], wrote("case 10", "c", "s", hash="another"), wrote("new", "c", "s")]
    after = kept(tmp_path / "after.jsonl", changed)
    report = report_of_two(before, after)
    assert (report.comparisons[0].missing, report.comparisons[0].unlike) == (2, 1)
    assert len(report.warnings) == 2
    assert report.comparisons[0].cases == 10


def test_several_arms_of_a_run_are_held_to_the_first(tmp_path):
    arms = [Arm("m", "p@1", "b2:1"), Arm("m", "p@2", "b2:2"), Arm("n", "p@1", "b2:1")]
    outcomes = [each for arm, say in enumerate("sas") for each in many(say, arm=arm)]
    report = report_of(kept(tmp_path / "run.jsonl", outcomes, arms=arms))
    assert [each.verdict for each in report.comparisons] == ["worse", "cannot tell"]
    assert [each.second for each in report.comparisons] == ["p@2, m", "p@1, n"]


def test_arms_of_two_runs_are_matched_by_what_they_are_called(tmp_path):
    arms = [Arm("m", "p@1", "b2:1"), Arm("n", "p@1", "b2:1")]
    outcomes = [each for arm in (0, 1) for each in many("s", arm=arm)]
    one = kept(tmp_path / "one.jsonl", outcomes, arms=arms)
    turned = kept(tmp_path / "two.jsonl", outcomes, arms=arms[::-1])
    labels = [(each.first, each.second) for each in report_of_two(one, turned).comparisons]
    assert [(a.partition(" (")[0], b.partition(" (")[0]) for a, b in labels] == [
        ("p@1, m", "p@1, m"),
        ("p@1, n", "p@1, n"),
    ]
    other = kept(tmp_path / "other.jsonl", outcomes, arms=[Arm("x", "q@1"), Arm("y", "q@1")])
    with pytest.raises(UsageError, match="in common"):
        report_of_two(one, other)
    checks = kept(tmp_path / "checks.jsonl", [check("1", True, "c")], kind="checks")
    with pytest.raises(UsageError, match="is of writing and"):
        report_of_two(one, checks)


def test_a_judge_that_is_the_judged_model_is_warned_of(tmp_path):
    itself = Arm("openai:m", "p@1", "b2:1", judge="openai:m")
    report = report_of(kept(tmp_path / "run.jsonl", many("s"), arms=[itself]))
    assert "the judge is the model that wrote" in report_markdown(report)
    assert "claims decided by a judge" in report_markdown(report)
    another = Arm("openai:m", "p@1", "b2:1", judge="openai:n")
    report = report_of(kept(tmp_path / "other.jsonl", many("s"), arms=[another]))
    assert report.warnings == ()


def test_time_stands_apart_and_only_where_a_model_was_asked(tmp_path):
    header = Header("writing", (("cases.jsonl", "b2:0"),), (Arm("m", "p@1", "b2:1"),))
    files = []
    for timings in ([], [Timing(0, 12.5, 3)]):
        path = tmp_path / f"{len(timings)}.jsonl"
        with RunWriter(header, path) as writer:
            writer.put(wrote("a", "c"))
            writer.end(timings)
        files.append(path)
    plain, timed = (path.read_text("utf-8").splitlines() for path in files)
    assert [line for line in timed if '"timing"' not in line] == plain
    shown = report_markdown(report_of(RunFile(str(files[1]))))
    assert "## Time\n\n- p\\@1, m: 12.5 s; 3 requests were asked in it\n" in shown
    assert "## Time" not in report_markdown(report_of(RunFile(str(files[0]))))


def test_a_run_without_a_name_is_called_by_its_content(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    header = Header("writing", (("my.cases.jsonl", "b2:0"),), (Arm("m", "p@1"),))
    names = []
    for say in ("s", "s", "a"):
        with RunWriter(header) as writer:
            writer.put(wrote("a", "c", say))
            names.append(str(writer.end()))
    assert names[0] == names[1] != names[2]
    assert names[0].startswith("runs/my-")
    assert sorted(map(str, tmp_path.glob("runs/*"))) == sorted(str(tmp_path / n) for n in {*names})


def test_a_run_that_breaks_off_leaves_no_file_and_the_old_one_as_it_was(tmp_path):
    path = tmp_path / "run.jsonl"
    kept(path, many("s"))
    before = path.read_bytes()
    header = Header("writing", (("cases.jsonl", "b2:0"),), (Arm("m", "p@1"),))

    def broken():
        with RunWriter(header, path) as writer:
            writer.put(wrote("a"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        broken()
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]
    with pytest.raises(OutputFileError):
        RunWriter(header, tmp_path / "nowhere" / "run.jsonl")


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda lines: lines[:-1], "was not finished"),
        (lambda lines: lines[1:], "it is no run"),
        (lambda lines: [*lines[:2], "{", *lines[2:]], "line 3 is not JSON"),
        (lambda lines: [*lines[:2], '{"arm": 0}', *lines[2:]], "line 3 is no outcome"),
        (lambda lines: [], "it is no run"),
    ],
)
def test_what_is_no_whole_run_is_refused(tmp_path, spoil, says):
    path = tmp_path / "run.jsonl"
    kept(path, many("s"))
    path.write_text("\n".join(spoil(path.read_text("utf-8").splitlines())), "utf-8")
    with pytest.raises(UsageError, match=says):
        report_of(RunFile(str(path)))


EVIL = "<script>alert(1)</script> | [x](javascript:y)"


def test_what_cases_and_models_say_is_escaped_everywhere(tmp_path):
    arms = [Arm(EVIL, "p@1", "b2:1"), Arm("m", "p@1", "b2:1")]
    outcomes = [
        *(wrote(f"{n} {EVIL}", "c", "s", article=f"{n}") for n in range(12)),
        *(wrote(f"{n} {EVIL}", "c", "a", arm=1, article=f"{n}", error=EVIL) for n in range(12)),
    ]
    report = report_of(kept(tmp_path / "run.jsonl", outcomes, arms=arms))
    page = report_html(report)
    assert "<script>" not in page
    assert page.count("<html") == 1
    assert 'class="bar"' in page
    assert "What changed side" in page
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(report_markdown(report))
    assert "<script>" not in shown
    assert "<a " not in shown
    assert shown.count("<th>") + shown.count('<th style="text-align:right">') >= 3
    json.dumps(report_value(report))


def test_equal_runs_give_equal_reports(tmp_path):
    one, other = (kept(tmp_path / f"{n}.jsonl", many("su")) for n in (1, 2))
    assert report_markdown(report_of(one)) == report_markdown(report_of(other))
    assert report_html(report_of(one)) == report_html(report_of(other))


def test_a_page_names_two_hundred_changes_and_counts_the_others(tmp_path):
    before = kept(tmp_path / "before.jsonl", (wrote(f"{n}", say="sss") for n in range(80)))
    after = kept(tmp_path / "after.jsonl", (wrote(f"{n}", say="aaa") for n in range(80)))
    report = report_of_two(before, after)
    text, page = report_markdown(report), report_html(report)
    assert text.count("must say: stated → absent") == page.count("must say: stated → absent") == 200
    assert "- and 40 more, which the JSON has" in text
    assert "<li>and 40 more, which the JSON has</li>" in page
    assert len(report_value(report)["comparisons"][0]["changes"]) == 240
