"""A table's rows of one day: all that the whole table has of it, and little else is read."""

import csv
import datetime as dt
import io
import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from briefer.ingest import TableReading, Window, find
from briefer.ingest.tables.window import date_of
from briefer.model import Article

DAY = dt.date(2026, 11, 22)
DATES = st.sampled_from(
    [
        "2026-11-22", "2026-11-21", "2026-11-23", "2026-11-22T00:30:00+14:00",
        "2026-11-21T23:30:00-11:00", "2026-11-21T18:00:00Z", "2026-11-22 09:15", "22 Nov 2026",
        "Sat, 21 Nov 2026 08:00:00 GMT", "22.11.2026", "1795305600", "1795219200000", "tomorrow",
        "", None,
    ]
)  # fmt: skip
TEXTS = st.sampled_from(
    [
        "It rained.", "", "---\ndate: 2026-11-22\n---\nIt rained.",
        "---\ndate: 2026-11-19\n---\nIt rained.", "<p>It rained.</p>",
    ]
)  # fmt: skip
ROWS = st.lists(st.tuples(DATES, TEXTS), min_size=1, max_size=14)
SINCE = st.sampled_from(
    [None, dt.datetime(2026, 11, 21, tzinfo=dt.UTC), dt.datetime(2026, 11, 21, 17, tzinfo=dt.UTC)]
)


def table(rows, kind):
    """Rows as a file of a kind; Parquet in row groups of three rows."""
    out = io.BytesIO()
    named = [{"date": date, "text": text, "n": n} for n, (date, text) in enumerate(rows)]
    if kind == "parquet":
        kinds = pa.schema([("date", pa.string()), ("text", pa.string()), ("n", pa.int64())])
        parquet.write_table(pa.Table.from_pylist(named, kinds), out, row_group_size=3)
    elif kind == "jsonl":
        out.write(b"".join(json.dumps(row).encode() + b"\n" for row in named))
    else:
        text = io.StringIO()
        writer = csv.DictWriter(text, list(named[0]), quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(named)
        out.write(text.getvalue().encode())
    return out.getvalue()


def read(path, window=None):
    """Each item of a table: place, article or error, its date, columns; and what is told."""
    told = []
    reading = TableReading(note=told.append, window=window)
    items = [each for each in find([str(path)], tables=reading) if not each.is_empty]
    found = [(item.source, item.attempt(), item.record) for item in items]
    return [(source, str(what), dated(what, row), row) for source, what, row in found], told


def dated(what, row):
    """The date of what a row gave: the article's, or of one without a text its column's."""
    return what.date if isinstance(what, Article) else date_of(row.columns.get("date"))


@pytest.mark.parametrize("kind", ["parquet", "jsonl", "csv"])
def test_the_rows_of_a_window_are_those_that_all_rows_have_of_it(kind, tmp_path):
    path = tmp_path / f"n.{kind}"

    @given(ROWS, SINCE)
    def holds(rows, since):
        path.write_bytes(table(rows, kind))
        window = Window(DAY, since)
        everything, _ = read(path)
        found, told = read(path, window)
        assert found == [each for each in everything if window.has(each[2])]
        assert told[-1] == f"{path}: {len(found)} of {len(rows)} rows are of {window}"

    holds()


def test_a_window_has_its_day_and_what_is_since_a_moment_and_what_says_no_day():
    day, since = Window(DAY), Window(DAY, dt.datetime(2026, 11, 21, 17, tzinfo=dt.UTC))
    asked = {
        "2026-11-22": (True, True),
        "2026-11-22T00:30:00+14:00": (True, False),
        "2026-11-21": (False, True),
        "2026-11-21T18:00:00+00:00": (False, True),
        "2026-11-21T16:00:00+00:00": (False, False),
        "2026-11-23T00:00:00+00:00": (False, False),
        "no day": (True, True),
        None: (True, True),
    }
    assert {date: (day.has(date), since.has(date)) for date in asked} == asked
    assert (str(day), str(since)) == ("2026-11-22", "2026-11-21 to 2026-11-22")


def test_of_parquet_other_days_are_not_read_but_for_their_dates(tmp_path):
    path = tmp_path / "n.parquet"
    rows = [(f"2026-11-{day}", f"It rained {day} mm.") for day in (20, 21, 22) for _ in range(3)]
    path.write_bytes(table(rows, "parquet"))
    data = bytearray(path.read_bytes())
    for group in (0, 1):  # what is damaged there cannot be read
        text = parquet.ParquetFile(path).metadata.row_group(group).column(1)
        begin = text.dictionary_page_offset or text.data_page_offset
        data[begin : begin + text.total_compressed_size] = b"\xff" * text.total_compressed_size
    path.write_bytes(data)
    found, _ = read(path, Window(DAY))
    assert [source for source, *_ in found] == [f"{path}, row {n}" for n in (7, 8, 9)]
    (damaged,) = find([str(path)], tables=TableReading(window=Window(dt.date(2026, 11, 20))))
    assert "damaged" in str(damaged.attempt())


def test_a_table_without_a_row_of_the_day_is_empty_and_says_so(tmp_path):
    path = tmp_path / "n.parquet"
    path.write_bytes(table([("2026-11-21", "It rained.")], "parquet"))
    told = []
    (item,) = find([str(path)], tables=TableReading(note=told.append, window=Window(DAY)))
    assert (item.is_empty, told) == (True, [f"{path}: 0 of 1 rows are of 2026-11-22"])
    assert str(item.attempt()) == f"{path} has no rows of 2026-11-22"
