"""Ray's part of `benchmarks.scale`: two workers against one, live rows, and what kills cost."""

import argparse
import importlib.util
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.filling import command, differing, fill, table
from benchmarks.scale_batch import MODEL, batched
from benchmarks.serving import serving
from benchmarks.throughput import Row
from tests.support.batches import BatchServer
from tests.support.loopback import open_half
from tests.support.on_ray import Ray, await_work, done, driver, kill, running

_BLOCKS = 16
_DRIVES = 3
"""Drives to each kill, at most: of some nothing is left to kill."""


def ray_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Two workers of a local Ray against one, without a model."""
    if not _is_there():
        yield _unmeasured("Ray: two workers against one")
        return
    number = min(options.articles, 4_000)
    source = table(folder / "in.parquet", number, poisoned=True)
    fill(folder, *command(source, folder / "live", "-m", "extractive", "--no-store"))
    walls = []
    with running(folder) as ray:
        for workers in (1, 2):
            out = folder / f"ray-{workers}"
            given = {"blocks": _BLOCKS, "model": "extractive", "workers": workers}
            walls.append(done(driver(folder, ray, source, out, **given)))
            unlike = differing(out, folder / "live")
            yield Row(f"Ray, {workers} workers: rows unlike a live run's", 0, unlike)
    told = f"{walls[1]:.1f} s against {walls[0]:.1f} s, {number:,} articles"
    yield Row("Ray: two workers' time as a share of one's", 1 / 1.7, walls[1] / walls[0], told)


def same_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """The same articles live, in a batch and on Ray, with a model that a judge reads again."""
    number = min(options.articles, 1_000)
    source = table(folder / "in.parquet", number, poisoned=True)
    with serving("-m", "tests.support.loopback", "--open") as url:
        live = _live(folder, source, url)
        with BatchServer(open_half()) as service:
            told = (
                f"{number:,} articles, {batched(folder, source, folder / 'batch', service)} files"
            )
        yield Row("batch: rows unlike a live run's", 0, differing(folder / "batch", live), told)
        if not _is_there():
            yield _unmeasured("Ray: rows unlike a live run's")
            return
        with running(folder) as ray:
            done(_drive(folder, ray, source, folder / "ray", url))
    yield Row("Ray: rows unlike a live run's", 0, differing(folder / "ray", live))


def ray_kills_rows(folder: Path, options: argparse.Namespace) -> Iterator[Row]:
    """Drivers and workers that are killed, against a live run."""
    if not _is_there():
        yield _unmeasured("Ray: killed drivers and workers")
        return
    draw = random.Random(options.seed)
    source = table(folder / "in.parquet", 600, poisoned=True)
    with (
        serving("-m", "tests.support.loopback", "--open", "--latency", "0.1") as url,
        running(folder) as ray,
    ):
        live = _live(folder, source, url)
        took = done(_drive(folder, ray, source, folder / "calm", url))
        for what, killing in (("drivers", _kill_driver), ("workers", _kill_worker)):
            killed = unlike = drives = ended = 0
            while (killed < options.kills or not ended) and drives < _DRIVES * options.kills:
                drives += 1
                out = folder / f"{what}-{ended}"
                process = _drive(folder, ray, source, out, url, resume=str(out))
                while killed < options.kills and killing(ray, process, draw, took):
                    killed += 1
                    if process.returncode is not None:
                        break
                if process.returncode != -signal.SIGKILL:
                    done(process)
                    ended += 1
                    unlike += differing(out, live)
            told = f"{killed} killed, {ended} of {drives} drives went to their end"
            yield Row(f"Ray, killed {what}: rows unlike a live run's", 0, unlike, told)
            yield Row(f"Ray, killed {what}: kills that were not made", 0, options.kills - killed)


def _kill_driver(_: Ray, process: Any, draw: random.Random, took: float) -> bool:
    """Kill a driver while it works; False if it has ended."""
    if not await_work(process):
        return False
    time.sleep(draw.uniform(0, took))
    if process.poll() is not None:
        return False
    kill(process)
    return True


def _kill_worker(ray: Ray, process: Any, draw: random.Random, took: float) -> bool:
    return ray.kill_worker(draw.uniform(0, took / 4), process)


def _live(folder: Path, source: Path, url: str) -> Path:
    asking = ("-m", MODEL, "--base-url", url, "--concurrency", 64, "--no-store")
    fill(folder, *command(source, folder / "live", *asking))
    return folder / "live"


def _drive(folder: Path, ray: Ray, source: Path, out: Path, url: str, **options: Any) -> Any:
    asking = {"model": MODEL, "base_url": url, "concurrency": 8, "workers": 2, "batch_size": 16}
    return driver(folder, ray, source, out, blocks=_BLOCKS, **asking, **options)


def _is_there() -> bool:
    return importlib.util.find_spec("ray") is not None


def _unmeasured(what: str) -> Row:
    return Row(what, 0, None, "NOT MEASURED: Ray is not installed")
