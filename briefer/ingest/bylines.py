"""Who wrote a page: names out of bylines, without the dates and credits that stand with them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.furniture import is_picture_credit
from briefer.ingest.dates import date_span, find_date, iso_date
from briefer.ingest.making import one_line, without_tags

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_PAGES = lang.page_phrases()
_BY = re.compile(rf"(?:{'|'.join(sorted(_PAGES.byline_words))})[\s:]+(?=[^\W\d_])", re.IGNORECASE)
_STAMP = re.compile("|".join(_PAGES.stamps), re.IGNORECASE)
_HANDLE = re.compile(r"@|https?:|www\.")
_MARKED = re.compile(r"(?:^|[\s_-])(?:author|byline)(?:$|[\s_-]|__name)")
_COMMENTS = re.compile(r"comment|disqus|reply|replies", re.IGNORECASE)
_PICTURES = frozenset("figure figcaption picture".split())
_EDGES = " \t,;:|•·–—-/"
_MOST_WORDS = 8
"""Two names and an "and"."""

_MOST_LEVELS = 12


def author_names(author: str | None) -> str | None:
    """Return the names in what is said of an author, or None: a date or a credit is no author."""
    line = without_tags(author) or ""
    if iso_date(line):
        return None
    span = date_span(line)
    while span is not None:
        # What stands behind a date is its time, its place or how long the reading takes.
        line = line[: span[0]] if line[: span[0]].strip(_EDGES) else line[span[1] :]
        span = date_span(line)
    line = line.strip(_EDGES)
    if is_picture_credit(line) or line.startswith("©") or _STAMP.match(line):
        return None
    line = _BY.sub("", line, count=1).strip(_EDGES)
    if _HANDLE.search(line) or not any(map(str.isalpha, line)):
        return None
    return one_line(line)


def byline(tree: HtmlElement) -> tuple[str | None, str | None]:
    """Return the name and the day in the elements that are marked as the author's.

    A name is a few words, and neither a commenter's nor a photographer's.
    """
    day: str | None = None
    for element in tree.iter("a", "span", "p", "div", "address"):
        marks = " ".join(element.get(name) or "" for name in ("rel", "itemprop", "class"))
        if not _MARKED.search(marks.lower()) or _is_apart(element):
            continue
        line = one_line(" ".join(element.itertext()))
        if line is None:
            continue
        day = day or (find_date(line) or "")[:10] or None
        name = author_names(line)
        if name and len(name.split()) <= _MOST_WORDS:
            return name, day
    return None, day


def _is_apart(element: HtmlElement) -> bool:
    """Whether an element stands among comments, or with a picture."""
    for level, each in enumerate((element, *element.iterancestors())):
        if each.tag in ("body", "html") or level > _MOST_LEVELS:
            return False
        names = f"{each.get('class') or ''} {each.get('id') or ''}"
        if each.tag in _PICTURES or (each.tag != "article" and _COMMENTS.search(names)):
            return True
    return False
