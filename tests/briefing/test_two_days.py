"""Two days of news, from feeds and pages to briefs, held to what an editor wrote down of them."""

import json
import subprocess
import sys

import lxml.html
import pytest

from briefer.compare.versions.surface import normalized
from tests.support.newsroom import newsroom
from tests.support.newsroom_archive import gold

pytestmark = pytest.mark.loopback

GOLD = gold()
DAYS = {1: "2026-11-20", 2: "2026-11-21"}


def daily(folder, day, *more):
    return subprocess.run(
        [sys.executable, "-m", "briefer", "daily", "--date", DAYS[day], *more],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C"},  # as cron has it: no home, no language
    )


@pytest.fixture(scope="module")
def days(tmp_path_factory):
    """Both days' briefs as JSON, what the runs said, and what was asked of the sites."""
    folder = tmp_path_factory.mktemp("desk")
    with newsroom(day=1, own_ports=True) as site:
        (folder / "briefer.toml").write_text(
            f'sources = ["{site.opml}"]\nallow_private = true\nspacing = 0\nrecheck = 0\n'
            'formats = ["md", "html", "json"]\nmodel = "extractive"\n'
        )
        made = {}
        for day, date in DAYS.items():
            site.set_day(day)
            asked = len(site.requests)
            ran = daily(folder, day)
            assert ran.returncode == 0, ran.stderr
            files = {
                suffix: (folder / "briefs" / f"{date}.{suffix}").read_text("utf-8")
                for suffix in ("md", "html", "json")
            }
            made[day] = (ran, files, site.requests[asked:], ids_by_url(site))
        again = daily(folder, 2)
        repeated = (folder / "briefs" / f"{DAYS[2]}.json").read_text("utf-8")
        yield made, again, repeated


def ids_by_url(site):
    return {url: known for known, url in site.articles.items()}


def brief_of(days, day):
    _, files, _, ids = days[0][day]
    brief = json.loads(files["json"])
    names = [ids[article["url"]] for article in brief["articles"]]
    return brief, names


def stories_of(days, day):
    """The brief's stories with the ids of their articles."""
    brief, names = brief_of(days, day)
    return [(story, {names[n - 1] for n in story["articles"]}) for story in brief["stories"]]


def home_of(names, day):
    """The gold story that most of some articles belong to, None for a singleton."""
    best = max(
        GOLD["stories"],
        key=lambda name: len(names & set(GOLD["stories"][name]["articles"].get(str(day), ()))),
    )
    return best if names & set(GOLD["stories"][best]["articles"].get(str(day), ())) else None


def bcubed(gold_groups, found):
    """The F1 of BCubed precision and recall (Bagga and Baldwin, 1998)."""
    of = {item: group for groups in (gold_groups,) for group in groups for item in group}
    mine = {item: group for group in found for item in group}
    items = sorted(mine)
    precision = sum(len(mine[i] & of[i]) / len(mine[i]) for i in items) / len(items)
    recall = sum(len(mine[i] & of[i]) / len(of[i] & set(items)) for i in items) / len(items)
    return 2 * precision * recall / (precision + recall)


def test_the_first_day_groups_as_the_editor_does(days):
    groups = [set(s["articles"]["1"]) for s in GOLD["stories"].values() if "1" in s["articles"]]
    groups += [{single} for single in GOLD["singletons"]["1"]]
    found = [names for _, names in stories_of(days, 1)]
    assert bcubed(groups, found) >= 0.9


def test_every_article_that_is_one_came_and_no_other(days):
    _, names = brief_of(days, 1)
    wanted = {
        article for story in GOLD["stories"].values() for article in story["articles"].get("1", ())
    } | set(GOLD["singletons"]["1"])
    assert set(names) == wanted
    assert len(names) == len(wanted)


def test_wire_copy_counts_as_one_source(days):
    for story, names in stories_of(days, 1):
        home = home_of(names, 1)
        if home is not None and names == set(GOLD["stories"][home]["articles"]["1"]):
            assert story["outlets"] == GOLD["independent_outlets"][home]["1"], home


