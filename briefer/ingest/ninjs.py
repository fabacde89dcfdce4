"""News in JSON: ninjs 1 to 3, Superdesk's dialect of it, schema.org, and plain JSON articles."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from briefer.errors import NoArticleError
from briefer.ingest.kinds import json_kind
from briefer.ingest.making import Facts, make_article, web_address, without_tags
from briefer.ingest.markup import Block, html_blocks, text_blocks
from briefer.ingest.results import Reading
from briefer.model import Article

_MOST_ITEMS = 20_000
_LISTS = ("_items", "items", "articles", "results", "data", "stories", "@graph", "hits")
_HTML_BODIES = ("body_html", "body_xhtml", "content_html", "html")
_TEXT_BODIES = ("body_text", "articlebody", "text", "body", "content", "content_text", "fulltext")
_TITLES = ("headline", "title", "name")
_DATES = ("firstpublished", "published", "publishedat", "published_at", "datepublished",
          "date_published", "date", "contentcreated", "firstcreated", "versioncreated",
          "created_at", "pubdate")  # fmt: skip
_AUTHORS = ("byline", "by", "author", "authors", "creator")
_OUTLETS = ("outlet", "source", "publisher", "provider", "copyrightholder")
_ADDRESSES = ("url", "link", "canonical_url", "uri", "guid", "id", "@id")
_GUIDS = ("guid", "uri", "id", "_id", "@id")


def read_json(value: Any, *, source: str, url: str | None = None) -> Reading:
    """Read parsed JSON: one article, a list of them, or an answer of an API with such a list.

    Keys are read whatever their case: ``versioncreated`` (ninjs 1, 2, Superdesk) and
    ``versionCreated`` (ninjs 3). Pictures and other items without text are passed over.

    Raises:
        NoArticleError: no item has a text.
        SourceUnreadableError: an item's HTML has too many tags.
    """
    kind = json_kind(value)
    articles: list[Article] = []
    empty = 0
    for item in _items(value):
        low = {str(key).lower(): each for key, each in item.items()}
        blocks = _blocks(low, source)
        if not blocks:
            empty += 1
            continue
        articles.append(_article(low, blocks, source, url))
    if not articles:
        what = "ninjs" if kind == "ninjs" else "JSON"
        raise NoArticleError(
            f"{source} is {what} without the text of an article",
            hint="an article has a text under body_html, bodies, text, body or content",
        )
    if len(articles) == 1 and articles[0].url is None and url:
        articles = [articles[0]]
    note = f"{empty} item{' has' if empty == 1 else 's have'} no text"
    title = articles[0].title if len(articles) == 1 else None
    return Reading(kind, tuple(articles), (), title, (note,) if empty else ())


def _items(value: Any) -> list[Mapping[str, Any]]:
    """Return the objects that can be articles: the value itself, or those of the list in it."""
    if isinstance(value, list):
        return [each for each in value[:_MOST_ITEMS] if isinstance(each, Mapping)]
    if not isinstance(value, Mapping):
        return []
    low = {str(key).lower(): each for key, each in value.items()}
    if any(key in low for key in (*_HTML_BODIES, "bodies", "articlebody", "body_text")):
        return [value]
    for key in _LISTS:
        listed = low.get(key)
        if isinstance(listed, list) and any(isinstance(each, Mapping) for each in listed):
            return _items(listed)
    return [value]


def _blocks(item: Mapping[str, Any], source: str) -> list[Block]:
    bodies = item.get("bodies")
    found: list[Block] = []
    for body in bodies if isinstance(bodies, list) else ():
        if isinstance(body, Mapping) and (value := _string(body.get("value"))):
            kind = _string(body.get("contentType") or body.get("contenttype")) or ""
            is_html = "html" in kind or "html" in (_string(body.get("role")) or "")
            blocks = _read(value, source, is_html=is_html)
            # HTML tells paragraphs; the same text beside it does not always.
            if len(blocks) > len(found):
                found = blocks
    if found:
        return found
    if isinstance(bodies, str):
        return _read(bodies, source, is_html="<" in bodies)
    for keys, is_html in ((_HTML_BODIES, True), (_TEXT_BODIES, False)):
        for key in keys:
            if (text := _string(item.get(key))) and (
                blocks := _read(text, source, is_html=is_html or _is_html(text))
            ):
                return blocks
    return []


def _read(text: str, source: str, *, is_html: bool) -> list[Block]:
    return html_blocks(text, source=source) if is_html else text_blocks(text)


def _is_html(text: str) -> bool:
    return text.lstrip().startswith("<") and "</" in text


def _article(item: Mapping[str, Any], blocks: list[Block], source: str, url: str | None) -> Article:
    facts = Facts(
        title=_by_role(item.get("headlines")) or _first(item, _TITLES),
        url=next((a for key in _ADDRESSES if (a := web_address(item.get(key)))), None)
        or web_address(url),
        date=_first(item, _DATES),
        author=_first(item, _AUTHORS),
        outlet=_first(item, _OUTLETS) or _infosource(item),
        language=_first(item, ("language", "inlanguage", "lang")),
        guid=_first(item, _GUIDS),
        dateline=_first(item, ("located", "dateline")),
    )
    return make_article(blocks, facts, source=source)


def _by_role(value: Any) -> str | None:
    """Return the main headline of an array of them (ninjs 2 and 3), or a plain string."""
    if isinstance(value, str):
        return without_tags(value)
    listed = (
        [each for each in value if isinstance(each, Mapping)] if isinstance(value, list) else []
    )
    listed.sort(key=lambda each: each.get("role") not in ("main", "headline", None))
    return next((line for each in listed if (line := without_tags(each.get("value")))), None)


def _first(item: Mapping[str, Any], keys: tuple[str, ...]) -> str | None:
    return next((line for key in keys if (line := _named(item.get(key)))), None)


def _named(value: Any) -> str | None:
    """Return a string, a number as one, an object's name, or the names of a list."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int | float):
        return str(value)
    if isinstance(value, str):
        return without_tags(value)
    if isinstance(value, Mapping):
        inner = value.get("name") or value.get("text") or value.get("city")
        return without_tags(inner)
    if isinstance(value, list):
        names = [_named(each) for each in value[:50] if isinstance(each, str | Mapping)]
        return ", ".join(filter(None, names)) or None
    return None


def _infosource(item: Mapping[str, Any]) -> str | None:
    for key in ("infosources", "infosource"):
        if name := _named(item.get(key)):
            return name
    return None


def _string(value: Any) -> str | None:
    return value if isinstance(value, str) and value.strip() else None
