"""Whom a pronoun means: *she* for his *he*, and one whose antecedent is somebody else.

Raises doubts only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.reading import Reading
from briefer.analysis.tokens import words
from briefer.checks.entities import fitting
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.checks.context import Context
    from briefer.checks.entities import Entity, EntityIndex
    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source

_SORTS = lang.every_language().personal_pronouns
_SEXES = frozenset({"male", "female"})


def check_pronouns(context: Context) -> Iterator[Finding]:
    """Yield a doubt when a claim opens with *she* where its sentence has *he*, or the other way."""
    token = next((t for t in context.claim.tokens if t.kind == "w"), None)
    subject = token is not None and token.low in context.matching.language.speakers
    sort = _SORTS.get(token.low) if token is not None and subject else None
    if token is None or sort not in _SEXES:
        return
    clause = context.matching.clause_at(0)
    home = clause.home if clause is not None else None
    if home is None:
        return
    theirs = {_SORTS[t.low] for t in home.words if t.low in _SORTS} & _SEXES
    if not theirs or sort in theirs:
        return
    register = context.register
    named = (register.entity_at(home, name) for name in home.reading.names)
    if fitting(token.low, (entity for entity in named if entity is not None)):
        return
    message = f"its sentence is not about “{token.text}” [{context.label(home)}]"
    yield Finding("name", message, context.span(token.start, token.end), level="doubt")


def is_of_another(
    before: str, text: str, evidence: Sequence[SourceSentence], source: Source
) -> bool:
    """Tell whether a pronoun that opens a sentence means another in the claim than in its source.

    Args:
        before: the sentence of the claim before it, which names whom it means there.
        text: the sentence that opens with the pronoun.
        evidence: what that sentence rests on.
        source: the articles.
    """
    if not evidence:
        return False
    language = evidence[0].language
    tokens = words(text, language)
    if not tokens or _SORTS.get(tokens[0].low) not in _SEXES:
        return False
    register = source.register(frozenset(s.article for s in evidence))
    reading = Reading(before, words(before, language), language, source.known)
    named = [e for name in reading.names if (e := register.entity_of(name)) is not None]
    meant = fitting(tokens[0].low, named)
    if not meant:
        return False
    stems = {t.stem for t in tokens if t.stem}
    home = max(evidence, key=lambda s: (len(stems & s.stems), -s.number))
    near = _near(tokens[0].low, home, register, source)
    return bool(near) and not any(entity in near for entity in meant)


def _near(
    pronoun: str, sentence: SourceSentence, register: EntityIndex, source: Source
) -> list[Entity]:
    """Return whom a pronoun can mean that are named in a sentence or right before it."""
    return fitting(
        pronoun,
        [
            entity
            for each in (sentence, *source.before(sentence))
            for name in each.reading.names
            if (entity := register.entity_at(each, name)) is not None
        ],
    )
