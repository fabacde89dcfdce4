"""A folder of results has each article once, whatever stopped the runs that filled it."""

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from pyarrow import parquet

from briefer.errors import OutputFileError, UsageError
from briefer.scale import dataset as datasets
from briefer.store import RowIndex
from tests.scale.articles import fill, rows, write
from tests.support.loopback import answer, error, valid_answer
from tests.support.repository import ROOT


class Killed(BaseException):
    """Stands for the end of the process: nothing catches it."""


@pytest.fixture
def table(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(datasets, "PART_ROWS", 5)
    return write("in.parquet", 23)


def parts(folder="out"):
    return {path.name: path.read_bytes() for path in Path(folder).glob("*.parquet")}


def test_each_article_has_one_row_of_one_schema_and_a_second_run_adds_what_is_new(table):
    first = fill(table)
    assert (first.new, first.failed, len(parts())) == (23, 3, 5)
    found = rows()
    assert [each["id"] for each in found] == [str(number) for number in range(23)]
    failed = {each["id"]: (each["error"], each["message"]) for each in found if each["error"]}
    assert failed == {
        "3": ("NoArticleError", "has no text: 'text' is null"),
        "11": ("NoArticleError", "has no text: 'text' is empty"),
        "17": ("NoArticleError", "has no text: 'text' is empty"),
    }
    assert found[0]["headline"]
    assert json.loads(found[0]["columns"]) == {"desk": "local"}
    before = parts()
    again = fill(write("in.parquet", 26))
    assert (again.known, again.new, again.mended, again.failed) == (20, 3, 0, 3)
    assert {name: parts()[name] for name in before} == before
    assert [each["id"] for each in rows()] == [str(number) for number in range(26)]
    assert parquet.read_schema("out/part-000001.parquet") == parquet.read_schema(
        "out/part-000006.parquet"
    )


def test_ids_that_are_missing_or_stand_twice_lose_nothing(table):
    lines = [{"id": "a", "text": "One came."}, {"id": "a", "text": "Two came."}] * 4
    lines += [{"text": "Three came."}, {"id": None, "text": "Four came."}]
    text = "".join(json.dumps(each) + "\n" for each in lines) + "{torn\n"
    Path("in.jsonl").write_text(text)
    assert fill("in.jsonl").new == 11
    assert fill("in.jsonl").known == 10
    found = [each["id"] for each in rows()]
    assert found == ["a"] * 8 + [f"in.jsonl, line {number}" for number in (9, 10, 11)]
    Path("out/_ids.db").unlink()
    assert fill("in.jsonl").known == 10


def test_a_run_that_is_killed_anywhere_leaves_what_an_undisturbed_one_does(table, monkeypatch):
    fill(table, "undisturbed")
    left = 0
    acts = {
        (datasets, "replace_file"): datasets.replace_file,
        (RowIndex, "add"): RowIndex.add,
        (RowIndex, "mend"): RowIndex.mend,
    }

    def dying(act):
        def run(*given):
            nonlocal left
            left -= 1
            if left == 0:
                raise Killed
            act(*given)
            left -= 1
            if left == 0:
                raise Killed

        return run

    for (owner, name), act in acts.items():
        monkeypatch.setattr(owner, name, dying(act))
    # What would be written on the way out of a dying process is not.
    finish = datasets.Dataset.finish
    monkeypatch.setattr(datasets.Dataset, "finish", lambda self: left > 0 and finish(self))
    ended = False
    moments = 0
    while not ended:
        moments += 1
        left = 1 + moments % 7
        try:
            fill(table)
        except Killed:
            found = [each["id"] for each in rows()] if parts() else []
            assert found == [str(number) for number in range(len(found))]
        else:
            ended = True
    left = 10**6
    fill(table)
    assert moments > 4
    assert parts() == parts("undisturbed")


def test_what_failed_is_mended_where_it_stands_and_is_not_asked_twice(table, loopback):
    model = {"model": "openai:tiny", "base_url": loopback.url, "judge": "off", "max_attempts": 1}
    good = answer(lambda call: json.dumps(valid_answer(call)))
    refused = error(400)
    loopback.script = lambda call: (refused if "bridge 7 " in call.prompt else good)(call)
    first = fill(table, **model)
    assert (first.new, first.failed) == (23, 4)
    before = parts()
    loopback.script = good
    asked = len(loopback.calls)
    second = fill(table, **model)
    assert (second.new, second.mended, second.failed) == (0, 1, 3)
    assert len(loopback.calls) == asked + 1
    changed = {name for name, data in parts().items() if data != before[name]}
    assert changed == {"part-000002.parquet"}
    fill(table, "undisturbed", **model)
    assert parts() == parts("undisturbed")


def test_what_is_no_such_folder_is_refused(table, monkeypatch):
    fill(table)
    with pytest.raises(UsageError, match="made in another way"):
        fill(table, length="short")
    Path("other").mkdir()
    Path("other/notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"holds other files, such as notes\.txt"):
        fill(table, "other")
    Path("strange").mkdir()
    write("strange/part-000001.parquet", 3)
    with pytest.raises(UsageError, match="no results of briefer"):
        fill(table, "strange")
    Path("out/part-000002.parquet").write_bytes(b"PAR1 torn")
    with pytest.raises(OutputFileError, match="damaged"):
        fill(table)
    Path("out/part-000002.parquet").unlink()
    fill(table)
    assert sorted(int(each["id"]) for each in rows()) == list(range(23))
    Path("out/_ids.db").write_bytes(b"no database" * 999)
    assert fill(table).known == 20


SMALL_PARTS = """
import sys
from briefer.cli import main
from briefer.scale import dataset
dataset.PART_ROWS = 10
main()
"""


def test_the_command_goes_on_after_kill_9_and_pays_for_one_part_at_most(tmp_path, loopback):
    write(tmp_path / "in.parquet", 60)
    line = [
        *(sys.executable, "-c", SMALL_PARTS, "summarize", "in.parquet", "--out", "out/"),
        *("--no-store", "--model", "openai:tiny", "--base-url", loopback.url),
        *("--judge", "off", "--concurrency", "2"),
    ]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    process = subprocess.Popen(line, cwd=tmp_path, env=env, stderr=subprocess.DEVNULL)
    while len(loopback.calls) < 30 and process.poll() is None:
        time.sleep(0.01)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    done = subprocess.run(line, cwd=tmp_path, env=env, check=False, capture_output=True, text=True)
    assert done.returncode == 4  # three rows have no text
    assert "3 failed, and are tried again by the same command" in done.stderr
    assert [each["id"] for each in rows(tmp_path / "out")] == [str(n) for n in range(60)]
    assert len(loopback.calls) <= 57 + 10 + 4 * 2
    # As a table of one file has them, but for what a folder has otherwise.
    one = [*line[:5], "--out", "one.parquet", *line[7:]]
    subprocess.run(one, cwd=tmp_path, env=env, check=False, stderr=subprocess.DEVNULL)
    for mine, live in zip(rows(tmp_path / "out"), rows(tmp_path / "one.parquet"), strict=True):
        same = mine.keys() & live.keys() - {"id", "message"}
        assert len(same) == 14
        assert {name: mine[name] for name in same} == {name: live[name] for name in same}
