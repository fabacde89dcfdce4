"""Sentences with stable ids, cut paragraph by paragraph.

Boundaries inside a paragraph are `sentencex`'s; what is ours is which lines make a paragraph,
and that headings and list items are never glued to prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from sentencex import get_sentence_boundaries

from briefer.model import Article, Document, Sentence, SentenceKind
from briefer.text.language import guess_language

MAX_SENTENCE = 2_000
"""Code points; a longer stretch without a sentence end is cut at white space."""

_HEADING_MAX = 100
_BLANK_LINES = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+|\f")
_BULLET = re.compile(r"[^\S\n]*(?:[-*+•‣–]|\d{1,3}[.)])[^\S\n]+(?=\S)")
_HASHES = re.compile(r"[^\S\n]*#{1,6}[^\S\n]+(?=\S)")
_ENDS = re.compile(r"""[.!?…。！？؟।:;,]["'”’»“)\]]*\s*$""")
_RULE = re.compile(r"[\s*_=~#-]*$")
_NEWLINES = re.compile(r"\r\n?|\u2028|\u2029|\x0b|\x85")


@dataclass(frozen=True, slots=True)
class _Block:
    start: int
    end: int
    kind: SentenceKind


def split(article: Article) -> Document:
    """Number the sentences of an article's body: ``S1``, ``S2``, ... in reading order.

    The same text always gives the same ids and spans. A paragraph ends at a blank line, at a
    line that ends a sentence, and round headings and list items; a hard-wrapped line does not
    end one.
    """
    text = article.text
    language = article.language or guess_language(text[article.body_start :])
    sentences: list[Sentence] = []
    for paragraph, block in enumerate(_blocks(text, article.body_start)):
        for start, end in _cut(text, block, language):
            number = len(sentences) + 1
            sentences.append(
                Sentence(f"S{number}", start, end, text[start:end], paragraph, block.kind)
            )
    return Document(article, tuple(sentences))


def _blocks(text: str, start: int) -> Iterator[_Block]:
    # Every replacement keeps the length, so offsets stay those of the untouched text.
    flat = _NEWLINES.sub(lambda m: "\n" * len(m[0]) if m[0] != "\r\n" else " \n", text)
    at = start
    for gap in [*_BLANK_LINES.finditer(flat, start), None]:
        end = gap.start() if gap else len(flat)
        yield from _paragraphs(flat, at, end)
        at = gap.end() if gap else end


def _paragraphs(text: str, start: int, end: int) -> Iterator[_Block]:
    """Split a stretch without blank lines into headings, list items and prose paragraphs."""
    lines = _lines(text, start, end)
    widest = max((b - a for a, b in lines), default=0)
    open_block: _Block | None = None
    for index, (a, b) in enumerate(lines):
        line = text[a:b]
        marker, kind = _marker(line)
        if _RULE.match(line):
            yield from _closed(open_block)
            open_block = None
            continue
        alone = len(lines) == 1
        if kind == "prose" and _looks_like_heading(line, text, lines, index, widest, alone=alone):
            kind = "heading"
        joins = (
            open_block is not None
            and kind == "prose"
            and open_block.kind != "heading"
            and not _ENDS.search(text, open_block.start, open_block.end)
        )
        if joins and open_block is not None:
            open_block = _Block(open_block.start, b, open_block.kind)
        else:
            yield from _closed(open_block)
            open_block = _Block(a + marker, b, kind)
    yield from _closed(open_block)


def _closed(block: _Block | None) -> Iterator[_Block]:
    if block is not None and block.end > block.start:
        yield block


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    lines = []
    at = start
    while at < end:
        stop = text.find("\n", at, end)
        stop = end if stop < 0 else stop
        if text[at:stop].strip():
            lines.append((at, stop))
        at = stop + 1
    return lines


def _marker(line: str) -> tuple[int, SentenceKind]:
    if match := _HASHES.match(line):
        return match.end(), "heading"
    if match := _BULLET.match(line):
        return match.end(), "item"
    return 0, "prose"


def _looks_like_heading(
    line: str,
    text: str,
    lines: list[tuple[int, int]],
    index: int,
    widest: int,
    *,
    alone: bool,
) -> bool:
    """A short line with no end mark that stands alone or far shorter than its neighbours."""
    if len(line) > _HEADING_MAX or _ENDS.search(line):
        return False
    if alone:
        return len(line.split()) <= 14
    if index and not _ENDS.search(text, *lines[index - 1]):
        return False
    last = index + 1 == len(lines)
    return not last and len(line) < 0.6 * widest


def _cut(text: str, block: _Block, language: str) -> Iterator[tuple[int, int]]:
    if block.kind == "heading":
        yield from _trimmed(text, block.start, block.end)
        return
    passage = text[block.start : block.end]
    for boundary in get_sentence_boundaries(language, passage):
        start = block.start + boundary["start_index"]
        end = block.start + boundary["end_index"]
        yield from _trimmed(text, start, end)


def _trimmed(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while start < end and _blank(text[start]):
        start += 1
    while end > start and _blank(text[end - 1]):
        end -= 1
    while end - start > MAX_SENTENCE:
        space = text.rfind(" ", start + MAX_SENTENCE // 2, start + MAX_SENTENCE)
        cut = space if space > 0 else start + MAX_SENTENCE
        yield start, cut
        start = cut
        while start < end and _blank(text[start]):
            start += 1
    if start < end:
        yield start, end


def _blank(char: str) -> bool:
    return char.isspace() or char in "\ufeff\u200b\x00"
