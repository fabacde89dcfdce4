"""Which sources there are: files, folders and standard input, one item each."""

from __future__ import annotations

import os
import re
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import BinaryIO

from briefer.errors import (
    NoArticleError,
    SourceError,
    SourceNotFoundError,
    SourceUnreadableError,
    UsageError,
)
from briefer.ingest.reading import read_article
from briefer.model import Article

STDIN = "-"
ARTICLE_SUFFIXES = (".txt", ".text", ".md", ".markdown")
"""What is read out of a folder; a file that is named itself may be called anything."""

MAX_BYTES = 64 * 1024 * 1024
"""More than any article: past this a source is a mistake, or a device that never ends."""

_DIGITS = re.compile(r"(\d+)")


@dataclass(frozen=True, slots=True)
class Item:
    """One source, found but not yet read. ``source`` is its name, fit for printing.

    ``load`` raises SourceError for this item alone.
    """

    source: str
    load: Callable[[], Article]

    def attempt(self) -> Article | SourceError:
        """Read the item; a source that cannot be read comes back as its error, not raised."""
        try:
            return self.load()
        except SourceError as error:
            return error


def find(sources: Sequence[str], *, stdin: BinaryIO | None = None) -> Iterator[Item]:
    """Yield the items that ``sources`` name, in that order, looking only as far as is asked for.

    A source is a file, a folder or ``-`` for standard input (``stdin``, or the process's own).
    A folder gives the article files in it and in its folders, by name, numbers in names counting
    as numbers; hidden files and folders are left out, links are followed. What a source names
    twice, directly, by a link or through its folder, is yielded once, at its first place.
    A source that is missing, unreadable or holds no article yields an item whose ``load`` says so.

    Raises:
        UsageError: at once, when standard input is named twice.
    """
    if sum(source == STDIN for source in sources) > 1:
        raise UsageError("standard input (-) can be read only once")
    return _find(sources, stdin)


def _find(sources: Sequence[str], stdin: BinaryIO | None) -> Iterator[Item]:
    seen: set[str] = set()
    for source in sources:
        if source == STDIN:
            yield Item("standard input", partial(_load_stdin, stdin))
        elif _is_folder(source):
            yield from _in_folder(source, seen)
        elif _is_new(source, seen):
            yield Item(shown(source), partial(_load_file, source))


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


def _in_folder(folder: str, seen: set[str]) -> Iterator[Item]:
    empty = True
    pending = [folder]
    while pending:
        path = pending.pop()
        if _is_folder(path):
            # A folder that was read before is either named twice or reached by a loop of links.
            if not _is_new(path, seen):
                empty = empty and path != folder
                continue
            try:
                names = sorted((entry.name for entry in Path(path).iterdir()), key=_natural)
            except OSError as error:
                empty = False
                yield Item(shown(path), partial(_fail, _unreadable(path, error)))
                continue
            pending += [str(Path(path, name)) for name in reversed(names) if name[0] != "."]
        elif path.lower().endswith(ARTICLE_SUFFIXES) and _may_be_article(path):
            empty = False
            if _is_new(path, seen):
                yield Item(shown(path), partial(_load_file, path))
    if empty:
        message = f"{shown(folder)} holds no article files ({', '.join(ARTICLE_SUFFIXES)})"
        yield Item(shown(folder), partial(_fail, NoArticleError(message)))


def _natural(name: str) -> tuple[list[tuple[int, int, str]], str]:
    """Sort ``part10`` behind ``part9``, whatever the locale."""
    parts = _DIGITS.split(name.casefold())
    key = [(0, int(part), "") if part.isdecimal() else (1, 0, part) for part in parts if part]
    return key, name


def _may_be_article(path: str) -> bool:
    """Whether a name in a folder is a file, or leads nowhere, which must be reported."""
    try:
        return stat.S_ISREG(Path(path).stat().st_mode)
    except OSError:
        return True


def _fail(error: SourceError) -> Article:
    raise error


def _load_stdin(stdin: BinaryIO | None) -> Article:
    source = "standard input"
    stream = stdin
    if stream is None and sys.stdin is not None:
        stream = sys.stdin.buffer
    if stream is None or stream.closed:
        raise SourceUnreadableError("standard input is closed")
    try:
        data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise SourceUnreadableError(f"standard input cannot be read: {error.strerror}") from error
    return _article(data, source)


def _load_file(path: str) -> Article:
    if "\x00" in path or not path:
        raise SourceNotFoundError(f"there is no file or folder called {shown(path)!r}")
    try:
        if stat.S_ISBLK(Path(path).stat().st_mode):
            raise SourceUnreadableError(f"{shown(path)} is a disk, not a file")
        with Path(path).open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _unreadable(path, error) from error
    return _article(data, shown(path))


def _article(data: bytes, source: str) -> Article:
    if len(data) > MAX_BYTES:
        raise SourceUnreadableError(f"{source} is larger than {MAX_BYTES >> 20} MB")
    return read_article(data, source=source)


def _unreadable(path: str, error: OSError) -> SourceError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if re.match(r"https?://", path, re.IGNORECASE):
            return SourceNotFoundError(
                f"{shown(path)} is a web address, which is not read",
                hint="save the article's text to a file, and name that",
            )
        if Path(path).is_symlink():
            return SourceNotFoundError(f"{shown(path)} is a link to nothing")
        return SourceNotFoundError(f"there is no file or folder {shown(path)}")
    reason = (error.strerror or type(error).__name__).lower()
    return SourceUnreadableError(f"{shown(path)} cannot be read: {reason}")
