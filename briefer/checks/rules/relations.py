"""Who does what to whom, and who is listed with whom: the claim's names against the source's."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.checks.alignment import Place
from briefer.checks.findings import finding
from briefer.checks.rules.named import BOTH, CLOSELY, ClaimNames, against

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.entities import Entity
    from briefer.checks.sentences import SourceSentence
    from briefer.model import Finding

_OFFICES = lang.every_language().offices
_PRONOUNS = lang.every_language().personal_pronouns
_PORTFOLIOS = lang.every_language().portfolios
_VAGUE = lang.every_language().vague_offices
_MUTUAL = lang.every_language().mutual_acts


_TURNED = 8
"""Tokens between two names of which one is said to have done something to the other."""


def find_other_subject(name: Name, names: ClaimNames) -> Finding | None:
    """Return a doubt where the act that the claim tells of a name is told of others only."""
    context = names.context
    verb = _verb_of(context.claim.tokens, name, context.claim.language)
    if verb is None or len(context.claim.names) > MOST_NAMES:
        return None
    mine = names.found[name.first]
    hit = None
    for sentence in context.evidence:
        for other in sentence.reading.names:
            if _verb_of(sentence.words, other, sentence.language) != verb:
                continue
            entity = context.register.entity_at(sentence, other)
            if entity is None or entity in mine:
                return None
            linked = any(context.register.are_linked(e, entity) for e in mine)
            if not linked and mine[-1].kind == entity.kind:
                hit = hit or (sentence, other)
    if hit is None:
        return None
    return against(
        name, *hit, context, "contradicted" if _exchanged(*hit, names, mine) else "doubt"
    )


def _exchanged(
    sentence: SourceSentence, rival: Name, names: ClaimNames, mine: list[Entity]
) -> bool:
    """Tell whether the claim tells of a rival what its sentence tells of the claim's own name."""
    context = names.context
    entity = context.register.entity_at(sentence, rival)
    for other in context.claim.names:
        if entity not in names.found[other.first]:
            continue
        verb = _verb_of(context.claim.tokens, other, context.claim.language)
        if verb is not None and any(
            context.register.entity_at(sentence, each) in mine
            and _verb_of(sentence.words, each, sentence.language) == verb
            for each in sentence.reading.names
        ):
            return True
    return False


def _verb_of(tokens: list[Word], name: Name, language: str) -> str | None:
    """Return the stem of what a name does: the next content word, over auxiliaries only."""
    stop = lang.language(language).stop
    if tokens[name.last].text.endswith(("'s", "’s")):
        return None
    for token in tokens[name.last + 1 : name.last + 1 + _AUXILIARIES]:
        if token.kind != "w" or token.low in _JOINTS or token.text[0].isupper():
            return None
        if token.low not in stop:
            return token.stem
    return None


_AUXILIARIES = 4
"""Tokens behind a name among which its verb stands."""


def find_turned(names: ClaimNames) -> Iterator[Finding]:
    """Yield a finding where the claim turns round who did something to whom."""
    context = names.context
    spoken = context.claim.names
    if len(spoken) > MOST_NAMES:
        return
    for one, other in pairwise(spoken):
        mine, theirs = names.found[one.first], names.found[other.first]
        act = _act(context.claim.tokens, one, other, context.claim.language)
        if act is None or not mine or not theirs or set(mine) & set(theirs):
            continue
        told = [
            (straight, sentence, first)
            for sentence in context.evidence
            for straight, first in _ways(act, mine, theirs, sentence, context)
        ]
        if told and not any(straight for straight, _, _ in told):
            _, sentence, first = told[0]
            yield against(one, sentence, first, context, "contradicted")


def _ways(
    act: _Act, mine: list[Entity], theirs: list[Entity], sentence: SourceSentence, context: Context
) -> Iterator[tuple[bool, Name]]:
    """Yield how a sentence tells an act between two: the claim's way round, or the other."""
    for first, second in pairwise(sentence.reading.names):
        told = _act(sentence.words, first, second, sentence.language)
        if told is None or told.verb != act.verb:
            continue
        a = context.register.entity_at(sentence, first)
        b = context.register.entity_at(sentence, second)
        if a in mine and b in theirs:
            yield told.passive == act.passive, first
        elif a in theirs and b in mine:
            yield told.passive != act.passive, first


MOST_NAMES = 40


class _Act(NamedTuple):
    """What stands between two names: the verb's stem, and whether it is in the passive."""

    verb: str
    passive: bool


def _act(tokens: list[Word], one: Name, other: Name, language: str) -> _Act | None:
    """Return the act of one name on the next one, or None.

    None where that is no such act: another clause, a list, a mutual act.
    """
    between = tokens[one.last + 1 : other.first]
    if not 0 < len(between) <= _TURNED or any(t.kind == "p" for t in between):
        return None
    lows = {t.low for t in between}
    if lows & _JOINTS or lows & _MUTUAL or tokens[one.last].text.endswith(("'s", "’s")):
        return None
    common = lang.language(language).stop
    acts = [t for t in between if t.low not in common and t.kind == "w" and t.text[0].islower()]
    return _Act(acts[0].stem, bool(lows & {"by", "von", "par"})) if acts else None


