"""Two versions of an article and all that can be said of them."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.compare.versions.align import Alignment, align
from briefer.compare.versions.changes import changes
from briefer.compare.versions.wordwise import Operation, word_diff
from briefer.model import Article, Change, Document


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
        """Return both texts word by word, headlines in front: ``=``, ``-`` and ``+``."""
        return word_diff(_text(self.old.article), _text(self.new.article))


def diff(old: Document, new: Document) -> Diff:
    """Compare two versions of an article; no model is asked, and nothing is raised."""
    alignment = align(old, new)
    return Diff(old, new, alignment, changes(old, new, alignment))


def _text(article: Article) -> str:
    body = article.text[article.body_start :].strip()
    return f"{article.title}\n\n{body}\n" if article.title else f"{body}\n"
