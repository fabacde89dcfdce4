"""Articles and the sentences they are cited by."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from briefer.model.hashing import tagged_hash
from briefer.model.moments import read_day, read_moment

SentenceKind = Literal["prose", "heading", "item"]


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of some text: code-point offsets, end exclusive, and the text there."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One citable sentence. ``article.text[start:end] == text``, always."""

    id: str
    start: int
    end: int
    text: str
    paragraph: int = 0
    kind: SentenceKind = "prose"


@dataclass(frozen=True)
class Article:
    """An article as it was read.

    ``text`` is the whole decoded text, untouched; ``body_start`` is the offset at which the
    article proper begins, behind front matter, a title line and the dateline. ``dateline`` is the
    place before the first sentence ("BRUSSELS"). ``url`` is the canonical address. ``date`` is
    what the source says of when it was published, ISO 8601 where that could be read. ``source``
    says where it was read from, ``guid`` what its feed calls it; neither they nor ``notes`` (what
    reading had to put up with) are part of the article's identity.
    """

    text: str
    title: str | None = None
    url: str | None = None
    date: str | None = None
    author: str | None = None
    outlet: str | None = None
    language: str | None = None
    dateline: str | None = None
    body_start: int = 0
    source: str = field(default="text", compare=False)
    notes: tuple[str, ...] = field(default=(), compare=False)
    guid: str | None = field(default=None, compare=False)

    @cached_property
    def day(self) -> dt.date | None:
        """The day it is dated, on the calendar of the place where it was written.

        None if it says no date, or none that can be read.
        """
        return read_day(self.date)

    @cached_property
    def moment(self) -> dt.datetime | None:
        """The moment it is dated, with a zone: UTC where none is written, midnight of a day alone.

        None if it says no date, or none that can be read.
        """
        return read_moment(self.date)

    @cached_property
    def hash(self) -> str:
        """Content identity: equal articles have equal hashes wherever they were read from."""
        return tagged_hash(
            "article",
            [
                self.text,
                self.title,
                self.url,
                self.date,
                self.author,
                self.outlet,
                self.language,
                self.dateline,
                self.body_start,
            ],
        )


@dataclass(frozen=True)
class Document:
    """An article with its numbered sentences."""

    article: Article
    sentences: tuple[Sentence, ...]

    @cached_property
    def by_id(self) -> dict[str, Sentence]:
        """Sentences by id (``"S7"``)."""
        return {sentence.id: sentence for sentence in self.sentences}
