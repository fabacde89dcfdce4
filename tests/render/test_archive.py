"""A folder of briefs: index, feeds, days before and after, a mail, and evidence as footnotes."""

import email
import json
import re
from dataclasses import replace
from email import policy
from xml.etree import ElementTree as ET

import feedparser
import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefer.model import Correction
from briefer.render import brief_html, brief_markdown, with_evidence
from briefer.render.archive import (
    archive_files,
    atom_feed,
    current,
    index_html,
    json_feed,
    newest_first,
    read_entry,
    with_days,
)
from briefer.render.mail import MOST_BYTES, Envelope, brief_mail
from tests.render.test_briefs import HOSTILE, brief, claim, rich, story
from tests.support.timing import least

SITE = "https://news.example.org/briefs/"
PUT_RIGHT = Correction("$", "6,800 left.", "7,200 left.", "number", "2026-11-23T09:30:00+00:00")


def entry(day, version=1, **parts):
    made = replace(brief(rich(), story(2)), date=day, **parts)
    name = f"{day}.html"
    if version > 1:
        made = replace(made, version=version, corrections=(PUT_RIGHT,))
        name = f"{day}.v{version}.html"
    return read_entry(name, brief_html(made))


@pytest.fixture(scope="module")
def entries():
    return [entry("2026-11-20"), entry("2026-11-21"), entry("2026-11-21", 2), entry("2026-11-22")]


def test_an_entry_says_what_its_page_tells_and_another_file_is_none(entries):
    first = entries[0]
    assert first.headlines == ("The dam at Monfrei broke.", "The dam at Monfrei broke.")
    assert first.top_lines == ("The dam broke.",)
    assert (first.title, first.version, first.modified) == ("Daily brief", 1, "")
    assert entries[2].modified == "2026-11-23T09:30:00+00:00"
    assert read_entry("index.html", brief_html(brief())) is None
    assert read_entry("2026-11-22.html", "<p>something else</p>") is None


def test_the_index_lists_days_newest_first_with_the_corrected_edition_as_such(entries):
    page = lxml.html.document_fromstring(index_html(entries))
    assert page.xpath("//section/@id") == ["d2026-11-22", "d2026-11-21", "d2026-11-20"]
    corrected = page.xpath("//section[@id='d2026-11-21']")[0]
    assert corrected.xpath("./h2/a/@href") == ["2026-11-21.v2.html"]
    assert "(corrected, version 2)" in corrected.text_content()
    assert "2026-11-21.html" in corrected.xpath("./p/a/@href")
    assert page.xpath("//section[1]//li")[0].text_content() == "The dam at Monfrei broke."
    assert page.xpath("//label/@for") == page.xpath("//input/@id")


def test_feeds_have_each_day_once_as_it_is_now_under_the_same_id(entries):
    feed = feedparser.parse(atom_feed(entries, SITE))
    assert not feed.bozo
    assert [each.link for each in feed.entries] == [
        f"{SITE}{name}.html" for name in ("2026-11-22", "2026-11-21.v2", "2026-11-20")
    ]
    assert "corrected, version 2" in feed.entries[1].title
    assert feed.entries[1].updated == "2026-11-23T09:30:00+00:00"
    value = json_feed(entries, SITE)
    assert value["version"] == "https://jsonfeed.org/version/1.1"
    assert value["feed_url"] == f"{SITE}feed.json"
    assert [each["id"] for each in value["items"]] == [each.id for each in feed.entries]
    before = json_feed([each for each in entries if each.version == 1], SITE)
    assert [each["id"] for each in before["items"]] == [each["id"] for each in value["items"]]
    json.dumps(value)
    assert "feed_url" not in json_feed(entries)


def test_a_page_leads_to_the_days_round_it_and_is_else_as_it_was(entries):
    days = current(newest_first(entries))
    page = brief_html(brief())
    both = with_days(page, days[2], days[0])
    links = lxml.html.document_fromstring(both)
    assert links.xpath("//nav[@aria-label='Other days']//a/@href") == [
        "2026-11-20.html", "index.html", "2026-11-22.html",
    ]  # fmt: skip
    assert with_days(both, days[2], days[0]) == both
    assert re.sub(r"<!--days-->.*<!--/days-->", "<!--days--><!--/days-->", both) == page


