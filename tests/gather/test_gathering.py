"""What comes of feeds and pages, from one run to the next."""

import io
import random
from datetime import UTC, datetime, timedelta

import pytest

from briefer.errors import UsageError
from briefer.ingest import read_source
from briefer.store import Store
from tests.support.pressroom import html, item, rss, states, story, titles, two_stories
from tests.support.webserver import answer, redirect

pytestmark = pytest.mark.loopback


def test_a_feed_gives_the_articles_behind_its_links(site, store):
    two_stories(site)
    gathered = site.run("{site}/feed", store=store)
    assert titles(gathered) == ["Aldmouth", "Brigg"]
    assert states(gathered) == ["new", "new"]
    (report,) = gathered.report
    assert (report.kind, report.title, report.new) == ("feed", "Harbour News", 2)
    assert gathered.failures == ()
    first = gathered.came[0]
    assert first.article.text.rstrip() == "\n\n".join(story("Aldmouth"))
    assert (first.article.outlet, first.article.guid) == ("Harbour News", "a")
    assert store.versions(first.identity)[0].article == first.article.hash


def test_nothing_is_sent_again_when_nothing_changed(site, store):
    two_stories(site)
    before = site.run("{site}/feed", store=store)
    again = site.run("{site}/feed", store=store)
    assert site.sent == [
        ("/robots.txt", 404),
        ("/feed", 304),
        *((path, 304) for path in site.paths[1:]),
    ]
    assert sorted(site.paths) == ["/a", "/b", "/feed"]
    assert again.articles == before.articles
    assert [came.identity for came in again.came] == [came.identity for came in before.came]
    assert [came.article.guid for came in again.came] == ["a", "b"]
    assert states(again) == ["unchanged", "unchanged"]
    assert again.report[0].not_modified
    assert again.report[0].unchanged == 2


def test_a_server_without_validators_changes_nothing_by_sending_the_same(site, store):
    two_stories(site)
    site.table = {path: answer(body) for path, body in site.table.items()}
    site.table["/feed"] = answer(rss(item("/a"), item("/b")), content_type="application/rss+xml")
    before = site.run("{site}/feed", store=store)
    again = site.run("{site}/feed", store=store)
    assert len(again.articles) == 2
    assert again.articles == before.articles
    assert again.report[0].not_modified
    assert states(again) == ["unchanged", "unchanged"]


def test_a_feed_that_lists_nothing_is_a_source_with_nothing_new_and_no_failure(site, store):
    two_stories(site)
    site.table["/quiet"] = rss(title="Quiet Bay")
    for _ in range(2):
        gathered = site.run("{site}/quiet", "{site}/feed", store=store)
        assert gathered.failures == ()
        quiet, feed = gathered.report
        assert (quiet.kind, quiet.title, quiet.new) == ("feed", "Quiet Bay", 0)
        assert feed.new + feed.unchanged == 2
    assert quiet.not_modified
    site.table["/quiet"] = rss(item("{site}/a", guid="a"), title="Quiet Bay")
    assert titles(site.run("{site}/quiet", store=store)) == ["Aldmouth"]


def test_a_page_that_was_just_asked_is_not_asked_again(site, store):
    two_stories(site)
    before = site.run("{site}/feed", store=store, recheck=600)
    again = site.run("{site}/feed", store=store, recheck=600)
    assert site.paths == ["/feed"]
    assert again.articles == before.articles


def test_a_page_that_its_feed_dates_later_is_asked_whenever_it_was_asked(site, store):
    two_stories(site)
    site.run("{site}/feed", store=store, recheck=600)
    later = (datetime.now(UTC) + timedelta(minutes=1)).strftime("%a, %d %b %Y %H:%M:%S GMT")
    site.table["/feed"] = rss(item("{site}/a", guid="a", date=later), item("{site}/b", guid="b"))
    site.run("{site}/feed", store=store, recheck=600)
    assert site.paths == ["/feed", "/a"]


def test_a_rewritten_page_is_a_new_version_under_its_identity(site, store):
    two_stories(site)
    before = site.run("{site}/feed", store=store)
    site.table["/a"] = html("Aldmouth", 15)
    after = site.run("{site}/feed", store=store)
    assert states(after) == ["changed", "unchanged"]
    assert "after 15 days" in after.articles[0].text
    versions = store.versions(after.came[0].identity)
    assert [version.article for version in versions] == [
        before.articles[0].hash,
        after.articles[0].hash,
    ]
    assert (after.report[0].changed, after.report[0].unchanged) == (1, 1)


