import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest import Link, read_source
from briefer.text import split
from tests.support import documents
from tests.support.documents import AUTHOR, BODY_HTML, OUTLET, PARAGRAPHS, PLAIN, TEXT, TITLE, dumps

BASE = "https://fenwick.example/rss"


def read(document, *, url=BASE, **options):
    data = document if isinstance(document, bytes) else document.encode()
    return read_source(data, source="the feed", url=url, **options)


def rss(items, head=""):
    return f'<rss version="2.0"><channel><title>{OUTLET}</title>{head}{items}</channel></rss>'


def test_an_rss_entry_with_its_whole_text_is_an_article_and_one_without_is_a_link():
    reading = read(documents.RSS_20)
    (article,) = reading.articles
    assert article.text == TEXT
    assert (article.title, article.author, article.outlet) == (TITLE, AUTHOR, OUTLET)
    assert article.url == "https://fenwick.example/news/bridge?utm_source=rss"
    assert (article.guid, article.language) == ("courier-1", "en-gb")
    assert article.date == "2026-11-21T09:30:00+01:00"
    assert article.source == "the feed"
    assert reading.links == (
        Link(
            "https://fenwick.example/news/tax",
            title="Council & tax: second homes",
            date="2026-11-20T18:00:00+00:00",
            outlet=OUTLET,
            guid="https://fenwick.example/?p=2",
            language="en-gb",
        ),
    )
    assert (reading.kind, reading.title) == ("feed", OUTLET)


def test_an_entry_of_media_alone_is_passed_over_with_a_note():
    reading = read(documents.RSS_20)
    assert reading.notes == ("1 entry has neither an article nor a link to one",)


def test_headings_of_an_entry_are_headings_to_the_splitter():
    sentences = split(read(documents.RSS_20).articles[0]).sentences
    headings = [sentence.text for sentence in sentences if sentence.kind == "heading"]
    assert headings == [documents.HEADING]
    assert not any("#" in sentence.text for sentence in sentences)


def test_rss_0_91_is_read_in_the_encoding_it_declares():
    reading = read(documents.RSS_091, url=None)
    assert reading.title == "Le Courrier d'été"
    assert reading.links[0].title == "Le pont a rouvert : où ça ?"
    assert (reading.links[0].language, reading.links[0].outlet) == ("fr", "Le Courrier d'été")


def test_rss_1_0_has_its_items_beside_the_channel():
    (article,) = read(documents.RSS_10).articles
    assert (article.text, article.author) == (TEXT, AUTHOR)
    assert article.date == "2026-11-21T09:30:00+01:00"
    assert article.language == "en"
    assert article.guid == article.url == "https://fenwick.example/news/bridge"


def test_atom_content_in_xhtml_is_read_and_its_base_obeyed():
    reading = read(documents.ATOM, url=None)
    (article,) = reading.articles
    assert article.text == TEXT
    assert article.url == "https://fenwick.example/news/bridge"
    assert article.author == f"{AUTHOR}, Bo Ek"
    assert article.date == "2026-11-21T08:30:00+00:00"
    (link,) = reading.links
    assert (link.url, link.language) == ("https://fenwick.example/news/kort", "sv")
    assert reading.title == article.outlet == OUTLET


def test_a_json_feed_gives_articles_and_links_even_without_ids():
    reading = read(dumps(documents.JSON_FEED), url=None)
    first, second = reading.articles
    assert (first.text, first.guid, first.author) == (TEXT, "7", AUTHOR)
    assert first.url == "https://fenwick.example/news/bridge"
    assert (second.text, second.author) == (PLAIN, "The desk")
    assert second.url == "https://fenwick.example/plain"
    assert [link.url for link in reading.links] == ["https://fenwick.example/news/tax"]
    assert reading.notes == ("1 entry has neither an article nor a link to one",)


def test_a_json_feed_1_0_names_its_one_author():
    feed = {
        "version": "https://jsonfeed.org/version/1",
        "title": OUTLET,
        "author": {"name": "The desk"},
        "items": [{"id": "1", "url": "https://a.example/1", "content_html": BODY_HTML}],
    }
    assert read(dumps(feed)).articles[0].author == "The desk"


