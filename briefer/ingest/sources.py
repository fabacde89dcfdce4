"""The one way in: any bytes to the articles they hold and the links they name."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from briefer.apart import CAN_BE_STOPPED
from briefer.errors import BrieferError, NoArticleError, SourceUnreadableError
from briefer.ingest.apart import LARGE, read_apart
from briefer.ingest.kinds import json_kind, parse_json, recognise
from briefer.ingest.reading import read_article
from briefer.ingest.results import MAX_BYTES, Kind, Reading
from briefer.model import Article

_PEEK = 512

_APART: frozenset[Kind] = frozenset(
    {"html", "email", "feed", "opml", "sitemap", "nitf", "newsml", "xml", "json", "ninjs"}
)
"""Kinds that are read by others' parsers; of PDF each document has a process of its own."""

_MAY_BE_EMPTY = frozenset({"feed", "sitemap"})
"""A news sitemap lists two days' articles; a list of feeds that names none is a mistake."""


def read_source(
    data: bytes,
    *,
    source: str,
    url: str | None = None,
    content_type: str | None = None,
    charset: str | None = None,
    may_be_empty: bool = False,
) -> Reading:
    """Read a source of any kind; the kind is seen from its content.

    Args:
        data: All of it; gzip is unpacked.
        source: Its name in messages and in ``Article.source``.
        url: Where it was fetched. Relative links are resolved against it, and it is the
            article's address if the page names no better one.
        content_type: As HTTP gives it, with or without parameters; counts only for what could be
            plain text.
        charset: The encoding that HTTP names, which a byte order mark and UTF-8 overrule.
        may_be_empty: Whether a sound feed or sitemap that lists nothing, for now, is a reading.

    Raises:
        NoArticleError: it was read, and holds neither an article nor a link to one.
        SourceUnreadableError: it cannot be read; the message says why.
    """
    data = unpacked(data, source)
    if not data[:_PEEK].strip() and not data.strip():
        raise NoArticleError(f"{source} is empty")
    charset = charset or _charset_of(content_type)
    try:
        kind = recognise(data, url or source, content_type)
    except Exception as error:
        raise _too_damaged(source, error) from error
    is_apart = len(data) > LARGE and kind in _APART and CAN_BE_STOPPED
    read = read_apart if is_apart else read_kind
    reading = read(data, kind, source=source, url=url, charset=charset)
    if kind == "text" and url is not None:
        _demand_article(reading, source)
    if not reading.articles and not reading.links:
        if may_be_empty and kind in _MAY_BE_EMPTY and not reading.notes:
            return reading
        noun = {"feed": "an entry", "opml": "a feed", "sitemap": "a page"}.get(kind, "an article")
        raise NoArticleError(
            f"{source} does not hold {noun} that can be read or fetched",
            hint="it may be empty for now; a browser shows what it holds",
        )
    if url is None:
        return reading
    return replace(reading, articles=tuple(_with_address(a, url) for a in reading.articles))


def read_kind(
    data: bytes, kind: Kind, *, source: str, url: str | None = None, charset: str | None = None
) -> Reading:
    """Read what is known to be of a kind, here and now.

    Raises:
        NoArticleError: it holds neither an article nor a link to one.
        SourceUnreadableError: it cannot be read, or its parser trips over it.
    """
    try:
        return _READERS[kind](data, _Origin(source, url, charset))
    except BrieferError:
        raise
    except MemoryError as error:
        raise SourceUnreadableError(f"{source} takes too much memory to read") from error
    except Exception as error:
        # Whatever comes in: one document that a parser trips over must not end a run.
        raise _too_damaged(source, error) from error


def _too_damaged(source: str, error: Exception) -> SourceUnreadableError:
    return SourceUnreadableError(f"{source} is too damaged to be read ({type(error).__name__})")


def unpacked(data: bytes, source: str) -> bytes:
    """Return data as it is, or what it unpacks to when it is gzip.

    Raises:
        SourceUnreadableError: the archive is damaged, or unpacks to more than `MAX_BYTES`.
    """
    if not data.startswith(b"\x1f\x8b"):
        return data
    unpacker = zlib.decompressobj(31)
    try:
        whole = unpacker.decompress(data, MAX_BYTES + 1)
    except zlib.error:
        raise SourceUnreadableError(f"{source} is a damaged gzip archive") from None
    if len(whole) > MAX_BYTES:
        raise SourceUnreadableError(f"{source} unpacks to more than {MAX_BYTES >> 20} MB")
    if not unpacker.eof:
        raise SourceUnreadableError(f"{source} is a gzip archive that is cut off")
    return whole


