"""What comes of feeds and pages, from one run to the next."""

import io
import random
from datetime import UTC, datetime, timedelta

import pytest
from pressroom import Site, html, item, opml, rss, sitemap, sitemap_index, story
from webserver import answer, redirect

from briefer.errors import UsageError
from briefer.store import Store

pytestmark = pytest.mark.loopback


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def store():
    with Store.open(None) as store:
        yield store


def titles(gathered):
    return [article.title.split(" of ")[-1].split()[0] for article in gathered.articles]


def states(gathered):
    return [came.state for came in gathered.came]


def two_stories(site):
    site.table |= {
        "/feed": rss(item("{site}/a", guid="a"), item("{site}/b", guid="b")),
        "/a": html("Aldmouth"),
        "/b": html("Brigg"),
    }


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


def test_lists_are_followed_to_feeds_to_pages(site):
    two_stories(site)
    site.table["/list"] = opml("{site}/feed", "{site}/more", "{site}/list")
    site.table["/more"] = opml("{site}/feed", "{site}/other", "{site}/list")
    site.table["/other"] = rss(item("{site}/c"), title="Others")
    site.table["/c"] = html("Cadwick")
    gathered = site.run("{site}/list")
    assert titles(gathered) == ["Aldmouth", "Brigg", "Cadwick"]
    assert sorted(site.paths) == ["/a", "/b", "/c", "/feed", "/list", "/more", "/other"]
    assert [
        (r.source.rsplit("/", 1)[-1], r.via and r.via.rsplit("/", 1)[-1]) for r in gathered.report
    ] == [
        ("list", None),
        ("feed", "list"),
        ("more", "list"),
        ("other", "more"),
    ]


def test_lists_within_lists_end_somewhere(site):
    for depth in range(9):
        site.table[f"/{depth}"] = opml(f"{{site}}/{depth + 1}")
    gathered = site.run("{site}/0", depth=2)
    assert site.paths == ["/0", "/1", "/2"]
    assert any("nested deeper" in note for note in gathered.report[-1].notes)


def test_an_index_of_sitemaps_gives_its_newest_pages_as_one_source(site):
    site.table["/index"] = sitemap_index(
        ("{site}/old.xml", "2026-01-01"),
        ("{site}/x.xml", "2026-11-20"),
        ("{site}/y.xml", "2026-11-21"),
    )
    site.table["/x.xml"] = sitemap(("{site}/a", "2026-11-19"), ("{site}/b", "2026-11-20"))
    site.table["/y.xml"] = sitemap(("{site}/c", "2026-11-21"), ("{site}/d", None))
    site.table |= {f"/{name[0].lower()}": html(name) for name in ("Aldmouth", "Brigg", "Cadwick")}
    gathered = site.run("{site}/index", max_sitemaps=2, limit=2)
    assert titles(gathered) == ["Brigg", "Cadwick"]
    assert "/old.xml" not in site.paths
    (report,) = gathered.report
    assert (report.kind, report.new, report.skipped) == ("sitemap", 2, 2)
    assert any("newest 2" in note for note in report.notes)


def day(number, hour=12):
    return f"{number} Nov 2026 {hour:02}:00:00 GMT"


def test_of_a_long_feed_the_newest_are_taken_in_its_order(site):
    dates = [19, 22, 20, 21, 18]
    site.table["/feed"] = rss(
        *(item(f"{{site}}/{number}", date=day(number)) for number in dates), item("{site}/none")
    )
    site.table |= {f"/{number}": html(f"Port{number}") for number in dates}
    gathered = site.run("{site}/feed", limit=3)
    assert titles(gathered) == ["Port22", "Port20", "Port21"]
    assert gathered.report[0].skipped == 3


