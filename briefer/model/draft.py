"""A text that is to be checked, as its author has it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

PassageKind = Literal["prose", "heading", "item", "cell"]


@dataclass(frozen=True, slots=True)
class Passage:
    """What a draft says in one place: a sentence, a heading, or a table's cell.

    ``text`` is what a reader sees, without marks. ``start`` and ``end`` are code points into the
    draft's text: the file itself, or what is read out of it where that is no text (HTML, a PDF).
    ``line`` counts the file's lines from 1; 0 where it has none.
    """

    text: str
    start: int
    end: int
    line: int = 0
    kind: PassageKind = "prose"


@dataclass(frozen=True, slots=True)
class Draft:
    """A text to be checked: what it says, in reading order, and what it says it rests on.

    ``sources`` are the files and addresses that its front matter names under ``sources``.
    """

    source: str
    passages: tuple[Passage, ...]
    sources: tuple[str, ...] = ()
