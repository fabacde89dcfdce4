"""What addresses gave the last time, kept in the store so that no answer is an answer."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any

from briefer.errors import NoArticleError, SourceError, SourceUnreadableError
from briefer.fetch import Fetched, Known, NotModified, identity_of
from briefer.ingest import Link, Reading
from briefer.store import FetchState, Store
from briefer.version import __version__

_UNREADABLE: dict[str, type[SourceError]] = {
    kind.__name__: kind for kind in (NoArticleError, SourceUnreadableError)
}


@dataclass(frozen=True, slots=True)
class Remembered:
    """What an address gave: a reading, or that there was nothing to read in it.

    ``place`` is where it was found, after redirects, ``at`` when it last answered, ``body`` what
    its body is known by.
    """

    outcome: Reading | SourceError
    place: str
    at: datetime
    body: str | None
    known: Known


class Memory:
    """Remembers in a store; without one nothing is remembered."""

    def __init__(self, store: Store | None) -> None:
        self._store = store

    def of(self, url: str) -> Remembered | None:
        """Return what an address gave, if all of it is still there.

        What another version of briefer made of it does not count: it may read more out of it.
        """
        state = self._store.fetch_state(identity_of(url)) if self._store else None
        if state is None or not isinstance(state.links, dict):
            return None
        held = state.links
        try:
            if held["reader"] != __version__:
                return None
            outcome = self._outcome(held, url)
            at = datetime.fromisoformat(state.fetched)
        except (KeyError, TypeError, ValueError):
            return None
        if outcome is None or at.tzinfo is None:
            return None
        known = Known(state.etag, state.last_modified)
        return Remembered(outcome, str(held["place"]), at, state.body_hash, known)

    def keep(self, fetched: Fetched, outcome: Reading | SourceError) -> None:
        """Remember what an address gave now."""
        if self._store is None:
            return
        held: dict[str, Any] = {"reader": __version__, "place": fetched.final_url}
        if isinstance(outcome, SourceError):
            held["error"] = [type(outcome).__name__, str(outcome), outcome.hint]
        else:
            for article in outcome.articles:
                self._store.keep_article(article)
            held["kind"] = outcome.kind
            held["title"] = outcome.title
            held["notes"] = list(outcome.notes)
            held["links"] = [asdict(link) for link in outcome.links]
            held["articles"] = [[article.hash, article.guid] for article in outcome.articles]
        state = FetchState(
            etag=fetched.etag,
            last_modified=fetched.last_modified,
            fetched=fetched.at.isoformat(),
            body_hash=body_hash(fetched.body),
            links=held,
        )
        self._store.keep_fetch_state(identity_of(fetched.url), state)

    def confirm(self, answer: NotModified | Fetched) -> None:
        """Remember that an address still gives what it gave."""
        key = identity_of(answer.url)
        state = self._store.fetch_state(key) if self._store else None
        if self._store is not None and state is not None:
            confirmed = replace(
                state,
                etag=answer.etag,
                last_modified=answer.last_modified,
                fetched=answer.at.isoformat(),
            )
            self._store.keep_fetch_state(key, confirmed)

    def _outcome(self, held: dict[str, Any], url: str) -> Reading | SourceError | None:
        if "error" in held:
            name, message, hint = held["error"]
            return _UNREADABLE[name](message, hint=hint)
        articles = []
        for known, guid in held["articles"]:
            article = self._store.article(known) if self._store else None
            if article is None:
                return None
            articles.append(replace(article, source=url, guid=guid))
        return Reading(
            kind=held["kind"],
            articles=tuple(articles),
            links=tuple(Link(**link) for link in held["links"]),
            title=held["title"],
            notes=tuple(held["notes"]),
        )


def body_hash(body: bytes) -> str:
    """Return what a body is known by."""
    return hashlib.blake2b(body, digest_size=16).hexdigest()
