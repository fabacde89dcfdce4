"""Rows as tables: CSV, TSV and Parquet, written when all rows are there."""

from __future__ import annotations

import csv
import io
import pickle
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Any, Literal, get_args

from briefer.errors import UsageError
from briefer.model import ClaimStatus
from briefer.render.jsonable import dumps
from briefer.render.rows import DATASET_FIELDS, FIELDS, plain_value

TableForm = Literal["csv", "tsv", "parquet"]

_ROWS = 1_000
_LONE = dict.fromkeys(range(55296, 57344), "�")


class TableWriter:
    """Holds rows on disk until all are there, because only then are the columns known."""

    def __init__(
        self,
        form: TableForm,
        chosen: Sequence[str] | None = None,
        folder: Path | None = None,
        fields: Sequence[str] = FIELDS,
    ) -> None:
        """Begin a table.

        Args:
            form: What is written at the end.
            chosen: The only columns to write; all if None.
            folder: Where the rows wait; a folder for passing files if None.
            fields: The columns that every table of these has, before those of the input.

        Raises:
            UsageError: Parquet cannot be written, because pyarrow is not installed.
        """
        if form == "parquet":
            _demand_pyarrow()
        self._form = form
        self._chosen = chosen
        self._fields = fields
        self._rows = tempfile.TemporaryFile(dir=folder)  # noqa: SIM115 (closed in `close`)
        self._columns: dict[str, _Column] = {}
        self._waiting: list[dict[str, Any]] = []

    def put(self, row: Mapping[str, Any]) -> None:
        """Take a row."""
        self._waiting.append(
            dict(row)
            if self._chosen is None
            else {name: row[name] for name in self._chosen if name in row}
        )
        if len(self._waiting) >= _ROWS:
            self._settle()

    def write_to(self, stream: IO[bytes]) -> None:
        """Write the table (raises OSError); without a row there are its columns all the same."""
        self._settle()
        for name in self._chosen or self._fields:
            self._column(name)
        self._rows.seek(0)
        if self._form == "parquet":
            _write_parquet(stream, self._columns, self._read())
        else:
            _write_delimited(stream, list(self._columns), self._read(), self._form)

    def close(self) -> None:
        """Let go of the rows."""
        self._rows.close()

    def _settle(self) -> None:
        """Put the rows that wait on disk, and take note of what their columns hold."""
        if not self._waiting:
            return
        names = dict.fromkeys((*(self._chosen or self._fields), *self._columns))
        for row in self._waiting:
            names |= dict.fromkeys(row)
        for name in names:
            column = self._column(name)
            if self._form == "parquet":
                column.hold([row.get(name) for row in self._waiting])
        pickle.dump(self._waiting, self._rows, pickle.HIGHEST_PROTOCOL)
        self._waiting = []

    def _column(self, name: str) -> _Column:
        if name not in self._columns:
            is_own = self._form == "parquet" and name in self._fields and name != "id"
            own = _own_type(name) if is_own else None
            self._columns[name] = _Column(own)
        return self._columns[name]

    def _read(self) -> Iterator[list[dict[str, Any]]]:
        while True:
            try:
                # Written a moment ago, into a file that has no name.
                yield pickle.load(self._rows)  # noqa: S301
            except EOFError:
                return


def dataset_table(rows: Sequence[Mapping[str, Any]], fields: Sequence[str] = DATASET_FIELDS) -> Any:
    """Return rows as an Arrow table, of one schema whatever they hold.

    ``fields`` are `briefer.render.rows.DATASET_FIELDS` or others of that kind.

    Raises:
        UsageError: pyarrow is not installed.
    """
    _demand_pyarrow()
    import pyarrow as pa

    kinds = {name: _own_type(name) for name in fields}
    columns = [pa.array(_clean([row[name] for row in rows]), kinds[name]) for name in fields]
    return pa.table(columns, schema=pa.schema(list(kinds.items())))


def _own_type(name: str) -> Any:
    """Return the type of a column of results in Parquet."""
    import pyarrow as pa

    if name == "facts":
        texts = [(part, pa.string()) for part in ("part", "text", "status", "by")]
        lists = [(part, pa.list_(pa.string())) for part in ("sentences", "findings")]
        return pa.list_(pa.struct([*texts, *lists]))
    if name == "changes":
        texts = [(part, pa.string()) for part in ("type", "message", "old", "new")]
        return pa.list_(pa.struct([*texts, ("factual", pa.bool_())]))
    if name in get_args(ClaimStatus) or name.endswith("_tokens"):
        return pa.int64()
    if name in ("sentences", "findings"):
        return pa.list_(pa.string())
    if name in ("cost", "score"):
        return pa.float64()
    return pa.bool_() if name in ("supported", "is_related") else pa.string()