def test_the_second_day_says_what_is_new_what_is_an_update_and_what_is_neither(days):
    for story, names in stories_of(days, 2):
        home = home_of(names, 2)
        if home is not None:
            assert story["status"] == GOLD["stories"][home]["status"]["2"], home


def test_every_update_names_facts_that_the_editor_calls_new(days):
    updates = 0
    for story, names in stories_of(days, 2):
        if story["status"] != "update":
            assert story["news"] == []
            continue
        updates += 1
        known = GOLD["new_facts"][home_of(names, 2)]
        new = " ".join(
            normalized(text) for one in known.values() for key in one for text in one[key]
        )
        assert story["news"]
        for claim in story["news"]:
            assert any(normalized(e["text"]) in new for e in claim["evidence"]), claim["text"]
    assert updates == sum(s["status"].get("2") == "update" for s in GOLD["stories"].values())


def test_pages_without_an_article_are_named_with_the_reason(days):
    brief, _ = brief_of(days, 1)
    reasons = {failure["source"].split("?")[0]: failure["message"] for failure in brief["failures"]}
    assert len(reasons) == len(GOLD["pages"])
    said = " ".join(reasons.values())
    for reason in ("paywall", "consent page", "JavaScript"):
        assert reason in said


def test_what_has_vanished_is_told_and_nothing_else_is_lost(days):
    _, files, _, ids = days[0][2]
    gone = set(GOLD["vanished"])
    brief = json.loads(files["json"])
    told = {ids.get(f["source"].split("?")[0]) for f in brief["failures"]}
    assert told & gone
    assert "gone" in " ".join(f["message"] for f in brief["failures"]).lower()


def test_the_hostile_article_is_shown_for_what_is_true_in_it_and_nothing_else(days):
    for day in DAYS:
        _, files, _, _ = days[0][day]
        brief = json.loads(files["json"])
        said = [
            c["text"]
            for s in brief["stories"]
            for c in (s["headline"], *s["summary"], *s["key_facts"])
        ]
        said += [q["text"] for s in brief["stories"] for q in s["quotations"]]
        for hostile in GOLD["hostile"].values():
            for text in hostile["false"]:
                assert not any(text in one for one in said)
        page = lxml.html.document_fromstring(files["html"])
        assert not page.xpath("//img | //iframe | //@onerror")
        assert {each.get("type") for each in page.xpath("//script")} <= {"application/ld+json"}
        links = page.xpath("//*[not(ancestor::nav[@aria-label='Other days'])]/@href")
        assert all(h.startswith(("#", "http")) for h in links)
        assert "\x1b" not in files["md"] + files["html"]
    assert "give orders to software" in days[0][1][1]["md"]


def test_planted_disagreements_are_told_and_agreements_are_not(days):
    planted = [
        {normalized(side["says"]).casefold() for side in one["sides"]}
        for one in GOLD["disagreements"]
        if one["day"] == 1
    ]
    told = [
        {normalized(side["says"]).casefold() for side in point["sides"]}
        for story, _ in stories_of(days, 1)
        for point in story["differences"]
    ]
    right = [sides for sides in told if any(same(sides, one) for one in planted)]
    assert right == told
    assert len(right) >= 0.7 * len(planted)


def same(told, planted):
    """Whether each side of a difference is one of those that were planted, more or less of it."""
    return all(any(a in b or b in a for b in planted) for a in told)


def test_the_same_command_again_asks_little_and_writes_the_same_bytes(days):
    made, again, repeated = days
    assert again.returncode == 0
    assert repeated == made[2][1]["json"]


def test_nothing_is_fetched_twice_in_a_run(days):
    _, _, requests, _ = days[0][1]
    asked = [(seen.outlet, seen.path) for seen in requests if seen.path != "/robots.txt"]
    assert len(asked) == len(set(asked))
