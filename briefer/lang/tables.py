"""How the modules of languages write their tables down: text to sets, groups and mappings."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from briefer.model import TopicKind

if TYPE_CHECKING:
    from briefer.lang.edits import Scale
    from briefer.lang.figures import Bound, PeriodPart
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


def scales(text: str) -> tuple[Scale, ...]:
    """Return scales, one a line, with ``|`` between their groups of words."""
    return tuple(groups(line) for line in text.strip().splitlines())


def contrasts(text: str, mark: str = "|") -> tuple[Contrast, ...]:
    """Return contrasts, one a line, with a mark between their sides."""
    found = []
    for line in text.strip().splitlines():
        one, _, other = line.partition(mark)
        found.append((words(one), words(other)))
    return tuple(found)


def keyed(text: str) -> dict[str, str]:
    """Return words to the key that heads their line, as in ``president: präsident präsidentin``."""
    return {word: key for key, rest in _lines(text) for word in rest.split()}


def topics(text: str) -> dict[str, TopicKind]:
    """Return words to the topic that heads their line."""
    return {word: key for word, key in keyed(text).items() if key in get_args(TopicKind)}  # type: ignore[misc]


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


def valued_places(text: str, noun: str) -> dict[str, int]:
    """Return phrases of a rank and a noun to the rank's place, as ``numbered`` counts it."""
    return {f"{word} {noun}": at for word, at in numbered(text).items()}


def parts(**phrases_of: str) -> dict[str, PeriodPart]:
    """Return phrases to the part of a month or year they tell; each argument holds one part's."""
    return {
        phrase: name  # type: ignore[misc]
        for name, text in phrases_of.items()
        for phrase in sorted(phrases(text))
    }


def valued(text: str) -> dict[str, float]:
    """Return phrases to the number that heads their line, as in ``12: dozen, dozens``."""
    return {phrase: float(key) for phrase, key in keyed_phrases(text).items()}


def measured(text: str) -> dict[str, tuple[float, str]]:
    """Return phrases to number and unit that head their line, as in ``10 y: decade``."""
    parted = {phrase: key.split() for phrase, key in keyed_phrases(text).items()}
    return {phrase: (float(number), "".join(unit)) for phrase, (number, *unit) in parted.items()}


def spans(text: str) -> dict[str, tuple[float, float]]:
    """Return phrases to the two numbers that head their line, as in ``20 199: dozens``."""
    parted = {phrase: key.split() for phrase, key in keyed_phrases(text).items()}
    return {phrase: (float(low), float(high)) for phrase, (low, high) in parted.items()}


def units(text: str) -> dict[str, tuple[str, float]]:
    """Return phrases to symbol and factor that head their line, as in ``GBP 0.01: pence``."""
    parted = {phrase: key.split() for phrase, key in keyed_phrases(text).items()}
    return {
        phrase: (symbol, float(factor[0]) if factor else 1.0)
        for phrase, (symbol, *factor) in parted.items()
    }


def bounds(**phrases_of: str) -> dict[str, Bound]:
    """Return phrases to the bound they set; each argument holds those of one bound."""
    return {
        phrase: name  # type: ignore[misc]
        for name, text in phrases_of.items()
        for phrase in sorted(phrases(text))
    }


def cues(
    *, negation: tuple[str, str], hedge: tuple[str, ...], attribution: tuple[str, str]
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
