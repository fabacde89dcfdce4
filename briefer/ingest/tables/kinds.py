"""Which files are tables: by what they are called, and by how they begin."""

from __future__ import annotations

import gzip
import io
import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, BinaryIO, Literal, cast

from briefer.ingest.decoding import MARKS
from briefer.ingest.kinds import GZIP

TableKind = Literal["jsonl", "csv", "tsv", "parquet", "warc"]

TABLE_SUFFIXES: dict[str, TableKind] = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".csv": "csv",
    ".tsv": "tsv",
    ".tab": "tsv",
    ".parquet": "parquet",
    ".pq": "parquet",
    ".warc": "warc",
    ".wet": "warc",
}
"""Endings of names, before which ``.gz`` is taken away."""

HEAD = 1 << 20
"""How far is looked to see what something is; a row of JSON may be long."""

_UNPACKED = 1 << 16
_SIGNATURES = (b"PAR1", b"WARC/")
_FEWEST_COLUMNS = 2
_NAME = re.compile(r'"?[^\W\d][\w .:-]{0,40}"?|""|')


def kind_by_name(name: str) -> TableKind | None:
    """Return the kind of table that a file's name says, None if it says none."""
    low = name.lower().removesuffix(".gz")
    return next((kind for end, kind in TABLE_SUFFIXES.items() if low.endswith(end)), None)


def may_be_table(head: bytes, name: str) -> bool:
    """Say whether it is worth looking further into a file that begins so and is called so."""
    return head.startswith(_SIGNATURES) or kind_by_name(name) is not None


def table_kind(head: bytes, name: str = "", text_column: str | None = None) -> TableKind | None:
    """Return what table bytes are, None if they are none.

    Args:
        head: The first bytes, unpacked; all of them, or `HEAD`.
        name: What the file is called. A CSV or TSV is told by its name; without one, by a first
            line of names of columns, of which one says that articles' texts are below.
        text_column: The column that has the texts, if it is known.
    """
    if head.startswith(b"PAR1"):
        return "parquet"
    if head.startswith(b"WARC/"):
        return "warc"
    named = kind_by_name(name)
    start = head.removeprefix(b"\xef\xbb\xbf").lstrip(b" \t\r\n")
    if start.startswith(b"{"):
        return "jsonl" if _is_json_lines(start, is_named=named == "jsonl") else None
    if named == "jsonl":
        return None if start.startswith((b"[", b"<")) or not start else "jsonl"
    if named is not None:
        return named
    return None if name else _delimited(start, text_column)


@contextmanager
def unpacking(stream: BinaryIO) -> Iterator[io.BufferedReader[Any]]:
    """Give a table's stream, unpacked on the way if it is gzip; it is closed behind it."""
    with io.BufferedReader(cast("io.RawIOBase", stream), HEAD) as plain:
        if plain.peek(2)[:2] != GZIP:
            yield plain
            return
        with gzip.GzipFile(fileobj=plain) as packed:
            yield io.BufferedReader(cast("io.RawIOBase", packed), _UNPACKED)


def _is_json_lines(start: bytes, *, is_named: bool) -> bool:
    """Whether bytes are objects line by line, not one object on several lines."""
    first, end, rest = start.partition(b"\n")
    if is_named:
        return first.strip() != b"{"
    if not end or not rest.lstrip().startswith(b"{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False


def _delimited(start: bytes, text_column: str | None) -> TableKind | None:
    """Return csv or tsv if a first line names columns, and there are more lines."""
    from briefer.ingest.tables.columns import is_text_name

    text = start.decode("utf-8", "replace")
    for mark, encoding in MARKS:
        if start.startswith(mark):
            text = start[len(mark) :].decode(encoding, "replace")
            break
    line, _, rest = text.partition("\n")
    if not rest.strip():
        return None
    for separator in ("\t", ",", ";"):
        names = [name.strip() for name in line.strip().split(separator)]
        if len(names) < _FEWEST_COLUMNS or not all(map(_NAME.fullmatch, names)):
            continue
        bare = [name.strip('"') for name in names]
        if text_column in bare or any(map(is_text_name, bare)):
            return "tsv" if separator == "\t" else "csv"
    return None
