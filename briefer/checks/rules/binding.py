"""The right fact bound to the wrong thing: what does the source bind it to?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.tokens import alike
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from briefer.analysis.entities import Name
    from briefer.analysis.quantities import Quantity
    from briefer.analysis.reading import Reading
    from briefer.checks.alignment import Place
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.model import Finding, FindingKind

_GENERIC = lang.every_language().generic

_BREAK = re.compile(r"[;:]")
_JOINTS = lang.every_language().conjunctions
_PREPOSITIONS = lang.every_language().object_prepositions
_NEAR = 10


def segments(sentence: SourceSentence) -> list[int]:
    """Return the number of the main part that each token is in.

    Parts end at a semicolon and at a comma or dash with a joining word behind it.
    """
    numbers, part = [], 0
    tokens = sentence.words
    for index, token in enumerate(tokens):
        after_comma = index and tokens[index - 1].text in {",", "–", "—"}
        if _BREAK.fullmatch(token.text) or (after_comma and token.low in _JOINTS):
            part += 1
        numbers.append(part)
    return numbers


def bound_elsewhere(
    context: Context,
    fact: tuple[int, int],
    place: Place,
    rivals: list[Place],
    alike_places: list[tuple[Quantity, Place]],
    kind: FindingKind,
) -> Finding | None:
    """Find that a fact is another's: the claim's name, or its words, stand by a rival fact.

    Args:
        context: the claim and its source.
        fact: first and last token of the fact in the claim.
        place: where the source has the same fact.
        rivals: other facts of the sort near the evidence that the claim does not mention.
        alike_places: other quantities of the same kind and unit anywhere in the article.
        kind: what to call a fact taken from the wrong clause.
    """
    return _other_name(context, fact, place, alike_places) or _other_clause(
        context, fact, place, rivals, kind
    )


def _other_name(
    context: Context,
    fact: tuple[int, int],
    place: Place,
    alike_places: list[tuple[Quantity, Place]],
) -> Finding | None:
    owner = _owner(context, fact)
    if owner is None:
        return None
    mine = _part(place)
    if _mentions(place.sentence, mine, owner):
        return None
    strangers = [
        n
        for n in place.sentence.reading.names
        if n.first in mine
        and n.last < place.first
        and not n.nation
        and not any(n.key == c.key for c in context.claim.names)
    ]
    if not strangers:
        return None
    for _, rival in alike_places:
        if abs(rival.sentence.number - place.sentence.number) > _APART:
            continue
        theirs = _part(rival)
        if theirs == mine and rival.sentence is place.sentence:
            continue
        if not _mentions(rival.sentence, range(theirs.start, rival.first), owner):
            continue
        stranger = strangers[0]
        offset = place.sentence.sentence.start
        tokens = place.sentence.words
        start, end = tokens[place.first].start - offset, tokens[place.last].end - offset
        message = (
            f"the claim says {place.sentence.sentence.text[start:end]} of {owner.text}; the source "
            f"says it of {stranger.text} [{context.label(place.sentence)}]"
        )
        return finding(
            "name",
            message,
            context.span(owner.start, owner.end),
            place,
            stranger.start - offset,
            stranger.end - offset,
        )
    return None


def _owner(context: Context, fact: tuple[int, int]) -> Name | None:
    """The name that a claim's fact is about: the last before it in its clause, if near."""
    claim = context.claim
    before = [
        n for n in claim.names if n.last < fact[0] and fact[0] - n.last <= _NEAR and not n.adjective
    ]
    if not before:
        return None
    name = before[-1]
    previous = claim.tokens[name.first - 1].low if name.first else ""
    if previous in _PREPOSITIONS:
        return before[-2] if len(before) > 1 else None
    return name


def _part(place: Place) -> range:
    numbers = segments(place.sentence)
    number = numbers[place.first]
    inside = [i for i, n in enumerate(numbers) if n == number]
    return range(inside[0], inside[-1] + 1)


def _mentions(sentence: SourceSentence, part: range, name: Name) -> bool:
    """Whether a stretch of a sentence mentions a name, by a word of its own."""
    wanted = {p for p in name.parts if p not in _GENERIC} or set(name.parts)
    wanted.add(name.parts[-1])
    words = {sentence.words[i].low for i in part}
    if name.nation:
        return any(n.nation == name.nation and n.first in part for n in sentence.reading.names)
    return bool(wanted & words)


def _other_clause(
    context: Context, fact: tuple[int, int], place: Place, rivals: list[Place], kind: FindingKind
) -> Finding | None:
    """The claim says all that the rival's clause says, and little of what the fact's own does."""
    claim = context.claim
    mine = {root for i, root in claim.content if not fact[0] <= i <= fact[1]}
    groups = {g for root in mine for g in alike(root)}
    reading = place.sentence.reading
    for rival in rivals:
        if rival.sentence is not place.sentence:
            continue
        if reading.clauses[rival.first] == reading.clauses[place.first]:
            continue
        told = _told(rival, reading, mine, groups, context)
        own = _told(place, reading, mine, groups, context)
        if told is None or told < _ALL or (own is not None and own > _LITTLE):
            continue
        tokens, offset = place.sentence.words, place.sentence.sentence.start
        said = claim.text[claim.tokens[fact[0]].start : claim.tokens[fact[1]].end]
        start, end = tokens[rival.first].start - offset, tokens[rival.last].end - offset
        stands = place.sentence.sentence.text[start:end]
        message = (
            f"the claim says {said}; the source says {stands} [{context.label(place.sentence)}]"
        )
        span = context.span(claim.tokens[fact[0]].start, claim.tokens[fact[1]].end)
        return finding(kind, message, span, rival, start, end)
    return None


def _told(
    place: Place, reading: Reading, mine: set[str], groups: set[int], context: Context
) -> float | None:
    """Return the share of a fact's clause that the claim has; None with too little to tell."""
    number = reading.clauses[place.first]
    inside = [
        root
        for i, root in reading.content
        if reading.clauses[i] == number and not place.first <= i <= place.last
    ]
    if not inside:
        return None
    total = sum(context.source.rarity(root) for root in inside)
    got = sum(context.source.rarity(r) for r in inside if r in mine or groups & set(alike(r)))
    return got / total


_APART = 4
_ALL = 0.85
_LITTLE = 0.5
