"""How fast a day's news becomes a brief: fetching and reading, grouping, and the whole of it.

    python -m benchmarks.day [--pages 500] [--articles 5000] [--rounds 3]

Pages and feeds come from servers on this machine, in processes of their own. Fetching is
`briefer fetch` with an empty store: a feed, its pages, each read and kept as a version. Grouping is
that of `stories.py`, with its bound. The whole day is `briefer daily --model extractive` on both
days of `fixtures/days`: the first with an empty store, the second with what the first left there.
Prints a Markdown table of seconds of processor time, which other load on the machine hardly
changes; the best of the rounds counts. Exits with 1 when a bound is missed.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

from benchmarks import stories
from benchmarks.serving import serving
from benchmarks.throughput import article
from briefer.compare.stories.grouping import group

ROOT = Path(__file__).resolve().parents[1]

_SITE = """
import html, sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

number, folder = int(sys.argv[1]), sys.argv[2]

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def do_GET(self):
        body, kind, status = b"", "text/html; charset=utf-8", 200
        if self.path == "/feed.xml":
            kind = "application/rss+xml"
            links = "".join(
                f"<item><title>Story {n}</title><link>http://{self.headers['Host']}/{n}</link></item>"
                for n in range(number)
            )
            feed = f"<rss version='2.0'><channel><title>Paper</title>{links}</channel></rss>"
            body = feed.encode()
        elif self.path[1:].isdigit():
            body = open(f"{folder}/{self.path[1:]}.html", "rb").read()
        else:
            status = 404
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
server.request_queue_size = 128
print(f"http://127.0.0.1:{server.server_port}", flush=True)
server.serve_forever()
"""

_PAGE = """<!doctype html><html lang="en"><head><title>Story {n} | Paper</title>
<meta property="og:type" content="article"><meta property="og:title" content="Story {n}">
<meta property="article:published_time" content="2026-11-21T{hour:02}:00:00Z"></head><body>
<header><nav>{menu}</nav></header><main><article><h1>Story {n}</h1>{text}</article>
<aside><h2>More</h2><ul>{menu}</ul></aside></main><footer><p>All rights reserved.</p>{menu}</footer>
</body></html>"""


@dataclass(frozen=True)
class Row:
    """One line of the table; ``seconds`` are held to ``bound``."""

    what: str
    seconds: float
    bound: float

    @property
    def line(self) -> str:
        missed = "" if self.seconds <= self.bound else " (missed)"
        return f"| {self.what} | {self.seconds:.1f} s{missed} | at most {self.bound:g} s |"


def pages(number: int, folder: Path) -> None:
    """Write pages with an article of about 400 words between menus and teasers."""
    menu = "".join(f"<li><a href='/{n}'>Story number {n} of the day</a></li>" for n in range(40))
    for n in range(number):
        text = "".join(f"<p>{part}</p>" for part in article(n).split("\n\n"))
        page = _PAGE.format(n=n, hour=n % 24, menu=menu, text=text)
        (folder / f"{n}.html").write_text(page, "utf-8")


def run(folder: Path, *arguments: str) -> tuple[float, str]:
    """Run briefer in a folder; returns its seconds of processor time and what it printed."""
    environ = {k: v for k, v in os.environ.items() if not k.startswith(("BRIEFER_", "OPENAI_"))}
    before = os.times()
    done = subprocess.run(
        [sys.executable, "-m", "briefer", *arguments],
        cwd=folder,
        env={**environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    after = os.times()
    user = after.children_user - before.children_user
    return user + after.children_system - before.children_system, done.stdout


def settings(folder: Path, source: str) -> None:
    """Write the settings of a folder that begins anew."""
    folder.mkdir()
    (folder / "briefer.toml").write_text(
        f'sources = ["{source}"]\nallow_private = true\nspacing = 0\nmodel = "extractive"\n'
        'limit = 100000\nformats = ["md", "html", "json", "ninjs"]\n',
        "utf-8",
    )


def fetched(number: int, rounds: int, work: Path) -> float:
    """Fetch and read so many pages, with an empty store each time."""
    (work / "pages").mkdir()
    pages(number, work / "pages")
    spent = []
    with serving("-c", _SITE, str(number), str(work / "pages")) as site:
        for turn in range(rounds):
            folder = work / f"fetch-{turn}"
            settings(folder, f"{site}/feed.xml")
            seconds, told = run(folder, "fetch", "--format", "json")
            new = sum(source["new"] for source in json.loads(told)["report"])
            if new != number:
                raise SystemExit(f"{new} of {number} pages became articles")
            spent.append(seconds)
    return min(spent)


def grouped(number: int, rounds: int) -> float:
    """Group so many articles about invented events."""
    told, gold = stories.events(number)
    spent = []
    for _ in range(rounds):
        began = time.process_time()
        groups = group(told)
        spent.append(time.process_time() - began)
    if stories.bcubed_of(gold, groups) < 0.9:
        raise SystemExit("the groups are not the events")
    return min(spent)


def days(rounds: int, work: Path) -> tuple[float, float]:
    """Make the briefs of both days of the fixtures; returns the seconds for each day."""
    first, second = [], []
    for turn in range(rounds):
        folder = work / f"days-{turn}"
        with serving("-m", "tests.support.newsroom", "--day", "1") as site:
            settings(folder, f"{site}/feeds.opml")
            first.append(run(folder, "daily", "--date", "2026-11-20", "--quiet")[0])
            urllib.request.urlopen(f"{site}/day/2", data=b"", timeout=10).close()
            second.append(
                run(folder, "daily", "--date", "2026-11-21", "--recheck", "0", "--quiet")[0]
            )
        for day in ("2026-11-20", "2026-11-21"):
            brief = json.loads((folder / "briefs" / f"{day}.json").read_text("utf-8"))
            if len(brief["stories"]) < 8 or not brief["top_lines"]:
                raise SystemExit(f"the brief of {day} is not whole")
    return min(first), min(second)


def main() -> int:
    """Measure all three."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--articles", type=int, default=5_000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        fetching = fetched(options.pages, options.rounds, work)
        grouping = grouped(options.articles, options.rounds)
        first, second = days(options.rounds, work)
    per_page, per_article = 10.0 / 500, stories.BOUND / 5_000
    rows = [
        Row(
            f"`briefer fetch` of {options.pages:,} pages on loopback, read and kept",
            fetching,
            round(per_page * options.pages, 1),
        ),
        Row(
            f"{options.articles:,} articles grouped into stories",
            grouping,
            round(per_article * options.articles, 1),
        ),
        Row("`briefer daily`, `extractive`: the first day of `fixtures/days`", first, 8.0),
        Row("the same: the second day, with what is new since the first", second, 8.0),
    ]
    print("| CPU time, best of the rounds | measured | must be |")
    print("|---|---|---|")
    for row in rows:
        print(row.line)
    return int(any(row.seconds > row.bound for row in rows))


if __name__ == "__main__":
    sys.exit(main())
