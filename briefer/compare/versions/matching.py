"""How like two sentences are, and the best order-keeping match of two runs of them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain

from rapidfuzz.distance import Indel, LCSseq

from briefer.analysis.tokens import words
from briefer.model import Document
from briefer.text import article_language

LEAST = 0.38
"""Likeness from which two sentences between the same neighbours are versions of one."""
_PART = 0.45
"""How much of each half of a split sentence must be in the whole."""
_PARTS_COST = 0.005
_RARE = 24
"""Sentences that may share a word for it to lead from one to the other."""
_MOST_CANDIDATES = 5
_FEW = 3
_ALONE, _BY_LETTERS = 0.62, 0.8
"""Likeness in letters from which sentences of hardly any content words are like: where nothing
else stands between the same neighbours, and elsewhere."""
_ENOUGH, _TURNED = 0.6, 0.75

_Group = tuple[tuple[int, ...], tuple[int, ...]]


class Likeness:
    """The sentences of two versions as stems, read when first asked for."""

    def __init__(self, old: Document, new: Document) -> None:
        self._sentences = (old.sentences, new.sentences)
        self._languages = (article_language(old.article), article_language(new.article))
        self._stems: tuple[dict[int, tuple[str, ...]], ...] = ({}, {})

    def stems(self, side: int, number: int) -> tuple[str, ...]:
        """Return the content stems of a sentence; of all its words if it has none."""
        known = self._stems[side]
        if number not in known:
            language = self._languages[side]
            tokens = words(self._sentences[side][number].text, language)
            content = tuple(t.stem for t in tokens if t.content)
            if not content:
                content = tuple(t.stem or t.low for t in tokens if t.kind != "p")
            known[number] = content
        return known[number]

    def letters(self, side: int, numbers: Sequence[int]) -> str:
        """Return the letters and digits of some sentences, in a row."""
        text = "".join(self._sentences[side][n].text for n in numbers)
        return "".join(c for c in text.casefold() if c.isalnum())

    def of(self, olds: Sequence[int], news: Sequence[int]) -> float:
        """Return how like some sentences are to others, in [0, 1].

        Shared stems in the same order, held against both sides and against the shorter one, so
        that a sentence that only grew stays like what it was.
        """
        one = tuple(chain.from_iterable(self.stems(0, i) for i in olds))
        other = tuple(chain.from_iterable(self.stems(1, j) for j in news))
        value = likeness(one, other)
        if value < LEAST and len(olds) == len(news) == 1:
            letters = self.by_letters(olds[0], news[0])
            value = max(value, letters if letters >= _BY_LETTERS else 0.0)
        return value

    def by_letters(self, old: int, new: int) -> float:
        """Return how like two sentences are letter by letter, in [0, 1]."""
        one, other = self._sentences[0][old].text, self._sentences[1][new].text
        return Indel.normalized_similarity(one, other, score_cutoff=_ALONE)

    def share(self, side: int, part: int, whole: Sequence[int]) -> float:
        """Return how much of one sentence is in some of the other version."""
        mine = self.stems(side, part)
        theirs = tuple(chain.from_iterable(self.stems(1 - side, n) for n in whole))
        return LCSseq.similarity(mine, theirs) / len(mine) if mine else 0.0

    def candidates(
        self, olds: Sequence[int], news: Sequence[int], least: float
    ) -> Iterator[tuple[float, int, int]]:
        """Yield (likeness, old, new) of the pairs that share rare words and are like enough."""
        by_stem: dict[str, list[int]] = {}
        for j in news:
            for stem in set(self.stems(1, j)):
                by_stem.setdefault(stem, []).append(j)
        for i in olds:
            shared: Counter[int] = Counter()
            for stem in set(self.stems(0, i)):
                places = by_stem.get(stem, ())
                if len(places) <= _RARE:
                    shared.update(places)
            for j, _ in shared.most_common(_MOST_CANDIDATES):
                value = self.of((i,), (j,))
                if value >= least:
                    yield value, i, j


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return how like two rows of stems are, in [0, 1]; 0 when either is empty."""
    if not one or not other:
        return 0.0
    common = LCSseq.similarity(one, other)
    dice = 2 * common / (len(one) + len(other))
    shorter = min(len(one), len(other))
    inside = common / shorter if shorter >= _FEW else dice
    value = 0.65 * dice + 0.35 * inside
    if value >= _ENOUGH:
        return value
    turned = (Counter(one) & Counter(other)).total()  # clauses that changed places
    return max(value, 2 * _TURNED * turned / (len(one) + len(other)))


