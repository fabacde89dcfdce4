"""How often a fact that earlier articles told is called new, where others retell it freely.

    python -m benchmarks.retold [FOLDER]

The articles are those of the judged set ``ragtruth``, each as an earlier brief had it. A claim is a
true sentence of one model about it; under it lies, as its evidence, another model's sentence that
rests on the same sentence of the article. So neither repeats the article's words, and nothing is
new. Held against another article, all of it is. Every pair of the first four models is taken.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from pathlib import Path

from benchmarks.judged import DATA, load
from briefer.checks import Source, check
from briefer.compare.stories.news import new_facts
from briefer.model import Claim, Evidence

_MODELS = 4


def retellings(source: Source, claims: Sequence[dict]) -> Iterator[Claim]:
    """Yield the claims of each model over the sentences of another about the same."""
    told: dict[str, list[tuple[str, Evidence]]] = defaultdict(list)
    for claim in claims:
        if claim["supported"] and (found := check(claim["claim"], source).evidence):
            told[claim["model"]].append((claim["claim"], found[0]))
    for one, other in permutations(sorted(told)[:_MODELS], 2):
        first: dict[str, str] = {}
        for text, evidence in told[one]:
            first.setdefault(evidence.sentence, text)
        for text, evidence in told[other]:
            under = first.get(evidence.sentence, text)
            if under != text:
                yield Claim(text, (replace(evidence, text=under),))


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", nargs="?", type=Path, default=DATA)
    sets = load(parser.parse_args().folder, "ragtruth")
    earlier = [source.documents for source, _ in sets]
    for half in (0, 1):
        known = new = total = 0
        for number, (source, claims) in enumerate(sets):
            if number % 2 != half:
                continue
            made = list(retellings(source, claims))
            total += len(made)
            known += len(new_facts(made, source.documents))
            new += len(new_facts(made, earlier[(number + 7) % len(earlier)]))
        name = "odd" if half else "even"
        print(f"{name}: {total} retellings of what is known: called new {known / total:6.1%}")
        print(f"{name}: the same, of another article: called new {new / total:6.1%}")


if __name__ == "__main__":
    main()
