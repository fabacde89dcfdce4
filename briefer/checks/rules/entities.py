"""Are the names of the claim the source's, in the right place, with the right roles?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.entities import folded
from briefer.checks.alignment import Place, nearest, outdone, slot
from briefer.checks.entities import LONG, SETTLED, located, same
from briefer.checks.findings import finding
from briefer.checks.rules.roles import check_roles, unknown_role

if TYPE_CHECKING:
    from briefer.analysis.entities import Name
    from briefer.checks.context import Case
    from briefer.checks.source import SourceSentence
    from briefer.model import Finding, FindingKind

_COUNTRIES = lang.every_language().countries
_GENERIC = lang.every_language().generic


_INITIALS = 3


def check_names(case: Case) -> list[Finding]:
    """Check every name of the claim, then what is attached to each."""
    register = case.register
    found: list[Finding] = []
    for name in case.claim.names:
        mentions = register.mentions(name)
        result = _unknown(name, case) if not mentions else _misplaced(name, mentions, case)
        if result is None and mentions and not name.nation:
            result = (
                _other_first_name(name, mentions, case)
                or check_roles(name, mentions, case)
                or unknown_role(name, case)
            )
        if result is not None and not any(_overlap(result, f) for f in found):
            found.append(result)
    return found


def _overlap(one: Finding, other: Finding) -> bool:
    a, b = one.claim, other.claim
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def _unknown(name: Name, case: Case) -> Finding | None:  # noqa: C901, PLR0911  one guise a line
    """A name that no sentence has: an error, unless its words are all there in other guise."""
    words = case.register.words
    if name.seat and name.nation in {n.nation for _, n in case.register.all}:
        return None
    if name.nation and name.nation.lower() in words:
        return None
    german = case.claim.language == "de"
    if not name.nation and any(same(name, other) for _, other in case.register.all):
        return None
    if all(part in words for part in name.parts):
        return _misplaced(name, [], case)
    if not name.nation:
        missing = [
            part
            for part in name.parts
            if part not in _GENERIC and not _has(words, part, loose=german)
        ]
        if not missing or (name.parts[-1] not in missing and len(missing) < len(name.parts)):
            return None
        if case.spelled_out(name):
            return None
    elif any(
        folded(t.low) in words
        for t in case.claim.tokens[name.first : name.last + 1]
        if _COUNTRIES.get(t.low) == name.nation or len(t.low) > _INITIALS
    ):
        return None
    rival = _rival(name, case)
    if german and rival is None:
        return None
    kind = _kind(name, case, rival)
    span = case.span(name.start, name.end)
    if rival is not None:
        sentence, other = rival
        message = (
            f"the claim says {name.text}; the source says {other.text} [{case.label(sentence)}]"
        )
        offset = sentence.sentence.start
        place = Place(sentence, other.first, other.last)
        return finding(kind, message, span, place, other.start - offset, other.end - offset)
    return finding(kind, f"{name.text} is not in the source", span)


def _has(words: frozenset[str], part: str, *, loose: bool) -> bool:
    if part in words or part.rstrip("s") in words or part + "s" in words:
        return True
    if loose and len(part) >= LONG:
        stem = part[: max(LONG, len(part) - 3)]
        return any(w.startswith(stem) or w in part for w in words if len(w) >= LONG)
    return False


def _rivals(name: Name, case: Case) -> list[tuple[SourceSentence, Name]]:
    """Names near the evidence that the claim does not mention."""
    mine = case.claim.names
    out = []
    for sentence in case.window:
        if sentence.number not in case.close:
            continue
        out += [
            (sentence, other)
            for other in sentence.reading.names
            if not any(same(n, other) for n in mine) and not _part_of(name, other)
        ]
    return out


def _part_of(name: Name, other: Name) -> bool:
    return bool(set(name.parts) & (set(other.parts) - _GENERIC)) and not name.nation


def _rival(name: Name, case: Case) -> tuple[SourceSentence, Name] | None:
    rivals = _rivals(name, case)
    places = [Place(s, n.first, n.last) for s, n in rivals]
    value, which = nearest(case.claim, name.first, name.last, places, case.source)
    return rivals[which] if which >= 0 and value >= 0.3 else None  # noqa: PLR2004


def _misplaced(
    name: Name, mentions: list[tuple[SourceSentence, Name]], case: Case
) -> Finding | None:
    """The source knows the name, but where the claim has it the source has another."""
    places = [Place(s, n.first, n.last) for s, n in mentions]
    best, _ = nearest(case.claim, name.first, name.last, places, case.source)
    rivals = _rivals(name, case)
    rival_places = [Place(s, n.first, n.last) for s, n in rivals]
    rival, which = nearest(case.claim, name.first, name.last, rival_places, case.source)
    if which < 0:
        return None
    sentence, other = rivals[which]
    if not outdone(best, rival) and not _other_place(name, rivals[which], best, rival, case):
        return None
    if bool(other.nation) != bool(name.nation) and not _same_use(name, case, other, sentence):
        return None
    if any(
        n.last < other.first and _set_off(sentence, n) and same(n, name)
        for n in sentence.reading.names
    ):
        return None
    both = located(case.claim.tokens, name.first) and located(sentence.words, other.first)
    if slot(case.claim, name.first, name.last, rival_places[which]) < 0.5 and not both:  # noqa: PLR2004
        return None
    kind = _kind(name, case, (sentence, other))
    message = f"the claim says {name.text}; the source says {other.text} [{case.label(sentence)}]"
    offset = sentence.sentence.start
    return finding(
        kind,
        message,
        case.span(name.start, name.end),
        rival_places[which],
        other.start - offset,
        other.end - offset,
    )


def _set_off(sentence: SourceSentence, name: Name) -> bool:
    """Whether a comma follows a name: what stands behind it may be said of it all the same."""
    after = name.last + 1
    return after < len(sentence.words) and sentence.words[after].text in {",", "(", "–", "—", "-"}


def _other_place(
    name: Name, rival: tuple[SourceSentence, Name], best: float, value: float, case: Case
) -> bool:
    """Whether the sentence most like the claim says *at* another place."""
    sentence, other = rival
    if not (located(case.claim.tokens, name.first) and located(sentence.words, other.first)):
        return False
    likest = max(case.evidence, key=lambda s: (case.share(s), -s.number))
    if likest is not sentence or case.share(sentence) < _MOSTLY:
        return False
    near = [sentence, *case.source.before(sentence)]
    if any(same(name, n) for s in near for n in s.reading.names):
        return False
    return value >= _PLACE_CLOSE and value > best


_MOSTLY = 0.45
_PLACE_CLOSE = 0.25


def _same_use(name: Name, case: Case, other: Name, sentence: SourceSentence) -> bool:
    return located(case.claim.tokens, name.first) == located(sentence.words, other.first)


def _kind(name: Name, case: Case, rival: tuple[SourceSentence, Name] | None) -> FindingKind:
    """A nationality beside a person is a role; what stands behind *in* or *at*, a place."""
    if (
        name.nation
        and not located(case.claim.tokens, name.first)
        and any(n.nations.get(name.nation) == name.first and not n.nation for n in case.claim.names)
    ):
        return "role"
    settled = located(case.claim.tokens, name.first, SETTLED)
    loosely = located(case.claim.tokens, name.first)
    known = case.register.places
    if settled or (loosely and (name.nation or name.key in known)):
        return "place"
    if rival is not None and (
        located(rival[0].words, rival[1].first, SETTLED)
        or (loosely and (rival[1].nation or rival[1].key in known))
    ):
        return "place"
    return "name"


def _other_first_name(  # noqa: PLR0911  one excuse a line
    name: Name, mentions: list[tuple[SourceSentence, Name]], case: Case
) -> Finding | None:
    """A known surname with a first name that is not its own."""
    if len(name.parts) < 2:  # noqa: PLR2004
        return None
    full = [(s, n) for s, n in mentions if len(n.parts) > 1 and n.parts[-1] == name.parts[-1]]
    if (
        full
        and case.claim.language != "de"
        and (strange := [p for p in name.parts if not _has(case.register.words, p, loose=False)])
    ):
        others = [
            (s, n)
            for s, n in full
            if not set(n.parts) <= set(name.parts) and len(n.parts) == len(name.parts)
        ]
        if strange and len(others) == len(full):
            return _renamed(name, *full[0], case)
    if not full or any(set(name.parts[:-1]) & set(n.parts[:-1]) for _, n in full):
        return None
    if any(
        name.parts[0][0] == n.parts[0][0] and min(len(name.parts[0]), len(n.parts[0])) <= 2  # noqa: PLR2004
        for _, n in full
    ):
        return None
    if name.parts[0] in _GENERIC or name.parts[-1] in _GENERIC:
        return None
    if name.parts[0] in case.register.words and len(full) > 1:
        return None
    return _renamed(name, *full[0], case)


def _renamed(name: Name, sentence: SourceSentence, other: Name, case: Case) -> Finding:
    offset = sentence.sentence.start
    message = f"the claim says {name.text}; the source says {other.text} [{case.label(sentence)}]"
    return finding("name", message, case.span(name.start, name.end),
                   Place(sentence, other.first, other.last),
                   other.start - offset, other.end - offset)  # fmt: skip
