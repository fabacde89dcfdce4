"""`diff --summary`, `diff` of two summaries and `summarize --since`: claim by claim."""

import json

import jsonschema
import lxml.html
import pytest

from briefer import api
from briefer.model import Article
from briefer.render import schema, summary_value
from briefer.store import Store

OLD = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "Two bridges are closed. The governor, Ana Reis, called it a catastrophe.\n"
)
NEW = OLD.replace("6,800", "7,200").replace("Two bridges are closed.", "Schools stay shut.")
URL = "https://valley.example.org/dam"


@pytest.fixture
def two(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return old, new


def test_the_summaries_of_two_versions_are_compared_in_every_format(briefer, two):
    told = briefer("diff", *two, "--summary", "--exit-code")
    assert told.code == 1
    assert "*Claims: 1 changed, 1 new, 1 gone, 2 kept word for word.*" in told.out
    assert "- Rescue teams evacuated **7,200** people. [new.S2]" in told.out
    assert "  - was: Rescue teams evacuated **6,800** people. [old.S2]" in told.out
    assert "- Two bridges are closed. [old.S3] – its sentence was dropped (S3)" in told.out
    value = json.loads(briefer("diff", *two, "--summary", "--format", "json").out)
    jsonschema.validate(value, schema("comparison"))
    assert value["counts"] == {"changed": 1, "new": 1, "gone": 1, "reworded": 0, "kept": 2}
    lines = briefer("diff", *two, "--summary", "--format", "jsonl").out.splitlines()
    assert [json.loads(line) for line in lines] == value["claims"]
    page = lxml.html.document_fromstring(briefer("diff", *two, "--summary", "--format", "html").out)
    assert [each.text for each in page.xpath("//del")] == ["6,800"]
    assert [each.text for each in page.xpath("//ins")] == ["7,200"]
    strict = briefer("diff", *two, "--summary", "--fail-on", "open", "--quiet")
    assert strict.code == 0
    same = briefer("diff", two[0], two[0], "--summary", "--exit-code")
    assert same.code == 0
    assert "4 kept word for word" in same.out


def test_two_summaries_from_anywhere_are_compared_as_they_are(briefer, two, tmp_path):
    files = [tmp_path / "a.json", tmp_path / "b.jsonl"]
    for source, file, form in zip(two, files, ("json", "jsonl"), strict=True):
        assert briefer("summarize", source, "--format", form, "--out", file).code == 0
    known = briefer("diff", *files, "--exit-code")
    assert known.code == 1
    assert "**7,200**" in known.out
    assert "its sentence was dropped (S3)" in known.out
    apart = briefer("diff", *files, "--no-store")
    assert "**7,200**" in apart.out
    assert "dropped" not in apart.out  # only the articles could tell that
    both = tmp_path / "both.json"
    briefer("summarize", *two, "--format", "json", "--out", both)
    for arguments, said in (
        ((files[0], two[1]), f"{two[1]} is no summary in JSON"),
        ((files[0], both), "holds 2 summaries"),
        ((*files, "--only", "facts"), "--only is about two versions"),
        ((*two, "--summary", "--word-diff"), "--word-diff is about two versions"),
    ):
        ran = briefer("diff", *arguments)
        assert (ran.code, ran.out) == (2, "")
        assert said in ran.err


def test_of_stored_versions_the_stored_summaries_are_compared_and_nothing_is_asked(
    briefer, loopback, tmp_path
):
    file = tmp_path / ".kept" / "store.db"
    file.parent.mkdir()
    made = []
    for hour, text in enumerate((OLD, NEW)):
        article = Article(text, url=URL, source=URL)
        with Store.open(file) as store:
            store.keep_version(URL, article, fetched=f"2026-11-22T0{hour}:00:00+00:00")
        made.append(api.summarize(article, model="extractive", store=file))
    env = {"OPENAI_BASE_URL": loopback.url}
    arguments = ("diff", URL, "--summary", "--model", "openai:tiny", "--format", "json")
    value = json.loads(briefer(*arguments, env=env).out)
    assert loopback.count == 0
    for side, summary in zip(("old", "new"), made, strict=True):
        kept = [each[side]["claim"] for each in value["claims"] if each[side]]
        wanted = summary_value(summary)
        claims = [wanted["headline"], *wanted["summary"], *wanted["key_facts"]]
        assert sorted(map(json.dumps, kept)) == sorted(map(json.dumps, claims))
    with Store.open(file) as store:
        assert len(store.versions(URL)) == 2


def test_a_summary_since_an_earlier_version_marks_what_changed_and_what_is_carried(briefer, two):
    ran = briefer("summarize", two[1], "--since", two[0])
    assert ran.code == 0, ran.err
    assert "7,200 people. [S2] *(changed)*" in ran.out
    assert "Schools stay shut. [S3] *(new)*" in ran.out
    assert "Monfrei broke on Monday. [S1]\n" in ran.out
    assert "## Since the earlier version" in ran.out
    assert "- Gone: Two bridges are closed. [old.S3]" in ran.out
    assert "and not written for this one: 2\n" in ran.out
    value = json.loads(briefer("summarize", two[1], "--since", two[0], "--format", "json").out)
    jsonschema.validate(value, schema("summary"))
    assert value["comparison"]["claims"][1]["change"] == "changed"
    (summary,) = value["summaries"]
    assert [c["carried"] for c in [summary["headline"], *summary["summary"]]] == [True, False, True]
