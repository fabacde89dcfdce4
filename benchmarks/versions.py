"""Planted edits of whole articles: is each found, typed right, and on the right words?

One edit a version, made by code from every fixture article with a seed: facts changed, put in or
taken out, and edits of the looks alone. ``python -m benchmarks.versions`` prints a table and
leaves with 1 when a bound of `BOUNDS` is missed.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter, defaultdict
from pathlib import Path

from benchmarks.planted import ARTICLES, ROOT, SEED, load
from benchmarks.version_edits import Edit, cosmetic, factual, version
from briefer.compare.versions.alignment import align
from briefer.compare.versions.changes import changes
from briefer.model import Change, Document
from briefer.text import split

DAYS = ROOT / "fixtures" / "days"
LEAST_EDITS, LEAST_COSMETIC = 400, 300
LEAST_TYPED = 0.95
MOST_MILLISECONDS = 150
EDITED_SHARE = 0.1
ACCEPTED = {
    "unit": {"number", "money"},
    "quotation": {"quotation"},
    "money": {"money"},
}
"""Types that are right for a kind of edit, where they are not the kind itself."""
QUOTED = {"negation", "certainty", "place", "role"}
"""Kinds whose edit, inside a quotation, is a changed quotation as well."""


def sources(folders: list[Path]) -> list[tuple[str, Document]]:
    paths = [
        p for folder in folders for p in sorted(folder.rglob("*")) if p.suffix in {".md", ".txt"}
    ]
    return [(p.name, load(p)) for p in paths if p.name.lower() != "readme.md"]


def right_types(edit: Edit) -> set[str]:
    """Return the types of change that an edit may be told as."""
    types = set(ACCEPTED.get(edit.kind, {edit.kind}))
    if edit.kind in QUOTED and edit.old and any(mark in edit.old for mark in '“”"«»„‘'):
        types.add("quotation")
    if edit.how == "speaker":
        types |= {"attribution", "name"}
    if edit.kind == "name" and edit.how == "another of the article":
        types.add("attribution")
    return types


def regions(old: str, new: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return what differs between two texts, whole words, from the first to the last difference."""
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    while head and old[head - 1].isalnum():
        head -= 1
    while tail and old[len(old) - tail].isalnum():
        tail -= 1
    return (head, len(old) - tail), (head, len(new) - tail)


SLACK = 40
"""Characters a span may go beyond what differs: a unit or the rest of a name with its figure."""


def spans_right(change: Change, edit: Edit, old: Document, new: Document) -> bool:
    """Whether a change points at the edited words, in both versions, and hardly beyond."""
    for document, place in ((old, change.old), (new, change.new)):
        if place and document.article.text[place.start : place.end] != place.text:
            return False
    if edit.old is None or edit.new is None:
        place = change.new or change.old
        wanted = edit.new or edit.old or ""
        return place is not None and place.text.strip() == wanted.strip()
    whole = change.type in {"attribution", "added", "dropped"}
    for place, (first, last) in zip(
        (change.old, change.new), regions(edit.old, edit.new), strict=True
    ):
        if place is None:
            continue
        start, end = first + edit.start, last + edit.start
        if place.end < start - 1 or place.start > end + 1:
            return False
        if not whole and (place.start < start - SLACK or place.end > end + SLACK):
            return False
    return True


def judge(document: Document, edit: Edit) -> tuple[bool, bool, tuple[Change, ...]]:
    """Return whether an edit was found and typed right, and its spans were, and all changes."""
    new = split(version(document, edit))
    found = changes(document, new)
    right = [c for c in found if c.type in right_types(edit)]
    good = [c for c in right if spans_right(c, edit, document, new)]
    return bool(right), bool(good), found


def measure(documents, seed: int = SEED, each: int = 3, looks: int = 14):
    """Plant and judge every edit; return counts by kind and the edits that went wrong."""
    table: dict[str, Counter[str]] = defaultdict(Counter)
    wrong = []
    for name, document in documents:
        rng = random.Random(f"{seed}:{name}")
        for edit in factual(document, rng, each):
            found, good, all_found = judge(document, edit)
            row = table[edit.kind]
            row["planted"] += 1
            row["found"] += found
            row["spans"] += good
            row["beside"] += sum(c.factual and c.type not in right_types(edit) for c in all_found)
            if not good:
                wrong.append((name, edit, all_found))
        for edit in cosmetic(document, rng, looks):
            found_changes = changes(document, split(version(document, edit)))
            false = [c for c in found_changes if c.factual]
            row = table["cosmetic"]
            row["planted"] += 1
            row["factual"] += bool(false)
            if false:
                wrong.append((name, edit, found_changes))
    return table, wrong


def timing(document: Document, seed: int = SEED, rounds: int = 7) -> tuple[float, int, int]:
    """Return the best of some rounds of align and type in milliseconds, sentences edited, words."""
    rng = random.Random(seed)
    by_start: dict[int, Edit] = {}
    for edit in factual(document, rng, 10_000):
        if edit.old and edit.new:
            by_start.setdefault(edit.start, edit)
    count = round(EDITED_SHARE * len(document.sentences))
    chosen = rng.sample(sorted(by_start), min(count, len(by_start)))
    text = document.article.text
    for start in sorted(chosen, reverse=True):
        edit = by_start[start]
        text = text[:start] + edit.new + text[start + len(edit.old) :]
    new = split(version(document, Edit("", "", text, None, None)))
    spent = []
    for _ in range(rounds):
        begun = time.process_time()
        changes(document, new, align(document, new))
        spent.append(1_000 * (time.process_time() - begun))
    return min(spent), len(chosen), len(text.split())


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("-v", "--verbose", action="store_true")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--each", type=int, default=3)
    arguments = parser.parse_args()
    documents = sources(arguments.folders or [f for f in (ARTICLES, DAYS) if f.exists()])
    table, wrong = measure(documents, arguments.seed, arguments.each)
    print("| edit | planted | found, typed right | both spans right | other facts told beside |")
    print("|---|---:|---:|---:|---:|")
    total: Counter[str] = Counter()
    for kind, row in sorted(table.items()):
        if kind != "cosmetic":
            total += row
            print(f"| {kind} | {row['planted']} | {row['found'] / row['planted']:.1%} "
                  f"| {row['spans'] / max(1, row['found']):.1%} | {row['beside']} |")  # fmt: skip
    typed, spans = total["found"] / total["planted"], total["spans"] / max(1, total["found"])
    print(f"| all | {total['planted']} | {typed:.1%} | {spans:.1%} | {total['beside']} |")
    looks = table["cosmetic"]
    print(f"\n{looks['planted']} cosmetic edits, {looks['factual']} reported as factual.")
    longest = max(documents, key=lambda d: len(d[1].article.text))[1]
    spent, edited, words = timing(longest)
    print(f"{words:,} words, {edited} sentences edited: {spent:.0f} ms to align and type.")
    if arguments.verbose:
        for name, edit, found in wrong:
            print("\n", name, edit.kind, edit.how, "\n  ", edit.old, "\n  ", edit.new)
            for change in found:
                places = [place and place.text for place in (change.old, change.new)]
                print("     ", change.type, change.message, "|", *places)
    bounds = (
        total["planted"] >= LEAST_EDITS and typed >= LEAST_TYPED and spans == 1.0
        and looks["planted"] >= LEAST_COSMETIC and not looks["factual"]
        and spent <= MOST_MILLISECONDS
    )  # fmt: skip
    return 0 if bounds else 1


if __name__ == "__main__":
    sys.exit(main())
