"""Many articles: what a folder of results takes, what a kill costs, and what Ray's workers add.

    python -m benchmarks.scale [--articles 100000] [--kills 20] [ROW ...]

Rows are ``plan``, ``extractive``, ``endpoint``, ``kills``, ``month`` and ``ray``; all if none is
named. Articles are rows of Parquet, of two sentences where nothing else is said. What a run takes
is its seconds of processor time and its peak memory, without what starting takes. Bounds that are
of 100,000 articles shrink with ``--articles``. Exits with 1 when a bound is missed.
"""

import argparse
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa
from pyarrow import parquet

from benchmarks.serving import ROOT, serving
from benchmarks.stories import events
from benchmarks.throughput import Row, Run, article, environment_with, stats
from briefer.compare.stories.grouping import group
from briefer.config import resolve_here
from briefer.ingest import find
from briefer.scale import Batch, manifest_for, new_job
from briefer.session import Session

WHOLE = 100_000
POISONED = 100
"""One row in so many has no text."""

_CHUNK = 10_000
_SMALL_PARTS = """
import sys
from briefer.cli import main
from briefer.scale import dataset
dataset.PART_ROWS = 100
main()
"""


@dataclass(frozen=True)
class Filled:
    """What filling a folder took."""

    run: Run
    code: int


def table(path: Path, number: int, *, poisoned: bool = False, long: bool = False) -> Path:
    """Write so many articles, of two sentences or of about 400 words."""
    draw = random.Random(5)
    writer = None
    for start in range(0, number, _CHUNK):
        rows = []
        for n in range(start, min(number, start + _CHUNK)):
            text = article(n) if long else _two_sentences(n, draw)
            rows.append({"id": n, "text": "" if poisoned and n % POISONED == 7 else text})
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
    line = ["summarize", source, "--out", f"{out}/", "--quiet", "--no-store", *more]
    return list(map(str, line))


def fill(folder: Path, *line: str, start: tuple[str, ...] = ("-m", "briefer")) -> Filled:
    """Run a command; what it took."""
    began = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, *start, *line],
        env={**environment_with(folder / "store.db"), "PYTHONPATH": str(ROOT)},
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    run = Run(time.monotonic() - began, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)
    return Filled(run, process.returncode)


def plan_rows(folder: Path, _: argparse.Namespace) -> Iterator[Row]:
    """What planning a batch takes; the least of three."""
    number, best = 1_000, float("inf")
    source = table(folder / "long.parquet", number, long=True)
    for turn in range(3):
        os.environ.setdefault("OPENAI_API_KEY", "none")
        flags = {"model": "openai:gpt-5-mini", "store": str(folder / f"{turn}.db")}
        session = Session(resolve_here(flags), command="batch")
        made = manifest_for(session, "openai", "summarize", [str(source)], {})
        with new_job(folder / f"job-{turn}", made) as job:
            batch = Batch(job, session)
            began = time.process_time()
            batch.plan(lambda: find([str(source)]))
            best = min(best, time.process_time() - began)
        session.close_store()
    yield Row("planning: milliseconds of processor time an article", 1.5, best / number * 1e3)


def extractive_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Time and memory as the work grows, without a model, on one core."""
    sizes = [size for size in (1_000, 10_000, WHOLE, 10 * WHOLE) if size <= options.articles]
    runs: dict[int, Run] = {}
    nothing = fill(folder, *command(table(folder / "1", 1), folder / "o1", "-m", "extractive"))
    for size in sizes:
        source = table(folder / f"{size}.parquet", size, poisoned=True)
        filled = fill(folder, *command(source, folder / f"o{size}", "-m", "extractive"))
        runs[size] = filled.run
        yield from whole(folder / f"o{size}", size, f"extractive, {size:,}")
    first, last = runs[sizes[0]], runs[sizes[-1]]
    bound = 480 * sizes[-1] / WHOLE
    yield Row(f"extractive, {sizes[-1]:,}: seconds of processor time", bound, last.cpu)
    apart = [(runs[size].cpu - nothing.run.cpu) / size for size in sizes]
    told = ", ".join(f"{each * 1e3:.2f} ms at {s:,}" for s, each in zip(sizes, apart, strict=True))
    yield Row(
        "cost of an article, the largest against the smallest", 1.1, apart[-1] / apart[0], told
    )
    told = f"{last.memory:.0f} MiB against {first.memory:.0f} MiB"
    yield Row(
        f"peak memory, {sizes[-1]:,} against {sizes[0]:,}", 1.3, last.memory / first.memory, told
    )


def whole(out: Path, number: int, what: str) -> Iterator[Row]:
    """See that each row is there once, and that those without a text are the ones that failed."""
    found = parquet.read_table(out, columns=["id", "error"]).to_pylist()
    wrong = int([int(each["id"]) for each in found] != list(range(number)))
    wrong += sum((each["error"] is not None) != (int(each["id"]) % POISONED == 7) for each in found)
    yield Row(f"{what}: rows lost, doubled or failed that should not", 0, wrong)


def endpoint_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Two hundred at once at a server that answers after 20 ms."""
    runs = []
    with serving("-m", "tests.support.loopback", "--latency", "0.02") as url:
        asking = ("-m", "openai:loopback-1", "--base-url", url, "--concurrency", 200)
        for size in (1_000, options.articles):
            source = table(folder / f"{size}.parquet", size, poisoned=True)
            line = command(source, folder / f"o{size}", *asking, "--judge", "off")
            runs.append(fill(folder, *line).run)
            yield from whole(folder / f"o{size}", size, f"endpoint, {size:,}")
        asked = stats(url)["count"]
    first, last = runs
    bound = 720 * options.articles / WHOLE
    told = f"{last.cpu:.0f} s of processor time, {asked:,} requests"
    yield Row(f"endpoint, {options.articles:,}: seconds on the clock", bound, last.wall, told)
    told = f"{last.memory:.0f} MiB against {first.memory:.0f} MiB"
    yield Row("endpoint: peak memory against 1,000", 1.3, last.memory / first.memory, told)


