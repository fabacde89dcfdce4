"""Which sources there are: files, folders, patterns and standard input, an item an article."""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, cast

from briefer.errors import (
    NoArticleError,
    RunInterruptedError,
    SourceError,
    SourceNotFoundError,
    SourceUnreadableError,
    UsageError,
)
from briefer.ingest.items import Item, fail
from briefer.ingest.kinds import GZIP, gunzipped_head, may_hold_many, recognise
from briefer.ingest.making import web_address
from briefer.ingest.pipes import read_up_to
from briefer.ingest.results import MAX_BYTES, Link, Reading
from briefer.ingest.sources import read_source
from briefer.ingest.tables.kinds import (
    HEAD,
    TABLE_SUFFIXES,
    TableKind,
    may_be_table,
    table_kind,
    unpacking,
)
from briefer.ingest.tables.reading import TableReading
from briefer.model import Article

STDIN = "-"
ARTICLE_SUFFIXES = (
    ".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".json", ".jsonl", ".xml",
    ".rss", ".rdf", ".atom", ".opml", ".eml", ".pdf",
    *(end + packed for end in TABLE_SUFFIXES for packed in ("", ".gz")),
)  # fmt: skip
"""What is read out of a folder; a file that is named itself may be called anything."""

_KINDS = ".txt, .md, .html, .json, .xml, .eml, .pdf and the like"
_SINGLE = frozenset({"text", "html", "email", "pdf", "other"})
_PEEK = 512
_PATTERN = re.compile(r"[*?\[]")
_DIGITS = re.compile(r"(\d+)")


def is_address(source: str) -> bool:
    """Return whether a source is a web address, or one behind ``feed:``."""
    return asked(source).lower().startswith(("http://", "https://"))


def asked(source: str) -> str:
    """Return a source as it is asked: ``feed:`` before an address stands for http, as in lists."""
    if source[:5].lower() != "feed:" or "//" not in source:
        return source
    return web_address(source) or source


def find(
    sources: Sequence[str],
    *,
    stdin: BinaryIO | None = None,
    tables: TableReading = TableReading(),  # noqa: B008 (a frozen value)
) -> Iterator[Item]:
    """Yield the items that ``sources`` name, in that order, looking only as far as is asked for.

    A source is a file, a folder, a pattern (``articles/*.html``) that no file is called, a web
    address, or ``-`` for standard input (``stdin``, or the process's own), which is read when its
    turn comes. A folder gives the article files in it and in its folders, by name, numbers in
    names counting as numbers; hidden files and folders are left out, links are followed. A file
    that holds many articles, such as a feed, gives an item for each, and so does a table (JSON
    Lines, CSV, TSV, Parquet, WARC; gzip or not), which is read row by row as items are asked for;
    ``tables`` says from which columns. What a source names twice,
    directly, by a link or through its folder, is yielded once, at its first place. A source that
    is missing, unreadable or holds no article yields an item whose ``load`` says so.

    Raises:
        UsageError: at once, when standard input is named twice; later, when a table has no column
            of a name that was given.
    """
    if sum(source == STDIN for source in sources) > 1:
        raise UsageError("standard input (-) can be read only once")
    return _find(sources, stdin, tables)


def _find(sources: Sequence[str], stdin: BinaryIO | None, tables: TableReading) -> Iterator[Item]:
    seen: set[str] = set()
    for source in sources:
        if source == STDIN:
            yield from _in_stdin(stdin, tables)
        elif _is_folder(source):
            yield from _in_folder(source, seen, tables)
        elif is_address(source):
            yield _elsewhere(Link(asked(source)), shown(source))
        elif _PATTERN.search(source) and not os.path.lexists(source):
            yield from _matching(source, seen, tables)
        elif _is_new(source, seen):
            yield from _in_file(source, tables)


def _matching(pattern: str, seen: set[str], tables: TableReading) -> Iterator[Item]:
    """Yield what a pattern stands for; the shell has passed it on as it is."""
    import glob

    found = False
    try:
        # Path.glob takes no absolute patterns.
        names = sorted(glob.glob(pattern, recursive=True), key=_natural)  # noqa: PTH207
    except (ValueError, re.error):
        names = []
    for name in names:
        found = True
        if _is_folder(name):
            yield from _in_folder(name, seen, tables)
        elif _is_new(name, seen):
            yield from _in_file(name, tables)
    if not found:
        message = f"no file or folder matches {shown(pattern)}"
        yield Item(shown(pattern), partial(fail, SourceNotFoundError(message)), is_empty=True)