def test_what_is_older_than_wanted_is_passed_over_and_counted(site):
    dated = '<meta property="article:published_time" content="2026-11-0{}T08:00:00Z">'
    site.table["/feed"] = rss(
        item("{site}/20", date=day(20)),
        item("{site}/21", date=day(21, 6)),
        item("{site}/undated"),
        item("{site}/late"),
        item("{site}/full", date=day(19), full="Fulham"),
    )
    site.table |= {f"/{n}": html(f"Port{n}") for n in (20, 21)}
    site.table["/undated"] = html("Undated")
    site.table["/late"] = html("Late", head=dated.format(1))
    gathered = site.run("{site}/feed", since=datetime(2026, 11, 21, tzinfo=UTC))
    assert titles(gathered) == ["Port21", "Undated"]
    assert gathered.report[0].skipped == 3
    assert "/20" not in site.paths


def test_a_page_that_was_named_is_taken_however_old(site):
    head = '<meta property="article:published_time" content="2020-01-01T08:00:00Z">'
    site.table["/a"] = html("Aldmouth", head=head)
    gathered = site.run("{site}/a", since=datetime(2026, 11, 21, tzinfo=UTC), limit=0)
    assert titles(gathered) == ["Aldmouth"]
    assert gathered.report[0].kind == "html"


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


def test_files_folders_patterns_and_standard_input_come_without_a_network(tmp_path, store):
    from anyio import run

    from briefer.gather import gather

    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(story("Aldmouth")))
    (folder / "b.html").write_bytes(html("Brigg"))
    (tmp_path / "c.txt").write_text("\n\n".join(story("Cadwick")))
    stdin = io.BytesIO("\n\n".join(story("Dunmore")).encode())
    sources = [str(folder), str(tmp_path / "*.txt"), "-", str(tmp_path / "missing")]

    def go(stdin):
        return run(lambda: gather(sources, store=store, stdin=stdin))

    gathered = go(stdin)
    ports = [name for a in gathered.articles for name in PORTS if name in a.text]
    assert ports == ["Aldmouth", "Brigg", "Cadwick", "Dunmore"]
    assert [report.new for report in gathered.report] == [2, 1, 1, 0]
    assert [failure.error for failure in gathered.failures] == ["SourceNotFoundError"]
    (folder / "a.txt").write_text("\n\n".join(story("Aldmouth", 15)))
    stdin.seek(0)
    again = go(stdin)
    assert states(again) == ["changed", "unchanged", "unchanged", "unchanged"]


PORTS = ("Aldmouth", "Brigg", "Cadwick", "Dunmore")


def test_a_feed_in_a_file_leads_to_its_pages(site, tmp_path):
    site.run("{site}/nothing")
    base = f"http://news.example:{site.port}"
    feed = rss(item("{site}/a"), item(None, guid="urn:b", full="Brigg"))
    (tmp_path / "feed.xml").write_bytes(feed.replace(b"{site}", base.encode()))
    (tmp_path / "list.opml").write_bytes(opml(f"{base}/feed"))
    site.table["/a"] = html("Aldmouth")
    site.table["/c"] = html("Cadwick")
    site.table["/feed"] = rss(item("{site}/c"))
    gathered = site.run(str(tmp_path / "feed.xml"), str(tmp_path / "list.opml"))
    texts = [next(name for name in PORTS if name in a.text) for a in gathered.articles]
    assert sorted(texts) == ["Aldmouth", "Brigg", "Cadwick"]
    assert gathered.report[-1].via == str(tmp_path / "list.opml")


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


def test_what_was_gathered_can_be_read_as_any_sources_and_fails_as_it_failed(site):
    two_stories(site)
    site.table["/b"] = answer(status=410)
    gathered = site.run("{site}/feed", "{site}/down")
    outcomes = [item.attempt() for item in gathered.items]
    assert outcomes[0] == gathered.articles[0]
    assert [type(error).__name__ for error in outcomes[1:]] == ["PageGoneError", "PageGoneError"]
    assert [item.source for item in gathered.items[1:]] == [
        failure.source for failure in gathered.failures
    ]
    assert str(outcomes[1]) == gathered.failures[0].message