def test_a_whole_text_in_a_feed_is_not_fetched_again(site, store):
    site.table["/feed"] = rss(item("{site}/a", full="Aldmouth"), item("{site}/b"))
    site.table["/a"] = html("Elsewhere")
    site.table["/b"] = html("Brigg")
    gathered = site.run("{site}/feed", store=store)
    assert "Aldmouth" in gathered.articles[0].text
    assert len(gathered.articles) == 2
    assert sorted(site.paths) == ["/b", "/feed"]
    again = site.run("{site}/feed", store=store)
    assert again.articles == gathered.articles
    assert ("/feed", 304) in site.sent


def test_a_story_that_is_there_in_full_stands_for_links_to_it(site):
    site.table["/links"] = rss(item("{site}/a?utm_source=x"))
    site.table["/full"] = rss(item("{site}/a?utm_source=y", full="Aldmouth"))
    gathered = site.run("{site}/links", "{site}/full")
    assert len(gathered.came) == 1
    assert gathered.report[0].repeated == 1
    assert sorted(site.paths) == ["/full", "/links"]


def test_tracking_makes_no_second_story_and_forgets_no_first(site, store):
    site.table["/one"] = rss(item("{site}/a?utm_source=one&id=7"))
    site.table["/two"] = rss(item("{site}/a?id=7&fbclid=x#top"))
    page = html("Aldmouth")
    site.table["/a?utm_source=one&id=7"] = site.table["/a?id=7&fbclid=x"] = page
    gathered = site.run("{site}/one", "{site}/two", store=store)
    (came,) = gathered.came
    assert came.identity == site.reaches("/a?id=7")
    assert came.source == site.reaches("/one")
    site.run("{site}/two", store=store)
    assert ("/a?id=7&fbclid=x", 304) in site.sent


def test_two_links_that_lead_to_one_page_give_it_once(site):
    site.table["/feed"] = rss(item("{site}/a"), item("{site}/short"))
    site.table["/short"] = redirect("/a", 301)
    site.table["/a"] = html("Aldmouth")
    gathered = site.run("{site}/feed")
    assert titles(gathered) == ["Aldmouth"]
    assert gathered.report[0].repeated == 1


def test_the_order_is_that_of_the_sources_whoever_answers_first(site):
    chance = random.Random(7)
    names = [f"Port{number}" for number in range(12)]
    for feed in range(3):
        mine = names[feed * 4 : feed * 4 + 4]
        site.table[f"/feed{feed}"] = rss(*(item(f"{{site}}/{name}") for name in mine))
    site.table |= {f"/{name}": html(name) for name in names}
    for _ in range(3):
        site.delays = {path: chance.uniform(0, 0.05) for path in site.table}
        gathered = site.run("{site}/feed0", "{other}/feed1", "{site}/feed2")
        assert titles(gathered) == names


def test_what_fails_is_told_and_stops_nothing(site, store):
    two_stories(site)
    site.table |= {
        "/down": answer(status=503),
        "/broken": answer(b'<?xml version="1.0"?><rss><<<', content_type="text/xml"),
        "/c": html("Cadwick"),
        "/empty": b"<!doctype html><html><body><nav>Home</nav></body></html>",
        "/picture": answer(b"\x89PNG", content_type="image/png"),
        "/feed": rss(
            item("{site}/a"),
            item("{site}/empty"),
            item("{site}/picture"),
            item("http://169.254.169.254/meta"),
            item("{site}/b"),
        ),
    }
    sources = ["{site}/down", "{site}/broken", "{site}/feed", "nowhere.txt", "{site}/c"]
    gathered = site.run(*sources, store=store)
    assert titles(gathered) == ["Aldmouth", "Brigg", "Cadwick"]
    failed = {f.source.rsplit("/", 1)[-1]: f.error for f in gathered.failures}
    assert list(failed) == ["down", "broken", "empty", "picture", "meta", "nowhere.txt"]
    assert failed.pop("broken") in ("SourceUnreadableError", "NoArticleError")
    assert list(failed.values()) == [
        "FetchError",
        "NoArticleError",
        "UnsupportedContentError",
        "RefusedAddressError",
        "SourceNotFoundError",
    ]
    assert all(f.message and f.hint and f.exit_code == 4 for f in gathered.failures)
    assert "503" in gathered.report[0].failures[0].message
    again = site.run(*sources, store=store)
    assert again.failures == gathered.failures
    assert ("/empty", 304) in site.sent


