"""A brief as a mail: plain text and HTML in one, with styles inline and nothing fetched."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from briefer.model import Brief, Claim, Release, Story, read_moment
from briefer.render.corrections import correction_lines
from briefer.render.escape import plain
from briefer.render.markdown import brief_markdown, with_evidence
from briefer.render.page import Page, maker
from briefer.render.reading_time import heading_of
from briefer.render.release import release_line, with_markdown_release
from briefer.render.statuses import OPEN_SIGN, OPEN_WORDS, is_open, warning
from briefer.text import spoken_date

MOST_BYTES = 100_000
"""Mail programs cut off what is longer."""

_LONGEST_TITLE = 150
"""Code points of a title in a header; folding one of other letters takes time in their square."""

_BODY = "font-family:Georgia,serif;font-size:16px;line-height:1.5;color:#1a1a1a;max-width:40em"
_SMALL = "font-family:sans-serif;font-size:13px;color:#595959"
_FLAGGED = "background-color:#fff3cd"
_SECTION = "font-family:sans-serif;font-size:15px;color:#595959;border-top:3px solid #ccc"
_TO = "color:inherit"
_LINKS = re.compile(r" \(\[story \d+\]\(#story-\d+\)\)| ?<span id=\"story-\d+\"></span>")
"""Where Markdown leads on inside a page; a plain text leads nowhere."""


@dataclass(frozen=True, slots=True)
class Envelope:
    """Who a mail is from and to, and how to be taken off its list.

    ``unsubscribe`` are web and mail addresses, such as ``https://...`` and ``mailto:...``; ``site``
    is where the page of the brief is published, ending in a slash. ``key`` is what its
    ``Message-ID`` is made of, the brief's title, day and version if None; ``corrects`` the key of
    the mail that it puts right, and ``sent`` when it is sent.
    """

    sender: str | None = None
    to: tuple[str, ...] = ()
    unsubscribe: tuple[str, ...] = ()
    site: str | None = None
    key: str | None = None
    corrects: str | None = None
    sent: dt.datetime | None = None

    def message_id(self, key: str) -> str:
        """Return the ``Message-ID`` of the mail of a key; the same for the same."""
        address = self.sender.rstrip(">") if self.sender else ""
        domain = address.rpartition("@")[2] or "briefer.invalid"
        return f"<{uuid5(NAMESPACE_URL, f'briefer:{key}')}@{domain}>"


def brief_mail(brief: Brief, envelope: Envelope, release: Release | None = None) -> bytes:
    """Return a brief as an RFC 5322 message, multipart/alternative, of at most 100 KB.

    The same brief gives the same bytes. Of one that is too long, the last stories are named in
    a line each.

    Args:
        brief: The brief.
        envelope: Who it is from and to.
        release: How it goes out, if it is published: then it says so under its title.
    """
    page = Page.of(brief)
    told = len(page.told)
    said = "" if release is None else release_line(brief.provenance, release)
    made = _message(brief, page, envelope, said)
    while len(made) > MOST_BYTES and told > 1:
        told = max(1, told * 2 // 3)
        short = [*page.told[told:], *page.short]
        shorter = replace(page, told=page.told[:told], short=short)
        made = _message(_within(brief, shorter), shorter, envelope, said)
    return made


def _within(brief: Brief, page: Page) -> Brief:
    """Return a brief of the stories that are told in full alone."""
    return replace(brief, stories=tuple(story for _, story in page.told))


def _message(brief: Brief, page: Page, envelope: Envelope, said: str) -> bytes:
    message = EmailMessage(policy=SMTP)
    title = _short(plain(brief.title))
    subject = f"{title}, {spoken_date(brief.date)}"
    if envelope.corrects is not None:
        subject = f"Correction: {subject}"
    elif brief.version > 1:
        subject = f"{subject} (corrected, version {brief.version})"
    message["Subject"] = subject
    message["From"] = envelope.sender or Address(title, "brief", "localhost.invalid")
    if envelope.to:
        message["To"] = ", ".join(envelope.to)
    made = max((each.made for each in brief.corrections), default=brief.date)
    moment = envelope.sent or read_moment(made) or dt.datetime(1970, 1, 1, tzinfo=dt.UTC)
    message["Date"] = format_datetime(moment)
    key = envelope.key or f"brief:{brief.title}|{brief.date}|{brief.version}"
    message["Message-ID"] = envelope.message_id(key)
    if envelope.corrects is not None:
        message["In-Reply-To"] = message["References"] = envelope.message_id(envelope.corrects)
    if envelope.unsubscribe:
        message["List-Unsubscribe"] = ", ".join(f"<{each}>" for each in envelope.unsubscribe)
        if any(each.startswith("https:") for each in envelope.unsubscribe):
            message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    text = _LINKS.sub("", with_evidence(brief_markdown(brief), "none"))
    if said:
        text = with_markdown_release(text, said)
    message.set_content(text, cte="quoted-printable")
    html = "\n".join(_html(brief, page, envelope, said))
    message.add_alternative(html, subtype="html", cte="quoted-printable")
    message.set_boundary(f"=={uuid5(NAMESPACE_URL, f'briefer:{key}').hex}==")
    return message.as_bytes()


def _short(title: str) -> str:
    if len(title) <= _LONGEST_TITLE:
        return title
    return f"{title[:_LONGEST_TITLE].rstrip()}…"


def _html(brief: Brief, page: Page, envelope: Envelope, said: str) -> Iterator[str]:
    yield "<!DOCTYPE html>"
    yield f'<html lang="{page.language}"><body style="{_BODY}">'
    title = f"{_text(brief.title)}, {spoken_date(brief.date)}"
    yield f'<h1 style="font-size:22px">{title}</h1>'
    if said:
        yield f"<p><strong>{_text(said)}</strong></p>"
    if envelope.site:
        version = f".v{brief.version}" if brief.version > 1 else ""
        address = urljoin(envelope.site, f"{brief.date}{version}.html")
        yield f'<p><a href="{escape(address)}">With the sources beside each claim</a></p>'
    yield from _corrections(brief)
    if brief.top_lines:
        lines = "".join(f"<li>{_linked(claim, page)}</li>" for claim in brief.top_lines)
        yield f'<h2 style="font-size:18px">Top lines</h2><ul>{lines}</ul>'
    for section, stories in page.sections():
        if section:
            yield f'<h2 style="{_SECTION}">{_text(section)}</h2>'
        for number, story in stories:
            yield from _story(number, story, brief, "h3" if section else "h2")
    for name, short in (("In brief", page.short), ("Still developing", page.developing)):
        if short:
            items = (_headed(*each, brief, page) for each in short)
            yield f'<h2 style="font-size:18px">{name}</h2><ul>{"".join(items)}</ul>'
    yield f'<p style="{_SMALL}">{_text(maker(brief.provenance))} {page.counts.sentence}.</p>'
    yield "</body></html>"
    yield ""


def _corrections(brief: Brief) -> Iterator[str]:
    if brief.corrections:
        yield f"<p><strong>Corrected, version {brief.version}.</strong></p><ul>"
        for line in correction_lines(brief.corrections):
            yield f"<li>{_text(line)}</li>"
        yield "</ul>"


def _linked(claim: Claim, page: Page) -> str:
    """Return a top line that leads to its story, if that is in the mail."""
    number = page.story_of(claim)
    return (
        _claim(claim)
        if number is None
        else f'<a href="#story-{number}" style="{_TO}">{_claim(claim)}</a>'
    )


def _headed(number: int, story: Story, brief: Brief, page: Page) -> str:
    """Return a story that is told in a line, or in part, as an item."""
    head = story.headline
    text = _text(heading_of(story, brief.articles))
    sign = _open_sign() if head is not None and is_open(head) else ""
    claims = "".join(f" {_claim(claim)}" for claim in page.partly.get(number, ()))
    return f'<li id="story-{number}"><strong>{text}</strong>{sign}{claims}</li>'


def _story(number: int, story: Story, brief: Brief, tag: str) -> Iterator[str]:
    head = story.headline
    heading = _text(heading_of(story, brief.articles))
    yield f'<{tag} id="story-{number}" style="font-size:18px">{number}. {heading}</{tag}>'
    names = dict.fromkeys(
        brief.articles[n - 1].outlet or brief.articles[n - 1].source for n in story.articles
    )
    yield f'<p style="{_SMALL}">{_text(", ".join(names))}</p>'
    if head is not None and head.is_flagged:
        yield f"<p>{_claim(head)}</p>"
    if story.status == "update":
        marked = " What is new says so." if story.marks_news else ""
        yield f"<p><strong>Update.</strong>{marked}</p>"
    lede = " ".join(_new(claim, story) for claim in story.lede)
    if lede:
        yield f"<p>{lede}</p>"
    if story.further_news:
        yield _list(_new(claim, story) for claim in story.further_news)
    if story.other_facts:
        if story.status == "update":
            yield "<p>Also:</p>"
        yield _list(map(_claim, story.other_facts))
    told = (head, *story.news, *story.summary, *story.key_facts)
    yield from (f"<p>{_claim(claim)}</p>" for claim in story.claims if claim not in told)
    if story.quotations:
        said = (
            f"“{_text(each.text)}”{f' ({_text(each.said_by)})' if each.speaker else ''}"
            for each in story.quotations
        )
        yield f"<p><strong>In their words</strong></p>{_list(said)}"
    if story.ahead:
        coming = (
            f"{spoken_date(event.date)}: "
            f"{_text(event.evidence.text) if fact is None else _claim(fact)}"
            for event, fact in story.coming
        )
        yield f"<p><strong>What comes next</strong></p>{_list(coming)}"
    for point in story.differences:
        sides = "; ".join(
            f"“{_text(side.says)}” ({_text(_outlet(brief, side.articles[0]))})"
            for side in point.sides
        )
        yield f"<p><strong>Sources differ</strong> ({point.name}): {sides}</p>"


def _outlet(brief: Brief, number: int) -> str:
    article = brief.articles[number - 1]
    return article.outlet or article.title or article.source


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{each}</li>' for each in items)}</ul>"


def _new(claim: Claim, story: Story) -> str:
    """Return a claim of a story, said to be new where others beside it are not."""
    is_new = story.marks_news and claim in story.news
    return f"{_claim(claim)} <em>(new)</em>" if is_new else _claim(claim)


def _claim(claim: Claim) -> str:
    text = _text(claim.text)
    if claim.is_flagged:
        return f'<span style="{_FLAGGED}"><strong>{warning(claim)}</strong> {text}</span>'
    if claim.handling == "quoted":
        text = f"“{text}”"
    return f"{text}{_open_sign()}" if is_open(claim) else text


def _open_sign() -> str:
    return f' <span title="{OPEN_WORDS}">{OPEN_SIGN}</span>'


def _text(text: str) -> str:
    return escape(plain(text))
