"""What agencies send: NewsML-G2 and NewsML 1.2; and what comes off an old wire."""

import pytest

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest import read_source, recognise
from tests.support.documents import (
    AUTHOR,
    BODY_HTML,
    HEADING,
    NITF,
    OUTLET,
    PARAGRAPHS,
    PLAIN,
    TEXT,
    TITLE,
)

XHTML = f'<html xmlns="http://www.w3.org/1999/xhtml"><body>{BODY_HTML}</body></html>'
INNER_NITF = NITF[NITF.index("<nitf") :]
ESCAPED = BODY_HTML.replace("<", "&lt;")


def g2(content, *, status="stat:usable", version="contentCreated"):
    return f"""<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="urn:newsml:f.example:1"
    version="3" standard="NewsML-G2" xml:lang="en-GB"><itemMeta><itemClass qcode="ninat:text"/>
    <provider literal="F"><name>{OUTLET}</name></provider>
    <versionCreated>2026-11-22T10:00:00+01:00</versionCreated><pubStatus qcode="{status}"/>
    </itemMeta>
    <contentMeta><{version}>2026-11-21T09:30:00+01:00</{version}>
    <located><name>Fenwick</name></located><by>By {AUTHOR}</by><headline>{TITLE}</headline>
    <language tag="en-GB"/></contentMeta><contentSet>{content}</contentSet></newsItem>"""


def one_two(content, *, status="Usable", media="Text"):
    return f"""<NewsItem xml:lang="en-GB"><Identification><NewsIdentifier>
    <PublicIdentifier>urn:newsml:f.example:1</PublicIdentifier></NewsIdentifier></Identification>
    <NewsManagement><FirstCreated>20261121T093000+0100</FirstCreated>
    <ThisRevisionCreated>20261122T100000+0100</ThisRevisionCreated>
    <Status FormalName="{status}"/></NewsManagement><NewsComponent><NewsLines>
    <HeadLine>{TITLE}</HeadLine><ByLine>By {AUTHOR}</ByLine><DateLine>Fenwick, 21 Nov (F)</DateLine>
    </NewsLines><AdministrativeMetadata><Provider><Party FormalName="{OUTLET}"/></Provider>
    </AdministrativeMetadata><NewsComponent><ContentItem><MediaType FormalName="{media}"/>
    <DataContent>{content}</DataContent></ContentItem></NewsComponent></NewsComponent></NewsItem>"""


def message(*items):
    return f'<?xml version="1.0"?><newsMessage><itemSet>{"".join(items)}</itemSet></newsMessage>'


def news(*items):
    envelope = "<NewsEnvelope><DateAndTime>20261122T100000Z</DateAndTime></NewsEnvelope>"
    return f'<?xml version="1.0"?><NewsML>{envelope}{"".join(items)}</NewsML>'


def read(text):
    return read_source(text.encode(), source="the item")


@pytest.mark.parametrize(
    "document",
    [
        g2(f'<inlineXML contenttype="application/xhtml+xml">{XHTML}</inlineXML>'),
        message(g2(f'<inlineXML contenttype="application/nitf+xml">{INNER_NITF}</inlineXML>')),
        message(g2(f'<inlineData contenttype="text/html">{ESCAPED}</inlineData>')),
        news(one_two(BODY_HTML)),
        news(one_two(XHTML)),
        news(one_two(INNER_NITF)),
        news(one_two(f"<![CDATA[{BODY_HTML}]]>")),
    ],
)
def test_a_story_is_read_in_each_form_of_newsml(document):
    assert recognise(document.encode()) == "newsml"
    reading = read(document)
    (article,) = reading.articles
    assert reading.kind == "newsml"
    assert (article.text, article.title, article.author) == (TEXT, TITLE, AUTHOR)
    assert (article.outlet, article.language) == (OUTLET, "en-GB")
    assert (article.date, article.dateline) == ("2026-11-21T09:30:00+01:00", "Fenwick")
    assert article.guid == "urn:newsml:f.example:1"


@pytest.mark.parametrize("wrap", [lambda text: g2(f"<inlineData>{text}</inlineData>"), one_two])
def test_plain_text_in_newsml_keeps_its_paragraphs(wrap):
    assert read(wrap(PLAIN)).articles[0].text == PLAIN
    assert HEADING not in PLAIN


def test_many_items_are_read_and_pictures_and_withdrawn_ones_passed_over():
    story = f"<inlineXML>{XHTML}</inlineXML>"
    picture = '<remoteContent href="https://f.example/1.jpg" contenttype="image/jpeg"/>'
    reading = read(message(g2(story), g2(picture), g2(story, status="stat:canceled"), g2(story)))
    assert [article.text for article in reading.articles] == [TEXT, TEXT]
    assert reading.notes == ("1 item has no text", "1 item has been withdrawn")
    old = read(news(one_two(BODY_HTML), one_two("caption", media="Photo"), one_two(BODY_HTML)))
    assert [article.text for article in old.articles] == [TEXT, TEXT]


def test_what_was_withdrawn_is_no_article():
    with pytest.raises(NoArticleError, match="withdrawn"):
        read(news(one_two(BODY_HTML, status="Canceled")))
    with pytest.raises(NoArticleError, match="without the text"):
        read(message(g2("")))


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (
            b"\x16\x16\x01a0123\x1fbc-bbnpr-\x13\x11\nr c\n\x02^Pier\n^<\n   It rained.\n\x03",
            "ANPA 1312",
        ),
        (b"\x01GAZ0123 3 PO 104 Pier\r\n\x02\r\nIt rained.\r\n\x03\x04", "IPTC 7901"),
        (b"\r\n\x00\x16\x16\x01a0123\x1f" + PARAGRAPHS[0].encode(), "ANPA 1312"),
    ],
)
def test_a_story_off_an_old_wire_is_refused_by_its_name(data, name):
    with pytest.raises(SourceUnreadableError, match=name):
        read_source(data, source="x")
