"""Office, standing, nationality, kin and affiliation beside a name, against the source's.

Only what is said of the name itself counts: the words right before it and an apposition right
behind it. Of all that the source's mentions of the same person say, one that agrees is enough.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.tokens import alike
from briefer.checks.alignment import Place
from briefer.checks.findings import finding

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from briefer.analysis.entities import Name
    from briefer.analysis.reading import Reading
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.model import Finding, FindingLevel

_STOP = lang.every_language().stop
_PORTFOLIOS = lang.every_language().portfolios
_OFFICES = lang.every_language().offices
_STATUS = lang.every_language().standings
_STANDINGS = lang.every_language().standing_words
_CHIEFS = lang.every_language().chiefs
_EXCLUSIVE = lang.every_language().exclusive_offices
_KIN = frozenset(lang.every_language().offices[word] for word in lang.every_language().kin)
_VAGUE = lang.every_language().vague_offices

_ARTICLES = lang.every_language().inset_articles
_BEFORE = 7
_BEHIND = 9
_NEAR = 3
"""Tokens on either side of a name within which the source may tell its label in another way."""
_LINKS = frozenset({"-", "‑", "’", "'"})


@dataclass
class Description:
    """What is said of a name right beside it, each with the index of the token that says it.

    ``offices``: groups of like offices; ``standings``: *former*, *deputy*, *acting*, *future*;
    ``chiefs``: what a chief is chief of; ``portfolios``: what a minister is minister of;
    ``nations``: codes of countries.
    """

    offices: dict[str, int] = field(default_factory=dict)
    standings: dict[str, int] = field(default_factory=dict)
    chiefs: dict[str, int] = field(default_factory=dict)
    portfolios: dict[str, int] = field(default_factory=dict)
    nations: dict[str, int] = field(default_factory=dict)


def describe_name(name: Name, reading: Reading) -> Description:
    """Return what the noun phrase that ends in a name, and an apposition behind it, say of it."""
    tokens, taken = reading.tokens, reading.name_at
    said = Description()
    before = list(_before(tokens, name, taken))
    for index in (*before, *_behind(tokens, name)):
        token = tokens[index]
        other = taken.get(index)
        if other is not None and other is not name:
            hyphen = index + 1 < len(tokens) and tokens[index + 1].text in _LINKS
            # "U.S. Defense Secretary Hegseth": before a name a country is as good as its adjective.
            attribute = other.adjective or (index in before and other.last + 1 < name.first)
            if other.nation and attribute and not hyphen:
                said.nations.setdefault(other.nation, index)
            continue
        _note(said, tokens, index, token)
    return said


def _note(said: Description, tokens: Sequence[Word], index: int, token: Word) -> None:
    low = token.low.rpartition("'")[2] or token.low  # l'ancien
    if low in _STANDINGS:
        said.standings.setdefault(_STANDINGS[low], index)
    chief = _CHIEFS.get(low)
    if chief is None and index and tokens[index - 1].low == "chief":
        chief = _CHIEFS.get(f"chief {low}", low)
    if chief is not None:
        said.chiefs.setdefault(chief, index)
        return
    if low in _OFFICES and low != "chief":
        said.offices.setdefault(_OFFICES[low], index)
    if low in _PORTFOLIOS and low not in _STANDINGS and _PORTFOLIOS[low] not in _STATUS:
        said.portfolios.setdefault(_PORTFOLIOS[low], index)


def _before(tokens: Sequence[Word], name: Name, taken: Mapping[int, Name]) -> Iterator[int]:
    """Yield the tokens of the noun phrase before a name, also over the comma of an apposition."""
    index = name.first - 1
    if index > 0 and tokens[index].text == "," and tokens[index - 1].low in _OFFICES:
        index -= 1
    for at in range(index, max(-1, index - _BEFORE), -1):
        token = tokens[at]
        other = taken.get(at)
        if token.kind == "p":
            if token.text in _LINKS:
                continue
            return
        if other is None and token.low in _STOP:
            return
        if other is not None and not other.nation:
            return
        yield at


def _behind(tokens: Sequence[Word], name: Name) -> Iterator[int]:
    """Yield the tokens of an apposition behind a name: ", the former mayor of"."""
    at = name.last + 1
    if at >= len(tokens) or tokens[at].text not in {",", "("}:
        return
    at += 1
    if at + 1 < len(tokens) and tokens[at].kind == "n" and tokens[at + 1].text == ",":
        at += 2
    for index in range(at, min(at + _BEHIND, len(tokens))):
        token = tokens[index]
        if token.kind == "p" and token.text not in _LINKS:
            return
        if token.low in _STOP and token.low not in _ARTICLES:
            return
        yield index


def check_roles(name: Name, context: Context) -> Iterator[Finding]:
    """Yield the first thing said beside a name that nothing in the source says of it."""
    mine = describe_name(name, context.claim)
    told = _told(name, context)
    for result in chain(
        _standing(name, mine, told, context),
        _exclusive(name, mine, told, context),
        _nationality(name, mine, told, context),
        _label(name, context),
        _affiliation(name, context),
        _unknown_kin(name, mine, context),
    ):
        yield result
        return


_Told = tuple["SourceSentence", Description]


def _told(name: Name, context: Context) -> list[_Told]:
    """Return what is said beside each mention of what a name can be of; kept with the source."""
    register = context.register
    key = tuple(map(id, register.candidates(name)))
    told = register.told.get(key)
    if told is None:
        told = register.told[key] = list(_described(register.mentions(name)))
    return told


def _described(mentions: Iterable[tuple[SourceSentence, Name]]) -> Iterator[_Told]:
    for sentence, other in mentions:
        said = describe_name(other, sentence.reading)
        if said.offices or said.chiefs or said.nations or said.standings:
            yield sentence, said


def _standing(
    name: Name, mine: Description, told: list[_Told], context: Context
) -> Iterator[Finding]:
    """Yield a finding where *former*, *deputy* or *acting* was dropped or put in."""
    for office, at in (*mine.offices.items(), *mine.chiefs.items()):
        same = [(s, d) for s, d in told if office in d.offices or office in d.chiefs]
        if not same:
            continue
        for sentence, said in same:
            lost = [k for k in said.standings if all(k in d.standings for _, d in same)]
            dropped = [k for k in lost if k not in mine.standings]
            if dropped and not _is_told_otherwise(dropped[0], context):
                where = said.standings[dropped[0]]
                yield _role(name, at, sentence, where, context, "contradicted")
                return
        added = [k for k in mine.standings if not any(k in d.standings for _, d in same)]
        if added and not _stands_somewhere(added[0], told, context):
            sentence, said = same[0]
            where = said.offices.get(office, said.chiefs.get(office, 0))
            yield _role(name, mine.standings[added[0]], sentence, where, context, "doubt")
            return


def _is_told_otherwise(standing: str, context: Context) -> bool:
    """Tell that the claim has a word for the standing somewhere: "who has left"."""
    return any(_STANDINGS.get(t.low) == standing for t in context.claim.tokens)


def _stands_somewhere(standing: str, told: Iterable[_Told], context: Context) -> bool:
    sentences = [s for s, _ in told] + context.evidence
    return any(_STANDINGS.get(t.low) == standing for s in sentences for t in s.words)


def _exclusive(
    name: Name, mine: Description, told: list[_Told], context: Context
) -> Iterator[Finding]:
    """Yield a finding on an office that nobody holds beside the one that the source tells."""
    for sort in ("chiefs", "portfolios"):
        ours: dict[str, int] = getattr(mine, sort)
        theirs = [(s, getattr(d, sort)) for s, d in told if getattr(d, sort)]
        if ours and theirs and not any(set(ours) & set(d) for _, d in theirs):
            sentence, known = theirs[0]
            sure = len(ours) == 1 and all(len(d) == 1 for _, d in theirs)
            at, where = next(iter(ours.values())), next(iter(known.values()))
            yield _role(name, at, sentence, where, context, "contradicted" if sure else "doubt")
            return
    ours_held = set(mine.offices)
    held = [(s, d) for s, d in told if d.offices or d.chiefs]
    if not ours_held or not held or any(ours_held & set(d.offices) for _, d in held):
        return
    sentence, known = held[0]
    office, at = next(iter(mine.offices.items()))
    if context.claim.tokens[at].low in _VAGUE or known.chiefs:
        return
    where = next(iter(known.offices.values()))
    if sentence.words[where].low in _VAGUE:
        return
    exclusive = office in _EXCLUSIVE and all(set(d.offices) & _EXCLUSIVE for _, d in held)
    sure = exclusive and not any(d.standings for _, d in held) and not mine.standings
    yield _role(name, at, sentence, where, context, "contradicted" if sure else "doubt")


def _nationality(
    name: Name, mine: Description, told: list[_Told], context: Context
) -> Iterator[Finding]:
    theirs = [(s, d.nations) for s, d in told if d.nations]
    if not mine.nations or not theirs or any(set(mine.nations) & set(d) for _, d in theirs):
        return
    code, at = next(iter(mine.nations.items()))
    sentences = [s for s, _ in context.register.mentions(name)]
    if any(n.nation == code for s in sentences for n in s.reading.names):
        return
    sentence, known = theirs[0]
    yield _role(name, at, sentence, next(iter(known.values())), context, "contradicted")


def _label(name: Name, context: Context) -> Iterator[Finding]:
    """Yield a finding on another label in brackets than the source has behind a name: "(SPD)"."""
    at = label_behind(name, context.claim)
    mentions = context.register.mentions(name)
    if at is None:
        return
    label = context.claim.tokens[at].low
    beside = (s.words[max(0, n.first - _NEAR) : n.last + _NEAR + 1] for s, n in mentions)
    if any(t.low == label for words in beside for t in words):
        return  # "the SPD's Jens Ahlers"
    for sentence, other in mentions:
        where = label_behind(other, sentence.reading)
        if where is not None and sentence.words[where].low != label:
            yield _role(name, at, sentence, where, context, "contradicted")
            return


def label_behind(name: Name, reading: Reading) -> int | None:
    """Return the one word in brackets right behind a name, if it is a name or letters: "(CDU)"."""
    at = name.last + 1
    inside = reading.tokens[at : at + 3]
    if [t.text for t in inside[::2]] != ["(", ")"] or inside[1].kind != "w":
        return None
    return at + 1 if inside[1].text[0].isupper() else None


def _affiliation(name: Name, context: Context) -> Iterator[Finding]:
    """Yield a doubt on a body or person beside a name that no sentence on the name has."""
    if not name.ties:
        return
    register = context.register
    mentions = register.mentions(name)
    names = context.claim.name_at
    theirs = [(s, at) for s, n in mentions for at in n.ties.values()]
    for key, at in name.ties.items():
        other = names.get(at)
        if other is None or key not in register.keys or not theirs:
            continue
        entities = register.candidates(other)
        here = {id(register.entity_at(s, n)) for s, _ in mentions for n in s.reading.names}
        if any(id(e) in here for e in entities):
            continue
        sentence, where = theirs[0]
        yield _role(name, at, sentence, where, context, "doubt")
        return


def _unknown_kin(name: Name, mine: Description, context: Context) -> Iterator[Finding]:
    """Yield a doubt on a word for kin that the source does not have in any form."""
    for office, at in mine.offices.items():
        token = context.claim.tokens[at]
        known = office in context.register.roles or token.stem in context.source.by_stem
        if office not in _KIN or known:
            continue
        if any(s.groups & set(alike(token.stem)) for s in context.scope):
            continue
        message = f"the claim says {token.text} of {name.text}; the source has no such word"
        yield replace(finding("role", message, context.span(token.start, token.end)), level="doubt")


def _role(
    name: Name, at: int, sentence: SourceSentence, where: int, context: Context, level: FindingLevel
) -> Finding:
    token, other = context.claim.tokens[at], sentence.words[where]
    message = (
        f"the claim says {token.text} of {name.text}; the source says {other.text} "
        f"[{context.label(sentence)}]"
    )
    offset = sentence.sentence.start
    made = finding("role", message, context.span(token.start, token.end),
                   Place(sentence, where, where), other.start - offset,
                   other.end - offset)  # fmt: skip
    return replace(made, level=level)
