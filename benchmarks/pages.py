"""How well articles are read out of web pages, beside `trafilatura` by itself.

    python -m benchmarks.pages FOLDER [--jobs 2] [--show 20] [--limit 100]

``FOLDER`` is a corpus of pages with their right texts, none of which is part of this project; its
kind is seen from what is in it:

- scrapinghub/article-extraction-benchmark: ``ground-truth.json`` and ``html/*.html.gz``;
- adbar/trafilatura: ``tests/evaldata.json`` with passages that belong to the text or do not;
- flairNLP/fundus: ``tests/resources/parser/test_data``, with titles, days and authors;
- mozilla/readability: ``test/test-pages/*/source.html`` and ``expected.html``.

Prints word F1 (multisets of words, the mean over pages; over passages, where the corpus has
those) for both, the pages that lose most of their text, and how often title, day and authors are
right. Pages that are refused (a paywall, a consent page, fewer than 20 words) count as nothing
found. Exits with 1 when ours is below what the corpus is held to.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from statistics import mean
from typing import Any

from lxml import html

from briefer.errors import BrieferError
from briefer.ingest import read_source

BOUNDS = {"scrapinghub": 0.955, "trafilatura": 0.925, "fundus": 0.940, "readability": 0.91}
_LOST = 0.5
"""Recall below which a page has lost most of its text."""

_WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]|\w+")


@dataclass(frozen=True)
class Page:
    """A page and what is right for it: its text, or passages that belong to it or do not."""

    name: str
    data: bytes
    text: str | None = None
    inside: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    facts: dict[str, Any] = field(default_factory=dict)
    url: str | None = None


@dataclass(frozen=True)
class Found:
    """What an extractor makes of a page."""

    text: str = ""
    title: str | None = None
    day: str | None = None
    author: str | None = None
    refused: bool = False


def load(folder: Path) -> tuple[str, list[Page]]:
    """Return which corpus a folder is, and its pages."""
    for name, mark, reader in (
        ("scrapinghub", "ground-truth.json", _scrapinghub),
        ("trafilatura", "tests/evaldata.json", _trafilatura),
        ("fundus", "tests/resources/parser/test_data", _fundus),
        ("readability", "test/test-pages", _readability),
    ):
        if (folder / mark).exists():
            return name, list(reader(folder))
    raise SystemExit(f"{folder} is none of the corpora that are known: see --help")


def _scrapinghub(folder: Path) -> Iterator[Page]:
    truth = json.loads((folder / "ground-truth.json").read_bytes())
    for name, right in truth.items():
        data = gzip.decompress((folder / "html" / f"{name}.html.gz").read_bytes())
        yield Page(name, data, right["articleBody"], url=right.get("url"))


def _trafilatura(folder: Path) -> Iterator[Page]:
    tests = folder / "tests"
    for url, right in json.loads((tests / "evaldata.json").read_bytes()).items():
        found = (tests / part / right["file"] for part in ("cache", "eval"))
        path = next(path for path in found if path.exists())
        passages = tuple(right["with"]), tuple(right["without"])
        yield Page(right["file"], path.read_bytes(), None, *passages, url=url)


def _fundus(folder: Path) -> Iterator[Page]:
    for listed in sorted((folder / "tests/resources/parser/test_data").glob("*/*.json")):
        versions = list(json.loads(listed.read_bytes()).values())
        saved = sorted(listed.parent.glob(f"{listed.stem}_2*.html.gz"))
        for path, right in zip(saved, versions, strict=False):
            body = right.get("body") or {}
            parts = list(body.get("summary") or [])
            for section in body.get("sections") or []:
                parts += [*section["headline"], *section["paragraphs"]]
            if parts:
                data = gzip.decompress(path.read_bytes())
                yield Page(path.name.removesuffix(".html.gz"), data, "\n".join(parts), facts=right)


def _readability(folder: Path) -> Iterator[Page]:
    for page in sorted((folder / "test/test-pages").iterdir()):
        right = html.document_fromstring((page / "expected.html").read_bytes().decode())
        yield Page(page.name, (page / "source.html").read_bytes(), " ".join(right.itertext()))


def ours(page: Page) -> Found:
    """Return what briefer reads."""
    try:
        reading = read_source(page.data, source=page.name, url=page.url, content_type="text/html")
    except BrieferError:
        return Found(refused=True)
    article = reading.articles[0]
    text = re.sub(r"^(?:- |## )", "", article.text, flags=re.MULTILINE)
    return Found(text, article.title, (article.date or "")[:10] or None, article.author)


def theirs(page: Page) -> Found:
    """Return what the library by itself does, as its manual proposes."""
    import logging

    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    document = trafilatura.bare_extraction(page.data, include_comments=False, with_metadata=True)
    if document is None or isinstance(document, dict):
        return Found()
    return Found(document.text or "", document.title, document.date, document.author)


def words(text: str) -> Counter[str]:
    """Return the words of a text with their numbers; in scripts without spaces, its characters."""
    return Counter(_WORD.findall(text.casefold()))


def scores(page: Page, found: str) -> tuple[float, float]:
    """Return F1 and recall of the words found."""
    right, got = words(page.text or ""), words(found)
    both = (right & got).total()
    recall = both / max(1, right.total())
    return 2 * both / max(1, right.total() + got.total()), recall


def passages(page: Page, found: str) -> tuple[int, int, int]:
    """Return how many passages are found rightly, found wrongly and missed."""
    line = " ".join(found.split())
    hits = sum(" ".join(each.split()) in line for each in page.inside)
    wrong = sum(" ".join(each.split()) in line for each in page.outside)
    return hits, wrong, len(page.inside) - hits


def facts_right(page: Page, found: Found) -> dict[str, bool]:
    """Return which of title, day and authors are right, of those that the corpus tells."""
    right = page.facts
    told: dict[str, bool] = {}
    if title := right.get("title"):
        told["title"] = words(title) == words(found.title or "")
    if day := right.get("publishing_date"):
        told["day"] = day[:10] == found.day
    if "authors" in right:
        got = re.split(r"\s*[,;]\s*", found.author or "")
        told["authors"] = {*map(_name, right["authors"])} == {*map(_name, filter(None, got))}
    return told


def _name(author: str) -> str:
    return " ".join(author.casefold().split())


def _measure(page: Page, read: Callable[[Page], Found]) -> dict[str, Any]:
    found = read(page)
    if page.text is None:
        hits, wrong, missed = passages(page, found.text)
        return {
            "hits": hits,
            "wrong": wrong,
            "missed": missed,
            "recall": hits / (hits + missed),
            "refused": found.refused,
        }
    f1, recall = scores(page, found.text)
    return {"f1": f1, "recall": recall, "facts": facts_right(page, found), "refused": found.refused}


def summed(rows: list[dict[str, Any]]) -> float:
    """Return the F1 of all pages: over passages, or else the mean of the pages' own."""
    if "f1" in rows[0]:
        return mean(row["f1"] for row in rows)
    hits, wrong, missed = (sum(row[key] for row in rows) for key in ("hits", "wrong", "missed"))
    return 2 * hits / max(1, 2 * hits + wrong + missed)


