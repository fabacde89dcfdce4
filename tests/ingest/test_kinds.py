import codecs
import gzip
import json

import pytest

from briefer.ingest import recognise
from briefer.ingest.kinds import may_hold_many
from tests.support import documents
from tests.support.documents import DOCUMENTS, MARKDOWN, NITF, PLAIN, RSS_20


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize("name", [None, "notes.txt", "readme.md", "page.html", "a.json", "b.xml"])
def test_the_kind_is_seen_from_the_content_whatever_the_name(document, name):
    _, data, kind = DOCUMENTS[document]
    assert recognise(data, name) == kind


@pytest.mark.parametrize("document", DOCUMENTS)
@pytest.mark.parametrize(
    "content_type",
    ["text/html; charset=utf-8", "application/octet-stream", "text/plain", "nonsense"],
)
def test_the_kind_is_seen_from_the_content_whatever_the_server_says(document, content_type):
    _, data, kind = DOCUMENTS[document]
    if kind == "text":
        return
    assert recognise(data, None, content_type) == kind


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: codecs.BOM_UTF8 + text.encode(),
        lambda text: codecs.BOM_UTF16_LE + text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: b"\r\n\n  " + text.encode(),
        lambda text: gzip.compress(text.encode()),
        lambda text: b"<!-- a > b --><?p ?>" + text.split("?>", 1)[1].encode(),
    ],
)
@pytest.mark.parametrize(("text", "kind"), [(RSS_20, "feed"), (NITF, "nitf")])
def test_marks_encodings_comments_and_gzip_do_not_hide_a_kind(encode, text, kind):
    assert recognise(encode(text)) == kind


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"<!DOCTYPE html><p>Hi", "html"),
        (b"<HTML><body>", "html"),
        (b"<head><title>x</title>", "html"),
        (b"<p>One.</p><p>Two.</p>", "html"),
        (b"<div class='a'><h1>T</h1><p>One.</p></div>", "html"),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><body/></html>', "html"),
        (b'<?xml version="1.0"?><note><p>One.</p></note>', "xml"),
        (b"<p align=center>Logo</p>\n\n# Title\n\nIt rained.", "text"),
        (b"https://a.example/1\nhttps://a.example/2\n", "sitemap"),
        (b"https://a.example/1 says so.", "text"),
        (b"<3 this town, said the mayor.", "text"),
        (b"<b>Not</b> a page", "text"),
        (b"5 < 6 and <p> is a tag", "text"),
        (b"{not json}", "text"),
        (b"[a link](https://example.org) and more", "text"),
        (b"[1, 2, 3]", "text"),
        (b'{"title": "T", "text": "x"}', "json"),
        (b'{"title": "T"}\n{"title": "U"}\n', "json"),
        (b"%PDF-1.7", "pdf"),
        (b"\n%PDF-1.7", "pdf"),
        (b"From a distance, it looked: well, fine.\n\nIt did.", "text"),
        (b"Title: One\nDate: 2026-11-21\n\nIt rained.", "text"),
        (b"Subject: x\nFrom: a@example.org\nDate: now\n\nIt rained.", "email"),
        (b"Return-Path: <a@example.org>\nSubject: x\n\nIt rained.", "email"),
        (b"From a@example.org Sat Nov 21\nMessage-ID: <1>\nX: y\n z\n\nIt rained.", "email"),
        (b"\x1f\x8bbroken", "other"),
        (b"", "text"),
    ],
)
def test_what_could_be_two_things_is_told_apart(data, kind):
    assert recognise(data) == kind


@pytest.mark.parametrize(
    ("data", "name", "content_type", "kind"),
    [
        (b"Some words <p>and a tag</p>", "story.html", None, "html"),
        (b"Some words <p>and a tag</p>", None, "text/html", "html"),
        (b"Some words <p>and a tag</p>", "story.txt", None, "text"),
        (b"Just words.", "story.html", "text/html", "text"),
        (b"<p>One.</p>", "story.md", None, "text"),
        (b"<p>One.</p>", "story.md", "text/html", "html"),
        (b"<story><a>1</a></story>", "story.xml", None, "xml"),
        (b"<story><a>1</a></story>", None, "application/news+xml", "xml"),
        (b"{broken", "story.json", None, "json"),
        (b"{broken", None, "application/json", "json"),
        (b"Subject: x\n\nIt rained.", "story.eml", None, "email"),
        (b"Subject: x\n\nIt rained.", None, "message/rfc822", "email"),
        (b"junk %PDF-1.4", "a.pdf", None, "pdf"),
        (b"<p>One.</p>", "https://example.org/a.md?x=.html#y", None, "text"),
    ],
)
def test_names_and_types_decide_what_content_leaves_open(data, name, content_type, kind):
    assert recognise(data, name, content_type) == kind


def test_the_kinds_of_json_are_told_by_their_keys():
    assert recognise(json.dumps([documents.NINJS_2]).encode()) == "ninjs"
    assert recognise(json.dumps({"_items": [documents.SUPERDESK]}).encode()) == "ninjs"
    assert recognise(b'{"items": [], "feed_url": "x"}') == "feed"
    assert recognise(b'{"items": [{"title": "x"}]}') == "json"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_quick_look_passes_over_nothing_that_holds_many(document):
    _, data, kind = DOCUMENTS[document]
    if kind in ("feed", "opml", "sitemap", "ninjs", "json", "nitf", "xml"):
        assert may_hold_many(data[:64])
    assert not may_hold_many(PLAIN.encode())
    assert not may_hold_many(MARKDOWN.encode())


def test_a_long_document_type_takes_no_time():
    assert recognise(b"<!DOCTYPE a " + b"[" * 8_000) == "text"
    assert recognise(b"<!DOCTYPE a " + b"[]" * 4_000 + b"<rss>") == "text"
