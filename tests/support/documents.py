"""Documents of every kind, of invented outlets, with what must and must not be read out of them.

Paragraphs are planted: `PARAGRAPHS` is the article in each; every word of `PLANTED` is
boilerplate that no article may hold.
"""

import gzip
import json
from html import escape

PARAGRAPHS = (
    (
        "The harbour bridge at Fenwick reopened on Saturday after eleven months of repairs, the"
        " port"
        " authority said, ending detours of up to forty minutes."
    ),
    (
        "The work cost 41 million crowns, about six million more than planned, according to the"
        " authority’s director, Ola Brandt."
    ),
    (
        "“We found rust where nobody had looked since 1974,” Brandt told reporters on the northern"
        " ramp. “Had we waited, we would have closed it for good.”"
    ),
    (
        "Some 18,000 cars and 900 lorries cross the bridge on a working day. During the repairs the"
        " ferry company Sundlinjen carried 2.3 million passengers, twice as many as in 2024."
    ),
    (
        "A second phase, the renewal of the ramp itself, is to begin in March and last until the"
        " summer of 2027, if the council votes for it on 3 December."
    ),
)
HEADING = "What comes next"
TITLE = "Harbour bridge reopens after eleven months"
AUTHOR = "Mara Lind"
OUTLET = "The Fenwick Courier"
TEXT = "\n\n".join([*PARAGRAPHS[:4], f"## {HEADING}", PARAGRAPHS[4]]) + "\n"
PLAIN = "\n\n".join(PARAGRAPHS) + "\n"

PLANTED = (
    "Ferry strike enters third week",
    "Photo: A. Person",
    "Share this",
    "Sign up",
    "cookies",
    "All rights reserved",
    "Subscribe",
    "Most read",
    "Advertisement",
    "Comments",
    "covers ports and shipping",
)

BODY_HTML = (
    "".join(f"<p>{escape(text)}</p>" for text in PARAGRAPHS[:4])
    + f"<h2>{HEADING}</h2><p>{escape(PARAGRAPHS[4])}</p>"
)

COOKIE_BAR = (
    '<div id="cookie-banner" class="cookie-consent"><p>We use cookies to improve your visit.'
    "</p><button>Accept all</button></div>"
)


def page(head="", body=None, *, lang="en-GB", before="", title=TITLE):
    """A news page of the Courier's, with everything that stands around an article."""
    article = body if body is not None else page_body()
    return f"""<!DOCTYPE html>
<html lang="{lang}"><head><meta charset="utf-8">
<title>{escape(title)} | {OUTLET}</title>
{head}
<style>.a {{ color: red }}</style><script>var tracked = "Subscribe";</script></head>
<body>{COOKIE_BAR}
<header class="site-header"><a href="/">{OUTLET}</a>
<nav><ul><li><a href="/news">News</a></li><li><a href="/sport">Sport</a></li></ul></nav></header>
<main>{before}{article}</main>
<aside class="sidebar"><h3>Most read</h3><ol>
<li><a href="/a">Ferry strike enters third week</a></li>
<li><a href="/b">Council weighs a tax on second homes</a></li></ol></aside>
<section id="comments"><h3>Comments (2)</h3>
<p>Ola has no idea, as always, and Comments are free.</p>
</section>
<footer><p>© 2026 {OUTLET}. All rights reserved.</p>
<p><a href="/subscribe">Subscribe</a></p></footer>
</body></html>"""


def page_body():
    paragraphs = [f"<p>{escape(text)}</p>" for text in PARAGRAPHS]
    return f"""<article><h1>{escape(TITLE)}</h1>
<p class="byline">By <a rel="author" href="/people/lind">{AUTHOR}</a></p>
<time datetime="2026-11-21T09:30:00+01:00">21 November 2026</time>
<div class="share-tools"><span>Share this</span> <a href="#">Facebook</a>
<a href="#">Email</a></div>
<figure><img src="b.jpg"><figcaption>The bridge at dawn. Photo: A. Person</figcaption></figure>
{paragraphs[0]}{paragraphs[1]}
<div class="advert">Advertisement</div>
{paragraphs[2]}
<div class="related-stories"><h3>Related</h3><ul>
<li><a href="/a">Ferry strike enters third week</a></li></ul></div>
{paragraphs[3]}
<div class="newsletter-signup"><h3>The morning letter</h3><p>Sign up for our newsletter.</p></div>
<h2>{HEADING}</h2>
{paragraphs[4]}
<p><em>Read more:</em> <a href="/a">Ferry strike enters third week</a></p>
<p class="author-bio">{AUTHOR} covers ports and shipping for {OUTLET}.</p>
</article>"""


