"""What a run costs when its model writes freely, as a ratio to a script that checks nothing.

    python -m benchmarks.paraphrased [--quick] [--rounds 2]

Word-for-word replies hide what checking costs, since they are settled at a glance; here every
claim is told otherwise than its source tells it. The bare script sends the very requests that
briefer sent and prints what came back. The second `daily` runs over the same articles with the
store that the first left. Exits with 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path

from benchmarks.paraphrasing import Paraphraser, archive
from benchmarks.serving import serving
from benchmarks.throughput import (
    BARE,
    LATENCY,
    Row,
    Run,
    asking,
    bare,
    least,
    measured,
    ours,
    stats,
)
from tests.support.loopback import Loopback
from tests.support.loopback_acts import answer

DAY = "2026-11-21"


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a tenth of the articles")
    parser.add_argument("--rounds", type=int, default=2)
    options = parser.parse_args()
    many, day = (200, 60) if options.quick else (2_000, 300)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        rows.append(summarize_row(Path(folder), many, options.rounds))
    with tempfile.TemporaryDirectory() as folder:
        rows += daily_rows(Path(folder), day, options.rounds)
    print("| paraphrasing replies | at most | measured | |\n|---|---|---|---|")
    for row in rows:
        missed = " MISSED" * row.is_missed
        print(f"| {row.what} | {row.bound:g} | {row.figure:.2f}{missed} | {row.detail} |")
    return int(any(row.is_missed for row in rows))


def summarize_row(folder: Path, number: int, rounds: int) -> Row:
    """`summarize` of many articles, 100 at once."""
    articles = archive(folder, number)
    sent = requests(asking("", articles, 100), number, folder)
    script = folder / "bare.py"
    script.write_text(BARE)
    mine, theirs = [], []
    with paraphraser(number) as url:
        for _ in range(rounds):
            theirs.append(bare(script, url, sent, 100, lines_of(sent)))
            before = stats(url)["count"]
            mine.append(ours(url, articles, 100, number))
            same_count(stats(url)["count"] - before, sent)
    return ratio(f"{number:,} articles, concurrency 100: processor time", 2.0, mine, theirs)


def daily_rows(folder: Path, number: int, rounds: int) -> list[Row]:
    """`daily` over a day's articles, and the same again."""
    articles = archive(folder, number)
    sent = requests(making("", articles, folder / "out"), 0, folder)
    script = folder / "bare.py"
    script.write_text(BARE)
    mine, again, theirs = [], [], []
    with paraphraser(number) as url:
        for turn in range(rounds):
            theirs.append(bare(script, url, sent, 100, lines_of(sent)))
            store, out = folder / f"store-{turn}.db", folder / f"briefs-{turn}"
            command = ["-m", "briefer", *making(url, articles, out)]
            before = stats(url)["count"]
            mine.append(measured(*command, lines=0, store=store))
            same_count(stats(url)["count"] - before, sent)
            again.append(measured(*command, lines=0, store=store))
    second = least(again)
    return [
        ratio(f"`daily` over {number} articles: processor time", 2.5, mine, theirs),
        Row(
            f"the second `daily` over {number} articles: seconds of processor time",
            1.2,
            second.cpu,
            f"{second.wall:.1f} s on the clock",
        ),
    ]


def making(url: str, articles: Path, out: Path) -> list[object]:
    """The arguments of the day's brief."""
    return [
        "daily", articles, "--date", DAY, "--quiet", "--out", f"{out}.md",
        "--limit", 100_000,
        "--model", "openai:loopback-1", "--base-url", url, "--concurrency", 100,
        "--judge", "off",  # as in `asking`
    ]  # fmt: skip


def paraphraser(number: int):
    """A paraphrasing server in a process of its own, with the answers to so many articles."""
    return serving(
        "-m", "benchmarks.paraphrasing", "--articles", str(number), "--latency", str(LATENCY)
    )


def requests(command: list[object], lines: int, folder: Path) -> Path:
    """Write the bodies of the requests that a command sends, a line each; returns the file."""
    number = len(list(Path(str(command[1])).iterdir()))
    file = folder / "bodies.jsonl"
    with Loopback(answer(Paraphraser(number))) as server:
        where = command.index("--base-url") + 1
        told = [*command[:where], server.url, *command[where + 1 :]]
        measured("-m", "briefer", *told, lines=lines)
        with file.open("w") as stream:
            stream.writelines(json.dumps(call.body) + "\n" for call in server.calls)
    return file


def lines_of(file: Path) -> int:
    """How many lines a file has."""
    return len(file.read_text().splitlines())


def same_count(asked: int, sent: Path) -> None:
    """Stop when a run asked another number of times than the bare script does."""
    if asked != lines_of(sent):
        raise SystemExit(f"{asked} requests against {lines_of(sent)}, so nothing compares")


def ratio(what: str, bound: float, mine: list[Run], theirs: list[Run]) -> Row:
    """The least processor time of the runs against that of the bare script."""
    us, them = least(mine).cpu, least(theirs).cpu
    return Row(
        f"{what} against the bare script", bound, us / them, f"{us:.1f} s against {them:.1f} s"
    )


if __name__ == "__main__":
    sys.exit(main())
