"""Many articles: what they take, what a kill costs, and what batches and Ray make of the same.

    python -m benchmarks.scale [--articles 100000] [--kills 20] [--seed 3] [ROW ...]

Rows are ``plan``, ``extractive``, ``endpoint``, ``kills``, ``month``, ``batch``, ``ray``,
``same`` and ``ray-kills``; all if none is named. Articles are rows of Parquet, of two sentences
where nothing else is said. What a run takes is its seconds of processor time and its peak memory.
Bounds that are of 100,000 articles shrink with ``--articles``. Moments of kills and faults are
drawn by ``--seed``. Exits with 1 when a bound is missed.
"""

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.filling import begun, command, fill, table, whole, written
from benchmarks.scale_batch import batch_rows
from benchmarks.scale_ray import ray_kills_rows, ray_rows, same_rows
from benchmarks.serving import serving
from benchmarks.stories import events
from benchmarks.throughput import Row, Run, stats
from briefer.config import resolve_here
from briefer.ingest import find
from briefer.scale import Batch, manifest_for, new_job
from briefer.session import Session

WHOLE = 100_000

_SMALL_PARTS = """
import sys
from briefer.cli import main
from briefer.scale import dataset
dataset.PART_ROWS = 100
main()
"""
_ALONE = ("-m", "extractive", "--no-store")
_TURNS = {1_000: 3, 10_000: 2}
"""How often small sizes are measured; the least counts, which other load disturbs least."""


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
    starting = min(
        fill(folder, *command(table(folder / "1", 1), folder / f"o1-{turn}", *_ALONE)).cpu
        for turn in range(3)
    )
    for size in sizes:
        source = table(folder / f"{size}.parquet", size, poisoned=True)
        for turn in range(_TURNS.get(size, 1)):
            run = fill(folder, *command(source, folder / f"o{size}-{turn}", *_ALONE))
            runs[size] = min(runs.get(size, run), run, key=lambda each: each.cpu)
        yield from whole(folder / f"o{size}-0", size, f"extractive, {size:,}")
    first, last = runs[sizes[0]], runs[sizes[-1]]
    bound = 480 * sizes[-1] / WHOLE
    yield Row(f"extractive, {sizes[-1]:,}: seconds of processor time", bound, last.cpu)
    apart = [(runs[size].cpu - starting) / size for size in sizes]
    told = ", ".join(f"{each * 1e3:.2f} ms at {s:,}" for s, each in zip(sizes, apart, strict=True))
    yield Row(
        "cost of an article, the largest against the smallest", 1.1, apart[-1] / apart[0], told
    )
    told = f"{last.memory:.0f} MiB against {first.memory:.0f} MiB"
    yield Row(
        f"peak memory, {sizes[-1]:,} against {sizes[0]:,}", 1.3, last.memory / first.memory, told
    )


def endpoint_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Two hundred at once at a server that answers after 20 ms; a judge reads every other one."""
    runs = []
    with serving("-m", "tests.support.loopback", "--latency", "0.02", "--open") as url:
        asking = ("-m", "openai:loopback-1", "--base-url", url, "--concurrency", 200, "--no-store")
        for size in (1_000, options.articles):
            source = table(folder / f"{size}.parquet", size, poisoned=True)
            before = stats(url)["count"]
            runs.append(fill(folder, *command(source, folder / f"o{size}", *asking)))
            asked = stats(url)["count"] - before
            yield from whole(folder / f"o{size}", size, f"endpoint, {size:,}")
    first, last = runs
    bound = 720 * options.articles / WHOLE
    told = f"{last.cpu:.0f} s of processor time, {asked:,} requests"
    yield Row(f"endpoint, {options.articles:,}: seconds on the clock", bound, last.wall, told)
    told = f"{last.memory:.0f} MiB against {first.memory:.0f} MiB"
    yield Row("endpoint: peak memory against 1,000", 1.3, last.memory / first.memory, told)


def kills_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """A run that is killed at so many moments, against one that is not."""
    number, draw = 3_000, random.Random(options.seed)
    source = table(folder / "in.parquet", number, poisoned=True)
    start = ("-c", _SMALL_PARTS)
    took = fill(folder, *command(source, folder / "calm", *_ALONE), start=start).wall
    line = command(source, folder / "killed", *_ALONE)
    killed = 0
    for _ in range(options.kills):
        process = begun(folder, *line, start=start)
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


def month_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """A month of articles in one table, made into a brief a day, without a model."""
    days = 30
    number = options.articles // days
    source = _month(folder / "month.parquet", days, number)
    runs = []
    for day in range(1, days + 1):
        line = ["daily", str(source), "--date", f"2026-03-{day:02}", "-m", "extractive"]
        runs.append(fill(folder, *line, "--quiet", "--out", str(folder / f"{day}.md")))
    bound = 300 * options.articles / WHOLE
    took = sum(run.cpu for run in runs)
    what = f"{days} briefs, each of {number:,} articles of one table: seconds of processor time"
    yield Row(what, bound, took)
    memory = [run.memory for run in runs]
    told = f"{max(memory):.0f} MiB against {memory[0]:.0f} MiB"
    yield Row(
        "peak memory, the largest brief against the first", 1.3, max(memory) / memory[0], told
    )


def _month(path: Path, days: int, number: int) -> Path:
    """Write so many articles about invented events for each day, a row group a day."""

    def rows(day: int) -> list[dict[str, str]]:
        date = f"2026-03-{day + 1:02}"
        told, _ = events(number, seed=day)
        return [{"text": each.text, "outlet": each.outlet, "date": date} for each in told]

    return written(path, map(rows, range(days)))


ROWS = {
    "plan": plan_rows,
    "extractive": extractive_rows,
    "endpoint": endpoint_rows,
    "kills": kills_rows,
    "month": month_rows,
    "batch": batch_rows,
    "ray": ray_rows,
    "same": same_rows,
    "ray-kills": ray_kills_rows,
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", metavar="ROW")
    parser.add_argument("--articles", type=int, default=WHOLE)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=3)
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
