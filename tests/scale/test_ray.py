"""On a local Ray: a live run's rows, whatever is killed, within one limit for all workers."""

import io
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from briefer.errors import UsageError
from tests.scale.articles import fill, rows, table
from tests.support.loopback import late
from tests.support.repository import ROOT

pytestmark = [pytest.mark.ray, pytest.mark.loopback]
NUMBER, FILES = 48, 8


@pytest.fixture
def articles(tmp_path, monkeypatch):
    """A folder of Parquet, and the rows of a live run over it."""
    monkeypatch.chdir(tmp_path)
    Path("in").mkdir()
    whole = table(NUMBER)
    for number in range(FILES):
        part = whole.slice(number * NUMBER // FILES, NUMBER // FILES)
        parquet.write_table(part, f"in/{number}.parquet")
    return tmp_path


def drive(folder, out="out", kills=(), **options):
    """Start a driver of Ray in a session of its own."""
    job = {"source": "in", "out": str(folder / out), "kills": kills, "options": options}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.on_ray", json.dumps(job)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "RAY_AUTH_MODE": "disabled"},
        start_new_session=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def done(process):
    out, err = process.communicate(timeout=120)
    assert process.returncode == 0, err[-3000:]
    return out


def test_a_killed_driver_s_work_is_gone_on_with_and_a_killed_worker_s_too(articles, loopback):
    loopback.script = late(0.2)
    model = {"model": "openai:tiny", "base_url": loopback.url, "judge": "off"}
    fill("in", "live", no_store=True, **model)
    asked = loopback.count
    loopback.peak = 0
    options = {"workers": 2, "batch_size": 6, "concurrency": 5, **model}
    first = drive(articles, **options)
    while not list(Path("out").glob("*.parquet")) and first.poll() is None:
        time.sleep(0.02)
    killed = first.poll() is None
    os.killpg(first.pid, signal.SIGKILL)
    first.communicate()
    written = len(rows())
    torn = [Path("out", f"{digit * 32}_000007-0.parquet") for digit in "12"]
    torn[0].write_bytes(b"PAR1 torn")
    torn[1].touch()
    again = done(drive(articles, kills=[1.0], resume=str(articles / "out"), **options))
    found = rows()
    assert killed
    assert "killed" in again
    assert not any(path.exists() for path in torn)
    assert 0 < written < NUMBER
    assert sorted(found, key=_number) == sorted(rows("live"), key=_number)
    assert sum(each["error"] is not None for each in found) == 3
    # Twice was asked at most what two workers had in hand when the driver died, and one later.
    assert loopback.count - asked <= NUMBER - 3 + 3 * 2 * 6
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
