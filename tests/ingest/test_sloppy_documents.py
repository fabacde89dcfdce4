"""Feeds, lists, news and mails as they really come: not well-formed, and meant all the same."""

import pytest

from briefer.ingest import read_source, recognise
from briefer.ingest.dates import iso_date
from tests.support.documents import PARAGRAPHS

TEXT = "\n\n".join(PARAGRAPHS)
HTML = "".join(f"<p>{line}</p>" for line in PARAGRAPHS)


def rss(item, head='<?xml version="1.0" encoding="UTF-8"?>\n'):
    return f'{head}<rss version="2.0"><channel><title>G</title>{item}</channel></rss>'


def read(text, **options):
    return read_source(text if isinstance(text, bytes) else text.encode(), source="x", **options)


def links(text, **options):
    return [(link.title, link.url) for link in read(text, **options).links]


def mail(body, *, head="", sender="Desk <desk@g.example>", subject="Bridge opens"):
    return (
        f"From: {sender}\nSubject: {subject}\nDate: Fri, 20 Nov 2026 08:30:00 +0100\n"
        f"Message-ID: <1@g.example>\nMIME-Version: 1.0\n{head or 'Content-Type: text/plain'}\n\n"
        f"{body}"
    )


@pytest.mark.parametrize(
    ("written", "title"),
    [
        ("Quay &#55356;&#57089; party", "Quay 🌁 party"),
        ("Quay &#xD83C;&#xDF01; party", "Quay 🌁 party"),
        ("Quay &#xD83C; party", "Quay party"),
        ("Quay &#29;party &#0;", "Quay party"),
        ("Tide & Surf", "Tide & Surf"),
        ("Tide &amp; Surf &eacute;t&eacute; &nope;", "Tide & Surf été &nope;"),
        ("<![CDATA[Tide & <b>Surf</b>]]>", "Tide & Surf"),
    ],
)
def test_references_are_read_as_they_are_meant(written, title):
    link = "<link>https://g.example/1</link>"
    assert links(rss(f"<item><title>{written}</title>{link}</item>")) == [
        (title, "https://g.example/1")
    ]


@pytest.mark.parametrize("reference", ["&#55356;&#57089;", "&#xD83C;", "&#1;", "&#99999999;"])
@pytest.mark.parametrize(
    "document",
    [
        "<nitf><body><body.content><p>It rained on the quay {}.</p></body.content></body></nitf>",
        "<opml><body><outline text='{}' xmlUrl='http://a.example/f'/></body></opml>",
        "<urlset><url><loc>http://a.example/1</loc><news><title>{}</title></news></url></urlset>",
        "<html><body><article><p>It rained on the quay {}.</p></article></body></html>",
    ],
)
def test_a_reference_to_half_a_character_ruins_no_document(document, reference):
    reading = read(document.format(reference))
    assert reading.articles or reading.links
    for article in reading.articles:
        assert article.text.encode().startswith(b"It rained on the quay")


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("http://g.example/s.php?id=17&cat=4", "http://g.example/s.php?id=17&cat=4"),
        ("http://g.example/s?a=1&amp;b=2&c", "http://g.example/s?a=1&b=2&c"),
        ("http://g.example/s?a=1&amp;amp;b=2", "http://g.example/s?a=1&b=2"),
        ("http://g.example/a story", "http://g.example/a%20story"),
        ("\n  http://g.example/a\n  ", "http://g.example/a"),
        ("http://g.example/a\n    b", "http://g.example/ab"),
    ],
)
def test_an_address_keeps_its_parameters_and_its_spaces(written, address):
    item = f"<item><title>t</title><link>{written}</link></item>"
    assert links(rss(item)) == [("t", address)]


@pytest.mark.parametrize(
    ("guid", "address"),
    [
        ("12345", None),
        ("story-17", None),
        ("https://g.example/17", "https://g.example/17"),
    ],
)
def test_a_guid_is_an_address_only_when_it_is_written_as_one(guid, address):
    item = (
        f"<item><title>t</title><guid>{guid}</guid><description>{TEXT} {TEXT}</description></item>"
    )
    (article,) = read(rss(item), url="https://g.example/feed").articles
    assert article.url == (address or "https://g.example/feed")
    assert article.guid == guid


