"""Parquet: read through pyarrow, a few hundred rows at a time."""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import TYPE_CHECKING, Any

from briefer.errors import SourceUnreadableError
from briefer.ingest.tables.values import BadRow, Row

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    from briefer.ingest.tables.window import DateFilter

DATA_HINT = "pip install 'briefer-news[data]'"
"""What installs the libraries that Parquet and WARC need."""

_ROWS = 256
_COPIED = 1 << 20
_BUFFER = 1 << 16
"""Bytes read at once of a column: else a whole row group would be held."""


def parquet_rows(
    stream: io.BufferedReader[Any], source: str, dates: DateFilter | None = None
) -> Iterator[Row | BadRow]:
    """Yield the rows of a Parquet file; see `briefer.ingest.tables.rows.read_rows`.

    With ``dates`` the column of dates is read first, of each row group, and the others only of row
    groups that have a wanted row.

    Raises:
        SourceUnreadableError: it is damaged, or pyarrow is not installed.
    """
    try:
        import pyarrow as pa
        from pyarrow import parquet
    except ImportError as error:
        raise SourceUnreadableError(
            f"{source} is Parquet, which is read with pyarrow; it is not installed", hint=DATA_HINT
        ) from error
    number = 0
    with _seekable(stream) as file:
        try:
            whole = parquet.ParquetFile(file, buffer_size=_BUFFER, pre_buffer=False)
            for batch, numbers in _batches(whole, dates):
                for number, values in zip(numbers, batch_rows(batch), strict=True):
                    yield Row(f"row {number}", values)
        except (pa.ArrowException, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise SourceUnreadableError(
                f"{source} is a damaged Parquet file (behind row {number}): {reason}"
            ) from error


def _batches(
    whole: ParquetFile, dates: DateFilter | None
) -> Iterator[tuple[pa.RecordBatch, Iterable[int]]]:
    """Yield the wanted rows of a file, some at a time, and their numbers in it, from 1."""
    import pyarrow as pa

    column = None if dates is None else dates.column(whole.schema_arrow.names)
    begin = 1
    for group in range(whole.num_row_groups):
        size = whole.metadata.row_group(group).num_rows
        wanted = None
        if dates is not None and column is not None:
            wanted = _wanted(whole, group, column, dates)
        if wanted is None or any(wanted):
            at = 0
            for batch in whole.iter_batches(batch_size=_ROWS, row_groups=[group]):
                numbers = range(begin + at, begin + at + len(batch))
                here = None if wanted is None else wanted[at : at + len(batch)]
                at += len(batch)
                if here is None or all(here):
                    yield batch, numbers
                elif any(here):
                    yield batch.filter(pa.array(here)), list(compress(numbers, here))
        begin += size
        if dates is not None and wanted is not None:
            dates.unread += size - sum(wanted)


def _wanted(whole: ParquetFile, group: int, column: str, dates: DateFilter) -> list[bool] | None:
    """Return which rows of a row group are wanted; None where the column is not read alone."""
    read = whole.read_row_group(group, columns=[column])
    if read.column_names != [column]:
        return None  # a name with a point in it also means what is within a column
    rows = (row for batch in read.to_batches() for row in batch_rows(batch))
    return [dates.has(row[column]) for row in rows]


def batch_rows(batch: pa.RecordBatch) -> list[dict[str, Any]]:
    """Return a batch's rows as Python's values; moments to the microsecond, as Python has them."""
    import pyarrow as pa

    columns = []
    for column, field in zip(batch.columns, batch.schema, strict=True):
        kind = field.type
        coarser = kind
        if pa.types.is_timestamp(kind) and kind.unit == "ns":
            coarser = pa.timestamp("us", kind.tz)
        elif pa.types.is_time64(kind) and kind.unit == "ns":
            coarser = pa.time64("us")
        elif pa.types.is_duration(kind) and kind.unit == "ns":
            coarser = pa.duration("us")
        columns.append(column.cast(coarser, safe=False).to_pylist())
    names = batch.schema.names
    return [dict(zip(names, values, strict=True)) for values in zip(*columns, strict=True)]


def _seekable(stream: io.BufferedReader[Any]) -> Any:
    """Return the stream, or a copy of one that cannot be read from its end, which Parquet is."""
    if stream.seekable() and not isinstance(stream.raw, gzip.GzipFile):
        return stream
    copy = tempfile.TemporaryFile()  # noqa: SIM115 (closed by who reads it)
    while piece := stream.read(_COPIED):
        copy.write(piece)
    copy.seek(0)
    return copy
