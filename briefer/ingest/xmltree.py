"""XML without what makes it dangerous: no entities, no DTD, no network, bounded depth."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from briefer.errors import SourceUnreadableError
from briefer.ingest.charsets import markup_text

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

_NAMED = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]{1,31});")
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_DOCTYPE = re.compile(r"<!DOCTYPE(?:[^>\[]|\[[^\]]*\])*>", re.IGNORECASE)
_ENTITIES = re.compile(r"<!ENTITY", re.IGNORECASE)
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
    text = _DECLARATION.sub("", decoded.text, count=1)
    notes = list(decoded.notes)
    if doctype := _DOCTYPE.search(text[:1_000_000]):
        if _ENTITIES.search(doctype[0]):
            notes.append("entities declared in the document were not expanded")
        text = text[: doctype.start()] + text[doctype.end() :]
    check_size(text, source)
    text = _NAMED.sub(_resolved, text).lstrip()
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
    if any(error.level >= etree.ErrorLevels.FATAL for error in parser.error_log):
        notes.append("the XML is damaged: what could be read was read")
    return root, tuple(notes)


def check_size(text: str, source: str, most: int = MAX_TAGS) -> None:
    """Refuse markup of more than ``most`` tags, whose tree takes too much memory or time.

    Raises:
        SourceUnreadableError: there are too many.
    """
    if text.count("<") > most:
        raise SourceUnreadableError(f"{source} has more than {most:,} tags")


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


def _resolved(match: re.Match[str]) -> str:
    """Return what an HTML entity stands for, or the reference as text."""
    char = html.unescape(match[0])
    return char if char != match[0] else f"&amp;{match[1]};"