def kills_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """A run that is killed at so many moments, against one that is not."""
    number, draw = 3_000, random.Random(3)
    source = table(folder / "in.parquet", number, poisoned=True)
    start = ("-c", _SMALL_PARTS)
    calm = command(source, folder / "calm", "-m", "extractive")
    took = fill(folder, *calm, start=start).run.wall
    line = command(source, folder / "killed", "-m", "extractive")
    killed = 0
    for _ in range(options.kills):
        process = subprocess.Popen(
            [sys.executable, *start, *line],
            env={**environment_with(folder / "store.db"), "PYTHONPATH": str(ROOT)},
            stderr=subprocess.DEVNULL,
        )
        time.sleep(draw.uniform(0.1, took / 3))
        killed += process.poll() is None
        process.kill()
        process.wait()
    fill(folder, *line, start=start)
    parts = [
        {path.name: path.read_bytes() for path in (folder / name).glob("*.parquet")}
        for name in ("calm", "killed")
    ]
    yield from whole(folder / "killed", number, f"killed {killed} times")
    yield Row("parts that are others than an undisturbed run's", 0, int(parts[0] != parts[1]))


def month_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:  # noqa: ARG001
    """A month of articles, put into stories day by day, without a model."""
    took, days = 0.0, 30
    number = options.articles // days
    for day in range(days):
        articles, _ = events(number, seed=day)
        began = time.process_time()
        group(articles)
        took += time.process_time() - began
    bound = 300 * options.articles / WHOLE
    yield Row(f"stories of {days} days of {number:,}: seconds of processor time", bound, took)


def ray_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Two workers of a local Ray against one, without a model."""
    if importlib.util.find_spec("ray") is None:
        yield Row("Ray: two workers against one", 0, None, "NOT MEASURED: Ray is not installed")
        return
    number = min(options.articles, 4_000)
    source = table(folder / "in.parquet", number, poisoned=True)
    calm = command(source, folder / "live", "-m", "extractive")
    fill(folder, *calm)
    walls = []
    for workers in (1, 2):
        out = folder / f"ray-{workers}"
        job = {
            "source": str(source),
            "out": str(out),
            "blocks": 16,
            "options": {"model": "extractive", "workers": workers},
        }
        done = subprocess.run(
            [sys.executable, "-m", "tests.support.on_ray", json.dumps(job)],
            cwd=ROOT,
            env={**environment_with(folder / "store.db"), "RAY_AUTH_MODE": "disabled"},
            capture_output=True,
            text=True,
            check=True,
        )
        walls.append(float(done.stdout.split("took ")[1].split()[0]))
        both = (parquet.read_table(each).to_pylist() for each in (folder / "live", out))
        mine, theirs = (sorted(each, key=lambda row: int(row["id"])) for each in both)
        yield Row(f"Ray, {workers} workers: rows unlike a live run's", 0, int(mine != theirs))
    told = f"{walls[1]:.1f} s against {walls[0]:.1f} s, {number:,} articles"
    yield Row("Ray: two workers' time as a share of one's", 1 / 1.7, walls[1] / walls[0], told)


ROWS = {
    "plan": plan_rows,
    "extractive": extractive_rows,
    "endpoint": endpoint_rows,
    "kills": kills_rows,
    "month": month_rows,
    "ray": ray_rows,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW")
    parser.add_argument("--articles", type=int, default=WHOLE)
    parser.add_argument("--kills", type=int, default=20)
    options = parser.parse_args()
    missed = False
    print("| | at most | measured | |")
    print("|---|---|---|---|")
    for name in options.rows or ROWS:
        with tempfile.TemporaryDirectory() as folder:
            for row in ROWS[name](Path(folder), options):
                figure = (
                    "––" if row.figure is None else f"{row.figure:.2f}{' MISSED' * row.is_missed}"
                )
                print(f"| {row.what} | {row.bound:g} | {figure} | {row.detail} |", flush=True)
                missed |= row.is_missed
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