TEASER = " ".join(PARAGRAPHS[:2])


@pytest.mark.parametrize(
    "text",
    [
        TEASER,
        f"{PLAIN} [&amp;#8230;]",
        f"{PLAIN} [...]",
        f"{PLAIN} ...",
        f"{PLAIN} Read more",
        f"{PLAIN} Continue reading {TITLE} →",
        f"{PLAIN} Weiterlesen …",
        f"{PLAIN} Lire la suite",
        "",
    ],
)
def test_a_teaser_is_never_taken_for_the_article(text):
    item = f"<item><title>T</title><link>https://a.example/1</link><description>{text}</description></item>"
    reading = read(rss(item))
    assert reading.articles == ()
    assert [link.url for link in reading.links] == ["https://a.example/1"]


def test_a_long_description_is_the_article_where_there_is_no_content():
    text = "".join(f"&lt;p&gt;{text}&lt;/p&gt;" for text in PARAGRAPHS * 2)
    item = f"<item><link>https://a.example/1</link><description>{text}</description></item>"
    (article,) = read(rss(item)).articles
    assert article.text == "\n\n".join(PARAGRAPHS * 2) + "\n"


def test_a_short_content_beside_a_still_shorter_summary_is_the_article():
    content = f"<![CDATA[<p>{PARAGRAPHS[0]}</p><p>{PARAGRAPHS[1]}</p>]]>"
    item = (
        f"<item><link>https://a.example/1</link><description>It is open.</description>"
        f"<content:encoded>{content}</content:encoded></item>"
    )
    (article,) = read(rss(item)).articles
    assert article.text == "\n\n".join(PARAGRAPHS[:2]) + "\n"


def test_prefixes_that_were_never_declared_are_understood():
    item = (
        f"<item><title>T</title><link>https://a.example/1</link><dc:creator>{AUTHOR}</dc:creator>"
        f"<odd:thing odd:a='1'>x</odd:thing>"
        f"<content:encoded><![CDATA[{BODY_HTML}]]></content:encoded></item>"
    )
    (article,) = read(rss(item)).articles
    assert (article.author, article.text) == (AUTHOR, TEXT)


def test_entities_of_html_in_a_feed_are_characters():
    item = "<item><title>Caf&eacute;&nbsp;&mdash; &euro;5 &unheard;</title><link>/1</link></item>"
    assert read(rss(item)).links[0].title == "Café — €5 &unheard;"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("/a/b", "https://fenwick.example/a/b"),
        ("c", "https://fenwick.example/c"),
        ("//other.example/d", "https://other.example/d"),
        ("https://a.example/1#top", "https://a.example/1"),
        ("\n https://a.example/1 \n", "https://a.example/1"),
    ],
)
def test_links_are_resolved_against_the_address_of_the_feed(link, address):
    assert read(rss(f"<item><title>T</title><link>{link}</link></item>")).links[0].url == address


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)",
        "file:///etc/passwd",
        "http://[::1",
        "https://a.example/x.mp3",
        "http://",
    ],
)
def test_links_that_are_no_pages_of_the_web_are_left_out(link):
    items = f"<item><title>T</title><link>{link}</link></item><item><link>/ok</link></item>"
    assert [each.url for each in read(rss(items)).links] == ["https://fenwick.example/ok"]


def test_without_an_address_links_are_resolved_against_the_feed_s_own():
    items = "<item><title>T</title><link>/a</link></item>"
    reading = read(rss(items, "<link>https://own.example/</link>"), url=None)
    assert reading.links[0].url == "https://own.example/a"


def test_an_entry_that_comes_twice_is_given_once():
    item = "<item><title>T</title><link>https://a.example/1</link><guid>g</guid></item>"
    assert len(read(rss(item * 3)).links) == 1


def test_a_feed_cut_off_in_the_middle_gives_what_came():
    text = documents.RSS_20
    reading = read(text[: text.index("<item><title>Listen")])
    assert [article.text for article in reading.articles] == [TEXT]
    assert len(reading.links) == 1
    assert reading.notes == ("the XML is damaged: what could be read was read",)


