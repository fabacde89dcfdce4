"""The names of a claim before the entities of its source, and the rival that has one's part."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefer import lang
from briefer.checks.alignment import Place
from briefer.checks.findings import finding
from briefer.checks.mentions import SETTLED, first_names_differ, kind_of, located
from briefer.checks.retelling import Retelling, retellings
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from briefer.analysis.entities import Name
    from briefer.checks.context import Context
    from briefer.checks.entities import Entity
    from briefer.checks.mentions import EntityKind
    from briefer.checks.sentences import SourceSentence
    from briefer.model import Finding, FindingKind, FindingLevel

_GENERIC = lang.every_language().generic


_ENGLISH_STOP = lang.language("en").stop
_HEADLINE = 4
_MOSTLY = 0.7
"""Share of a claim's content words that have a capital in a headline."""
RETOLD = 0.5
"""Share of a claim's units that a sentence must have for its names to be compared by place."""
BOTH = 2
"""Sides of a name on which the next word is the same."""
VERBATIM = 0.85
"""The same, for what stands in one place to be another thing whatever else the source says."""
CLOSELY = 0.75
"""The same, for a difference to be a contradiction."""


@dataclass(eq=False)
class ClaimNames:
    """The names of a claim, each with the entities of the source that it can be of."""

    context: Context

    @cached_property
    def found(self) -> dict[int, list[Entity]]:
        """What each name can be of, by the index of its first token; empty where nothing fits."""
        register = self.context.register
        return {n.first: register.candidates(n) for n in self.context.claim.names}

    @cached_property
    def are_of_headline(self) -> bool:
        """Whether the claim's ordinary words have capitals too."""
        tokens = self.context.claim.tokens
        words = [t for t in tokens if t.kind == "w" and t.low not in _ENGLISH_STOP]
        capitals = sum(t.text[0].isupper() for t in words)
        return len(words) > _HEADLINE and capitals > _MOSTLY * len(words)

    @cached_property
    def claimed(self) -> set[int]:
        """Every entity that the claim names."""
        return {id(e) for entities in self.found.values() for e in entities}

    @property
    def openers(self) -> list[Name]:
        """Lone capitalised words that open a sentence of the claim, and may be names."""
        return self.context.claim.openers

    @cached_property
    def retellings(self) -> list[Retelling]:
        """The claim laid over each sentence that it retells, the closest first."""
        return retellings(self.context, self.found, RETOLD)


def rival_of(name: Name, names: ClaimNames) -> tuple[SourceSentence, Name, int, float] | None:
    """Return the name that has a claim's name's part in the closest sentence, if one has it.

    With it the number of sides on which the next word is the same, and the share retold.
    """
    context = names.context
    register = context.register
    mine = names.found.get(name.first, [])
    kind = mine[-1].kind if mine else kind_of(context.claim.tokens, name)
    for told in names.retellings:
        for other, beside in told.names_for(name):
            entity = register.entity_at(told.sentence, other)
            if entity is None or id(entity) in names.claimed:
                continue
            fits = told.kept >= VERBATIM or _same_kind(kind, entity.kind)
            if not fits or _kin(name, other, mine, entity, names):
                continue
            return told.sentence, other, beside, told.kept
    return None


_POWERS: frozenset[EntityKind] = frozenset({"body", "country"})
"""Unions of countries are named as bodies are, and governments by their country."""


def _same_kind(one: EntityKind, other: EntityKind) -> bool:
    if "unknown" in {one, other}:
        return True
    return one == other or {one, other} <= {"place", "country"} or {one, other} == _POWERS


def _kin(name: Name, other: Name, mine: list[Entity], entity: Entity, names: ClaimNames) -> bool:
    """Tell that two names share a word or are told as one thing somewhere in the source."""
    shared = (set(name.parts) & set(other.parts)) - _GENERIC
    if shared and not first_names_differ(name, other):
        return True
    return any(names.context.register.are_linked(e, entity) for e in mine)


def against(
    name: Name, sentence: SourceSentence, other: Name, context: Context, level: FindingLevel
) -> Finding:
    """Return the finding that the source says another name than the claim."""
    message = (
        f"the claim says {name.text}; the source says {other.text} [{context.label(sentence)}]"
    )
    offset = sentence.sentence.start
    place = Place(sentence, other.first, other.last)
    made = finding(
        finding_kind(name, (sentence, other), context),
        message,
        context.span(name.start, name.end),
        place,
        other.start - offset,
        other.end - offset,
    )
    return replace(made, level=level)


def finding_kind(
    name: Name, rival: tuple[SourceSentence, Name] | None, context: Context
) -> FindingKind:
    """Return *role* for a nationality beside a person, *place* behind *in* or *at*, else *name*."""
    tokens = context.claim.tokens
    loosely = located(tokens, name.first)
    if not loosely and (name.nation, name.first) in context.nationalities:
        return "role"
    known = context.register.places
    if located(tokens, name.first, SETTLED) or (loosely and (name.nation or name.key in known)):
        return "place"
    if rival is not None and (
        located(rival[0].words, rival[1].first, SETTLED)
        or (loosely and (rival[1].nation or rival[1].key in known))
    ):
        return "place"
    return "name"
