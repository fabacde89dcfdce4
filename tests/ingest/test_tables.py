"""Tables row by row: every row an article or a failure with its place, order, ids, columns kept."""

import csv
import datetime as dt
import gzip
import io
import json
import random
import tracemalloc
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyarrow import parquet

from briefer.errors import NoArticleError, SourceUnreadableError, UsageError
from briefer.ingest import Columns, Record, TableReading, find
from briefer.model import Article
from tests.support import documents

LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\r\t\"',;"),
    max_size=40,
)
WORDS = LETTERS.map(lambda text: f"It rained. {text}")
ROWS = st.lists(
    st.fixed_dictionaries({"id": st.integers(0, 10**12), "text": WORDS, "desk": LETTERS}),
    min_size=1,
    max_size=12,
)


def table(rows, kind):
    """Rows as a file of a kind."""
    out = io.BytesIO()
    if kind == "parquet":
        parquet.write_table(pa.Table.from_pylist(rows), out)
    elif kind == "jsonl":
        out.write(b"".join(json.dumps(row).encode() + b"\n" for row in rows))
    else:
        text = io.StringIO()
        mark = "\t" if kind == "tsv" else ","
        writer = csv.DictWriter(text, list(rows[0]), delimiter=mark, quoting=csv.QUOTE_ALL)
        writer.writeheader()
        writer.writerows(rows)
        out.write(text.getvalue().encode())
    return out.getvalue()


def read(data, name=None, **columns):
    """What is found in data: as a file of a name, or on standard input."""
    told = []
    reading = TableReading(Columns(**columns), told.append)
    if name is None:
        items = list(find(["-"], stdin=io.BytesIO(data), tables=reading))
    else:
        Path(name).write_bytes(data)
        items = list(find([name], tables=reading))
    return items, told


@pytest.fixture(autouse=True)
def _here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("kind", ["csv", "tsv", "jsonl", "parquet"])
@given(rows=ROWS)
def test_rows_come_in_order_with_text_id_and_columns_as_they_stand(kind, rows):
    for name in (f"n.{kind}", f"n.{kind}.gz"):
        data = table(rows, kind)
        items, _ = read(gzip.compress(data, 1) if name.endswith("gz") else data, name)
        loaded = [item.load() for item in items]
        typed = str if kind in ("csv", "tsv") else int
        assert [article.text for article in loaded] == [row["text"] for row in rows]
        assert [item.record for item in items] == [
            Record(typed(row["id"]), {"desk": row["desk"]}) for row in rows
        ]
        assert [item.source for item in items] == [article.source for article in loaded]


def test_columns_are_guessed_by_usual_names_told_and_may_be_named():
    row = {"URL": "https://a.example/1", "Article_ID": 4, "Headline": "Rain",
           "pub date": "2026-11-20", "body": "It rained in Harwich.", "publisher": "The Post",
           "lang": "en", "n": 2}  # fmt: skip
    items, told = read(table([row], "jsonl"), "a.jsonl")
    article = items[0].load()
    assert (article.title, article.url, article.date) == ("Rain", row["URL"], "2026-11-20")
    assert (article.outlet, article.language) == ("The Post", "en")
    assert items[0].record.id == 4
    others = "date from 'pub date', url from 'URL', outlet from 'publisher', language from 'lang'"
    assert told == [
        f"a.jsonl: text from 'body', id from 'Article_ID', title from 'Headline', {others}"
    ]
    items, _ = read(table([row], "csv"), "a.csv", text="Headline", id="n")
    assert (items[0].load().text, items[0].record.id) == ("Rain", "2")
    with pytest.raises(UsageError, match=r"a\.csv has no column 'bodi'; it has 'URL'") as caught:
        read(table([row], "csv"), "a.csv", text="bodi")
    assert caught.value.hint == "--text-column body"
    items, _ = read(b"a,b\n1,2\n", "a.csv")
    assert isinstance(items[0].attempt(), NoArticleError)
    assert "--text-column" in items[0].attempt().hint


BAD_LINES = {
    b'{"id": 2, "text": null}': "has no text: 'text' is null",
    b'{"id": 2, "text": ""}': "has no text: 'text' is empty",
    b'{"id": 2, "text": 4}': "has no text: 'text' is a number",
    b'{"id": 2, "text": ["a"]}': "has no text: 'text' is a list",
    b'{"id": 2, "text"': "is not JSON: Expecting ':' delimiter",
    b"[1, 2]": "is a list, not an object",
    b"null": "is null, not an object",
    b'{"text": "caf\xe9"}': "is not UTF-8: byte 0xe9 at 14",
    b'{"text": "x", "n": ' + b"1" * 5_000 + b"}": "a number of too many digits",
    b'{"n": ' + b"[" * 100_000 + b"}": "nested too deep",
}


