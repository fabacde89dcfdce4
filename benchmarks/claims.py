"""How the checks judge claims that editors wrote by hand.

``python -m benchmarks.claims [FILE...]`` prints, for each file of ``fixtures/claims`` and for all
together, how many true claims pass and how many wrong ones are caught, with evidence looked for and
with the editors' sentences cited; it leaves with 1 when balanced accuracy over all is too low.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from functools import cache
from pathlib import Path

from benchmarks.planted import ARTICLES, ROOT, load
from briefer.checks import Source, Verdict, check

CLAIMS = ROOT / "fixtures" / "claims"


@cache
def source(name: str) -> Source:
    """Return a fixture article, indexed."""
    return Source([load(ARTICLES / name)])


def read(path: Path) -> list[dict]:
    """Return the claims of a file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line]


def judge(claim: dict, *, cite: bool = False) -> Verdict:
    """Check one claim, with its editor's evidence cited or none."""
    place = source(claim["article"])
    sentences = place.documents[0].sentences
    ids = [
        s.id for s in sentences
        if any(s.text in e or e.endswith(s.text) or e in s.text for e in claim["evidence"])
    ]  # fmt: skip
    return check(claim["claim"], place, ids if cite else ())


def tally(claims: list[dict], *, cite: bool = False) -> tuple[Counter, list[dict]]:
    """Count (is true, judged right); return the counts and the claims judged wrong.

    A true claim is judged right unless it is flagged, a wrong one unless it is confirmed.
    """
    counts: Counter = Counter()
    wrong = []
    for claim in claims:
        verdict = judge(claim, cite=cite)
        right = verdict.supported if claim["supported"] else verdict.status != "confirmed"
        counts[claim["supported"], right] += 1
        if not right:
            wrong.append(claim)
    return counts, wrong


def balanced(counts: Counter) -> float:
    """Return the mean of the shares judged right among the true and among the wrong."""
    return (
        sum(
            counts[truth, True] / (counts[truth, True] + counts[truth, False])
            for truth in (True, False)
        )
        / 2
    )


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--least", type=float, default=0.90, help="least balanced accuracy")
    parser.add_argument("--show", action="store_true", help="list what was judged wrong")
    options = parser.parse_args()
    files = options.files or sorted(CLAIMS.glob("*.jsonl"))
    good = True
    for cite in (False, True):
        total: Counter = Counter()
        for path in files:
            counts, wrong = tally(read(path), cite=cite)
            total += counts
            print(_row(path.stem, counts, cite=cite))
            for claim in wrong if options.show else ():
                print("   ", claim["id"], claim["kind"], claim["claim"])
                for finding in judge(claim, cite=cite).findings:
                    print("       ", finding.kind, finding.message)
        print(_row("all", total, cite=cite))
        good = good and balanced(total) >= options.least
    return 0 if good else 1


def _row(name: str, counts: Counter, *, cite: bool) -> str:
    true = counts[True, True] / (counts[True, True] + counts[True, False])
    wrong = counts[False, True] / (counts[False, True] + counts[False, False])
    how = "cited" if cite else "found"
    return (
        f"{name:12} {how:6} true {true:6.1%}  wrong {wrong:6.1%}  balanced {balanced(counts):.3f}"
    )


if __name__ == "__main__":
    sys.exit(main())
