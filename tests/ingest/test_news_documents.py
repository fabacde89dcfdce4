"""ninjs, other JSON, and NITF."""

import json

import pytest

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest import read_source
from tests.support import documents
from tests.support.documents import AUTHOR, BODY_HTML, OUTLET, PARAGRAPHS, PLAIN, TEXT, TITLE, dumps


def read(value, **options):
    data = value if isinstance(value, bytes) else dumps(value)
    return read_source(data, source="the item", **options)


@pytest.mark.parametrize("item", [documents.NINJS_3, documents.NINJS_2, documents.SUPERDESK])
def test_every_dialect_of_ninjs_gives_the_same_article(item):
    reading = read(item)
    (article,) = reading.articles
    assert reading.kind == "ninjs"
    assert (article.text, article.title, article.author) == (TEXT, TITLE, AUTHOR)
    assert article.date == "2026-11-21T08:30:00+00:00"


def test_ninjs_3_names_outlet_language_and_guid():
    (article,) = read(documents.NINJS_3).articles
    assert (article.outlet, article.language, article.url) == (OUTLET, "en-GB", None)
    assert article.guid == "urn:newsml:fenwick.example:20261121:1"


def test_superdesk_names_where_the_story_was_filed_and_when_it_was_first_out():
    (article,) = read(documents.SUPERDESK).articles
    assert (article.dateline, article.outlet, article.language) == ("Fenwick", OUTLET, "en")
    assert article.guid == "urn:newsml:desk.example:2026-11-21:1"


def test_the_address_of_an_item_is_its_uri_or_where_it_was_fetched():
    assert read(documents.NINJS_2).articles[0].url == "https://fenwick.example/news/bridge"
    assert (
        read(documents.NINJS_3, url="https://a.example/1").articles[0].url == "https://a.example/1"
    )


@pytest.mark.parametrize(
    "wrap",
    [
        lambda items: items,
        lambda items: {"_items": items},
        lambda items: {"items": items},
        lambda items: {"status": "ok", "articles": items},
        lambda items: {"data": {"results": items}}["data"],
    ],
)
def test_lists_of_items_are_read_and_pictures_in_them_passed_over(wrap):
    picture = {"uri": "x", "type": "picture", "headline": "A picture", "versioncreated": "2026"}
    reading = read(wrap([documents.SUPERDESK, picture, documents.NINJS_2]))
    assert [article.text for article in reading.articles] == [TEXT, TEXT]
    assert reading.notes == ("1 item has no text",)


def test_one_item_a_line_is_a_list():
    data = b"\n".join([dumps(documents.SUPERDESK), dumps(documents.NINJS_2)])
    assert len(read(data).articles) == 2


@pytest.mark.parametrize(
    ("item", "text"),
    [
        ({"title": TITLE, "text": PLAIN}, PLAIN),
        ({"headline": TITLE, "body": BODY_HTML}, TEXT),
        ({"@type": "NewsArticle", "headline": TITLE, "articleBody": PLAIN}, PLAIN),
        ({"title": TITLE, "content": BODY_HTML, "body_text": ""}, TEXT),
    ],
)
def test_plain_json_articles_are_read(item, text):
    extra = {
        "author": {"name": AUTHOR},
        "publisher": {"name": OUTLET},
        "url": "https://a.example/1",
    }
    (article,) = read({**item, **extra, "datePublished": "2026-11-21"}).articles
    assert (article.text, article.title, article.author) == (text, TITLE, AUTHOR)
    assert (article.outlet, article.url, article.date) == (
        OUTLET,
        "https://a.example/1",
        "2026-11-21",
    )


@pytest.mark.parametrize(
    "value",
    [
        {"uri": "x", "type": "picture", "headlines": [{"value": "x"}], "versioncreated": "2026"},
        {
            "bodies": [{"value": 7}, "x", {"value": "<p> </p>", "contentType": "text/html"}],
            "uri": "",
        },
        {"bodies": {"a": 1}, "headlines": "x"},
        {},
        [],
        [{}],
        {"title": "T"},
        {"text": ["a"], "title": {"x": 1}},
    ],
)
def test_json_without_a_text_is_no_article(value):
    with pytest.raises(NoArticleError, match="without the text of an article"):
        read_source(dumps(value), source="x.json", content_type="application/json")


@pytest.mark.parametrize(
    "data", [b'{"a": ', b"[" * 100_000, b'{"a":' * 100_000, b"{" + b"9" * 9_000]
)
def test_json_that_is_broken_or_too_deep_is_refused(data):
    with pytest.raises(SourceUnreadableError, match="JSON that cannot be parsed"):
        read_source(data, source="x.json", content_type="application/json")


def test_values_of_the_wrong_shape_are_left_out():
    item = {
        **documents.NINJS_2,
        "byline": 5,
        "language": ["en"],
        "headlines": [3, {"value": None}, {"value": "<b>T</b> &amp; U"}],
        "versioncreated": {"x": 1},
        "uri": None,
    }
    (article,) = read(item).articles
    assert (article.author, article.language) == ("5", "en")
    assert (article.title, article.date, article.url, article.guid) == ("T & U", None, None, None)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "utf-16-le"])
def test_json_comes_in_every_unicode_encoding(encoding):
    data = json.dumps(documents.SUPERDESK, ensure_ascii=False).encode(encoding)
    assert read(data).articles[0].text == TEXT


def test_nitf_is_read_with_its_head():
    (article,) = read(documents.NITF.encode()).articles
    assert (article.text, article.title, article.author) == (TEXT, TITLE, AUTHOR)
    assert (article.outlet, article.language, article.guid) == (OUTLET, "en-GB", "nitf-1")
    assert (article.date, article.dateline) == ("2026-11-21T09:30:00+01:00", "Fenwick")


def test_nitf_inside_an_envelope_is_found():
    inner = documents.NITF.split(">", 2)[2]
    data = f'<?xml version="1.0"?><newsMessage><item>{inner}</item></newsMessage>'.encode()
    reading = read(data)
    assert reading.kind == "nitf"
    assert reading.articles[0].text == TEXT


def test_a_byline_names_people_and_not_their_titles():
    byline = (
        "<byline><person>Bo Ek</person> and <person>Ana Silva</person><byttl>Staff</byttl></byline>"
    )
    start, end = documents.NITF.index("<byline>"), documents.NITF.index("</byline>") + 9
    data = (documents.NITF[:start] + byline + documents.NITF[end:]).encode()
    assert read(data).articles[0].author == "Bo Ek, Ana Silva"


def test_nitf_without_text_is_no_article():
    data = b"<nitf><body><body.head><hl1>T</hl1></body.head><body.content/></body></nitf>"
    with pytest.raises(NoArticleError, match="a title and no text"):
        read(data)


def test_xml_of_another_kind_is_refused_by_its_name():
    with pytest.raises(SourceUnreadableError, match=r"a kind that is not known \(<svg>\)"):
        read(b'<?xml version="1.0"?><svg><text>Hello</text></svg>')


def test_the_first_paragraph_stays_when_it_is_all_there_is():
    item = {"uri": "x", "headline": "T", "body_text": PARAGRAPHS[0], "versioncreated": "2026-11-21"}
    assert read(item).articles[0].text == PARAGRAPHS[0] + "\n"
