# ruff: noqa: E501 (the documents are one string each)
"""What is hostile by its length: shapes of text, the places they can stand in, and how cost grows.

`SHAPES` make so many characters of one kind, `PLACES` put them where a reader looks at them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape

from benchmarks.generators.hostile import HOSTILE, hostile
from tests.support.documents import PARAGRAPHS

Shape = Callable[[int], str]
Place = Callable[[str], bytes]

_UNITS = {
    "spaces": " ", "tabs": "\t", "line ends": "\n", "old line ends": "\r", "wide spaces": "\u3000",
    "blank lines": "a\n \n", "full stops": ".", "ellipses": "… ", "spaced dots": ". ",
    "exclamations": "!", "questions": "? ", "colons": ":", "semicolons": "; ", "slashes": "/",
    "backslashes": "\\", "escaped quotes": '\\"', "half escapes": "\\ud83d", "hashes": "#",
    "stars": "*", "starred": "*a", "underscores": "_", "dashes": "-", "rules": "---\n",
    "pipes": " | ", "equals": "=", "percent": "%41", "square brackets": "[", "links": "](",
    "braces": "{", "closing": ")", "lists": "[1,", "objects": '{"a":', "angles": "<",
    "closing angles": ">", "comments": "<!--", "comment ends": "-->", "document types":
    "<!DOCTYPE [", "entities": "<!ENTITY a 'b'>", "CDATA": "<![CDATA[", "instructions": "<?",
    "declarations": "<?xml ", "tags": "<p>", "closing tags": "</p>", "open tags": "<a ",
    "open attributes": "<a href='", "attributes": "a='b' ", "bare attributes": "a ",
    "divs": "<div>", "bold": "<b>a", "tables": "<table><tr><td>", "line breaks": "<br>",
    "paragraphs": "<p>a b c</p>", "anchors": "<a href='/a'>a b c</a>", "lists of items":
    "<li>a b c</li>", "headings": "<h2><a href='/b'>a b c</a></h2>", "bylines":
    "<span class='author'>By Anna</span>", "scripts": "<script>", "ampersands": "&",
    "references": "&amp;", "numeric references": "&#", "half references": "&#55357;",
    "names of references": "&a", "dotted": "a.", "addresses": "a@", "mail addresses":
    "a@b.example, ", "web addresses": "http://a.example/ ", "schemes": "http:", "combining":
    "a\u0301", "marks alone": "\u0301", "bidi": "\u202e", "zero widths": "\u200b", "joiners":
    "\u200d", "soft hyphens": "\u00ad", "Chinese": "中", "Chinese stops": "。", "Thai": "ก",
    "Arabic": "ع ", "names": "Anna Berg, ", "dates": "1 May 2026 ", "ISO dates": "2026-05-01 ",
    "months": "May ", "by": "by ", "photo": "Photo: ", "read more": "Read more: ", "header lines":
    "From: a\n", "fields": "X: y\n", "folded": " x=y;\n", "encoded words": "=?utf-8?q?=41?= ",
    "open encoded words": "=?utf-8?q?", "quoted": "> ", "forwarded":
    "---- Forwarded message ----\n", "emphasis": "**a** ", "numbered": "1. ", "ordinals": "1st ",
    "grave": "`", "escapes": "\x1b[", "subscribe": "Subscribe now. ", "letters": "a", "parts":
    "--b\n\n", "sentences": "The council met on Monday. ", "quotations": "“It rained,” she said. ",
}  # fmt: skip


def _repeated(unit: str) -> Shape:
    return lambda size: (unit * (size // len(unit) + 1))[:size]


def _different(one: Callable[[int], str]) -> Shape:
    def shape(size: int) -> str:
        parts: list[str] = []
        length = number = 0
        while length < size:
            parts.append(one(number))
            length += len(parts[-1])
            number += 1
        return "".join(parts)[:size]

    return shape


SHAPES: dict[str, Shape] = {
    **{f"{name}, of checks": lambda size, name=name: hostile(name, size) for name in HOSTILE},
    **{name: _repeated(unit) for name, unit in _UNITS.items()},
    "different attributes": _different(lambda i: f"a{i}='{i}' "),
    "different numbers": _different(lambda i: f"{i * 7919} "),
    "different words": _different(lambda i: f"w{i:x} "),
    "different names": _different(
        lambda i: f"A{i:x} ".translate(str.maketrans("0123456789", "ghijklmnop"))
    ),
    "different paragraphs": _different(lambda i: f"<p>Word {i} of it.</p>"),
    "different quotations": _different(lambda i: f"“It cost {i},” A said. "),
    "deep and shallow": _different(lambda i: "<div>" * (i % 50) + "a" + "</div>" * (i % 50)),
    "pictures in lists": _repeated("<li><img src='a'></li>"),
    "one long line": _repeated("The council of Kelburgh met on Monday and paid 12 million "),
    "many short lines": _repeated("The council met\n"),
}
"""So many characters of one kind, by its name."""

TEXT = "\n\n".join(PARAGRAPHS)
_HTML = "".join(f"<p>{each}</p>" for each in PARAGRAPHS)


def _page(head: str = "", body: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head><body><article>{_HTML}{body}</article></body></html>".encode()


def _rss(inside: str) -> bytes:
    return (
        '<?xml version="1.0"?><rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/">'
        "<channel><title>G</title><item><title>t</title><link>https://a.example/1</link>"
        f"{inside}</item></channel></rss>"
    ).encode()


def _atom(inside: str) -> bytes:
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom"><title>G</title><entry><title>t</title>'
        f'<link href="https://a.example/1"/>{inside}</entry></feed>'
    ).encode()


def _mail(headers: str, body: str = TEXT) -> bytes:
    return f"Message-ID: <1@b.example>\n{headers}\n\n{body}".encode()


def _nitf(head: str = "", body: str = "") -> bytes:
    return (
        f"<nitf><body><body.head>{head}</body.head><body.content>{_HTML}{body}</body.content></body></nitf>"
    ).encode()


def _newsml(meta: str = "", body: str = "") -> bytes:
    return (
        "<newsItem guid='1'><itemMeta><pubStatus qcode='stat:usable'/></itemMeta>"
        f"<contentMeta>{meta}</contentMeta><contentSet><inlineXML contenttype='x'><html><body>"
        f"{_HTML}{body}</body></html></inlineXML></contentSet></newsItem>"
    ).encode()


def _attribute(text: str) -> str:
    return escape(text, quote=True)


def _ld(value: object) -> bytes:
    return _page(f'<script type="application/ld+json">{json.dumps(value)}</script>')


PLACES: dict[str, Place] = {
    "alone": lambda t: t.encode(),
    "text": lambda t: f"{TEXT}\n\n{t}".encode(),
    "text before": lambda t: f"{t}\n\n{TEXT}".encode(),
    "title": lambda t: f"# {t}\n\n{TEXT}".encode(),
    "lines with a title": lambda t: f"{t}\n===\n\n{TEXT}".encode(),
    "front matter": lambda t: f"---\ntitle: {t}\n---\n{TEXT}".encode(),
    "front matter's mapping": lambda t: f"---\n{t}\n---\n{TEXT}".encode(),
    "page": lambda t: _page(body=t),
    "page before": lambda t: f"<html>{t}{_HTML}".encode(),
    "page's paragraph": lambda t: _page(body=f"<p>{escape(t)}</p>"),
    "page's title": lambda t: _page(f"<title>{escape(t)}</title>"),
    "page's heading": lambda t: _page(body=f"<h1>{escape(t)}</h1>"),
    "page's author": lambda t: _page(f'<meta name="author" content="{_attribute(t)}">'),
    "page's day": lambda t: _page(f'<meta name="date" content="{_attribute(t)}">'),
    "page's address": lambda t: _page(f'<link rel="canonical" href="{_attribute(t)}">'),
    "page's byline": lambda t: _page(body=f'<p class="byline">{escape(t)}</p>'),
    "page's class": lambda t: _page(body=f'<div class="{_attribute(t)}">a</div>'),
    "page's style": lambda t: _page(body=f'<div style="{_attribute(t)}">a</div>'),
    "page's link": lambda t: _page(body=f'<a href="{_attribute(t)}">a</a>'),
    "page's script": lambda t: _page(f"<script>{t}</script>"),
    "page's footer": lambda t: _page(body=f"<footer><p>{escape(t)}</p></footer>"),
    "JSON-LD": lambda t: _page(f'<script type="application/ld+json">{t}'),
    "JSON-LD's headline": lambda t: _ld({"@type": "NewsArticle", "headline": t}),
    "JSON-LD's author": lambda t: _ld({"@type": "NewsArticle", "headline": "a", "author": t}),
    "JSON-LD's body": lambda t: _ld({"@type": "NewsArticle", "headline": "a", "articleBody": t}),
    "feed": _rss,
    "feed before": lambda t: t.encode() + _rss(""),
    "feed's title": lambda t: _rss(f"<title>{escape(t)}</title>"),
    "feed's description": lambda t: _rss(f"<description>{escape(t)}</description>"),
    "feed's CDATA": lambda t: _rss(f"<description><![CDATA[{t}]]></description>"),
    "feed's content": lambda t: _rss(f"<content:encoded>{escape(_HTML + t)}</content:encoded>"),
    "feed's author": lambda t: _rss(f"<author>{escape(t)}</author>"),
    "feed's day": lambda t: _rss(f"<pubDate>{escape(t)}</pubDate>"),
    "feed's link": lambda t: _rss(f"<link>{escape(t)}</link>"),
    "feed's guid": lambda t: _rss(f"<guid>{escape(t)}</guid>"),
    "feed's category": lambda t: _rss(f"<category>{escape(t)}</category>"),
    "feed's enclosure": lambda t: _rss(
        f'<enclosure url="{_attribute(t)}" length="{_attribute(t)}"/>'
    ),
    "Atom's content": lambda t: _atom(f'<content type="html">{escape(t)}</content>'),
    "Atom's xhtml": lambda t: _atom(f'<content type="xhtml"><div>{t}</div></content>'),
    "Atom's base64": lambda t: _atom(
        f'<content type="application/octet-stream">{escape(t)}</content>'
    ),
    "Atom's author": lambda t: _atom(f"<author><name>{escape(t)}</name></author>"),
    "Atom's summary": lambda t: _atom(f"<summary>{escape(t)}</summary>"),
    "JSON feed": lambda t: json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": t,
            "items": [
                {
                    "id": t,
                    "url": t,
                    "title": t,
                    "content_html": t,
                    "date_published": t,
                    "authors": [{"name": t}],
                }
            ],
        }
    ).encode(),
    "JSON": lambda t: ('{"text": "' + t).encode(),
    "ninjs": lambda t: json.dumps(
        {"uri": "a", "versioncreated": t, "headline": t, "byline": t, "body_html": _HTML + t}
    ).encode(),
    "OPML": lambda t: f"<opml><body>{t}</body></opml>".encode(),
    "OPML's outline": lambda t: (
        f'<opml><body><outline xmlUrl="{_attribute(t)}" text="{_attribute(t)}"/></body></opml>'.encode()
    ),
    "sitemap": lambda t: f"<urlset>{t}</urlset>".encode(),
    "sitemap's page": lambda t: (
        f"<urlset><url><loc>https://a.example/{escape(t)}</loc><lastmod>{escape(t)}</lastmod></url></urlset>".encode()
    ),
    "addresses": lambda t: f"https://a.example/\nhttps://b.example/{t}".encode(),
    "NITF": lambda t: _nitf(body=t),
    "NITF's head": lambda t: _nitf(
        head=f"<hedline><hl1>{escape(t)}</hl1></hedline><byline>{escape(t)}</byline><dateline>{escape(t)}</dateline>"
    ),
    "NewsML": lambda t: _newsml(body=t),
    "NewsML's head": lambda t: _newsml(
        meta=f"<headline>{escape(t)}</headline><by>{escape(t)}</by><contentCreated>{escape(t)}</contentCreated>"
    ),
    "mail's subject": lambda t: _mail(f"From: a@b.example\nSubject: {t}"),
    "mail's sender": lambda t: _mail(f"From: {t}"),
    "mail's day": lambda t: _mail(f"From: a@b.example\nDate: {t}"),
    "mail's type": lambda t: _mail(f"From: a@b.example\nContent-Type: text/plain; {t}"),
    "mail's list": lambda t: _mail(f"From: a@b.example\nList-Id: {t}"),
    "mail's header": lambda t: _mail(f"From: a@b.example\nX-Any: {t}"),
    "mail": lambda t: _mail("From: a@b.example", t),
    "mail's parts": lambda t: _mail(
        "From: a@b.example\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b",
        f"--b\n\n{t}\n--b--\n",
    ),
    "mail's HTML": lambda t: _mail("From: a@b.example\nContent-Type: text/html", t),
    "mail in quoted-printable": lambda t: _mail(
        "From: a@b.example\nContent-Transfer-Encoding: quoted-printable\nContent-Type: text/plain; charset=iso-8859-1",
        t,
    ),
    "mail in base64": lambda t: _mail(
        "From: a@b.example\nContent-Transfer-Encoding: base64\nContent-Type: text/plain", t
    ),
    "XML": lambda t: f'<?xml version="1.0"?><x>{t}</x>'.encode(),
}
"""What a reader is given, by the place at which the shape stands in it."""
