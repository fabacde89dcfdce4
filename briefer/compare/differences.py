"""Where articles about one story do not say the same.

Precision before completeness: two statements are held against each other only when what stands
round them says that they are about the same thing, each is the other's nearest, and neither
article has the other's figure anywhere. What lies between two days is news and no disagreement.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import chain, islice, product
from typing import TYPE_CHECKING

from briefer.analysis.equivalence import have_one_unit, quantities_conflict, same_value
from briefer.analysis.measures import converted
from briefer.analysis.tokens import alike
from briefer.checks import check
from briefer.compare.deeds import deed_differences
from briefer.compare.pairs import Pair, comparable_pairs, related_pairs
from briefer.compare.persons import Opposed, name_differences, office_differences
from briefer.compare.statements import (
    Statement,
    are_similar,
    context_similarity,
    counts_persons,
    is_duration,
    is_part,
    share_anchor,
    share_day,
    stated_days,
    stated_figures,
)
from briefer.compare.subjects import subject
from briefer.model import Difference, Side

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from briefer.analysis.quantities import Quantity
    from briefer.checks import Source, SourceSentence
    from briefer.model import FindingKind

_ENOUGH = {"number": 0.4, "money": 0.5, "date": 0.55}
_WORDS = {"number": 2, "money": 3, "date": 3}
_BARE = 0.6
_BARE_WORDS = 3
_CASUALTY = 0.15
_ANCHORED = 0.5
_ANCHORED_WORDS = 2
_SIZE = 2.5
_FARTHEST = 20
"""Times that one sum may be another and still be told of the same thing."""
_MOST_SENTENCES, _MOST_DENYING, _MOST_OPPOSED = 1_000, 60, 60
"""Of an article, and those of them that deny something; and how many pairs of articles' sentences
are read closely."""


def differences(source: Source, copies: Mapping[int, int] | None = None) -> tuple[Difference, ...]:
    """Return where articles about one story disagree: figures, days, names, offices, denials.

    Args:
        source: the articles, by whose numbers sides and evidence name them.
        copies: 0-based index of an article that prints another's text, to that other's. A copy
            stands on its original's side and is compared with nothing.

    Returns:
        The differences in the order in which the first article on either side tells of them.
        Articles in different languages are compared in the names of persons only. Figures and days
        of articles that are dated on different days are not compared: the later one is news.
    """
    copied = dict(copies or {})
    originals = [i for i in range(1, len(source.documents) + 1) if i - 1 not in copied]
    followers: dict[int, list[int]] = defaultdict(list)
    for copy, original in copied.items():
        followers[original + 1].append(copy + 1)
    related = related_pairs(source, originals)
    if not related:
        return ()
    pairs = comparable_pairs(source, related)
    found = [
        *_figure_differences(source, originals, pairs),
        *_day_differences(source, originals, pairs),
        *name_differences(source, originals, related),
        *office_differences(source, originals, related),
        *(deeds := deed_differences(source, pairs)),
        *_denial_differences(source, originals, pairs, deeds),
    ]
    found.sort(key=lambda sides: min(_place(each) for side in sides for each in side))
    return tuple(_difference(sides, followers) for sides in found)


def _place(statement: Statement) -> tuple[int, int, int]:
    return statement.article, statement.sentence.number, statement.start


def _difference(sides: Opposed, followers: Mapping[int, Sequence[int]]) -> Difference:
    made = []
    for side in sides:
        first = min(side, key=_place)
        own = {s.article for s in side}
        every = own | {copy for number in own for copy in followers.get(number, ())}
        made.append(Side(first.says, tuple(sorted(every)), first.sentence.evidence()))
    said = "; ".join(f"“{side.says}” in {_numbers(side.articles)}" for side in made)
    return Difference(
        sides[0][0].kind,
        f"{_SUBJECT.get(sides[0][0].kind, 'articles')} differ: {said}",
        tuple(made),
        subject(sides),
    )


_SUBJECT: dict[FindingKind, str] = {
    "number": "figures", "money": "sums", "date": "dates", "name": "names", "role": "offices",
    "negation": "denials",
}  # fmt: skip


def _numbers(articles: Sequence[int]) -> str:
    return ", ".join(map(str, articles))


def _figure_differences(
    source: Source, originals: Sequence[int], pairs: Sequence[Pair]
) -> list[Opposed]:
    statements = {number: stated_figures(source, number) for number in originals}

    def agree(one: Statement, other: Statement) -> bool:
        mine, theirs = one.quantity, other.quantity
        return (
            mine is not None
            and theirs is not None
            and have_one_unit(mine, theirs)
            and not quantities_conflict(mine, theirs)
        )

    def comparable(one: Statement, other: Statement) -> float:
        return _same_subject(one, other, source)

    found = _opposed(pairs, statements, comparable, agree)
    return _lasting(found, statements, comparable, agree, source)


def _same_subject(one: Statement, other: Statement, source: Source) -> float:
    """Return how surely two figures are of one thing, 0 when they are not."""
    mine, theirs = one.quantity, other.quantity
    if mine is None or theirs is None or not _are_of_one_sort(mine, theirs):
        return 0.0
    if one.casualty or other.casualty:
        return _same_casualties(one, other, source)
    # What stands round them is compared last: most pairs are told apart without it.
    if is_duration(mine) or mine.kind in {"percent", "points"}:
        least, fewest = _BARE, _BARE_WORDS
    elif one.kind == "money" or mine.unit:
        least, fewest = _ENOUGH["money"], _WORDS["money"]
    elif _same_noun(one, other):
        least, fewest = _ENOUGH["number"], _WORDS["number"]
    else:
        return 0.0
    near, words = context_similarity(one, other, source)
    if one.is_compound or other.is_compound:
        return 0.0
    if near >= least and words >= fewest:
        return near
    return _same_anchor(one, other, source)


def _are_of_one_sort(one: Quantity, other: Quantity) -> bool:
    """Return whether figures are of one unit, and sums of one size: a price, or that of a share."""
    low, high = sorted((one.low, other.low))
    return have_one_unit(one, other) and (one.kind != "money" or high <= _FARTHEST * low)


def _same_anchor(one: Statement, other: Statement, source: Source) -> float:
    """Return how surely two figures are of one thing by what stands right beside them.

    They must be of one size: the sum that is paid is seldom three times the sum that is paid.
    """
    mine, theirs = one.quantity, other.quantity
    if mine is None or theirs is None or is_duration(mine):
        return 0.0
    low, high = sorted((mine.low, converted(theirs.low, theirs.unit, mine.unit)))
    if not 0 < high <= _SIZE * low:
        return 0.0
    if mine.kind == "count" and not mine.unit and mine.step >= 1:
        only = one.is_only_count and other.is_only_count and low >= _TELLING
        return _ANCHORED if only and share_day(one, other) else 0.0
    return _anchored(one, other, source)


def _anchored(one: Statement, other: Statement, source: Source) -> float:
    if not share_anchor(one, other):
        return 0.0
    near, words = context_similarity(one, other, source, loosely=True)
    return near if near >= _ANCHORED and words >= _ANCHORED_WORDS else 0.0


def _same_casualties(one: Statement, other: Statement, source: Source) -> float:
    """Return how surely two figures count those whom the same befell, 0 when they do not."""
    if one.casualty != other.casualty or not (one.is_first_count and other.is_first_count):
        return 0.0
    if is_part(one) or is_part(other):
        return 0.0
    near, _ = context_similarity(one, other, source)
    sure = near >= _CASUALTY or (counts_persons(one) and counts_persons(other))
    sure = sure or one.casualty == "attending"
    return 0.5 + near / 2 if sure else 0.0


def _same_noun(one: Statement, other: Statement) -> bool:
    if one.counted & other.counted:
        return True
    groups = {g for stem in one.counted for g in alike(stem)}
    return any(g in groups for stem in other.counted for g in alike(stem))


def _day_differences(
    source: Source, originals: Sequence[int], pairs: Sequence[Pair]
) -> list[Opposed]:
    statements = {number: stated_days(source, number) for number in originals}

    def comparable(one: Statement, other: Statement) -> float:
        if one.is_ahead != other.is_ahead:
            return 0.0
        near, words = context_similarity(one, other, source)
        if near >= _ENOUGH["date"] and words >= _WORDS["date"]:
            return near
        return _anchored(one, other, source)

    def agree(one: Statement, other: Statement) -> bool:
        return one.day == other.day

    found = _opposed(pairs, statements, comparable, agree)
    return _lasting(found, statements, comparable, agree, source)


def _lasting(
    found: Sequence[Opposed],
    statements: Mapping[int, Sequence[Statement]],
    comparable: Callable[[Statement, Statement], float],
    agree: Callable[[Statement, Statement], bool],
    source: Source,
) -> list[Opposed]:
    """Return the differences each side of which somebody still stands by.

    An outlet that states the same thing otherwise on a later day has replaced what it said.
    """
    articles = {number: source.documents[number - 1].article for number in statements}

    def is_replaced(statement: Statement) -> bool:
        own = articles[statement.article]
        said = [
            each
            for number, later in articles.items()
            if own.outlet and later.outlet == own.outlet
            if own.day and later.day and later.day > own.day
            for each in statements[number]
            if comparable(statement, each) > 0
        ]
        return bool(said) and not any(agree(statement, each) for each in said)

    return [each for each in found if not any(all(map(is_replaced, side)) for side in each)]


def _opposed(
    pairs: Sequence[Pair],
    statements: Mapping[int, Sequence[Statement]],
    comparable: Callable[[Statement, Statement], float],
    agree: Callable[[Statement, Statement], bool],
) -> list[Opposed]:
    """Return the statements that are each other's nearest and do not agree, side by side."""
    links: list[tuple[Statement, Statement]] = []
    for one, other in pairs:
        score = {
            (i, j): value
            for i, a in enumerate(statements[one])
            for j, b in enumerate(statements[other])
            if (value := comparable(a, b)) > 0
        }
        best: dict[tuple[int, int], float] = defaultdict(float)
        for pair, value in score.items():
            for place in enumerate(pair):
                best[place] = max(best[place], value)
        links += (
            (statements[one][i], statements[other][j])
            for (i, j), value in score.items()
            if value >= best[0, i] and value >= best[1, j]
        )
    return _sides(links, statements, comparable, agree)


