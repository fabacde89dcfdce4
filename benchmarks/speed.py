"""How long it takes to prepare an article, to index it and to check a claim.

``python -m benchmarks.speed [ARTICLE...]`` checks the claims that ``planted.py`` makes (mostly
sentences of the article, edited) and, in the last column, claims that tell its sentences otherwise,
as models do: the normal case. It leaves with 1 when a short article's preparation, its index or the
mean claim takes too long. To prepare an article is all that comes before its request: to read it,
cut it into sentences, render the prompt and count its tokens.

Over articles of about 400 words it then measures one paraphrased claim, and an article's five with
the indexing included. Of several timings of a paraphrased claim the least counts.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from pathlib import Path

from benchmarks.generators import Made, Story, fixture_stories, paraphrases
from benchmarks.planted import ARTICLES, claims, load
from briefer.checks import Source, check
from briefer.ingest import read_article
from briefer.llm import ModelInfo
from briefer.prompting import PromptLibrary
from briefer.tasks import Plan, first_requests
from briefer.text import split, tokens

SHORT = 450
"""Words up to which the bounds hold."""


MIDDLING = range(250, 451)
"""Words of the articles on which paraphrased claims are timed."""
FIVE = 5
TURNS = 9
"""Timings of a paraphrased claim, of which the least counts."""


def main() -> int:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", nargs="*", type=Path)
    parser.add_argument("--prepare", type=float, default=3.0, help="most milliseconds to prepare")
    parser.add_argument("--index", type=float, default=2.0, help="most milliseconds to index")
    parser.add_argument("--claim", type=float, default=1.0, help="most milliseconds a claim")
    parser.add_argument("--paraphrased", type=float, default=0.6, help="... a paraphrased claim")
    parser.add_argument("--five", type=float, default=3.0, help="... an article's five of them")
    options = parser.parse_args()
    good = True
    heads = ("prepare", "index", "first", "median", "mean", "freely")
    print(f"{'article':36} {'words':>6}", *(f"{head:>8}" for head in heads), " (ms)")
    prompts = PromptLibrary.at()
    for path in options.articles or sorted(ARTICLES.iterdir()):
        document = load(path)
        length = len(document.article.text.split())
        data = path.read_bytes()
        prepare = statistics.median(_timed(lambda d=data: _prepare(d, prompts)) for _ in range(20))
        index = statistics.median(
            _timed(lambda d=document: Source([d]).sentences) for _ in range(20)
        )
        source = Source([document])
        texts = [claim.text for claim in claims(path)][:300]
        first = _timed(lambda s=source, t=texts[0]: check(t, s))
        for text in texts:
            check(text, source)
        times = [_timed(lambda s=source, t=text: check(t, s)) for text in texts]
        mean = statistics.mean(times)
        median = statistics.median(times)
        story = Story(path.name, document)
        made = [each for each in paraphrases(story, each=1) if each.text != each.original]
        freely = statistics.mean(_each_timed(source, made)) if made else float("nan")
        figures = (prepare, index, first, median, mean, freely)
        print(f"{path.name:36} {length:6}", *(f"{figure:8.2f}" for figure in figures))
        if length <= SHORT:
            good = good and prepare <= options.prepare
            good = good and index <= options.index and mean <= options.claim
    one, five, number = paraphrased(fixture_stories())
    print(
        f"\none paraphrased claim, mean of {number}: {one:.2f} ms (at most {options.paraphrased})"
    )
    print(f"an article's five, indexing included: {five:.2f} ms (at most {options.five})")
    good = good and one <= options.paraphrased and five <= options.five
    return 0 if good else 1


def paraphrased(stories: list[Story]) -> tuple[float, float, int]:
    """Return mean milliseconds of one paraphrased claim and of an article's five, and how many.

    Articles have about 400 words. The source is indexed anew for each timing of the five, as it is
    for a claim that is the first of its article.
    """
    single, together = [], []
    for story in stories:
        if len(story.body.split()) not in MIDDLING:
            continue
        made = [each for each in paraphrases(story, each=1) if each.text != each.original][:FIVE]
        if len(made) < FIVE:
            continue
        together.append(min(_timed(lambda s=story, m=made: _check_all(s, m)) for _ in range(TURNS)))
        single += _each_timed(Source([story.document]), made)
    return statistics.mean(single), statistics.mean(together), len(single)


def _each_timed(source: Source, made: list[Made]) -> list[float]:
    """Return the milliseconds of each claim, when what it needs of its source has been read."""
    for each in made:
        check(each.text, source, each.ids)
    return [
        min(_timed(lambda e=each: check(e.text, source, e.ids)) for _ in range(TURNS))
        for each in made
    ]


def _check_all(story: Story, made: list[Made]) -> None:
    source = Source([story.document])
    for each in made:
        check(each.text, source, each.ids)


def _prepare(data: bytes, prompts: PromptLibrary) -> int:
    """Do all that comes before an article's request; return its tokens."""
    document = split(read_article(data, source="article"))
    model = ModelInfo("openai", "openai:gpt-4o-mini", 128_000)
    (request,) = first_requests(document, prompts, model, Plan())
    return sum(tokens.count(message.content, model.name) for message in request.messages)


def _timed(work) -> float:
    """Milliseconds of processor time, which other load on the machine disturbs least."""
    start = time.thread_time()
    work()
    return (time.thread_time() - start) * 1_000


if __name__ == "__main__":
    sys.exit(main())