_JOINTS = lang.every_language().act_joints


def find_of_another(names: ClaimNames) -> Iterator[Finding]:
    """Yield a doubt where the claim names somebody for a pronoun that stands for others only."""
    context = names.context
    register = context.register
    for told in names.retellings[:1]:
        for change in told.changes:
            mine = [u.name for u in change.claim if u.name is not None]
            if len(mine) != 1 or len(change.source) != 1 or change.source[0].name is not None:
                continue
            name = mine[0]
            token = told.sentence.words[change.source[0].first]
            if name is None or token.low not in _PRONOUNS or name.nation:
                continue
            entities = register.antecedents(told.sentence, change.source[0].first)
            found = names.found[name.first]
            if not entities or not found or any(e in found or e.kind != "person" for e in entities):
                continue
            if any(register.are_linked(e, f) for e in entities for f in found):
                continue
            if any(id(e) in names.claimed for e in entities) and len(entities) > 1:
                continue
            message = (
                f"the claim says {name.text}; the source says {token.text} of {entities[0].name} "
                f"[{context.label(told.sentence)}]"
            )
            at = change.source[0].first
            offset = told.sentence.sentence.start
            yield replace(
                finding(
                    "name",
                    message,
                    context.span(name.start, name.end),
                    Place(told.sentence, at, at),
                    token.start - offset,
                    token.end - offset,
                ),
                level="doubt",
            )


def find_conjuncts(names: ClaimNames) -> Iterator[Finding]:
    """Yield a doubt where two names that the claim lists together are apart in the sentence.

    One of them is listed there with others, and the second stands elsewhere in that sentence.
    """
    context = names.context
    register = context.register
    for group in _listed(context.claim.tokens, context.claim.names[:MOST_NAMES]):
        for one, other in pairwise(group):
            mine, theirs = names.found[one.first], names.found[other.first]
            for sentence in context.evidence:
                lists = [
                    {register.entity_at(sentence, n) for n in listed}
                    for listed in _listed(sentence.words, sentence.reading.names)
                ]
                here = {register.entity_at(sentence, n) for n in sentence.reading.names}
                joined = [g for g in lists if not g.isdisjoint(mine) or not g.isdisjoint(theirs)]
                if here.isdisjoint(mine) or here.isdisjoint(theirs) or not joined:
                    continue
                if any(not g.isdisjoint(mine) and not g.isdisjoint(theirs) for g in joined):
                    break
                stray = other if not joined[0].isdisjoint(mine) else one
                rest = _unsaid(joined[0], sentence, names)
                if rest is not None:
                    yield against(stray, sentence, rest, context, "doubt")
                    break


def _unsaid(
    entities: set[Entity | None], sentence: SourceSentence, names: ClaimNames
) -> Name | None:
    """Return a mention of one of some entities that the claim does not name."""
    for name in sentence.reading.names:
        entity = names.context.register.entity_at(sentence, name)
        if entity in entities and id(entity) not in names.claimed:
            return name
    return None


def _listed(tokens: list[Word], names: list[Name]) -> list[list[Name]]:
    """Return the names that are told in one breath: "Singapore, Houston and Oslo"."""
    groups: list[list[Name]] = []
    for name in names:
        last = groups[-1][-1] if groups else None
        gap = tokens[last.last + 1 : name.first] if last is not None else []
        if gap and all(t.low in _AND for t in gap) and any(t.low != "," for t in gap):
            groups[-1].append(name)
        else:
            groups.append([name])
    return [group for group in groups if len(group) > 1]


_AND = lang.every_language().list_joints | {",", "the"}


def find_exchanged(names: ClaimNames) -> Iterator[Finding]:
    """Yield a finding where the closest sentence has another office or portfolio in its place."""
    context = names.context
    for told in names.retellings[:1]:
        for change in told.changes:
            if len(change.claim) != 1 or len(change.source) != 1 or not change.beside:
                continue
            mine, theirs = change.claim[0], change.source[0]
            here, there = context.claim.tokens[mine.first], told.sentence.words[theirs.first]
            if mine.name is not None or theirs.name is not None or not _differ(here, there):
                continue
            message = (
                f"the claim says {here.text}; the source says {there.text} "
                f"[{context.label(told.sentence)}]"
            )
            offset = told.sentence.sentence.start
            sure = told.kept >= CLOSELY and change.beside == BOTH
            yield replace(
                finding(
                    "role",
                    message,
                    context.span(here.start, here.end),
                    Place(told.sentence, theirs.first, theirs.first),
                    there.start - offset,
                    there.end - offset,
                ),
                level="contradicted" if sure else "doubt",
            )


def _differ(one: Word, other: Word) -> bool:
    """Tell that two words are different offices, or different portfolios."""
    offices = _OFFICES.get(one.low), _OFFICES.get(other.low)
    fields = _PORTFOLIOS.get(one.low), _PORTFOLIOS.get(other.low)
    vague = one.low in _VAGUE or other.low in _VAGUE
    return any(a and b and a != b for a, b in (offices, fields)) and not vague