def _sides(
    links: Sequence[tuple[Statement, Statement]],
    statements: Mapping[int, Sequence[Statement]],
    comparable: Callable[[Statement, Statement], float],
    agree: Callable[[Statement, Statement], bool],
) -> list[Opposed]:
    """Return, for each thing that is stated otherwise somewhere, the sides there are."""
    out: list[Opposed] = []
    used: set[int] = set()
    for one, other in links:
        if agree(one, other) or id(one) in used or id(other) in used:
            continue
        if _states_both(statements[one.article], other, one, comparable, agree) or _states_both(
            statements[other.article], one, other, comparable, agree
        ):
            continue
        sides: Opposed = [[one], [other]]
        for article, theirs in statements.items():
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


def _states_both(
    mine: Sequence[Statement],
    theirs: Statement,
    own: Statement,
    comparable: Callable[[Statement, Statement], float],
    agree: Callable[[Statement, Statement], bool],
) -> bool:
    """Return whether an article says elsewhere what another says: then it knows of both."""
    for each in mine:
        if each is own or not agree(each, theirs):
            continue
        if each.quantity is not None and _share_telling_value(each, theirs):
            return True
        if each.day is not None:
            if each.sentence is own.sentence or comparable(each, theirs) > 0:
                return True
        elif each.casualty == own.casualty and (
            each.counted & (theirs.counted | own.counted)
            or each.casualty
            or each.kind == "money"
            or not own.counted
        ):
            return True
    return False