def test_a_folder_s_files_follow_from_its_pages_and_settle_at_once():
    pages = {
        "2026-11-20.html": brief_html(replace(brief(), date="2026-11-20")),
        "2026-11-21.html": brief_html(replace(brief(), date="2026-11-21")),
        "2026-11-21.v2.html": brief_html(
            replace(brief(), date="2026-11-21", version=2, corrections=(PUT_RIGHT,))
        ),
    }
    files = archive_files(pages, SITE)
    assert set(files) == {*pages, "index.html", "latest.html", "feed.xml", "feed.json"}
    assert files["latest.html"] == files["2026-11-21.v2.html"]
    assert 'rel="next" href="2026-11-21.v2.html"' in files["2026-11-20.html"]
    said = 'Superseded by the corrected <a href="2026-11-21.v2.html">version 2</a>.'
    assert [name for name, text in files.items() if said in text] == ["2026-11-21.html"]
    again = archive_files({name: files[name] for name in pages}, SITE)
    assert again == {name: text for name, text in files.items() if name not in pages}


@given(st.text(max_size=60) | st.just(HOSTILE))
def test_nothing_of_a_page_acts_in_the_index_a_feed_or_a_mail(text):
    made = brief(story(1, headline=claim(text), summary=(claim(text),)), title=text or "Title")
    found = read_entry("2026-11-22.html", brief_html(made))
    if found is None:
        return
    page = lxml.html.document_fromstring(index_html([found]))
    assert len(page.xpath("//script")) == 1
    assert not page.xpath("//img | //@onerror")
    ET.fromstring(atom_feed([found]))
    message = email.message_from_bytes(brief_mail(made, Envelope()), policy=policy.default)
    assert {name.lower() for name in message} == {
        "subject", "from", "date", "message-id", "mime-version", "content-type",
    }  # fmt: skip
    html = lxml.html.document_fromstring(message.get_body(("html",)).get_content())
    assert not html.xpath("//script | //img | //@onerror | //style | //link")


def test_a_mail_is_text_and_page_in_one_with_its_list_headers_and_never_too_long():
    made = replace(brief(rich(), story(2)), version=2, corrections=(PUT_RIGHT,))
    sent = Envelope("Desk <desk@example.org>", ("a@example.org",),
                    ("https://example.org/off", "mailto:off@example.org"), SITE)  # fmt: skip
    data = brief_mail(made, sent)
    assert data == brief_mail(made, sent)
    message = email.message_from_bytes(data, policy=policy.default)
    assert message["Subject"] == "Daily brief, 22 November 2026 (corrected, version 2)"
    assert message["List-Unsubscribe"] == "<https://example.org/off>, <mailto:off@example.org>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert [part.get_content_type() for part in message.walk()] == [
        "multipart/alternative", "text/plain", "text/html",
    ]  # fmt: skip
    html = message.get_body(("html",)).get_content()
    assert f"{SITE}2026-11-22.v2.html" in html
    assert "7,200 left." in html
    assert "Sources differ" in html
    assert "[1.S1]" not in message.get_body(("plain",)).get_content()
    long = tuple(claim(f"{'word ' * 200}{n}.") for n in range(4))
    huge = brief(*(story(1, summary=long) for _ in range(60)))
    assert len(brief_mail(huge, Envelope())) <= MOST_BYTES
    titled = replace(made, title="😀" * 20_000)
    assert least(lambda: brief_mail(titled, Envelope()), most=0.5) <= 0.5
    message = email.message_from_bytes(brief_mail(titled, Envelope()), policy=policy.default)
    assert message["Subject"].startswith(f"{'😀' * 150}…, 22 November 2026")


def test_evidence_is_inline_in_footnotes_or_left_out():
    text = brief_markdown(brief(rich(), story(4)))
    assert with_evidence(text, "inline") == text
    bare = with_evidence(text, "none")
    assert not re.search(r"\[\d+\.S\d+", bare)
    assert "## Cited sentences" not in bare
    assert "Two bridges are closed.\n" in bare
    noted = with_evidence(text, "notes")
    used = set(re.findall(r"\[\^([\w-]+)\](?!:)", noted))
    defined = re.findall(r"(?m)^\[\^([\w-]+)\]: ", noted)
    assert used <= set(defined)
    assert len(defined) == len(set(defined))
    hostile = brief_markdown(brief(story(1, summary=(claim("[1.S1] is what it said."),))))
    assert "\\[1.S1\\] is what it said." in with_evidence(hostile, "none")
    assert "<script" not in MarkdownIt().render(noted)
