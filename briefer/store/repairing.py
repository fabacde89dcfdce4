"""Mending a damaged store: its indexes made anew, or what can be read copied to another."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from briefer.errors import SettingError
from briefer.store import files
from briefer.store.connecting import problems_of, reindexed
from briefer.store.migrations import migrate

_ANY = (sqlite3.DatabaseError, UnicodeDecodeError)
_PATIENT = 5.0


@dataclass(frozen=True, slots=True)
class Repaired:
    """What became of a store.

    Attributes:
        how: ``sound``: nothing was wrong; ``indexed``: its indexes were made again; ``copied``:
            what could be read was copied to a new one.
        rows: How many rows of each table were copied.
        aside: Where the damaged file is kept, if it was copied.
    """

    how: str
    rows: dict[str, int]
    aside: Path | None = None


def repair(path: Path, now: Callable[[], str]) -> Repaired:
    """Mend a store's file; a damaged one is kept beside it.

    Raises:
        SettingError: another process has it open, it is no store of ours, or it cannot be written.
    """
    files.demand_own(path)
    lock = files.FileLock(path)
    try:
        if not lock.alone(_PATIENT):
            raise SettingError(
                f"the store {path} is in use", hint="wait until other runs have ended"
            )
        if not problems_of(path):
            lock.mark()
            return Repaired("sound", {})
        if reindexed(path):
            lock.mark()
            return Repaired("indexed", {})
        return _copied(path, now)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SettingError(f"the store {path} cannot be repaired: {reason}") from error
    finally:
        lock.close()


def _copied(path: Path, now: Callable[[], str]) -> Repaired:
    fresh = path.with_name(f"{path.name}.repaired")
    for part in ("", *files.COMPANIONS):
        with suppress(FileNotFoundError):
            Path(f"{fresh}{part}").unlink()
    files.make(fresh)
    with closing(sqlite3.connect(fresh, isolation_level=None)) as into:
        migrate(into, now)
        rows = dict(_salvage(path, into))
    aside = files.set_aside(path)
    fresh.rename(path)
    return Repaired("copied", rows, aside)


def _salvage(path: Path, into: sqlite3.Connection) -> Iterator[tuple[str, int]]:
    """Copy every row that can be read; yield each table's name and how many there were."""
    into.execute("PRAGMA foreign_keys = OFF")
    tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as old:
        old.text_factory = lambda data: data.decode("utf-8", "replace")
        for (table,) in into.execute(tables).fetchall():
            if table == "migrations":
                continue
            columns = [row[1] for row in into.execute(f"PRAGMA table_info({table})")]
            _copy(old, into, table, columns)
    # What refers to a row that is lost is of no use; several rounds, as rows refer to rows.
    while wrong := into.execute("PRAGMA foreign_key_check").fetchall():
        for table, number, *_ in wrong:
            if number is None:
                _drop_dangling(into, table)
            else:
                into.execute(f"DELETE FROM {table} WHERE rowid = ?", (number,))  # noqa: S608
    for (table,) in into.execute(tables).fetchall():
        if table != "migrations":
            ((count,),) = into.execute(f"SELECT count(*) FROM {table}")  # noqa: S608
            yield table, count


def _copy(
    old: sqlite3.Connection, into: sqlite3.Connection, table: str, columns: list[str]
) -> None:
    """Copy a table's rows from both ends: a damaged page stands in the way of either."""
    names, marks = ", ".join(columns), ", ".join("?" * len(columns))
    put = f"INSERT OR IGNORE INTO {table} ({names}) VALUES ({marks})"  # noqa: S608
    for order in ("", f" ORDER BY {columns[0]} DESC"):
        try:
            # Not by an index, which may be what is damaged.
            for row in old.execute(f"SELECT {names} FROM {table} NOT INDEXED{order}"):  # noqa: S608
                with suppress(sqlite3.IntegrityError):
                    into.execute(put, row)
        except _ANY:
            continue
        return


def _drop_dangling(into: sqlite3.Connection, table: str) -> None:
    """Remove the rows of a table without row ids that refer to what is not there."""
    for _, _, parent, column, target, *_ in into.execute(
        f"PRAGMA foreign_key_list({table})"
    ).fetchall():
        into.execute(
            f"DELETE FROM {table} WHERE {column} NOT IN (SELECT {target} FROM {parent})"  # noqa: S608
        )
