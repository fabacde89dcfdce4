"""How often the facts of `fixtures/eval` are found where they stand, and nowhere else.

``python -m benchmarks.stated`` holds the facts of each writing case to texts that are known: its
own article, which states what must be said and states no trap, though it has the trap's words; and
the article of another case, which states neither. It leaves with 1 when a bound is missed.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from briefer.evaluating import Output, writing_cases
from briefer.model import Claim
from briefer.text import split

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "eval" / "writing.jsonl"
_LONG = 100
"""Sentences from which an article is no text that a summary could be as long as."""

Counts = Counter[tuple[str, str]]
ROWS = (
    ("facts that stand in the text: stated", "own must_say", "stated", ">=", 0.75),
    ("facts that stand in the text: taken for absent", "own must_say", "absent", "<=", 0.02),
    ("traps whose words the text has: taken for stated", "own must_not", "stated", "<=", 0.05),
    ("facts of another article: taken for stated", "other", "stated", "<=", 0.01),
    ("facts of another article: absent", "other", "absent", ">=", 0.85),
)  # fmt: skip


def decided(cases: Path = CASES) -> Counts:
    """Count what was decided of each sort of fact."""
    counts: Counts = Counter()
    found = [(case, split(case.item.load())) for case in writing_cases([str(cases)])]
    outputs = [Output([Claim(s.text) for s in doc.sentences]) for _, doc in found]
    usable = [n for n, (_, doc) in enumerate(found) if len(doc.sentences) < _LONG]
    for place, number in enumerate(usable):
        case = found[number][0]
        # A few cases on, so that it is of another story.
        other = outputs[usable[(place + 7) % len(usable)]]
        for sort in ("must_say", "must_not"):
            for fact in getattr(case, sort):
                counts[f"own {sort}", outputs[number].states(fact).decision] += 1
                counts["other", other.states(fact).decision] += 1
    return counts


def shares(counts: Counts) -> Iterator[tuple[str, float, str, float, int]]:
    """Yield each row: title, share, sign, bound, and how many facts it is of."""
    for title, sort, decision, sign, bound in ROWS:
        total = sum(count for (which, _), count in counts.items() if which == sort)
        yield title, counts[sort, decision] / total, sign, bound, total


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("cases", nargs="?", type=Path, default=CASES)
    missed = False
    for title, share, sign, bound, total in shares(decided(parser.parse_args().cases)):
        good = share >= bound if sign == ">=" else share <= bound
        missed = missed or not good
        print(
            f"{title:58} {share:6.1%} of {total:3}  {sign} {bound:.0%}{'' if good else '  MISSED'}"
        )
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
