"""Feeds and pages for tests of gathering, and a way to gather them from loopback."""

import contextlib
from html import escape

import anyio

from briefer.fetch import Fetcher, FetchSettings
from briefer.gather import GatherSettings, gather
from tests.support.webserver import answer, serving

TEXT = (
    "The harbour of {name} reopened on Monday after {number} days of repairs, the port authority"
    " said. Ferries to the outer islands will leave every two hours until the end of the month."
    " The mayor thanked the crews, who had worked through two storms to replace the breakwater."
)
MORE = (
    "Fishermen had asked for the work to be finished before the herring season, which begins in"
    " {name} this week. A second phase, which will deepen the channel, is planned for next year."
    " It will cost about {number} million crowns, according to the plans that were published."
)


def story(name, number=12):
    """Return an article's two paragraphs."""
    return [TEXT.format(name=name, number=number), MORE.format(name=name, number=number)]


def html(name, number=12, *, canonical=None, head=""):
    """Return a page with an article."""
    link = f'<link rel="canonical" href="{canonical}">' if canonical else ""
    paragraphs = "".join(f"<p>{escape(text)}</p>" for text in story(name, number))
    return (
        f"<!doctype html><html lang=en><head><title>Harbour of {name} reopens</title>{link}"
        f"{head}</head><body><article><h1>Harbour of {name} reopens</h1>{paragraphs}</article>"
        "</body></html>"
    ).encode()


def item(link, *, title="Harbour", date=None, guid=None, full=None):
    """Return an RSS item; ``full`` is the name of the article it holds whole."""
    parts = [f"<title>{escape(title)}</title>"]
    if link:
        parts.append(f"<link>{escape(link)}</link>")
    if date:
        parts.append(f"<pubDate>{date}</pubDate>")
    if guid:
        parts.append(f'<guid isPermaLink="false">{escape(guid)}</guid>')
    if full:
        body = "".join(f"<p>{text}</p>" for text in story(full))
        parts.append(f"<content:encoded><![CDATA[{body}]]></content:encoded>")
    return f"<item>{''.join(parts)}</item>"


def rss(*items, title="Harbour News"):
    return (
        '<?xml version="1.0"?><rss version="2.0"'
        ' xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel>'
        f"<title>{title}</title><link>http://news.example/</link>{''.join(items)}</channel></rss>"
    ).encode()


def opml(*feeds):
    outlines = "".join(f'<outline type="rss" text="f" xmlUrl="{escape(feed)}"/>' for feed in feeds)
    return f'<?xml version="1.0"?><opml version="2.0"><body>{outlines}</body></opml>'.encode()


def sitemap(*places):
    """Return a sitemap of (address, date or None) pairs."""
    listed = "".join(
        f"<url><loc>{escape(url)}</loc>{f'<lastmod>{date}</lastmod>' if date else ''}</url>"
        for url, date in places
    )
    return (
        '<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{listed}</urlset>"
    ).encode()


def sitemap_index(*places):
    listed = "".join(
        f"<sitemap><loc>{escape(url)}</loc><lastmod>{date}</lastmod></sitemap>"
        for url, date in places
    )
    return (
        '<?xml version="1.0"?><sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">'
        f"{listed}</sitemapindex>"
    ).encode()


class Site:
    """Pages that may change between runs; bodies, or whole answers, by path.

    Every body has an ETag of its own, and is not sent to who has it. "{site}" in a body is the
    site's address, and "{other}" the same server under another name.
    """

    def __init__(self, **options):
        self.table = {}
        self.delays = {}
        self.options = options
        self.port = 0
        self.settings = FetchSettings(
            spacing=0, allow_private=True, max_attempts=1, timeout=60, total_timeout=120
        )

    def run(self, *sources, store=None, stdin=None, recheck=0, progress=None, **settings):
        """Gather once; returns what came, and notes what was asked and sent in the meantime."""

        async def main():
            async with contextlib.AsyncExitStack() as stack:
                web = await stack.enter_async_context(serving(self._handler, self.port))
                self.web, self.port = web, web.port
                names = {
                    "{site}": f"http://news.example:{web.port}",
                    "{other}": f"http://other.example:{web.port}",
                }
                self._names = names
                fetcher = await stack.enter_async_context(
                    Fetcher(self.settings, resolve=self.options.get("resolve", _loopback))
                )
                return await gather(
                    [_filled(source, names) for source in sources],
                    settings=GatherSettings(recheck=recheck, **settings),
                    store=store,
                    fetcher=fetcher,
                    stdin=stdin,
                    progress=progress,
                )

        self.sent = []
        return anyio.run(main)

    def reaches(self, path):
        """Return the address that an article at this path is known by in the last run."""
        return f"http://news.example:{self.port}{path}"

    @property
    def asked(self):
        return [asked for asked in self.web.seen if asked.path != "/robots.txt"]

    @property
    def paths(self):
        return [asked.path for asked in self.asked]

    async def _handler(self, asked, stream):
        await anyio.sleep(self.delays.get(asked.path, 0))
        body = self.table.get(asked.path)
        if body is None:
            found = answer(status=404)
        elif body.startswith(b"HTTP/"):
            found = body
        else:
            found = self._conditional(asked, _filled(body, self._names))
        self.sent.append((asked.path, int(found.split(b" ", 2)[1])))
        await stream.send(found)

    def _conditional(self, asked, body):
        tag = f'"{hash(body):x}"'
        if asked.headers.get("if-none-match") == tag:
            return b"HTTP/1.1 304 X\r\nETag: " + tag.encode() + b"\r\n\r\n"
        kind = "application/xml" if body.startswith(b"<?xml") else "text/html"
        return answer(body, headers=[("ETag", tag)], content_type=kind)


def _filled(text, names):
    for mark, name in names.items():
        if isinstance(text, bytes):
            text = text.replace(mark.encode(), name.encode())
        else:
            text = text.replace(mark, name)
    return text


async def _loopback(host, port):
    return ["127.0.0.1"]


def titles(gathered):
    return [article.title.split(" of ")[-1].split()[0] for article in gathered.articles]


def states(gathered):
    return [came.state for came in gathered.came]


def two_stories(site):
    site.table |= {
        "/feed": rss(item("{site}/a", guid="a"), item("{site}/b", guid="b")),
        "/a": html("Aldmouth"),
        "/b": html("Brigg"),
    }
