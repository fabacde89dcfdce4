"""What every part of the store stands on: the file, the time, and the keys that stay out of it."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Callable, Collection
from pathlib import Path
from typing import TypeVar

from briefer.scrub import is_secret_in
from briefer.store.connecting import Note
from briefer.store.database import Database, State
from briefer.store.packing import Text

T = TypeVar("T")

Now = Callable[[], dt.datetime]


class Core:
    """A store without anything in it."""

    def __init__(
        self, path: Path | None, *, note: Note, secrets: Collection[str], now: Now
    ) -> None:
        """Open the file (raises SettingError)."""
        self._secrets = tuple(secrets)
        self._now = now
        self._database = Database(path, note=note, now=self._time)

    @property
    def path(self) -> Path | None:
        """The file, or None in memory."""
        return self._database.path

    @property
    def state(self) -> State:
        """``file``, ``read-only``, or ``memory`` when nothing outlives the run."""
        return self._database.state

    def _write(
        self,
        operation: Callable[[sqlite3.Connection], None],
        *,
        patient: bool = False,
        later: bool = False,
    ) -> None:
        if self._database.write(operation, patient=patient, later=later):
            self._written()

    def _transact(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in one transaction (raises StoreWriteError, and what it raises)."""
        return self._database.transact(operation)

    def _settle(self) -> None:
        """Write what is waiting, so that what is read next has it."""
        if self._database.waiting and self._database.flush(patient=True):
            self._written()

    def _written(self) -> None:
        """Let go of what was held because it was not written yet."""

    def _in_use(self, *texts: str | None) -> bool:
        """Return whether a key in use stands in one of the texts."""
        if not self._secrets:
            return False
        if not any(text and is_secret_in(text, self._secrets) for text in texts):
            return False
        self._database.tell("a text with the API key in it is not kept")
        return True

    def _time(self) -> str:
        return self._now().isoformat(timespec="seconds")

    def _day(self) -> str:
        return self._now().date().isoformat()


def put_text(connection: sqlite3.Connection, text: Text) -> int:
    """Write a text, or any JSON value, unless it is there already; return its id."""
    found: tuple[int] | None = connection.execute(
        "SELECT id FROM texts WHERE hash = ?", (text.hash,)
    ).fetchone()
    if found is not None:
        return found[0]
    put = connection.execute(
        "INSERT INTO texts (hash, data) VALUES (?, ?) RETURNING id", (text.hash, text.pack())
    )
    number: int = put.fetchone()[0]
    return number
