"""Rows of tables, one after another; a row that cannot be read is told and stops no other."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator
from io import BufferedReader
from typing import Any

from briefer.errors import SourceUnreadableError
from briefer.ingest.decoding import encoding_of
from briefer.ingest.kinds import parse_json
from briefer.ingest.results import MAX_BYTES
from briefer.ingest.tables.columnar import parquet_rows
from briefer.ingest.tables.delimited import delimited_rows
from briefer.ingest.tables.kinds import TableKind
from briefer.ingest.tables.values import BadRow, Row, row_of
from briefer.ingest.tables.window import DateFilter

_WIDE = ("utf-16", "utf-32")
_SAMPLE = 1 << 16


def read_rows(
    stream: BufferedReader[Any], kind: TableKind, source: str, dates: DateFilter | None = None
) -> Iterator[Row | BadRow]:
    """Yield the rows of a table, holding no more than a few of them.

    Args:
        stream: The table, as `briefer.ingest.tables.kinds.unpacking` gives it.
        kind: What it is; ``warc`` is no table.
        source: Its name in messages.
        dates: Tells which rows are wanted. Of Parquet the others are not read, but for their dates;
            of other kinds, of which all is read in any case, they are yielded too.

    Raises:
        SourceUnreadableError: nothing of it can be read, or nothing behind what was yielded.
    """
    try:
        if kind == "jsonl":
            yield from _json_lines(stream, source)
        elif kind == "warc":
            raise SourceUnreadableError(f"{source} is an archive of pages, not a table")
        elif kind == "parquet":
            yield from parquet_rows(stream, source, dates)
        else:
            yield from delimited_rows(stream, kind, source)
    except (EOFError, zlib.error) as error:
        raise SourceUnreadableError(f"{source} is a gzip archive that is cut off") from error
    except OSError as error:
        reason = (error.strerror or "it is a damaged archive").lower()
        raise SourceUnreadableError(f"{source} cannot be read on: {reason}") from error


def _json_lines(stream: BufferedReader[Any], source: str) -> Iterator[Row | BadRow]:
    encoding = encoding_of(stream.peek(_SAMPLE)[:_SAMPLE], source=source)
    if encoding.startswith(_WIDE):
        yield from _wide_json_lines(stream, encoding)
        return
    number = 0
    while line := stream.readline(MAX_BYTES):
        number += 1
        place = f"line {number}"
        if len(line) >= MAX_BYTES and not line.endswith(b"\n"):
            while (rest := stream.readline(MAX_BYTES)) and not rest.endswith(b"\n"):
                pass
            yield BadRow(place, f"is longer than {MAX_BYTES >> 20} MB")
            continue
        if number == 1:
            line = line.removeprefix(b"\xef\xbb\xbf")
        if line.strip(b" \t\r\n\x00"):
            yield _json_row(line, place)


def _wide_json_lines(stream: BufferedReader[Any], encoding: str) -> Iterator[Row | BadRow]:
    """Yield the rows of a file in UTF-16 or UTF-32, as some programs write it."""
    import io

    with io.TextIOWrapper(stream, encoding, errors="replace") as text:
        number = 0
        while line := text.readline(MAX_BYTES):
            number += 1
            if line.strip("\ufeff \t\r\n"):
                yield _json_row(line.lstrip("\ufeff").encode("utf-8", "replace"), f"line {number}")


def _json_row(line: bytes, place: str) -> Row | BadRow:
    try:
        return row_of(parse_json(line.decode("utf-8")), place)
    except UnicodeDecodeError as error:
        return BadRow(place, f"is not UTF-8: byte {line[error.start]:#04x} at {error.start + 1}")
    except json.JSONDecodeError as error:
        return BadRow(place, f"is not JSON: {error.msg} at character {error.pos + 1}")
    except ValueError as error:  # a number of more digits than Python reads; nested too deep
        reason = "a number of too many digits" if "digits" in str(error) else str(error)
        return BadRow(place, f"is not JSON that can be read: {reason}")
