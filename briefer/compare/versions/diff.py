"""Two versions of an article and all that can be said of them, word by word too."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Levenshtein

from briefer.compare.versions.alignment import Alignment, align
from briefer.compare.versions.changes import changes
from briefer.compare.versions.matching import increasing
from briefer.model import Article, Change, Document

Operation = Literal["=", "-", "+"]
"""``=`` in both texts, ``-`` only in the old one, ``+`` only in the new one."""

_TOKEN = re.compile(r"\w+(?:['’.,:-]\w+)*\s*|[^\w\s]\s*|\s+")
_RUN = 4
"""Words in a row that, standing once in each text, anchor one to the other."""
_MOST = 4_000_000
"""Word pairs of a stretch without anchors up to which it is compared word by word."""


@dataclass(frozen=True)
class Diff:
    """What changed from one version to the next, the weightiest first.

    ``changes`` is empty when the two are no versions of one article; ``alignment.is_related`` is
    False then, and ``note`` says why.
    """

    old: Document
    new: Document
    alignment: Alignment
    changes: tuple[Change, ...]

    @property
    def related(self) -> bool:
        """Whether the two are versions of one article at all."""
        return self.alignment.is_related

    @property
    def factual(self) -> tuple[Change, ...]:
        """The changes of facts, without what was moved or reworded."""
        return tuple(change for change in self.changes if change.factual)

    @property
    def note(self) -> str:
        """What a reader must know beside the changes; empty mostly."""
        if self.alignment.stub:
            return (
                f"the {self.alignment.stub} version is only the beginning of the article: "
                "what it lacks is not listed"
            )
        return self.alignment.reason

    def words(self) -> tuple[tuple[Operation, str], ...]:
        """Return both texts word by word, headlines in front: ``=``, ``-`` and ``+``.

        Only sentences that stand for each other are compared word by word, so that no piece of
        ``-`` or ``+`` goes past the end of a sentence; the others are out or in as a whole.
        """
        if not self.alignment.pairs:
            return word_diff(_text(self.old.article), _text(self.new.article))
        titles = [f"{each.article.title}\n\n" if each.article.title else "" for each in self._both]
        return (*word_diff(*titles), *self._body_words())

    @property
    def _both(self) -> tuple[Document, Document]:
        return self.old, self.new

    def _body_words(self) -> Iterator[tuple[Operation, str]]:
        mine, theirs = map(_by_sentence, self._both)
        places = [{s.id: at for at, s in enumerate(each.sentences)} for each in self._both]
        found = {
            (places[0][pair.old[0].id], places[1][pair.new[0].id]): (len(pair.old), len(pair.new))
            for pair in self.alignment.pairs
            if pair.old and pair.new and not pair.moved
        }
        i = j = 0
        for a, b in increasing(sorted(found)):
            if a < i or b < j:
                continue
            yield from _whole(mine[i:a], theirs[j:b])
            i, j = a + found[a, b][0], b + found[a, b][1]
            yield from word_diff("".join(mine[a:i]), "".join(theirs[b:j]))
        yield from _whole(mine[i:], theirs[j:])


def diff(old: Document, new: Document) -> Diff:
    """Compare two versions of an article; no model is asked, and nothing is raised."""
    alignment = align(old, new)
    return Diff(old, new, alignment, changes(old, new, alignment))


def _text(article: Article) -> str:
    body = article.text[article.body_start :].strip()
    return f"{article.title}\n\n{body}\n" if article.title else f"{body}\n"


def _by_sentence(document: Document) -> list[str]:
    """Return an article's body cut where its sentences begin; joined, it is the body."""
    text, starts = document.article.text, [s.start for s in document.sentences]
    ends = [*starts[1:], len(text)]
    starts[:1] = [document.article.body_start]
    return [text[start:end] for start, end in zip(starts, ends, strict=True)]


def _whole(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[Operation, str]]:
    yield from (("-", sentence) for sentence in old)
    yield from (("+", sentence) for sentence in new)


