"""Elements of HTML, and of what is like it, to paragraphs of plain text."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefer.ingest.references import sound_references
from briefer.ingest.xmltree import check_size, local

if TYPE_CHECKING:
    from lxml import etree
    from lxml.html import HtmlElement

BlockKind = Literal["prose", "heading", "item"]

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6 head hl2".split())
_BREAKING = frozenset(
    "address article aside blockquote body body.content block center dd div dl dt fieldset footer"
    " header hr html legend li list main nav ol p pre quote section summary details table tbody"
    " thead tfoot tr td th row cell ul item".split()
)
_LAID_OUT = (_BREAKING | HEADINGS) - {"p"}
PARAGRAPHS = _BREAKING | HEADINGS | frozenset("caption figcaption".split())
"""Elements whose text belongs to nothing before or behind them."""

_ITEMS = frozenset("li item".split())
_LINE_BREAKS = frozenset("br lb".split())
_SILENT = frozenset(
    "applet area audio base button canvas datalist dialog embed figcaption figure form frame"
    " frameset graphic iframe img input link map math media meta meter nav noscript object option"
    " picture progress script select source style svg template textarea title track video"
    " caption colgroup wbr".split()
)
UNSEEN = frozenset("head noscript script style template textarea title".split())
"""Elements whose text nobody reads."""

_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff]")
_LETTER = re.compile(r"[^\W_]")
_SENTENCE_END = re.compile(r"[.!?…:。！？][\"'”’»)\]]*\s*\Z")
MAX_PAGE_TAGS = 60_000
"""The longest live blogs have half of this; extraction then takes a second."""

_MOST_CELL = 80
"""Code points past which a table's cell is a paragraph, and the table a way to lay out a page."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, heading or list item, its text on one line."""

    text: str
    kind: BlockKind = "prose"

    def marked(self) -> str:
        """Return the text with the Markdown mark that tells the splitter its kind."""
        return {"prose": "", "heading": "## ", "item": "- "}[self.kind] + self.text


@dataclass(slots=True)
class _Collector:
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    kind: BlockKind = "prose"

    def flush(self) -> None:
        kind, self.kind = self.kind, "prose"
        if not self.parts:
            return
        raw, self.parts = "".join(self.parts), []
        if _LETTER.search(raw):
            self.blocks.append(Block(" ".join(_INVISIBLE.sub("", raw).split()), kind))


def parse_fragment(text: str, *, source: str) -> HtmlElement | None:
    """Parse a piece of HTML as a browser would; None if there is nothing in it.

    Raises:
        SourceUnreadableError: it has too many tags.
    """
    from lxml import etree, html

    check_size(text, source, MAX_PAGE_TAGS)
    text = sound_references(text)
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=False
    )
    try:
        return html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:
        return None


def html_blocks(text: str, *, source: str) -> list[Block]:
    """Return the paragraphs, headings and list items of a piece of HTML that is all article.

    Raises:
        SourceUnreadableError: it has too many tags.
    """
    tree = parse_fragment(text, source=source)
    return [] if tree is None else blocks_of(tree)


def text_blocks(text: str) -> list[Block]:
    """Return the paragraphs of plain text, which blank lines part."""
    collected = _Collector()
    for paragraph in re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        collected.parts.append(paragraph)
        collected.flush()
    return collected.blocks


def join(blocks: list[Block]) -> str:
    """Return an article's text: a block a line, blank lines between, ending in a line end."""
    return "\n\n".join(block.marked() for block in blocks) + "\n"


def blocks_of(root: etree._Element) -> list[Block]:
    """Return what can be read in an element, in order, without captions, forms, menus and scripts.

    Two line breaks end a paragraph, and one does after the end of a sentence. The rows of a table
    of short cells come as items, ``cell | cell``.
    """
    collected = _Collector()
    _walk(root, collected)
    collected.flush()
    return collected.blocks


def _walk(element: etree._Element, into: _Collector) -> None:
    """Collect an element's text; libxml2 allows a depth of 256, so recursion ends in time."""
    name = local(element)
    if not name or name in _SILENT or is_hidden(element):
        return
    if name in _LINE_BREAKS:
        _break_line(into)
        return
    if name in ("tr", "row") and (cells := _short_cells(element)):
        into.flush()
        into.kind = "item" if len(cells) > 1 else "prose"
        into.parts.append(" | ".join(cells))
        into.flush()
        return
    breaks = name in _BREAKING or name in HEADINGS
    if breaks:
        into.flush()
        into.kind = "heading" if name in HEADINGS else "item" if name in _ITEMS else "prose"
    inherited = into.kind
    if element.text:
        into.parts.append(element.text)
    for child in element:
        _walk(child, into)
        if child.tail:
            if not into.parts and inherited == "heading":
                into.kind = inherited
            into.parts.append(child.tail)
    if breaks:
        into.flush()


def _break_line(into: _Collector) -> None:
    if not into.parts:
        return
    last = into.parts[-1]
    if last == "\n" or _SENTENCE_END.search("".join(into.parts[-4:])[-200:]):
        into.flush()
    elif last.strip() or len(into.parts) == 1 or into.parts[-2] != "\n":
        into.parts.append("\n")
    else:
        into.flush()


def _short_cells(row: etree._Element) -> list[str]:
    """Return the texts of a table row's cells, or nothing when they hold more than a datum."""
    cells: list[str] = []
    for cell in row:
        if local(cell) not in ("td", "th", "cell"):
            continue
        if any(local(inner) in _LAID_OUT for inner in cell.iterdescendants()):
            return []
        text = " ".join(part.text for part in blocks_of_children(cell))
        if len(text) > _MOST_CELL:
            return []
        if text:
            cells.append(text)
    return cells


def blocks_of_children(element: etree._Element) -> list[Block]:
    """Return the blocks of an element's content, whatever the element itself is."""
    collected = _Collector()
    if element.text:
        collected.parts.append(element.text)
    for child in element:
        _walk(child, collected)
        if child.tail:
            collected.parts.append(child.tail)
    collected.flush()
    return collected.blocks


def is_hidden(element: etree._Element) -> bool:
    """Whether an element says that it is not shown."""
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    style = element.get("style")
    return style is not None and _HIDDEN_STYLE.search(style) is not None


def show(element: etree._Element) -> None:
    """Take away what an element says of not being shown."""
    for name in ("hidden", "aria-hidden"):
        element.attrib.pop(name, None)
    if style := element.get("style"):
        element.set("style", _HIDDEN_STYLE.sub("", style))
