"""Where articles about one story do not say the same.

Precision before completeness: two statements are held against each other only when what stands
round them says that they are about the same thing, each is the other's nearest, and neither
article has the other's figure anywhere. What lies between two days is news and no disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefer.analysis.tokens import alike
from briefer.checks.checking import check
from briefer.checks.source import Source
from briefer.compare.persons import Sides, of_names, of_offices
from briefer.compare.statements import (
    Stated,
    contradict,
    dates,
    figures,
    is_compound,
    is_duration,
    likeness,
    of_persons,
    pairs,
    sentences_alike,
)
from briefer.model import Difference, Evidence, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefer.checks.source import SourceSentence
    from briefer.model import Document, FindingKind

_ENOUGH = {"number": 0.4, "money": 0.5, "date": 0.55}
_WORDS = {"number": 2, "money": 3, "date": 3}
_BARE = 0.6
_BARE_WORDS = 3
_TOLL = 0.15


def differences(
    documents: Sequence[Document], copies: Mapping[int, int] | None = None
) -> tuple[Difference, ...]:
    """Return where articles about one story disagree: figures, days, names, offices, denials.

    Args:
        documents: the articles; ``documents[0]`` is article 1 in sides and evidence.
        copies: 0-based index of an article that prints another's text, to that other's. A copy
            stands on its original's side and is compared with nothing.

    Returns:
        The differences in the order in which the first article on either side tells of them.
        Articles in different languages are compared in the names of persons only. Figures and days
        of articles that are dated on different days are not compared: the later one is news.
    """
    copied = dict(copies or {})
    source = Source(documents)
    originals = [i for i in range(1, len(documents) + 1) if i - 1 not in copied]
    followers: dict[int, list[int]] = defaultdict(list)
    for copy, original in copied.items():
        followers[original + 1].append(copy + 1)
    found = [
        *_of_figures(source, originals),
        *_of_days(source, originals),
        *of_names(source, originals),
        *of_offices(source, originals),
        *_of_denials(source, originals),
    ]
    found.sort(key=lambda sides: min(_place(stated) for side in sides for stated in side))
    return tuple(_difference(sides, followers) for sides in found)


def _place(stated: Stated) -> tuple[int, int, int]:
    return stated.article, stated.sentence.number, stated.start


def _difference(sides: Sides, followers: Mapping[int, Sequence[int]]) -> Difference:
    made = []
    for side in sides:
        first = min(side, key=_place)
        own = {s.article for s in side}
        every = own | {copy for number in own for copy in followers.get(number, ())}
        made.append(Side(first.says, tuple(sorted(every)), _evidence(first)))
    said = "; ".join(f"“{side.says}” in {_numbers(side.articles)}" for side in made)
    return Difference(
        sides[0][0].kind,
        f"{_SUBJECT.get(sides[0][0].kind, 'articles')} differ: {said}",
        tuple(made),
    )


_SUBJECT: dict[FindingKind, str] = {
    "number": "figures", "money": "sums", "date": "dates", "name": "names", "role": "offices",
    "negation": "denials",
}  # fmt: skip


def _numbers(articles: Sequence[int]) -> str:
    return ", ".join(map(str, articles))


def _evidence(stated: Stated) -> Evidence:
    return stated.sentence.evidence()


def _of_figures(source: Source, originals: Sequence[int]) -> list[Sides]:
    stated = {number: figures(source, number) for number in originals}

    def agree(one: Stated, other: Stated) -> bool:
        mine, theirs = one.quantity, other.quantity
        return (
            mine is not None
            and theirs is not None
            and (mine.kind, mine.unit) == (theirs.kind, theirs.unit)
            and not contradict(mine, theirs)
        )

    def comparable(one: Stated, other: Stated) -> float:
        return _same_thing(one, other, source)

    return _opposed(source, originals, stated, comparable, agree)


def _same_thing(  # noqa: PLR0911  one sort of figure a line
    one: Stated, other: Stated, source: Source
) -> float:
    """Return how surely two figures are of one thing, 0 when they are not."""
    mine, theirs = one.quantity, other.quantity
    if mine is None or theirs is None or (mine.kind, mine.unit) != (theirs.kind, theirs.unit):
        return 0.0
    near, words = likeness(one, other, source)
    if one.toll or other.toll:
        if one.toll != other.toll or _is_part(one) or _is_part(other):
            return 0.0
        if not (one.first and other.first):
            return 0.0
        sure = near >= _TOLL or (of_persons(one) and of_persons(other))
        return 0.5 + near / 2 if sure else 0.0
    if is_compound(one) or is_compound(other):
        return 0.0
    if is_duration(mine) or mine.kind in {"percent", "points"}:
        return near if near >= _BARE and words >= _BARE_WORDS else 0.0
    if one.kind == "money" or mine.unit:
        return near if near >= _ENOUGH["money"] and words >= _WORDS["money"] else 0.0
    if not _same_noun(one, other):
        return 0.0
    return near if near >= _ENOUGH["number"] and words >= _WORDS["number"] else 0.0


def _same_noun(one: Stated, other: Stated) -> bool:
    if one.what & other.what:
        return True
    groups = {g for stem in one.what for g in alike(stem)}
    return any(g in groups for stem in other.what for g in alike(stem))


_PART_WORDS = frozenset(
    """including among them whom another more further earlier previous previously since initially
    first yesterday with had remaining""".split()
)


_BOUND = frozenset("more less fewer least than at".split())


def _is_part(stated: Stated) -> bool:
    """Whether a count of persons is told as part of another, or as an older one."""
    reading = stated.sentence.reading
    q = stated.quantity
    first, last = reading.tokens_of(q.start, q.end) if q else (0, 0)
    before = [t.low for t in reading.tokens[max(0, first - 3) : first] if t.low not in _BOUND]
    after = [t.low for t in reading.tokens[last + 1 : last + 4]]
    years = any(d.year is not None for d in reading.dates)
    return years or bool(_PART_WORDS & {*before, *after}) or before[-1:] == ["of"]


def _of_days(source: Source, originals: Sequence[int]) -> list[Sides]:
    stated = {number: dates(source, number) for number in originals}

    def comparable(one: Stated, other: Stated) -> float:
        near, words = likeness(one, other, source)
        return near if near >= _ENOUGH["date"] and words >= _WORDS["date"] else 0.0

    return _opposed(source, originals, stated, comparable, lambda a, b: a.day == b.day)


def _opposed(
    source: Source,
    originals: Sequence[int],
    stated: Mapping[int, Sequence[Stated]],
    comparable: Callable[[Stated, Stated], float],
    agree: Callable[[Stated, Stated], bool],
) -> list[Sides]:
    """Return the statements that are each other's nearest and do not agree, side by side."""
    links: list[tuple[Stated, Stated]] = []
    for one, other in pairs(source, originals):
        score = {
            (i, j): value
            for i, a in enumerate(stated[one])
            for j, b in enumerate(stated[other])
            if (value := comparable(a, b)) > 0
        }
        for (i, j), value in score.items():
            a, b = stated[one][i], stated[other][j]
            rivals = [v for (k, m), v in score.items() if (k == i) != (m == j)]
            if all(value >= rival for rival in rivals):
                links.append((a, b))
    return _sides(links, stated, comparable, agree)


