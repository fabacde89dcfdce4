"""What pages show, kept as markup for as long as nothing about it changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefer.desk.web import views
from briefer.desk.web.answers import environment
from briefer.desk.web.problems import NotThereError
from briefer.errors import UsageError
from briefer.render import address
from briefer.text import split, spoken_date

if TYPE_CHECKING:
    from briefer.desk.opening import Listed
    from briefer.desk.review import Review, ReviewedClaim
    from briefer.desk.service import Desk

_MOST_KEPT = 24
"""Pieces of markup that are kept: some editions' stories, for editors and readers, and articles."""
_TOLD = 14
"""Briefs of a list whose standing is told; looking at one means reading all that it holds."""


@dataclass(frozen=True, slots=True)
class Line:
    """One brief in the list."""

    number: int
    title: str
    day: str
    standing: str


class Shelf:
    """Reviews and their markup; may be used by several threads."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept: OrderedDict[Hashable, Markup] = OrderedDict()
        self._lock = Lock()

    def opened(self, name: str) -> Review:
        """Return a review by its edition's number (raises NotThereError)."""
        try:
            return self._desk.open(name)
        except UsageError as error:
            raise NotThereError(str(error), hint=error.hint) from error

    def listed(self) -> list[Line]:
        """Return the briefs that there are, the newest first."""
        found = self._desk.editions()
        return [self._line(each, is_told=at < _TOLD) for at, each in enumerate(found)]

    def _line(self, listed: Listed, *, is_told: bool) -> Line:
        standing = ""
        if is_told:
            review = self._desk.open(listed.number)
            standing = review.progress.text
            if review.signed is not None:
                standing = f"signed by {review.signed.who} on {spoken_date(review.signed.made)}"
        return Line(listed.number, listed.title, listed.day, standing)

    def stories(self, review: Review, is_editor: bool) -> Markup:  # noqa: FBT001 (as templates)
        """Return the stories with their claims, and what may be decided of them."""
        noted = tuple((c.path, c.stale, c.proposals) for c in review.claims if _is_noted(c))
        key = ("stories", review.number, review.hash, noted, is_editor)

        def made() -> str:
            template = environment().get_template("_stories.html.jinja")
            return template.render(
                stories=views.story_views(review), edition=review.number, is_editor=is_editor
            )

        return self._held(key, made)

    def sources(self, review: Review, path: str | None) -> Markup:
        """Return the articles; that of a chosen claim is shown, with its sentences lit."""
        cited = {
            (each.article, each.sentence)
            for claim in review.claims
            for each in claim.claim.evidence
        }
        key = ("sources", review.edition, frozenset(cited))
        markup = self._held(key, lambda: self._sources(review))
        chosen = next((each for each in review.claims if each.path == path), None)
        return markup if chosen is None else lit(markup, views.claim_view(chosen).evidence)

    def _sources(self, review: Review) -> str:
        refs = list(enumerate(review.draft.articles, 1))
        held = {number: self._desk.article(ref.hash) for number, ref in refs}
        documents = {number: split(article) for number, article in held.items() if article}
        linked = [number for number, ref in refs if address(ref.url)]
        template = environment().get_template("_sources.html.jinja")
        return template.render(sources=views.source_views(review, documents, linked))

    def _held(self, key: Hashable, made: Callable[[], str]) -> Markup:
        with self._lock:
            found = self._kept.get(key)
            if found is not None:
                self._kept.move_to_end(key)
                return found
        found = Markup(made())  # noqa: S704 (a template's, which escapes every text)
        with self._lock:
            self._kept[key] = found
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return found


def lit(markup: Markup, cited: tuple[views.Cited, ...]) -> Markup:
    """Return articles with the sentences of a claim lit, and the first one's article shown."""
    text = str(markup)
    for number, each in enumerate(cited):
        text = text.replace(f'class="s" id="{each.anchor}"', f'class="s lit" id="{each.anchor}"')
        if not number:
            text = text.replace(f'id="a{each.article}" hidden', f'id="a{each.article}"')
    return Markup(text)  # noqa: S704 (made of markup and our own names)


def _is_noted(claim: ReviewedClaim) -> bool:
    return bool(claim.stale or claim.proposals)
