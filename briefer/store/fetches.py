"""What each address gave when it was last fetched: enough to ask only for what is new."""

from __future__ import annotations

import sqlite3
from dataclasses import asdict, dataclass
from typing import Any

from briefer.model import canonical_json, tagged_hash
from briefer.scrub import scrub
from briefer.store.core import Core
from briefer.store.packing import UnpackError, pack, shown, unpack


@dataclass(frozen=True, slots=True)
class FetchState:
    """What to send when an address is asked again, and what it gave.

    ``etag`` and ``last_modified`` are the headers as the server sent them, ``fetched`` when (ISO)
    it last answered, ``body_hash`` what its body is known by. ``links`` is any JSON value: what
    the body listed, so that an answer of 304 stands for it.
    """

    etag: str | None = None
    last_modified: str | None = None
    fetched: str = ""
    body_hash: str | None = None
    links: Any = None


class Fetches(Core):
    """The part of the store that knows what addresses gave."""

    def fetch_state(self, url: str) -> FetchState | None:
        """Return what an address last gave; None if it is not known."""
        key, today = url_key(url), self._day()
        for data, used in self._database.read("SELECT state, used FROM fetches WHERE key = ?", key):
            try:
                state = FetchState(**unpack(data))
            except (UnpackError, TypeError):
                self._database.tell("what an address last gave is damaged in the store")
                return None
            if str(used) < today:
                self._write(lambda c: _touch(c, key=key, day=today))
            return state
        return None

    def keep_fetch_state(self, url: str, state: FetchState) -> None:
        """Keep what an address gave, in place of what it gave before.

        Nothing is kept in which a key in use stands; of the address itself no password is kept.
        """
        if self._in_use(
            state.etag, state.last_modified, state.body_hash, canonical_json(state.links)
        ):
            return
        row = (
            url_key(url),
            shown(scrub(url, self._secrets)),
            pack(asdict(state)),
            self._day(),
        )

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                """
                INSERT INTO fetches (key, url, state, used) VALUES (?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE
                SET url = excluded.url, state = excluded.state, used = excluded.used
                """,
                row,
            )

        self._write(write)


def url_key(url: str) -> str:
    """Return what an address is found by: it may hold a password, which is not to be read."""
    return tagged_hash("url", url)


def _touch(connection: sqlite3.Connection, *, key: str, day: str) -> None:
    connection.execute("UPDATE fetches SET used = ? WHERE key = ?", (day, key))
