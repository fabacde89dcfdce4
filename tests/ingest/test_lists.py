import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest import Link, read_source
from tests.support import documents
from tests.support.documents import OUTLET, TITLE


def read(document, **options):
    data = document if isinstance(document, bytes) else document.encode()
    return read_source(data, source="the list", **options)


def test_every_feed_of_an_opml_list_is_found_however_deep_and_once():
    reading = read(documents.OPML)
    assert (reading.kind, reading.title, reading.articles) == ("opml", "Ports", ())
    assert reading.links == (
        Link("https://fenwick.example/rss", "feed", title=OUTLET, language="en-gb"),
        Link("http://post.example/feed?a=1&b=2", "feed", title="Harbour Post"),
        Link("https://post.example/page", "page", title="A page"),
    )


def test_an_opml_list_can_name_a_sitemap_and_relative_addresses():
    outlines = '<outline type="sitemap" text="S" xmlUrl="/map.xml"/><outline xmlUrl="feed"/>'
    reading = read(f"<opml><body>{outlines}</body></opml>", url="https://a.example/x/list.opml")
    assert [(link.url, link.kind) for link in reading.links] == [
        ("https://a.example/map.xml", "sitemap"),
        ("https://a.example/x/feed", "feed"),
    ]


def test_a_news_sitemap_says_what_its_pages_are():
    reading = read(documents.NEWS_SITEMAP)
    assert reading.kind == "sitemap"
    assert reading.links == (
        Link(
            "https://fenwick.example/news/bridge",
            "page",
            title=TITLE,
            date="2026-11-21T09:30:00+01:00",
            outlet=OUTLET,
            language="en",
        ),
        Link("https://fenwick.example/about", "page", date="2026-01-02"),
    )


def test_an_index_of_sitemaps_gives_sitemaps():
    links = read(documents.SITEMAP_INDEX).links
    assert [link.kind for link in links] == ["sitemap", "sitemap"]
    assert links[0] == Link(
        "https://fenwick.example/sitemap-1.xml.gz", "sitemap", date="2026-11-21"
    )


def test_a_packed_sitemap_is_unpacked():
    packed = gzip.compress(documents.NEWS_SITEMAP.encode())
    assert read(packed) == read(documents.NEWS_SITEMAP)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (gzip.compress(documents.NEWS_SITEMAP.encode(), mtime=0)[:-30], "cut off"),
        (gzip.compress(b"x" * 100, mtime=0)[:10] + b"rubbish", "damaged|cut off"),
        (gzip.compress(bytes(65 << 20)), "unpacks to more than 64 MB"),
    ],
)
def test_archives_that_are_damaged_or_too_large_are_refused(data, said):
    with pytest.raises(SourceUnreadableError, match=said):
        read(data)


def test_a_list_of_nothing_is_refused():
    with pytest.raises(NoArticleError, match="does not hold a feed"):
        read("<opml><body><outline text='x'/></body></opml>")
    with pytest.raises(NoArticleError, match="does not hold a page"):
        read("<urlset></urlset>")


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\n\n"])
def test_a_text_of_addresses_is_a_sitemap(newline):
    text = newline.join(["https://a.example/1", " http://b.example/2?x=1 ", "https://a.example/1"])
    reading = read(text)
    assert reading.kind == "sitemap"
    assert reading.links == (Link("https://a.example/1"), Link("http://b.example/2?x=1"))
    assert read(text + newline + "says the council, and no more.").kind == "text"


@given(st.lists(st.from_regex(r"[a-z0-9/_.-]{1,20}", fullmatch=True), min_size=1, unique=True))
def test_all_pages_of_a_sitemap_come_in_its_order(paths):
    urls = [f"https://a.example/{path}" for path in paths]
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    assert [link.url for link in read(f"<urlset>{entries}</urlset>").links] == urls