@pytest.mark.parametrize("status", [404, 410])
def test_a_page_that_went_is_told_as_gone_and_its_text_kept(site, store, status):
    two_stories(site)
    before = site.run("{site}/feed", store=store)
    site.table["/a"] = answer(status=status)
    after = site.run("{site}/feed", store=store)
    assert titles(after) == ["Brigg"]
    (gone,) = after.report[0].gone
    assert (gone.source, gone.error) == (site.reaches("/a"), "PageGoneError")
    assert after.report[0].failures == ()
    assert after.failures == (gone,)
    known = store.known(before.came[0].identity)
    assert known.gone
    assert str(status) in known.reason
    assert store.version(before.came[0].identity, 1) == before.articles[0]
    site.table["/a"] = html("Aldmouth")
    back = site.run("{site}/feed", store=store)
    assert states(back) == ["unchanged", "unchanged"]
    assert store.known(before.came[0].identity).gone is None


def test_a_page_known_by_another_address_is_gone_under_its_identity(site, store):
    site.table["/feed"] = rss(item("{site}/short/1"))
    site.table["/short/1"] = redirect("/stories/aldmouth")
    site.table["/stories/aldmouth"] = html("Aldmouth", canonical="{site}/2026/aldmouth")
    (came,) = site.run("{site}/feed", store=store).came
    assert came.identity == site.reaches("/2026/aldmouth")
    site.table["/short/1"] = answer(status=410)
    site.run("{site}/feed", store=store)
    assert store.known(came.identity).gone


def test_a_page_cannot_pass_for_a_version_of_another_sites_article(site, store):
    site.table["/a"] = html("Aldmouth")
    honest = site.run("{other}/a", store=store).came[0]
    site.table["/evil"] = html("Evil", canonical="{other}/a")
    site.table["/feed"] = rss(item("{other}/a", full="Forged"))
    gathered = site.run("{site}/evil", "{site}/feed", store=store)
    assert len(gathered.came) == 2
    assert honest.identity not in [came.identity for came in gathered.came]
    assert len(store.versions(honest.identity)) == 1


def test_a_page_that_calls_itself_the_front_page_keeps_its_own_address(site):
    site.table["/a"] = html("Aldmouth", canonical="{site}/")
    (came,) = site.run("{site}/a").came
    assert came.identity == site.reaches("/a")


def test_entries_without_an_address_go_by_their_guid(site, store):
    site.table["/feed"] = rss(
        item(None, guid="7", full="Aldmouth"), item(None, guid="8", full="Brigg")
    )
    first = site.run("{site}/feed", store=store)
    assert [came.identity for came in first.came] == [
        site.reaches("/feed#7"),
        site.reaches("/feed#8"),
    ]
    again = site.run("{site}/feed", store=store)
    assert states(again) == ["unchanged", "unchanged"]
    assert [came.identity for came in again.came] == [came.identity for came in first.came]


def test_what_the_store_has_lost_is_asked_for_anew(site, store):
    two_stories(site)
    before = site.run("{site}/feed", store=store)
    with Store.open(None) as other:
        for path in ("/feed", "/a", "/b"):
            other.keep_fetch_state(site.reaches(path), store.fetch_state(site.reaches(path)))
        again = site.run("{site}/feed", store=other)
    assert again.articles == before.articles
    assert sorted(site.sent) == [("/a", 200), ("/b", 200), ("/feed", 304), ("/robots.txt", 404)]


def test_without_a_store_everything_is_new_every_time(site):
    two_stories(site)
    for _ in range(2):
        gathered = site.run("{site}/feed")
        assert states(gathered) == ["new", "new"]
        assert [status for path, status in site.sent if path != "/robots.txt"] == [200] * 3


def test_standard_input_is_read_once(site):
    with pytest.raises(UsageError):
        site.run("-", "-", stdin=io.BytesIO(b"x"))


def test_a_source_named_twice_is_one(site):
    two_stories(site)
    gathered = site.run("{site}/feed", "{site}/feed")
    assert len(gathered.report) == 1
    assert len(gathered.came) == 2


def test_progress_is_told_page_by_page(site):
    two_stories(site)
    told = []
    site.run("{site}/feed", progress=lambda done, every: told.append((done, every)))
    assert told == [(1, 2), (2, 2)]


def test_what_nobody_foresaw_in_one_page_is_that_page_s_failure(site, store, monkeypatch):
    two_stories(site)

    def reads(data, **told):
        if told["source"].endswith("/b"):
            raise TypeError("unhashable")
        return read_source(data, **told)

    monkeypatch.setattr("briefer.gather.reader.read_source", reads)
    gathered = site.run("{site}/feed", store=store)
    assert titles(gathered) == ["Aldmouth"]
    (failure,) = gathered.failures
    assert (failure.error, failure.exit_code) == ("InternalError", 70)
    assert failure.source.endswith("/b")
    assert failure.message == "unexpected TypeError: unhashable"
