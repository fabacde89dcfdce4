"""A folder of briefs as an archive: an index by day with search, feeds, previous and next.

What there is to list is read from the pages themselves, so that a folder needs no other record.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape, unescape
from typing import Any
from urllib.parse import urljoin
from uuid import NAMESPACE_URL, uuid5

from briefer.text import spoken_date

NAME = re.compile(r"(\d{4}-\d\d-\d\d)(?:\.v(\d+))?\.html\Z")
"""What the pages of an archive are called: the day, and the version from 2."""
MOST_IN_FEED = 30

_TAG = re.compile(r"<[^>]+>")
_TITLE = re.compile(r"<h1>(.*?),\s*<time", re.DOTALL)
_HEADLINE = re.compile(r'<article id="story-\d+"[^>]*>\s*<h[23][^>]*>(.*?)</h[23]>', re.DOTALL)
_TOP_LINES = re.compile(r'<section id="top-lines">(.*?)</section>', re.DOTALL)
_LINE = re.compile(r'<li class="claim">(.*?)(?=<span class="(?:marks|peek)"|</li>)', re.DOTALL)
_MODIFIED = re.compile(r'"dateModified":"([^"]+)"')
_RELEASE = re.compile(r'<p class="release">(.*?)</p>')
_DAYS = re.compile(r"<!--days-->.*?<!--/days-->", re.DOTALL)
_NUMBER = re.compile(r"\d+\.\s+")
_HAS_TIME = len("2026-11-22T08:30")


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition in an archive: its file, its day and version, and what its page tells.

    ``modified`` is when it was corrected, ISO; empty for a first version. ``release`` is what the
    page says of how it came about, if it was published.
    """

    file: str
    day: str
    version: int
    title: str
    headlines: tuple[str, ...]
    top_lines: tuple[str, ...]
    modified: str = ""
    release: str = ""

    @property
    def name(self) -> str:
        """The title with the day, and that it was corrected if it was."""
        corrected = f" (corrected, version {self.version})" if self.version > 1 else ""
        return f"{self.title}, {spoken_date(self.day)}{corrected}"


def is_archived(file: str) -> bool:
    """Return whether a file's name is that of a page in an archive."""
    return NAME.match(file) is not None


def archive_files(pages: Mapping[str, str], site: str | None = None) -> dict[str, str]:
    """Return what an archive's folder is to hold, by name: of its pages those that are to change.

    Args:
        pages: Every page's text by its file's name; those that are none of a brief are left out.
        site: As for `atom_feed`.
    """
    found = (read_entry(name, text) for name, text in sorted(pages.items()))
    entries = [entry for entry in found if entry is not None]
    days = current(entries)
    around = {
        entry.day: (days[at + 1] if at + 1 < len(days) else None, days[at - 1] if at else None)
        for at, entry in enumerate(days)
    }
    last = {entry.day: entry for entry in days}
    linked = {
        e.file: with_days(pages[e.file], *around[e.day], None if last[e.day] is e else last[e.day])
        for e in entries
    }
    files = {name: text for name, text in linked.items() if text != pages[name]}
    if days:
        files["latest.html"] = linked[days[0].file]
    return {
        **files,
        "index.html": index_html(entries),
        "feed.xml": atom_feed(entries, site),
        "feed.json": json.dumps(json_feed(entries, site), ensure_ascii=False, indent=2) + "\n",
    }


def read_entry(file: str, page: str) -> Entry | None:
    """Return what an archive says of a page that `brief_html` made; None of any other file."""
    named = NAME.match(file)
    title = _TITLE.search(page)
    if named is None or title is None:
        return None
    top = _TOP_LINES.search(page)
    lines = _LINE.findall(top[1]) if top else []
    modified = _MODIFIED.search(page)
    release = _RELEASE.search(page)
    return Entry(
        file=file,
        day=named[1],
        version=int(named[2] or 1),
        title=_text(title[1]),
        headlines=tuple(_NUMBER.sub("", _text(each), count=1) for each in _HEADLINE.findall(page)),
        top_lines=tuple(map(_text, lines)),
        modified=modified[1] if modified else "",
        release=_text(release[1]) if release else "",
    )


