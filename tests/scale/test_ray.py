"""On a local Ray: a live run's rows, whatever is killed, within one limit for all workers."""

import io
import time

import pyarrow as pa
import pytest
from pyarrow import parquet

from briefer.errors import UsageError
from tests.scale.articles import batched, fill, rows, write
from tests.support.batches import BatchServer
from tests.support.loopback import late, open_half
from tests.support.on_ray import await_work, done, driver, kill, running

pytestmark = [pytest.mark.ray, pytest.mark.loopback]
NUMBER = 48


def test_live_in_a_batch_and_on_a_ray_where_all_are_killed_the_rows_are_the_same(
    tmp_path, monkeypatch, loopback
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("OPENAI_API_KEY", "k")
    source = tmp_path / write("in.parquet", NUMBER)
    out = tmp_path / "out"
    loopback.script = late(0.2, open_half())
    model = {"model": "openai:tiny"}
    fill(source, "live", base_url=loopback.url, **model)
    asked = loopback.count
    assert asked > NUMBER  # a judge was asked too
    with BatchServer(open_half()) as service:
        batched(source, "batch", base_url=service.url, **model)
    assert rows("batch") == rows("live")
    loopback.peak = 0
    options = {"workers": 2, "batch_size": 6, "concurrency": 5, "base_url": loopback.url, **model}
    with running(tmp_path) as ray:
        first = driver(tmp_path, ray, source, out, **options)
        assert await_work(first)
        while not list(out.glob("*.parquet")) and first.poll() is None:
            time.sleep(0.02)
        kill(first)
        written = len(rows(out))
        torn = [out / f"{digit * 32}_000007-0.parquet" for digit in "12"]
        torn[0].write_bytes(b"PAR1 torn")
        torn[1].touch()
        again = driver(tmp_path, ray, source, out, resume=str(out), **options)
        assert ray.kill_worker(1.0, again)
        done(again)
    assert 0 < written < NUMBER
    assert not any(path.exists() for path in torn)
    assert sorted(rows(out), key=_number) == rows("live")
    assert sum(each["error"] is not None for each in rows(out)) == 3
    # Twice was asked at most what two workers had in hand when the driver died, and one later.
    assert loopback.count - asked <= asked + 2 * 3 * 2 * 6
    assert loopback.peak <= 5


def test_no_file_of_somebody_else_is_removed_or_changed(tmp_path):
    from briefer.scale.ray import summarize

    def write(name, data):
        path = tmp_path / name
        path.write_bytes(data)
        return path

    other = parquet_of({"id": ["1"], "error": ["lost"], "note": ["mine"]})
    whole = b"PAR1 damaged in its middle PAR1"
    write(f"{'0' * 32}_000001-0.parquet", b"PAR1 torn")
    for name, data in {
        "mine.parquet": b"PAR1 torn",
        "notes.parquet": b"no table at all",
        "table.parquet": other,
        f"{'a' * 32}_000001-0.parquet": whole,
        f"{'b' * 32}_000001-0.parquet": other,
        f"{'c' * 32}_000001-0.parquet": b"not ours, with such a name",
    }.items():
        path = write(name, data)
        before = {each: each.read_bytes() for each in tmp_path.iterdir()}
        with pytest.raises(UsageError, match=name):
            summarize(None, resume=str(tmp_path), model="extractive")
        assert {each: each.read_bytes() for each in tmp_path.iterdir()} == before
        path.unlink()


def parquet_of(columns):
    sink = io.BytesIO()
    parquet.write_table(pa.table(columns), sink)
    return sink.getvalue()


def _number(row):
    return int(row["id"])
