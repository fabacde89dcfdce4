"""Tables that are written: every row in its place, every column, whatever it holds."""

import csv
import datetime as dt
import io
import json

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from briefer.errors import UsageError
from briefer.model import Failure
from briefer.render import FIELDS, TableWriter, failure_row, plain_value
from briefer.render import tables as writing

TEXTS = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**70), 2**70)
    | st.floats()
    | TEXTS
    | st.dates()
    | st.datetimes(timezones=st.none() | st.just(dt.UTC))
    | st.binary(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=2),
    max_leaves=5,
)
NAMES = st.sampled_from(["desk", "n", "summary", "input_summary", "id", "ü, x"])
CARRIED = st.lists(st.dictionaries(NAMES, VALUES, max_size=4), max_size=8)


def written(form, rows, chosen=None):
    out = io.BytesIO()
    writer = TableWriter(form, chosen)
    for row in rows:
        writer.put(row)
    writer.write_to(out)
    writer.close()
    return out.getvalue()


def rows_of(carried):
    def failed(number):
        return Failure(f"s{number}", "NoArticleError", "it is empty", "mend it", 4)

    return [failure_row(failed(number), number, each) for number, each in enumerate(carried)]


@pytest.mark.parametrize("form", ["csv", "tsv"])
@given(carried=CARRIED)
def test_delimited_tables_read_back_with_every_row_and_column(form, carried):
    rows = rows_of(carried)
    text = written(form, rows).decode()
    mark = "\t" if form == "tsv" else ","
    back = list(csv.DictReader(io.StringIO(text, newline=""), delimiter=mark))
    names = list(dict.fromkeys((*FIELDS, *(name for row in rows for name in row))))
    assert text.startswith(mark.join(FIELDS))
    assert [list(each) for each in back] == [names] * len(rows)
    for row, each in zip(rows, back, strict=True):
        for name in names:
            value = plain_value(row.get(name))
            shown = "" if value is None else value if isinstance(value, str) else json.dumps(value)
            assert json_or(each[name], shown)


def json_or(one, other):
    """Whether two texts are the same, or the same JSON."""
    if one == other:
        return True
    return json.loads(one) == json.loads(other)


@given(carried=CARRIED, size=st.sampled_from([1, 2, 1000]))
def test_parquet_keeps_values_and_falls_back_to_text_where_types_differ(carried, size):
    rows = rows_of(carried)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(writing, "_ROWS", size)
        table = parquet.read_table(io.BytesIO(written("parquet", rows)))
    assert [row["id"] for row in table.to_pylist()] == list(range(len(rows)))
    for name in {name for row in rows for name in row} - set(FIELDS):
        values = [row.get(name) for row in rows]
        back = table.column(name).to_pylist()
        for value, each in zip(values, back, strict=True):
            assert alike(value, each), (name, values, table.schema.field(name))


def alike(value, back):
    """Whether a value came back: as it was, as a number of another kind, or as text."""
    if value is None or back is None:
        return value is back or not isinstance(value, str)
    if isinstance(back, str) and not isinstance(value, str):
        plain = plain_value(value)
        return plain == back or json_or(back, json.dumps(plain))
    if isinstance(value, float) or isinstance(back, float):
        return back == pytest.approx(float(value), nan_ok=True)
    if isinstance(value, list):
        return len(value) == len(back) and all(map(alike, value, back))
    if isinstance(value, dict):
        return all(alike(value.get(name), back.get(name)) for name in {*value, *back})
    return value == back


def test_columns_keep_their_types_and_names_of_a_result_are_not_taken():
    moment = dt.datetime(2026, 11, 20, 8, 30, tzinfo=dt.UTC)
    carried = [{"n": 1, "at": moment, "tags": ["a"], "summary": "gold"}, {"n": None, "late": 0.5}]
    table = parquet.read_table(io.BytesIO(written("parquet", rows_of(carried))))
    types = {name: table.schema.field(name).type for name in ("n", "at", "tags", "late", "cost")}
    assert types == {
        "n": pa.int64(),
        "at": pa.timestamp("us", "UTC"),
        "tags": pa.list_(pa.string()),
        "late": pa.float64(),
        "cost": pa.float64(),
    }
    assert table.column("summary").to_pylist() == [None, None]
    assert table.column("input_summary").to_pylist() == ["gold", None]


def test_a_choice_of_columns_is_written_in_its_order_even_without_rows():
    chosen = ("error", "desk", "id")
    assert written("csv", rows_of([{"desk": "a"}, {}]), chosen).decode().splitlines() == [
        "error,desk,id",
        "NoArticleError,a,0",
        "NoArticleError,,1",
    ]
    assert written("csv", [], chosen) == b"error,desk,id\n"
    assert parquet.read_table(io.BytesIO(written("parquet", []))).column_names == list(FIELDS)


def test_halves_of_pairs_are_replaced_and_pyarrow_is_asked_for_by_its_extra(monkeypatch):
    rows = rows_of([{"desk": "a\ud800b"}])
    for form in ("csv", "parquet"):
        assert "a\ufffdb".encode() in written(form, rows)
    monkeypatch.setattr(writing, "find_spec", lambda _: None)
    with pytest.raises(UsageError, match="pyarrow, which is not installed") as caught:
        TableWriter("parquet")
    assert caught.value.hint == "pip install 'briefer-news[data]'"
