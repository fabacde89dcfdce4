"""What stands round a name in its noun phrase: offices, portfolios, countries, other names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang

if TYPE_CHECKING:
    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word

_DEMONYMS = lang.every_language().demonyms
_GENERIC = lang.every_language().generic
_PORTFOLIOS = lang.every_language().portfolios
_OFFICES = lang.every_language().offices


_LEAD = 7
NP_BREAKS = lang.every_language().attachment_breaks
_OPENERS = lang.every_language().inset_openers
_ENDS = lang.every_language().inset_ends


def attach(name: Name, by_token: dict[int, Name], tokens: list[Word]) -> None:
    """Note the roles, nations and other names in the noun phrase round a name."""
    if name.nation and not name.seat:
        return
    for index in range(name.first - 1, max(-1, name.first - 1 - _LEAD), -1):
        token = tokens[index]
        if token.kind == "p" and token.text not in {"-", "’", "'"}:
            if not (token.text == "," and index == name.first - 1 and _role_before(tokens, index)):
                break
            continue
        if not _note(name, token, index, by_token):
            break
    index = name.last + 1
    if (
        index < len(tokens)
        and tokens[index].low in {"of", "from"}
        and name.parts[-1] not in _GENERIC
    ):
        for at in (index + 1, index + 2):
            if at in by_token and not by_token[at].nation:
                name.ties.setdefault(by_token[at].key, at)
                break
    if index < len(tokens) and tokens[index].text in {",", "("}:
        _attach_after(name, index + 1, tokens, by_token)


def _role_before(tokens: list[Word], index: int) -> bool:
    """Tell that in "Vescari's lawyer, Stefano Bruni" a role noun stands before the comma."""
    return index > 0 and tokens[index - 1].low in _OFFICES


def _attach_after(name: Name, at: int, tokens: list[Word], by_token: dict[int, Name]) -> None:
    index = at
    if index + 1 < len(tokens) and tokens[index].kind == "n" and tokens[index + 1].text == ",":
        index += 2
    begin = index
    if begin >= len(tokens):
        return
    opener = tokens[begin]
    if opener.low not in _OPENERS:
        near = [t.low for t in tokens[begin : begin + 4]]
        if not any(w in _OFFICES or w in _DEMONYMS for w in near):
            return
    for index in range(begin, min(begin + 9, len(tokens))):
        token = tokens[index]
        if token.kind == "p" and token.text not in {"-", "’", "'"}:
            break
        if token.low in _ENDS:
            break
        _note(name, token, index, by_token, breaks=False)


def _note(
    name: Name, token: Word, index: int, by_token: dict[int, Name], *, breaks: bool = True
) -> bool:
    low = token.low
    other = by_token.get(index)
    if other is not None and other is not name:
        if other.nation:
            name.nations.setdefault(other.nation, index)
        else:
            name.ties.setdefault(other.key, index)
        return True
    if low in _OFFICES:
        name.roles.setdefault(_OFFICES[low], index)
    if low in _PORTFOLIOS:
        name.portfolios.setdefault(_PORTFOLIOS[low], index)
    return not (breaks and low in NP_BREAKS and token.kind == "w")
