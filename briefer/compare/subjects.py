"""What a difference between articles is about, in a word or a few."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.compare.statements import has_meaning_of

if TYPE_CHECKING:
    from briefer.compare.persons import Opposed
    from briefer.compare.statements import Statement

_BETWEEN = 2
"""Words that may stand between two shared ones, so that they are told as they are written."""


def subject(sides: Opposed) -> str:
    """Return what sides differ on in a word: what befell whom, what is counted, who or what it is.

    Nothing when no word tells.
    """
    first = sides[0][0]
    if first.casualty:
        return first.casualty
    if first.quantity is not None and first.kind == "number":
        behind = first.says[first.quantity.end - first.start :].strip()
        if first.counted and behind.isalpha():
            return behind
    if first.kind in {"name", "role"}:
        return _office(sides)
    return _shared_words(first, sides[1][0])


def _office(sides: Opposed) -> str:
    """Return the office, as it is written, in which somebody is named."""
    for each in (each for side in sides for each in side):
        if each.name is not None and each.kind == "name":
            for place in each.name.roles.values():
                return each.sentence.words[place].low
    return ""


def _shared_words(one: Statement, other: Statement) -> str:
    """Return the words before a statement that stand by the other too, with what is between them.

    Where there are none, the nearest one behind it; and a name where no other word is shared.
    """
    words, language = one.sentence.words, one.sentence.language
    first, last = one.sentence.reading.tokens_of(one.start, one.end)
    names = one.sentence.reading.name_at
    shared = [
        index
        for index, stem in one.sentence.reading.content
        if not first <= index <= last
        and stem in one.context
        and (stem in other.context or has_meaning_of(stem, other.context, language))
    ]
    plain = [index for index in shared if index not in names]
    before = [index for index in plain if index < first]
    if before:
        start = end = before[-1]
        for index in reversed(before[:-1]):
            between = words[index + 1 : start]
            if len(between) > _BETWEEN or any(word.kind != "w" for word in between):
                break
            start = index
        return _text(one, start, end)
    if plain:
        return _text(one, plain[0], plain[0])
    if shared:
        name = names[shared[0]]
        return _text(one, name.first, name.last)
    return ""


def _text(statement: Statement, first: int, last: int) -> str:
    words, offset = statement.sentence.words, statement.sentence.sentence.start
    found = statement.sentence.sentence.text[words[first].start - offset : words[last].end - offset]
    return found if first in statement.sentence.reading.name_at else found[0].lower() + found[1:]
