"""The newsroom's feeds: RSS, Atom, JSON Feed, a news sitemap, and the OPML that lists them."""

import json
import re
from collections.abc import Mapping, Sequence
from email.utils import format_datetime
from html import escape

from tests.support.newsroom_archive import Entry, Outlet
from tests.support.newsroom_pages import paragraphs

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_TYPES = {
    "atom": "application/atom+xml; charset=utf-8",
    "atom-full": "application/atom+xml; charset=utf-8",
    "rss-full": "application/rss+xml; charset=utf-8",
    "rss-links": "text/xml",
    "rss-summary": "application/rss+xml; charset=windows-1252",
    "json": "application/feed+json",
    "sitemap": "application/xml",
}


def feed(outlet: Outlet, base: str, shown: Sequence[Entry]) -> tuple[bytes, str]:
    """Return an outlet's feed of the entries, newest first, and its content type."""
    kind = outlet.feed
    if kind == "json":
        return _json(outlet, base, shown), _TYPES[kind]
    if kind == "sitemap":
        text = _sitemap(outlet, base, shown)
    elif kind.startswith("atom"):
        text = _atom(outlet, base, shown)
    else:
        text = _rss(outlet, base, shown)
    encoding = "windows-1252" if kind == "rss-summary" else "utf-8"
    head = f'<?xml version="1.0" encoding="{encoding}"?>\n'
    return (head + _NOT_IN_XML.sub("", text)).encode(encoding, "xmlcharrefreplace"), _TYPES[kind]


def opml(outlets: Mapping[str, Outlet], bases: Mapping[str, str]) -> bytes:
    """Return the list of all feeds, those in English in a group of their own."""

    def outline(outlet: Outlet) -> str:
        kind = "sitemap" if outlet.feed == "sitemap" else "rss"
        base = bases[outlet.key]
        return (
            f'<outline type="{kind}" text="{escape(outlet.name)}" htmlUrl="{base}/" '
            f'xmlUrl="{base}{outlet.path}" language="{outlet.language}"/>\n'
        )

    english = "".join(outline(each) for each in outlets.values() if each.language == "en")
    others = "".join(outline(each) for each in outlets.values() if each.language != "en")
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n<opml version="2.0">\n'
        "<head><title>Morning reading</title></head>\n<body>\n"
        f'<outline text="English">\n{english}</outline>\n{others}</body>\n</opml>\n'
    ).encode()


def link(entry: Entry, outlet: Outlet, base: str) -> str:
    """Return an entry's address as feeds print it: with the outlet's tracking parameters."""
    address = base + entry.path
    if not outlet.tracking or outlet.feed == "sitemap":
        return address
    return f"{address}?{outlet.tracking}"


def _teaser(entry: Entry) -> str:
    if not entry.paragraphs:
        return entry.title
    first = re.split(r"(?<=[.!?…])\s", entry.paragraphs[0], maxsplit=1)[0]
    return first if len(first) < len(entry.paragraphs[0]) else first.rstrip(".") + " …"


def _full(entry: Entry) -> str:
    live = "<script>alert(document.cookie)</script>" if entry.hostile else ""
    return paragraphs(entry) + live


def _cdata(text: str) -> str:
    return f"<![CDATA[{text.replace(']]>', ']]]]><![CDATA[>')}]]>"


def _rss(outlet: Outlet, base: str, shown: Sequence[Entry]) -> str:
    items = "".join(_item(entry, outlet, base) for entry in shown)
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:atom="http://www.w3.org/2005/Atom">\n'
        f"<channel>\n<title>{escape(outlet.name)}</title>\n<link>{base}/</link>\n"
        f"<description>{escape(outlet.name)}</description>\n"
        f"<language>{outlet.language}</language>\n"
        f'<atom:link rel="self" type="application/rss+xml" href="{base}{outlet.path}"/>\n'
        f"<lastBuildDate>{format_datetime(max(e.modified for e in shown))}</lastBuildDate>\n"
        f"<ttl>30</ttl>\n{items}</channel>\n</rss>\n"
    )


