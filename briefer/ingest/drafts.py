"""Drafts as editors have them: Markdown, plain text or HTML, each place in them apart.

A draft is no page to find an article in: all that it says counts, its headings, list items, table
cells and block quotations too, each by itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING, BinaryIO

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.charsets import markup_text
from briefer.ingest.decoding import decode
from briefer.ingest.files import STDIN, read_file, read_stdin, shown
from briefer.ingest.front_matter import FrontMatter, read_front_matter
from briefer.ingest.kinds import recognise
from briefer.ingest.markup import HEADINGS, PARAGRAPHS, UNSEEN, parse_fragment
from briefer.ingest.results import MAX_BYTES, Kind
from briefer.ingest.sources import read_source, unpacked
from briefer.ingest.xmltree import local
from briefer.model import Draft, Passage, PassageKind
from briefer.text import Block, blocks, guess_language, spans_in, visible_line

if TYPE_CHECKING:
    from lxml import etree
    from markdown_it import MarkdownIt

_TITLE = re.compile(r"title:[ \t]*(?=\S)", re.IGNORECASE)
_CELL = re.compile(r"(?:[^|\\]|\\.)+", re.DOTALL)
_EVIDENCE = re.compile(
    r"\s*\[(?:\d+\.)?S\d+(?:,\s*(?:\d+\.)?S\d+)*\](?:\s*○)?(?:\s*\(\d+ sources\))?"
)
_MADE_BY = re.compile(r"^- Made by briefer\b", re.MULTILINE)
_APPENDIX = re.compile(
    r"^## (?:Not borne out by the source|Not fully checked|Sources|Cited sentences|How this )",
    re.MULTILINE,
)
_BRIEF = re.compile(r"^## How this brief was made$", re.MULTILINE)
_ORIGIN = re.compile(rf"^\*[^*\n]*\*(?:{_EVIDENCE.pattern})?$", re.MULTILINE)
"""The line of outlet, date, length and evidence under a printed headline."""

_OPEN_COMMENT, _CLOSE_COMMENT = "<!--", "-->"
_CELLS = frozenset({"td", "th", "cell"})


def load_draft(path: str, *, stdin: BinaryIO | None = None) -> Draft:
    """Read a draft from a file, or from standard input (``-``); raises as `read_draft`."""
    name = "standard input" if path == STDIN else shown(path)
    data = read_stdin(stdin) if path == STDIN else read_file(path)
    return read_draft(data, source=name)


def read_draft(data: bytes, *, source: str) -> Draft:
    """Read a text that is to be checked.

    Front matter may name what the draft rests on under ``sources``, and its title is a heading of
    the draft. A summary that was printed as Markdown is read without what says how it was made.

    Raises:
        NoArticleError: it holds no words.
        SourceUnreadableError: it cannot be read, or is larger than 64 MB.
    """
    if len(data) > MAX_BYTES:
        raise SourceUnreadableError(f"{source} is larger than {MAX_BYTES >> 20} MB")
    data = unpacked(data, source)
    kind: Kind = recognise(data, source)
    if kind == "html":
        draft = Draft(source, tuple(_html_passages(data, source)))
    elif kind in ("text", "other"):
        draft = _text_draft(decode(data, source=source).text, source)
    else:
        draft = _other_draft(data, source)
    if not draft.passages:
        raise NoArticleError(f"{source} holds no words to check")
    return draft


def draft_from_text(text: str, *, source: str = "text") -> Draft:
    """Read a text that is to be checked, as `read_draft` reads its bytes (raises as it does)."""
    return read_draft(text.encode("utf-8", "surrogatepass"), source=source)


def _other_draft(data: bytes, source: str) -> Draft:
    """Read what is no text: a PDF, a mail, ninjs. Its title is its first heading."""
    articles = read_source(data, source=source).articles
    if not articles:
        raise NoArticleError(f"{source} holds no text to check")
    article = articles[0]
    told = list(_passages(article.text, blocks(article.text, article.body_start)))
    passages = [replace(each, line=0) for each in told]
    if article.title and visible_line(article.title) not in {each.text for each in passages[:1]}:
        passages.insert(0, Passage(visible_line(article.title), 0, 0, kind="heading"))
    return Draft(source, tuple(passages))


# Markdown and plain text


def _text_draft(text: str, source: str) -> Draft:
    front = read_front_matter(text)
    body = _as_written(_without_comments(text))
    told = list(_passages(body, blocks(body, front.end)))
    title = _front_title(text, front)
    if title is not None and title.text not in {each.text for each in told[:1]}:
        told.insert(0, title)
    return Draft(source, tuple(told), front.sources)


def _as_written(text: str) -> str:
    """Return a printed summary or brief without what says how it was made, any other text as is."""
    if not _MADE_BY.search(text) or not (appendix := _APPENDIX.search(text)):
        return text
    written = _ORIGIN.sub(lambda line: " " * len(line[0]), text[: appendix.start()])
    if _BRIEF.search(text) and (section := written.find("\n## ")) >= 0:
        return re.sub("[^\r\n]", " ", written[:section]) + written[section:]
    return written


def _front_title(text: str, front: FrontMatter) -> Passage | None:
    title = front.fields.get("title")
    if title is None:
        return None
    start = max(text.find(title, 0, front.end), 0)
    return Passage(title, start, start + len(title), _line(text, start), "heading")


def _without_comments(text: str) -> str:
    """Blank out comments, so that every other character keeps its place."""
    parts, at = [], 0
    while (start := text.find(_OPEN_COMMENT, at)) >= 0:
        end = text.find(_CLOSE_COMMENT, start)
        if end < 0:
            break
        end += len(_CLOSE_COMMENT)
        parts += [text[at:start], "".join(c if c in "\r\n" else " " for c in text[start:end])]
        at = end
    return "".join([*parts, text[at:]]) if parts else text


def _passages(text: str, found: Iterator[Block]) -> Iterator[Passage]:
    """Yield the sentences of blocks, and the cells of tables, as a reader sees them."""
    language = guess_language(text)
    line, counted = 1, 0
    for block in found:
        kind: PassageKind = block.kind
        pieces = [(block.start, block.end)]
        if kind == "item" and text.startswith("|", block.start):
            kind = "cell"
            cells = _CELL.finditer(text, block.start, block.end)
            pieces = [(cell.start(), cell.end()) for cell in cells]
        elif titled := _TITLE.match(text, block.start, block.end):
            kind, pieces = "heading", [(titled.end(), block.end)]
        for start, end in pieces:
            for a, b in spans_in(text, Block(start, end, block.kind), language):
                seen = _seen(text[a:b])
                if any(char.isalnum() for char in seen):
                    line += _line_ends(text, counted, a)
                    counted = a
                    yield Passage(seen, a, b, line, kind)


def _line(text: str, at: int) -> int:
    return 1 + _line_ends(text, 0, at)


def _line_ends(text: str, start: int, end: int) -> int:
    ends = text.count("\n", start, end)
    return ends + text.count("\r", start, end) - text.count("\r\n", start, end)


def _seen(marked: str) -> str:
    """Return what a reader sees of a piece of Markdown: no marks, and of a link its words."""
    marked = _EVIDENCE.sub("", marked)
    (inline,) = _markdown().parseInline(marked)
    parts = []
    for token in inline.children or ():
        if token.type in ("text", "code_inline"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append(" ")
    return visible_line("".join(parts))


@cache
def _markdown() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("strikethrough")


# HTML


def _html_passages(data: bytes, source: str) -> list[Passage]:
    tree = parse_fragment(markup_text(data, source=source).text, source=source)
    if tree is None:
        return []
    walked = _Walk()
    walked.walk(tree)
    walked.flush()
    language = guess_language(" ".join(text for text, _, _ in walked.found))
    passages: list[Passage] = []
    at = 0
    for text, kind, line in walked.found:
        block = Block(0, len(text), "heading" if kind == "heading" else "prose")
        for a, b in spans_in(text, block, language):
            passages.append(Passage(_EVIDENCE.sub("", text[a:b]), at + a, at + b, line, kind))
        at += len(text) + 2
    headline = next((each.text for each in passages if each.kind == "heading"), None)
    title = tree.find(".//title")
    named = visible_line(title.text or "") if title is not None else ""
    if named and named != headline:
        passages.insert(0, Passage(named, 0, 0, title.sourceline or 0, "heading"))
    return passages


class _Walk:
    """Collects the pieces of text that no end of an element parts, each with kind and line."""

    def __init__(self) -> None:
        self.found: list[tuple[str, PassageKind, int]] = []
        self._parts: list[str] = []
        self._kind: PassageKind = "prose"
        self._line = 0

    def flush(self) -> None:
        """End the piece that is being collected."""
        text = visible_line("".join(self._parts))
        self._parts.clear()
        if any(char.isalnum() for char in text):
            self.found.append((text, self._kind, self._line))

    def walk(self, element: etree._Element) -> None:
        """Collect an element's text; libxml2 allows a depth of 256, so recursion ends in time."""
        name = local(element)
        if not name or name in UNSEEN:
            return
        if name == "br":
            self._parts.append(" ")
            return
        parts = name in PARAGRAPHS
        outer = self._kind, self._line
        if parts:
            self._begin(_kind_of(name, outer[0]), element.sourceline)
        self._parts.append(element.text or "")
        for child in element:
            self.walk(child)
            self._parts.append(child.tail or "")
        if parts:
            self._begin(*outer)

    def _begin(self, kind: PassageKind, line: int | None) -> None:
        self.flush()
        self._kind, self._line = kind, line or 0


def _kind_of(name: str, around: PassageKind) -> PassageKind:
    if name in HEADINGS:
        return "heading"
    if name in _CELLS:
        return "cell"
    return "item" if name == "li" else around
