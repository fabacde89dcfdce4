"""A table by its name, opened for its rows alone: what is no article is read from it too."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from briefer.errors import SourceNotFoundError, SourceUnreadableError
from briefer.ingest.tables.kinds import TableKind, unpacking
from briefer.ingest.tables.rows import read_rows
from briefer.ingest.tables.values import BadRow, Row


def open_rows(path: str, kind: TableKind) -> Iterator[Row | BadRow]:
    """Yield the rows of a file, or of standard input (``-``), as they are asked for.

    Raises:
        SourceNotFoundError: there is no such file.
        SourceUnreadableError: it cannot be read, or not further.
    """
    source = "standard input" if path == "-" else path
    try:
        opened = nullcontext(sys.stdin.buffer) if path == "-" else Path(path).open("rb")  # noqa: SIM115
        with opened as stream, unpacking(stream) as table:
            yield from read_rows(table, kind, source)
    except FileNotFoundError as error:
        raise SourceNotFoundError(f"there is no file {path}") from error
    except OSError as error:
        raise SourceUnreadableError(f"{source} cannot be read: {error.strerror}") from error
