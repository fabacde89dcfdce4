"""What a web page says of itself: JSON-LD, OpenGraph and other meta elements, links, language."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from briefer import lang
from briefer.ingest.dates import iso_date
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

_ARTICLE_TYPES = re.compile(
    r"(?:[A-Za-z]*NewsArticle|Article|BlogPosting|Report|LiveBlogPosting|TechArticle|SocialMediaPosting"
    r"|ScholarlyArticle)\Z"
)
_LISTING_TYPES = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_TITLE_TAIL = re.compile(r"\s+[|·•–—»-]\s+[^|·•»]{2,40}\Z")
_HANDLE = re.compile(r"@|https?:|www\.")
_BY = re.compile(
    rf"(?:{'|'.join(sorted(lang.page_phrases().byline_words))})\s+(?=[^\W\d_])", re.IGNORECASE
)
_MOST_SCRIPTS, _MOST_NODES, _LONGEST_SCRIPT = 40, 4_000, 2_000_000

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
    nodes = list(_json_ld(tree))
    article = next((node for node in nodes if _is_type(node, _ARTICLE_TYPES)), None)
    page.is_listing = any(_types(node) & _LISTING_TYPES for node in nodes) and article is None
    page.is_article = article is not None or metas.get("og:type", "").lower() == "article"
    facts = page.facts
    if article is not None:
        _from_json_ld(article, page)
    for node in nodes:
        free = _free(node)
        page.free = free if page.free is None else page.free
    for name, keys in _META.items():
        _fill(facts, name, (metas.get(key) for key in keys))
    base = _base(tree, url)
    facts.url = _canonical(tree, metas, facts.url, url, base)
    heading = _heading(tree)
    facts.title = facts.title or heading or _title(tree)
    if heading and facts.title and _adds_a_tail(facts.title, heading):
        facts.title = heading
    if facts.title and facts.outlet:
        facts.title = _without_outlet(facts.title, facts.outlet)
    facts.language = _declared_language(tree) or language_tag(facts.language)
    facts.date = iso_date(facts.date) or _time_element(tree)
    facts.author = _names(facts.author) or _byline(tree)
    page.feed = next(
        (
            address
            for link in tree.iter("link")
            if "alternate" in (link.get("rel") or "").lower()
            and re.search(r"rss|atom|feed\+json", link.get("type") or "", re.IGNORECASE)
            and (address := web_address(link.get("href"), base))
        ),
        None,
    )
    return page


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


def _json_ld(tree: HtmlElement) -> Iterator[Mapping[str, Any]]:
    """Yield every object of the page's JSON-LD, outer ones first."""
    for number, script in enumerate(tree.iter("script")):
        if number >= _MOST_SCRIPTS:
            return
        if (script.get("type") or "").split(";")[0].strip().lower() != "application/ld+json":
            continue
        text = (script.text or "").strip()
        text = re.sub(
            r"\A(?:<!--|//\s*<!\[CDATA\[|<!\[CDATA\[)|(?:-->|(?://)?\s*\]\]>);?\Z", "", text
        )
        if len(text) > _LONGEST_SCRIPT:
            continue
        try:
            # Line ends inside strings are wrong and common.
            pending = [json.loads(text, strict=False)]
        except (ValueError, RecursionError):
            continue
        for _ in range(_MOST_NODES):
            if not pending:
                break
            node = pending.pop(0)
            if isinstance(node, list):
                pending[:0] = node[:200]
            elif isinstance(node, Mapping):
                yield node
                pending += [
                    v for k, v in node.items() if isinstance(v, dict | list) and k != "comment"
                ]


def _types(node: Mapping[str, Any]) -> set[str]:
    kind = node.get("@type")
    listed = kind if isinstance(kind, list) else [kind]
    return {each.rpartition("/")[2] for each in listed if isinstance(each, str)}


def _is_type(node: Mapping[str, Any], pattern: re.Pattern[str]) -> bool:
    return any(pattern.match(kind) for kind in _types(node)) and bool(
        node.get("headline") or node.get("articleBody") or node.get("datePublished")
    )


def _from_json_ld(article: Mapping[str, Any], page: PageFacts) -> None:
    facts = page.facts
    facts.title = without_tags(article.get("headline")) or without_tags(article.get("name"))
    facts.date = iso_date(_first(article.get("datePublished"))) or iso_date(
        _first(article.get("dateCreated"))
    )
    facts.author = _people(article.get("author")) or _people(article.get("creator"))
    facts.outlet = _people(article.get("publisher")) or _people(article.get("sourceOrganization"))
    facts.language = language_tag(_first(article.get("inLanguage")))
    main = article.get("mainEntityOfPage")
    facts.url = web_address(main.get("@id") if isinstance(main, Mapping) else main) or web_address(
        article.get("url")
    )
    body = article.get("articleBody")
    page.body = body if isinstance(body, str) else None


def _first(value: Any) -> Any:
    return value[0] if isinstance(value, list) and value else value


def _people(value: Any) -> str | None:
    listed = value if isinstance(value, list) else [value]
    names = [each.get("name") if isinstance(each, Mapping) else each for each in listed[:20]]
    shown = [without_tags(_first(name)) for name in names]
    return (
        ", ".join(dict.fromkeys(name for name in shown if name and not _HANDLE.search(name)))
        or None
    )


def _free(node: Mapping[str, Any]) -> bool | None:
    value = node.get("isAccessibleForFree")
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value.strip().lower() in ("true", "false"):
        return value.strip().lower() == "true"
    return None


def _fill(facts: Facts, name: str, values: Iterator[str | None]) -> None:
    if getattr(facts, name):
        return
    for value in values:
        if value and not (name == "author" and _HANDLE.search(value)):
            if name == "date" and iso_date(value) is None:
                continue
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
    links = (
        link.get("href")
        for link in tree.iter("link")
        if "canonical" in (link.get("rel") or "").lower().split()
    )
    for candidate in (*links, metas.get("og:url"), declared):
        address = web_address(candidate, base)
        if address and (url is None or same_site(address, url)) and not _is_root(address, url):
            return address
    return url


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


def _names(author: str | None) -> str | None:
    name = _BY.sub("", without_tags(author) or "", count=1)
    return name if name and not _HANDLE.search(name) else None


def _byline(tree: HtmlElement) -> str | None:
    """Return the words of the element that is marked as the author's name, if they are few."""
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = " ".join(element.get(name) or "" for name in ("rel", "itemprop", "class"))
        if re.search(r"(?:^|[\s_-])(?:author|byline)(?:$|[\s_-]|__name)", marks.lower()):
            line = one_line("".join(element.itertext()))
            if line and len(line.split()) <= 8 and (name := _names(line)):  # noqa: PLR2004 (two names and an "and")
                return name
    return None
