"""Lists of addresses: OPML and sitemaps."""

from __future__ import annotations

from briefer.ingest.charsets import markup_text
from briefer.ingest.dates import iso_date
from briefer.ingest.making import language_tag, one_line, web_address
from briefer.ingest.results import Link, LinkKind, Reading
from briefer.ingest.xmltree import child_words, children, descendants, local, parse_xml


def read_opml(
    data: bytes, *, source: str, url: str | None = None, charset: str | None = None
) -> Reading:
    """Read an OPML list; every outline with a feed's address, however deep, becomes a link.

    Raises:
        SourceUnreadableError: it is too damaged to be read.
    """
    root, notes = parse_xml(data, source=source, charset=charset)
    title = next((child_words(head, "title") for head in children(root, "head")), None)
    links: dict[str, Link] = {}
    for outline in descendants(root, "outline"):
        given = {key.lower(): value for key, value in outline.attrib.items()}
        kind = given.get("type", "").lower()
        feed = web_address(given.get("xmlurl"), url)
        page = (
            web_address(given.get("url"), url)
            if kind in ("link", "include", "rss", "sitemap")
            else None
        )
        if address := feed or page:
            links.setdefault(
                address,
                Link(
                    url=address,
                    kind=_link_kind(kind, is_feed=feed is not None),
                    title=one_line(given.get("title")) or one_line(given.get("text")),
                    language=language_tag(given.get("language")),
                ),
            )
    return Reading("opml", (), tuple(links.values()), title, notes)


def _link_kind(outline: str, *, is_feed: bool) -> LinkKind:
    if outline == "sitemap":
        return "sitemap"
    return "page" if outline == "link" and not is_feed else "feed"


def read_sitemap(
    data: bytes, *, source: str, url: str | None = None, charset: str | None = None
) -> Reading:
    """Read a sitemap, with what Google's news extension says of each page, or an index of them.

    A sitemap can be plain text too: an address a line.

    Raises:
        SourceUnreadableError: it is too damaged to be read.
    """
    if not data.replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").startswith(b"<"):
        return _read_addresses(data, source, charset)
    root, notes = parse_xml(data, source=source, charset=charset)
    is_index = local(root) == "sitemapindex"
    links: dict[str, Link] = {}
    for entry in children(root, "url", "sitemap"):
        address = web_address(child_words(entry, "loc"), url)
        if address is None:
            continue
        news = next(children(entry, "news"), None)
        publication = next(children(news, "publication"), None) if news is not None else None
        published = child_words(news, "publication_date") if news is not None else None
        links.setdefault(
            address,
            Link(
                url=address,
                kind="sitemap" if is_index or local(entry) == "sitemap" else "page",
                title=child_words(news, "title") if news is not None else None,
                date=iso_date(published or child_words(entry, "lastmod")),
                outlet=child_words(publication, "name") if publication is not None else None,
                language=language_tag(child_words(publication, "language"))
                if publication is not None
                else None,
            ),
        )
    return Reading("sitemap", (), tuple(links.values()), None, notes)


def _read_addresses(data: bytes, source: str, charset: str | None) -> Reading:
    decoded = markup_text(data, source=source, charset=charset)
    lines = decoded.text.split()
    addresses = dict.fromkeys(filter(None, map(web_address, lines)))
    links = tuple(Link(address) for address in addresses)
    return Reading("sitemap", (), links, None, decoded.notes)
