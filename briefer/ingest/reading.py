"""One text to one article: front matter, title and dateline understood, the text untouched."""

from __future__ import annotations

import re

from briefer.errors import NoArticleError
from briefer.ingest.datelines import read_dateline
from briefer.ingest.decoding import decode
from briefer.ingest.front_matter import read_front_matter
from briefer.model import Article

_SPACE = re.compile(r"[\s\x00\ufeff\u200b]*")
_NAMED = re.compile(r"title:", re.IGNORECASE)
_RULE = re.compile(r"={3,}[ \t]*\Z")
_LINE_END = re.compile(r"\r\n|\r|\n|\Z")
_LONGEST_TITLE = 1_000
_HASHES = re.compile(r"[ \t]+#+\Z")
_EMPHASIS = re.compile(r"(\*\*|__|\*|_)(?P<inner>[^*_]+)\1\Z")


def read_article(data: bytes, *, source: str, encoding: str | None = None) -> Article:
    """Make an article of a file's bytes.

    ``source`` names it in messages and in the article. ``Article.text`` is the whole decoded
    text, line ends, front matter and all, without a byte order mark; ``body_start`` is the
    offset behind front matter, title and dateline. The title is that of the front matter, else
    of a leading ``# title``, ``Title: ...`` or underlined line; such a line is left out of the
    body when it says the article's title. Language and the like are set only when declared.

    Raises:
        SourceUnreadableError: the bytes are no text, or not in ``encoding``.
        NoArticleError: there is nothing but white space, marks, front matter or a title.
    """
    if not data.strip():
        raise NoArticleError(f"{source} is empty")
    decoded = decode(data, source=source, encoding=encoding)
    return article_from_text(decoded.text, source=source, notes=decoded.notes)


def article_from_text(text: str, *, source: str = "text", notes: tuple[str, ...] = ()) -> Article:
    """Make an article of a text as `read_article` does; ``notes`` come first among its own.

    Raises:
        NoArticleError: there is nothing but white space, marks, front matter or a title.
    """
    front = read_front_matter(text)
    at = _skip_space(text, front.end)
    title = front.fields.get("title")
    if line := _title_line(text, at):
        found = _plain(line[0])
        if title is None or _same(title, found):
            title = title or found
            at = _skip_space(text, line[1])
    _demand_words(text, at, source, title=title, front=front.end > 0)
    dateline = read_dateline(text, at)
    return Article(
        text=text,
        title=title,
        url=front.fields.get("url"),
        date=front.fields.get("date"),
        author=front.fields.get("author"),
        outlet=front.fields.get("outlet"),
        language=front.fields.get("language"),
        dateline=dateline.place if dateline else None,
        body_start=dateline.end if dateline else at,
        source=source,
        notes=(*notes, *front.notes),
    )


def _skip_space(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _title_line(text: str, at: int) -> tuple[str, int] | None:
    """Return the title that the line at ``at`` gives, and where the line or its rule ends."""
    end = _LINE_END.search(text, at)
    if end is None:
        return None
    line = text[at : end.start()].rstrip(" \t")
    if len(line) > _LONGEST_TITLE:
        return None
    if line[:1] == "#" and line[1:2] in (" ", "\t"):
        return line[1:].strip(), end.start()
    if (named := _NAMED.match(line)) and line[named.end() :].strip():
        return line[named.end() :].strip(), end.start()
    below = _LINE_END.search(text, end.end())
    if line and below and _RULE.match(text, end.end(), below.start()):
        return line, below.start()
    return None


def _plain(title: str) -> str:
    """Return a title line's words, without closing hashes and emphasis."""
    title = _HASHES.sub("", title)
    whole = _EMPHASIS.match(title)
    return " ".join((whole["inner"] if whole else title).split())


def _same(one: str, other: str) -> bool:
    return [char for char in one.casefold() if char.isalnum()] == [
        char for char in other.casefold() if char.isalnum()
    ]


def _demand_words(text: str, at: int, source: str, *, title: str | None, front: bool) -> None:
    if any(char.isalnum() for char in text[at:]):
        return
    if title is not None:
        raise NoArticleError(f"{source} holds a title and no text")
    if front:
        raise NoArticleError(f"{source} holds front matter and no text")
    raise NoArticleError(f"{source} is empty" if not text.strip() else f"{source} holds no words")
