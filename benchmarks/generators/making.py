# ruff: noqa: E501 (patterns are long)
"""What every maker of claims has in common: what it makes, and how edits are put into a text."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from benchmarks.generators.passages import Passage, Story

SEED = 20261126
EACH = 2
"""At most so many claims of one maker a story, so that no long article outweighs the others."""


FUNCTION = frozenset(
    "the a an its his her their this that these those in on at all some most many both no he she it "
    "they we there after before when while if about more nearly almost by for with from two three "
    "four five six seven eight nine ten as".split()
)
"""Words that are small inside a sentence whatever follows them."""
TITLES = frozenset({"mr", "ms", "mrs", "dr", "sir", "lady", "lord"})


@dataclass(frozen=True)
class Made:
    """A claim made by code: which maker made it, from what, and the sentences it cites."""

    maker: str
    text: str
    original: str
    ids: tuple[str, ...]
    story: Story


Maker = Callable[[Passage], Iterator[str]]
"""Makes other texts of one sentence."""


def put(text: str, start: int, end: int, new: str) -> str:
    """Return the text with a part exchanged, spaces and the first capital as they should be."""
    out = text[:start] + new + text[end:]
    out = " ".join(out.split()).replace(" ,", ",").replace(" .", ".").replace(",.", ".")
    return out[:1].upper() + out[1:]


def lowered(clause: str, story: Story) -> str:
    """Return a clause as it stands inside a sentence: its first word small unless it is a name."""
    first, _, rest = clause.partition(" ")
    small = first.lower()
    common = small in story.small and small not in TITLES and not rest[:1].isupper()
    if first.istitle() and (small in FUNCTION or (common and first not in story.names_inside)):
        return small + clause[len(first) :]
    return clause


def edited(
    story: Story, makers: Mapping[str, Maker], *, each: int = EACH, seed: int = SEED
) -> Iterator[Made]:
    """Yield the claims that makers make of an English article, a few a maker, drawn by a seed."""
    if story.language != "en":
        return
    for name, maker in makers.items():
        found = [
            Made(name, text, passage.text, (passage.id,), story)
            for passage in story.whole
            for text in maker(passage)
            if text != passage.text
        ]
        yield from drawn(found, each, f"{seed}:{name}:{story.name}")


def drawn(found: Iterable[Made], each: int, seed: str) -> list[Made]:
    """Return at most so many of the claims, the same for the same seed."""
    every = list(found)
    random.Random(seed).shuffle(every)
    return every[:each]
