"""How well and how fast articles are put into stories.

    python -m benchmarks.stories [--articles 5000]

Groups generated articles of two sorts: with the small vocabulary of `throughput.py`, where nearly
every word is in nearly every article and nothing belongs together, and with invented events, each
told by several outlets in other words, some of them copies. Prints seconds, and how good the groups
are where the events are known (BCubed F1, after A. Bagga and B. Baldwin, 1998). Exits with 1 when
5,000 articles take more than 10 s.
"""

import argparse
import random
import sys
import time
from collections.abc import Hashable, Mapping, Sequence

from benchmarks.throughput import article as plain_article
from briefer.compare.stories.grouping import Group, group
from briefer.model import Article

BOUND = 10.0
_SYLLABLES = (
    "ba be bi bo bra bre da de do dra fa fe fi fo ga go gra ha he ho ka ke ko kra la le li lo ma "
    "me mi mo na ne no pa pe po pra ra re ri ro sa se si so sta ta te ti to tra va ve vi vo"
).split()


def bcubed(gold: Mapping[Hashable, Hashable], found: Mapping[Hashable, Hashable]) -> float:
    """BCubed F1 of a partition against the gold one; both map items to labels.

    For each item, precision is the share of its found group that shares its gold label, recall
    the share of its gold group that is found with it; both are averaged over the items.
    """
    if gold.keys() != found.keys():
        raise ValueError("both partitions must have the same items")
    precision = recall = 0.0
    for item in gold:
        mine = {other for other in gold if found[other] == found[item]}
        real = {other for other in gold if gold[other] == gold[item]}
        precision += len(mine & real) / len(mine)
        recall += len(mine & real) / len(real)
    if not gold:
        return 1.0
    precision, recall = precision / len(gold), recall / len(gold)
    return 2 * precision * recall / (precision + recall)


def labels(groups: Sequence[Group]) -> dict[int, int]:
    """The number of the group that each article is in."""
    return {index: number for number, each in enumerate(groups) for index in each.members}


def _word(draw: random.Random, syllables: int) -> str:
    return "".join(draw.choices(_SYLLABLES, k=syllables))


def events(number: int, seed: int = 1) -> tuple[list[Article], dict[int, int]]:
    """So many articles about invented events, and the event of each.

    Words follow Zipf's law over a vocabulary of 12,000; each event has its own names, figures and
    subject words, of which each telling uses some. A tenth of the articles are copies.
    """
    draw = random.Random(seed)
    vocabulary = sorted({_word(draw, draw.randint(1, 4)) for _ in range(14_000)})[:12_000]
    draw.shuffle(vocabulary)
    weights = [1 / (rank + 3) for rank in range(len(vocabulary))]
    cities = [_word(draw, 3).capitalize() for _ in range(400)]
    articles: list[Article] = []
    gold: dict[int, int] = {}
    event = 0
    while len(articles) < number:
        names = [_word(draw, 3).capitalize() for _ in range(6)] + draw.sample(cities, 2)
        figures = [str(draw.randint(13, 9_000)) for _ in range(5)]
        subject = draw.choices(vocabulary[300:], k=25)
        day = draw.randint(1, 28)
        told: list[str] = []
        for _ in range(min(draw.choice((1, 1, 2, 3, 4, 6, 10)), number - len(articles))):
            if told and draw.random() < 0.12:
                text = draw.choice(told) + "\n\nAll rights are with the agency."
            else:
                text = _telling(draw, names, figures, subject, (vocabulary, weights))
                told.append(text)
            outlet = f"Outlet {draw.randint(1, 40)}"
            gold[len(articles)] = event
            articles.append(Article(text, outlet=outlet, date=f"2026-03-{day:02}", language="en"))
        event += 1
    return articles, gold


def _telling(draw, names, figures, subject, words) -> str:
    vocabulary, weights = words
    mine = draw.sample(names, draw.randint(4, len(names)))
    numbers = draw.sample(figures, draw.randint(2, len(figures)))
    topics = draw.sample(subject, draw.randint(10, len(subject)))
    sentences = []
    for _ in range(draw.randint(5, 35)):
        sentence = draw.choices(vocabulary, weights, k=draw.randint(8, 16))
        for source, often in ((mine, 2), (topics, 3), (numbers, 1)):
            for word in draw.choices(source, k=draw.randint(0, often)):
                sentence.insert(draw.randint(1, len(sentence)), word)
        sentences.append(sentence[0].capitalize() + " " + " ".join(sentence[1:]) + ".")
    return " ".join(sentences)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=5_000)
    number = parser.parse_args().articles
    slow = False
    print("| articles | seconds | groups | BCubed F1 |")
    print("|---|---|---|---|")
    plain = [Article(plain_article(n)) for n in range(number)]
    told, gold = events(number)
    for what, articles, truth in (
        ("few words", plain, {n: n for n in range(number)}),
        ("invented events", told, gold),
    ):
        began = time.process_time()
        groups = group(articles)
        took = time.process_time() - began
        slow |= took > BOUND * max(1.0, number / 5_000)
        quality = bcubed_of(truth, groups)
        print(f"| {number:,}, {what} | {took:.1f} | {len(groups):,} | {quality:.3f} |")
    return int(slow)


def bcubed_of(gold: Mapping[int, int], groups: Sequence[Group]) -> float:
    """As `bcubed`, in time that grows with the sizes of the groups only."""
    found = labels(groups)
    by_gold: dict[int, set[int]] = {}
    for item, label in gold.items():
        by_gold.setdefault(label, set()).add(item)
    by_found = {number: set(each.members) for number, each in enumerate(groups)}
    precision = recall = 0.0
    for item in gold:
        both = len(by_found[found[item]] & by_gold[gold[item]])
        precision += both / len(by_found[found[item]])
        recall += both / len(by_gold[gold[item]])
    precision, recall = precision / len(gold), recall / len(gold)
    return 2 * precision * recall / (precision + recall)


if __name__ == "__main__":
    sys.exit(main())
