"""RSS 0.9 to 2.0, Atom and JSON Feed."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from briefer.errors import SourceUnreadableError
from briefer.ingest.entries import Body, Entry, read_entry
from briefer.ingest.making import web_address, without_tags
from briefer.ingest.results import Link, Reading
from briefer.ingest.xmltree import local, parse_xml
from briefer.model import Article

if TYPE_CHECKING:
    from lxml import etree

_PREFIXES = {
    "content": "http://purl.org/rss/1.0/modules/content/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "atom": "http://www.w3.org/2005/Atom",
    "media": "http://search.yahoo.com/mrss/",
}
"""Feeds cut out of others use these without declaring them."""

MAX_ENTRIES, MAX_ELEMENTS, _MOST_PARTS = 2_500, 100_000, 300
"""The largest feeds have a fifth of these; more takes feedparser seconds."""

_AUTHORS = frozenset("author creator managingeditor webmaster contributor name email".split())
_LONGEST_AUTHOR = 300
_MAILBOX = re.compile(r"[^\s()<>@,;]{1,99}@[^\s()<>@,;]{1,99}")
_BRACKETS = re.compile(r"[()<>]+")

_HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})


def read_feed(
    data: bytes, *, source: str, url: str | None = None, charset: str | None = None
) -> Reading:
    """Read RSS or Atom; entries with their full text become articles, all others links.

    `feedparser` gets well-formed UTF-8 without a document type, as bytes, and so reads neither
    file nor network. Its clean-up of HTML is off: no HTML leaves this reader, only its text.

    Raises:
        SourceUnreadableError: it is no feed, or too damaged to be read.
    """
    import feedparser

    root, notes = parse_xml(data, source=source, charset=charset)
    if sum(1 for _ in root.iter()) > MAX_ELEMENTS:
        raise SourceUnreadableError(f"{source} has more than {MAX_ELEMENTS:,} elements")
    notes = (*notes, *_cut_short(root))
    _declare_prefixes(root)
    _tidy_entries(root)
    base = web_address(root.get("{http://www.w3.org/XML/1998/namespace}base"), url) or url
    headers = {"content-type": "application/xml; charset=utf-8"}
    try:
        parsed = feedparser.parse(
            io.BytesIO(_serialised(root)),
            response_headers={**headers, **({"content-location": base} if base else {})},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (AttributeError, KeyError, IndexError, TypeError, ValueError) as error:
        # Its handlers trip over elements that stand where none of their kind should.
        raise SourceUnreadableError(f"{source} is a feed that is too damaged to be read") from error
    feed = parsed.feed
    if not parsed.entries and not parsed.version:
        raise SourceUnreadableError(f"{source} is no feed that can be read")
    base = base or _own_address(feed)
    language = _text(feed.get("language"))
    outlet = _text(feed.get("title"))
    title = without_tags(outlet)
    entries = (_entry(entry, outlet, language) for entry in parsed.entries)
    return _reading(entries, title, notes, source=source, base=base)


def read_json_feed(value: Mapping[str, Any], *, source: str, url: str | None = None) -> Reading:
    """Read a JSON Feed 1.0 or 1.1 that is parsed already.

    Raises:
        SourceUnreadableError: an entry's HTML has too many tags.
    """
    outlet = _text(value.get("title"))
    title = without_tags(outlet)
    base = url or web_address(value.get("feed_url")) or web_address(value.get("home_page_url"))
    items = value.get("items")
    entries = (
        _json_entry(item, value, outlet)
        for item in (items if isinstance(items, list) else ())
        if isinstance(item, Mapping)
    )
    return _reading(entries, title, (), source=source, base=base)


def _reading(
    entries: Iterable[Entry],
    title: str | None,
    notes: tuple[str, ...],
    *,
    source: str,
    base: str | None,
) -> Reading:
    articles: list[Article] = []
    links: list[Link] = []
    seen: set[tuple[str | None, str | None]] = set()
    empty = 0
    for entry in entries:
        found = read_entry(entry, source=source, base=base)
        if found is None:
            empty += 1
            continue
        identity = (found.guid, found.url) if found.guid or found.url else (None, found.title)
        if identity in seen:
            continue
        seen.add(identity)
        if isinstance(found, Article):
            articles.append(found)
        else:
            links.append(found)
    if empty:
        entries_are = "1 entry has" if empty == 1 else f"{empty} entries have"
        notes = (*notes, f"{entries_are} neither an article nor a link to one")
    return Reading("feed", tuple(articles), tuple(links), title, notes)


def _declare_prefixes(root: etree._Element) -> None:
    """Give elements whose prefix was never declared the namespace that everybody means by it."""
    for element in root.iter():
        if isinstance(element.tag, str) and ":" in element.tag and element.tag[0] != "{":
            prefix, _, name = element.tag.partition(":")
            is_name = prefix in _PREFIXES and name.isidentifier()
            element.tag = f"{{{_PREFIXES[prefix]}}}{name}" if is_name else "unknown"
        for name in [key for key in element.attrib if ":" in key and not key.startswith("{")]:
            del element.attrib[name]


def _cut_short(root: etree._Element) -> tuple[str, ...]:
    """Leave out entries past any feed's, and parts past any entry's; return a note on them."""
    seen = left = 0
    for entry in list(root.iter()):
        if local(entry) not in ("item", "entry"):
            continue
        seen += 1
        if seen > MAX_ENTRIES:
            left += 1
            parent = entry.getparent()
            if parent is not None:
                parent.remove(entry)
        else:
            del entry[_MOST_PARTS:]
    return (f"{left} entries past the first {MAX_ENTRIES:,} left out",) if left else ()


def _tidy_entries(root: etree._Element) -> None:
    """Leave of authors with their mail addresses the names, and call no name an address.

    feedparser takes each ``guid`` for an address that does not say otherwise. It knows short
    top-level domains only, and takes quadratic time on long authors.
    """
    for element in root.iter():
        if local(element) == "guid" and web_address(element.text) is None:
            element.set("isPermaLink", "false")
        elif local(element) in _AUTHORS and len(element) == 0 and element.text:
            text = element.text[:_LONGEST_AUTHOR]
            if (named := _MAILBOX.sub(" ", text)) != text:
                named = " ".join(_BRACKETS.sub(" ", named).split())
                text = named.replace(" ,", ",").strip(' ",;')
            element.text = text


def _serialised(root: etree._Element) -> bytes:
    from lxml import etree

    whole: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True, with_tail=False)
    return whole


def _own_address(feed: Mapping[str, Any]) -> str | None:
    links = feed.get("links") or []
    own = [link.get("href") for link in links if link.get("rel") == "self"]
    return next(filter(None, map(web_address, [*own, feed.get("link")])), None)


def _entry(entry: Mapping[str, Any], outlet: str | None, language: str | None) -> Entry:
    contents = entry.get("content") or []
    bodies = [
        Body(_text(each.get("value")) or "", each.get("type") != "text/plain", full=True)
        for each in contents
        if each.get("type", "text/html") in (*_HTML_TYPES, "text/plain")
    ]
    summary = entry.get("summary")
    # Without a summary of its own, feedparser fills it with the content.
    if isinstance(summary, str) and all(summary != body.text for body in bodies):
        bodies.append(Body(summary, is_html=True, full=False))
    origin = entry.get("source")
    tongues = [each.get("language") for each in contents]
    detail = entry.get("title_detail") or {}
    return Entry(
        title=_text(entry.get("title")),
        url=_entry_link(entry),
        date=next(
            # Asked for a date that is not there, feedparser warns and gives another.
            (
                date
                for key in ("published", "updated", "created")
                if key in entry and (date := entry[key])
            ),
            None,
        ),
        author=_authors(entry),
        outlet=(_text(origin.get("title")) if isinstance(origin, Mapping) else None) or outlet,
        language=next(
            filter(None, [_text(entry.get("language")), *tongues, detail.get("language")]), language
        ),
        guid=_text(entry.get("id")),
        bodies=tuple(bodies),
    )


def _entry_link(entry: Mapping[str, Any]) -> str | None:
    if link := _text(entry.get("link")):
        return link
    links = entry.get("links") or []
    alternate = [each.get("href") for each in links if each.get("rel") == "alternate"]
    return next(filter(None, alternate), None)


def _authors(entry: Mapping[str, Any]) -> str | None:
    names = [each.get("name") for each in entry.get("authors") or [] if isinstance(each, Mapping)]
    return ", ".join(dict.fromkeys(filter(None, names))) or _text(entry.get("author"))


def _json_entry(item: Mapping[str, Any], feed: Mapping[str, Any], outlet: str | None) -> Entry:
    bodies = [
        Body(text, is_html, full)
        for key, is_html, full in (
            ("content_html", True, True),
            ("content_text", False, True),
            ("summary", False, False),
        )
        if (text := _text(item.get(key)))
    ]
    guid = item.get("id")
    return Entry(
        title=_text(item.get("title")),
        url=_text(item.get("url")) or _text(item.get("external_url")) or _address_id(guid),
        date=_text(item.get("date_published")) or _text(item.get("date_modified")),
        author=_json_authors(item) or _json_authors(feed),
        outlet=outlet,
        language=_text(item.get("language")) or _text(feed.get("language")),
        guid=str(guid) if isinstance(guid, str | int | float) else None,
        bodies=tuple(bodies),
    )


def _address_id(guid: object) -> str | None:
    return guid if isinstance(guid, str) and web_address(guid) else None


def _json_authors(value: Mapping[str, Any]) -> str | None:
    authors = value.get("authors")
    listed = authors if isinstance(authors, list) else [value.get("author")]
    names = [_text(each.get("name")) for each in listed if isinstance(each, Mapping)]
    return ", ".join(filter(None, names)) or None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
