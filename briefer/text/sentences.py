"""Sentences with stable ids, cut paragraph by paragraph.

`blocks` says which lines make a paragraph, `boundaries` where sentences end in it.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefer.model import Article, Document, Sentence
from briefer.text.blocks import Block, blocks
from briefer.text.boundaries import MAX_SENTENCE, flatten, sentence_spans
from briefer.text.language import article_language

__all__ = ["MAX_SENTENCE", "spans_in", "split"]


def split(article: Article) -> Document:
    """Number the sentences of an article's body: ``S1``, ``S2``, ... in reading order.

    The same text always gives the same ids and spans. Spans are disjoint, begin and end with a
    visible character, hold at most ``MAX_SENTENCE`` code points, and together leave out only
    white space and the marks of list items, headings, quotations and rules. ``paragraph``
    counts from 0 over headings, list items and paragraphs alike. A heading is one sentence.
    Never raises, whatever the text.
    """
    text = article.text
    language = article_language(article)
    sentences: list[Sentence] = []
    paragraph = -1
    for block in blocks(text, article.body_start):
        before = len(sentences)
        for a, b in spans_in(text, block, language):
            number = f"S{len(sentences) + 1}"
            here = paragraph + 1
            sentences.append(Sentence(number, a, b, text[a:b], here, block.kind))
        if len(sentences) > before:
            paragraph += 1
    return Document(article, tuple(sentences))


def spans_in(text: str, block: Block, language: str) -> Iterator[tuple[int, int]]:
    """Yield where the sentences of a block begin and end in the text; a heading is one."""
    flat = flatten(text[block.start : block.end])
    heading = block.kind == "heading" and len(flat) <= MAX_SENTENCE
    for start, end in [_trimmed(flat)] if heading else sentence_spans(flat, language):
        if start < end:
            yield block.start + start, block.start + end


def _trimmed(flat: str) -> tuple[int, int]:
    end = len(flat.rstrip())
    return end - len(flat[:end].lstrip()), end
