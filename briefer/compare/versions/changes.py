"""What changed between two versions of an article, fact by fact, with no model.

Sentences that are the same are not looked at. A pair that differs is aligned word by word, facts
being one word each; the rules then say of each hunk what sort of fact it changed.
"""

from __future__ import annotations

from collections.abc import Iterator

from briefer.analysis.capitals import known_capitals
from briefer.analysis.tokens import words
from briefer.compare.versions.alignment import Alignment, Pair, align
from briefer.compare.versions.hunks import WordAlignment, Wording
from briefer.compare.versions.passage import Passage, TypedEdit
from briefer.compare.versions.rules import HEADLINE_RULES, RULES
from briefer.compare.versions.surface import QuotedSpans, is_furniture
from briefer.model import Change, ChangeType, Document, Place, Sentence
from briefer.text import article_language

_WEIGHT: dict[ChangeType, int] = {
    **dict.fromkeys(("number", "money", "date", "name"), 0),
    **dict.fromkeys(("added", "dropped"), 2),
    **dict.fromkeys(("moved", "reworded"), 3),
}
_NEAR = 2_500
"""Characters round a passage in which a version may say elsewhere what seems to be missing."""
_SHOWN = 90


def changes(old: Document, new: Document, alignment: Alignment | None = None) -> tuple[Change, ...]:
    """Return what changed from one version of an article to the next, the weightiest first.

    Corrections of numbers, money, dates and names come first, then other facts, then what was
    added or dropped, then what was moved or reworded; each group in the new version's order.
    Cosmetic edits are no changes, and two texts that are no versions of one article have none:
    ``align(old, new).is_related`` says so. What a stub (``alignment.stub``) leaves out is not
    called dropped, nor added when it comes back.

    Args:
        old: the earlier version.
        new: the later one.
        alignment: of these two, when it is already there.
    """
    alignment = alignment or align(old, new)
    if not alignment.is_related or alignment.is_same:
        return ()
    return tuple(_Differ(old, new, alignment).ordered())


class _Differ:
    """Two versions while their pairs of sentences are typed."""

    def __init__(self, old: Document, new: Document, alignment: Alignment) -> None:
        self.documents = (old, new)
        self.alignment = alignment
        self.languages = (article_language(old.article), article_language(new.article))
        self.written = (old.article.day, new.article.day)
        self.quotes = (QuotedSpans(old), QuotedSpans(new))
        self.known = self._capitals()

    def _capitals(self) -> frozenset[str]:
        """Return the words that are written like names; what both versions say is read once."""
        texts = dict.fromkeys(
            (sentence.text, language)
            for document, language in zip(self.documents, self.languages, strict=True)
            for sentence in document.sentences
        )
        return known_capitals((words(text, language), language) for text, language in texts)

    def ordered(self) -> list[Change]:
        """Return every change, by weight, then by place."""
        every = [change for pair in self._pairs() for change in self._of(pair)]
        return sorted(every, key=lambda change: _WEIGHT.get(change.type, 1))

    def _pairs(self) -> Iterator[Pair]:
        title = self.alignment.title
        if title is not None and title.old and title.new and not title.same:
            yield title
        for pair in self.alignment.pairs:
            changed = not pair.same or pair.moved
            if changed and not all(is_furniture(s.text) for s in (*pair.old, *pair.new)):
                yield pair

    def _of(self, pair: Pair) -> Iterator[Change]:
        if not pair.old or not pair.new:
            yield from self._one_sided(pair)
            return
        if not pair.same:
            yield from self._compared(pair)
        if pair.moved:
            old, new = self._place(0, pair.old), self._place(1, pair.new)
            message = f"moved: {old.sentence} is now {new.sentence}"
            yield Change("moved", message, old, new)

    def _one_sided(self, pair: Pair) -> Iterator[Change]:
        side = 0 if pair.old else 1
        if self.alignment.stub:
            return
        place = self._place(side, pair.old or pair.new)
        if side == 0:
            yield Change("dropped", _shown(place.text), place, None)
        else:
            yield Change("added", _shown(place.text), None, place)

    def _place(
        self, side: int, sentences: tuple[Sentence, ...], span: tuple[int, int] | None = None
    ) -> Place:
        """Return a span of the passage that some sentences make; all of it without a span."""
        begin, stop = sentences[0].start, sentences[-1].end
        start, end = (begin + span[0], begin + span[1]) if span else (begin, stop)
        home = next((s for s in sentences if s.start <= start < max(s.end, s.start + 1)), None)
        text = self.documents[side].article.text[start:end]
        return Place((home or sentences[0]).id, start, end, text)

    def _compared(self, pair: Pair) -> Iterator[Change]:
        passage = self._passage(pair)
        for rule in HEADLINE_RULES if passage.heading and passage.rewritten else RULES:
            rule(passage)
        for edit in sorted(passage.found, key=_where):
            yield self._change(passage, pair, edit)

    def _passage(self, pair: Pair) -> Passage:
        sides, quoted = [], []
        heading = all(s.kind == "heading" for s in (*pair.old, *pair.new))
        for side, sentences in enumerate((pair.old, pair.new)):
            article = self.documents[side].article
            text = article.text[sentences[0].start : sentences[-1].end]
            if not text:  # a headline that the text does not hold
                text = article.title or ""
            sides.append(Wording(text, self.languages[side], self.known))
            quoted.append(self.quotes[side].within(sentences))
        passages = pair.old, pair.new

        def elsewhere(side: int, words: str) -> bool:
            sentences = passages[side]
            begin, stop = max(0, sentences[0].start - _NEAR), sentences[-1].end + _NEAR
            return words in self.documents[side].article.text[begin:stop]

        return Passage(
            WordAlignment(sides[0], sides[1]),
            heading,
            self.written,
            (quoted[0], quoted[1]),
            elsewhere,
            self.alignment.stub,
        )

    def _change(self, passage: Passage, pair: Pair, edit: TypedEdit) -> Change:
        places: list[Place | None] = []
        for side, units in enumerate((edit.old, edit.new)):
            sentences = (pair.old, pair.new)[side]
            if units is None:
                places.append(None)
            elif sentences[0].start == sentences[-1].end:
                places.append(Place(sentences[0].id, sentences[0].start, sentences[0].end, ""))
            else:
                span = passage.sides[side].span(units[0], units[1] - 1)
                places.append(self._place(side, sentences, span))
        return Change(edit.type, edit.message, places[0], places[1])


def _where(edit: TypedEdit) -> tuple[int, int]:
    return (edit.new or edit.old or (0, 0))[0], (edit.old or edit.new or (0, 0))[0]


def _shown(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[: line.rfind(" ", 0, _SHOWN)] + " …"
