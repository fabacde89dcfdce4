"""An index on disk of the rows that a folder of results has, by their ids."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple, Self

from briefer.errors import OutputFileError

_SCHEMA = """
    CREATE TABLE IF NOT EXISTS parts (number INTEGER PRIMARY KEY, stamp TEXT NOT NULL);
    CREATE TABLE IF NOT EXISTS rows (
        id BLOB NOT NULL, nth INTEGER NOT NULL, part INTEGER NOT NULL, place INTEGER NOT NULL,
        failed INTEGER NOT NULL, PRIMARY KEY (id, nth)
    ) WITHOUT ROWID;
    CREATE INDEX IF NOT EXISTS failed_rows ON rows (part) WHERE failed;
"""


class Place(NamedTuple):
    """Where a row stands: its part and its place there, from 0; and whether it is of a failure."""

    part: int
    place: int
    has_failed: bool


class RowIndex:
    """Which ids have their rows, and where; a context manager.

    Rows of one id are told apart by their order. Everything in it can be read from the rows
    themselves again, so a file that is damaged, or older than they are, is only made anew. It needs
    the same little memory for any number of rows.
    """

    def __init__(self, path: Path) -> None:
        """Open the file, or make it.

        Raises:
            OutputFileError: it cannot be written.
        """
        self._path = path
        with self._told():
            try:
                self._database = self._opened()
            except sqlite3.DatabaseError:
                path.unlink(missing_ok=True)
                self._database = self._opened()
        self.begin_pass()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._database.close()

    def stamps(self) -> dict[int, str]:
        """Return the parts that are known, each with what told that it was the same file."""
        with self._told():
            return dict(self._database.execute("SELECT number, stamp FROM parts ORDER BY number"))

    def forget(self) -> None:
        """Forget every part."""
        with self._told(), self._database:
            self._database.execute("DELETE FROM rows")
            self._database.execute("DELETE FROM parts")

    def add(self, part: int, stamp: str, rows: Iterable[tuple[str, bool]]) -> None:
        """Take in a new part: the id of each row, in order, and whether it is of a failure."""
        with self._told(), self._database:
            self._database.executemany(
                "INSERT INTO rows SELECT ?, 1 + coalesce(max(nth), 0), ?, ?, ? "
                "FROM rows WHERE id = ?",
                [
                    (known := _digest(id_), part, place, failed, known)
                    for place, (id_, failed) in enumerate(rows)
                ],
            )
            self._database.execute("INSERT INTO parts VALUES (?, ?)", (part, stamp))

    def mend(self, part: int, stamp: str, failed: Iterable[int]) -> None:
        """Take note that a part was written again, with the same ids, and which rows failed now."""
        with self._told(), self._database:
            self._database.execute("UPDATE rows SET failed = 0 WHERE part = ? AND failed", (part,))
            places = list(failed)
            marks = ", ".join("?" * len(places))
            self._database.execute(
                f"UPDATE rows SET failed = 1 WHERE part = ? AND place IN ({marks})",  # noqa: S608
                (part, *places),
            )
            self._database.execute("UPDATE parts SET stamp = ? WHERE number = ?", (stamp, part))

    def begin_pass(self) -> None:
        """Begin to go through ids, in the order of an input."""
        with self._told():
            self._database.executescript(
                "DROP TABLE IF EXISTS temp.seen;"
                "CREATE TEMP TABLE seen (id BLOB PRIMARY KEY, nth INTEGER NOT NULL) WITHOUT ROWID;"
            )

    def next(self, id_: str) -> Place | None:
        """Return where the row of an id stands: of its second use in a pass, the second one."""
        digest = _digest(id_)
        with self._told():
            (nth,) = self._database.execute(
                "INSERT INTO temp.seen VALUES (?, 1) "
                "ON CONFLICT (id) DO UPDATE SET nth = nth + 1 RETURNING nth",
                (digest,),
            ).fetchone()
            found = self._database.execute(
                "SELECT part, place, failed FROM rows WHERE id = ? AND nth = ?", (digest, nth)
            ).fetchone()
        return None if found is None else Place(found[0], found[1], bool(found[2]))

    def _opened(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, check_same_thread=False)
        try:
            database.execute("PRAGMA temp_store = FILE")
            database.executescript(_SCHEMA)
            database.execute("SELECT stamp FROM parts LIMIT 1").fetchone()
        except BaseException:
            database.close()
            raise
        return database

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, OSError) as error:
            raise OutputFileError(
                f"{self._path} cannot be used: {error}",
                hint="if it is damaged, remove it: it is made again from the rows",
            ) from error


def _digest(id_: str) -> bytes:
    return blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=16).digest()