def _worth(row: dict[str, Any]) -> float:
    return row["f1"] if "f1" in row else row["hits"] - row["wrong"]


def main() -> int:
    """Measure a corpus, print what comes of it, and return 1 when a bound is missed."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--limit", type=int)
    parser.add_argument("--show", type=int, default=0, help="pages where the library is better")
    given = parser.parse_args()
    name, pages = load(given.folder)
    pages = pages[: given.limit]
    with Pool(given.jobs) as pool:
        mine = pool.map(partial(_measure, read=ours), pages, chunksize=4)
        its = pool.map(partial(_measure, read=theirs), pages, chunksize=4)
    print(f"{name}: {len(pages)} pages")
    for label, rows in (("briefer", mine), ("trafilatura", its)):
        lost = sum(row["recall"] < _LOST for row in rows)
        refused = sum(row["refused"] for row in rows)
        print(f"  {label:12} F1 {summed(rows):.4f}, {lost} lose most of their text", end="")
        print(f", {refused} of them refused" if refused else "")
        told = [row["facts"] for row in rows if row.get("facts")]
        for fact in ("title", "day", "authors"):
            known = [each[fact] for each in told if fact in each]
            if known:
                print(f"  {'':12} {fact} right {sum(known)} of {len(known)}")
    behind = sorted(
        zip(pages, mine, its, strict=True), key=lambda row: _worth(row[1]) - _worth(row[2])
    )
    for page, own, library in behind[: given.show]:
        print(f"  {_worth(own) - _worth(library):+.2f} {own} {library} {page.name}")
    return int(summed(mine) < BOUNDS[name])


if __name__ == "__main__":
    sys.exit(main())
