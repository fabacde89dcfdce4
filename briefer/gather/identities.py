"""What stays the same about an article while its text changes."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from briefer.fetch import identity_of
from briefer.model import Article
from briefer.sites import same_site

_URI = re.compile(r"[a-z][a-z0-9+.-]*:\S+", re.IGNORECASE)


def identity_at(article: Article, place: str, *, alone: bool) -> str:
    """Return the identity of an article that was found at a web address.

    That is its own address, if it is one of the site that it was found at: a page that calls
    itself another site's article is not to become a version of that. An entry of a feed that has
    no such address goes by its guid.

    Args:
        article: With the address it gives itself.
        place: The page's address after redirects, or its feed's.
        alone: Whether it is all there is at that place.
    """
    own, found = identity_of(article.url or place), identity_of(place)
    if alone:
        return own if same_site(own, found) and not _is_front(own) else found
    if own != found and same_site(own, found):
        return own
    return f"{found}#{article.guid or (article.hash if own == found else own)}"


def identity_here(article: Article, source: str) -> str:
    """Return the identity of an article that was read from here: its address, guid or file."""
    if article.url:
        return identity_of(article.url)
    if article.guid and _URI.fullmatch(article.guid):
        return article.guid
    path = Path(source)
    try:
        if path.exists():
            return f"file:{path.absolute()}"
    except (OSError, ValueError):
        pass
    return f"text:{article.hash}"


def _is_front(identity: str) -> bool:
    """Return whether this is the address of a site's front page, which is no article's."""
    parts = urlsplit(identity)
    return parts.path == "/" and not parts.query
