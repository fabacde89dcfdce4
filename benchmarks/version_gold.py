"""The diffs that an editor wrote down for the stories in ``fixtures/versions``, against briefer's.

``python -m benchmarks.version_gold`` prints a table by story, and what was missed or made up.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from pathlib import Path

from briefer.compare.versions.alignment import align
from briefer.compare.versions.changes import changes
from briefer.compare.versions.surface import normalized
from briefer.ingest.reading import article_from_text
from briefer.model import Change, Document, Place
from briefer.text import split

VERSIONS = Path(__file__).resolve().parent.parent / "fixtures" / "versions"


def load(path: Path) -> Document:
    return split(article_from_text(path.read_text("utf-8")))


def pairs(folder: Path):
    """Yield (old, new, gold changes, label) for every pair of versions that has gold."""
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    for pair in gold["pairs"]:
        old, new = (load(folder / f"{pair[side]}.txt") for side in ("old", "new"))
        yield old, new, pair["changes"], f"{folder.name} {pair['old']}–{pair['new']}"


def sentence(document: Document, place: Place | None) -> str | None:
    """Return the whole sentence (or headline) that a place is in, evened out."""
    if place is None:
        return None
    if place.sentence in document.by_id:
        return normalized(document.by_id[place.sentence].text)
    return normalized(document.article.title or "")


def overlap(one: str | None, other: str | None) -> bool:
    if one is None or other is None:
        return one is other
    return one in other or other in one


def fits(change: Change, gold: dict, old: Document, new: Document) -> bool:
    """Whether a change is one of the gold's: type, sentences, and the words where it names them."""
    if change.type not in {gold["type"], *gold.get("accept", [])}:
        return False
    for document, place, side in ((old, change.old, "old"), (new, change.new, "new")):
        wanted = gold.get(side)
        if place is None and wanted is not None and change.type in {"added", "dropped"}:
            continue  # a clause: the sentence stands on the other side too
        said = sentence(document, place)
        if not overlap(said, normalized(wanted) if wanted is not None else None):
            return False
        words = gold.get(f"{side}_words")
        if words and place is not None and not _share(normalized(words), normalized(place.text)):
            return False
    return True


def _share(one: str, other: str) -> bool:
    return overlap(one, other) or bool(
        {w.lower().strip('.,"') for w in one.split()}
        & {w.lower().strip('.,"') for w in other.split()}
    )


def score(folder: Path):
    """Return counts, what was missed and what was made up, over one story's pairs."""
    counts: Counter[str] = Counter()
    missed, extra = [], []
    for old, new, gold, label in pairs(folder):
        found = list(changes(old, new)) if align(old, new).is_related else []
        free = list(found)
        for each in sorted(gold, key=lambda g: bool(g.get("optional"))):
            hit = next((c for c in free if fits(c, each, old, new)), None)
            if hit is not None:
                free.remove(hit)
            if each.get("optional") or not each["factual"]:
                continue
            counts["wanted"] += 1
            counts["found"] += hit is not None
            if hit is None:
                missed.append((label, each))
        told = [c for c in found if c.factual]
        wrong = [c for c in free if c.factual]
        counts["told"] += len(told)
        counts["wrong"] += len(wrong)
        extra += [(label, c) for c in wrong]
    return counts, missed, extra


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-v", "--verbose", action="store_true")
    verbose = parser.parse_args().verbose
    print("| story | factual changes in gold | found, typed right | told | not in gold |")
    print("|---|---:|---:|---:|---:|")
    total: Counter[str] = Counter()
    notes = []
    for folder in sorted(p.parent for p in VERSIONS.glob("*/gold.json")):
        counts, missed, extra = score(folder)
        total += counts
        notes += [("missed", *m) for m in missed] + [("not in gold", *e) for e in extra]
        print(f"| {folder.name} | {counts['wanted']} | {counts['found']} | {counts['told']} "
              f"| {counts['wrong']} |")  # fmt: skip
    share = total["found"] / total["wanted"]
    print(f"| all | {total['wanted']} | {total['found']} ({share:.1%}) | {total['told']} "
          f"| {total['wrong']} |")  # fmt: skip
    if verbose:
        for kind, label, what in notes:
            print(kind, "|", label, "|", what)
    return 0


if __name__ == "__main__":
    sys.exit(main())