def test_addresses_of_feeds_may_say_that_they_are_feeds():
    opml = (
        '<opml version="1.0"><body><outline text="A & B" xmlUrl="feed://c.example/f?x=1&y=2&z"/>'
        '<outline text="D" xmlUrl="feed:https://d.example/f"/></body></opml>'
    )
    assert links(opml) == [
        ("A & B", "http://c.example/f?x=1&y=2&z"),
        ("D", "https://d.example/f"),
    ]


@pytest.mark.parametrize(
    "description",
    [
        "<![CDATA[How to write <!DOCTYPE ]]>",
        "<![CDATA[<!DOCTYPE html [ and so on]]>",
        "<!-- <!DOCTYPE rss [ --> words",
    ],
)
def test_a_document_type_inside_a_text_is_text(description):
    first = f"<item><title>t</title><link>http://g.example/1</link><description>{description}"
    second = "</description></item><item><title>u</title><link>http://g.example/2</link></item>"
    assert links(rss(first + second)) == [("t", "http://g.example/1"), ("u", "http://g.example/2")]


@pytest.mark.parametrize(
    "notice",
    [
        "Notice: Undefined index in /x.php on line 3\n",
        "\n\nWarning: a\nWarning: b\n",
        "<br />\n<b>Warning</b>:  foo(): failed in <b>/x.php</b> on line <b>3</b><br />\n",
    ],
)
def test_what_a_server_complains_of_before_a_feed_is_left_out(notice):
    feed = notice + rss("<item><title>t</title><link>http://g.example/1</link></item>")
    assert recognise(feed.encode()) == "feed"
    assert links(feed) == [("t", "http://g.example/1")]
    assert read(feed).notes == ("what stood before the document was left out",)


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("news@gazette.london (Anna Berg)", "Anna Berg"),
        ("a.b@x.museum (Anna Berg)", "Anna Berg"),
        ("Anna Berg &lt;anna@gazette.photography&gt;", "Anna Berg"),
        ("Anna Berg (anna@gazette.london)", "Anna Berg"),
        ("(Anna Berg) a.b@x.travel", "Anna Berg"),
        ("a@b.museum (Anna Berg), Jo Lens (j@b.museum)", "Anna Berg, Jo Lens"),
        ("a.b@x.museum", None),
        ("Anna Berg (Hask)", "Anna Berg (Hask)"),
        ("Anna Berg", "Anna Berg"),
    ],
)
def test_the_author_of_an_entry_is_the_name(author, name):
    item = (
        f"<item><title>t</title><author>{author}</author><description>{TEXT}</description></item>"
    )
    (article,) = read(rss(item)).articles
    assert article.author == name


@pytest.mark.parametrize(
    ("written", "date"),
    [
        ("Fri, 20 Nov 2026 08:30:00 +02:00", "2026-11-20T08:30:00+02:00"),
        ("Fri, 20 Nov 2026 08:30:00 CET", "2026-11-20T08:30:00+01:00"),
        ("Friday, November 20, 2026 4:12 PM", "2026-11-20T16:12:00"),
        ("20/11/2026 12:05 AM", "2026-11-20T00:05:00"),
        ("Fri, 20 Nov 2026 08:30:00 AEDT", "2026-11-20T08:30:00+11:00"),
        ("Di, 20 Okt 2026 08:30:00 +0200", "2026-10-20T08:30:00+02:00"),
        ("20 de noviembre de 2026", "2026-11-20"),
        ("mercredi 20 nov. 2026 à 14:30", "2026-11-20T14:30:00"),
        ("20.11.2026", "2026-11-20"),
        ("2026年11月20日", "2026-11-20"),
        ("11/20/2026", "2026-11-20"),
        ("5/6/2026", None),
        ("1970-01-01", None),
        ("Thu, 01 Jan 1970 00:00:00 GMT", None),
        ("31 Foo 2026", None),
    ],
)
def test_dates_are_read_in_the_words_they_are_written_in(written, date):
    assert iso_date(written) == date


def test_a_stray_zero_byte_is_left_out_with_a_note():
    (article,) = read(f"{TEXT[:40]}\x00{TEXT[40:]}").articles
    assert article.text == TEXT
    assert article.notes == ("1 zero byte left out",)


def test_half_a_character_in_json_is_none():
    text = '{"headline": "Quay \\ud83c party \\ud83c\\udf01", "body": "It rained. \\udf01"}'
    (article,) = read(text).articles
    assert article.title == "Quay � party 🌁"
    assert article.text == "It rained. �\n"


