"""Persons who are named, or whose office is told, otherwise in another article."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from briefer import lang
from briefer.compare.pairs import comparable_pairs
from briefer.compare.statements import Statement, are_similar, named_persons

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefer.checks import Source
    from briefer.compare.pairs import Pair

_OFFICES = lang.every_language().offices

Opposed = list[list[Statement]]
"""What each side of a difference states, in the order of the articles."""
_TYPO = 2
_LONG = 5
_ONE_OFFICE = frozenset(_OFFICES[word] for word in lang.every_language().sole_offices)


def name_differences(
    source: Source, originals: Sequence[int], related: Sequence[Pair]
) -> list[Opposed]:
    """Return persons who have another first name, or another spelling, in another article."""
    named = {number: named_persons(source, number) for number in originals}
    found: dict[frozenset[tuple[str, ...]], Opposed] = {}
    for one, other in related:
        for mine, theirs in ((m, t) for m in named[one] for t in named[other]):
            if mine == theirs or mine in named[other] or theirs in named[one]:
                continue
            if _variants(mine, theirs, named[one][mine], named[other][theirs]):
                found.setdefault(
                    frozenset({mine, theirs}),
                    [
                        [s for n in originals for s in named[n].get(mine, ())],
                        [s for n in originals for s in named[n].get(theirs, ())],
                    ],
                )
    found |= _holders(source, originals, related, named)
    return list(found.values())


def _holders(
    source: Source,
    originals: Sequence[int],
    related: Sequence[Pair],
    named: Mapping[int, Mapping[tuple[str, ...], Sequence[Statement]]],
) -> dict[frozenset[tuple[str, ...]], Opposed]:
    """Return persons whom two articles name in one office, in sentences much alike.

    Neither article may know the other's.
    """
    words = {number: source.folded_words({number}) for number in originals}
    found: dict[frozenset[tuple[str, ...]], Opposed] = {}
    for one, other in comparable_pairs(source, related):
        here = {who: said for who, said in named[one].items() if who[-1] not in words[other]}
        there = {who: said for who, said in named[other].items() if who[-1] not in words[one]}
        for who, said in here.items():
            for whom, told in there.items():
                if not _offices(said) & _offices(told):
                    continue
                pair = next(
                    (
                        (a, b)
                        for a in said
                        for b in told
                        if are_similar(a.sentence, b.sentence, source)
                    ),
                    None,
                )
                if pair is not None:
                    found.setdefault(frozenset({who, whom}), [[pair[0]], [pair[1]]])
    return found


def _variants(
    mine: tuple[str, ...],
    theirs: tuple[str, ...],
    here: Sequence[Statement],
    there: Sequence[Statement],
) -> bool:
    """Return whether two full names are of one person.

    One word is the same and the other nearly so, or the surname is the same and the office too.
    """
    same = [a == b for a, b in zip(mine, theirs, strict=True)]
    if sum(same) != 1:
        return False
    a, b = (mine[1], theirs[1]) if same[0] else (mine[0], theirs[0])
    if min(len(a), len(b)) >= _LONG and Levenshtein.distance(a, b) <= _TYPO and a[0] == b[0]:
        return True
    return same[1] and bool(_offices(here) & _offices(there))


def _offices(mentions: Sequence[Statement]) -> set[str]:
    return {role for s in mentions if s.name is not None for role in s.name.roles}


def office_differences(
    source: Source, originals: Sequence[int], related: Sequence[Pair]
) -> list[Opposed]:
    """Return persons who hold another office, or another ministry, in another article."""
    named = {number: named_persons(source, number) for number in originals}
    out: list[Opposed] = []
    every = sorted({who for each in named.values() for who in each})
    for who in every:
        here = [(n, named[n][who]) for n in originals if who in named[n]]
        for (one, mine), (other, theirs) in combinations(here, 2):
            if (one, other) not in related:
                continue
            sides = _other_office(mine, theirs)
            if sides is not None:
                out.append(sides)
                break
    return out


def _other_office(mine: Sequence[Statement], theirs: Sequence[Statement]) -> Opposed | None:
    roles, others = _offices(mine), _offices(theirs)
    if not roles or not others:
        return None
    portfolios, their_portfolios = _portfolios(mine), _portfolios(theirs)
    if "former" in portfolios | their_portfolios:
        return None
    if roles & others:
        if not (portfolios and their_portfolios) or portfolios & their_portfolios:
            return None
    elif not (roles <= _ONE_OFFICE and others <= _ONE_OFFICE):
        return None
    return [[_with_office(mine)], [_with_office(theirs)]]


def _portfolios(mentions: Sequence[Statement]) -> set[str]:
    return {p for s in mentions if s.name is not None for p in s.name.portfolios}


def _with_office(mentions: Sequence[Statement]) -> Statement:
    """Return the mention that names the office, from its first word to the name's end."""
    for each in mentions:
        name = each.name
        if name is None or not (name.roles or name.portfolios):
            continue
        tokens = each.sentence.words
        where = [*name.roles.values(), *name.portfolios.values(), name.first, name.last]
        offset = each.sentence.sentence.start
        start = tokens[min(where)].start - offset
        end = tokens[max(where)].end - offset
        return Statement("role", each.article, each.sentence, start, end, name=name)
    return mentions[0]
