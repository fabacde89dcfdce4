"""The batches' part of `benchmarks.scale`: a service that misbehaves, commands that are killed."""

import argparse
import random
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from benchmarks.filling import begun, command, differing, fill, table
from benchmarks.throughput import Row
from tests.support.batches import BatchServer, Faults
from tests.support.loopback import open_half

MODEL = "openai:loopback-1"
_MOST_STEPS = 400
_SHARES = ("expired", "status_400", "error_file", "doubled", "missing")


def batched(
    folder: Path, source: Path, out: Path, service: BatchServer, kills: Sequence[float] = ()
) -> int:
    """Fill a folder with a batch job's results by the commands; return how many files it sent.

    ``kills`` are seconds after which a command is killed, one for each, from the first on.
    """
    job = folder / f"job-{out.name}"
    variables = {
        "OPENAI_API_KEY": "k",
        "OPENAI_BASE_URL": service.url,
        "BRIEFER_STORE": str(folder / f"{out.name}.db"),
    }
    plan = ("plan", str(source), "--dir", str(job), "-m", MODEL)
    steps, moments = 0, iter(kills)
    while not (job / "results.jsonl").exists() and steps < _MOST_STEPS:
        planned = (job / "job.json").exists()
        for step in (("submit", str(job)), ("collect", str(job))) if planned else (plan,):
            steps += 1
            process = begun(folder, "batch", *step, **variables)
            if (moment := next(moments, None)) is not None:
                time.sleep(moment)
                process.kill()
            process.wait()
    fill(folder, *command(source, out, "-m", MODEL), **variables)
    return len(service.batches)


def batch_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """A service that misbehaves, and one whose caller is killed, against one that is calm."""
    number, draw = 200, random.Random(options.seed)
    source = table(folder / "in.parquet", number, poisoned=True)
    calm = folder / "calm"
    with BatchServer(open_half()) as service:
        began = time.monotonic()
        batched(folder, source, calm, service)
        took = (time.monotonic() - began) / 8
        expected = sorted(service.asked)
    kills = [draw.uniform(0, took) for _ in range(options.kills)]
    with BatchServer(open_half()) as service:
        files = batched(folder, source, folder / "killed", service, kills)
        twice = len(service.asked) - len(set(service.asked))
        told = f"killed {len(kills)} times, {files} files"
        yield Row("batch: rows unlike a calm one's", 0, differing(folder / "killed", calm), told)
        yield Row("batch: requests that were asked twice", 0, twice)
        lost = len(set(expected) ^ set(service.asked))
        yield Row("batch: requests that only one of the two asked", 0, lost)
    draws = {name: draw.uniform(0.02, 0.06) for name in _SHARES}
    faults = Faults(
        **draws, shuffled=True, torn=True, reject_files=1, over_limit=2, seed=options.seed
    )
    with BatchServer(open_half(), faults) as service:
        files = batched(folder, source, folder / "faults", service)
        yield Row(
            "batch, every fault: rows unlike a calm one's",
            0,
            differing(folder / "faults", calm),
            f"{files} files, {len(service.asked)} requests for {len(expected)}",
        )
