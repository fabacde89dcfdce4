"""Claims made by code, false and true, and the status that checking gives them.

``python -m benchmarks.oracles [--show MAKER] [--articles FILE]`` makes claims of the fixture
articles, and of the first articles of the DeFacto set where that is at hand, and prints for each
maker how many came out confirmed, open and flagged. It leaves with 1 when a bound is missed:

- a sentence told of a stranger, or with no tie to the article: none confirmed
- an invented act of one whom the article names: at most 5 % confirmed
- a sentence with its relations turned: at most 8 % confirmed
- a sentence told otherwise, its meaning kept: at most 2 % flagged
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.generators import (
    EDITS,
    Made,
    Story,
    acts,
    borrowed,
    edited,
    fixture_stories,
    jsonl_stories,
    paraphrases,
    strangers,
    untied,
)
from briefer.checks import Source, Verdict, check

DEFACTO = Path(__file__).resolve().parents[2] / "shared" / "data" / "defacto" / "train.jsonl"
ARTICLES = 200
"""So many articles of the DeFacto set are edited: enough for each maker to find its material."""


@dataclass(frozen=True)
class Family:
    """Makers with one bound: at most this share of their claims may come out so."""

    name: str
    outcome: str
    bound: float


FAMILIES = {
    "strangers": Family("told of a stranger", "confirmed", 0.0),
    "untied": Family("no tie to the article", "confirmed", 0.0),
    "acts": Family("invented acts", "confirmed", 0.05),
    "borrowed": Family("told of another in the article", "confirmed", 0.08),
    "edits": Family("relations turned", "confirmed", 0.08),
    "paraphrases": Family("meaning kept", "flagged", 0.02),
}


@dataclass(frozen=True)
class Judged:
    """A claim that was made, and what checking it came to."""

    made: Made
    verdict: Verdict

    @property
    def outcome(self) -> str:
        """``confirmed``, ``open`` or ``flagged`` (unsupported or contradicted)."""
        status = self.verdict.status
        return status if status in {"confirmed", "open"} else "flagged"


def claims_of(story: Story, family: str) -> Iterator[Made]:
    """Yield the claims of one family that an article gives rise to."""
    if family == "strangers":
        yield from strangers(story)
    elif family == "untied":
        yield from untied(story)
    elif family == "acts":
        yield from acts(story)
    elif family == "borrowed":
        yield from borrowed(story)
    elif family == "edits":
        yield from edited(story, EDITS)
    else:
        yield from paraphrases(story)


def judge(stories: Iterable[Story], families: Iterable[str]) -> dict[str, list[Judged]]:
    """Check the claims of some families, made of some articles; one text counts once.

    Several articles may print the same copy, which would weigh what is made of it too much.
    """
    wanted = tuple(families)
    out: dict[str, list[Judged]] = {family: [] for family in wanted}
    seen: set[tuple[str, str]] = set()
    for story in stories:
        source = Source([story.document])
        for family in wanted:
            for made in claims_of(story, family):
                if made.original and (made.maker, made.text) in seen:
                    continue
                seen.add((made.maker, made.text))
                out[family].append(Judged(made, check(made.text, source, made.ids)))
    return out


def share(cases: list[Judged], outcome: str) -> float:
    """Return the share of the claims that came out so; 0 of none."""
    return sum(case.outcome == outcome for case in cases) / len(cases) if cases else 0.0


def report(corpus: str, judged: dict[str, list[Judged]]) -> list[str]:
    """Print the tables of one set of articles; return the bounds missed."""
    missed = []
    print(f"\n{corpus}\n{'':34} {'n':>5} {'confirmed':>10} {'open':>7} {'flagged':>8}")
    for key, cases in judged.items():
        family = FAMILIES[key]
        makers: dict[str, list[Judged]] = defaultdict(list)
        for case in cases:
            makers[case.made.maker].append(case)
        for maker, some in sorted(makers.items()):
            print(_row(f"  {maker}", some), "over" if _is_over(family, some) else "")
        good = not _is_over(family, cases)
        bound = f"{family.outcome} ≤ {family.bound:.0%}{'' if good else '  MISSED'}"
        print(_row(family.name, cases), bound)
        missed += [] if good else [f"{corpus}: {family.name}"]
    return missed


def _row(label: str, cases: list[Judged]) -> str:
    counts = Counter(case.outcome for case in cases)
    n = len(cases) or 1
    shares = [counts[each] / n for each in ("confirmed", "open", "flagged")]
    return f"{label:34} {len(cases):5} {shares[0]:10.1%} {shares[1]:7.1%} {shares[2]:8.1%} "


def _is_over(family: Family, cases: list[Judged]) -> bool:
    return share(cases, family.outcome) > family.bound


def show(judged: dict[str, list[Judged]], wanted: str) -> None:
    """List the claims of a maker (or of all) that came out as they should not."""
    for key, cases in judged.items():
        for case in cases:
            if wanted in {case.made.maker, key, "all"} and case.outcome == FAMILIES[key].outcome:
                print(f"\n{case.made.maker}: {case.made.story.name} {case.made.ids}")
                print(f"  {case.made.original}\n  {case.made.text}")
                for finding in case.verdict.findings:
                    print(f"    {finding.level} {finding.kind}: {finding.message}")


def main() -> int:
    """Print the tables."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--articles", type=Path, default=DEFACTO, help="JSON lines, in place of DeFacto"
    )
    parser.add_argument("--lines", type=int, default=ARTICLES, help="so many of them")
    parser.add_argument("--family", action="append", choices=FAMILIES, dest="families")
    parser.add_argument("--show", help="list what came out wrong of a maker, a family or 'all'")
    options = parser.parse_args()
    families = options.families or list(FAMILIES)
    corpora = {"fixture articles": fixture_stories()}
    if options.articles.is_file():
        corpora[options.articles.parent.name] = jsonl_stories(
            options.articles, slice(options.lines)
        )
    missed = []
    for corpus, stories in corpora.items():
        judged = judge(stories, families)
        missed += report(corpus, judged)
        if options.show:
            show(judged, options.show)
    if not options.articles.is_file():
        print(f"\nNOT RUN: {options.articles.name} is not at hand; give it with --articles")
    if missed:
        print("\nmissed:", "; ".join(missed))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
