"""Very many articles through an endpoint that fails in every way: nothing lost, doubled, misplaced.

    python -m benchmarks.faults [--articles 50000] [--concurrency 100]

The server runs in this process and, drawn from a seed, answers a tenth of all calls with 500, with
half a body, with malformed JSON or with an answer that was cut off. The run is a process of its
own. Every article must end in the result once, in order, done or failed with a reason; a second
run must ask only for those that failed, and a third for nothing. Exits with 1 when one of that
does not hold. The suite does the same with fewer: `tests/cli/test_whole_runs.py`.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from tests.support.loopback import Loopback, answer, drop_mid_body, error, mix

ROOT = Path(__file__).resolve().parents[1]

FAULTS = mix(
    1,
    (0.04, error(500)),
    (0.02, drop_mid_body()),
    (0.02, answer(text='{"headline": {"text": "Bri')),
    (0.02, answer(text='{"headline": ', finish_reason="length")),
)


@dataclass(frozen=True)
class Ran:
    """One run: how many lines of each kind it printed, what it asked, and what it took."""

    done: int
    failed: int
    asked: int
    seconds: float
    mebibytes: float


def archive(folder: Path, count: int) -> None:
    """Make so many articles of two sentences, a thousand in each folder."""
    for number in range(count):
        part = folder / f"{number // 1000:03}"
        part.mkdir(parents=True, exist_ok=True)
        (part / f"{number:06}.txt").write_text(
            f"Mayor Ilse Varga opened bridge number {number} on Monday.\n"
            f"It cost {number + 2} million euros to build.\n"
        )


def run(server: Loopback, folder: Path, store: Path, count: int, concurrency: int) -> Ran:
    """Run once; stops here when an article is missing, there twice, or out of its place."""
    before, began = server.count, time.monotonic()
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFER_", "OPENAI_"))}
    process = subprocess.Popen(
        [
            *(sys.executable, "-m", "briefer", "summarize", str(folder), "--format", "jsonl"),
            *("--model", "openai:tiny", "--base-url", server.url, "--concurrency"),
            str(concurrency),
        ],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**kept, "BRIEFER_STORE": str(store), "BRIEFER_MAX_ATTEMPTS": "3"},
    )  # fmt: skip
    failed = number = 0
    for number, line in enumerate(process.stdout, 1):
        value = json.loads(line)
        failed += value["kind"] == "failure"
        source = value["source"] if "source" in value else value["article"]["source"]
        if int(Path(source).stem) != number - 1:
            raise SystemExit(f"line {number} is about {source}")
        if value["kind"] == "failure" and not value["message"]:
            raise SystemExit(f"{source} failed and nobody says why")
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if number != count or (process.returncode != 0) != (failed > 0):
        raise SystemExit(f"exit code {process.returncode}, {number} of {count}, {failed} failed")
    return Ran(
        number - failed,
        failed,
        server.count - before,
        time.monotonic() - began,
        used.ru_maxrss / 1024,
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=50_000)
    parser.add_argument("--concurrency", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, Loopback(FAULTS, keep_calls=False) as server:
        articles, store = Path(folder, "articles"), Path(folder, "kept", "store.db")
        archive(articles, options.articles)
        runs = []
        for script in (FAULTS, answer(), error(500)):
            server.script = script
            runs.append(run(server, articles, store, options.articles, options.concurrency))
    print("| run | done | failed | asked | seconds | peak MiB |")
    print("|---|---|---|---|---|---|")
    for name, each in zip(("faults", "mended", "warm"), runs, strict=True):
        print(
            f"| {name} | {each.done:,} | {each.failed:,} | {each.asked:,} "
            f"| {each.seconds:.0f} | {each.mebibytes:.0f} |"
        )
    first, second, third = runs
    return int(second.asked != first.failed or third.asked > 0)


if __name__ == "__main__":
    sys.exit(main())
