"""Which lines of a text make a heading, a list item or a paragraph.

Works on plain text and on Markdown alike, on lines wrapped by hand and on a paragraph a line.
Line ends are LF, CRLF, lone CR, U+2028, U+2029, vertical tab, form feed and U+0085.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from briefer.model import SentenceKind

_NEWLINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_QUOTE_MARK = re.compile(r"[ \t]{0,3}>(?:[ \t]*>)*[ \t]?")
_BULLET = re.compile(r"[-*+•‣–][ \t]+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)][ \t]+(?=\S)")
_HASHES = re.compile(r"#{1,6}[ \t]+(?=\S)")
_RULE = re.compile(r"[\s*_=~#|:+•·–—-]*\Z|(?:```+|~~~+)[\w+#.-]*\s*\Z")
_UNDERLINE = re.compile(r"(?:=+|--+)\s*\Z")
_WIDE = re.compile(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]")

_CLOSERS = "\"'”’»“«)]}*_"
_STOPS = ".!?…。！？؟।۔"
_HEADING_WIDTH = 100
_HEADING_WORDS = 14
_WRAP_MIN, _WRAP_MAX = 45, 160
"""Columns between which the longest line of a stretch can be a margin that text was wrapped at."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of text that sentences never cross; markers of lists and headings are outside.

    ``guessed``: a heading only by its looks, without a mark of its own.
    """

    start: int
    end: int
    kind: SentenceKind
    guessed: bool = False


@dataclass(frozen=True, slots=True)
class _Line:
    start: int
    end: int
    text: str
    indent: int
    depth: int
    number: int | None = None

    @property
    def width(self) -> int:
        wide = 0 if self.text.isascii() else len(_WIDE.findall(self.text))
        return len(self.text) + wide


_BLANK = _Line(0, 0, "", 0, 0)


def blocks(text: str, start: int = 0) -> Iterator[Block]:
    """Yield the blocks of ``text[start:]`` in order, with offsets into ``text``.

    A paragraph ends at a blank line, at a heading, list item, rule or change of quotation depth,
    and at a line end that is no hard wrap: a line is taken as wrapped when the next line's first
    word would not have fitted into the margin. A text of nothing but short lines has no headings.
    """
    found = [
        block
        for stretch in _stretches(_numbered(list(_lines(text, start))))
        for block in _stretch_blocks(stretch)
    ]
    if not any(block.kind == "prose" for block in found):
        found = [replace(b, kind="prose", guessed=False) if b.guessed else b for b in found]
    yield from found


def _lines(text: str, start: int) -> Iterator[_Line]:
    """Yield lines without their ends; ``text`` is empty for a blank one and for a page break."""
    at = start
    while at <= len(text):
        newline = _NEWLINE.search(text, at)
        end = newline.start() if newline else len(text)
        yield _line(text, at, end) if end > at else _BLANK
        if newline is None:
            return
        if newline[0] == "\x0c":
            yield _BLANK
        at = newline.end()


def _line(text: str, start: int, end: int) -> _Line:
    depth = 0
    if quote := _QUOTE_MARK.match(text, start, end):
        depth = quote[0].count(">")
        start = quote.end()
    raw = text[start:end]
    inner = raw.lstrip()
    indent = len(raw) - len(inner)
    number = _NUMBER.match(inner)
    return _Line(
        start + indent, end, inner.rstrip(), indent, depth, int(number[1]) if number else None
    )


def _numbered(lines: Sequence[_Line]) -> list[_Line]:
    """Keep a line's number only where a neighbour counts on: "1. FC Köln" is no list."""
    marked = [line for line in lines if line.number is not None]
    if not marked:
        return list(lines)
    kept: set[int] = set()
    for a, b in pairwise(marked):
        if a.number is not None and b.number == a.number + 1:
            kept |= {a.start, b.start}
    return [
        replace(line, number=None) if line.number is not None and line.start not in kept else line
        for line in lines
    ]


