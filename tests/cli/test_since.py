"""`summarize NEW --since OLD`, and the library's `since`: what did not change keeps its words."""

import json

import pytest

from briefer import api
from briefer.model import Article
from briefer.store import Store

OLD = (
    "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. "
    "Two bridges are closed. The army sent forty lorries to the valley. "
    "The governor, Ana Reis, called it a catastrophe."
)
NEW = OLD.replace("6,800", "7,200")


def texts(summary):
    return [claim.text for claim in summary.claims]


@pytest.fixture
def two(tmp_path):
    old, new = tmp_path / "old.txt", tmp_path / "new.txt"
    old.write_text(OLD, "utf-8")
    new.write_text(NEW, "utf-8")
    return old, new


def test_the_new_version_keeps_every_claim_but_the_one_that_changed(briefer, two):
    old, new = two
    before = json.loads(briefer("summarize", old, "--format", "json").out)["summaries"][0]
    ran = briefer("summarize", new, "--since", old, "--format", "jsonl")
    assert ran.code == 0, ran.err
    after = json.loads(ran.out)
    for group in ("summary", "key_facts"):
        wanted = [each["text"].replace("6,800", "7,200") for each in before[group]]
        assert [each["text"] for each in after[group]] == wanted
    assert [p["name"] for p in after["provenance"]["prompts"]] == ["carry", "summarize"]


def test_a_version_that_differs_in_its_looks_costs_no_request(briefer, two):
    old, new = two
    new.write_text(OLD.replace(". ", ".\n\n"), "utf-8")
    briefer("summarize", old)
    ran = briefer("summarize", new, "--since", old, "--format", "jsonl")
    assert [p["name"] for p in json.loads(ran.out)["provenance"]["prompts"]] == ["summarize"]
    shown = json.loads(briefer("runs", "list", "--format", "json").out)
    assert shown[0]["requests"] == 0


def test_a_file_rewritten_in_place_has_versions_and_its_summary_becomes_stale(briefer, two):
    file, _ = two
    assert briefer("summarize", file).code == 0
    file.write_text(NEW, "utf-8")
    ran = briefer("update", "--format", "json")
    assert ran.code == 9, ran.err
    (edition,) = json.loads(ran.out)["editions"]
    assert edition["kind"] == "summary"
    assert all("6,800" in claim["old"] for claim in edition["claims"])
    listed = briefer("versions", file)
    assert "number: 6,800 → 7,200" in listed.out
    assert (
        briefer("update", "--offline", "--write", "--out-dir", file.parent / "put-right").code == 9
    )
    written = sorted(path.name for path in (file.parent / "put-right").iterdir())
    assert [name.split(".v2.")[1] for name in written] == ["json", "md", "ninjs.json"]
    assert briefer("update", "--offline").code == 0


def test_what_since_cannot_take_is_told(briefer, two):
    old, new = two
    for arguments, said in (
        ((old, new, "--since", old), "--since takes one SOURCE"),
        ((new, "--since", "-"), "--since takes one article"),
        ((new, "--since", "https://example.org/x"), "no version of https://example.org/x is"),
    ):
        ran = briefer("summarize", *arguments)
        assert ran.code == 2
        assert said in ran.err
    assert briefer("summarize", new, "--since", "missing.txt").code == 4


def test_the_library_takes_a_text_an_article_or_a_summary(tmp_path):
    old = api.summarize(OLD, model="extractive")
    wanted = [text.replace("6,800", "7,200") for text in texts(old)]
    for since in (OLD, Article(OLD), old):
        assert texts(api.summarize(NEW, since=since, model="extractive")) == wanted


def test_of_a_summary_alone_nothing_is_told_as_new_and_from_the_store_it_is(tmp_path):
    added = "Engineers at the works had warned of deep cracks in the wall in March."
    old = api.summarize(OLD, model="extractive")
    alone = api.summarize(f"{OLD} {added}", since=old, model="extractive")
    assert texts(alone) == texts(old)
    file = tmp_path / "store.db"
    kept = api.summarize(OLD, model="extractive", store=file)
    known = api.summarize(f"{OLD} {added}", since=kept, model="extractive", store=file)
    assert texts(known) == [*texts(old), added]
    with Store.open(file) as store:
        assert store.summaries()