def newest_first(entries: Sequence[Entry]) -> list[Entry]:
    """Return entries by day, of each day the last version first."""
    return sorted(entries, key=lambda each: (each.day, each.version), reverse=True)


def current(entries: Sequence[Entry]) -> list[Entry]:
    """Return the last version of each day, the newest day first."""
    found: dict[str, Entry] = {}
    for each in newest_first(entries):
        found.setdefault(each.day, each)
    return list(found.values())


def with_days(
    page: str, previous: Entry | None, following: Entry | None, newer: Entry | None = None
) -> str:
    """Return a page with links to the days before and after it and to the index.

    One that a ``newer`` edition of its day supersedes says so, and leads there.
    """
    links = ['<a href="index.html">All briefs</a>']
    if previous is not None:
        said = f"← {spoken_date(previous.day)}"
        links.insert(0, f'<a rel="prev" href="{previous.file}">{said}</a>')
    if following is not None:
        links.append(f'<a rel="next" href="{following.file}">{spoken_date(following.day)} →</a>')
    told = " · ".join(links)
    nav = f'<nav aria-label="Other days"><p>{told}</p></nav>'
    if newer is not None:
        where = f'<a href="{newer.file}">version {newer.version}</a>'
        nav = f"<p><strong>Superseded by the corrected {where}.</strong></p>{nav}"
    nav = f"<!--days-->{nav}<!--/days-->"
    return _DAYS.sub(lambda _: nav, page, count=1)


def index_html(entries: Sequence[Entry]) -> str:
    """Return the page that lists every brief by day, with a search over their headlines.

    The search is a script of a few lines; without it, the whole list is there.
    """
    days: dict[str, list[Entry]] = {}
    for each in newest_first(entries):
        days.setdefault(each.day, []).append(each)
    title = escape(current(entries)[0].title) if entries else "Briefs"
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en">',
        "<head>",
        '<meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}: all briefs</title>",
        '<link rel="alternate" type="application/atom+xml" href="feed.xml" title="Atom">',
        '<link rel="alternate" type="application/feed+json" href="feed.json" title="JSON Feed">',
        f"<style>{_STYLE}</style>",
        "</head>",
        "<body>",
        f"<header><h1>{title}: all briefs</h1>",
        _LINKS,
        _BOX,
        "</header>",
        "<main>",
    ]
    for day, editions in days.items():
        lines += [f'<section class="day" id="d{day}">', f"<h2>{_link(editions[0])}</h2>"]
        if len(editions) > 1:
            others = ", ".join(
                f'<a href="{each.file}">version {each.version}</a>' for each in editions[1:]
            )
            lines.append(f"<p>Superseded: {others}</p>")
        told = editions[0].headlines or editions[0].top_lines
        lines += ["<ul>", *(f"<li>{escape(each)}</li>" for each in told), "</ul>", "</section>"]
    lines += ["</main>", f"<script>{_SEARCH}</script>", "</body>", "</html>"]
    return "\n".join(lines) + "\n"


def _link(entry: Entry) -> str:
    corrected = f" (corrected, version {entry.version})" if entry.version > 1 else ""
    when = f'<time datetime="{entry.day}">{spoken_date(entry.day)}</time>'
    return f'<a href="{entry.file}">{when}</a>{corrected}'


def atom_feed(entries: Sequence[Entry], site: str | None = None) -> str:
    """Return the newest briefs as an Atom feed (RFC 4287).

    Args:
        entries: All editions; of each day the last version is listed.
        site: The address that the folder is published at, ending in a slash; without it links
            are relative to the feed.
    """
    listed = current(entries)[:MOST_IN_FEED]
    title = listed[0].title if listed else "Briefs"
    updated = max((_moment(each) for each in listed), default="1970-01-01T00:00:00Z")
    lines = [
        '<?xml version="1.0" encoding="utf-8"?>',
        '<feed xmlns="http://www.w3.org/2005/Atom">',
        f"<title>{_xml(title)}</title>",
        f"<id>{_urn(f'feed:{site or title}')}</id>",
        f"<updated>{updated}</updated>",
        f'<link rel="self" href="{_xml(_at(site, "feed.xml"))}"/>',
        f'<link rel="alternate" type="text/html" href="{_xml(_at(site, "index.html"))}"/>',
        f"<author><name>{_xml(title)}</name></author>",
        "<generator>briefer</generator>",
    ]
    for each in listed:
        lines += [
            "<entry>",
            f"<title>{_xml(each.name)}</title>",
            f"<id>{_id(each)}</id>",
            f"<published>{each.day}T00:00:00Z</published>",
            f"<updated>{_moment(each)}</updated>",
            f'<link rel="alternate" type="text/html" href="{_xml(_at(site, each.file))}"/>',
            f'<summary type="html">{_xml(_listed(each))}</summary>',
            "</entry>",
        ]
    return "\n".join([*lines, "</feed>"]) + "\n"


