"""WARC: the pages of a crawl, read through warcio, an item each."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from briefer.errors import NoArticleError, SourceUnreadableError
from briefer.ingest.items import Item, fail
from briefer.ingest.results import MAX_BYTES, Record
from briefer.ingest.sources import read_source
from briefer.ingest.tables.columnar import DATA_HINT
from briefer.model import Article

_HOLDING = frozenset({"response", "resource", "conversion"})
_READ = ("text/", "application/xhtml", "application/xml", "application/json", "application/pdf")
_OK = "200"


def archive_items(
    stream: io.BufferedReader[Any], source: str, note: Callable[[str], None]
) -> Iterator[Item]:
    """Yield an item for each page of an archive; what is no page, or no answer, is passed over."""
    try:
        from warcio.archiveiterator import ArchiveIterator
        from warcio.exceptions import ArchiveLoadFailed
    except ImportError:
        missing = SourceUnreadableError(
            f"{source} is WARC, which is read with warcio; it is not installed", hint=DATA_HINT
        )
        yield Item(source, partial(fail, missing))
        return
    number = pages = 0
    try:
        for record in ArchiveIterator(stream):
            number += 1
            if _is_page(record):
                pages += 1
                yield _item(record, f"{source}, record {number}")
    except (ArchiveLoadFailed, OSError, EOFError, ValueError) as error:
        damaged = SourceUnreadableError(
            f"{source} is damaged behind record {number}: {str(error).strip()[:200]}"
        )
        yield Item(source, partial(fail, damaged))
    if not pages:
        empty = NoArticleError(f"{source} holds no page among {number} records")
        yield Item(source, partial(fail, empty))
    elif number > pages:
        note(f"{source}: {pages} pages among {number} records")


def _is_page(record: Any) -> bool:
    if record.rec_type not in _HOLDING:
        return False
    http = record.http_headers
    if record.rec_type == "response":
        if http is None or http.get_statuscode() != _OK:
            return False
        kind = http.get_header("Content-Type") or "text/html"
    else:
        kind = record.rec_headers.get_header("Content-Type") or ""
    return str(kind).strip().lower().startswith(_READ)


def _item(record: Any, name: str) -> Item:
    headers = record.rec_headers
    url = headers.get_header("WARC-Target-URI")
    known = {"url": url, "warc_date": headers.get_header("WARC-Date")}
    held = Record(headers.get_header("WARC-Record-ID"), known)
    kind = record.http_headers and record.http_headers.get_header("Content-Type")
    data = record.content_stream().read(MAX_BYTES + 1)
    return Item(name, partial(_page, data, name, url, kind), record=held)


def _page(data: bytes, source: str, url: str | None, content_type: str | None) -> Article:
    if len(data) > MAX_BYTES:
        raise SourceUnreadableError(f"{source} is larger than {MAX_BYTES >> 20} MB")
    reading = read_source(data, source=source, url=url, content_type=content_type)
    if not reading.articles:
        raise NoArticleError(f"{source} holds links to articles and none itself")
    return reading.articles[0]
