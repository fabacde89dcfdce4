"""XML without what makes it dangerous: no entities, no DTD, no network, bounded depth."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer.errors import SourceUnreadableError
from briefer.ingest.charsets import markup_text
from briefer.ingest.nesting import check_nesting
from briefer.ingest.references import escaped_ampersands, read_prolog, sound_references

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_ENTITIES = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAG = re.compile(r"""<[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*""")
_SCRIPT = re.compile(
    r"<(script|style)\b[^>]{0,2000}>.*?(?:</\1|\Z)|<!--.*?(?:-->|\Z)", re.DOTALL | re.IGNORECASE
)
_NOTICE = re.compile(
    r"(?:(?:[^\n<]{0,300}\n){1,5}"
    r"|\s{0,99}(?:</?(?:br|b|i|p|font|pre|strong|em|hr)\b[^<>]{0,99}>[^<]{0,999}){1,40})"
    r"(?=<\?xml\s|<(?:rss|feed|rdf:RDF|opml|urlset|sitemapindex)\b)"
)
"""A server's complaint that stands before a document, as PHP puts it there, plain or as HTML."""

_NAME = re.compile(r"[A-Za-z_:][A-Za-z0-9_:.-]*")
_QUOTED = re.compile(r""""[^"]*"|'[^']*'""")
_LONG_TAG, _MOST_ATTRIBUTES = 4_000, 1_000
"""Parsers compare each attribute with all before it; a tag that is shorter has not so many."""

MAX_TAGS = 1_000_000
"""A sitemap may name 50,000 pages; this many tags are about 150 MB of tree."""


def parse_xml(
    data: bytes, *, source: str, charset: str | None = None
) -> tuple[etree._Element, tuple[str, ...]]:
    """Parse a document; return its root, and notes on what had to be put up with.

    The document type is taken out before parsing, so entities declared there are unknown and
    stay as they are written; those that HTML knows are resolved. Damage is repaired as far as
    libxml2 can, with a note.

    Raises:
        SourceUnreadableError: no root element is left, or there are too many elements.
    """
    from lxml import etree

    decoded = markup_text(data, source=source, charset=charset)
    text, notes = decoded.text, list(decoded.notes)
    start = max(0, text.find("<", notice_end(text)))
    if text[:start].strip():
        notes.append("what stood before the document was left out")
    prolog = read_prolog(text, start)
    if _ENTITIES.search(text[prolog.start : prolog.stop]):
        notes.append("entities declared in the document were not expanded")
    text = text[prolog.end :]
    check_size(text, source)
    text = escaped_ampersands(sound_references(text))
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        recover=True,
        remove_comments=True,
        remove_pis=True,
        strip_cdata=True,
    )
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        root = None
    if root is None:
        raise SourceUnreadableError(
            f"{source} is XML that is too damaged to be read", hint="get the document again"
        )
    check_nesting(root, source)
    if any(error.level >= etree.ErrorLevels.FATAL for error in parser.error_log):
        notes.append("the XML is damaged: what could be read was read")
    return root, tuple(notes)


def notice_end(text: str) -> int:
    """Return where the document begins behind a server's complaint, or 0 if none stands there."""
    notice = _NOTICE.match(text)
    return notice.end() if notice else 0


def check_size(text: str, source: str, most: int = MAX_TAGS) -> None:
    """Refuse markup of too many tags, or attributes in one: it takes too much memory or time.

    Raises:
        SourceUnreadableError: there are too many.
    """
    if text.count("<") > most:
        raise SourceUnreadableError(f"{source} has more than {most:,} tags")
    # What looks like a tag in a script is none.
    for tag in _TAG.finditer(_SCRIPT.sub("", text)):
        if tag.end() - tag.start() < _LONG_TAG:
            continue
        # A quotation mark too many lets text pass for attributes; it repeats its words.
        names = set(_QUOTED.sub(" ", tag[0]).replace("=", " ").split())
        if sum(_NAME.fullmatch(name) is not None for name in names) > _MOST_ATTRIBUTES:
            raise SourceUnreadableError(
                f"{source} has a tag with more than {_MOST_ATTRIBUTES:,} attributes"
            )


def local(element: etree._Element) -> str:
    """Return an element's name in lower case, without its namespace."""
    tag = element.tag
    if not isinstance(tag, str):
        return ""
    return tag.rpartition("}")[2].rpartition(":")[2].lower()


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield the children of those names, whatever their namespace, in order."""
    return (child for child in element if local(child) in names)


def descendants(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield all elements below of those names, whatever their namespace, in order."""
    return (each for each in element.iter() if each is not element and local(each) in names)


def words(element: etree._Element | None) -> str | None:
    """Return all text in an element on one line, or None if there is none."""
    if element is None:
        return None
    # Unresolved entities are nodes of their own, and no text.
    line = " ".join("".join(str(part) for part in element.itertext("*")).split())
    return line or None


def child_words(element: etree._Element, *names: str) -> str | None:
    """Return the words of the first child of those names that has any."""
    return next((line for child in children(element, *names) if (line := words(child))), None)
