"""How long it takes to index an article and to check a claim.

``python benchmarks/speed.py [ARTICLE...]`` checks the claims that ``planted.py`` makes; it leaves
with 1 when a short article's index or the mean claim takes too long.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

from planted import ARTICLES, claims, load

from briefer.checks import Source, check

SHORT = 450
"""Words up to which the bounds hold."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--index", type=float, default=2.0, help="most milliseconds to index")
    parser.add_argument("--claim", type=float, default=1.0, help="most milliseconds a claim")
    options = parser.parse_args()
    good = True
    print(f"{'article':36} {'words':>6} {'index':>8} {'first':>8} {'median':>8} {'mean':>8}  (ms)")
    for path in options.articles or sorted(ARTICLES.iterdir()):
        document = load(path)
        length = len(document.article.text.split())
        index = statistics.median(_timed(lambda d=document: Source([d])) for _ in range(20))
        source = Source([document])
        texts = [claim.text for claim in claims(path)][:300]
        first = _timed(lambda s=source, t=texts[0]: check(t, s))
        for text in texts:
            check(text, source)
        times = [_timed(lambda s=source, t=text: check(t, s)) for text in texts]
        mean = statistics.mean(times)
        median = statistics.median(times)
        print(f"{path.name:36} {length:6} {index:8.2f} {first:8.2f} {median:8.2f} {mean:8.2f}")
        if length <= SHORT:
            good = good and index <= options.index and mean <= options.claim
    return 0 if good else 1


def _timed(work) -> float:
    start = time.perf_counter()
    work()
    return (time.perf_counter() - start) * 1_000


if __name__ == "__main__":
    sys.exit(main())
