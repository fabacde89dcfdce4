"""News documents in XML: NewsML-G2, NewsML 1.2, and NITF alone or in any envelope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.dates import iso_date
from briefer.ingest.making import Facts, language_tag, make_article, one_line
from briefer.ingest.markup import Block, blocks_of, html_blocks, text_blocks
from briefer.ingest.nitf import nitf_article, without_by
from briefer.ingest.results import Kind, Reading
from briefer.ingest.xmltree import child_words, children, descendants, local, parse_xml, words
from briefer.model import Article

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WITHDRAWN = ("cancel", "withheld", "kill", "embargoed")
_NO_TEXT = frozenset("picture photo graphic video audio animation composite".split())


def read_news_xml(
    data: bytes, *, source: str, url: str | None = None, charset: str | None = None
) -> Reading:
    """Read a NewsML-G2, NewsML 1.2 or NITF document, with all the stories in it.

    Pictures, packages and items that their agency has withdrawn are passed over, with a note.

    Raises:
        NoArticleError: a document without text.
        SourceUnreadableError: it is XML of another kind, or too damaged to be read.
    """
    root, notes = parse_xml(data, source=source, charset=charset)
    items = [each for each in root.iter() if local(each) == "newsitem" and _is_item(each)]
    if items:
        return _read_items(items, notes, source, url)
    found = [root] if local(root) == "nitf" else list(descendants(root, "nitf"))
    if not found:
        raise SourceUnreadableError(
            f"{source} is XML of a kind that is not known (<{one_line(local(root))}>)",
            hint="known are RSS, Atom, OPML, sitemaps, NewsML and NITF",
        )
    articles = tuple(nitf_article(each, source, url if len(found) == 1 else None) for each in found)
    return Reading("nitf", articles, (), articles[0].title, notes)


def _read_items(
    items: list[etree._Element], notes: tuple[str, ...], source: str, url: str | None
) -> Reading:
    articles: list[Article] = []
    empty = withdrawn = 0
    kind: Kind = "newsml"
    for item in items:
        if any(word in _status(item) for word in _WITHDRAWN):
            withdrawn += 1
            continue
        article = _article(item, source, url if len(items) == 1 else None)
        if article is None:
            empty += 1
        else:
            articles.append(article)
    for number, said in ((empty, "no text"), (withdrawn, "been withdrawn")):
        if number:
            has = "1 item has" if number == 1 else f"{number} items have"
            notes = (*notes, f"{has} {said}")
    if not articles:
        reason = (
            "whose items have been withdrawn" if withdrawn else "without the text of an article"
        )
        raise NoArticleError(f"{source} is NewsML {reason}")
    return Reading(kind, tuple(articles), (), articles[0].title, notes)


def _is_item(element: etree._Element) -> bool:
    return (
        next(children(element, "contentset", "newscomponent", "newsmanagement"), None) is not None
    )


def _status(item: etree._Element) -> str:
    """Return what the item says of its being usable, in lower case."""
    for status in descendants(item, "pubstatus", "status"):
        return str(status.get("qcode") or status.get("FormalName") or "").lower()
    return ""


def _article(item: etree._Element, source: str, url: str | None) -> Article | None:
    facts = _facts(item)
    facts.url = url
    nitf = next(descendants(item, "nitf"), None)
    if nitf is not None:
        try:
            inner = nitf_article(nitf, source, url)
        except NoArticleError:
            return None
        return replace(
            inner,
            title=inner.title or one_line(facts.title),
            date=inner.date or iso_date(facts.date),
            author=inner.author or one_line(facts.author),
            outlet=inner.outlet or one_line(facts.outlet),
            language=inner.language or language_tag(facts.language),
            guid=one_line(facts.guid) or inner.guid,
        )
    longest = max(
        _bodies(item, source), key=lambda blocks: sum(len(b.text) for b in blocks), default=[]
    )
    return make_article(longest, facts, source=source) if longest else None


def _bodies(item: etree._Element, source: str) -> Iterator[list[Block]]:
    """Yield the paragraphs of each rendition of an item that is text, and is in no other."""
    read: set[etree._Element] = set()
    for body in descendants(item, "inlinexml", "inlinedata", "datacontent"):
        if not read.isdisjoint(body.iterancestors()):
            continue
        kind = (body.get("contenttype") or "").lower()
        holder = body.getparent()
        media = next(children(holder, "mediatype"), None) if holder is not None else None
        if media is not None and str(media.get("FormalName") or "").lower() in _NO_TEXT:
            continue
        read.add(body)
        if len(body):
            inner = next(descendants(body, "body.content", "body"), body)
            yield blocks_of(inner)
        elif text := (body.text or "").strip():
            is_html = "html" in kind or (text.startswith("<") and "</" in text)
            yield html_blocks(text, source=source) if is_html else text_blocks(text)


def _facts(item: etree._Element) -> Facts:
    """Return what an item says of its story, in the one version of NewsML or the other."""

    def told(*names: str) -> str | None:
        for name in names:
            for each in descendants(item, name):
                if line := child_words(each, "name") or words(each) or each.get("literal"):
                    return str(line)
        return None

    def party(*names: str) -> str | None:
        for name in names:
            for each in descendants(item, name):
                for who in descendants(each, "party"):
                    if line := who.get("FormalName"):
                        return str(line)
        return None

    tongue = next(descendants(item, "language"), None)
    language = None if tongue is None else tongue.get("tag") or tongue.get("FormalName")
    return Facts(
        title=told("headline", "title"),
        date=told("contentcreated", "firstcreated", "versioncreated", "thisrevisioncreated"),
        author=without_by(told("by", "byline")) or told("creator"),
        outlet=party("provider", "source") or told("provider", "infosource"),
        language=language or item.get(_XML_LANG),
        guid=item.get("guid") or told("publicidentifier"),
        dateline=told("located") or _place(told("dateline")),
    )


def _place(dateline: str | None) -> str | None:
    """Return the place in a dateline, without day and agency."""
    place = (dateline or "").partition("(")[0].partition(",")[0].strip(" -–—")
    return place or None
