"""Web addresses where files are named: summarize and facts."""

import json

import pytest

from tests.support.newsroom import newsroom

pytestmark = pytest.mark.loopback

OFTEN = ("--allow-private", "--spacing", "0", "--model", "extractive", "--quiet")


@pytest.fixture(scope="module")
def site():
    with newsroom(day=2) as running:
        yield running


def test_a_page_is_fetched_and_summarized(briefer, site):
    ran = briefer("summarize", site.articles["flood-hask-meridian-2"], *OFTEN, "--format", "json")
    assert ran.code == 0, ran.err
    (summary,) = json.loads(ran.out)["summaries"]
    assert summary["article"]["url"] == site.articles["flood-hask-meridian-2"]
    assert summary["article"]["outlet"] == "Meridian Wire"
    assert {claim["status"] for claim in summary["key_facts"]} == {"confirmed"}


def test_pages_and_files_stand_in_the_order_in_which_they_are_named(briefer, site, story):
    named = (site.articles["single-botanist"], story, site.articles["storm-ottilie-observer-2"])
    ran = briefer("facts", *named, *OFTEN, "--format", "jsonl")
    assert ran.code == 0, ran.err
    sources = [json.loads(line)["article"]["source"] for line in ran.out.splitlines()]
    assert sources == [str(each) for each in named]


def test_an_address_beside_a_table_leaves_the_table_its_columns(briefer, site, tmp_path):
    text = "The council voted 5 to 4 on Monday to close the pool. Ada Lund voted against."
    (tmp_path / "n.csv").write_text(f'key,desk,text\n17,local,"{text}"\n18,none,\n')
    page = site.articles["flood-hask-meridian-2"]
    ran = briefer("summarize", "n.csv", page, *OFTEN, "--id-column", "key", "--format", "jsonl")
    told = [(each["kind"], each.get("id")) for each in map(json.loads, ran.out.splitlines())]
    assert told == [("summary", "17"), ("failure", "18"), ("summary", None)], ran.err
    assert json.loads(ran.out.splitlines()[0])["columns"] == {"desk": "local"}


def test_a_page_that_is_gone_is_told_and_ends_in_an_error(briefer, site, story):
    gone = site.articles["takeover-halvard-ledger"]
    ran = briefer("summarize", gone, story, *OFTEN, "--format", "jsonl")
    assert ran.code == 4
    failed, done = map(json.loads, ran.out.splitlines())
    assert (failed["kind"], failed["source"]) == ("failure", gone)
    assert done["kind"] == "summary"
    assert gone in ran.err


def test_an_estimate_fetches_and_asks_nothing(briefer, site):
    ran = briefer(
        "summarize", site.articles["single-botanist"], "--dry-run", "--model", "openai:gpt-4o-mini",
        *OFTEN[:3],
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert "summarize@3" in ran.out


def test_an_estimate_reads_standard_input_once(briefer, site):
    ran = briefer(
        "summarize", site.articles["single-botanist"], "-", "--dry-run", *OFTEN[:3],
        "--model", "openai:gpt-4o-mini", stdin="Two bridges were closed in Marl on Monday.",
    )  # fmt: skip
    assert ran.code == 0, ran.err
    assert ran.out.splitlines()[1].split()[1] == "2"


def test_a_draft_is_held_to_a_page(briefer, site, tmp_path):
    page = site.articles["flood-hask-meridian-2"]
    ran = briefer("summarize", page, *OFTEN, "--format", "json")
    (summary,) = json.loads(ran.out)["summaries"]
    draft = tmp_path / "draft.md"
    draft.write_text("".join(f"- {each['text']}\n" for each in summary["key_facts"]), "utf-8")
    options = ("--allow-private", "--problems")
    assert briefer("verify", draft, page, *options).code == 0
    draft.write_text("The flood cost 987 lives.\n", "utf-8")
    ran = briefer("verify", draft, page, *options)
    assert (ran.code, "draft.md:1: " in ran.out) == (3, True)
    gone = briefer("verify", draft, site.articles["takeover-halvard-ledger"], *options)
    assert (gone.code, gone.out) == (4, "")


def test_feed_stands_for_http_in_an_argument_and_in_the_settings_as_it_does_in_lists(
    briefer, site, tmp_path
):
    feed = site.feeds["courier"]
    plain = briefer("daily", feed, "--date", "2026-11-22", "--format", "json", *OFTEN)
    assert json.loads(plain.out)["stories"]
    bare = feed.removeprefix("http:")
    for named in (f"feed:{bare}", f"FEED:{feed}"):
        ran = briefer("daily", named, "--date", "2026-11-22", "--format", "json", *OFTEN)
        assert (ran.code, ran.out) == (0, plain.out), ran.err
    (tmp_path / "briefer.toml").write_text(f'sources = ["feed:{feed}"]\n')
    ran = briefer("fetch", *OFTEN[:3])
    assert ran.code == 0
    assert f"({feed}): " in ran.out
