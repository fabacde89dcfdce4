"""`versions` and `update`: an article is rewritten and one withdrawn, and past briefs are told."""

import json

import lxml.html
import pytest

from briefer.compare.versions.surface import normalized
from tests.support.newsroom import newsroom
from tests.support.newsroom_archive import gold

pytestmark = pytest.mark.loopback

GOLD = gold()
((CHANGED, CHANGE),) = GOLD["changed"].items()
WITHDRAWN = "takeover-halvard-ledger"


@pytest.fixture(scope="module")
def desk(tmp_path_factory, commands):
    """A brief of day 1, then what the commands say on day 2, in the order they are run."""
    folder = tmp_path_factory.mktemp("desk")

    def run(folder, *arguments):
        return commands.run(arguments, cwd=folder)

    with newsroom(day=1, own_ports=True) as site:
        (folder / "briefer.toml").write_text(
            f'sources = ["{site.opml}"]\nallow_private = true\nspacing = 0\n'
            'formats = ["md", "json"]\nmodel = "extractive"\nstore = "store.db"\n'
        )
        urls = site.articles
        did = {"daily": run(folder, "daily", "--date", "2026-11-20")}
        did["same"] = run(folder, "update")
        site.set_day(2)
        did["offline"] = run(folder, "update", "--offline")
        did["json"] = run(folder, "update", "--format", "json")
        did["md"] = run(folder, "update", "--offline")
        did["write"] = run(
            folder, "update", "--offline", "--write", "--formats", "md,json,html,ninjs",
            "--format", "json",
        )  # fmt: skip
        did["after"] = run(folder, "update", "--offline")
        changed = urls[CHANGED]
        did["versions"] = run(folder, "versions", changed)
        did["versions-json"] = run(folder, "versions", changed, "--format", "json")
        did["gone"] = run(folder, "versions", urls[WITHDRAWN])
    return folder, did, urls


def test_nothing_is_stale_while_the_sites_say_the_same(desk):
    _, did, _ = desk
    assert did["daily"].code == 0, did["daily"].err
    for name in ("same", "offline"):
        assert did[name].code == 0, did[name].err
        assert "still stands" in did[name].out


def test_claims_on_a_rewritten_or_withdrawn_article_are_listed_with_both_wordings(desk):
    folder, did, _ = desk
    assert did["json"].code == 9, did["json"].err
    assert "no longer stand on what the articles say" in did["json"].err
    (edition,) = json.loads(did["json"].out)["editions"]
    assert (edition["kind"], edition["day"]) == ("brief", "2026-11-20")
    brief = json.loads((folder / "briefs" / "2026-11-20.json").read_text("utf-8"))
    said = {claim["text"] for story in brief["stories"] for claim in claims_of(story)}
    said |= {claim["text"] for claim in brief["top_lines"]}
    for claim in edition["claims"]:
        assert claim["text"] in said
        assert claim["old"]
        if claim["standing"] == "stale":
            assert claim["new"]
            assert any(change["factual"] for change in claim["changes"])
    withdrawn = [c for c in edition["claims"] if "410" in c["reason"] or "gone" in c["reason"]]
    assert withdrawn
    assert {c["standing"] for c in withdrawn} == {"unsupported"}


def test_no_claim_on_an_article_that_stayed_is_listed(desk):
    _, did, urls = desk
    (edition,) = json.loads(did["json"].out)["editions"]
    known = {urls[CHANGED], *(urls[name] for name in GOLD["vanished"])}
    assert {each["article"] for each in edition["claims"]} <= known


def test_the_list_shows_old_and_new_on_a_page(desk):
    _, did, _ = desk
    assert did["md"].code == 9
    assert did["md"].out.startswith("# No longer as the articles have it")
    assert "  - was: " in did["md"].out
    assert "**unsupported**" in did["md"].out


def test_corrected_editions_are_written_beside_the_brief_in_every_format(desk):
    folder, did, _ = desk
    assert did["write"].code == 9
    assert "corrected editions are written" in did["write"].err
    (edition,) = json.loads(did["write"].out)["editions"]
    names = ["2026-11-20.v2.md", "2026-11-20.v2.json", "2026-11-20.v2.html",
             "2026-11-20.v2.ninjs.json"]  # fmt: skip
    assert edition["written"] == [str(folder / "briefs" / name) for name in names]
    markdown, value, page, item = ((folder / "briefs" / name).read_text("utf-8") for name in names)
    value, item = json.loads(value), json.loads(item)
    assert value["supersedes"] == edition["edition"]
    assert value["version"] == 2
    assert value["corrections"]
    assert "**Corrected on " in markdown
    assert item["version"] == "2"
    assert item["edNote"].startswith("Correction: ")
    (block,) = lxml.html.document_fromstring(page).xpath("//script")
    comments = json.loads(block.text)["correction"]
    told = {(each["was"], each["now"], each["reason"]) for each in value["corrections"]}
    assert len(comments) == len(told)  # in how many places it stood is the JSON's to say
    assert (folder / "briefs" / "2026-11-20.md").read_text("utf-8") != markdown


