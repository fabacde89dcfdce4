"""How fast, how lean and how patient a run is, against a server on this machine.

    python -m benchmarks.throughput [--quick] [--rounds 3]

The server runs in a process of its own and answers after 200 ms. Everything is measured on whole
processes, and every figure is a ratio within one run: to a bare script that sends the same
requests with `AsyncOpenAI` and a semaphore and prints what came back, or to another run of
briefer's. The two are started by turns, and the smallest figure of each counts, which other load
on the machine disturbs least. Exits with 1 when a bound is missed. ``--quick`` leaves out what
takes minutes, and says so.
"""

import argparse
import contextlib
import json
import os
import random
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from benchmarks.serving import serving

LATENCY = 0.2

BARE = """
import asyncio, json, sys
from openai import AsyncOpenAI

async def main(url, bodies, concurrency):
    client = AsyncOpenAI(api_key="none", base_url=url, max_retries=0)
    slots = asyncio.Semaphore(concurrency)

    async def ask(body):
        async with slots:
            reply = await client.chat.completions.create(**body)
            return json.loads(reply.choices[0].message.content)

    tasks = [asyncio.create_task(ask(json.loads(line))) for line in open(bodies)]
    for task in tasks:
        print(json.dumps(await task))

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
"""

LAG = """
import asyncio, sys, time
from briefer.api import Session
from briefer.ingest import find

late = []

async def watch():
    while True:
        due = time.perf_counter() + 0.002
        await asyncio.sleep(0.002)
        late.append(time.perf_counter() - due)

async def main(url, folder, concurrency):
    options = {"model": "openai:loopback-1", "base_url": url, "concurrency": concurrency}
    async with Session.of(options) as session:
        watching = asyncio.create_task(watch())
        async for _ in session.summaries(find([folder])):
            pass
        watching.cancel()

asyncio.run(main(sys.argv[1], sys.argv[2], int(sys.argv[3])))
late.sort()
print(late[len(late) // 2] * 1000, late[len(late) * 99 // 100] * 1000)
"""

MODULES = """
import sys
from briefer.cli import main

try:
    main()
except SystemExit as end:
    if end.code:
        raise
finally:
    sys.stderr.write("openai " if "openai" in sys.modules else "none ")
"""

WORDS = (
    "council harbour minister bridge river school budget election storm market farmer hospital "
    "railway museum factory village court union airport festival library forest island stadium "
    "treaty ferry mayor reservoir orchard tunnel"
).split()
VERBS = "opened closed approved rejected visited repaired praised criticised sold rebuilt".split()


@dataclass(frozen=True)
class Run:
    """What one process took: seconds on the clock and on the processor, mebibytes at most."""

    wall: float
    cpu: float
    memory: float


@dataclass(frozen=True)
class Row:
    """One line of the table. ``figure`` is None when it was not measured."""

    what: str
    bound: float
    figure: float | None
    detail: str = ""

    @property
    def is_missed(self) -> bool:
        return self.figure is not None and self.figure > self.bound


def article(number: int) -> str:
    """About 400 words of plain news, another for every number."""
    draw = random.Random(number)
    sentences = []
    while sum(len(sentence.split()) for sentence in sentences) < 400:
        one, two, three = draw.sample(WORDS, 3)
        sentences.append(
            f"The {one} near the {two} was {draw.choice(VERBS)} by the {three} committee "
            f"in district {draw.randint(2, 99)} after {draw.randint(2, 40)} weeks of debate."
        )
    paragraphs = [" ".join(sentences[at : at + 4]) for at in range(0, len(sentences), 4)]
    return f"News of the {draw.choice(WORDS)}, number {number}\n\n" + "\n\n".join(paragraphs) + "\n"


def archive(folder: Path, number: int) -> Path:
    """A folder of so many articles."""
    folder = folder / f"articles-{number}"
    folder.mkdir()
    for n in range(number):
        (folder / f"{n:05}.txt").write_text(article(n), "utf-8")
    return folder


def bodies(articles: Path, folder: Path) -> Path:
    """The bodies of the requests that briefer sends for a folder of articles, a line each."""
    from briefer.api import Session
    from briefer.ingest import find
    from briefer.providers.chat import request_body
    from briefer.providers.features import Features

    session = Session.of({"model": "openai:loopback-1", "base_url": "http://127.0.0.1:1/v1"})
    file = folder / f"{articles.name}.jsonl"
    with file.open("w") as stream:
        for item in find([str(articles)], stdin=sys.stdin.buffer):
            for request in session.requests(item.load()):
                body = request_body(request, "loopback-1", Features(), None)
                stream.write(json.dumps(body) + "\n")
    return file


