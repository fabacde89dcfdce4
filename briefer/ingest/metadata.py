"""What a web page says of itself: JSON-LD, OpenGraph and other meta elements, links, language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefer.ingest.bylines import author_names, byline
from briefer.ingest.dates import iso_date
from briefer.ingest.json_ld import Declared, first, free, people
from briefer.ingest.making import (
    Facts,
    language_tag,
    one_line,
    web_address,
    without_tags,
)
from briefer.sites import same_site

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_TITLE_TAIL = re.compile(r"\s+[|·•–—»-]\s+[^|·•»]{2,40}\Z")
_FEED_PATH = re.compile(
    r"/(?:rss|atom|feed|feeds)/?\Z|[/.](?:rss|atom|feed)(?:\.xml)?\Z", re.IGNORECASE
)
_FEED_NAME = re.compile(r"rss|atom|feed", re.IGNORECASE)
_FEED_TYPE = re.compile(r"rss|atom|feed\+json", re.IGNORECASE)

_META = {
    "title": ("og:title", "twitter:title", "dc.title", "dcterms.title", "headline",
              "parsely-title"),
    "date": (
        "article:published_time", "og:article:published_time", "datepublished", "dc.date.issued",
        "dcterms.issued", "dcterms.date", "dc.date", "date", "pubdate", "publishdate",
        "parsely-pub-date",
        "sailthru.date", "publication_date", "cxenseparse:recs:publishtime", "last-modified",
    ),
    "author": ("author", "dc.creator", "dcterms.creator", "parsely-author", "sailthru.author",
               "byl", "article:author"),
    "outlet": ("og:site_name", "application-name", "dc.publisher", "publisher",
               "al:android:app_name"),
    "language": ("dc.language", "dcterms.language", "language", "content-language", "og:locale"),
}  # fmt: skip
"""Names of meta elements by what they tell, the most trusted first."""


@dataclass(slots=True)
class PageFacts:
    """What a page says of itself, and what that says of the page.

    ``free`` is what it declares as ``isAccessibleForFree``; ``is_article`` and ``is_listing`` are
    its declared types; ``body`` is the text that JSON-LD holds, ``feed`` the address of its feed.
    """

    facts: Facts = field(default_factory=Facts)
    free: bool | None = None
    is_article: bool = False
    is_listing: bool = False
    body: str | None = None
    feed: str | None = None


def read_metadata(tree: HtmlElement, *, url: str | None) -> PageFacts:
    """Read all that a page declares of itself; ``url`` is where it was fetched.

    JSON-LD of an article counts most, then meta elements, then the page's own heading and its
    ``time`` elements. A canonical address counts only on the page's own site.
    """
    page = PageFacts()
    metas = _metas(tree)
    declared = Declared(tree)
    base = _base(tree, url)
    heading = _heading(tree)
    titles = [heading, metas.get("og:title"), _title(tree)]
    article = declared.article(titles, [url, metas.get("og:url"), *_canonical_links(tree, base)])
    page.is_listing = declared.is_listing and article is None
    page.is_article = article is not None or metas.get("og:type", "").lower() == "article"
    facts = page.facts
    if article is not None:
        _from_json_ld(article, page, declared)
    for node in declared.nodes:
        page.free = free(node) if page.free is None else page.free
    for name, keys in _META.items():
        _fill(facts, name, (metas.get(key) for key in keys))
    facts.url = _canonical(tree, metas, facts.url, url, base)
    facts.title = facts.title or heading or _title(tree)
    if heading and facts.title and _adds_a_tail(facts.title, heading):
        facts.title = heading
    if facts.title and facts.outlet:
        facts.title = _without_outlet(facts.title, facts.outlet)
    facts.language = _declared_language(tree) or language_tag(facts.language)
    signed, day = (None, None) if facts.author and facts.date else byline(tree)
    facts.date = iso_date(facts.date) or _time_element(tree) or day
    facts.author = author_names(facts.author) or signed
    page.feed = _feed(tree, base)
    return page


def _feed(tree: HtmlElement, base: str | None) -> str | None:
    """Return the address of the feed that a page declares, or links to."""
    declared = (
        web_address(link.get("href"), base)
        for link in tree.iter("link")
        if "alternate" in (link.get("rel") or "").lower()
        and _FEED_TYPE.search(link.get("type") or "")
    )
    if address := next(filter(None, declared), None):
        return address
    links = (link.get("href") or "" for link in tree.iter("a"))
    linked = (web_address(link, base) for link in links if _FEED_NAME.search(link))
    return next((each for each in linked if each and _FEED_PATH.search(each)), None)


def _metas(tree: HtmlElement) -> dict[str, str]:
    """Return the contents of meta elements by name; of those named twice, the first."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        content = one_line(meta.get("content"))
        for attribute in ("property", "name", "itemprop", "http-equiv"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and content:
                found.setdefault(name, content)
    return found


def _from_json_ld(article: Mapping[str, Any], page: PageFacts, declared: Declared) -> None:
    def names(*keys: str) -> str | None:
        found = (", ".join(people(declared.resolve(article.get(key)))) for key in keys)
        return next(filter(None, found), None)

    def writers(key: str) -> str | None:
        found = filter(None, map(author_names, people(declared.resolve(article.get(key)))))
        return ", ".join(dict.fromkeys(found)) or None

    facts = page.facts
    facts.title = without_tags(article.get("headline")) or without_tags(article.get("name"))
    facts.date = iso_date(first(article.get("datePublished"))) or iso_date(
        first(article.get("dateCreated"))
    )
    facts.author = writers("author") or writers("creator")
    facts.outlet = names("publisher", "sourceOrganization")
    facts.language = language_tag(first(article.get("inLanguage")))
    main = article.get("mainEntityOfPage")
    facts.url = web_address(main.get("@id") if isinstance(main, Mapping) else main) or web_address(
        article.get("url")
    )
    body = article.get("articleBody")
    page.body = body if isinstance(body, str) else None


def _fill(facts: Facts, name: str, values: Iterator[str | None]) -> None:
    if getattr(facts, name):
        return
    for value in values:
        is_right = {"author": author_names, "date": iso_date}.get(name, one_line)
        if value and is_right(value):
            setattr(facts, name, value)
            return


def _base(tree: HtmlElement, url: str | None) -> str | None:
    base = next((each.get("href") for each in tree.iter("base") if each.get("href")), None)
    return web_address(base, url) or url


def _canonical(
    tree: HtmlElement,
    metas: Mapping[str, str],
    declared: str | None,
    url: str | None,
    base: str | None,
) -> str | None:
    """Return the address that the page says is its own, if it is on the same site, else ``url``."""
    for candidate in (*_canonical_links(tree, base), metas.get("og:url"), declared):
        address = web_address(candidate, base)
        if address and (url is None or same_site(address, url)) and not _is_root(address, url):
            return address
    return url


def _canonical_links(tree: HtmlElement, base: str | None) -> list[str]:
    links = (
        web_address(link.get("href"), base)
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    )
    return list(filter(None, links))


def _is_root(address: str, url: str | None) -> bool:
    """Whether a page deeper down names the front page as its own: a common fault of sites."""
    paths = [each.split("/", 3)[3:] for each in (address, url or address)]
    return not any(paths[0]) and any(paths[1])


def _heading(tree: HtmlElement) -> str | None:
    headings = [line for each in tree.iter("h1") if (line := one_line("".join(each.itertext())))]
    return headings[0] if len(headings) == 1 else None


def _adds_a_tail(title: str, heading: str) -> bool:
    """Whether a title is the heading and, behind a mark, something else, such as the outlet."""
    tail = title[len(heading) :]
    return title.casefold().startswith(heading.casefold()) and bool(_TITLE_TAIL.fullmatch(tail))


def _title(tree: HtmlElement) -> str | None:
    title = next((one_line("".join(each.itertext())) for each in tree.iter("title")), None)
    return _TITLE_TAIL.sub("", title) if title else None


def _without_outlet(title: str, outlet: str) -> str:
    tail = re.compile(rf"\s+[|·•–—»:-]\s+(?:the\s+)?{re.escape(outlet)}\Z", re.IGNORECASE)
    return tail.sub("", title) or title


def _declared_language(tree: HtmlElement) -> str | None:
    for element in (tree, *tree.iter("html", "article")):
        for attribute in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
            if tag := language_tag(element.get(attribute)):
                return tag
    return None


def _time_element(tree: HtmlElement) -> str | None:
    marked = [each for each in tree.iter("time") if each.get("datetime")]
    marked.sort(
        key=lambda each: "pubdate" not in each.attrib and each.get("itemprop") != "datePublished"
    )
    dates = [date for each in marked[:20] if (date := iso_date(each.get("datetime")))]
    if dates:
        return dates[0]
    shown = (one_line("".join(each.itertext())) for each in tree.iter("time"))
    return next((date for each in shown if (date := iso_date(each))), None)