def test_the_corrected_brief_keeps_every_other_claim_word_for_word(desk):
    folder, did, _ = desk
    (edition,) = json.loads(did["write"].out)["editions"]
    stale = {claim["where"] for claim in edition["claims"]}
    old, new = (
        json.loads((folder / "briefs" / name).read_text("utf-8"))
        for name in ("2026-11-20.json", "2026-11-20.v2.json")
    )
    for at, (before, after) in enumerate(zip(old["stories"], new["stories"], strict=True)):
        texts = [claim["text"] for claim in claims_of(after)]
        for group in ("summary", "key_facts"):
            for place, claim in enumerate(before[group]):
                if f"$.stories[{at}].{group}[{place}]" not in stale:
                    assert claim["text"] in texts


def test_once_corrected_nothing_is_stale(desk):
    _, did, _ = desk
    assert (did["after"].code, did["after"].err) == (0, "")


def test_versions_lists_what_changed_and_since_when_an_article_is_gone(desk):
    _, did, _ = desk
    assert did["versions"].code == 0, did["versions"].err
    assert "- **1**, fetched " in did["versions"].out
    assert "facts changed" in did["versions"].out
    value = json.loads(did["versions-json"].out)
    assert [each["number"] for each in value["versions"]] == [1, 2]
    dropped = [c["old"]["text"] for c in value["versions"][1]["changes"] if c["type"] == "dropped"]
    for gone in CHANGE["gone"]:
        assert any(
            normalized(gone) in normalized(text) or normalized(text) in normalized(gone)
            for text in dropped
        ), gone
    assert "**Gone since " in did["gone"].out


def claims_of(story):
    headline = [story["headline"]] if story["headline"] else []
    return [*headline, *story["summary"], *story["key_facts"]]


def test_what_is_not_stored_is_an_error_that_says_what_to_do(briefer, story):
    for source in ("https://example.org/nothing", str(story)):
        ran = briefer("versions", source)
        assert ran.code == 2
        assert f"no version of {source} is stored" in ran.err


def test_where_nothing_is_kept_nothing_is_said_to_stand(briefer):
    ran = briefer("update", "--offline")
    assert (ran.code, ran.out) == (2, "")
    assert "no brief or summary is kept in" in ran.err


def test_a_file_that_changed_is_seen_though_another_has_its_old_text(briefer, tmp_path):
    old = (
        "The dam at Monfrei broke on Monday. Rescue teams evacuated 6,800 people. Two bridges are "
        "closed. The governor, Ana Reis, called it a catastrophe.\n"
    )
    one, two = tmp_path / "one.txt", tmp_path / "two.txt"
    for file in (one, two):
        file.write_text(old, "utf-8")
    briefer("summarize", one, two)
    (tmp_path / "briefer.toml").write_text('sources = ["*.txt"]', "utf-8")
    assert briefer("daily", "--date", "2026-11-22").code == 0
    assert briefer("update").code == 0
    two.write_text(old.replace("6,800", "7,200"), "utf-8")
    ran = briefer("update", "--format", "json")
    assert ran.code == 9, ran.err
    found = json.loads(ran.out)["editions"]
    assert [each["kind"] for each in found] == ["brief", "summary"]
    assert "two.txt" in found[1]["series"]
    assert briefer("update", "--write").code == 9
    assert briefer("update").code == 0


def test_a_file_that_names_its_address_is_read_and_not_fetched(briefer, tmp_path):
    file = tmp_path / "story.md"
    text = (
        "---\nurl: https://nowhere.invalid/dam\n---\nThe dam at Monfrei broke on Monday. Rescue "
        "teams evacuated 6,800 people.\n"
    )
    file.write_text(text, "utf-8")
    briefer("summarize", file)
    file.write_text(text.replace("6,800", "7,200"), "utf-8")
    ran = briefer("update")
    assert ran.code == 9
    assert "nowhere.invalid" not in ran.err
    assert "7,200" in ran.out
