"""What a request names: claims and stories of a review, articles that come with it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefer.desk.web.problems import NotThereError
from briefer.ingest import article_from_text

if TYPE_CHECKING:
    from briefer.desk.review import Review, ReviewedClaim, ReviewedStory
    from briefer.desk.web.bodies import GivenArticle
    from briefer.model import Article


def claim_of(review: Review, path: str) -> ReviewedClaim:
    """Return a claim by its path, with or without ``$.`` (raises NotThereError)."""
    found = review.claim(path if path.startswith("$.") else f"$.{path}")
    if found is None:
        raise NotThereError(f"there is no claim {path[:80]}", hint="paths are those of the claims")
    return found


def story_of(review: Review, number: str) -> ReviewedStory:
    """Return a story by its number, from 0 (raises NotThereError)."""
    path = f"$.stories[{number}]"
    found = next((each for each in review.stories if each.path == path), None)
    if found is None:
        raise NotThereError(f"there is no story {number[:80]}", hint="they are numbered from 0")
    return found


def article_of(given: GivenArticle) -> Article:
    """Return an article as a request gives it (raises SourceUnreadableError)."""
    read = article_from_text(given.text, source=given.title or "the request")
    said = {
        name: value
        for name in ("title", "url", "date", "outlet", "language")
        if (value := getattr(given, name)) is not None
    }
    return replace(read, **said)
