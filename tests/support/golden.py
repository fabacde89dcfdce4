"""The brief of the second fixture day as a strong model tells it, in every format that is written.

    python -m tests.support.golden        # writes fixtures/golden anew; read it before it is kept

What the model says stands in ``fixtures/scripted`` and was written by hand. The second day
remembers the first.
"""

import tempfile
from pathlib import Path

import anyio

from briefer import Session
from briefer.ingest import find
from briefer.render import (
    Envelope,
    archive_files,
    brief_html,
    brief_mail,
    brief_markdown,
    brief_ninjs,
    brief_value,
    dumps,
)
from tests.support.loopback import Loopback
from tests.support.repository import ROOT
from tests.support.scripted import scripted

FOLDER = ROOT / "fixtures" / "golden"
DAYS = {"day1": "2026-11-20", "day2": "2026-11-21"}
SITE = "https://news.example.org/briefs/"
SENT = Envelope(
    "The desk <desk@example.org>",
    ("editors@example.org",),
    ("https://example.org/off",),
    SITE,
)


def golden_files():
    """Return the bytes of both days' briefs by the name of their file."""
    with tempfile.TemporaryDirectory() as folder, Loopback(scripted(), keep_calls=False) as server:
        options = {
            "model": "openai:strong",
            "base_url": server.url,
            "store": str(Path(folder) / "store.db"),
        }
        briefs = {day: _brief(day, options) for day in DAYS}
    files = {f"{day}.md": brief_markdown(brief) for day, (brief, _) in briefs.items()}
    brief, _ = briefs["day2"]
    pages = {f"{DAYS[d]}.html": brief_html(b, articles=a) for d, (b, a) in briefs.items()}
    archive = archive_files(pages, SITE)
    files |= {
        "day2.html": pages[f"{DAYS['day2']}.html"],
        "day2.ninjs.json": dumps(brief_ninjs(brief)) + "\n",
        "day2.json": dumps(brief_value(brief)) + "\n",
        "feed.xml": archive["feed.xml"],
        "feed.json": archive["feed.json"],
        "index.html": archive["index.html"],
    }
    made = {name: text.encode() for name, text in files.items()}
    return made | {"day2.eml": brief_mail(brief, SENT)}


def _brief(day, options):
    """Return a day's brief and its articles by their hashes."""
    session = Session.of({**options, "since": "last"})

    async def run():
        async with session:
            return await session.daily(find([f"fixtures/days/{day}"]), DAYS[day])

    brief = anyio.run(run)
    items = find([f"fixtures/days/{day}"])
    return brief, {article.hash: article for article in (item.load() for item in items)}


def main():
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    for name, data in golden_files().items():
        (FOLDER / name).write_bytes(data)


if __name__ == "__main__":
    main()