def _sides(
    links: Sequence[tuple[Stated, Stated]],
    stated: Mapping[int, Sequence[Stated]],
    comparable: Callable[[Stated, Stated], float],
    agree: Callable[[Stated, Stated], bool],
) -> list[Sides]:
    """Return, for each thing that is stated otherwise somewhere, the sides there are."""
    out: list[Sides] = []
    used: set[int] = set()
    for one, other in links:
        if agree(one, other) or id(one) in used or id(other) in used:
            continue
        if _has(stated[one.article], other, one, comparable, agree) or _has(
            stated[other.article], one, other, comparable, agree
        ):
            continue
        sides: Sides = [[one], [other]]
        for article, theirs in stated.items():
            if article in {one.article, other.article}:
                continue
            near = [t for t in theirs if any(comparable(t, x) > 0 for x in (one, other))]
            homes = [[t for t in near if agree(t, x)] for x in (one, other)]
            for side, mine, others in zip(sides, homes, reversed(homes), strict=True):
                if mine and not others:
                    side.append(mine[0])
        used |= {id(each) for side in sides for each in side}
        out.append(sides)
    return out


def _has(
    mine: Sequence[Stated],
    theirs: Stated,
    own: Stated,
    comparable: Callable[[Stated, Stated], float],
    agree: Callable[[Stated, Stated], bool],
) -> bool:
    """Whether an article says elsewhere what another says: then it knows of both."""
    for each in mine:
        if each is own or not agree(each, theirs):
            continue
        if each.quantity is not None and _same_value(each, theirs):
            return True
        if each.day is not None:
            if comparable(each, theirs) > 0:
                return True
        elif each.toll == own.toll and (
            each.what & (theirs.what | own.what)
            or each.toll
            or each.kind == "money"
            or not own.what
        ):
            return True
    return False