class _Column:
    """What a column of a Parquet file holds: the type that all of its values have, else text."""

    def __init__(self, own: Any = None) -> None:
        self.type = own
        self.is_text = False
        self._is_own = own is not None

    def hold(self, values: list[Any]) -> None:
        """Widen the type to what these are."""
        import pyarrow as pa

        if self.is_text or self._is_own:
            return
        try:
            cleaned = _clean(values)
            found = pa.array(cleaned)
            known = found.type if self.type is None else _together(self.type, found.type)
            if _is_kept(known) and _is_same(found, cleaned):
                self.type = known
                return
        except (pa.ArrowException, OverflowError, TypeError, ValueError):
            pass
        self.is_text = True

    def array(self, values: list[Any]) -> Any:
        """Return values as an Arrow array of this column."""
        import pyarrow as pa

        if self.is_text:
            return pa.array([_cell(value, empty=None) for value in values], pa.string())
        kind = pa.string() if self.type is None or pa.types.is_null(self.type) else self.type
        cleaned = _clean(values)
        if pa.types.is_floating(kind):
            cleaned = [None if value is None else float(value) for value in cleaned]
        return pa.array(cleaned, kind)


def _is_same(found: Any, values: list[Any]) -> bool:
    """Whether an array holds just these values: Arrow takes 0 beside a day for a day."""
    kinds = {type(value) for value in values if value is not None}
    if kinds & {list, dict}:
        return bool(found.to_pylist() == values)
    return len(kinds) <= 1 or kinds == {int, float}


def _together(one: Any, other: Any) -> Any:
    """Return the type that holds what both hold (raises ArrowException)."""
    import pyarrow as pa

    schemas = [pa.schema([("value", kind)]) for kind in (one, other)]
    return pa.unify_schemas(schemas, promote_options="permissive").field("value").type


def _is_kept(kind: Any) -> bool:
    """Whether Parquet has the type; what it has not is written as text."""
    import pyarrow as pa

    if pa.types.is_struct(kind):
        return kind.num_fields > 0 and all(_is_kept(field.type) for field in kind)
    return _is_kept(kind.value_type) if pa.types.is_list(kind) else True


def _clean(values: list[Any]) -> list[Any]:
    return [_without_lone(value) for value in values]


def _without_lone(value: Any) -> Any:
    """Return a value without halves of pairs, which no UTF-8 has."""
    if isinstance(value, str):
        return value if value.isascii() else value.translate(_LONE)
    if isinstance(value, list):
        return [_without_lone(each) for each in value]
    if isinstance(value, dict):
        return {_without_lone(key): _without_lone(each) for key, each in value.items()}
    return value


def _write_parquet(
    stream: IO[bytes], columns: Mapping[str, _Column], rows: Iterator[list[dict[str, Any]]]
) -> None:
    import pyarrow as pa
    from pyarrow import parquet

    empty = {name: column.array([]) for name, column in columns.items()}
    schema = pa.schema([(name, array.type) for name, array in empty.items()])
    with parquet.ParquetWriter(stream, schema, compression="zstd") as writer:
        for some in rows:
            arrays = [
                column.array([row.get(name) for row in some]) for name, column in columns.items()
            ]
            writer.write_batch(pa.record_batch(arrays, schema=schema))


def _write_delimited(
    stream: IO[bytes], names: list[str], rows: Iterator[list[dict[str, Any]]], form: TableForm
) -> None:
    text = io.TextIOWrapper(stream, "utf-8", errors="replace", newline="", write_through=True)
    mark = "\t" if form == "tsv" else ","
    writer = csv.writer(text, delimiter=mark, lineterminator="\n")
    writer.writerow(names)
    for some in rows:
        writer.writerows([_cell(row.get(name)) for name in names] for row in some)
    text.detach()


def _cell(value: Any, *, empty: str | None = "") -> str | None:
    """Return a value as text: a text as it is, anything else as JSON has it."""
    if value is None:
        return empty
    plain = plain_value(value)
    text = plain if isinstance(plain, str) else dumps(plain, pretty=False)
    return text if text.isascii() else text.translate(_LONE)


def _demand_pyarrow() -> None:
    if find_spec("pyarrow") is None:
        raise UsageError(
            "Parquet is written with pyarrow, which is not installed",
            hint="pip install 'briefer-news[data]'",
        )
