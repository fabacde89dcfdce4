"""Words of opposite meaning: rose for fell, for for against, opened for closed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.terms import sides_of
from briefer.checks.alignment import Fact, Place
from briefer.checks.findings import finding
from briefer.checks.rules.coverage import instead_of
from briefer.checks.tuning import OPPOSITE, OPPOSITE_AHEAD, OPPOSITE_LOOSE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.reading import Reading
    from briefer.checks.context import Context
    from briefer.model import Finding, FindingKind

_SIDES = lang.every_language().sides
"""Word to the (contrast, side)s that it is on."""
_LOOSE = lang.every_language().loose_antonyms
_AMOUNT_WORDS = lang.every_language().amount_words


def check_contrasts(context: Context) -> list[Finding]:
    """Find a word of the claim whose opposite stands where it should in the source."""
    claim = context.claim
    for index, token in enumerate(claim.tokens):
        sides = _SIDES.get(token.low)
        if not sides or _denied(claim, index) or _is_idiom(claim, index):
            continue
        for number, side in sides:
            same, other = _places(context, number, side), _places(context, number, 1 - side)
            if not other:
                continue
            fact = Fact(claim, index, index, context.source)
            best, _ = fact.nearest(same)
            rival, which = fact.nearest(other)
            bar = OPPOSITE_LOOSE if token.low in _LOOSE else OPPOSITE
            if (
                rival >= bar
                and rival > max(best, 0.0) + OPPOSITE_AHEAD
                and not _mixed(context, number, side)
            ):
                return [_finding(index, other[which], context)]
    return []


def _is_idiom(reading: Reading, index: int) -> bool:
    """Whether a word has another sense with the next one: "*falls due*"."""
    pair = " ".join(t.low for t in reading.tokens[index : index + 2])
    return pair in lang.language(reading.language).idioms_without_opposite


def check_opposites(context: Context) -> Iterator[Finding]:
    """Find a word that no sentence says, in whose place the source has its opposite."""
    matching = context.matching
    for number, term in enumerate(matching.terms):
        if term.kind != "word" or matching.answers[number]:
            continue
        sides = sides_of(term.root, context.claim.language)
        found = instead_of(number, matching) if sides else None
        if found is None or _denied(context.claim, term.first):
            continue
        sentence, first, last = found
        for at in range(first, last + 1):
            theirs = sides_of(sentence.words[at].stem, context.claim.language)
            if any(side ^ 1 in theirs for side in sides) and not _denied(sentence.reading, at):
                yield _opposed(term.first, Place(sentence, at, at), "negation", context)
                break


def _mixed(context: Context, number: int, side: int) -> bool:
    """Whether the claim itself has words of both sides: it compares."""
    return any(
        (number, 1 - side) in _SIDES.get(t.low, ()) for t in context.claim.tokens
    ) and not any(
        (number, side) in _SIDES.get(t.low, ()) for s in context.evidence[:1] for t in s.words
    )


def _places(context: Context, number: int, side: int) -> list[Place]:
    out = []
    for sentence in context.window:
        if sentence.number not in context.close:
            continue
        out += [
            Place(sentence, at, at)
            for at in sentence.contrasting.get((number, side), ())
            if not _denied(sentence.reading, at)
        ]
    return out


def _denied(reading: Reading, index: int) -> bool:
    operators = reading.operators
    return any(o.kind == "negation" and index in o.heads for o in operators)


def _finding(index: int, place: Place, context: Context) -> Finding:
    token = context.claim.tokens[index]
    near = context.claim.quantities or any(_SIDES[token.low][0] == (0, side) for side in (0, 1))
    figure = near and _SIDES[token.low][0][0] == 0
    kind: FindingKind = "number" if figure or token.low in _AMOUNT_WORDS else "negation"
    return _opposed(index, place, kind, context)


def _opposed(index: int, place: Place, kind: FindingKind, context: Context) -> Finding:
    """Return the finding that the source says the opposite of a word of the claim."""
    token, word = context.claim.tokens[index], place.sentence.words[place.first]
    offset = place.sentence.sentence.start
    message = (
        f"the claim says “{token.text}”; the source says “{word.text}” "
        f"[{context.label(place.sentence)}]"
    )
    return finding(kind, message, context.span(token.start, token.end), place,
                   word.start - offset, word.end - offset)  # fmt: skip
