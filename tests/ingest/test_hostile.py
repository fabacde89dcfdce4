"""Documents that want to do harm, and bytes that mean nothing: an error, or what could be read."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefer.errors import BrieferError, SourceError
from briefer.ingest import read_source, recognise
from tests.support.documents import DOCUMENTS, PARAGRAPHS, page
from tests.support.timing import processor_time

ENTITIES = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "ha">{ENTITIES}]>'
BODIES = {
    "rss": '<rss version="2.0"><channel><title>{0}</title><item><title>{0}</title>'
    "<link>https://a.example/1</link></item></channel></rss>",
    "atom": '<feed xmlns="http://www.w3.org/2005/Atom"><title>{0}</title><entry><title>{0}</title>'
    '<link href="https://a.example/1"/></entry></feed>',
    "opml": "<opml><body><outline xmlUrl='https://a.example/1' text='{0}'/></body></opml>",
    "sitemap": "<urlset><url><loc>https://a.example/1</loc><news><title>{0}</title></news></url></urlset>",
    "nitf": "<nitf><body><body.head><hl1>{0}</hl1></body.head><body.content><p>It rained. {0}</p>"
    "</body.content></body></nitf>",
}


def outcome(data, **options):
    """What reading gives; an error must be the source's, and name it."""
    try:
        found = read_source(data, source="x", **options)
    except BrieferError as error:
        found = error
    assert not isinstance(found, BrieferError) or isinstance(found, SourceError)
    assert not isinstance(found, BrieferError) or str(found).startswith("x ")
    return found


def texts(reading):
    if isinstance(reading, BrieferError):
        return str(reading)
    return repr(reading)


@pytest.mark.parametrize("body", BODIES)
def test_a_billion_laughs_are_not_laughed(body):
    data = ('<?xml version="1.0"?>' + LAUGHS + BODIES[body].format("&l11;")).encode()
    with processor_time() as spent:
        found = texts(outcome(data))
    assert spent.seconds < 5
    assert len(found) < 5_000
    assert "haha" not in found


@pytest.mark.parametrize("body", BODIES)
@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file://{path}">]>',
        '<!DOCTYPE x [<!ENTITY % p SYSTEM "file://{path}"> %p;]>',
        '<!DOCTYPE x SYSTEM "file://{path}">',
        '<!DOCTYPE x [<!ENTITY a "]"><!ENTITY e SYSTEM "file://{path}">]>',
    ],
)
def test_no_file_is_read_through_a_document(body, doctype, tmp_path):
    secret = tmp_path / "secret"
    secret.write_text('<!ENTITY e "planted-secret"> planted-secret')
    data = (doctype.format(path=secret) + BODIES[body].format("&e;")).encode()
    assert "planted-secret" not in texts(outcome(data))


@pytest.mark.parametrize("body", BODIES)
def test_no_address_is_fetched_through_a_document(body):
    # Any socket at all fails this test.
    doctype = (
        '<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd" [<!ENTITY e SYSTEM "http://127.0.0.1:9/e">]>'
    )
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="http://127.0.0.1:9/i"/>'
    outcome((doctype + BODIES[body].format("&e;" + include)).encode())


def test_a_page_fetches_nothing():
    head = (
        '<base href="http://127.0.0.1:9/"><link rel="stylesheet" href="a.css"><script src="b.js">'
    )
    assert read_source(
        page(head + "</script>").encode(), source="x", url="http://127.0.0.1:9/p"
    ).articles


@pytest.mark.parametrize(
    "data",
    [
        b"<rss><channel>" + b"<item>" * 50_000,
        b"<a>" * 200_000,
        b"<!doctype html>" + b"<div>" * 200_000,
        b"<!doctype html>" + b"<p>a" * 20_000,
        b"<!doctype html><body>" + b"<table><tr><td>" * 5_000,
        b"<rss>" + b"<![CDATA[" * 50_000,
        b"<rss><channel><item><description>" + b"&lt;div&gt;" * 100_000,
        b"<!--" * 100_000,
        b"<?xml " * 100_000,
        b"Subject: x\n" + b"X: y\n" * 100_000,
        b"From: a\nSubject: =?utf-8?q?" + b"=41" * 50_000 + b"?=\n\nx",
        b"Content-Type: multipart/mixed; boundary=b\nMIME-Version: 1.0\n\n" + b"--b\n\n" * 50_000,
        b'{"items": [' * 5_000,
        b"[" * 1_000_000,
        b"a@" * 500_000,
        b"<!doctype html><script type='application/ld+json'>" + b"[" * 200_000,
        b"<opml><body>" + b"<outline>" * 100_000,
        b"<!doctype html><p>" + b"&amp;" * 200_000,
        b"<!doctype html><body class='" + b"consent " * 50_000 + b"'><p>x",
        b"<p>" + b"subscribe " * 100_000 + b"</p>",
    ],
)
def test_large_and_deep_nonsense_ends_in_time(data):
    with processor_time() as spent:
        outcome(data)
    assert spent.seconds < 10


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_cut_off_anywhere_is_read_or_refused(document):
    _, data, _ = DOCUMENTS[document]
    places = random.Random(7).sample(range(len(data)), 40)
    for place in [*places, len(data) - 1, 1, 0]:
        outcome(data[:place], url="https://fenwick.example/x")


@pytest.mark.parametrize("document", DOCUMENTS)
def test_a_document_with_bytes_changed_is_read_or_refused(document):
    _, data, _ = DOCUMENTS[document]
    chance = random.Random(11)
    for _ in range(40):
        changed = bytearray(data)
        for _ in range(chance.randint(1, 8)):
            place = chance.randrange(len(changed))
            if chance.random() < 0.5:
                changed[place] = chance.randrange(256)
            else:
                del changed[place : place + chance.randint(1, 40)]
        outcome(bytes(changed))


STARTS = (
    b"", b"<", b"<!doctype html>", b"<?xml version='1.0'?>", b"<rss><channel>", b"<urlset>",
    b"<opml>", b"<nitf>", b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"{", b"[{",
    b'{"items": [', b"\x1f\x8b", b"From: a\nSubject: b\nDate: c\n\n", b"\xff\xfe",
    b"\xef\xbb\xbf<", b"\x00<",
)  # fmt: skip


@settings(max_examples=400)
@given(
    st.sampled_from(STARTS),
    st.binary(max_size=300),
    st.sampled_from([None, "a.html", "a.eml", "a.json", "a.xml", "a.txt"]),
    st.sampled_from([None, "text/html; charset=utf-16", "application/json", "x"]),
)
def test_any_bytes_give_a_reading_or_a_source_error(start, data, name, content_type):
    try:
        reading = read_source(
            start + data, source=name or "x", content_type=content_type, url="https://a.example/"
        )
    except SourceError:
        return
    assert reading.articles or reading.links
    for article in reading.articles:
        assert 0 <= article.body_start < len(article.text)
        assert any(char.isalnum() for char in article.text[article.body_start :])


@settings(max_examples=300)
@given(st.text(alphabet="<>&;/='\"[]{}!-?: \nabp1é\x00", max_size=200))
def test_anything_that_looks_like_markup_gives_a_reading_or_a_source_error(text):
    for start in ("<p>", "<rss><channel><item>", "<!doctype html><body>", '{"text": "'):
        outcome((start + text).encode())
    recognise(text.encode())


def test_a_page_s_address_of_nonsense_does_no_harm():
    for url in ("http://[", "javascript:x", "", "https://a.example:99999/", "x" * 10_000):
        (article,) = read_source(page().encode(), source="x", url=url).articles
        assert article.text.startswith(PARAGRAPHS[0])
