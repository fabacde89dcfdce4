"""What the newsroom publishes: the articles of `fixtures/days`, as each day finds them."""

import json
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

import yaml

from tests.support.repository import FIXTURES

DAYS = FIXTURES / "days"


@dataclass(frozen=True)
class Outlet:
    """One house: its feed's kind and path, how its pages look, which validators it sends.

    ``feed`` is atom, atom-full, rss-full, rss-links, rss-summary, json or sitemap; ``head`` is
    jsonld or opengraph; ``validators`` is both, etag, modified or none.
    """

    key: str
    name: str
    domain: str
    language: str
    feed: str
    path: str
    head: str
    layout: str
    validators: str
    tracking: str


@dataclass(frozen=True)
class Entry:
    """An article as it stands on one day, or a page without one (``html``, and no paragraphs).

    ``vanishes`` is the status its address answers with on the second day, 0 when it stays.
    """

    id: str
    outlet: str
    title: str
    path: str
    date: datetime
    modified: datetime
    author: str = ""
    section: str = ""
    guid: str | None = None
    paragraphs: tuple[str, ...] = ()
    vanishes: int = 0
    hostile: bool = False
    html: str | None = None


@cache
def outlets() -> dict[str, Outlet]:
    """All houses by key."""
    return {each["key"]: Outlet(**each) for each in _site()["outlets"]}


@cache
def entries(day: int) -> dict[str, Entry]:
    """Everything that has been published by the end of a day, by id, newest first.

    What has vanished by then is still in it; who serves it has to look at ``vanishes``.
    """
    found: dict[str, Entry] = {}
    for each in range(1, day + 1):
        found |= {path.stem: _article(path) for path in sorted(DAYS.glob(f"day{each}/*.md"))}
        found |= {page["id"]: _page(page) for page in _site()["pages"] if page["day"] == each}
    newest = sorted(found.values(), key=lambda entry: (entry.date, entry.id), reverse=True)
    return {entry.id: entry for entry in newest}


@cache
def gold() -> dict:
    """What an editor says about the articles; ``fixtures/days/README.md`` describes it."""
    return json.loads((DAYS / "gold.json").read_text(encoding="utf-8"))


@cache
def _site() -> dict:
    return json.loads((DAYS / "site.json").read_text(encoding="utf-8"))


def _article(path: Path) -> Entry:
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    fields = yaml.load(front, Loader=yaml.BaseLoader)
    outlet = next(each for each in outlets().values() if each.name == fields["outlet"])
    date = datetime.fromisoformat(fields["date"])
    return Entry(
        id=path.stem,
        outlet=outlet.key,
        title=fields["title"],
        path=fields["url"].removeprefix(f"https://{outlet.domain}"),
        date=date,
        modified=datetime.fromisoformat(fields.get("modified", fields["date"])),
        author=fields["author"],
        section=fields["section"],
        guid=fields.get("guid"),
        paragraphs=tuple(body.strip().split("\n\n")),
        vanishes=int(fields.get("vanishes", 0)),
        hostile=fields.get("hostile") == "true",
    )


def _page(page: dict) -> Entry:
    date = datetime.fromisoformat(page["date"])
    return Entry(
        id=page["id"],
        outlet=page["outlet"],
        title=page["title"],
        path=page["path"],
        date=date,
        modified=date,
        html=(DAYS / "pages" / f"{page['id']}.html").read_text(encoding="utf-8"),
    )
