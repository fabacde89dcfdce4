"""Cases are read a line at a time; what is no case is told by file and line, all at once."""

import json

import pytest

from briefer.errors import SourceNotFoundError
from briefer.evaluating.cases import CheckFiles, Limits, writing_cases, writing_problems


def lines(path, *values):
    written = (each if isinstance(each, str) else json.dumps(each) for each in values)
    path.write_text("".join(f"{line}\n" for line in written), "utf-8")
    return str(path)


def told(problems):
    return [(each.line, each.message) for each in problems]


def test_a_case_has_its_article_facts_and_limits(tmp_path):
    (tmp_path / "story.txt").write_text("OSLO — The bridge opened on Monday.", "utf-8")
    file = lines(
        tmp_path / "cases.jsonl",
        {"id": "one", "path": "story.txt", "must_say": ["It opened.", ["a", "b"]], "note": "n"},
        "",
        {"article": "The bridge closed.", "must_not": ["It opened."], "limits": {"words": 40}},
    )
    assert writing_problems([file]) == []
    first, second = writing_cases([file])
    assert first.must_say == (("It opened.",), ("a", "b"))
    assert first.item.load().dateline == "OSLO"
    assert first.limits == Limits()
    assert second.id == "cases.jsonl:3"
    assert second.limits == Limits(words=40)
    assert second.item.load().text == "The bridge closed."
    assert first.hash != second.hash


def test_every_bad_line_is_told_with_its_number_and_an_unknown_field_by_name(tmp_path):
    file = lines(
        tmp_path / "cases.jsonl",
        {"id": "one", "article": "It opened.", "must_have": ["x"]},
        '{"id": "two", ',
        {"id": "three"},
        {"id": "four", "article": "a", "path": "b"},
        {"id": "five", "path": "missing.txt"},
        {"id": "six", "article": "It opened.", "must_say": "It opened."},
        {"id": "seven", "article": "It opened.", "must_say": [[]]},
        {"id": "eight", "article": "It opened.", "limits": {"letters": 4}},
        {"id": "nine", "article": "It opened.", "limits": {"words": 0}},
        {"id": "ten", "article": "It opened."},
        {"id": "ten", "article": "It closed."},
        [1],
    )
    problems = told(writing_problems([file]))
    assert [line for line, _ in problems] == [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12]
    messages = dict(problems)
    assert "unknown field 'must_have'" in messages[1]
    assert "must_say" in messages[1]  # and what there is
    assert "not JSON" in messages[2]
    assert "there is no file missing.txt" in messages[5]
    assert "unknown limit letters" in messages[8]
    assert "there is a case 'ten' already" in messages[11]


def test_bytes_that_are_no_text_are_a_bad_line(tmp_path):
    (tmp_path / "cases.jsonl").write_bytes(b'{"id": "\xff"}\n')
    assert told(writing_problems([str(tmp_path / "cases.jsonl")])) == [(1, "not UTF-8")]


def test_a_file_that_is_not_there_is_an_error_of_its_own():
    with pytest.raises(SourceNotFoundError):
        writing_problems(["nowhere.jsonl"])


CLAIMS = [
    {"article": "a", "claim": "It opened.", "supported": True, "cited": ["The bridge opened."]},
    {"article": "b", "claim": "It opened.", "supported": False, "error": "act", "span": None},
]
ARTICLES = [{"id": "a", "text": "The bridge opened."}, {"id": "b", "text": "It closed."}]


def test_judged_sets_are_read_with_the_articles_beside_them(tmp_path):
    lines(tmp_path / "set.articles.jsonl", *ARTICLES)
    files = CheckFiles([lines(tmp_path / "set.claims.jsonl", *CLAIMS)])
    assert files.problems == []
    one, other = files.cases()
    assert (one.id, one.article.text, one.supported) == (
        "set.claims.jsonl:1",
        "The bridge opened.",
        True,
    )
    assert (other.article.text, other.error, other.cited) == ("It closed.", "act", ())


def test_articles_may_be_in_a_file_that_is_named_or_in_the_lines_themselves(tmp_path):
    articles = lines(tmp_path / "texts.jsonl", *ARTICLES)
    named = CheckFiles([lines(tmp_path / "claims.jsonl", *CLAIMS), articles])
    assert [case.article.text for case in named.cases()] == ["The bridge opened.", "It closed."]
    own = CheckFiles([str(tmp_path / "claims.jsonl")])
    assert [case.article.text for case in own.cases()] == ["a", "b"]


def test_claims_that_are_none_are_told_all_at_once(tmp_path):
    lines(tmp_path / "set.articles.jsonl", *ARTICLES, {"id": "a", "text": "Twice."})
    file = lines(
        tmp_path / "set.claims.jsonl",
        {"article": "c", "claim": "It opened.", "supported": True},
        {"article": "a", "claim": "It opened.", "supported": "yes"},
        {"article": "a", "supported": True},
        {"article": "a", "claim": "It opened.", "supported": True, "verdict": 1},
        {"article": "a", "claim": "It opened.", "supported": True, "cited": "S1"},
    )
    problems = CheckFiles([file]).problems
    assert [(each.file.rpartition("/")[2], each.line) for each in problems] == [
        ("set.articles.jsonl", 3),
        *(("set.claims.jsonl", number) for number in range(1, 6)),
    ]
    assert "unknown field 'verdict'" in problems[4].message