def _in_file(path: str, tables: TableReading, *, is_regular: bool = False) -> Iterator[Item]:
    """Yield a file's article, or its articles if it is a feed, a table and the like.

    Of a file that must be one article no more than the first bytes are read before `Item.load`.
    """
    source = shown(path)
    try:
        if not is_regular and not stat.S_ISREG(Path(path).stat().st_mode):
            # A pipe can be read only once, so there is no looking before reading.
            yield from _in_data(read_file(path), source, tables)
            return
        with Path(path).open("rb", buffering=0) as file:
            head = file.read(_PEEK)
    except (OSError, ValueError):
        head = b""
    except (SourceError, RunInterruptedError) as error:
        yield Item(source, partial(fail, error))
        return
    many = may_hold_many(head)
    if (many or may_be_table(head, path)) and (kind := _table_in(path, tables)):
        yield from _rows(Path(path).open("rb", buffering=0), kind, source, tables)  # noqa: SIM115
        return
    if not many:
        yield Item(source, partial(_load_file, path))
        return
    try:
        data = read_file(path)
    except SourceError as error:
        yield Item(source, partial(fail, error))
        return
    yield from _in_document(data, source, path)


def _in_stdin(stdin: BinaryIO | None, tables: TableReading) -> Iterator[Item]:
    source = "standard input"
    try:
        stream = io.BufferedReader(_Borrowed(_standard_input(stdin)), HEAD)
        if kind := _kind_of(stream.peek(HEAD), "", tables):
            yield from _rows(stream, kind, source, tables)
            return
        data = stream.read(MAX_BYTES + 1)
    except SourceError as error:
        yield Item(source, partial(fail, error))
        return
    except OSError as error:
        reason = f"standard input cannot be read: {error.strerror}"
        yield Item(source, partial(fail, SourceUnreadableError(reason)))
        return
    yield from _in_document(data, source)


def _in_data(data: bytes, source: str, tables: TableReading) -> Iterator[Item]:
    """Yield an item for each article in the data of a pipe."""
    if kind := _kind_of(data[:HEAD], "", tables):
        yield from _rows(io.BytesIO(data), kind, source, tables)
    else:
        yield from _in_document(data, source)


def _table_in(path: str, tables: TableReading) -> TableKind | None:
    """Return what kind of table a file is; what cannot be read is none, and fails elsewhere."""
    try:
        with Path(path).open("rb", buffering=0) as file:
            return _kind_of(file.read(HEAD), path, tables)
    except (OSError, ValueError):
        return None


def _kind_of(head: bytes, name: str, tables: TableReading) -> TableKind | None:
    """Return what kind of table begins so."""
    start = gunzipped_head(head, HEAD) if head[:2] == GZIP else head
    return table_kind(start, name, tables.columns.text)


def _rows(stream: BinaryIO, kind: TableKind, source: str, tables: TableReading) -> Iterator[Item]:
    from briefer.ingest.tables.archives import archive_items
    from briefer.ingest.tables.articles import table_items

    if kind == "warc":
        with io.BufferedReader(cast("io.RawIOBase", stream)) as archive:
            yield from archive_items(archive, source, tables.note)
        return
    with unpacking(stream) as table:
        yield from table_items(table, kind, source, tables)


def _in_document(data: bytes, source: str, path: str | None = None) -> Iterator[Item]:
    """Yield an item for each article in data, and one for each link to an article elsewhere."""
    if (
        len(data) > MAX_BYTES
        or not may_hold_many(data[:_PEEK])
        or recognise(data, source) in _SINGLE
    ):
        # What can be one article only is read when it is asked for, and let go till then.
        yield Item(source, partial(_load_file, path) if path else partial(_article, data, source))
        return
    try:
        reading = read_source(data, source=source)
    except SourceError as error:
        yield Item(source, partial(fail, error))
        return
    if len(reading.articles) == 1 and not reading.links:
        yield Item(source, partial(_first, reading))
        return
    for number, article in enumerate(reading.articles, 1):
        name = f"{source}, {_noun(reading)} {number}"
        yield Item(name, partial(_same, replace(article, source=name)))
    for link in reading.links:
        yield _elsewhere(link, shown(link.url), source)


def _noun(reading: Reading) -> str:
    return "entry" if reading.kind == "feed" else "item"


def _elsewhere(link: Link, name: str, source: str | None = None) -> Item:
    """Return an item for what has to be fetched first."""
    if source is None:
        error: SourceError = SourceNotFoundError(
            f"{name} is a web address, which is not read here",
            hint="summarize, facts and daily fetch it; for anything else save it to a file",
        )
    else:
        error = SourceUnreadableError(
            f"{source} holds only a link to {name}", hint=f"the article must be fetched: {name}"
        )
    return Item(name, partial(fail, error), link)


def _first(reading: Reading) -> Article:
    return reading.articles[0]


def _same(article: Article) -> Article:
    return article


def shown(path: str) -> str:
    """Return a path as it can be printed: no control characters, no bytes that are not UTF-8."""
    readable = os.fsencode(path).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else ascii(char)[1:-1] for char in readable)


def _is_folder(source: str) -> bool:
    try:
        return bool(source) and stat.S_ISDIR(Path(source).stat().st_mode)
    except (OSError, ValueError):
        return False


