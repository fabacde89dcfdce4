"""A driver of a local Ray, in a process of its own: `python -m tests.support.on_ray JOB`.

The job is JSON: ``source``, ``out``, ``options`` of `briefer.scale.ray.summarize`, and ``kills``,
seconds of work after which a worker is killed, one for each.
"""

import json
import os
import signal
import sys
import threading
import time
from pathlib import Path

os.environ["RAY_USAGE_STATS_ENABLED"] = "0"

import ray
from ray.data import DataContext

from briefer.scale.ray import summarize

MEMORY = 200 << 20


def start(processors=4):
    ray.init(
        num_cpus=processors,
        include_dashboard=False,
        object_store_memory=MEMORY,
        _node_ip_address="127.0.0.1",
        logging_level="error",
        log_to_driver=False,
    )
    DataContext.get_current().enable_progress_bars = False


def workers():
    """The process ids of this Ray's workers that summarize."""
    found = []
    own = os.getsid(0)
    for folder in Path("/proc").iterdir():
        try:
            line = (folder / "cmdline").read_bytes()
            if line.startswith(b"ray::MapWorker(MapBatches(_Summarizing)"):
                pid = int(folder.name)
                if os.getsid(pid) == own:
                    found.append(pid)
        except (OSError, ValueError):
            continue
    return sorted(found)


def kill_at(moments):
    """Kill a worker so many seconds after there is one, and again for each of the moments."""
    for moment in moments:
        while not workers():
            time.sleep(0.05)
        time.sleep(moment)
        for pid in workers()[:1]:
            os.kill(pid, signal.SIGKILL)
            sys.stdout.write(f"killed {pid}\n")


def main(job):
    start()
    killer = threading.Thread(target=kill_at, args=[job.get("kills", [])], daemon=True)
    killer.start()
    began = time.monotonic()
    dataset = ray.data.read_parquet(job["source"]).repartition(job.get("blocks", 8))
    summarize(dataset, **job["options"]).write_parquet(job["out"])
    sys.stdout.write(f"took {time.monotonic() - began:.2f}\n")
    ray.shutdown()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
