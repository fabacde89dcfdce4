"""Which sentences of one version of an article are which of the other.

Sentences that are the same, cosmetics apart, are found by hash and anchored in order; those
between two anchors are aligned by likeness, splits and merges among them; what is left and stands
elsewhere was moved. Time grows with n log n, whatever the texts. Two texts with next to nothing in
common are no versions of one article, and are said to be none.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from briefer import lang
from briefer.compare.versions.matching import (
    Likeness,
    increasing,
    match_gap,
    match_sparse,
)
from briefer.compare.versions.surface import normalized, title_of
from briefer.model import Document, Sentence
from briefer.text import article_language

_SMALL_GAP = 1_600
"""Sentence pairs of a gap that are all compared; larger gaps go by the rare words they share."""
_MOVED = 0.6
"""Likeness from which a sentence in another place is the same one, moved."""


@dataclass(frozen=True, slots=True)
class Pair:
    """What stands for what: sentences of the old version and of the new, in order.

    No old ones: added; no new ones: dropped; one and two: split; two and one: merged; several on
    both sides: the same text, cut into sentences elsewhere.
    ``same``: the words are the same, cosmetics apart. ``moved``: its place is another.
    """

    old: tuple[Sentence, ...]
    new: tuple[Sentence, ...]
    same: bool = False
    moved: bool = False


@dataclass(frozen=True, slots=True)
class Alignment:
    """Two versions, sentence for sentence.

    ``pairs`` are in reading order of the new version, what was dropped where it stood; every
    sentence of both is in exactly one. ``title`` pairs the headlines, whose sentence id is
    ``title``; None when neither version has one. ``is_related`` is False when the two are not
    versions of one article; ``pairs`` is empty then, and ``reason`` says why. ``stub`` names the
    side that is only the beginning of the article, as before a paywall.
    """

    old: Document
    new: Document
    pairs: tuple[Pair, ...]
    title: Pair | None = None
    is_related: bool = True
    reason: str = ""
    stub: str = ""

    @property
    def is_same(self) -> bool:
        """Whether the two say the same in the same words and order, headline included."""
        every = (*self.pairs, *([self.title] if self.title else []))
        return self.is_related and all(pair.same and not pair.moved for pair in every)


def align(old: Document, new: Document, *, are_versions: bool = False) -> Alignment:
    """Align two versions of an article, sentence by sentence.

    With ``are_versions`` it is known that they are, and not judged by what they share. Never
    raises. White space, paragraphs, quotation marks, dashes and Unicode forms make no
    difference. Versions of at most 5 MB take seconds at worst, a 6,000-word article milliseconds.
    """
    title = _titles(old, new)
    keys = [normalized(s.text) for s in old.sentences], [normalized(s.text) for s in new.sentences]
    if keys[0] == keys[1] and keys[0]:
        pairs = [
            Pair((a,), (b,), same=True) for a, b in zip(old.sentences, new.sentences, strict=True)
        ]
        return Alignment(old, new, tuple(pairs), title)
    matches = _Matches(old, new, *keys)
    matches.find()
    found = Relation(is_related=True) if are_versions else relation(old, new, matches.kept())
    if not found.is_related:
        return Alignment(old, new, (), title, is_related=False, reason=found.reason)
    return Alignment(old, new, tuple(matches.pairs()), title, stub=found.stub)


def _titles(old: Document, new: Document) -> Pair | None:
    one, other = title_of(old.article), title_of(new.article)
    if one is None and other is None:
        return None
    same = normalized(old.article.title or "") == normalized(new.article.title or "")
    return Pair((one,) if one else (), (other,) if other else (), same=same)


_Group = tuple[tuple[int, ...], tuple[int, ...]]


class _Matches:
    """The matching while it is made: groups of sentence numbers, old and new."""

    def __init__(
        self, old: Document, new: Document, old_keys: Sequence[str], new_keys: Sequence[str]
    ) -> None:
        self.old, self.new = old.sentences, new.sentences
        self.old_keys, self.new_keys = old_keys, new_keys
        self.likeness = Likeness(old, new)
        self.in_order: list[_Group] = []
        self.moved: list[_Group] = []

    def find(self) -> None:
        """Match all that can be matched."""
        anchors, displaced = _anchors(self.old_keys, self.new_keys)
        gone = {i for i, _ in displaced}, {j for _, j in displaced}
        self.in_order = [((i,), (j,)) for i, j in anchors]
        self.moved = [((i,), (j,)) for i, j in displaced]
        for olds, news in _gaps(anchors, len(self.old), len(self.new)):
            free = [i for i in olds if i not in gone[0]], [j for j in news if j not in gone[1]]
            self._match_gap(*free)
        self._match_rest()

    def _match_gap(self, olds: list[int], news: list[int]) -> None:
        if not olds or not news:
            return
        if self.likeness.letters(0, olds) == self.likeness.letters(1, news):
            self.in_order.append((tuple(olds), tuple(news)))  # the same text, cut elsewhere
            return
        if len(olds) * len(news) <= _SMALL_GAP:
            self.in_order += match_gap(olds, news, self.likeness)
            return
        chain = match_sparse(olds, news, self.likeness)
        self.in_order += [((olds[a],), (news[b],)) for a, b in chain]
        for some, others in _gaps(chain, len(olds), len(news)):
            if some and others and len(some) * len(others) <= _SMALL_GAP:
                self.in_order += match_gap(
                    [olds[a] for a in some], [news[b] for b in others], self.likeness
                )

    def _match_rest(self) -> None:
        """Pair what is left on both sides: moved, and edited on the way."""
        used_old, used_new = self._used()
        olds = [i for i in range(len(self.old)) if i not in used_old]
        news = [j for j in range(len(self.new)) if j not in used_new]
        if not olds or not news:
            return
        scored = self.likeness.candidates(olds, news, least=_MOVED)
        for _, i, j in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
            if i not in used_old and j not in used_new:
                used_old.add(i)
                used_new.add(j)
                self.moved.append(((i,), (j,)))

    def _used(self) -> tuple[set[int], set[int]]:
        groups = [*self.in_order, *self.moved]
        return {i for olds, _ in groups for i in olds}, {j for _, news in groups for j in news}

    def kept(self) -> tuple[int, int]:
        """Return how many characters of each version found their like in the other."""
        used_old, used_new = self._used()
        return (
            sum(len(self.old_keys[i]) for i in used_old),
            sum(len(self.new_keys[j]) for j in used_new),
        )

    def pairs(self) -> Iterator[Pair]:
        """Yield every sentence's pair once, in the new version's order."""
        used_old, used_new = self._used()
        every = [(self._pair(g), g, False) for g in self.in_order]
        every += [(self._pair(g, moved=True), g, True) for g in self.moved]
        places: list[tuple[float, int, Pair]] = [(g[1][0], 1, p) for p, g, _ in every]
        places += [(j, 1, Pair((), (s,))) for j, s in enumerate(self.new) if j not in used_new]
        # What was dropped stands behind the sentence that it followed.
        follows = sorted((g[0][-1], g[1][-1]) for g in self.in_order)
        ends = [i for i, _ in follows]
        for i, sentence in enumerate(self.old):
            if i not in used_old:
                at = bisect_left(ends, i) - 1
                places.append((follows[at][1] + 0.5 if at >= 0 else -1, i, Pair((sentence,), ())))
        for _, _, pair in sorted(places, key=lambda place: place[:2]):
            yield pair

    def _pair(self, group: _Group, *, moved: bool = False) -> Pair:
        olds, news = group
        if len(olds) == len(news) == 1:
            same = self.old_keys[olds[0]] == self.new_keys[news[0]]
        else:
            same = self.likeness.letters(0, olds) == self.likeness.letters(1, news)
        return Pair(tuple(self.old[i] for i in olds), tuple(self.new[j] for j in news), same, moved)


def _anchors(
    old: Sequence[str], new: Sequence[str]
) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Match equal keys: those in the same order on both sides, and those that were moved."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    stop = 0
    while stop < min(len(old), len(new)) - start and old[-1 - stop] == new[-1 - stop]:
        stop += 1
    head = [(k, k) for k in range(start)]
    tail = [(len(old) - k, len(new) - k) for k in range(stop, 0, -1)]
    olds, news = range(start, len(old) - stop), range(start, len(new) - stop)
    once = _once(old, olds) & _once(new, news)
    place = {new[j]: j for j in news if new[j] in once}
    unique = [(i, place[old[i]]) for i in olds if old[i] in once]
    chain = increasing(unique)
    kept = set(chain)
    displaced = [match for match in unique if match not in kept]
    anchors = head + chain + tail
    for some, others in _gaps(anchors, len(old), len(new)):
        more = increasing(_by_turns(old, new, some, others))
        anchors += more
    used = {i for i, _ in anchors}, {j for _, j in anchors}
    used[0].update(i for i, _ in displaced)
    used[1].update(j for _, j in displaced)
    left = (
        [i for i in olds if i not in used[0]],
        [j for j in news if j not in used[1]],
    )
    displaced += _by_turns(old, new, *left)
    return sorted(anchors), displaced


def _once(keys: Sequence[str], numbers: range) -> set[str]:
    counts = Counter(keys[n] for n in numbers)
    return {key for key, count in counts.items() if count == 1}


def _by_turns(
    old: Sequence[str], new: Sequence[str], olds: Sequence[int], news: Sequence[int]
) -> list[tuple[int, int]]:
    """Match the first of a key to the first of it, the second to the second."""
    where: dict[str, list[int]] = {}
    for j in news:
        where.setdefault(new[j], []).append(j)
    turns: Counter[str] = Counter()
    out = []
    for i in olds:
        places = where.get(old[i], ())
        turn = turns[old[i]]
        if turn < len(places):
            out.append((i, places[turn]))
            turns[old[i]] += 1
    return out


def _gaps(
    anchors: Sequence[tuple[int, int]], olds: int, news: int
) -> Iterator[tuple[range, range]]:
    """Yield what lies between anchors, on both sides; only where neither side is empty."""
    i = j = 0
    for a, b in [*sorted(anchors), (olds, news)]:
        if a > i and b > j:
            yield range(i, a), range(j, b)
        i, j = a + 1, b + 1


_ENOUGH_KEPT = 0.12
"""Share of the shorter text in aligned sentences from which two texts are related for sure."""
_SHARED = 0.28
"""Overlap of the vocabularies, 0 to 1, from which a rewrite is one still."""
_HARDLY_SHARED = 0.08
_LANGUAGE_WORDS = 25
"""Words below which a guess at the language says nothing."""
_STUB = 0.35
_SAMPLE = 60_000
_WORD = re.compile(r"[^\W\d_]{4,}|\d[\d.,]*\d|\d")
_WALL = re.compile(rf"\b(?:{'|'.join(lang.every_language().subscribing)})\b", re.IGNORECASE)


class Relation(NamedTuple):
    """Whether two texts belong together; why not, or which side is a stub (``old``, ``new``)."""

    is_related: bool
    reason: str = ""
    stub: str = ""


def relation(old: Document, new: Document, kept: tuple[int, int]) -> Relation:
    """Judge two documents of which ``kept`` characters each were aligned."""
    sizes = [sum(len(s.text) for s in d.sentences) for d in (old, new)]
    for size, name in zip(sizes, ("old", "new"), strict=True):
        if not size:
            return Relation(is_related=False, reason=f"the {name} version has no sentences")
    share = max(kept[0] / sizes[0], kept[1] / sizes[1])
    if share < _ENOUGH_KEPT or min(kept) == 0:
        one, other = article_language(old.article), article_language(new.article)
        long_enough = min(_count(old), _count(new)) >= _LANGUAGE_WORDS
        if one != other and long_enough:
            reason = f"the two are in different languages ({one} and {other})"
            return Relation(is_related=False, reason=reason)
    if share < 2 * _ENOUGH_KEPT or min(kept) == 0:
        sure = _HARDLY_SHARED if share >= _ENOUGH_KEPT and min(kept) else _SHARED
        if shared_words(old, new) < sure:
            return Relation(is_related=False, reason="the two are not versions of one article")
    return Relation(is_related=True, stub=_stub(old, new, sizes))


def _count(document: Document) -> int:
    return sum(len(s.text.split()) for s in document.sentences[:_LANGUAGE_WORDS])


def shared_words(old: Document, new: Document) -> float:
    """Return the overlap of two vocabularies: shared words over the geometric mean of both."""
    one, other = _vocabulary(old), _vocabulary(new)
    return len(one & other) / math.sqrt(max(1, len(one) * len(other)))


def _vocabulary(document: Document) -> set[str]:
    article = document.article
    text = f"{article.title or ''} {article.text[article.body_start :][:_SAMPLE]}".casefold()
    return set(_WORD.findall(text)) - lang.every_language().stop


def _stub(old: Document, new: Document, sizes: list[int]) -> str:
    """Say which side breaks off early with a word about subscribing."""
    for document, mine, other, name in (
        (old, sizes[0], sizes[1], "old"),
        (new, sizes[1], sizes[0], "new"),
    ):
        tail = " ".join(s.text for s in document.sentences[-3:])
        if mine < _STUB * other and (_WALL.search(tail) or tail.endswith(("…", "..."))):
            return name
    return ""