def server(*arguments: str) -> contextlib.AbstractContextManager[str]:
    return serving("-m", "tests.support.loopback", "--latency", str(LATENCY), *arguments)


def stats(url: str) -> dict[str, int]:
    with urllib.request.urlopen(url.removesuffix("/v1") + "/stats") as answer:
        return json.load(answer)


def environment_with(store: Path) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFER_", "OPENAI_"))}
    return {**kept, "BRIEFER_STORE": str(store)}


def measured(
    *arguments: object, lines: int, store: Path | None = None, cores: set[int] | None = None
) -> Run:
    """Run a process, which must print so many lines and end well; without a store a cold one."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as out, tempfile.TemporaryDirectory() as empty:
        process = subprocess.Popen(
            [sys.executable, *map(str, arguments)],
            stdout=out,
            env=environment_with(store or Path(empty, "store.db")),
        )
        if cores is not None:
            os.sched_setaffinity(process.pid, cores)
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        wall = time.monotonic() - began
        out.seek(0)
        printed = sum(1 for _ in out)
    if process.returncode or printed != lines:
        raise SystemExit(f"exit code {process.returncode}, {printed} lines: {arguments}")
    return Run(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def asking(url: str, articles: Path, concurrency: int) -> list[object]:
    return [
        "summarize", articles, "--format", "jsonl", "--quiet",
        "--model", "openai:loopback-1", "--base-url", url, "--concurrency", concurrency,
        "--judge", "off",  # its requests are as many again; these rows are of what is done to one
    ]  # fmt: skip


def ours(url: str, articles: Path, concurrency: int, number: int, store: Path | None = None) -> Run:
    return measured("-m", "briefer", *asking(url, articles, concurrency), lines=number, store=store)


def bare(script: Path, url: str, file: Path, concurrency: int, number: int) -> Run:
    return measured(script, url, file, concurrency, lines=number)


def by_turns(folder: Path, number: int, concurrency: int, rounds: int) -> tuple[Run, Run]:
    """The smallest figures of briefer and of the bare script over the same articles."""
    articles = archive(folder, number)
    file = bodies(articles, folder)
    script = folder / "bare.py"
    script.write_text(BARE)
    mine, theirs = [], []
    with server() as url:
        for _ in range(rounds):
            theirs.append(bare(script, url, file, concurrency, number))
            before = stats(url)["count"]
            mine.append(ours(url, articles, concurrency, number))
            asked = stats(url)["count"] - before
            if asked != number:
                raise SystemExit(f"{number} articles took {asked} requests, so nothing compares")
    return least(mine), least(theirs)


def least(runs: list[Run]) -> Run:
    return Run(
        min(run.wall for run in runs), min(run.cpu for run in runs), min(run.memory for run in runs)
    )


def wall_row(folder: Path, rounds: int) -> Row:
    mine, theirs = by_turns(folder, 100, 20, rounds)
    return Row(
        "100 articles, concurrency 20: wall time against the bare script",
        1.15,
        mine.wall / theirs.wall,
        f"{mine.wall:.2f} s against {theirs.wall:.2f} s",
    )


def cpu_row(folder: Path, rounds: int) -> Row:
    mine, theirs = by_turns(folder, 2000, 100, rounds)
    return Row(
        "2,000 articles, concurrency 100: processor time against the bare script",
        1.5,
        mine.cpu / theirs.cpu,
        f"{mine.cpu:.1f} s against {theirs.cpu:.1f} s",
    )


def memory_row(folder: Path) -> Row:
    with server() as url:
        few = ours(url, archive(folder, 100), 100, 100)
        many = ours(url, archive(folder, 10_000), 100, 10_000)
    return Row(
        "10,000 articles against 100: peak memory",
        1.3,
        many.memory / few.memory,
        f"{many.memory:.0f} MiB against {few.memory:.0f} MiB",
    )


def limit_rows(folder: Path) -> list[Row]:
    """A server that answers 429 above 300 a minute, with and without saying until when."""
    rows = []
    number, rate = 900, 300
    articles = archive(folder, number)
    for how, arguments in (("", ()), (", no Retry-After", ("--silent",))):
        with server("--per-minute", str(rate), *arguments) as url:
            run = ours(url, articles, 20, number)
            seen = stats(url)
        # The first minute's share at once, the next after a minute, and so on.
        best = (number - 1) // rate * 60 + LATENCY
        about = f"{number} articles, 429 above {rate} a minute{how}"
        rows += [
            Row(
                f"{about}: wall time against the best possible",
                1.15,
                run.wall / best,
                f"{run.wall:.0f} s against {best:.0f} s",
            ),
            Row(
                f"{about}: share refused",
                0.05,
                seen["refused"] / seen["count"],
                f"{seen['refused']} of {seen['count']}",
            ),
        ]
    return rows


def warm_rows(folder: Path, rounds: int) -> list[Row]:
    """The same command again: what it takes, what it asks, and what it imports."""
    number = 1_000
    articles, store = archive(folder, number), folder / "store.db"
    with server() as url:
        ours(url, articles, 100, number, store)
        before = stats(url)["count"]
        runs = [ours(url, articles, 100, number, store) for _ in range(rounds)]
        done = subprocess.run(
            [sys.executable, "-c", MODULES, *map(str, asking(url, articles, 100))],
            env=environment_with(store),
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=True,
        )
        asked = stats(url)["count"] - before
    run = least(runs)
    return [
        Row(
            "the second run over 1,000 articles: seconds",
            2.0,
            run.wall,
            f"{run.cpu:.2f} s of processor time",
        ),
        Row("the second run over 1,000 articles: requests", 0, asked),
        Row(
            "the second run over 1,000 articles: imports of openai",
            0,
            float(done.stderr.split()[-1] == "openai"),
        ),
    ]


def kill_row(folder: Path) -> Row:
    """Killed half-way through 500 articles and run again."""
    number, concurrency = 500, 20
    articles, store = archive(folder, number), folder / "store.db"
    with server() as url:
        process = subprocess.Popen(
            [sys.executable, "-m", "briefer", *map(str, asking(url, articles, concurrency))],
            env=environment_with(store),
            stdout=subprocess.DEVNULL,
        )
        while stats(url)["count"] < number // 2 and process.poll() is None:
            time.sleep(0.02)
        process.kill()
        process.wait()
        first = stats(url)["count"]
        ours(url, articles, concurrency, number, store)
        asked = stats(url)["count"]
    if first >= number:
        raise SystemExit("the first run was over before it was killed")
    return Row(
        "kill -9 half-way through 500 articles, concurrency 20: requests over both runs",
        number + concurrency,
        asked,
        f"{first} before it was killed",
    )


def extractive_row(folder: Path, rounds: int) -> Row:
    """Without a model, on one core; processor time, which that core has to give."""
    number = 1_000
    articles = archive(folder, number)
    core = {min(os.sched_getaffinity(0))}
    run = least(
        [
            measured(
                "-m", "briefer", "summarize", articles, "--format", "jsonl", "--quiet",
                "--model", "extractive", lines=number, cores=core,
            )
            for _ in range(rounds)
        ]
    )  # fmt: skip
    return Row(
        "extractive, 1,000 articles on one core: seconds of processor time",
        6.0,
        run.cpu,
        f"{run.wall:.1f} s on the clock, {run.memory:.0f} MiB",
    )


def lag_row(folder: Path, rounds: int) -> Row:
    """How late the event loop is with what is due, in 99 of 100 cases."""
    number = 500
    articles = archive(folder, number)
    script = folder / "lag.py"
    script.write_text(LAG)
    found = []
    with server() as url:
        for _ in range(rounds):
            done = subprocess.run(
                [sys.executable, script, url, articles, "50"],
                env=environment_with(folder / "unused.db"),
                stdout=subprocess.PIPE,
                text=True,
                check=True,
            )
            found.append([float(figure) for figure in done.stdout.split()])
    median, late = min(found, key=lambda pair: pair[1])
    return Row(
        "500 articles, concurrency 50: milliseconds the event loop is late, 99th percentile",
        10,
        late,
        f"median {median:.1f} ms",
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    rows: list[Row] = []
    long = [
        ("2,000 articles: processor time", lambda folder: [cpu_row(folder, 2)]),
        ("10,000 articles: peak memory", lambda folder: [memory_row(folder)]),
        ("900 articles, 429 above 300 a minute", limit_rows),
    ]
    rounds = options.rounds
    measure = [
        ("", lambda folder: [wall_row(folder, rounds)]),
        ("", lambda folder: warm_rows(folder, rounds)),
        ("", lambda folder: [kill_row(folder)]),
        ("", lambda folder: [extractive_row(folder, rounds)]),
        ("", lambda folder: [lag_row(folder, rounds)]),
        *long,
    ]
    for what, rows_of in measure:
        if options.quick and what:
            rows.append(Row(what, 0, None, "NOT MEASURED: --quick"))
            continue
        with tempfile.TemporaryDirectory() as folder:
            rows += rows_of(Path(folder))
    print("| | at most | measured | |")
    print("|---|---|---|---|")
    for row in rows:
        figure, bound = (f"{row.figure:.2f}", f"{row.bound:g}") if row.figure is not None else "––"
        print(f"| {row.what} | {bound} | {figure}{' MISSED' * row.is_missed} | {row.detail} |")
    return int(any(row.is_missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
