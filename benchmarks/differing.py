"""How many planted differences between articles of one story are told, and what is told wrongly.

    python -m benchmarks.differing [--half dev|held] [--show]

The stories are those of ``generators/differing.txt``: each is told by two or three outlets, and
what they tell otherwise is marked. A difference counts as told when its sides are the marked words
of two articles; anything else that is told is false. Articles of different stories are held against
each other too, two by two: whatever is told of them is false. Rules were written with the half
``dev`` in view, and not with the half ``held``. Exits with 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from briefer.checks import Source
from briefer.compare.differences import differences
from briefer.model import Article, Difference, Document
from briefer.text import split

FILE = Path(__file__).parent / "generators" / "differing.txt"
LEAST_TOLD = 0.6
_MARK = re.compile(r"\{([\w-]+):([^}]*)\}")
Spans = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Told:
    """A made-up story: its articles, and by article where each planted difference stands."""

    name: str
    half: str
    documents: tuple[Document, ...]
    marks: tuple[Spans, ...]

    @property
    def planted(self) -> frozenset[str]:
        """The names of what two articles tell otherwise."""
        pairs = combinations(self.marks, 2)
        return frozenset(name for one, other in pairs for name in one.keys() & other.keys())

    def name_of(self, difference: Difference) -> str | None:
        """Return the planted difference that one is; None when it is none of them."""
        found = []
        for side in difference.sides:
            at = side.evidence.start + side.evidence.text.index(side.says)
            marks = self.marks[side.articles[0] - 1]
            end = at + len(side.says)
            found.append({name for name, (a, b) in marks.items() if a < end and at < b})
        common = set.intersection(*found) if len(found) > 1 else set()
        return min(common, default=None)


def stories() -> list[Told]:
    """Return the made-up stories."""
    out = []
    for part in re.split(r"^# ", FILE.read_text("utf-8"), flags=re.MULTILINE)[1:]:
        head, *told = re.split(r"^## ", part, flags=re.MULTILINE)
        name, half, date = head.split()
        read = [_article(*each.split("\n", 1), date) for each in told]
        documents, marks = zip(*read, strict=True)
        out.append(Told(name, half, documents, marks))
    return out


def _article(outlet: str, text: str, date: str) -> tuple[Document, Spans]:
    plain, marks, at = "", {}, 0
    text = "\n\n".join(text.strip().splitlines())
    for match in _MARK.finditer(text):
        plain += text[at : match.start()]
        marks[match[1]] = (len(plain), len(plain) + len(match[2]))
        plain += match[2]
        at = match.end()
    plain += text[at:]
    article = Article(plain, date=date, outlet=outlet.strip(), language="en", source=outlet)
    return split(article), marks


def measured(told: Told) -> tuple[frozenset[str], list[Difference]]:
    """Return the planted differences of a story that are told, and those told wrongly."""
    found = [(told.name_of(each), each) for each in differences(Source(told.documents))]
    names = frozenset(name for name, _ in found if name is not None)
    return names & told.planted, [each for name, each in found if name is None]


def strangers(every: list[Told]) -> list[Difference]:
    """Return what is told of two articles about different events."""
    return [
        found
        for one, other in combinations(every, 2)
        for mine in one.documents
        for theirs in other.documents
        for found in differences(Source([mine, theirs]))
    ]


def main() -> int:
    """Print what is told of each story."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=["dev", "held"])
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    every = [each for each in stories() if options.half in {None, each.half}]
    planted = right = wrong = 0
    for each in every:
        names, false = measured(each)
        planted, right, wrong = planted + len(each.planted), right + len(names), wrong + len(false)
        print(f"{each.name:16}{len(names):3} of {len(each.planted)}, {len(false)} false")
        if options.show:
            print("   missed:", *sorted(each.planted - names))
            for one in false:
                print("   false:", one.told)
    apart = strangers(every)
    for one in apart if options.show else ():
        print("   of two stories:", one.told)
    print(f"{right} of {planted} told, {wrong} false, {len(apart)} of different stories")
    return int(right < LEAST_TOLD * planted or wrong > 0 or bool(apart))


if __name__ == "__main__":
    sys.exit(main())
