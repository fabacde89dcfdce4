"""NITF news documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.ingest.making import Facts, make_article
from briefer.ingest.markup import blocks_of
from briefer.ingest.xmltree import descendants, local, words
from briefer.model import Article

if TYPE_CHECKING:
    from lxml import etree

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def nitf_article(nitf: etree._Element, source: str, url: str | None) -> Article:
    """Make an article of a ``nitf`` element.

    Raises:
        NoArticleError: it has no text.
    """
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
        return without_by(line)
    return None


def without_by(line: str | None) -> str | None:
    """Return a byline without the word before its names."""
    return (line or "").removeprefix("By ").removeprefix("by ").strip(" ,") or None