JSON_LD = {
    "@context": "https://schema.org",
    "@graph": [
        {"@type": "Organization", "name": OUTLET, "url": "https://fenwick.example/"},
        {
            "@type": ["NewsArticle"],
            "headline": TITLE,
            "datePublished": "2026-11-21T09:30:00+01:00",
            "dateModified": "2026-11-21T12:00:00+01:00",
            "author": [{"@type": "Person", "name": AUTHOR}],
            "publisher": {"@type": "Organization", "name": OUTLET},
            "inLanguage": "en-GB",
            "isAccessibleForFree": True,
            "mainEntityOfPage": {"@id": "https://www.fenwick.example/news/bridge"},
        },
    ],
}
JSON_LD_PAGE = page(f'<script type="application/ld+json">{json.dumps(JSON_LD)}</script>')
OPEN_GRAPH_PAGE = page(
    f"""<meta property="og:type" content="article"><meta property="og:title" content="{TITLE}">
<meta property="og:site_name" content="{OUTLET}"><meta name="author" content="{AUTHOR}">
<meta property="article:published_time" content="2026-11-21T08:30:00Z">
<link rel="canonical" href="/news/bridge">"""
)

RSS_20 = f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>{OUTLET}</title><link>https://fenwick.example/</link>
<description>News</description><language>en-gb</language>
<item><title>{TITLE}</title><link>/news/bridge?utm_source=rss</link>
<guid isPermaLink="false">courier-1</guid><dc:creator><![CDATA[{AUTHOR}]]></dc:creator>
<pubDate>Sat, 21 Nov 2026 09:30:00 +0100</pubDate>
<description><![CDATA[<p>The harbour bridge is open again. [&#8230;]</p>]]></description>
<content:encoded><![CDATA[{BODY_HTML}<p>The post <a href="x">{TITLE}</a> appeared first on
<a href="y">{OUTLET}</a>.</p>]]></content:encoded></item>
<item><title>Council &amp;amp; tax: &lt;em&gt;second&lt;/em&gt; homes</title>
<link>https://fenwick.example/news/tax</link><guid>https://fenwick.example/?p=2</guid>
<pubDate>Fri, 20 Nov 2026 18:00:00 GMT</pubDate>
<description>The council weighs a tax on second homes, the mayor said on Friday.</description>
</item>
<item><title>Listen: the bridge</title><enclosure url="https://fenwick.example/1.mp3"
 type="audio/mpeg" length="1"/><media:content url="https://fenwick.example/1.jpg"/></item>
</channel></rss>"""

RSS_091 = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN"
 "http://my.netscape.example/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Le Courrier d’été</title><link>https://ete.example/</link>
<description>x</description><language>fr</language>
<item><title>Le pont a rouvert&nbsp;: où ça&nbsp;?</title><link>https://ete.example/pont</link>
<description>Le pont est rouvert.</description></item></channel></rss>""".replace("’", "'").encode(
    "latin-1"
)

RSS_10 = f"""<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel rdf:about="https://fenwick.example/rdf"><title>{OUTLET}</title>
<link>https://fenwick.example/</link><description>News</description>
<dc:language>en</dc:language>
<items><rdf:Seq><rdf:li resource="https://fenwick.example/news/bridge"/></rdf:Seq></items></channel>
<item rdf:about="https://fenwick.example/news/bridge"><title>{TITLE}</title>
<link>https://fenwick.example/news/bridge</link><dc:creator>{AUTHOR}</dc:creator>
<dc:date>2026-11-21T09:30:00+01:00</dc:date>
<content:encoded>{escape(BODY_HTML)}</content:encoded></item></rdf:RDF>"""

ATOM = f"""<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB" xml:base="https://fenwick.example/">
<title type="html">The &lt;b&gt;Fenwick&lt;/b&gt; Courier</title>
<id>tag:fenwick.example,2026:feed</id>
<link rel="self" href="https://fenwick.example/atom.xml"/><updated>2026-11-21T12:00:00Z</updated>
<entry><title>{TITLE}</title><id>tag:fenwick.example,2026:1</id>
<link rel="alternate" type="text/html" href="news/bridge"/>
<link rel="enclosure" href="pod.mp3"/>
<published>2026-11-21T08:30:00Z</published><updated>2026-11-21T12:00:00Z</updated>
<author><name>{AUTHOR}</name></author><author><name>Bo Ek</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">{BODY_HTML}
<script>alert(1)</script></div></content></entry>
<entry xml:lang="sv"><title>Kort</title><id>tag:fenwick.example,2026:2</id>
<link href="/news/kort"/><updated>2026-11-21T12:00:00Z</updated>
<summary>Bron är öppen igen.</summary></entry></feed>"""

JSON_FEED = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": OUTLET,
    "home_page_url": "https://fenwick.example/",
    "feed_url": "https://fenwick.example/feed.json",
    "language": "en-GB",
    "authors": [{"name": "The desk"}],
    "items": [
        {
            "id": 7,
            "url": "/news/bridge",
            "title": TITLE,
            "content_html": BODY_HTML,
            "date_published": "2026-11-21T09:30:00+01:00",
            "authors": [{"name": AUTHOR}],
        },
        {"url": "https://fenwick.example/news/tax", "title": "Tax", "summary": "A tax is weighed."},
        {"content_text": "Too short to be a story."},
        {"id": "https://fenwick.example/plain", "title": "Plain", "content_text": PLAIN},
        "no object",
    ],
}

OPML = """<?xml version="1.0"?><opml version="2.0"><head><title>Ports</title></head><body>
<outline text="Papers"><outline text="Deep"><outline type="rss" text="The Fenwick Courier"
 xmlUrl="https://fenwick.example/rss" htmlUrl="https://fenwick.example/"
 language="en-gb"/></outline>
<outline type="RSS" title="Harbour Post" text="hp" xmlURL="http://post.example/feed?a=1&amp;b=2"/>
<outline text="Again" xmlUrl="https://fenwick.example/rss"/></outline>
<outline type="link" text="A page" url="https://post.example/page"/>
<outline text="No address"/><outline text="bad" xmlUrl="file:///etc/passwd"/></body></opml>"""

NEWS_SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"
 xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
<url><loc>https://fenwick.example/news/bridge</loc><news:news><news:publication>
<news:name>The Fenwick Courier</news:name><news:language>en</news:language></news:publication>
<news:publication_date>2026-11-21T09:30:00+01:00</news:publication_date>
<news:title>Harbour bridge reopens after eleven months</news:title></news:news>
<image:image><image:loc>https://fenwick.example/b.jpg</image:loc></image:image></url>
<url><loc>
 https://fenwick.example/about </loc><lastmod>2026-01-02</lastmod></url>
<url><loc>ftp://fenwick.example/x</loc></url></urlset>"""

SITEMAP_INDEX = """<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://fenwick.example/sitemap-1.xml.gz</loc><lastmod>2026-11-21</lastmod></sitemap>
<sitemap><loc>https://fenwick.example/sitemap-2.xml.gz</loc></sitemap></sitemapindex>"""

NINJS_3 = {
    "uri": "urn:newsml:fenwick.example:20261121:1",
    "standard": {"name": "ninjs", "version": "3.0"},
    "type": "text",
    "language": "en-GB",
    "versionCreated": "2026-11-21T12:00:00Z",
    "contentCreated": "2026-11-21T08:30:00Z",
    "by": AUTHOR,
    "headlines": [{"role": "short", "value": "Bridge open"}, {"role": "main", "value": TITLE}],
    "infoSources": [{"name": OUTLET}],
    "bodies": [
        {"role": "text", "contentType": "text/plain", "value": " ".join(PARAGRAPHS)},
        {"role": "html", "contentType": "text/html", "value": f"<section>{BODY_HTML}</section>"},
    ],
    "associations": [{"name": "p", "type": "picture", "headlines": [{"value": "A picture"}]}],
}

NINJS_2 = {
    "uri": "https://fenwick.example/news/bridge",
    "type": "text",
    "versioncreated": "2026-11-21T08:30:00Z",
    "byline": AUTHOR,
    "headlines": [{"role": "main", "value": TITLE}],
    "bodies": [{"role": "xhtml", "contenttype": "text/html", "value": BODY_HTML}],
}

SUPERDESK = {
    "guid": "urn:newsml:desk.example:2026-11-21:1",
    "version": "3",
    "type": "text",
    "headline": TITLE,
    "slugline": "bridge",
    "byline": AUTHOR,
    "located": "Fenwick",
    "place": [{"code": "SE", "name": "Sweden"}],
    "language": "en",
    "source": OUTLET,
    "versioncreated": "2026-11-21T12:00:00+0000",
    "firstpublished": "2026-11-21T08:30:00+0000",
    "pubstatus": "usable",
    "urgency": 3,
    "body_html": BODY_HTML,
    "description_html": "<p>The harbour bridge is open again.</p>",
    "associations": {
        "featuremedia": {"type": "picture", "headline": "x", "body_text": "A caption"}
    },
}

NITF = f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE nitf SYSTEM "http://www.nitf.example/IPTC/NITF/3.5/specification/dtd/nitf-3-5.dtd">
<nitf xml:lang="en-GB"><head><title>slug</title><docdata><doc-id id-string="nitf-1"/>
<date.issue norm="20261121T093000+0100"/></docdata><pubdata name="{OUTLET}"/></head>
<body><body.head><hedline><hl1>{TITLE}</hl1><hl2>Forty minutes saved</hl2></hedline>
<byline>By {AUTHOR}<byttl>Staff Writer</byttl></byline>
<dateline><location>Fenwick</location> <story.date norm="20261121">Nov 21</story.date></dateline>
</body.head><body.content><media media-type="image"><media-caption>Photo: A. Person</media-caption>
</media><block>{BODY_HTML.replace("h2>", "hl2>")}</block></body.content>
<body.end><tagline>Subscribe</tagline></body.end></body></nitf>"""

MAIL = f"""From: =?utf-8?q?Mara_Lind?= <mara@fenwick.example>
To: desk@example.org
Subject: Fwd: =?utf-8?b?{__import__("base64").b64encode(TITLE.encode()).decode()}?=
Date: Sat, 21 Nov 2026 09:30:00 +0100
Message-ID: <1@fenwick.example>
List-Id: "{OUTLET}" <news.fenwick.example>
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary=b1

--b1
Content-Type: multipart/alternative; boundary=b2

--b2
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

{PLAIN}
--
Sign up at our desk
--b2
Content-Type: text/html; charset=utf-8

<p>The HTML one.</p>
--b2--
--b1
Content-Type: image/png; name=x.png
Content-Disposition: attachment; filename=x.png
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--b1--
""".encode()

MARKDOWN = f"# {TITLE}\n\n{PLAIN}"


def dumps(value):
    return json.dumps(value, ensure_ascii=False).encode()


DOCUMENTS = {
    "text": ("story.txt", MARKDOWN.encode(), "text"),
    "page": ("story.html", JSON_LD_PAGE.encode(), "html"),
    "rss 2.0": ("feed.xml", RSS_20.encode(), "feed"),
    "rss 0.91": ("feed.xml", RSS_091, "feed"),
    "rss 1.0": ("feed.rdf", RSS_10.encode(), "feed"),
    "atom": ("feed.xml", ATOM.encode(), "feed"),
    "json feed": ("feed.json", dumps(JSON_FEED), "feed"),
    "opml": ("list.opml", OPML.encode(), "opml"),
    "news sitemap": ("sitemap.xml", NEWS_SITEMAP.encode(), "sitemap"),
    "sitemap index": ("sitemap.xml", SITEMAP_INDEX.encode(), "sitemap"),
    "packed sitemap": ("sitemap.xml.gz", gzip.compress(NEWS_SITEMAP.encode()), "sitemap"),
    "ninjs 3": ("story.json", dumps(NINJS_3), "ninjs"),
    "ninjs 2": ("story.json", dumps(NINJS_2), "ninjs"),
    "superdesk": ("story.json", dumps(SUPERDESK), "ninjs"),
    "nitf": ("story.xml", NITF.encode(), "nitf"),
    "mail": ("story.eml", MAIL, "email"),
}
"""Name, bytes and kind of each."""
