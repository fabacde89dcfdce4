"""Nationality, office, portfolio and affiliation beside a name, against the source's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefer import lang
from briefer.analysis.tokens import alike
from briefer.checks.alignment import Place
from briefer.checks.entities import located
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from briefer.analysis.entities import Name
    from briefer.checks.context import Case
    from briefer.checks.source import SourceSentence
    from briefer.model import Finding, FindingKind

    _Attached = dict[Any, tuple[SourceSentence, int]]

_OFFICES = lang.every_language().offices
_STANDINGS = lang.every_language().standings


_TIES = 3


def check_roles(
    name: Name, mentions: list[tuple[SourceSentence, Name]], case: Case
) -> Finding | None:
    """Nationality, office, portfolio and affiliation beside a name, against the source's."""
    tokens = case.claim.tokens
    mine: tuple[dict[Any, int], ...] = (name.nations, name.portfolios, name.roles, name.ties)
    theirs: list[_Attached] = [{}, {}, {}, {}]
    for sentence, other in mentions:
        parts: tuple[dict[Any, int], ...] = (
            other.nations,
            other.portfolios,
            other.roles,
            other.ties,
        )
        for known, more in zip(theirs, parts, strict=True):
            for value, index in more.items():
                known.setdefault(value, (sentence, index))
    for rank in range(4):
        ours, known = mine[rank], theirs[rank]
        if not ours or not known or set(ours) & set(known):
            continue
        if rank == 1 and not _same_office(name, theirs):
            continue
        value, index = next(iter(ours.items()))
        if rank == _TIES and not _other_side(name, value, mentions, theirs, case):
            continue
        if rank == 1 and (value in _STANDINGS) != (next(iter(known)) in _STANDINGS):
            continue
        sentence, at = next(iter(known.values()))
        token, other_token = tokens[index], sentence.words[at]
        message = (
            f"the claim says {token.text} of {name.text}; the source says {other_token.text} "
            f"[{case.label(sentence)}]"
        )
        offset = sentence.sentence.start
        both = rank != 1 and located(tokens, index) and located(sentence.words, at)
        kind: FindingKind = "place" if both else "role"
        return finding(kind, message, case.span(token.start, token.end),
                       Place(sentence, at, at), other_token.start - offset,
                       other_token.end - offset)  # fmt: skip
    return None


def unknown_role(name: Name, case: Case) -> Finding | None:
    """A role given to a person for which the article has no word at all."""
    if case.claim.language != "en" or not name.roles:
        return None
    known = case.register.roles
    for role, index in name.roles.items():
        token = case.claim.tokens[index]
        if (
            role not in _KIN
            or role in known
            or token.stem in case.source.by_stem
            or token.low in _VAGUE
        ):
            continue
        if any(s.groups & set(alike(token.stem)) for s in case.scope):
            continue
        message = f"the claim says {token.text} of {name.text}; the source has no such word"
        return finding("role", message, case.span(token.start, token.end))
    return None


_KIN = frozenset(
    _OFFICES[w]
    for w in (
        "father",
        "mother",
        "brother",
        "sister",
        "son",
        "daughter",
        "husband",
        "wife",
        "uncle",
        "aunt",
    )
)
_VAGUE = frozenset(
    "head back leader leads heads attacker player politician representing represents".split()
)


def _other_side(
    name: Name,
    tie: str,
    mentions: list[tuple[SourceSentence, Name]],
    theirs: list[_Attached],
    case: Case,
) -> bool:
    """Whether a name tied to another in the claim is tied to a third in the source."""
    if tie not in case.register.by_key or any(tie == n.key for n in case.claim.names if n is name):
        return False
    if name.roles and theirs[2] and not set(name.roles) & set(theirs[2]):
        return False
    return not any(other.key == tie for s, _ in mentions for other in s.reading.names)


def _same_office(name: Name, theirs: list[_Attached]) -> bool:
    return not name.roles or not theirs[2] or bool(set(name.roles) & set(theirs[2]))
