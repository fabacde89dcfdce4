"""Two days of news, gathered as an editor's cron job would."""

import json

import anyio
import pytest

from briefer.fetch import FetchSettings, identity_of
from briefer.gather import GatherSettings, gather
from briefer.store import Store
from tests.support.newsroom import newsroom
from tests.support.newsroom_archive import entries
from tests.support.repository import FIXTURES

pytestmark = pytest.mark.loopback

GOLD = json.loads((FIXTURES / "days/gold.json").read_text())
SETTINGS = GatherSettings(
    recheck=0, fetch=FetchSettings(spacing=0, allow_private=True, max_attempts=1)
)


def collect(site, store):
    site.requests.clear()
    return anyio.run(lambda: gather([site.opml], settings=SETTINGS, store=store))


@pytest.fixture(scope="module")
def runs():
    """The first day, the first day again, and the second day: each run with its requests."""
    found = []
    with newsroom(day=1) as site, Store.open(None) as store:
        for day in (1, 1, 2):
            site.set_day(day)
            gathered = collect(site, store)
            statuses = [request.status for request in site.requests]
            ids = {identity_of(url): key for key, url in site.articles.items()}
            versions = {came.identity: store.versions(came.identity) for came in gathered.came}
            found.append((gathered, statuses, ids, versions))
    return found


def by_id(run):
    gathered, _, ids, _ = run
    return {ids[came.identity]: came for came in gathered.came}


def expected(day):
    gone = GOLD["vanished"] if day == 2 else ()
    return {key for key, entry in entries(day).items() if entry.html is None and key not in gone}


@pytest.mark.parametrize(("run", "day"), [(0, 1), (1, 1), (2, 2)])
def test_every_article_of_the_day_comes_once_and_whole(runs, run, day):
    came = by_id(runs[run])
    assert len(came) == len(runs[run][0].came)
    assert set(came) == expected(day)
    for key in expected(day):
        text = " ".join(came[key].article.text.split())
        for paragraph in entries(day)[key].paragraphs[:1]:
            assert " ".join(paragraph.split())[:60] in text, key


def test_pages_without_an_article_are_told_with_the_reason(runs):
    gathered, _, ids, _ = runs[0]
    failed = {ids[identity_of(failure.source)]: failure for failure in gathered.failures}
    assert set(failed) == set(GOLD["pages"])
    for key, reason in GOLD["pages"].items():
        assert failed[key].error == "NoArticleError"
        assert reason in failed[key].message


def test_the_same_day_again_brings_nothing_new(runs):
    before, again = runs[0][0], runs[1][0]
    assert [came.article for came in again.came] == [came.article for came in before.came]
    assert {came.state for came in again.came} == {"unchanged"}
    assert runs[1][1].count(304) > 20


def test_the_second_day_brings_what_is_new_changed_and_gone(runs):
    came = by_id(runs[2])
    news = {key for key in expected(2) if key not in expected(1)}
    states = {key: came[key].state for key in expected(2)}
    assert {key for key, state in states.items() if state == "new"} == news
    assert {key for key, state in states.items() if state == "changed"} == set(GOLD["changed"])
    gathered, _, ids, versions = runs[2]
    for key in GOLD["changed"]:
        assert len(versions[came[key].identity]) == 2
    gone = {ids[identity_of(f.source)] for report in gathered.report for f in report.gone}
    assert gone == {key for key, status in GOLD["vanished"].items() if status == 410}
