"""The right fact on the wrong thing: whose is it in the source?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer.checks.binding import Place
from briefer.checks.findings import finding
from briefer.checks.people import GENERIC
from briefer.checks.words import alike

if TYPE_CHECKING:
    from briefer.checks.case import Case
    from briefer.checks.names import Name
    from briefer.checks.source import SourceSentence
    from briefer.model import Finding, FindingKind

_BREAK = re.compile(r"[;:]")
_JOINTS = frozenset({"and", "but", "while", "whereas", "und", "während", "et", "tandis"})
_NEAR = 10
_GAP = 0.5


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


def other_owner(
    case: Case, fact: tuple[int, int], place: Place, rivals: list[Place], kind: FindingKind
) -> Finding | None:
    """Find that a fact is another's: the claim's name, or its words, stand by a rival fact."""
    if not rivals:
        return None
    return _other_name(case, fact, place, rivals) or _other_clause(case, fact, place, rivals, kind)


def _other_name(
    case: Case, fact: tuple[int, int], place: Place, rivals: list[Place]
) -> Finding | None:
    owner = _owner(case, fact)
    if owner is None:
        return None
    mine = _part(place)
    names = [n for n in place.sentence.reading.names if n.first in mine or n.last in mine]
    if any(_mentions(place.sentence, mine, owner) for _ in (0,)):
        return None
    strangers = [
        n
        for n in names
        if n.last < place.first
        and not any(n.key == c.key for c in case.claim.names)
        and not n.nation
    ]
    if not strangers:
        return None
    for rival in rivals:
        if abs(rival.sentence.number - place.sentence.number) > 1:
            continue
        theirs = _part(rival)
        if theirs == mine and rival.sentence is place.sentence:
            continue
        subject = range(theirs.start, rival.first)
        if _mentions(rival.sentence, subject, owner):
            stranger = strangers[0]
            text = place.sentence.words[place.first].text
            if place.last > place.first:
                start = place.sentence.words[place.first].start - place.sentence.sentence.start
                end = place.sentence.words[place.last].end - place.sentence.sentence.start
                text = place.sentence.sentence.text[start:end]
            message = (
                f"the claim says {text} of {owner.text}; the source says it of {stranger.text} "
                f"[{case.label(place.sentence)}]"
            )
            offset = place.sentence.sentence.start
            return finding(
                "name",
                message,
                case.span(owner.start, owner.end),
                place,
                stranger.start - offset,
                stranger.end - offset,
            )
    return None


def _owner(case: Case, fact: tuple[int, int]) -> Name | None:
    """The name that a claim's fact is about: the last before it in its clause, if near."""
    claim = case.claim
    before = [
        n for n in claim.names if n.last < fact[0] and fact[0] - n.last <= _NEAR and not n.adjective
    ]
    if not before:
        return None
    name = before[-1]
    previous = claim.tokens[name.first - 1].low if name.first else ""
    if previous in {"in", "at", "of", "to", "by", "from", "for", "with", "on", "near", "than"}:
        return before[-2] if len(before) > 1 else None
    return name


def _part(place: Place) -> range:
    numbers = segments(place.sentence)
    number = numbers[place.first]
    inside = [i for i, n in enumerate(numbers) if n == number]
    return range(inside[0], inside[-1] + 1)


def _mentions(sentence: SourceSentence, part: range, name: Name) -> bool:
    """Whether a stretch of a sentence mentions a name, by a word of its own."""
    wanted = {p for p in name.parts if p not in GENERIC} or set(name.parts)
    wanted.add(name.parts[-1])
    words = {sentence.words[i].low for i in part}
    if name.nation:
        return any(n.nation == name.nation and n.first in part for n in sentence.reading.names)
    return bool(wanted & words)


def _other_clause(
    case: Case, fact: tuple[int, int], place: Place, rivals: list[Place], kind: FindingKind
) -> Finding | None:
    """The claim's words stand by a rival in the same sentence, and none by the fact."""
    claim = case.claim
    clause = claim.clauses[fact[0]]
    wanted = [
        root
        for i, root in claim.content
        if claim.clauses[i] == clause and not fact[0] <= i <= fact[1] and root[0] != "#"
    ]
    if len(wanted) < 2:  # noqa: PLR2004
        return None
    own = _share(wanted, place, case, back=True)
    for rival in rivals:
        if rival.sentence is not place.sentence:
            continue
        numbers = place.sentence.reading.clauses
        if numbers[rival.first] == numbers[place.first]:
            continue
        if _share(wanted, rival, case, back=False) - own >= _GAP and own == 0.0:
            tokens = place.sentence.words
            offset = place.sentence.sentence.start
            said = claim.text[claim.tokens[fact[0]].start : claim.tokens[fact[1]].end]
            start, end = tokens[rival.first].start - offset, tokens[rival.last].end - offset
            stands = place.sentence.sentence.text[start:end]
            message = (
                f"the claim says {said}; the source says {stands} [{case.label(place.sentence)}]"
            )
            span = case.span(claim.tokens[fact[0]].start, claim.tokens[fact[1]].end)
            return finding(kind, message, span, rival, start, end)
    return None


def _share(wanted: list[str], place: Place, case: Case, *, back: bool) -> float:
    reading = place.sentence.reading
    number = reading.clauses[place.first]
    clauses = {number, number - 1} if back else {number}
    near = {reading.tokens[i].stem for i, c in enumerate(reading.clauses) if c in clauses}
    groups = {g for root in near for g in alike(root)}
    total = sum(case.source.rarity(root) for root in wanted)
    got = sum(
        case.source.rarity(root) for root in wanted if root in near or groups & set(alike(root))
    )
    return got / total if total else 0.0