def json_feed(entries: Sequence[Entry], site: str | None = None) -> dict[str, Any]:
    """Return the newest briefs as a JSON Feed, version 1.1; arguments as `atom_feed` has them."""
    listed = current(entries)[:MOST_IN_FEED]
    home = {"home_page_url": _at(site, "index.html"), "feed_url": _at(site, "feed.json")}
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": listed[0].title if listed else "Briefs",
        **(home if site else {}),
        "items": [
            {
                "id": _id(each),
                "url": _at(site, each.file),
                "title": each.name,
                "content_html": _listed(each),
                "date_published": f"{each.day}T00:00:00Z",
                "date_modified": _moment(each),
            }
            for each in listed
        ],
    }


def _listed(entry: Entry) -> str:
    told = entry.top_lines or entry.headlines
    release = f"<p>{escape(entry.release)}</p>" if entry.release else ""
    return f"<ul>{''.join(f'<li>{escape(each)}</li>' for each in told)}</ul>{release}"


def _moment(entry: Entry) -> str:
    """Return when an edition was made, as RFC 3339 has it."""
    made = entry.modified or entry.day
    if len(made) < _HAS_TIME:
        return f"{entry.day}T00:00:00Z"
    with_seconds = made if re.match(r".{10}T\d\d:\d\d:\d\d", made) else f"{made}:00"
    zoned = re.search(r"(?:Z|[+-]\d\d:\d\d)\Z", with_seconds)
    return with_seconds if zoned else f"{with_seconds}Z"


def _id(entry: Entry) -> str:
    return _urn(f"brief:{entry.title}|{entry.day}")


def _urn(name: str) -> str:
    return f"urn:uuid:{uuid5(NAMESPACE_URL, f'briefer:{name}')}"


def _at(site: str | None, file: str) -> str:
    return urljoin(site, file) if site else file


def _xml(text: str) -> str:
    return escape(re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "", text))


def _text(markup: str) -> str:
    return " ".join(unescape(_TAG.sub("", markup)).split())


_LINKS = (
    '<p><a href="latest.html">The latest</a> · <a href="feed.xml">Atom</a> · '
    '<a href="feed.json">JSON Feed</a></p>'
)
_BOX = (
    '<p><label for="search">Search the headlines</label> '
    '<input id="search" type="search" autocomplete="off"> '
    '<span id="found" role="status"></span></p>'
)
_STYLE = """
:root { color-scheme: light dark; }
body { font: 1.05rem/1.5 Georgia, serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem;
  overflow-wrap: anywhere; }
h1, h2 { line-height: 1.25; font-weight: 600; } h2 { font-size: 1.1rem; margin: 1.4rem 0 .2rem; }
ul { margin: 0; padding-left: 1.3rem; }
input { font: inherit; max-width: 100%; }
"""
_SEARCH = """
const box = document.getElementById("search"), found = document.getElementById("found");
box.addEventListener("input", () => {
  const words = box.value.toLowerCase().split(/\\s+/).filter(Boolean);
  let count = 0;
  for (const day of document.querySelectorAll(".day")) {
    let any = false;
    for (const line of day.querySelectorAll("li")) {
      const text = (line.textContent + " " + day.firstElementChild.textContent).toLowerCase();
      const hit = words.every((word) => text.includes(word));
      line.hidden = !hit; any = any || hit; count += hit ? 1 : 0;
    }
    day.hidden = !any;
  }
  found.textContent = words.length ? count + " found" : "";
});
"""
