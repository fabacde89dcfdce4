"""The chapter of a language on how a sentence leans on the one before it."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, eq=False)
class Leaning:
    """What tells how well a sentence reads out of its place; tuples hold regular expressions."""

    leaning_pronouns: frozenset[str] = frozenset()
    """First words that stand for what was named before: *she*."""
    leaning_demonstratives: frozenset[str] = frozenset()
    """First words that point back: *this*."""
    leaning_connectives: frozenset[str] = frozenset()
    """First words that go on from what was said before: *but*."""
    leaning_openers: tuple[str, ...] = ()
    """Phrases at a sentence's start that do any of this: *as a result*."""
    free_openers: tuple[str, ...] = ()
    """Phrases at a sentence's start that only look so: *this week*."""
    inner_pointers: tuple[str, ...] = ()
    """What points back inside a sentence: "in *that case*"."""
    quoting_verbs: frozenset[str] = frozenset()
    """Verbs by which somebody in the sentence says the quotation in it."""
    first_persons: frozenset[str] = frozenset()
    """Pronouns of who speaks and who is spoken to, with their capitals."""
    page_lines: tuple[str, ...] = ()
    """Beginnings of sentences in which a page speaks of itself."""
