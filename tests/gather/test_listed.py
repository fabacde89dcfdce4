"""Lists within lists, limits, and sources that are here already."""

import io
from datetime import UTC, datetime

import pytest

from tests.support.pressroom import (
    html,
    item,
    opml,
    rss,
    sitemap,
    sitemap_index,
    states,
    story,
    titles,
    two_stories,
)

pytestmark = pytest.mark.loopback


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
