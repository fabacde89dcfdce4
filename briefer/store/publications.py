"""Where briefs were published, and how far those on their way have come."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import asdict, replace
from typing import Any

from briefer.errors import ConflictError, StoreReadError, UsageError
from briefer.model import Publication, PublicationState
from briefer.store.core import Core
from briefer.store.packing import UnpackError, pack, shown, unpack
from briefer.store.reviews import value_from

PUBLICATIONS = "SELECT data, key, state FROM publications"


class Publications(Core):
    """The part of the store that knows what was published: one row a content and target."""

    def publications(self, edition: str | None = None) -> tuple[Publication, ...]:
        """Return the publications of an edition, by its hash, or all; the first made in front.

        Raises:
            StoreReadError: one is damaged.
        """
        where = "WHERE ? IS NULL OR edition = ?"
        name = None if edition is None else shown(edition)
        rows = self._database.ask(f"{PUBLICATIONS} {where}", name, name)
        found = (_read(*row) for row in rows)
        return tuple(sorted(found, key=lambda each: (each.made, each.target, each.key)))

    def publication(self, key: str) -> Publication | None:
        """Return a publication by its key (raises StoreReadError)."""
        rows = self._database.ask(f"{PUBLICATIONS} WHERE key = ?", key)
        return _read(*rows[0]) if rows else None

    def plan_publication(self, publication: Publication) -> Publication:
        """Keep a publication that is to be made, unless it is there; return it as it is kept.

        Its times and state are filled in here. Whoever plans the same again gets the one there is.

        Raises:
            StoreWriteError: it cannot be kept.
        """
        self._settle()

        def plan(connection: sqlite3.Connection) -> Publication:
            row = connection.execute(f"{PUBLICATIONS} WHERE key = ?", (publication.key,)).fetchone()
            if row is not None:
                return _read(*row)
            now = self._time()
            new = replace(publication, state="planned", made=now, updated=now, attempts=0)
            connection.execute(
                "INSERT INTO publications (key, edition, state, data) VALUES (?, ?, ?, ?)",
                (new.key, shown(new.edition), new.state, pack(asdict(new))),
            )
            return new

        return self._transact(plan)

    def advance_publication(
        self, key: str, expected: Collection[PublicationState], state: PublicationState, **more: Any
    ) -> Publication:
        """Put a publication into another state; return it as it is kept.

        Entering ``sending`` counts an attempt.

        Args:
            key: Which.
            expected: The states it may be in now; of two who try at once only one finds it so.
            state: Its new state.
            more: What else is known now: ``remote``, ``url``, ``detail``.

        Raises:
            UsageError: there is none of that key.
            ConflictError: it is in another state.
            StoreWriteError: it cannot be kept.
        """

        def advance(connection: sqlite3.Connection) -> Publication:
            row = connection.execute(f"{PUBLICATIONS} WHERE key = ?", (key,)).fetchone()
            if row is None:
                raise UsageError(f"there is no publication {key}")
            old = _read(*row)
            if old.state not in expected:
                raise ConflictError(f"the publication to {old.target} is {old.state} already")
            tried = old.attempts + (state == "sending")
            new = replace(old, state=state, updated=self._time(), attempts=tried, **more)
            connection.execute(
                "UPDATE publications SET state = ?, data = ? WHERE key = ?",
                (state, pack(asdict(new)), key),
            )
            return new

        return self._transact(advance)


def _read(data: bytes, key: str, state: str) -> Publication:
    try:
        found = value_from(Publication, unpack(data))
    except (UnpackError, ValueError) as error:
        raise StoreReadError(f"the publication {key} in the store is damaged") from error
    if (found.key, found.state) != (key, state):
        raise StoreReadError(f"the publication {key} in the store is not what was kept")
    return found


def wrong_publications(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the publications that cannot be read, a line each."""
    for row in connection.execute(f"{PUBLICATIONS} ORDER BY key"):
        try:
            _read(*row)
        except StoreReadError as error:
            yield str(error)
