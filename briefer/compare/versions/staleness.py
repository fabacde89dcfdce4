"""What the sentences of one version came to in another, and so the claims that rest on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from briefer.compare.versions.alignment import Alignment, Pair, align
from briefer.compare.versions.changes import changes
from briefer.compare.versions.surface import normalized
from briefer.lazy import cached_property
from briefer.model import Change, Document, Evidence, Sentence

Standing = Literal["unaffected", "stale", "unsupported"]
"""``stale``: the sentence says another fact now; ``unsupported``: it is not there any more."""

_ORDER: tuple[Standing, ...] = ("unaffected", "stale", "unsupported")


@dataclass(frozen=True, slots=True)
class SentenceUpdate:
    """What became of one sentence.

    ``old`` is its wording; ``new`` are the sentences that stand for it now, none where it was
    dropped or the whole article is gone; ``changes`` the typed changes between the two;
    ``reason`` is one line for a reader, empty for what is unaffected.
    """

    standing: Standing
    old: str
    new: tuple[Sentence, ...] = ()
    changes: tuple[Change, ...] = ()
    reason: str = ""


@dataclass(frozen=True)
class ArticleUpdate:
    """What became of the sentences of a version in the article's current one.

    ``new`` is None for an article that is gone or withdrawn; ``gone`` says why.
    """

    old: Document
    new: Document | None
    gone: str = ""

    @cached_property
    def alignment(self) -> Alignment | None:
        """The two versions, sentence for sentence; None for an article that is gone."""
        return None if self.new is None else align(self.old, self.new)

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """What changed, as `briefer.compare.versions.changes` types it."""
        if self.new is None:
            return ()
        return changes(self.old, self.new, self.alignment)

    def of(self, sentence: str, text: str = "") -> SentenceUpdate:
        """Return what became of a sentence.

        Args:
            sentence: Its id in the old version.
            text: What it says there. It is found by that where the id means another sentence,
                as it may in what an older briefer kept.
        """
        if self.new is None or self.alignment is None:
            return SentenceUpdate(
                "unsupported", text or self._text(sentence), reason=self.gone or "gone"
            )
        if not self.alignment.is_related:
            reason = f"the article is not there any more: {self.alignment.reason}"
            return SentenceUpdate("unsupported", text or self._text(sentence), reason=reason)
        held = self._held(sentence, text)
        return self._by_text(text) if held is None else self._of(held, self._pairs[held.id])

    def _of(self, held: Sentence, pair: Pair) -> SentenceUpdate:
        found = tuple(change for change in self._at(pair) if change.factual)
        if pair.new and found:
            return SentenceUpdate(
                "stale",
                held.text,
                pair.new,
                found,
                "; ".join(f"{c.type}: {c.message}" for c in found),
            )
        if pair.new or (self.alignment and self.alignment.stub):
            return SentenceUpdate("unaffected", held.text, pair.new)
        return SentenceUpdate("unsupported", held.text, (), found, "the sentence was dropped")

    def _held(self, sentence: str, text: str) -> Sentence | None:
        held = self.old.by_id.get(sentence)
        if held is None or (text and held.text != text):
            return next(
                (s for s in self.old.sentences if normalized(s.text) == normalized(text)), None
            )
        return held

    def moved(self, evidence: Iterable[Evidence]) -> tuple[Evidence, ...] | None:
        """Return evidence in the old version as it stands in the new one.

        None where a sentence of it changed in fact, or is not there.
        """
        found: dict[tuple[int, str], Evidence] = {}
        for each in evidence:
            update = self.of(each.sentence, each.text)
            if update.standing != "unaffected" or not update.new:
                return None
            for s in update.new:
                moved = replace(each, sentence=s.id, start=s.start, end=s.end, text=s.text)
                found.setdefault((each.article, s.id), moved)
        return tuple(found.values())

    @cached_property
    def _pairs(self) -> dict[str, Pair]:
        if self.alignment is None:
            return {}
        return {sentence.id: pair for pair in self.alignment.pairs for sentence in pair.old}

    @cached_property
    def _changed(self) -> tuple[dict[str, list[Change]], dict[str, list[Change]]]:
        """Return the changes by the sentence that they stand in, old and new."""
        sides: tuple[dict[str, list[Change]], dict[str, list[Change]]] = ({}, {})
        for change in self.changes:
            if change.old is not None:
                sides[0].setdefault(change.old.sentence, []).append(change)
            elif change.new is not None:
                sides[1].setdefault(change.new.sentence, []).append(change)
        return sides

    def _at(self, pair: Pair) -> tuple[Change, ...]:
        old, new = self._changed
        found = [change for sentence in pair.old for change in old.get(sentence.id, ())]
        if pair.old:
            found += [change for sentence in pair.new for change in new.get(sentence.id, ())]
        return tuple(found)

    def _text(self, sentence: str) -> str:
        held = self.old.by_id.get(sentence)
        return "" if held is None else held.text

    def _by_text(self, text: str) -> SentenceUpdate:
        """Return the update of a sentence that the old version does not have as it was kept."""
        wanted = normalized(text)
        here = (
            []
            if self.new is None
            else [s for s in self.new.sentences if normalized(s.text) == wanted]
        )
        if here and wanted:
            return SentenceUpdate("unaffected", text, (here[0],))
        return SentenceUpdate("unsupported", text, reason="the sentence was dropped")


def worst(updates: Iterable[SentenceUpdate]) -> Standing:
    """Return how a claim stands that rests on several sentences; unaffected on none."""
    return max((update.standing for update in updates), key=_ORDER.index, default="unaffected")
