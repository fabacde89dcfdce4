"""Which stretches of a version stand between quotation marks, also over several sentences."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cached_property

from briefer.model import Document, Sentence

_MARK = re.compile(r"[“”„«»\"]|(?<!\w)['‘](?=\w)|(?<=[\w.,!?])['’](?!\w)")
_SINGLE = frozenset("'‘’")
_LONGEST_SINGLE = 600


class Quotes:
    """The quotations of a document, paragraph by paragraph, read when asked for."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._found: dict[int, list[tuple[int, int]]] = {}

    @cached_property
    def _paragraphs(self) -> dict[int, tuple[int, int]]:
        out: dict[int, tuple[int, int]] = {}
        for s in self._document.sentences:
            start, _ = out.get(s.paragraph, (s.start, s.end))
            out[s.paragraph] = (start, s.end)
        return out

    def within(self, sentences: tuple[Sentence, ...]) -> list[tuple[int, int]]:
        """Return the quoted spans of a passage, counted from its start."""
        begin, stop = sentences[0].start, sentences[-1].end
        text = self._document.article.text
        if sentences[0].id not in self._document.by_id:
            return [(a - begin, b - begin) for a, b in quoted_spans(text, begin, stop)]
        spans: list[tuple[int, int]] = []
        for paragraph in sorted({s.paragraph for s in sentences}):
            if paragraph not in self._found:
                self._found[paragraph] = quoted_spans(text, *self._paragraphs[paragraph])
            found = self._found[paragraph]
            first = bisect_right(found, (begin, begin))
            for a, b in found[max(0, first - 1) :]:
                if a >= stop:
                    break
                if b > begin:
                    spans.append((max(a, begin) - begin, min(b, stop) - begin))
        return spans


def quoted_spans(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return what stands between quotation marks in ``text[start:end]``, marks left out.

    A double mark left open quotes to the end, as where a quotation runs on into the next
    paragraph; a single one left open is an apostrophe.
    """
    spans: list[tuple[int, int]] = []
    opened: int | None = None
    single: int | None = None
    for mark in _MARK.finditer(text, start, end):
        at, sign = mark.start(), mark[0]
        if sign in _SINGLE:
            if opened is not None:
                continue
            opens = (at == start or not text[at - 1].isalnum()) and sign != "’"
            if opens and single is None:
                single = mark.end()
            elif not opens and single is not None and at - single <= _LONGEST_SINGLE:
                spans.append((single, at))
                single = None
        elif opened is None:
            opened, single = mark.end(), None
        else:
            spans.append((opened, at))
            opened = None
    if opened is not None:
        spans.append((opened, end))
    return spans
