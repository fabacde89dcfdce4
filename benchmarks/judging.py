"""What a judge costs where a strong model writes: requests and input tokens against the drafts'.

The fixture articles and both fixture days, as `fixtures/scripted` tells them, with a judge who
finds nothing wrong, on a server of this process:

    python -m benchmarks.judging
"""

from __future__ import annotations

import sys
from collections import Counter

import anyio

import briefer
from briefer.ingest import find
from briefer.model import Brief
from briefer.text import tokens
from tests.support.loopback import Loopback, schema_of
from tests.support.repository import ROOT
from tests.support.scripted import scripted

MODEL = "openai:gpt-5-mini"
DAYS = (("articles", "2026-11-22"), ("days/day1", "2026-11-20"), ("days/day2", "2026-11-21"))
MOST_REQUESTS = 2.4
MOST_INPUT = 2.2
KINDS = {
    frozenset({"verdicts"}): "judge",
    frozenset({"claims"}): "repair",
    frozenset({"top_lines"}): "top lines",
}


def day(folder: str, date: str) -> tuple[Brief, Counter[str], Counter[str], int]:
    """Return a brief, its requests and input tokens by kind, and the tokens sent before."""
    with Loopback(scripted()) as server:

        async def make() -> Brief:
            options = {"model": MODEL, "base_url": server.url, "no_store": True, "concurrency": 1}
            async with briefer.Session.of(options) as session:
                return await session.daily(find([str(ROOT / "fixtures" / folder)]), date)

        brief = anyio.run(make)
        calls = server.calls
    count: Counter[str] = Counter()
    size: Counter[str] = Counter()
    seen: set[str] = set()
    again = 0
    for call in calls:
        kind = KINDS.get(frozenset(schema_of(call).get("properties", {})), "draft")
        count[kind] += 1
        for message in call.body["messages"]:
            sent = tokens.count(message["content"], MODEL)
            size[kind] += sent
            again += sent if message["content"] in seen else 0
            seen.add(message["content"])
    return brief, count, size, again


def main() -> int:
    """Print a row a day; return 1 when one costs more than it may."""
    missed = False
    print(f"{'':12}{'articles':>9}{'requests':>10}{'of each':>9}{'input':>8}{'not cached':>12}")
    for folder, date in DAYS:
        brief, count, size, again = day(folder, date)
        drafts = size["draft"] + size["top lines"]
        whole = sum(size.values())
        each = sum(count.values()) / len(brief.articles)
        ratio, fresh = whole / drafts, (whole - again) / drafts
        missed = missed or each > MOST_REQUESTS or ratio > MOST_INPUT
        print(
            f"{folder:12}{len(brief.articles):>9}{sum(count.values()):>10}{each:>9.2f}"
            f"{ratio:>7.2f}x{fresh:>11.2f}x   {dict(count)}"
        )
    print(f"bounds: {MOST_REQUESTS} requests an article, input {MOST_INPUT}x the drafts'")
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
