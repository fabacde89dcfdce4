"""Real errors of a real model, judged by people: the DeFacto set.

``python -m benchmarks.defacto [FOLDER]`` tunes one threshold of ``score`` on ``train.jsonl`` and
prints what it reaches on ``val.jsonl``, how often the evidence people relied on is found, and how
right the typed findings are that stand against a claim. It leaves with 1 when a bound is missed.
The set is not part of this project; by default it is looked for in ``shared/data/defacto`` beside
the repository.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from briefer.checks import Source, Verdict, check
from briefer.model import Article
from briefer.text import split

DATA = Path(__file__).resolve().parent.parent.parent / "shared" / "data" / "defacto"
UNTYPED = frozenset({"unsupported", "evidence"})


@dataclass(frozen=True)
class Judged:
    """One summary with people's verdict and ours; ``hits``: which evidence is theirs, in order."""

    supported: bool
    verdict: Verdict
    hits: tuple[bool, ...]


def judge(record: dict) -> Judged:
    """Check one summary against its article."""
    text = record["article"]
    verdict = check(record["claim"], Source([split(Article(text))]))
    gold = record["evidence"].strip()
    start = text.find(gold)
    hits = tuple(
        bool(gold)
        and (
            (start >= 0 and e.start < start + len(gold) and start < e.end)
            or (start < 0 and (e.text in gold or gold in e.text))
        )
        for e in verdict.evidence
    )
    return Judged(record["supported"], verdict, hits)


def balanced(cases: list[Judged], threshold: float) -> float:
    """Return balanced accuracy of "score at least the threshold"."""
    true = [c for c in cases if c.supported]
    wrong = [c for c in cases if not c.supported]
    passed = sum(c.verdict.score >= threshold for c in true) / len(true)
    stopped = sum(c.verdict.score < threshold for c in wrong) / len(wrong)
    return (passed + stopped) / 2


def tuned(cases: list[Judged]) -> float:
    """Return the threshold, in hundredths, round which accuracy is best on some cases.

    Single values are noisy, so each is judged with its four neighbours on either side.
    """
    curve = [balanced(cases, n / 100) for n in range(101)]
    around = [curve[max(0, n - 4) : n + 5] for n in range(101)]
    return max(range(101), key=lambda n: (sum(around[n]) / len(around[n]), -n)) / 100


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    parser.add_argument("--accuracy", type=float, default=0.72)
    parser.add_argument("--first", type=float, default=0.40)
    parser.add_argument("--three", type=float, default=0.70)
    parser.add_argument("--precision", type=float, default=0.85)
    options = parser.parse_args()
    sets = {}
    for name in ("train", "val"):
        path = options.folder / f"{name}.jsonl"
        if not path.is_file():
            parser.error(f"{path} is not there; give the folder with train.jsonl and val.jsonl")
        sets[name] = [judge(json.loads(line)) for line in path.read_text("utf-8").splitlines()]
    threshold = tuned(sets["train"])
    print(f"threshold of score, tuned on train: {threshold:.2f}")
    reached = {}
    for name, cases in sets.items():
        kinds: Counter = Counter()
        for case in cases:
            kinds.update(
                (f.kind, case.supported) for f in case.verdict.findings if f.level != "doubt"
            )
        typed = {key: n for key, n in kinds.items() if key[0] not in UNTYPED}
        reached = {
            "accuracy": balanced(cases, threshold),
            "first": sum(any(c.hits[:1]) for c in cases) / len(cases),
            "three": sum(any(c.hits[:3]) for c in cases) / len(cases),
            "precision": sum(n for (_, ok), n in typed.items() if not ok) / sum(typed.values()),
        }
        print(f"\n{name}: {len(cases)} summaries, {sum(typed.values())} typed findings")
        for key, value in reached.items():
            bound = f"  (bound {getattr(options, key):.2f})" if name == "val" else ""
            print(f"  {key:10} {value:.3f}{bound}")
        for kind in sorted({k for k, _ in kinds}):
            wrong, right = kinds[kind, False], kinds[kind, True]
            print(f"    {kind:12} {wrong + right:4} findings, {wrong / (wrong + right):.0%} right")
    missed = [key for key, value in reached.items() if value < getattr(options, key)]
    if missed:
        print(f"\nmissed: {', '.join(missed)}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
