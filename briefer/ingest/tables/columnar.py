"""Parquet: read through pyarrow, a few hundred rows at a time."""

from __future__ import annotations

import gzip
import io
import tempfile
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from briefer.errors import SourceUnreadableError
from briefer.ingest.tables.values import BadRow, Row

if TYPE_CHECKING:
    import pyarrow as pa

DATA_HINT = "pip install 'briefer-news[data]'"
"""What installs the libraries that Parquet and WARC need."""

_ROWS = 256
_COPIED = 1 << 20
_BUFFER = 1 << 16
"""Bytes read at once of a column: else a whole row group would be held."""


def parquet_rows(stream: io.BufferedReader[Any], source: str) -> Iterator[Row | BadRow]:
    """Yield the rows of a Parquet file; see `briefer.ingest.tables.rows.read_rows`.

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
            for batch in whole.iter_batches(batch_size=_ROWS):
                for values in batch_rows(batch):
                    number += 1
                    yield Row(f"row {number}", values)
        except (pa.ArrowException, OSError) as error:
            reason = str(error).splitlines()[0] if str(error) else type(error).__name__
            raise SourceUnreadableError(
                f"{source} is a damaged Parquet file (behind row {number}): {reason}"
            ) from error


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
