"""`diff` of two files: results on stdout alone, an exit code for scripts, every bad input told."""

import json

import lxml.html
import pytest

OLD = """# Blast at grain terminal kills three

PORT ESCAL — Police said 12 people were injured in the blast on Monday.

The mayor, Sabine Ostrow, will meet the families of the dead on Friday.

“We are never going to close this terminal,” said Stefan Hollar.
"""
NEW = OLD.replace("12 people", "19 people").replace("never", "always").replace("three", "four")


@pytest.fixture
def two(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return old, new


def test_the_facts_are_listed_the_numbers_first(briefer, two):
    ran = briefer("diff", *two)
    assert (ran.code, ran.err) == (0, "")
    lines = [line for line in ran.out.splitlines() if line.startswith("- ")]
    assert [line.split("**")[1] for line in lines] == ["number", "number", "quotation"]
    assert "12 → 19 people (+7)" in ran.out


def test_json_gives_both_sides_with_their_offsets(briefer, two):
    ran = briefer("diff", *two, "--format", "json")
    value = json.loads(ran.out)
    assert value["related"] is True
    for change in value["changes"]:
        assert OLD[change["old"]["start"] : change["old"]["end"]] == change["old"]["text"]
        assert NEW[change["new"]["start"] : change["new"]["end"]] == change["new"]["text"]
    lines = briefer("diff", *two, "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == value["changes"]


def test_the_exit_code_says_whether_a_fact_changed(briefer, two, tmp_path):
    old, new = two
    cosmetic = tmp_path / "cosmetic.txt"
    cosmetic.write_text(OLD.replace("“", '"').replace("”", '"').replace("\n\n", "\n \n\n"), "utf-8")
    assert briefer("diff", old, new, "--exit-code").code == 1
    assert briefer("diff", old, cosmetic, "--exit-code").code == 0
    assert "Nothing changed." in briefer("diff", old, cosmetic).out


def test_only_the_types_asked_for_are_told(briefer, two):
    ran = briefer("diff", *two, "--only", "quotes", "--format", "json")
    assert [c["type"] for c in json.loads(ran.out)["changes"]] == ["quotation"]
    assert briefer("diff", *two, "--only", "dates", "--exit-code").code == 0
    wrong = briefer("diff", *two, "--only", "poems")
    assert wrong.code == 2
    assert "--only does not know poems" in wrong.err
    assert briefer("diff", *two, "--only", ",").code == 2


def test_what_only_leaves_out_is_not_called_nothing(briefer, two):
    for form in ("md", "html", "json"):
        ran = briefer("diff", *two, "--only", "roles", "--format", form)
        assert "Nothing changed" not in ran.out
        assert "changed that --only leaves out (" in ran.out
    whole = briefer("diff", *two).out
    assert "leaves out" not in whole


def test_a_word_diff_may_be_a_page(briefer, two):
    ran = briefer("diff", *two, "--word-diff", "--format", "html")
    assert ran.code == 0
    page = lxml.html.document_fromstring(ran.out)
    assert page.find(".//del") is not None
    assert page.find(".//ins") is not None
    assert "[-" not in ran.out
    for wrong in (("--format", "json"), ("--only", "numbers")):
        assert briefer("diff", *two, "--word-diff", *wrong).code == 2


def test_a_piped_word_diff_is_marked_with_brackets(briefer, two):
    ran = briefer("diff", *two, "--word-diff")
    assert "Police said [-12-] {+19+} people" in ran.out
    assert "\x1b" not in ran.out


def test_the_result_can_go_to_a_file_and_one_side_come_from_stdin(briefer, two, tmp_path):
    ran = briefer("diff", "-", two[1], "--out", tmp_path / "diff.md", stdin=OLD)
    assert (ran.code, ran.out) == (0, "")
    assert "**quotation**" in (tmp_path / "diff.md").read_text("utf-8")


def test_unrelated_articles_are_said_to_be_that(briefer, two, articles):
    ran = briefer("diff", two[0], articles / "flood-valmora-valley.md", "--format", "json")
    value = json.loads(ran.out)
    assert (value["related"], value["changes"]) == (False, [])
    assert "not versions of one article" in ran.err
    other = briefer(
        "diff", articles / "stadtwerke-waermenetz.md", articles / "greve-ferries-bretagne.md"
    )
    assert "different languages (de and fr)" in other.out


def test_the_same_file_twice_changed_nothing(briefer, two):
    ran = briefer("diff", two[0], two[0], "--exit-code")
    assert ran.code == 0
    assert "Nothing changed." in ran.out
    assert "the same file" in ran.err


def test_a_version_that_only_begins_is_told(briefer, tmp_path, articles):
    whole = articles / "football-cup-semifinal.md"
    text = whole.read_text("utf-8")
    stub = tmp_path / "stub.md"
    stub.write_text(text[: text.index("Goalkeeper")] + "Subscribe to continue reading.\n", "utf-8")
    ran = briefer("diff", whole, stub)
    assert "the new version is only the beginning" in ran.err
    assert "dropped" not in ran.out


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["old.txt", "missing.txt"], 4, "missing.txt"),
        (["old.txt", "empty.txt"], 4, "empty"),
        (["old.txt", "."], 2, "is a folder"),
        (["-", "-"], 2, "standard input"),
        (["old.txt"], 2, "NEW"),
    ],
)
def test_what_cannot_be_compared_is_told_in_a_sentence(briefer, two, arguments, code, said):
    (two[0].parent / "empty.txt").write_text("", "utf-8")
    ran = briefer("diff", *arguments)
    assert ran.code == code
    assert said in ran.err
    assert ran.out == ""
    assert "Traceback" not in ran.err
