"""Are the names of the claim the source's, in the right place, with the right roles?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from briefer.checks.binding import Place, nearest, outdone, slot
from briefer.checks.findings import finding
from briefer.checks.names import Name, folded
from briefer.checks.nations import NATIONS
from briefer.checks.people import GENERIC, ROLES, STATUS
from briefer.checks.words import alike

if TYPE_CHECKING:
    from briefer.checks.case import Case
    from briefer.checks.source import Source, SourceSentence
    from briefer.model import Finding, FindingKind

_LOCATIVE = frozenset(
    """in at near from to into outside inside around across towards toward via through off within
    throughout beyond à en au aux dans vers depuis chez près nach aus bei im am""".split()
)
_TYPO = 1
_LONG = 6
_VERBATIM_SLOT = 0.7


def same(one: Name, other: Name) -> bool:
    """Whether two mentions can name the same thing."""
    if one.nation or other.nation:
        return one.nation == other.nation and bool(one.nation)
    return one.key == other.key or _close(one.key, other.key) or _acronym(one, other)


def _close(one: str, other: str) -> bool:
    """A spelling variant: one letter off in a long word, or a plural."""
    if min(len(one), len(other)) < _LONG:
        return one.rstrip("s") == other.rstrip("s")
    return one[:2] == other[:2] and Levenshtein.distance(one, other, score_cutoff=_TYPO) <= _TYPO


def _acronym(one: Name, other: Name) -> bool:
    short, long = (one, other) if len(one.parts) == 1 else (other, one)
    letters = short.parts[0].replace(".", "")
    if len(short.parts) != 1 or not short.text.replace(".", "").isupper():
        return False
    initials = "".join(part[0] for part in long.parts)
    heads = "".join(part[0] for part in long.parts if part not in {"of", "the", "and", "for", "in"})
    return len(letters) > 1 and letters in {initials, heads}


class Register:
    """Every name of the sentences in a scope, by key, and every word they have."""

    def __init__(self, sentences: list[SourceSentence], source: Source) -> None:
        self.by_key: dict[str, list[tuple[SourceSentence, Name]]] = {}
        self.all: list[tuple[SourceSentence, Name]] = []
        self.seats: set[str] = set()
        for sentence in sentences:
            for name in sentence.reading.names:
                self.all.append((sentence, name))
                self.by_key.setdefault(name.key, []).append((sentence, name))
        self.roles = {ROLES[t.low] for s in sentences for t in s.words if t.low in ROLES}
        self.words = source.folded_words({s.article for s in sentences})

    def mentions(self, name: Name) -> list[tuple[SourceSentence, Name]]:
        """Return the mentions that can be of the same thing."""
        direct = self.by_key.get(name.key)
        if direct:
            return direct
        return [(s, other) for s, other in self.all if same(name, other)]


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
                or _roles(name, mentions, case)
                or _unknown_role(name, case)
            )
        if result is not None and not any(_overlap(result, f) for f in found):
            found.append(result)
    return found


def _overlap(one: Finding, other: Finding) -> bool:
    a, b = one.claim, other.claim
    return a is not None and b is not None and a.start < b.end and b.start < a.end


def _unknown(name: Name, case: Case) -> Finding | None:
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
            if part not in GENERIC and not _has(words, part, loose=german)
        ]
        if not missing or (name.parts[-1] not in missing and len(missing) < len(name.parts)):
            return None
        if case.spelled_out(name):
            return None
    elif any(
        folded(t.low) in words
        for t in case.claim.tokens[name.first : name.last + 1]
        if NATIONS.get(t.low) == name.nation or len(t.low) > 3
    ):  # noqa: PLR2004
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
    if loose and len(part) >= _LONG:
        stem = part[: max(_LONG, len(part) - 3)]
        return any(w.startswith(stem) or w in part for w in words if len(w) >= _LONG)
    return False


def _rivals(name: Name, case: Case) -> list[tuple[SourceSentence, Name]]:
    """Names near the evidence that the claim does not mention."""
    mine = case.claim.names
    out = []
    for sentence in case.window:
        if sentence.number not in case.close:
            continue
        for other in sentence.reading.names:
            if not any(same(n, other) for n in mine) and not _part_of(name, other):
                out.append((sentence, other))
    return out


def _part_of(name: Name, other: Name) -> bool:
    return bool(set(name.parts) & (set(other.parts) - GENERIC)) and not name.nation


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
    if located(case.claim.tokens, name.first):
        return "place"
    if rival is not None and located(rival[0].words, rival[1].first):
        return "place"
    return "name"


def located(tokens: list, first: int) -> bool:  # type: ignore[type-arg]
    index = first - 1
    while index >= 0 and (
        tokens[index].low
        in {
            "the",
            "la",
            "le",
            "der",
            "die",
            "das",
            "den",
            "dem",
            "nearby",
            "central",
            "southern",
            "northern",
            "eastern",
            "western",
        }
    ):
        index -= 1
    return index >= 0 and tokens[index].low in _LOCATIVE


def _other_first_name(
    name: Name, mentions: list[tuple[SourceSentence, Name]], case: Case
) -> Finding | None:
    """A known surname with a first name that is not its own."""
    if len(name.parts) < 2:  # noqa: PLR2004
        return None
    full = [(s, n) for s, n in mentions if len(n.parts) > 1 and n.parts[-1] == name.parts[-1]]
    if full and (
        strange := [p for p in name.parts if not _has(case.register.words, p, loose=False)]
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
    if name.parts[0] in GENERIC or name.parts[-1] in GENERIC:
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


def _roles(name: Name, mentions: list[tuple[SourceSentence, Name]], case: Case) -> Finding | None:
    """Nationality, office, portfolio and affiliation beside a name, against the source's."""
    tokens = case.claim.tokens
    mine = (name.nations, name.portfolios, name.roles, name.ties)
    theirs: list[dict] = [{}, {}, {}, {}]  # type: ignore[type-arg]
    for sentence, other in mentions:
        parts = (other.nations, other.portfolios, other.roles, other.ties)
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
        if rank == 3 and not _other_side(name, value, mentions, theirs, case):
            continue
        if rank == 1 and (value in STATUS) != (next(iter(known)) in STATUS):
            continue
        sentence, at = next(iter(known.values()))
        token, other_token = tokens[index], sentence.words[at]
        message = (
            f"the claim says {token.text} of {name.text}; the source says {other_token.text} "
            f"[{case.label(sentence)}]"
        )
        offset = sentence.sentence.start
        return finding("role", message, case.span(token.start, token.end),
                       Place(sentence, at, at), other_token.start - offset,
                       other_token.end - offset)  # fmt: skip
    return None


def _unknown_role(name: Name, case: Case) -> Finding | None:
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
    ROLES[w]
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
)  # noqa: SIM905


def _other_side(
    name: Name,
    tie: str,
    mentions: list[tuple[SourceSentence, Name]],
    theirs: list[dict],
    case: Case,  # type: ignore[type-arg]
) -> bool:
    """Whether a name tied to another in the claim is tied to a third in the source."""
    if tie not in case.register.by_key or any(tie == n.key for n in case.claim.names if n is name):
        return False
    if name.roles and theirs[2] and not set(name.roles) & set(theirs[2]):
        return False
    return not any(other.key == tie for s, _ in mentions for other in s.reading.names)


def _same_office(name: Name, theirs: list[dict]) -> bool:  # type: ignore[type-arg]
    return not name.roles or not theirs[2] or bool(set(name.roles) & set(theirs[2]))