def _item(entry: Entry, outlet: Outlet, base: str) -> str:
    parts = [
        f"<title>{escape(entry.title, quote=False)}</title>",
        f"<link>{escape(link(entry, outlet, base))}</link>",
        f"<pubDate>{format_datetime(entry.date)}</pubDate>",
    ]
    if entry.guid:
        parts.append(f'<guid isPermaLink="false">{escape(entry.guid)}</guid>')
    if entry.modified != entry.date:
        parts.append(f"<atom:updated>{entry.modified.isoformat()}</atom:updated>")
    if outlet.feed != "rss-links":
        parts.append(f"<dc:creator>{escape(entry.author)}</dc:creator>")
        parts.append(f"<category>{escape(entry.section)}</category>")
        parts.append(f"<description>{escape(_teaser(entry), quote=False)}</description>")
    if outlet.feed == "rss-full":
        parts.append(f"<content:encoded>{_cdata(_full(entry))}</content:encoded>")
    return "<item>\n" + "\n".join(parts) + "\n</item>\n"


def _atom(outlet: Outlet, base: str, shown: Sequence[Entry]) -> str:
    entries = "".join(_atom_entry(entry, outlet, base) for entry in shown)
    return (
        '<feed xmlns="http://www.w3.org/2005/Atom" '
        f'xml:lang="{outlet.language}" xml:base="{base}/">\n'
        f"<id>tag:{outlet.domain},2026:feed</id>\n<title>{escape(outlet.name)}</title>\n"
        f'<link rel="self" href="{base}{outlet.path}"/>\n<link rel="alternate" href="{base}/"/>\n'
        f"<updated>{max(e.modified for e in shown).isoformat()}</updated>\n{entries}</feed>\n"
    )


def _atom_entry(entry: Entry, outlet: Outlet, base: str) -> str:
    # Addresses are relative to xml:base, as the standard allows and few readers expect.
    relative = link(entry, outlet, base).removeprefix(f"{base}/")
    identity = entry.guid or f"tag:{outlet.domain},2026:{entry.path}"
    body = f'<summary type="text">{escape(_teaser(entry), quote=False)}</summary>'
    if outlet.feed == "atom-full" and entry.paragraphs:
        body = f'<content type="html">{escape(_full(entry))}</content>'
    return (
        f"<entry>\n<id>{escape(identity)}</id>\n"
        f"<title>{escape(entry.title, quote=False)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{escape(relative)}"/>\n'
        f"<published>{entry.date.isoformat()}</published>\n"
        f"<updated>{entry.modified.isoformat()}</updated>\n"
        f"<author><name>{escape(entry.author or outlet.name)}</name></author>\n{body}\n</entry>\n"
    )


def _json(outlet: Outlet, base: str, shown: Sequence[Entry]) -> bytes:
    """Return a JSON Feed whose ``content_html`` is a teaser: the standard demands some content."""
    items = []
    for entry in shown:
        address = link(entry, outlet, base)
        more = f'<p><a href="{escape(address)}">Continue reading</a></p>'
        items.append(
            {
                "id": entry.guid or base + entry.path,
                "url": address,
                "title": entry.title,
                "content_html": f"<p>{escape(_teaser(entry), quote=False)}</p>{more}",
                "date_published": entry.date.isoformat(),
                "date_modified": entry.modified.isoformat(),
                "authors": [{"name": entry.author or outlet.name}],
                "tags": [entry.section] if entry.section else [],
            }
        )
    return json.dumps(
        {
            "version": "https://jsonfeed.org/version/1.1",
            "title": outlet.name,
            "home_page_url": f"{base}/",
            "feed_url": f"{base}{outlet.path}",
            "language": outlet.language,
            "items": items,
        },
        ensure_ascii=False,
    ).encode()


def _sitemap(outlet: Outlet, base: str, shown: Sequence[Entry]) -> str:
    urls = "".join(
        f"<url>\n<loc>{escape(link(entry, outlet, base))}</loc>\n"
        f"<lastmod>{entry.modified.isoformat()}</lastmod>\n<news:news>\n<news:publication>"
        f"<news:name>{escape(outlet.name)}</news:name>"
        f"<news:language>{outlet.language}</news:language></news:publication>\n"
        f"<news:publication_date>{entry.date.isoformat()}</news:publication_date>\n"
        f"<news:title>{escape(entry.title, quote=False)}</news:title>\n</news:news>\n</url>\n"
        for entry in shown
    )
    return (
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
        f'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">\n{urls}</urlset>\n'
    )
