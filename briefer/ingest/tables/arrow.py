"""Arrow tables that are in memory already: their rows, and an item for each."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from briefer.errors import UsageError
from briefer.ingest.items import Item
from briefer.ingest.results import Record
from briefer.ingest.tables.articles import article_of_row
from briefer.ingest.tables.columnar import batch_rows
from briefer.ingest.tables.columns import Columns, carried, columns_of, listed

if TYPE_CHECKING:
    import pyarrow as pa


def arrow_rows(table: pa.Table) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as Python's values, by column."""
    for batch in table.to_batches():
        yield from batch_rows(batch)


def arrow_items(table: pa.Table, wanted: Columns) -> Iterator[Item]:
    """Yield an item for each row of a table, named by its id.

    Raises:
        UsageError: there is no column with ids, or none of a name that the user gave.
        NoArticleError: no column is called as one with texts usually is.
    """
    columns = columns_of(table.column_names, wanted, "the dataset")
    if columns.id is None:
        raise UsageError(
            f"the dataset has no column with ids; it has {listed(table.column_names)}",
            hint="name the column with id_column",
        )
    for values in arrow_rows(table):
        known = values[columns.id]
        name = f"row {known}"
        record = Record(known, carried(values, columns))
        yield Item(name, partial(article_of_row, values, columns, name), record=record)