def match_gap(olds: Sequence[int], news: Sequence[int], likeness_of: Likeness) -> list[_Group]:
    """Match two runs of sentences in order for the greatest likeness, by dynamic programming.

    One sentence may stand for two or three of the other side, when each of them has its share.
    """
    rows, columns = len(olds), len(news)
    if rows == columns == 1 and likeness_of.by_letters(olds[0], news[0]) >= _ALONE:
        return [((olds[0],), (news[0],))]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    step: list[list[tuple[int, int]]] = [[(0, 0)] * (columns + 1) for _ in range(rows + 1)]
    for a in range(1, rows + 1):
        for b in range(1, columns + 1):
            value, move = max((best[a - 1][b], (1, 0)), (best[a][b - 1], (0, 1)))
            for da, db in _MOVES:
                if da <= a and db <= b:
                    gain = _gain(olds[a - da : a], news[b - db : b], likeness_of)
                    if gain > 0 and best[a - da][b - db] + gain > value:
                        value, move = best[a - da][b - db] + gain, (da, db)
            best[a][b], step[a][b] = value, move
    out: list[_Group] = []
    a, b = rows, columns
    while a and b:
        da, db = step[a][b]
        if da and db:
            out.append((tuple(olds[a - da : a]), tuple(news[b - db : b])))
        a, b = a - da, b - db
    return out[::-1]


_MOVES = ((1, 1), (1, 2), (2, 1), (1, 3), (3, 1))


def _gain(olds: Sequence[int], news: Sequence[int], likeness_of: Likeness) -> float:
    if len(olds) == len(news):
        return likeness_of.of(olds, news) - LEAST
    return _parts_gain(olds, news, likeness_of)


def _parts_gain(olds: Sequence[int], news: Sequence[int], likeness_of: Likeness) -> float:
    """Return what taking some sentences for one brings; 0 when they are not its parts."""
    if likeness_of.letters(0, olds) == likeness_of.letters(1, news):
        return 1.01 - LEAST  # ahead of a part that is as like
    side, parts, whole = (1, news, olds) if len(olds) == 1 else (0, olds, news)
    if any(likeness_of.share(side, part, whole) < _PART for part in parts):
        return 0.0
    return likeness_of.of(olds, news) - LEAST - _PARTS_COST


def match_sparse(
    olds: Sequence[int], news: Sequence[int], likeness_of: Likeness
) -> list[tuple[int, int]]:
    """Match two long runs in order through their rare words; indexes into ``olds``, ``news``."""
    where_old = {i: a for a, i in enumerate(olds)}
    where_new = {j: b for b, j in enumerate(news)}
    found = [
        (where_old[i], where_new[j], value - LEAST)
        for value, i, j in likeness_of.candidates(olds, news, least=LEAST)
    ]
    found.sort(key=lambda each: (each[0], -each[1]))
    return heaviest_chain(found)


def heaviest_chain(found: Sequence[tuple[int, int, float]]) -> list[tuple[int, int]]:
    """Return the heaviest run of (row, column, weight), sorted by row, whose columns rise."""
    columns: list[int] = []  # ends of the chains worth keeping: columns rise, and totals with them
    totals: list[float] = []
    owners: list[int] = []
    before: list[int] = []
    for number, (_, column, weight) in enumerate(found):
        at = bisect_right(columns, column - 1)
        before.append(owners[at - 1] if at else -1)
        total = weight + (totals[at - 1] if at else 0.0)
        if at < len(columns) and columns[at] == column and totals[at] >= total:
            continue
        while at < len(columns) and totals[at] <= total:
            del columns[at], totals[at], owners[at]
        columns.insert(at, column)
        totals.insert(at, total)
        owners.insert(at, number)
    out = []
    number = owners[-1] if owners else -1
    while number >= 0:
        out.append(found[number][:2])
        number = before[number]
    return out[::-1]


def increasing(matches: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return the longest run of matches, sorted by old, whose new numbers rise (patience)."""
    tops: list[int] = []
    at: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(matches):
        pile = bisect_left(tops, j)
        before.append(at[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(j)
            at.append(number)
        else:
            tops[pile], at[pile] = j, number
    out = []
    number = at[-1] if at else -1
    while number >= 0:
        out.append(matches[number])
        number = before[number]
    return out[::-1]
