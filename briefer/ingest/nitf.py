"""NITF news documents, alone or inside another XML document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.errors import SourceUnreadableError
from briefer.ingest.making import Facts, make_article, one_line
from briefer.ingest.markup import blocks_of
from briefer.ingest.results import Reading
from briefer.ingest.xmltree import descendants, local, parse_xml, words
from briefer.model import Article

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def read_news_xml(
    data: bytes, *, source: str, url: str | None = None, charset: str | None = None
) -> Reading:
    """Read a NITF document, or all that an envelope such as NewsML holds.

    Raises:
        NoArticleError: a document without text.
        SourceUnreadableError: it is XML of another kind, or too damaged to be read.
    """
    root, notes = parse_xml(data, source=source, charset=charset)
    found = [root] if local(root) == "nitf" else list(descendants(root, "nitf"))
    if not found:
        raise SourceUnreadableError(
            f"{source} is XML of a kind that is not known (<{one_line(local(root))}>)",
            hint="known are RSS, Atom, OPML, sitemaps and NITF",
        )
    articles = tuple(_article(nitf, source, url if len(found) == 1 else None) for nitf in found)
    return Reading("nitf", articles, (), articles[0].title, notes)


def _article(nitf: etree._Element, source: str, url: str | None) -> Article:
    heads = list(descendants(nitf, "body.head"))
    head = heads[0] if heads else nitf
    data = {local(each): each for each in descendants(nitf, "docdata", "pubdata", "doc-id")}
    published = data.get("pubdata")
    bodies = list(descendants(nitf, "body.content")) or list(descendants(nitf, "body"))
    facts = Facts(
        title=_first_words(head, "hl1", "hedline") or _first_words(nitf, "title"),
        url=url,
        date=_date(nitf),
        author=_byline(head),
        outlet=_first_words(head, "distributor") or _attribute(published, "name"),
        language=nitf.get(_XML_LANG) or nitf.get("lang"),
        guid=_attribute(data.get("doc-id"), "id-string"),
        dateline=next(
            (
                _first_words(each, "location", "city") or words(each)
                for each in descendants(head, "dateline")
            ),
            None,
        ),
    )
    return make_article(blocks_of(bodies[0]) if bodies else [], facts, source=source)


def _first_words(element: etree._Element, *names: str) -> str | None:
    """Return the words of the first of those names that has any, the names in order."""
    return next(
        (line for name in names for each in descendants(element, name) if (line := words(each))),
        None,
    )


def _attribute(element: etree._Element | None, name: str) -> str | None:
    value: str | None = None if element is None else element.get(name)
    return value


def _date(nitf: etree._Element) -> str | None:
    for name in ("date.issue", "date.release", "story.date", "pubdata"):
        for each in descendants(nitf, name):
            if value := _attribute(each, "norm") or _attribute(each, "date.publication"):
                return value
    return None


def _byline(head: etree._Element) -> str | None:
    """Return the names in the byline, without the titles (``byttl``) that stand beside them."""
    for byline in descendants(head, "byline"):
        people = [line for each in descendants(byline, "person") if (line := words(each))]
        if people:
            return ", ".join(people)
        titles = {id(part) for ttl in descendants(byline, "byttl") for part in ttl.iter()}
        parts = [byline.text or ""]
        for each in byline.iterdescendants():
            parts.append("" if id(each) in titles else each.text or "")
            parts.append("" if id(each.getparent()) in titles else each.tail or "")
        line = " ".join("".join(parts).split())
        return line.removeprefix("By ").removeprefix("by ").strip(" ,") or None
    return None