def test_a_bad_line_fails_by_its_place_and_no_other():
    for bad, reason in BAD_LINES.items():
        data = b'\xef\xbb\xbf{"id": 1, "text": "One."}\n' + bad + b'\n\n{"id": 3, "text": "Two."}\n'
        items, _ = read(data, "a.jsonl")
        first, failed, last = (item.attempt() for item in items)
        assert (first.text, last.text) == ("One.", "Two.")
        assert isinstance(failed, NoArticleError | SourceUnreadableError)
        assert str(failed).startswith("a.jsonl, line 2 ")
        assert reason in str(failed)
        assert items[2].source == "a.jsonl, line 4"


def test_a_ragged_csv_fails_row_by_row_and_is_read_on():
    lines = [
        "id,text,desk",
        '1,"One,\ntwo.",x',  # lines 2 and 3
        "2,Short",
        "3,Long,x,y",
        '4,"An open mark,x',
        "5,Five.,x",
        '6,"Paired" wrongly,x',
        "",
        "7,Seven.,x",
        '8,"Open to the end,x',
        "9,Nine.,x",
    ]
    items, _ = read("\n".join(lines).encode(), "a.csv")
    outcomes = {item.source: item.attempt() for item in items}
    assert {
        name: each.text if isinstance(each, Article) else str(each).removeprefix(name)
        for name, each in outcomes.items()
    } == {
        "a.csv, line 2": "One,\ntwo.",
        "a.csv, line 4": " has 2 fields where the header has 3",
        "a.csv, line 5": " has 4 fields where the header has 3",
        "a.csv, line 6": " has a quotation mark where none can be",
        "a.csv, line 7": "Five.",
        "a.csv, line 8": " has a quotation mark where none can be",
        "a.csv, line 10": "Seven.",
        "a.csv, line 11": " has a quotation mark that is never closed",
        "a.csv, line 12": "Nine.",
    }


@pytest.mark.parametrize(
    ("name", "data", "texts"),
    [
        ("a.csv", "id;text\n1;Grün, und naß.\n".encode("cp1252"), ["Grün, und naß."]),
        ("a.csv", "id\ttext\n1\tGrün.\n".encode("utf-16"), ["Grün."]),
        ("a.csv", b"sep=|\nid|text\n1|One.\n", ["One."]),
        ("a.csv", b"\xef\xbb\xbftext\nOne.\nTwo.\n", ["One.", "Two."]),
        ("a.csv", b'text,id\r\n"One,\r\ntwo.",2\r\n', ["One,\r\ntwo."]),
        ("a.csv", b"text,id\rOne.,1\rTwo.,2\r", ["One.", "Two."]),
        ("a.csv", b"story line\nOne.\n", ["One."]),
        ("a.tsv", b'id\ttext\n1\t"Yes," he said.\n2\t"a\tb"\n', ['"Yes," he said.', "a\tb"]),
        ("a.jsonl", '{"text": "Grün."}\n'.encode("utf-16"), ["Grün."]),
        ("a.json", b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        ("a.ndjson", b'{"text": "One."}\n{"body": "Two."}\n', ["One.", "Two."]),
        ("a.jsonl", b'{"body_html": "<p>One.</p><p>Two.</p>", "uri": "u"}\n', ["One.\n\nTwo.\n"]),
        ("a.csv", b"text,id\n<p>One.</p><p>Two.</p>,1\n", ["One.\n\nTwo.\n"]),
        ("a.csv", b"id,text\n1," + b"long " * 60_000 + b"\n", ["long " * 60_000]),
        (None, b"id,text\n1,One.\n", ["One."]),
        (None, b"id;Story\n1;One.\n", ["One."]),
        (None, b'{"text": "One."}\n{"text": "Two."}\n', ["One.", "Two."]),
        (None, table([{"text": "One."}], "parquet"), ["One."]),
        (None, gzip.compress(b"id,text\n1,One.\n", mtime=0), ["One."]),
        ("data", table([{"text": "One."}], "parquet"), ["One."]),
    ],
)  # fmt: skip
def test_tables_are_read_whatever_separates_encodes_or_names_them(name, data, texts):
    items, _ = read(data, name)
    assert [item.load().text for item in items] == texts


@pytest.mark.parametrize(
    "text",
    ["Rain, snow and text\nIt rained.", "One, two.\n", "text\n", '{"text": "One.\\nTwo."}\n'],
)
def test_what_is_no_table_stays_one_article(text):
    items, told = read(text.encode())
    assert (len(items), told) == (1, [])


def test_a_damaged_table_gives_its_rows_and_one_failure():
    draw = random.Random(1)
    whole = table([{"text": f"It rained {draw.random()} times."} for _ in range(9000)], "jsonl")
    items, _ = read(gzip.compress(whole)[:-9000], "a.jsonl.gz")
    assert len(items) > 4_000
    assert all(isinstance(item.attempt(), Article) for item in items[:-1])
    assert "cut off" in str(items[-1].attempt())
    for data in (b"PAR1nothing", table([{"text": "x"}], "parquet")[:-9]):
        (item,), _ = read(data, "a.parquet")
        assert "damaged Parquet file" in str(item.attempt())
    for data in (b"", b"\n \n", b"id,text\n"):
        (item,), _ = read(data, "a.csv")
        assert isinstance(item.attempt(), NoArticleError)


def test_parquet_keeps_the_types_that_its_columns_have():
    moment = dt.datetime(2026, 11, 20, 8, 30, tzinfo=dt.UTC)
    rows = pa.table(
        {
            "text": ["It rained.", None],
            "published": pa.array([moment, None], pa.timestamp("ns", "UTC")),
            "tags": [["a", "b"], []],
            "share": [0.5, None],
        }
    )
    out = io.BytesIO()
    parquet.write_table(rows, out)
    items, _ = read(out.getvalue(), "a.parquet")
    assert items[0].load().date == "2026-11-20T08:30:00+00:00"
    assert items[0].record == Record(
        "a.parquet, row 1", {"published": moment, "tags": ["a", "b"], "share": 0.5}
    )
    assert str(items[1].attempt()) == "a.parquet, row 2 has no text: 'text' is null"


def record(kind, url, body, known):
    """A record of a WARC file."""
    head = f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Record-ID: {known}\r\n"
    head += f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(body)}"
    return gzip.compress(head.encode() + b"\r\n\r\n" + body + b"\r\n\r\n")


