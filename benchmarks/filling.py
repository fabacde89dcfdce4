"""Folders of results that a command fills from rows of Parquet, and what that takes."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
from pyarrow import parquet

from benchmarks.serving import ROOT
from benchmarks.throughput import Row, Run, article, environment_with

POISONED = 100
"""One row in so many has no text."""

_CHUNK = 10_000


def table(path: Path, number: int, *, poisoned: bool = False, long: bool = False) -> Path:
    """Write so many articles, of two sentences or of about 400 words."""
    draw = random.Random(5)

    def row(n: int) -> dict[str, Any]:
        text = article(n) if long else _two_sentences(n, draw)
        return {"id": n, "text": "" if poisoned and n % POISONED == 7 else text}

    starts = range(0, number, _CHUNK)
    return written(path, ([row(n) for n in range(s, min(number, s + _CHUNK))] for s in starts))


def written(path: Path, groups: Iterable[list[dict[str, Any]]]) -> Path:
    """Write rows as Parquet, a row group for each list of them."""
    writer = None
    for rows in groups:
        batch = pa.Table.from_pylist(rows)
        writer = writer or parquet.ParquetWriter(path, batch.schema)
        writer.write_table(batch)
    if writer is not None:
        writer.close()
    return path


def _two_sentences(number: int, draw: random.Random) -> str:
    cost, years = draw.randint(2, 900), draw.randint(2, 9)
    return (
        f"The bridge number {number} over the river was opened on Monday. "
        f"It cost {cost} million euros and took {years} years to build."
    )


def command(source: Path, out: Path, *more: object) -> list[str]:
    """The command that fills a folder."""
    return list(map(str, ["summarize", source, "--out", f"{out}/", "--quiet", *more]))


def begun(
    folder: Path, *line: str, start: tuple[str, ...] = ("-m", "briefer"), **variables: str
) -> "subprocess.Popen[bytes]":
    """Run a command in ``folder``, which has its store."""
    return subprocess.Popen(
        [sys.executable, *start, *line],
        cwd=folder,
        env={**environment_with(folder / "store.db"), "PYTHONPATH": str(ROOT), **variables},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def fill(folder: Path, *line: str, **more: Any) -> Run:
    """Run a command to its end, which may be with failures; what it took."""
    began = time.monotonic()
    process = begun(folder, *line, **more)
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 4):
        raise RuntimeError(f"{line} ended with {process.returncode}")
    return Run(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def rows_of(out: Path) -> list[dict[str, Any]]:
    """The rows of a folder, in the order of their ids."""
    return sorted(parquet.read_table(out).to_pylist(), key=lambda row: int(row["id"]))


def differing(found: Path, expected: Path) -> int:
    """How many rows of one folder are not in the other, or the other way round."""
    one, other = ({str(row) for row in rows_of(each)} for each in (found, expected))
    doubled = len(rows_of(found)) - len(one)
    return len(one ^ other) + doubled


def whole(out: Path, number: int, what: str) -> Iterator[Row]:
    """See that each row is there once, and that those without a text are the ones that failed."""
    found = parquet.read_table(out, columns=["id", "error"]).to_pylist()
    wrong = int([int(each["id"]) for each in found] != list(range(number)))
    wrong += sum((each["error"] is not None) != (int(each["id"]) % POISONED == 7) for each in found)
    yield Row(f"{what}: rows lost, doubled or failed that should not", 0, wrong)