def word_diff(old: str, new: str) -> tuple[tuple[Operation, str], ...]:
    """Return the pieces of two texts, in order, each with where it stands.

    The pieces of ``=`` and ``+`` joined are the new text; those of ``=`` and ``-`` the old one,
    white space apart, in which alone two texts may differ without a piece. Time grows with
    n log n; a stretch of thousands of words with nothing in common is one piece out, one in.
    """
    olds, news = _TOKEN.findall(old), _TOKEN.findall(new)
    mine, theirs = [t.strip() for t in olds], [t.strip() for t in news]
    pieces: list[tuple[Operation, str]] = []
    i = j = 0
    for a, b in [*_anchors(mine, theirs), (len(olds), len(news))]:
        for operation, was, now in _stretch(mine[i:a], theirs[j:b]):
            if operation == "=":
                equal = zip(
                    olds[i + was[0] : i + was[1]], news[j + now[0] : j + now[1]], strict=True
                )
                pieces += [("=", _spaced(one, other)) for one, other in equal]
            else:
                tokens = olds[i + was[0] : i + was[1]] + news[j + now[0] : j + now[1]]
                pieces.append((operation, "".join(tokens)))
        if b < len(news):
            pieces.append(("=", _spaced(olds[a], news[b])))
        i, j = a + 1, b + 1
    return tuple(
        (operation, text)
        for operation, group in groupby(pieces, key=lambda piece: piece[0])
        if (text := "".join(t for _, t in group))
    )


def _anchors(mine: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int]]:
    """Match what surely is the same: the common start and end, and runs that stand once."""
    start = 0
    while start < min(len(mine), len(theirs)) and mine[start] == theirs[start]:
        start += 1
    stop = 0
    while stop < min(len(mine), len(theirs)) - start and mine[-1 - stop] == theirs[-1 - stop]:
        stop += 1
    one = _runs(mine[start : len(mine) - stop])
    other = _runs(theirs[start : len(theirs) - stop])
    common = sorted((a + start, other[run] + start) for run, a in one.items() if run in other)
    found = {(k, k) for k in range(start)}
    found |= {(len(mine) - k, len(theirs) - k) for k in range(1, stop + 1)}
    for a, b in increasing(common):
        found.add((a, b))
    return sorted(found)


def _runs(keys: Sequence[str]) -> dict[str, int]:
    """Return where each run of words that stands once begins."""
    runs = ["\n".join(keys[n : n + _RUN]) for n in range(len(keys) - _RUN + 1)]
    counts = Counter(runs)
    return {run: n for n, run in enumerate(runs) if counts[run] == 1}


def _spaced(old: str, new: str) -> str:
    """Return a word that both texts have as the new one spaces it; never glued where it was not."""
    return new if new[-1].isspace() else old


_Range = tuple[int, int]


def _stretch(
    mine: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[Operation, _Range, _Range]]:
    """Yield operations with the old and the new words that they are about."""
    if len(mine) * len(theirs) > _MOST:
        yield "-", (0, len(mine)), (0, 0)
        yield "+", (0, 0), (0, len(theirs))
        return
    was, now = (0, 0), (0, 0)
    for code in Levenshtein.opcodes(mine, theirs):
        if code.tag != "equal":  # neighbouring exchanges are shown as one: all out, then all in
            was, now = (was[0], code.src_end), (now[0], code.dest_end)
            continue
        yield from _exchange(was, now)
        yield "=", (code.src_start, code.src_end), (code.dest_start, code.dest_end)
        was, now = (code.src_end, code.src_end), (code.dest_end, code.dest_end)
    yield from _exchange(was, now)


def _exchange(was: _Range, now: _Range) -> Iterator[tuple[Operation, _Range, _Range]]:
    if was[1] > was[0]:
        yield "-", was, (0, 0)
    if now[1] > now[0]:
        yield "+", (0, 0), now
