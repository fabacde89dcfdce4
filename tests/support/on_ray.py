"""A local Ray, and drivers of it, each in a process of its own.

`python -m tests.support.on_ray` starts one, prints its address, and holds it until stdin closes;
`python -m tests.support.on_ray JOB` does a job on one that runs. The job is JSON: ``address``,
``source``, ``out``, ``blocks`` and ``options`` of `briefer.scale.ray.summarize`.
"""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"
MEMORY = 200 << 20
_BEGAN, _WORKED = "began", "worked"


@dataclass(frozen=True)
class Ray:
    """A Ray that runs: its address, and the session that all of its processes are of."""

    address: str
    session: int

    def workers(self) -> list[int]:
        """The process ids of its workers that summarize."""
        found = []
        for folder in Path("/proc").iterdir():
            try:
                line = (folder / "cmdline").read_bytes()
                if line.startswith(b"ray::MapWorker(MapBatches(_Summarizing)"):
                    pid = int(folder.name)
                    if os.getsid(pid) == self.session:
                        found.append(pid)
            except OSError:
                continue
        return sorted(found)

    def kill_worker(self, moment: float, driver: "subprocess.Popen[str]") -> bool:
        """Kill a worker so many seconds after there is one; False if the driver ends before."""
        while driver.poll() is None:
            if self.workers():
                time.sleep(moment)
                for pid in self.workers()[:1]:
                    os.kill(pid, signal.SIGKILL)
                    return True
            time.sleep(0.02)
        return False


@contextlib.contextmanager
def running(folder: Path) -> Iterator[Ray]:
    """Have a Ray run for as long as the context lasts."""
    with _process(folder) as process:
        try:
            address = process.stdout.readline().strip()
            if not address:
                raise RuntimeError(process.stderr.read()[-3000:])
            yield Ray(address, process.pid)
            process.communicate(timeout=60)
        finally:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def driver(folder: Path, ray: Ray, source: Path, out: Path, blocks=8, **options):
    """Start a driver, in a session of its own."""
    job = {"address": ray.address, "source": str(source), "out": str(out), "blocks": blocks}
    return _process(folder, json.dumps({**job, "options": options}))


def await_work(process) -> bool:
    """Wait until a driver begins to work; False if it ended instead."""
    return any(line.strip() == _BEGAN for line in process.stdout)


def kill(process) -> None:
    """End a driver at once."""
    process.kill()
    process.communicate()


def done(process) -> float:
    """Wait for a driver's end; the seconds that it worked."""
    out, err = process.communicate(timeout=600)
    if process.returncode:
        raise RuntimeError(err[-3000:])
    return next(float(line.split()[1]) for line in out.splitlines() if line.startswith(_WORKED))


def _process(folder: Path, *arguments: str) -> "subprocess.Popen[str]":
    fixed = {"PYTHONPATH": str(ROOT), "RAY_AUTH_MODE": "disabled", "RAY_USAGE_STATS_ENABLED": "0"}
    return subprocess.Popen(
        [sys.executable, "-m", "tests.support.on_ray", *arguments],
        cwd=folder,
        env={**os.environ, **fixed},
        start_new_session=True,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _say(line) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def hold(processors=3) -> None:
    import ray

    found = ray.init(
        num_cpus=processors,
        include_dashboard=False,
        object_store_memory=MEMORY,
        _node_ip_address=HOST,
        logging_level="error",
        log_to_driver=False,
    )
    _say(found["gcs_address"])
    sys.stdin.read()
    ray.shutdown()


def work(job) -> None:
    import ray
    from ray.data import DataContext

    from briefer.scale.ray import summarize

    ray.init(job["address"], logging_level="error", log_to_driver=False)
    DataContext.get_current().enable_progress_bars = False
    _say(_BEGAN)
    began = time.monotonic()
    dataset = ray.data.read_parquet(job["source"]).repartition(job["blocks"])
    summarize(dataset, **job["options"]).write_parquet(job["out"])
    _say(f"{_WORKED} {time.monotonic() - began:.2f}")
    ray.shutdown()


if __name__ == "__main__":
    if len(sys.argv) > 1:
        work(json.loads(sys.argv[1]))
    else:
        hold()