def _stretches(lines: Sequence[_Line]) -> Iterator[list[_Line]]:
    """Group lines that no blank line and no change of quotation depth parts."""
    stretch: list[_Line] = []
    for line in lines:
        if stretch and (not line.text or line.depth != stretch[0].depth):
            yield stretch
            stretch = []
        if line.text:
            stretch.append(line)
    if stretch:
        yield stretch


def _stretch_blocks(lines: list[_Line]) -> Iterator[Block]:
    margin = max(line.width for line in lines)
    open_block: Block | None = None
    for index, line in enumerate(lines):
        before = lines[index - 1] if index else None
        if _RULE.match(line.text):
            yield from _closed(open_block)
            open_block = None
            continue
        wraps = open_block is not None and before is not None and _wraps(before, line, margin)
        marker, kind = _marker(line, before, wraps=wraps)
        guessed = False
        if kind == "prose" and _underlined(lines, index):
            kind = "heading"
        elif kind == "prose" and not wraps and _looks_like_heading(lines, index, margin):
            kind, guessed = "heading", True
        if wraps and open_block is not None and kind == "prose" and open_block.kind != "heading":
            open_block = replace(open_block, end=line.end)
        else:
            yield from _closed(open_block)
            open_block = Block(line.start + marker, line.end, kind, guessed)
    yield from _closed(open_block)


def _closed(block: Block | None) -> Iterator[Block]:
    if block is not None:
        yield block


def _marker(line: _Line, before: _Line | None, *, wraps: bool) -> tuple[int, SentenceKind]:
    """Return the length of a heading's or list item's mark, and what it marks."""
    if match := _HASHES.match(line.text):
        return match.end(), "heading"
    if line.text.startswith("|"):
        return 0, "item"
    match = _BULLET.match(line.text) or (_NUMBER.match(line.text) if line.number else None)
    if match is None:
        return 0, "prose"
    in_mid_sentence = wraps and before is not None and not _ends(before.text, _STOPS + ":;,")
    if in_mid_sentence and line.text[0] in "-–" and not _is_item(before):
        return 0, "prose"
    return match.end(), "item"


def _is_item(line: _Line | None) -> bool:
    return line is not None and (bool(_BULLET.match(line.text)) or line.number is not None)


def _wraps(before: _Line, line: _Line, margin: int) -> bool:
    """Whether ``line`` goes on with what ``before`` says."""
    if _is_item(before) and line.indent >= max(2, before.indent + 1):
        return True
    first = line.text.split(maxsplit=1)[0]
    room = 2 if _WIDE.match(first) else len(first) + 1
    full = _WRAP_MIN <= margin <= _WRAP_MAX and before.width + room > margin
    if _ends(before.text, _STOPS + ":"):
        return full and not line.indent > before.indent + 1
    return full or line.text[0].islower() or before.text[-1] in ",;"


def _ends(text: str, stops: str) -> bool:
    bare = text.rstrip(_CLOSERS)
    return bool(bare) and bare[-1] in stops


def _underlined(lines: Sequence[_Line], index: int) -> bool:
    """Setext headings: one line over a row of ``=`` or ``-``."""
    below = lines[index + 1].text if index + 1 < len(lines) else ""
    alone = index == 0 or bool(_RULE.match(lines[index - 1].text))
    return alone and bool(_UNDERLINE.match(below))


def _looks_like_heading(lines: Sequence[_Line], index: int, margin: int) -> bool:
    """A short line without an end mark that stands alone, or far short of the margin."""
    line = lines[index]
    if line.width > _HEADING_WIDTH or _ends(line.text, _STOPS + ":;,"):
        return False
    if line.text[0].islower() or len(line.text.split()) > _HEADING_WORDS:
        return False
    if len(lines) == 1:
        return True
    if index + 1 == len(lines) or line.width >= 0.6 * margin:
        return False
    return not lines[index + 1].text[0].islower()