def _same_value(one: Stated, other: Stated) -> bool:
    """Whether two figures are the same number, and one that is hardly met by chance."""
    mine, theirs = one.quantity, other.quantity
    if mine is None or theirs is None:
        return False
    return (mine.low, mine.high) == (theirs.low, theirs.high) and mine.low >= _TELLING


_TELLING = 13


def _of_denials(source: Source, originals: Sequence[int]) -> list[Sides]:
    """Return sentences of which each denies what the other says."""
    own = {number: Source([source.documents[number - 1]]) for number in originals}
    told = {n: [(s, _denials(s)) for s in source.within({n})] for n in originals}
    out: list[Sides] = []
    for one, other in pairs(source, originals):
        for mine, denied in told[one]:
            for theirs, otherwise in told[other]:
                if (
                    denied != otherwise
                    and sentences_alike(mine, theirs, source)
                    and _denied(mine, theirs, own[other])
                    and _denied(theirs, mine, own[one])
                ):
                    _put(out, _whole(mine), _whole(theirs), source)
    return out


def _put(found: list[Sides], one: Stated, other: Stated, source: Source) -> None:
    """Add two opposed sentences to the difference that has their like, or as a new one."""
    for sides in found:
        for mine, theirs in ((sides[0], sides[1]), (sides[1], sides[0])):
            if _among(one, mine, source) and _among(other, theirs, source):
                for stated, side in ((one, mine), (other, theirs)):
                    if all(x.sentence is not stated.sentence for x in side):
                        side.append(stated)
                return
    found.append([[one], [other]])


def _among(stated: Stated, side: Sequence[Stated], source: Source) -> bool:
    """Whether a side has a sentence like one, with the same denials in it."""
    return any(
        x.sentence is stated.sentence
        or (
            _denials(x.sentence) == _denials(stated.sentence)
            and sentences_alike(x.sentence, stated.sentence, source)
        )
        for x in side
    )


def _denials(sentence: SourceSentence) -> list[str]:
    """Return the words that deny in a sentence."""
    reading = sentence.reading
    return sorted(
        " ".join(t.low for t in reading.tokens[op.first : op.last + 1])
        for op in reading.operators
        if op.kind == "negation"
    )


def _denied(sentence: SourceSentence, other: SourceSentence, source: Source) -> bool:
    verdict = check(sentence.sentence.text, source)
    return any(f.kind == "negation" and f.sentence == other.sentence.id for f in verdict.findings)


def _whole(sentence: SourceSentence) -> Stated:
    return Stated("negation", sentence.article, sentence, 0, len(sentence.sentence.text))