def answer(body, status="200 OK", kind="text/html"):
    head = f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def test_an_archive_gives_its_pages_and_passes_over_the_rest():
    page = answer(documents.page().encode())
    records = [
        record("warcinfo", "", b"software: x\r\n", "<urn:uuid:0>"),
        record("response", "https://fenwick.example/a", page, "<urn:uuid:1>"),
        record("response", "https://f.example/a.png", answer(b"PNG", kind="image/png"), "<2>"),
        record("response", "https://f.example/gone", answer(b"Gone", "404 Not Found"), "<3>"),
        record("response", "https://f.example/b", answer(b"<html><body></body></html>"), "<4>"),
    ]
    items, told = read(b"".join(records), "a.warc.gz")
    article, failed = (item.attempt() for item in items)
    assert (article.title, article.text) == (documents.TITLE, documents.TEXT)
    assert items[0].record.id == "<urn:uuid:1>"
    assert items[0].record.columns["url"] == "https://fenwick.example/a"
    assert isinstance(failed, NoArticleError)
    assert told == ["a.warc.gz: 2 pages among 5 records"]
    items, _ = read(b"".join(records)[:-150], "a.warc.gz")
    assert isinstance(items[0].attempt(), Article)


@pytest.mark.parametrize("library", ["pyarrow", "warcio"])
def test_without_its_library_the_extra_is_named(library, monkeypatch):
    name = "a.parquet" if library == "pyarrow" else "a.warc"
    for module in ("pyarrow", "pyarrow.parquet", "warcio", "warcio.archiveiterator"):
        if module.startswith(library):
            monkeypatch.setitem(__import__("sys").modules, module, None)
    (item,), _ = read(b"PAR1" if library == "pyarrow" else b"WARC/1.0\r\n\r\n", name)
    failed = item.attempt()
    assert f"read with {library}; it is not installed" in str(failed)
    assert failed.hint == "pip install 'briefer-news[data]'"


@pytest.mark.parametrize("kind", ["csv", "jsonl", "parquet"])
def test_memory_does_not_grow_with_the_rows(kind):
    def peak(count):
        rows = ({"id": n, "text": f"It rained {n} times. " * 40} for n in range(count))
        Path(f"n.{kind}").write_bytes(table(list(rows), kind))
        tracemalloc.start()
        seen = sum(1 for item in find([f"n.{kind}"]) if item.load())
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert seen == count
        return top

    peak(200)
    assert peak(4_000) < 1.2 * peak(1_000)