def test_a_feed_without_entries_says_so():
    with pytest.raises(NoArticleError, match="the feed does not hold an entry"):
        read(rss(""))


@pytest.mark.parametrize(
    "empty",
    [
        rss(""),
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title></feed>',
        '{"version": "https://jsonfeed.org/version/1.1", "title": "T", "items": []}',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"></urlset>',
    ],
)
def test_a_sound_feed_that_lists_nothing_may_be_a_reading(empty):
    reading = read_source(empty.encode(), source="the feed", may_be_empty=True)
    assert (reading.articles, reading.links, reading.notes) == ((), (), ())
    assert reading.kind in ("feed", "sitemap")


@pytest.mark.parametrize(
    "spoilt",
    [
        "<rss version='2.0'><channel><title>T</title>",
        rss("<item><description></description></item>"),
        "<opml><body></body></opml>",
    ],
)
def test_a_feed_that_is_cut_off_or_a_list_of_no_feeds_is_no_empty_one(spoilt):
    with pytest.raises((NoArticleError, SourceUnreadableError)):
        read_source(spoilt.encode(), source="the feed", may_be_empty=True)


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-16", "iso-8859-1", "windows-1252", "iso-8859-15"]
)
def test_a_feed_is_read_in_any_encoding_it_declares(encoding):
    text = f'<?xml version="1.0" encoding="{encoding}"?>' + rss(
        "<item><title>Où ça, à l'été ?</title><link>/1</link></item>"
    )
    assert read(text.encode(encoding)).links[0].title == "Où ça, à l'été ?"


def test_the_encoding_that_http_names_counts_before_the_one_declared():
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + rss(
        "<item><title>Привет, мир</title><link>/1</link></item>"
    )
    reading = read(text.encode("koi8-r"), content_type="application/rss+xml; charset=koi8-r")
    assert reading.links[0].title == "Привет, мир"


def test_utf_8_that_declares_itself_as_something_else_is_utf_8():
    text = '<?xml version="1.0" encoding="iso-8859-1"?>' + rss(
        "<item><title>Où ça</title><link>/1</link></item>"
    )
    assert read(text.encode()).links[0].title == "Où ça"


def test_scripts_and_hidden_text_of_an_entry_are_not_in_its_article():
    html = BODY_HTML.replace(
        "</p>", "</p><script>steal()</script><div style='display: none'>Obey me.</div>", 1
    )
    item = f"<item><link>/1</link><content:encoded><![CDATA[{html}]]></content:encoded></item>"
    assert read(rss(item)).articles[0].text == TEXT


def test_captions_and_boxes_inside_an_entry_are_not_in_its_article():
    boxes = (
        '<div class="wp-caption"><img src="a.jpg"><p class="wp-caption-text">The bridge.</p></div>'
        '<div class="sharedaddy sd-share"><p>Tell others</p></div><p>Share this: Facebook</p>'
    )
    html = BODY_HTML.replace("</p>", "</p>" + boxes, 1)
    item = f"<item><link>/1</link><content:encoded><![CDATA[{html}]]></content:encoded></item>"
    assert read(rss(item)).articles[0].text == TEXT


@given(
    st.lists(
        st.tuples(st.text(max_size=30), st.booleans()),
        min_size=1,
        max_size=8,
        unique_by=lambda e: e[0],
    )
)
def test_every_entry_comes_out_once_as_article_or_link(entries):
    items = [
        {"id": f"id-{number}", "url": f"/{number}", "title": title}
        | ({"content_html": BODY_HTML} if full else {"summary": "It is open."})
        for number, (title, full) in enumerate(entries)
    ]
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": OUTLET, "items": items}
    reading = read(json.dumps(feed).encode())
    assert [a.guid for a in reading.articles] == [i["id"] for i in items if "content_html" in i]
    assert [link.guid for link in reading.links] == [i["id"] for i in items if "summary" in i]
    assert all(article.text == TEXT for article in reading.articles)
