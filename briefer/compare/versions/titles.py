"""Where an article's headline stands in its text."""

from __future__ import annotations

import re

from briefer.model import Article, Sentence

TITLE_ID = "title"
"""What stands for a sentence's id where the headline is meant."""

_FIELD = re.compile(
    r"^(?:title|headline)[ \t]*:[ \t]*(?P<value>[^\r\n]*\S)", re.IGNORECASE | re.MULTILINE
)
_LINE = re.compile(r"^[ \t]*(?:#[ \t]+)?(?P<value>[^\s#][^\r\n]*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def title_of(article: Article) -> Sentence | None:
    """Return the headline as a sentence of id ``title``, with its span in the text.

    The last line before the body that says it counts, else front matter. A headline that the
    text does not hold (a page's metadata) has an empty span at the start; no headline is None.
    """
    if not article.title:
        return None
    head = article.text[: article.body_start]
    wanted = _letters(article.title)
    spans = [m.span("value") for pattern in (_FIELD, _LINE) for m in pattern.finditer(head)]
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
