"""Tables in, tables out, as a researcher runs it."""

import csv
import gzip
import io
import json
import re
import time

import pyarrow as pa
import pytest
from pyarrow import parquet

from briefer.cli.output import Output
from briefer.cli.progress import Progress
from briefer.cli.run import Run
from briefer.ingest import find
from tests.support.repository import FIXTURES, ROOT

DAYS = FIXTURES / "days"

POOL = "The council voted 5 to 4 on Monday to close the pool. The mayor, Ada Lund, voted against."
RAIN = "It rained on Tuesday in Harwich. Ten roads were closed by the police."
ROWS = [
    {"id": "17", "title": "Pool", "text": POOL, "desk": "local", "summary": "gold"},
    {"id": "18", "title": "Rain", "text": RAIN, "desk": "weather", "summary": "gold"},
    {"id": "19", "title": "None", "text": "", "desk": "x", "summary": "gold"},
]


@pytest.fixture
def here(tmp_path):
    """A folder with the same rows as a table of each kind."""
    with (tmp_path / "n.csv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]))
        writer.writeheader()
        writer.writerows(ROWS)
    with (tmp_path / "n.tsv").open("w", newline="") as file:
        writer = csv.DictWriter(file, list(ROWS[0]), delimiter="\t")
        writer.writeheader()
        writer.writerows(ROWS)
    lines = "".join(json.dumps(row) + "\n" for row in ROWS)
    (tmp_path / "n.jsonl").write_text(lines)
    (tmp_path / "n.jsonl.gz").write_bytes(gzip.compress(lines.encode()))
    parquet.write_table(pa.Table.from_pylist(ROWS), tmp_path / "n.parquet")
    return tmp_path


@pytest.mark.parametrize("name", ["n.csv", "n.tsv", "n.jsonl", "n.jsonl.gz", "n.parquet"])
def test_each_row_is_a_result_with_its_id_and_columns_or_a_failure(briefer, here, name):
    ran = briefer("summarize", name, "--model", "extractive", "--format", "jsonl")
    pool, rain, none = map(json.loads, ran.out.splitlines())
    carried = {"title": "Pool", "desk": "local", "summary": "gold"}
    assert (pool["kind"], pool["id"], pool["columns"]) == ("summary", "17", carried)
    assert "Ada Lund" in pool["summary"][-1]["text"]
    assert (rain["article"]["title"], rain["columns"]["desk"]) == ("Rain", "weather")
    assert (none["kind"], none["id"], none["error"]) == ("failure", "19", "NoArticleError")
    assert ran.code == 4
    place = re.escape(name) + ", (line|row) "
    assert re.search(place + r"\d has no text: 'text' is empty", ran.err)
    assert f"{name}: text from 'text', id from 'id', title from 'title'" in ran.err
    everything = json.loads(briefer("facts", name, "--format", "json").out)
    assert [each["id"] for each in everything["summaries"]] == ["17", "18"]
    assert everything["failures"][0]["columns"]["desk"] == "x"


def test_tables_are_written_by_the_name_of_the_file(briefer, here):
    for name in ("out.csv", "out.tsv", "out.parquet"):
        ran = briefer("summarize", "n.csv", "--model", "extractive", "--out", name)
        assert (ran.code, ran.out) == (4, "")
    with (here / "out.csv").open(newline="") as file:
        pool, _, none = csv.DictReader(file)
    assert (pool["id"], pool["desk"], pool["input_summary"]) == ("17", "local", "gold")
    lines = briefer("summarize", "n.csv", "--model", "extractive", "--format", "jsonl").out
    made = json.loads(lines.splitlines()[0])
    claims = [made["headline"], *made["summary"], *made["key_facts"]]
    assert pool["headline"] == made["headline"]["text"]
    assert pool["summary"] == " ".join(claim["text"] for claim in made["summary"])
    confirmed = sum(claim["status"] == "confirmed" for claim in claims)
    assert (pool["confirmed"], pool["model"], pool["error"]) == (str(confirmed), "extractive", "")
    facts = json.loads(pool["facts"])
    assert [(each["text"], each["status"], each["sentences"]) for each in facts] == [
        (claim["text"], claim["status"], [each["sentence"] for each in claim["evidence"]])
        for claim in claims
    ]
    assert facts[0]["part"] == "headline"
    assert (none["id"], none["error"], none["headline"]) == ("19", "NoArticleError", "")
    rows = parquet.read_table(here / "out.parquet").to_pylist()
    assert rows[0]["facts"] == facts
    assert [row["id"] for row in rows] == ["17", "18", "19"]
    assert rows[2]["message"] == "n.csv, line 4 has no text: 'text' is empty"
    with (here / "out.tsv").open(newline="") as file:
        assert [row["id"] for row in csv.DictReader(file, delimiter="\t")] == ["17", "18", "19"]
    assert sorted(path.name for path in here.iterdir() if path.name.startswith(".out")) == []


def test_fields_make_slim_lines_and_tables(briefer, here):
    slim = ("--model", "extractive", "--fields", "id, headline,desk,input_summary")
    ran = briefer("summarize", "n.csv", *slim, "--format", "jsonl")
    assert ran.out.splitlines()[2] == (
        '{"id":"19","headline":null,"desk":"x","input_summary":"gold"}'
    )
    ran = briefer("summarize", "n.csv", *slim, "--format", "csv")
    assert ran.out.splitlines()[0] == "id,headline,desk,input_summary"
    assert len(list(csv.reader(io.StringIO(ran.out)))) == 4
    ran = briefer("summarize", "n.csv", "--fields", "id,dask", "--format", "jsonl")
    assert "no result has a column 'dask'" in ran.err
    ran = briefer("summarize", "n.csv", "--fields", "id")
    assert (ran.code, ran.out) == (2, "")
    assert "--fields chooses columns, and md has none" in ran.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--out", "result"], "the name result does not say in which format to write"),
        (["--out", "r.jsonl", "--format", "csv"], "--format csv contradicts the name r.jsonl"),
        (["--out", "r.html"], "this command does not write html"),
        (["--text-column", "txt"], "n.csv has no column 'txt'; it has 'id', 'title', 'text'"),
    ],
)
def test_what_contradicts_itself_is_refused_before_any_work(briefer, here, arguments, message):
    ran = briefer("summarize", "n.csv", "--model", "extractive", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert message in ran.err
    assert not (here / "r.html").exists()


def test_the_name_of_the_file_says_the_format_of_other_commands_too(briefer, story, tmp_path):
    briefer("daily", story, "--date", "2026-11-22", "--out", "b.html")
    assert (tmp_path / "b.html").read_text().startswith("<!DOCTYPE html>")
    briefer("daily", story, "--date", "2026-11-22", "--out", "b.ninjs.json")
    assert json.loads((tmp_path / "b.ninjs.json").read_text())["uri"]
    briefer("verify", story, story, "--out", "v.json")
    assert json.loads((tmp_path / "v.json").read_text())["kind"] == "verification"
    ran = briefer("daily", story, "--out", "b.csv")
    assert (ran.code, "does not write csv" in ran.err) == (2, True)


def test_columns_may_be_named_also_in_the_settings(briefer, here):
    named = ("--text-column", "title", "--id-column", "desk", "--title-column", "summary")
    ran = briefer("facts", "n.csv", *named, "--format", "jsonl")
    first = json.loads(ran.out.splitlines()[0])
    assert (first["id"], first["article"]["title"], ran.code) == ("local", "gold", 0)
    (here / "briefer.toml").write_text('text_column = "title"\n')
    assert briefer("facts", "n.csv", "--format", "jsonl").code == 0


def test_a_brief_is_made_of_the_rows_of_a_table(briefer, here):
    ran = briefer("daily", "n.csv", "--date", "2026-11-22", "--model", "extractive")
    assert "2 stories from 2 articles" in ran.out
    assert "n.csv, line 4 has no text" in ran.out
    assert "n.csv: text from 'text'" in ran.err


def test_a_brief_of_a_day_is_that_of_a_table_with_the_rows_of_that_day_alone(briefer, tmp_path):
    rows = [
        {"title": a.title, "text": a.text[a.body_start :], "date": a.date, "outlet": a.outlet}
        for a in (item.load() for item in find([str(DAYS / "day1"), str(DAYS / "day2")]))
    ]
    days = sorted({row["date"][:10] for row in rows})
    assert len(days) > 1
    for name in ("all", *days):
        (tmp_path / name).mkdir()
        # A blank line is no row, and keeps the others where they are.
        kept = [row if name in ("all", row["date"][:10]) else None for row in rows]
        lines = ("" if row is None else json.dumps(row) for row in kept)
        (tmp_path / name / "n.jsonl").write_text("".join(f"{line}\n" for line in lines))
    parquet.write_table(pa.Table.from_pylist(rows), tmp_path / "all" / "n.parquet")

    def brief(folder, name, day):
        flags = ("--model", "extractive", "--no-store", "--date", day, "--format", "json")
        ran = briefer("daily", name, *flags, cwd=tmp_path / folder)
        assert ran.code == 0
        return ran

    for day in days:
        whole, alone = brief("all", "n.jsonl", day), brief(day, "n.jsonl", day)
        assert whole.out == alone.out
        number = sum(row["date"].startswith(day) for row in rows)
        assert f"n.jsonl: {number} of {len(rows)} rows are of {day}" in whole.err
        packed = brief("all", "n.parquet", day).out
        assert packed.replace("n.parquet, row", "n.jsonl, line") == alone.out
    none = briefer(
        "daily", "n.parquet", "--date", "2020-01-01", "--model", "extractive", cwd=tmp_path / "all"
    )
    assert (none.code, none.out) == (0, "")
    assert "nothing new: no source has an article" in none.err


def test_where_somebody_looks_on_the_rows_are_counted_beside_the_run(here, monkeypatch):
    monkeypatch.chdir(here)
    flags = {"model": "extractive", "no_store": True, "quiet": True}
    run = Run("summarize", flags, Output(flags))
    tally = run.session.live.tally
    with run.counting(["n.csv", "n.parquet"]):
        assert tally.total is None
    run._progress = Progress(None)
    with run.counting(["n.csv", "n.parquet", "n.jsonl.gz"]):
        while tally.total is None:
            time.sleep(0.01)
    assert tally.total == 9
    run.session.close_store()


CLAIMS = [
    {"id": 1, "article": POOL, "claim": "The vote was 5 to 4.", "gold": True},
    {"id": 2, "article": POOL, "claim": "The vote was 9 to 4.", "gold": False},
    {"id": 3, "article": None, "claim": "The vote was 9 to 4.", "gold": False},
]


@pytest.mark.parametrize("kind", ["parquet", "csv", "jsonl"])
def test_claims_of_a_table_are_checked_row_by_row(briefer, tmp_path, kind):
    name = f"claims.{kind}"
    if kind == "parquet":
        parquet.write_table(pa.Table.from_pylist(CLAIMS), tmp_path / name)
    elif kind == "jsonl":
        (tmp_path / name).write_text("".join(json.dumps(row) + "\n" for row in CLAIMS))
    else:
        with (tmp_path / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(CLAIMS[0]))
            writer.writeheader()
            writer.writerows(CLAIMS)
    ran = briefer("verify", name)
    right, wrong, broken = map(json.loads, ran.out.splitlines())
    typed = str if kind == "csv" else lambda value: value
    assert (right["id"], right["columns"]) == (typed(1), {"gold": typed(True)})
    assert (right["supported"], wrong["supported"], wrong["status"]) == (
        True,
        False,
        "contradicted",
    )
    assert broken["error"] == '"article" must be a text'
    assert ran.code == 2
    with (tmp_path / "whole.csv").open("w", newline="") as file:
        writer = csv.writer(file)
        writer.writerows([["nr", "body", "claim"], *(["1", POOL, row["claim"]] for row in CLAIMS)])
    whole = ("verify", "whole.csv", "--text-column", "body", "--id-column", "nr")
    assert [briefer(*whole, *more).code for more in ((), ("--exit-zero",))] == [3, 0]
    assert json.loads(briefer(*whole).out.splitlines()[0])["id"] == "1"
    assert briefer("verify", name, "--out", "checked.csv").code == 2
    with (tmp_path / "checked.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["id"], row["supported"], row["claim"], row["gold"].lower()) for row in rows] == [
        ("1", "true", CLAIMS[0]["claim"], "true"),
        ("2", "false", CLAIMS[1]["claim"], "false"),
        ("3", "", "", "false"),
    ]
    assert "S1" in json.loads(rows[1]["sentences"])
    assert json.loads(rows[1]["findings"])


def test_the_commands_of_the_how_to_run_as_they_stand(briefer, tmp_path):
    rows = [{"key": row["id"], "body": row["text"], "desk": row["desk"]} for row in ROWS[:2]]
    claims = CLAIMS[:2]
    for name, table in (("news.csv", rows), ("claims.csv", claims)):
        with (tmp_path / name).open("w", newline="") as file:
            writer = csv.DictWriter(file, list(table[0]))
            writer.writeheader()
            writer.writerows(table)
    text = (ROOT / "docs" / "tables.md").read_text("utf-8")
    commands = re.findall(r"^    briefer (.+)$", text, re.MULTILINE)
    assert len(commands) == 6
    for command in commands:
        ran = briefer(*command.split())
        assert ran.code == 0, (command, ran.err)
    with (tmp_path / "summaries.csv").open(newline="") as file:
        assert [row["id"] for row in csv.DictReader(file)] == ["17", "18"]