STUB = (
    "Your mail client cannot show this newsletter. View it in your browser:"
    " https://g.example/n/1 and thank you for reading the Gazette every single day."
)


def alternative(plain, html):
    head = "Content-Type: multipart/alternative; boundary=b"
    body = (
        f"--b\nContent-Type: text/plain\n\n{plain}\n--b\nContent-Type: text/html\n\n"
        f"<html><body>{html}</body></html>\n--b--"
    )
    return mail(body, head=head)


def test_the_plain_part_is_the_mail_unless_it_says_far_less_than_the_page():
    assert read(alternative(STUB, HTML)).articles[0].text.startswith(PARAGRAPHS[0])
    whole = read(alternative(TEXT, f"{HTML}<p>Unsubscribe</p>")).articles[0]
    assert whole.text.strip() == TEXT


@pytest.mark.parametrize(
    ("charset", "said", "shown"),
    [
        ("cp1252", "iso-8859-1", "“Yes,” she said – 5 €"),
        ("cp1252", "us-ascii", "“Yes,” she said"),
        ("utf-8", "iso-8859-1", "“Größe” – 5 €"),
        ("utf-8", "utf-8", "“Größe”"),
        ("iso-8859-2", "iso-8859-2", "Żółć w Łodzi"),
    ],
)
def test_a_mail_is_decoded_as_browsers_decode(charset, said, shown):
    head = f"Content-Type: text/plain; charset={said}"
    line = f"{'It rained on the quay. ' * 9}{shown}.".encode(charset)
    data = mail("{}", head=head).encode().replace(b"{}", line)
    assert shown in read(data).articles[0].text


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_a_subject_in_raw_bytes_is_read(encoding):
    data = mail(
        "It rained on the quay. " * 9, subject="Größe der Mole", sender="Jörg Bär <j@g.example>"
    ).encode(encoding)
    (article,) = read(data).articles
    assert (article.title, article.author) == ("Größe der Mole", "Jörg Bär")


@pytest.mark.parametrize(
    ("sender", "author"),
    [
        ("Anna Berg", "Anna Berg"),
        ('"Berg, Anna" <a@g.example>', "Berg, Anna"),
        ("a@g.example", "a@g.example"),
        ("=?utf-8?q?J=C3=B6rg?= <j@g.example>", "Jörg"),
        ("Anna Berg <>", "Anna Berg"),
        ("<a@g.example> Anna Berg", "Anna Berg"),
        ("Berg, Anna <a@g.example>", "Berg, Anna"),
        ("Anna Berg <a@g.example>, Jo Hahn <j@g.example>", "Anna Berg"),
        ("a@g.example (Anna Berg)", "Anna Berg"),
        ('"' + "(" * 3_000, None),
    ],
)
def test_a_sender_may_have_no_address(sender, author):
    assert read(mail(TEXT, sender=sender)).articles[0].author == author


HEADER = "From: Anna Berg{0}\nSent: 19 November 2026 10:02\nTo: Desk\nSubject: FW: Pier plan\n\n"


@pytest.mark.parametrize(
    "above",
    [
        "See.\n\n-----Original Message-----\n",
        "-------- Forwarded Message --------\n",
        "Begin forwarded message:\n\n",
        "For tomorrow's page.\n\n________________________________\n",
        "",
    ],
)
@pytest.mark.parametrize("address", ["", " <anna@g.example>", " [mailto:anna@g.example]"])
def test_what_was_forwarded_is_the_mail(above, address):
    (article,) = read(mail(above + HEADER.format(address) + TEXT)).articles
    assert article.text.strip() == TEXT
    assert article.title == "Pier plan"
    assert article.author.startswith("Anna Berg")
    assert article.date == "2026-11-19T10:02:00"


def test_a_long_mail_that_quotes_another_is_itself():
    (article,) = read(mail(f"{TEXT}\n\n{HEADER.format('')}Old words.")).articles
    assert article.text.startswith(PARAGRAPHS[0])
    assert article.title == "Bridge opens"


def test_a_mark_before_the_first_header_is_no_part_of_it():
    assert read(b"\xef\xbb\xbf" + mail(TEXT).encode()).articles[0].title == "Bridge opens"
