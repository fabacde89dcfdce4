"""Names that others stand in for, persons who were named, and names added to others."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from briefer import lang
from briefer.analysis.entities import Name
from briefer.checks.mentions import located, same_entity
from briefer.compare.versions.hunks import Hunk, Wording
from briefer.compare.versions.passage import Passage, is_rewritten, is_small
from briefer.model import ChangeType

_GENERIC = lang.every_language().generic
_OFFICES = lang.every_language().offices

_TITLE_CASE = 0.6
_SMALL = 5
_DESCRIPTION = 4
_SPEAKING = lang.every_language().speech_words
_Touched = list[tuple[Name, Hunk]]
_JOINTS = lang.every_language().list_joints | {"&", ","}


def find_names(passage: Passage) -> None:
    """Note every name that another stands in for, and people named or no longer named."""
    olds, news = _touched(passage, 0), _touched(passage, 1)
    for mine in list(olds):
        twin = next((t for t in news if _refers(mine[0], t[0])), None)
        if twin is not None:
            olds.remove(mine)
            news.remove(twin)
    # A name that stands elsewhere in the other wording may have come or gone as a repetition.
    repeated = [n for n, _ in olds if _is_in(n, passage.alignment.new)]
    repeated += [n for n, _ in news if _is_in(n, passage.alignment.old)]
    for one, hunk in list(olds):
        for each in news:
            other, hunk_ = each
            both = one in repeated and other in repeated
            if hunk == hunk_ and not both and not is_rewritten(hunk):
                _exchanged(passage, one, other, hunk)
                olds.remove((one, hunk))
                news.remove(each)
                break
    olds = [each for each in olds if each[0] not in repeated]
    news = [each for each in news if each[0] not in repeated]
    for side, rest in ((0, olds), (1, news)):
        for name, hunk in rest:
            if not find_listed(passage, side, name, hunk):
                _named(passage, side, name, hunk)


def _is_in(name: Name, side: Wording) -> bool:
    return any(_refers(name, other) for other in side.reading.names)


def _touched(passage: Passage, side: int) -> _Touched:
    me = passage.sides[side]
    out: _Touched = []
    for name in _names(me, heading=passage.heading):
        hunks = {
            hunk for unit in units_of(me, name) if (hunk := passage.changed(side, unit)) is not None
        }
        if hunks:
            out.append((name, min(hunks)))
    return out


def _names(side: Wording, *, heading: bool) -> list[Name]:
    """Return the names; in a headline in title case only those that the body has."""
    names = [n for n in side.reading.names if not all(part in _OFFICES for part in n.parts)]
    if heading:
        words = [t for t in side.reading.tokens if t.kind == "w"]
        capital = sum(t.text[0].isupper() for t in words)
        if words and capital > _TITLE_CASE * len(words):
            return [n for n in names if n.nation or set(n.parts) & set(side.known)]
    return names


def _refers(one: Name, other: Name) -> bool:
    """Return whether two mentions name the same: a longer form, an acronym, no other spelling."""
    if one.nation or other.nation:
        return one.nation == other.nation and bool(one.nation)
    if not same_entity(one, other):
        return False
    if one.key != other.key:
        return _is_acronym(one) != _is_acronym(other) or one.key.rstrip("s") == other.key.rstrip(
            "s"
        )
    mine, theirs = _given(one), _given(other)
    return not mine or not theirs or bool(set(mine) & set(theirs)) or _initials(mine, theirs)


def _is_acronym(name: Name) -> bool:
    letters = name.text.replace(".", "")
    return len(name.parts) == 1 and letters.isupper() and len(letters) > 1


def _given(name: Name) -> list[str]:
    return [part for part in name.parts if part != name.key and part not in _GENERIC]


def _initials(one: list[str], other: list[str]) -> bool:
    short, long = sorted((one, other), key=lambda parts: len(parts[0]))
    return len(short[0].rstrip(".")) == 1 and short[0][0] == long[0][0]


def _exchanged(passage: Passage, one: Name, other: Name, hunk: Hunk) -> None:
    old, new = _range(passage, 0, one, hunk), _range(passage, 1, other, hunk)
    passage.add(
        _kind(passage, one, other),
        f"{passage.words(0, old)} → {passage.words(1, new)}",
        old,
        new,
        *([hunk] if is_small(passage, hunk) else []),
    )


def _range(passage: Passage, side: int, name: Name, hunk: Hunk) -> tuple[int, int]:
    """Return the units of a name that changed; all of it when its first or last word did."""
    me = passage.sides[side]
    units = units_of(me, name)
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    changed = [u for u in units if begin <= u < stop]
    return (changed[0], changed[-1] + 1) if changed else (units[0], units[-1] + 1)


def _kind(passage: Passage, one: Name, other: Name) -> ChangeType:
    old, new = passage.sides
    placed = located(old.reading.tokens, one.first) and located(new.reading.tokens, other.first)
    if placed and not (one.adjective or other.adjective):
        return "place"
    if one.nation and other.nation and _describes(old, one) and _describes(new, other):
        return "role"
    if placed:
        return "place"
    speaks = _speaks(new, other) and _speaks(old, one) and _spelt_apart(one, other)
    if speaks and passage.elsewhere(0, other.text.split()[-1]):
        return "attribution"
    return "name"


def _spelt_apart(one: Name, other: Name) -> bool:
    return Levenshtein.normalized_similarity(one.key, other.key) < _SMALL / 10


def _describes(side: Wording, nation: Name) -> bool:
    """Return whether a nation says where a person or thing is from: "the Danish coach Sloth"."""
    return any(nation.first in n.nations.values() for n in side.reading.names if n is not nation)


def _speaks(side: Wording, name: Name) -> bool:
    tokens = side.reading.tokens
    near = [*tokens[max(0, name.first - 2) : name.first], *tokens[name.last + 1 : name.last + 3]]
    return any(t.low in _SPEAKING for t in near)


def _named(passage: Passage, side: int, name: Name, hunk: Hunk) -> None:
    """Note that "a suspect" was given a name, or lost it, when the other version lacks it."""
    begin, stop = (hunk.c, hunk.d) if side == 0 else (hunk.a, hunk.b)
    other = passage.sides[1 - side]
    if passage.heading or name.nation or not other.content(begin, stop):
        return
    if passage.elsewhere(1 - side, name.text) or passage.elsewhere(1 - side, name.text.split()[-1]):
        return
    if len(other.content(begin, stop)) > _DESCRIPTION or not is_small(passage, hunk):
        return
    here, there = _range(passage, side, name, hunk), (begin, stop)
    old, new = (here, there) if side == 0 else (there, here)
    passage.add("name", f"{passage.words(0, old)} → {passage.words(1, new)}", old, new, hunk)


def find_listed(passage: Passage, side: int, name: Name, hunk: Hunk) -> bool:
    """Note a name that one version adds to another by "and" or a comma: "Ghent and Leipzig".

    Returns:
        Whether that is what became of the name.
    """
    begin, stop = (hunk.a, hunk.b) if side == 0 else (hunk.c, hunk.d)
    me = passage.sides[side]
    units = units_of(me, name)
    one_sided = hunk.a == hunk.b or hunk.c == hunk.d
    if not one_sided or not (begin <= units[0] and units[-1] < stop) or hunk in passage.explained:
        return False
    if any(u not in units for u in me.content(begin, stop)):
        return False
    fellow = next(
        (n for n in me.reading.names if _joined(me, n, name) or _joined(me, name, n)), None
    )
    if fellow is None:
        return False
    theirs = units_of(me, fellow)
    kept = [v for u in theirs if (v := passage.across(side, u)) is not None]
    if len(kept) < len(theirs):
        return False
    whole = sorted([*units, *theirs])
    here, there = (whole[0], whole[-1] + 1), (kept[0], kept[-1] + 1)
    old, new = (here, there) if side == 0 else (there, here)
    place = located(me.reading.tokens, min(name.first, fellow.first))
    kind: ChangeType = "place" if place else "name"
    passage.add(kind, f"{passage.words(0, old)} → {passage.words(1, new)}", old, new, hunk)
    return True


def units_of(side: Wording, name: Name) -> list[int]:
    """Return the units that a name takes up."""
    return list(range(side.unit_of(name.first), side.unit_of(name.last) + 1))


def _joined(side: Wording, one: Name, other: Name) -> bool:
    between = side.reading.tokens[one.last + 1 : other.first]
    return 0 < len(between) <= 2 and all(t.low in _JOINTS for t in between)  # noqa: PLR2004
