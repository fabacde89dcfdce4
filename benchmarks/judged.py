"""How the checks judge claims that were not written here, by status and by kind of finding.

``python -m benchmarks.judged [FOLDER] [--set NAME] [--half HALF]`` reads ``NAME.articles.jsonl``
(``id``, ``text``) and ``NAME.claims.jsonl`` (``article``, ``claim``, ``supported``, ``error``,
perhaps ``cited`` with the sentences a claim rests on) and prints, for each set, what became of its
true and its wrong claims. It leaves with 1 when a bound is missed, unless the row is ``--held`` to
one that it does reach. The sets are not part of this project; they are looked for in
``shared/data/checks`` beside the repository, and without them it says that it has not run.

``--half`` takes every other article: rules are written with the even ones in view, the odd ones
are run and not read. ``--show`` lists the claims that miss their row.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.checks import Source, Verdict, check
from briefer.model import Article
from briefer.text import split

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "checks"
SETS = ("strong", "ragtruth", "summedits", "bump")
STATUSES = ("confirmed", "open", "unsupported", "contradicted")
BOUNDS: dict[str, dict[str, float]] = {
    "strong": {"flagged": 0.04, "assured": 0.08, "caught": 0.50, "confirmed": 0.45, "hard": 0.85},
    "ragtruth": {"flagged": 0.04, "assured": 0.10, "caught": 0.30, "confirmed": 0.45, "hard": 0.40},
    "summedits": {"flagged": 0.08, "assured": 0.08, "caught": 0.50, "confirmed": 0.35, "hard": 0.9},
}
ROWS = {
    "flagged": "true claims flagged",
    "assured": "wrong claims confirmed",
    "caught": "wrong claims flagged",
    "confirmed": "true claims confirmed",
    "hard": "findings that contradict fall on wrong claims",
}
AT_MOST = frozenset({"flagged", "assured"})


@dataclass(frozen=True)
class Judged:
    """One claim of a set with our verdict."""

    claim: dict[str, Any]
    verdict: Verdict

    @property
    def supported(self) -> bool:
        """Whether people call it true."""
        return bool(self.claim["supported"])


def load(folder: Path, name: str, half: str | None = None) -> list[tuple[Source, list[dict]]]:
    """Return the articles of a set, each with its claims; every other one for a half."""
    articles = [json.loads(line) for line in _lines(folder / f"{name}.articles.jsonl")]
    claims: dict[str, list[dict]] = defaultdict(list)
    for line in _lines(folder / f"{name}.claims.jsonl"):
        claim = json.loads(line)
        claims[claim["article"]].append(claim)
    if half is not None:
        articles = articles[half == "odd" :: 2]
    return [(Source([split(Article(a["text"]))]), claims[a["id"]]) for a in articles]


def _lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").split("\n") if line.strip()]


def judge(source: Source, claim: dict, *, cite: bool = True) -> Judged:
    """Check one claim, with the sentences it names as evidence where it names any."""
    wanted = claim.get("cited") or () if cite else ()
    ids = [
        s.id
        for s in source.documents[0].sentences
        if any(s.text in each or each in s.text for each in wanted)
    ]
    return Judged(claim, check(claim["claim"], source, ids))


def rates(cases: list[Judged]) -> dict[str, float]:
    """Return the rows of the table, each a share of 1."""
    true = [c.verdict for c in cases if c.supported]
    wrong = [c.verdict for c in cases if not c.supported]
    hard = [c.supported for c in cases for f in c.verdict.findings if f.level != "doubt"]
    return {
        "flagged": _share(not v.supported for v in true),
        "assured": _share(v.status == "confirmed" for v in wrong),
        "caught": _share(not v.supported for v in wrong),
        "confirmed": _share(v.status == "confirmed" for v in true),
        "hard": _share(not good for good in hard),
    }


def _share(hits: Any) -> float:
    every = list(hits)
    return sum(every) / len(every) if every else 0.0


def paired(cases: list[Judged]) -> float:
    """Return how often the edited one of a pair fares worse than its reference."""
    rank = {status: number for number, status in enumerate(STATUSES)}
    pairs = list(zip(cases[::2], cases[1::2], strict=False))
    better = 0.0
    for one, other in pairs:
        good, bad = (one, other) if one.supported else (other, one)
        mine, theirs = rank[good.verdict.status], rank[bad.verdict.status]
        better += 1.0 if theirs > mine else 0.5 if theirs == mine else 0.0
    return better / len(pairs) if pairs else 0.0


def report(name: str, cases: list[Judged], held: dict[str, float]) -> tuple[list[str], list[str]]:
    """Print what became of a set; return the rows that miss their bound, and of them the fallen.

    A missed row has fallen when nothing is in ``held`` for it, or when it misses that bound too.
    """
    wrong = [c for c in cases if not c.supported]
    print(f"\n{name}: {len(cases)} claims, {len(wrong)} of them wrong")
    for truth, label in ((True, "true"), (False, "wrong")):
        status = Counter(c.verdict.status for c in cases if c.supported is truth)
        total = sum(status.values()) or 1
        print(f"  {label:6}", "  ".join(f"{s} {status[s] / total:6.1%}" for s in STATUSES))
    missed, fallen = [], []
    reached = rates(cases)
    for key, bound in BOUNDS.get(name, {}).items():
        value = reached[key]
        good = _within(key, value, bound)
        sign = "≤" if key in AT_MOST else "≥"
        print(f"  {ROWS[key]:46} {value:6.1%}  {sign} {bound:.0%}{'' if good else '  MISSED'}")
        if not good:
            row = f"{name}: {ROWS[key]}"
            missed.append(row)
            if row not in held or not _within(key, value, held[row]):
                fallen.append(row)
    if name == "bump":
        print(f"  edited one of a pair fares worse (a tie counts half) {paired(cases):.3f}")
    _by_kind(cases)
    _by_error(wrong)
    return missed, fallen


def _within(key: str, value: float, bound: float) -> bool:
    return value <= bound if key in AT_MOST else value >= bound


def _by_kind(cases: list[Judged]) -> None:
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
    for case in cases:
        for finding in case.verdict.findings:
            counts[finding.level, finding.kind][case.supported] += 1
    print("  findings by level and kind: on wrong claims / on true ones")
    for (level, kind), (bad, good) in sorted(counts.items()):
        print(f"    {level:12} {kind:12} {bad:4} / {good:4}  {bad / (bad + good):.0%}")


def _by_error(wrong: list[Judged]) -> None:
    kinds: dict[str, Counter] = defaultdict(Counter)
    for case in wrong:
        kinds[str(case.claim.get("error"))][case.verdict.status] += 1
    print("  wrong claims by error:", "  ".join(STATUSES))
    for kind, counts in sorted(kinds.items()):
        print(f"    {kind:28}", "  ".join(f"{counts[s]:4}" for s in STATUSES))


def show(name: str, cases: list[Judged]) -> None:
    """List flagged true claims and confirmed wrong ones."""
    for case in cases:
        verdict, claim = case.verdict, case.claim
        if case.supported and not verdict.supported:
            print(f"FLAGGED  {name} {claim['article']}: {claim['claim']}")
        elif not case.supported and verdict.status == "confirmed":
            print(f"ASSURED  {name} {claim['article']} {claim.get('error')}: {claim['claim']}")
        else:
            continue
        for finding in verdict.findings:
            print(f"    {finding.level} {finding.kind}: {finding.message}")
        for evidence in verdict.evidence:
            print(f"    [{evidence.sentence}] {evidence.text}")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--set", action="append", choices=SETS, dest="sets")
    parser.add_argument("--half", choices=("even", "odd"))
    parser.add_argument("--show", action="store_true")
    held = "hold a row that misses its bound to this one, e.g. 'strong: wrong claims confirmed=0.1'"
    parser.add_argument("--held", action="append", default=[], metavar="ROW=BOUND", help=held)
    options = parser.parse_args()
    if not options.folder.is_dir():
        if options.folder == DATA:
            print("NOT RUN: benchmarks/judged.py, its data is not beside this repository")
            return 0
        parser.error(f"{options.folder} is not there; give the folder with the judged claims")
    held = {row: float(bound) for row, _, bound in (each.rpartition("=") for each in options.held)}
    missed, fallen = [], []
    for name in options.sets or SETS:
        places = load(options.folder, name, options.half)
        cases = [judge(source, claim) for source, claims in places for claim in claims]
        missed_here, fallen_here = report(name, cases, held)
        missed, fallen = missed + missed_here, fallen + fallen_here
        if options.show:
            show(name, cases)
    if reached := sorted(held.keys() - set(missed)):
        print("\nno longer missed:", "; ".join(reached))
    if missed:
        print("\nmissed:", "; ".join(missed))
    if fallen:
        print("\nworse than they were:", "; ".join(fallen))
    return 1 if fallen else 0


if __name__ == "__main__":
    sys.exit(main())
