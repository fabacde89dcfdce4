# ruff: noqa: SIM102 (patterns are long; a nested if is one more thing to be sure of)
"""Sentences told of somebody else: the name that opens them swapped for one nobody has heard of.

Such a claim is wrong for sure: the new name has no word in common with the article, its heading
or its outlet, so that the article says nothing of whoever bears it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from benchmarks.generators.making import SEED, Made
from benchmarks.generators.passages import (
    BODY,
    CAPITAL,
    FULL_NAME,
    NOT_NAMES,
    SAYING,
    Passage,
    Story,
)

PERSONS = (
    "Maren Ostrander", "Tadeusz Wrobel", "Lucien Barthez", "Imelda Quiroz", "Kwabena Adomako",
    "Yuki Morikawa", "Anselm Drexler", "Siobhan Creavy", "Ruben Castellar", "Nadia Benhaddou",
    "Olof Sternvall", "Priya Raghunath", "Dimitar Velkov", "Ottavia Brunelli", "Femi Olaleye",
    "Greta Aschenbach", "Callum Macrae", "Zsofia Halmos", "Joaquim Teles", "Minh Dao",
)  # fmt: skip
PLACES = (
    "Varnholm", "Castrelo", "Dunmorrow", "Lipowice", "Oberzell", "Marchenoir", "Tavistrup",
    "Kilbracken", "Serravento", "Holmgard", "Bouzigny", "Rezekna",
)  # fmt: skip
BODIES = (
    "Quarrington Partners", "Delmare Shipping", "Aurelia Foods", "Brightwater Foundation",
    "Consorzio Altavia", "Nordhaven Logistik", "Groupe Verdannes", "Pellworth Council",
)  # fmt: skip
OPENING = re.compile(rf"(?:(?:Mr|Ms|Mrs|Dr|Sir|Lady)\.? )?((?:{CAPITAL})(?: {CAPITAL}){{0,3}})")
EACH = 2
"""So many strangers an opening name."""


def strangers(story: Story, *, seed: int = SEED) -> Iterator[Made]:
    """Yield every sentence of a story that a name opens, told of an unknown one instead.

    Sentences that a pronoun or "the" and a noun open before a verb of saying are told of a
    stranger too: nobody but the named said it.
    """
    rng = random.Random(f"{seed}:strangers:{story.name}")
    for passage in story.whole:
        for start, end, kind in _openings(passage):
            for new in _unknown(kind, passage, end, rng):
                text = passage.text[:start] + new + passage.text[end:]
                yield Made(f"opening {kind}", text, passage.text, (passage.id,), story)


def borrowed(story: Story, *, seed: int = SEED) -> Iterator[Made]:
    """Yield sentences that a name opens, told of another whom a sentence of the story opens with.

    Both sentences are cited, so that all of the claim's words stand in its evidence. It is wrong
    as far as the article goes: nobody says that the other did it too. Sentences that have the other
    in them already are left out, and so are those of places.
    """
    rng = random.Random(f"{seed}:borrowed:{story.name}")
    opened = [
        (passage, start, end)
        for passage in story.whole
        for start, end, kind in _openings(passage)
        if kind in {"person", "body"}
    ]
    for passage, start, end in opened:
        mine = set(passage.text[start:end].split())
        others = [
            (other, other.text[first:last])
            for other, first, last in opened
            if not mine & set(other.text[first:last].split())
            and not any(word in passage.text for word in other.text[first:last].split())
            and not any(word in other.text for word in mine)
        ]
        if others:
            other, name = rng.choice(others)
            text = passage.text[:start] + name + passage.text[end:]
            yield Made("borrowed subject", text, passage.text, (passage.id, other.id), story)


def _openings(passage: Passage) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and kind of what opens a sentence, if that is a name or a speaker."""
    text, story = passage.text, passage.story
    said = re.match(rf"(?:He|She|They|It|The [a-z]+(?: [a-z]+)?) (?={SAYING}\b)", text)
    if said and story.language == "en":
        yield 0, said.end() - 1, "speaker"
        return
    match = OPENING.match(text)
    if match is None or NOT_NAMES & set(match[1].split()):
        return
    name = re.sub(r"[’']s$", "", match[1])
    end = match.start(1) + len(name)
    if text[end : end + 1] not in {" ", ",", "’", "'"} or text[end : end + 2] == ", ":
        # "Name, ..." may be a list of several; only an apposition or an age is no list
        if not re.match(r", (?:\d\d,|who\b|whose\b|an? |the )", text[end:]):
            return
    words = name.split()
    known = story.names_inside
    if story.language == "de" and len(words) == 1:
        return  # every noun has a capital there
    if name in story.places:
        yield match.start(1), end, "place"
    elif re.search(rf"\b{BODY}$", name) and words[0] in known:
        yield match.start(1), end, "body"
    elif name in story.persons or (len(words) == 1 and _is_surname(name, story)):
        yield match.start(1), end, "person"
    elif all(word in known for word in words):
        yield match.start(1), end, "name"


def _is_surname(word: str, story: Story) -> bool:
    return any(person.split()[-1] == word for person in story.persons)


def _unknown(kind: str, passage: Passage, end: int, rng: random.Random) -> list[str]:
    """Return names of the kind that share no word with the article: whole ones and surnames."""
    table = {"place": PLACES, "body": BODIES}.get(kind, PERSONS)
    fitting = [
        name for name in table if not passage.story.words & {word.lower() for word in name.split()}
    ]
    chosen = rng.sample(fitting, EACH)
    if table is PERSONS and not re.match(FULL_NAME, passage.text[:end]):
        chosen[0] = chosen[0].split()[-1]
    return chosen
