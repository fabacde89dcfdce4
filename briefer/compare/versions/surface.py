"""What of a version's text is no part of its wording: cosmetics, the page round the story, marks.

Text in its normal form, where the headline stands, lines that are page furniture, and which
stretches stand between quotation marks, also over several sentences.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right

from briefer import lang
from briefer.lazy import cached_property
from briefer.model import Article, Document, Sentence

_TABLE = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»「」『』＂", '"'),
        **dict.fromkeys("‘’‚‛‹›`´ʼ＇", "'"),
        **dict.fromkeys("—–―−⸺⸻", "—"),
        **dict.fromkeys("‐‑⁃", "-"),
        **dict.fromkeys("\u00ad\u200b\u2060\ufeff\x00", None),
        "…": "...",
    }
)
_DOUBLED = re.compile(r"''|,,(?=\w)")
_SPAN_DASH = re.compile(r"(?<=\d)\s?—\s?(?=\d)")
_DASH = re.compile(r"\s*(?:—+|(?<!-)--{1,2}(?!-))\s*|\s+-\s+")
_EDGE = re.compile(r"(?<!\w)'|'(?!\w)")
_EMPHASIS = re.compile(r"(?<!\w)[*_`]+(?=\S)|(?<=\S)[*_`]+(?!\w)")


def normalized(text: str) -> str:
    """Return the text as its cosmetic variants share it; case, words and stops stay.

    NFC; every quotation mark as ``"``, inner apostrophes as ``'``, spaced dashes as one, white
    space runs as one space, no soft hyphens, zero-width characters or Markdown emphasis.
    """
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        text = text.replace("« ", '"').replace(" »", '"')
        text = text.replace("«\u00a0", '"').replace("\u00a0»", '"')
        text = text.replace("«\u202f", '"').replace("\u202f»", '"').translate(_TABLE)
    text = _DOUBLED.sub('"', text) if "''" in text or ",," in text else text
    if "*" in text or "_" in text or "`" in text:
        text = _EMPHASIS.sub("", text)
    if "'" in text:
        text = _EDGE.sub('"', text)
    if "—" in text or "-" in text:
        text = _DASH.sub(" - ", _SPAN_DASH.sub("-", text))
    return " ".join(text.split())


TITLE_ID = "title"
"""What stands for a sentence's id where the headline is meant."""

_TITLE_FIELD = re.compile(
    r"^(?:title|headline)[ \t]*:[ \t]*(?P<value>[^\r\n]*\S)", re.IGNORECASE | re.MULTILINE
)
_TITLE_LINE = re.compile(
    r"^[ \t]*(?:#[ \t]+)?(?P<value>[^\s#][^\r\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE
)


def title_of(article: Article) -> Sentence | None:
    """Return the headline as a sentence of id ``title``, with its span in the text.

    The last line before the body that says it counts, else front matter. A headline that the
    text does not hold (a page's metadata) has an empty span at the start; no headline is None.
    """
    if not article.title:
        return None
    head = article.text[: article.body_start]
    wanted = _letters(article.title)
    spans = [
        m.span("value") for pattern in (_TITLE_FIELD, _TITLE_LINE) for m in pattern.finditer(head)
    ]
    for start, end in sorted(spans, reverse=True):
        begin, stop = _unquoted(head, start, end)
        if _letters(head[begin:stop]) == wanted:
            return Sentence(TITLE_ID, begin, stop, head[begin:stop], kind="heading")
    at = head.find(article.title)
    if at >= 0:
        return Sentence(TITLE_ID, at, at + len(article.title), article.title, kind="heading")
    return Sentence(TITLE_ID, 0, 0, "", kind="heading")


def _unquoted(text: str, start: int, end: int) -> tuple[int, int]:
    """Leave out the quotation marks that YAML puts round a whole value, and emphasis."""
    while end - start > 1 and text[start] == text[end - 1] and text[start] in "\"'*_":
        start, end = start + 1, end - 1
    return start, end


def _letters(text: str) -> str:
    return "".join(char for char in text.casefold() if char.isalnum())


_MOST_WORDS = 14
_WORDLESS = (
    r"©.{0,60}\b(?:19|20)\d\d\b.{0,60}\Z",
    r"\W*\d{1,2}:\d\d(?::\d\d)?\W*\Z",
    r"(?:[\w’'-]+[,:]? )?-?\d{1,2} ?°\s?[CF]?(?:\W+[\w’'-]+){0,3}\Z",
    "[\u2190-\u2bff\U0001f000-\U0001faff]\ufe0f? ?[\\d.,]+ ?[km]?\\W*\\Z",
)
"""What is round a story in any language: a copyright's year, a length of audio, the weather, what
a pictograph counts."""

_BESIDE_EACH_OTHER = re.compile(r" [·•|–—/] |(?<=\d) (?=[\u2190-\u2bff\U0001f000-\U0001faff])")

_FURNITURE = re.compile("|".join((*lang.page_phrases().stamps, *_WORDLESS)), re.IGNORECASE)
_BY = "|".join(sorted(word.capitalize() for word in lang.every_language().byline_words))
_BYLINE = re.compile(
    rf"(?:{_BY}) [^\W\d_a-z][\w’'.-]*(?: [^\W\d_a-z][\w’'.-]*){{1,3}}(?: and .*)?\Z"
)


def is_furniture(text: str) -> bool:
    """Whether a sentence is no part of the story: a stamp, byline, credit, pointer or count."""
    line = " ".join(text.split())
    if len(line.split()) > _MOST_WORDS:
        return False
    return all(
        _FURNITURE.match(part) or _BYLINE.match(part)
        for part in map(str.strip, _BESIDE_EACH_OTHER.split(line))
    )


_MARK = re.compile(r"[“”„«»\"]|(?<!\w)['‘](?=\w)|(?<=[\w.,!?])['’](?!\w)")
_SINGLE = frozenset("'‘’")
_LONGEST_SINGLE = 600


class QuotedSpans:
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