def _is_new(path: str, seen: set[str]) -> bool:
    """Whether a path leads to a file not seen before; notes it."""
    try:
        real = os.path.realpath(path)
    except (OSError, ValueError):
        return True
    if real in seen:
        return False
    seen.add(real)
    return True


def _in_folder(folder: str, seen: set[str], tables: TableReading) -> Iterator[Item]:
    empty = True
    # The folders that are being read, each inside the one before: what stands before a name in
    # it, the same without links, and the names that are left.
    pending: list[tuple[str, str, Iterator[str]]] = [("", "", iter([folder]))]
    while pending:
        inside, place, names = pending[-1]
        name = next(names, None)
        if name is None:
            pending.pop()
            continue
        path = inside + name
        mode, real = _look(path, place + name if place else "")
        if stat.S_ISDIR(mode):
            # A folder that was read before is either named twice or reached by a loop of links.
            if real in seen:
                empty = empty and bool(inside)
                continue
            seen.add(real)
            try:
                found = sorted((entry.name for entry in Path(path).iterdir()), key=_natural)
            except OSError as error:
                empty = False
                yield Item(shown(path), partial(fail, _unreadable(path, error)))
                continue
            visible = (name for name in found if name[0] != ".")
            pending.append((str(Path(path, "x"))[:-1], str(Path(real, "x"))[:-1], visible))
        elif path.lower().endswith(ARTICLE_SUFFIXES) and (not mode or stat.S_ISREG(mode)):
            empty = False
            if real not in seen:
                seen.add(real)
                yield from _in_file(path, tables, is_regular=bool(mode))
    if empty:
        message = f"{shown(folder)} holds no article files ({_KINDS})"
        yield Item(shown(folder), partial(fail, NoArticleError(message)), is_empty=True)


def _look(path: str, real: str) -> tuple[int, str]:
    """Return a path's mode, 0 where it leads nowhere, and where it leads to.

    ``real`` is that already if the path itself is no link; empty if it is not known.
    """
    try:
        mode = Path(path).lstat().st_mode
        if real and not stat.S_ISLNK(mode):
            return mode, real
        return Path(path).stat().st_mode, os.path.realpath(path)
    except OSError:
        return 0, os.path.realpath(path)


def _natural(name: str) -> tuple[str, str]:
    """Sort ``part10`` behind ``part9``, whatever the locale.

    A number stands as its length and its digits, before any other character.
    """
    parts = _DIGITS.split(name.casefold())
    return "".join(map(_sortable, parts)), name


def _sortable(part: str) -> str:
    if not part.isdecimal():
        return part
    digits = str(int(part))
    return f"\x00{chr(len(digits))}{digits}"


class _Borrowed(io.RawIOBase):
    """Somebody's stream, which stays open when this one is closed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream

    def readable(self) -> bool:
        """Return that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Read as many bytes as there is room for; returns how many came."""
        data = self._stream.read(len(buffer))
        buffer[: len(data)] = data
        return len(data)


def read_stdin(stdin: BinaryIO | None) -> bytes:
    """Return what standard input holds, a byte past `MAX_BYTES` at most."""
    stream = _standard_input(stdin)
    try:
        return stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceUnreadableError(f"standard input cannot be read: {error.strerror}") from error


def _standard_input(stdin: BinaryIO | None) -> BinaryIO:
    stream = stdin
    if stream is None and sys.stdin is not None:
        stream = sys.stdin.buffer
    if stream is None or stream.closed:
        raise SourceUnreadableError("standard input is closed")
    return stream


def _load_file(path: str) -> Article:
    return _article(read_file(path), shown(path))


def read_file(path: str) -> bytes:
    """Return a file's bytes, one past `MAX_BYTES` at most (raises SourceError)."""
    if "\x00" in path or not path:
        raise SourceNotFoundError(f"there is no file or folder called {shown(path)!r}")
    try:
        data = read_up_to(path, MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    if data is None:
        raise SourceUnreadableError(f"{shown(path)} is a disk, not a file")
    return data


def _article(data: bytes, source: str) -> Article:
    if len(data) > MAX_BYTES:
        raise SourceUnreadableError(f"{source} is larger than {MAX_BYTES >> 20} MB")
    reading = read_source(data, source=source)
    if not reading.articles:
        raise SourceUnreadableError(
            f"{source} holds only links",
            hint=f"the articles must be fetched: {reading.links[0].url}",
        )
    return reading.articles[0]


def _unreadable(path: str, error: OSError) -> SourceError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if Path(path).is_symlink():
            return SourceNotFoundError(f"{shown(path)} is a link to nothing")
        return SourceNotFoundError(f"there is no file or folder {shown(path)}")
    reason = (error.strerror or type(error).__name__).lower()
    return SourceUnreadableError(f"{shown(path)} cannot be read: {reason}")
