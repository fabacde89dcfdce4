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
    from collections.abc import Iterator, Sequence

    from briefer.analysis.reading import Reading
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.model import Finding, FindingKind

_SIDES = lang.every_language().sides
"""Word to the (contrast, side)s that it is on."""
_LOOSE = lang.every_language().loose_antonyms
_AMOUNT_WORDS = lang.every_language().amount_words


_SINCE = 5
"""Sentences behind one within which it is looked for that what it tells has been over since."""
_COPULA_BACK = 2
"""Tokens before a word within which the copula stands that tells when it is so."""


def check_past_states(context: Context) -> Iterator[Finding]:
    """Yield a doubt where a claim tells of now what its source tells of the past, and then undone.

    "The airport is closed" beside "was closed on Wednesday. It has been open again since".
    """
    known = context.matching.language
    tokens = context.claim.tokens
    if context.claim.lows.isdisjoint(known.present_copulas):
        return
    for index, token in enumerate(tokens):
        sides = _SIDES.get(token.low)
        if not sides or not _is_told(tokens, index, known.present_copulas):
            continue
        clause = context.matching.clause_at(index)
        home = clause.home if clause is not None else None
        if home is None:
            continue
        for number, side in sides:
            here = home.contrasting.get((number, side), ())
            if not here or not all(_is_told(home.words, at, known.past_copulas) for at in here):
                continue
            later = _later(home, here[-1], (number, 1 - side), context)
            if later is not None:
                yield _opposed(index, later, "certainty", context)
                return


def _is_told(tokens: Sequence[Word], index: int, copulas: frozenset[str]) -> bool:
    return any(t.low in copulas for t in tokens[max(0, index - _COPULA_BACK) : index])


def _later(
    home: SourceSentence, at: int, opposite: tuple[int, int], context: Context
) -> Place | None:
    """Return the first place behind a word at which the source says its opposite, not of then."""
    past = context.matching.language.past_copulas
    last = home.number + 1 + _SINCE
    for sentence in context.source.sentences[home.number : last]:
        for place in sentence.contrasting.get(opposite, ()):
            behind = sentence is not home or place > at
            if behind and sentence.article == home.article:
                if _denied(sentence.reading, place) or _is_told(sentence.words, place, past):
                    continue
                return Place(sentence, place, place)
    return None


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
