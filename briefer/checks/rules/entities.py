"""Are the names of a claim the source's, and in the part that the source gives them?

A name that stands nowhere in the article is *unsupported*. A name in whose place the sentence has
another of the same kind is *contradicted*. What cannot be that sure is a doubt.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.entities import folded
from briefer.checks.alignment import Fact, Place
from briefer.checks.mentions import SETTLED, first_names_differ, kind_of, located
from briefer.checks.rules.absent import (
    find_missing,
    find_stranger_before_title,
    find_unknown_opener,
    stands,
    telling,
)
from briefer.checks.rules.named import (
    BOTH,
    CLOSELY,
    RETOLD,
    VERBATIM,
    ClaimNames,
    against,
    rival_of,
)
from briefer.checks.rules.relations import (
    MOST_NAMES,
    find_conjuncts,
    find_exchanged,
    find_of_another,
    find_other_subject,
    find_turned,
)
from briefer.checks.rules.roles import check_roles

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.entities import Name
    from briefer.checks.context import Context
    from briefer.model import Finding, FindingLevel


_SAME_SLOT = 0.5
"""How alike the words beside two places must be for one to stand for the other."""


def check_names(context: Context) -> Iterator[Finding]:
    """Yield findings on the names of a claim, at most one a name, then on what stands by them."""
    worst: dict[int, Finding] = {}
    for one in _each(ClaimNames(context)):
        at = one.claim.start if one.claim is not None else -1
        if at not in worst or _LEVELS.index(one.level) < _LEVELS.index(worst[at].level):
            worst[at] = one
    yield from islice(worst.values(), _MOST)


_MOST = 100
"""Findings on names that are told of one claim: more are a list that nobody reads."""
_LEVELS: tuple[FindingLevel, ...] = ("contradicted", "unsupported", "doubt")


def _each(names: ClaimNames) -> Iterator[Finding]:
    context = names.context
    of_figures = context.claim.bound_tokens
    for name in context.claim.names:
        if name.nation and name.first in of_figures:
            continue  # "Swiss francs"
        if name.first in of_figures and name.last in of_figures:
            continue  # "degrees Celsius"
        if names.found[name.first]:
            result = (
                _elsewhere(name, names)
                or _other_place(name, names)
                or find_other_subject(name, names)
                or find_stranger_before_title(name, names)
            )
        else:
            result = (
                _renamed(name, names)
                or find_missing(name, names)
                or _elsewhere(name, names)
                or _other_place(name, names)
            )
        if result is not None:
            yield result
        elif names.found[name.first] and not name.nation:
            yield from check_roles(name, context)
    for name in names.openers:
        if (result := find_unknown_opener(name, names)) is not None:
            yield result
    yield from find_turned(names)
    yield from find_of_another(names)
    yield from find_exchanged(names)
    yield from find_conjuncts(names)


def _elsewhere(name: Name, names: ClaimNames) -> Finding | None:
    """Return a finding on a name the source knows, where its sentence has another in its part."""
    context = names.context
    register = context.register
    rival = rival_of(name, names)
    if rival is None:
        return None
    sentence, other, beside, kept = rival
    if not beside:
        return None
    mine = names.found[name.first]
    entity = register.entity_at(sentence, other)
    kind = mine[-1].kind if mine else kind_of(context.claim.tokens, name)
    sorts = {kind, entity.kind if entity is not None else "unknown"}
    told = [sentence, *context.source.before(sentence), *(r.sentence for r in names.retellings)]
    present = any(register.entity_at(s, n) in mine for s in told for n in s.reading.names)
    sure = beside == BOTH and (
        kept >= VERBATIM or (kept >= CLOSELY and "unknown" not in sorts and not present)
    )
    return against(name, sentence, other, context, "contradicted" if sure else "doubt")


def _other_place(name: Name, names: ClaimNames) -> Finding | None:
    """Return a finding where the closest sentence is *in* another place, and none in this one."""
    context = names.context
    tokens = context.claim.tokens
    if not located(tokens, name.first, SETTLED) or len(context.claim.names) > MOST_NAMES:
        return None
    mine = names.found[name.first]
    register = context.register
    for sentence in context.evidence:
        near = [sentence, *context.source.before(sentence)]
        if any(register.entity_at(s, n) in mine for s in near for n in s.reading.names):
            return None
    likest = max(context.evidence, key=context.share, default=None)
    if likest is None or context.share(likest) < RETOLD:
        return None
    for other in likest.reading.names:
        entity = register.entity_at(likest, other)
        if entity is None or not located(likest.words, other.first, SETTLED):
            continue
        if id(entity) in names.claimed or any(register.are_linked(e, entity) for e in mine):
            continue
        fact = Fact(context.claim, name.first, name.last, context.source)
        beside = fact.slot(Place(likest, other.first, other.last))
        sure = beside >= _SAME_SLOT and entity.kind in {"place", "country"}
        return against(name, likest, other, context, "contradicted" if sure else "doubt")
    return None


def _renamed(name: Name, names: ClaimNames) -> Finding | None:
    """Return a finding on a known surname with a first name that is not its own."""
    context = names.context
    if len(name.parts) < 2 or name.nation:  # noqa: PLR2004
        return None
    bearers = context.register.with_word(name.key)
    full = [
        (s, n)
        for entity in bearers
        for s, n in entity.mentions
        if len(n.parts) > 1 and n.key == name.key
    ]
    if not full or not all(first_names_differ(name, n) for _, n in full):
        return None
    firsts = [t for t in telling(name, context) if folded(t.low) != name.key]
    strange = any(not stands(t, context) for t in firsts)
    # Bodies and places of one name differ by common words: Manchester City, Manchester United.
    strange = strange or not (firsts or context.register.words >= set(name.parts))
    sure = strange and not lang.language(context.claim.language).nouns_capitalised
    sentence, other = full[0]
    return against(name, sentence, other, context, "contradicted" if sure else "doubt")
