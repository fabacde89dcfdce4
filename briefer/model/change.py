"""What changed between two versions of an article."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from briefer.model.brief import ArticleRef
from briefer.model.claim import Claim
from briefer.model.provenance import Provenance

ChangeType = Literal[
    "number",
    "money",
    "date",
    "name",
    "role",
    "place",
    "quotation",
    "attribution",
    "negation",
    "certainty",
    "status",
    "added",
    "dropped",
    "moved",
    "reworded",
]
"""``status``: what was to come has happened ("will meet", "met"). ``moved`` and ``reworded`` are
not factual."""

NOT_FACTUAL: frozenset[ChangeType] = frozenset({"moved", "reworded"})


@dataclass(frozen=True, slots=True)
class Place:
    """Where a change stands in one version.

    ``sentence`` is the sentence's id there (``"S4"``); the offsets are code points into that
    version's text, ``version.text[start:end] == text``: of the words that changed, or of the
    whole sentence where all of it did.
    """

    sentence: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that two versions of an article do not say alike.

    ``old`` is None for what was added, ``new`` for what was dropped. ``message`` is one line for
    a reader; for a number it says from what to what, and by how much.
    """

    type: ChangeType
    message: str
    old: Place | None
    new: Place | None

    @property
    def factual(self) -> bool:
        """Whether a fact changed, not only its wording or its place."""
        return self.type not in NOT_FACTUAL


@dataclass(frozen=True, slots=True)
class WhatChanged:
    """What changed from one version of an article to another, in words too.

    ``changes`` are typed by rules, the weightiest first; no model has a say in them. ``summary``
    words the weightiest in checked claims, under "What changed": article 1 of their evidence is
    the old version, article 2 the new. ``dropped`` are the claims that the policy removed.
    ``is_related`` is False, and ``reason`` says why, where the two are no versions of one article;
    ``stub`` names the side that is only an article's beginning. ``notes`` say what asking for
    words had to put up with, ``provenance`` how they were made, None where nothing was asked.
    """

    old: ArticleRef
    new: ArticleRef
    changes: tuple[Change, ...] = ()
    summary: tuple[Claim, ...] = ()
    dropped: tuple[Claim, ...] = ()
    is_related: bool = True
    reason: str = ""
    stub: str = ""
    notes: tuple[str, ...] = ()
    provenance: Provenance | None = None

    @property
    def factual(self) -> tuple[Change, ...]:
        """The changes of fact, those of wording and place left out."""
        return tuple(change for change in self.changes if change.factual)