def _share_telling_value(one: Statement, other: Statement) -> bool:
    """Tell whether two figures are the same number, and one that is hardly met by chance."""
    mine, theirs = one.quantity, other.quantity
    if mine is None or theirs is None:
        return False
    return mine.low >= _TELLING and same_value(mine, theirs)


_TELLING = 13


def _denial_differences(
    source: Source,
    originals: Sequence[int],
    pairs: Sequence[Pair],
    deeds: Sequence[Opposed],
) -> list[Opposed]:
    """Return sentences of which each denies what the other says, but for the deeds denied."""
    known = {id(each.sentence) for sides in deeds for side in sides for each in side}
    told = {n: list(islice(source.within({n}), _MOST_SENTENCES)) for n in originals}
    denying = {n: list(islice(filter(_denials, each), _MOST_DENYING)) for n, each in told.items()}
    out: list[Opposed] = []
    for one, other in pairs:
        beside = chain(
            product(denying[one], told[other]),
            ((a, b) for a in told[one] if not _denials(a) for b in denying[other]),
        )
        opposed = (
            (mine, theirs)
            for mine, theirs in beside
            if not {id(mine), id(theirs)} <= known
            and are_similar(mine, theirs, source)
            and _denials(mine) != _denials(theirs)
            and _deny_what_is_told(mine, theirs)
        )
        for mine, theirs in islice(opposed, _MOST_OPPOSED):
            if _denied(mine, theirs, source.alone(other)) and _denied(
                theirs, mine, source.alone(one)
            ):
                _add_denial(out, _whole(mine), _whole(theirs), source)
    return out


def _add_denial(found: list[Opposed], one: Statement, other: Statement, source: Source) -> None:
    """Add two opposed sentences to the difference that has their like, or as a new one."""
    for sides in found:
        for mine, theirs in ((sides[0], sides[1]), (sides[1], sides[0])):
            if _is_among(one, mine, source) and _is_among(other, theirs, source):
                for each, side in ((one, mine), (other, theirs)):
                    if all(x.sentence is not each.sentence for x in side):
                        side.append(each)
                return
    found.append([[one], [other]])


def _is_among(statement: Statement, side: Sequence[Statement], source: Source) -> bool:
    """Return whether a side has a sentence like one, with the same denials in it."""
    return any(
        x.sentence is statement.sentence
        or (
            _denials(x.sentence) == _denials(statement.sentence)
            and are_similar(x.sentence, statement.sentence, source)
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


def _deny_what_is_told(one: SourceSentence, other: SourceSentence) -> bool:
    """Return whether all that either denies is in the other: nobody told what else is denied."""
    return all(
        mine.reading.tokens[head].stem in theirs.stems
        for mine, theirs in ((one, other), (other, one))
        for op in mine.reading.cues("negation").operators
        if " ".join(t.low for t in mine.reading.tokens[op.first : op.last + 1])
        not in _denials(theirs)
        for head in op.heads
        if mine.reading.tokens[head].content
    )


def _denied(sentence: SourceSentence, other: SourceSentence, source: Source) -> bool:
    verdict = check(sentence.sentence.text, source)
    return any(
        f.kind == "negation"
        and f.sentence == other.sentence.id
        and f.claim is not None
        and len(f.claim.text) < len(sentence.sentence.text)
        for f in verdict.findings
    )


def _whole(sentence: SourceSentence) -> Statement:
    return Statement("negation", sentence.article, sentence, 0, len(sentence.sentence.text))
