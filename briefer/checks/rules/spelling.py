"""Names spelled almost as the source spells them: Holler, where it has Hollar."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.analysis.entities import folded
from briefer.checks.alignment import Place
from briefer.checks.findings import describe, finding
from briefer.checks.mentions import are_one_spelled_otherwise, is_spelling
from briefer.checks.rules.absent import telling

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.model import Finding


def check_spelling(context: Context) -> Iterator[Finding]:
    """Yield a doubt for each word of a name that stands in the source with one letter changed.

    Such a name is taken for the source's in all other rules, since it mostly is: what is wrong
    with it is that it is misspelled, or somebody else's. An ending alone is none (Hollars), nor
    is a letter written out (Mueller for Müller).
    """
    for name in (*context.claim.names, *context.claim.openers):
        if name.nation:
            continue
        for token in telling(name, context):
            if (stands := _spelled(folded(token.low), context)) is not None:
                yield _doubt(token, stands, context)


def _spelled(low: str, context: Context) -> str | None:
    """Return the source's word that a folded word of a name misspells, or None."""
    register = context.register
    if low in register.words:
        return None
    near = {word for word in register.spelled_like(low) if is_spelling(low, word)}
    if any(are_one_spelled_otherwise(low, word) for word in near):
        return None
    return min(near, default=None)


def _doubt(token: Word, stands: str, context: Context) -> Finding:
    """Return the doubt, with the first place where the source has its spelling in a name."""
    place = next(
        Place(sentence, at, at)
        for entity in context.register.with_word(stands)
        for sentence, name in entity.mentions
        for at in range(name.first, name.last + 1)
        if folded(sentence.words[at].low) == stands
    )
    theirs, offset = place.sentence.words[place.first], place.sentence.sentence.start
    message = describe(token.text, theirs.text, context, place)
    span = context.span(token.start, token.end)
    start, end = theirs.start - offset, theirs.end - offset
    return finding("name", message, span, place, start, end, "doubt")
