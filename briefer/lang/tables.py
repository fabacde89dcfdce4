"""How the modules of languages write their tables down: text to sets, groups and mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefer.lang.language import Contrast, CueKind


def words(text: str) -> frozenset[str]:
    """Return the words of a text."""
    return frozenset(text.split())


def phrases(text: str) -> frozenset[str]:
    """Return the phrases that stand apart by ``|``."""
    return frozenset(_parts(text))


def groups(text: str) -> tuple[frozenset[str], ...]:
    """Return groups of words, which stand apart by ``|``."""
    return tuple(words(part) for part in _parts(text))


def by_first(text: str) -> dict[str, str]:
    """Return each word of each group, a group being apart by ``|``, to the first of its group.

    A word in two groups belongs to the earlier.
    """
    table: dict[str, str] = {}
    for part in _parts(text):
        group = part.split()
        for word in group:
            table.setdefault(word, group[0])
    return table


def contrasts(text: str) -> tuple[Contrast, ...]:
    """Return contrasts, one a line, with ``|`` between their sides."""
    found = []
    for line in text.strip().splitlines():
        one, _, other = line.partition("|")
        found.append((words(one), words(other)))
    return tuple(found)


def keyed(text: str) -> dict[str, str]:
    """Return words to the key that heads their line, as in ``president: präsident präsidentin``."""
    return {word: key for key, rest in _lines(text) for word in rest.split()}


def keyed_phrases(text: str) -> dict[str, str]:
    """Return phrases to the key that heads their line, as in ``GB: britain, united kingdom``."""
    table: dict[str, str] = {}
    for key, rest in _lines(text):
        for phrase in rest.split(","):
            if phrase.strip():
                table.setdefault(phrase.strip(), key)
    return table


def numbered(text: str) -> dict[str, int]:
    """Return words to their place in a text, counted from 1; forms of one place join by ``/``."""
    return {word: at for at, place in enumerate(text.split(), 1) for word in place.split("/")}


def cues(
    *, negation: tuple[str, str], hedge: tuple[str, str, str], attribution: tuple[str, str]
) -> dict[str, tuple[tuple[CueKind, int], ...]]:
    """Return phrases to what they are cues of; each argument holds one text a level, from 1."""
    kinds: tuple[tuple[CueKind, tuple[str, ...]], ...] = (
        ("negation", negation),
        ("hedge", hedge),
        ("attribution", attribution),
    )
    table: dict[str, tuple[tuple[CueKind, int], ...]] = {}
    for kind, levels in kinds:
        for level, text in enumerate(levels, 1):
            for phrase in sorted(phrases(text)):
                table[phrase] = (*table.get(phrase, ()), (kind, level))
    return table


def _parts(text: str) -> list[str]:
    return [part for each in text.split("|") if (part := " ".join(each.split()))]


def _lines(text: str) -> list[tuple[str, str]]:
    found = []
    for line in text.strip().splitlines():
        key, _, rest = line.partition(":")
        found.append((key.strip(), rest))
    return found