@dataclass(frozen=True, slots=True)
class _Origin:
    """Where data came from: its name, address and declared encoding."""

    source: str
    url: str | None
    charset: str | None

    @property
    def options(self) -> dict[str, Any]:
        return {"source": self.source, "url": self.url, "charset": self.charset}


def _text(data: bytes, origin: _Origin) -> Reading:
    try:
        article = read_article(data, source=origin.source)
        if origin.charset and any(note.startswith("read as ") for note in article.notes):
            # The encoding was guessed, and HTTP names one.
            article = read_article(data, source=origin.source, encoding=origin.charset)
    except SourceUnreadableError:
        article = read_article(data, source=origin.source)
    return Reading("text", (article,), title=article.title)


def _html(data: bytes, origin: _Origin) -> Reading:
    from briefer.ingest.pages import read_page

    article = read_page(data, **origin.options)
    return Reading("html", (article,), title=article.title)


def _pdf(data: bytes, origin: _Origin) -> Reading:
    from briefer.ingest.pdf import read_pdf

    article = read_pdf(data, source=origin.source)
    return Reading("pdf", (article,), title=article.title)


def _email(data: bytes, origin: _Origin) -> Reading:
    from briefer.ingest.mail import read_mail

    article = read_mail(data, source=origin.source)
    return Reading("email", (article,), title=article.title)


def _feed(data: bytes, origin: _Origin) -> Reading:
    if _is_json(data):
        return _json(data, origin)
    from briefer.ingest.feeds import read_feed

    return read_feed(data, **origin.options)


def _opml(data: bytes, origin: _Origin) -> Reading:
    from briefer.ingest.lists import read_opml

    return read_opml(data, **origin.options)


def _sitemap(data: bytes, origin: _Origin) -> Reading:
    from briefer.ingest.lists import read_sitemap

    return read_sitemap(data, **origin.options)


def _xml(data: bytes, origin: _Origin) -> Reading:
    from briefer.ingest.newsml import read_news_xml

    return read_news_xml(data, **origin.options)


def _json(data: bytes, origin: _Origin) -> Reading:
    from briefer.ingest.charsets import markup_text
    from briefer.ingest.feeds import read_json_feed
    from briefer.ingest.ninjs import read_json

    text = markup_text(data, source=origin.source, charset=origin.charset).text
    try:
        value = parse_json(text)
    except ValueError as error:
        raise SourceUnreadableError(
            f"{origin.source} is JSON that cannot be parsed: {error}"
        ) from None
    if json_kind(value) == "feed":
        return read_json_feed(value, source=origin.source, url=origin.url)
    return read_json(value, source=origin.source, url=origin.url)


_READERS: dict[Kind, Callable[[bytes, _Origin], Reading]] = {
    "text": _text,
    "other": _text,
    "html": _html,
    "pdf": _pdf,
    "email": _email,
    "feed": _feed,
    "opml": _opml,
    "sitemap": _sitemap,
    "nitf": _xml,
    "newsml": _xml,
    "xml": _xml,
    "json": _json,
    "ninjs": _json,
}


def _demand_article(reading: Reading, source: str) -> None:
    """Refuse a site's word or two: a health check's "OK", a feed that was cut off at once."""
    from briefer.ingest.making import FEWEST_WORDS, count_words, few_words
    from briefer.ingest.markup import text_blocks

    words = sum(count_words(text_blocks(a.text[a.body_start :])) for a in reading.articles)
    if words < FEWEST_WORDS:
        raise NoArticleError(f"{source} {few_words(words)}", hint="name the address of one article")


def _is_json(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1] in (b"{", b"[")


def _charset_of(content_type: str | None) -> str | None:
    match = re.search(r"charset\s*=\s*[\"']?([\w.:-]+)", content_type or "", re.IGNORECASE)
    return match[1] if match else None


def _with_address(article: Article, url: str) -> Article:
    from briefer.ingest.making import web_address

    return article if article.url else replace(article, url=web_address(url))
