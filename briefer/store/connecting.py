"""Connections to a store's file: whose it is, whether it is sound, what SQLite's errors mean."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path

from briefer.errors import SettingError
from briefer.store import files
from briefer.store.migrations import APPLICATION_ID, NEWEST, migrate, schema, version

Note = Callable[[str], None]

PATIENT = 10.0
"""Seconds to wait for another process where there is time: at the start and at the end."""
HASTY = 0.02
"""Seconds to wait in the middle of a run: the event loop stands still meanwhile."""
_CHECKED = 8_000_000
"""Bytes up to which a file is checked whole when it is opened; that takes about a millisecond a
megabyte. In larger ones damage is found where it is met."""
ANY = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What using a connection raises; the second where damaged text stands in SQLite's message."""
# SQLite's primary result codes.
ERROR, BUSY, LOCKED, READONLY, IOERR = 1, 5, 6, 8, 10
CORRUPT, FULL, CANTOPEN, NOTADB = 11, 13, 14, 26


class DamagedError(Exception):
    """The file is not what SQLite wrote; ``log`` is what stood beside it."""

    def __init__(self, what: str, log: Mapping[str, bytes] | None = None) -> None:
        super().__init__(what)
        self.log = log or {}


def problems_of(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a file, changing nothing; it reads the file whole.

    Where something is, the next who opens it is told to look through all of it.

    Raises:
        SettingError: the file is a newer briefer's, another program's, or no store at all.
    """
    files.demand_own(path)
    found = _problems_of(path)
    if found:
        files.suspect(path)
    return found


def reindexed(path: Path) -> bool:
    """Make the indexes of a damaged file again; return whether it is sound then."""
    try:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("REINDEX")
    except ANY:
        return False
    return not _problems_of(path)


def _problems_of(path: Path) -> list[str]:
    if files.is_emptied(path):
        return ["it is empty, and was not"]
    try:
        with closing(connect_only(path, "mode=ro", whole=False)) as connection:
            if version(connection) == NEWEST:
                _require_tables(connection)
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            found += [
                f"a row of {table} refers to one of {parent} that is not there"
                for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
            ]
    except (*ANY, DamagedError) as error:
        return [str(error)]
    return [line for line in found if line != "ok"]


def _silent(_: str) -> None:
    pass


def connect(
    path: Path, now: Callable[[], str], *, check: bool = False, mended: Note = _silent
) -> sqlite3.Connection:
    """Return a connection ready for use (raises SettingError, DamagedError, DatabaseError).

    ``check``: it is looked through whatever its size; ``mended`` is told of indexes made again.
    """
    if files.is_cut_to_nothing(path):
        raise DamagedError("it is empty, and its log is not")
    connection = sqlite3.connect(
        path.absolute().as_uri() + "?mode=rw",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=PATIENT,
        cached_statements=64,
    )
    connection.text_factory = _text
    ready = False
    try:
        _prepare(connection, path, now)
        if check or path.stat().st_size <= _CHECKED:
            _demand_sound(connection, mended)
        _demand_writing(connection)
    except DamagedError as error:
        error.log = files.copy_log(path)
        raise
    except ANY as error:
        if code_of(error) in (CORRUPT, NOTADB):
            # Before the connection is closed: SQLite may then remove the log.
            raise DamagedError(str(error), files.copy_log(path)) from error
        raise
    else:
        ready = True
    finally:
        if not ready:
            connection.close()
    return connection


def _prepare(connection: sqlite3.Connection, path: Path, now: Callable[[], str]) -> None:
    _refuse_foreign(connection, path)
    _to_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection, now)
    _require_tables(connection)


def _demand_sound(connection: sqlite3.Connection, mended: Note) -> None:
    """Look through a file, its indexes too, and make these again if they alone are damaged."""
    found = _first_problem(connection)
    if found is None:
        return
    try:
        connection.execute("REINDEX")
        still = _first_problem(connection)
    except sqlite3.DatabaseError:
        still = found
    if still is not None:
        raise DamagedError(still)
    mended(f"an index of the store was damaged ({found}), and has been made again")


def _first_problem(connection: sqlite3.Connection) -> str | None:
    (found,) = connection.execute("PRAGMA integrity_check(1)").fetchone()
    return None if found == "ok" else str(found).splitlines()[-1]


def _demand_writing(connection: sqlite3.Connection) -> None:
    """Find out whether the file can be written (raises DatabaseError)."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        # Only a statement that writes fails where nothing can be written.
        connection.execute(f"PRAGMA user_version = {NEWEST}")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if code_of(error) not in (BUSY, LOCKED):
            raise
    wait(connection, HASTY)


def _refuse_foreign(connection: sqlite3.Connection, path: Path) -> None:
    """Refuse what is no store of ours, or of a later form (raises SettingError)."""
    number = version(connection)
    # In this order: another process may be making the tables and their mark, in one transaction.
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    if tables and mark != APPLICATION_ID:
        raise SettingError(
            f"{path} is another program's database, not a store of briefer's",
            hint="name another file with --store or $BRIEFER_STORE",
        )
    if number < 0:
        raise DamagedError(f"its form is {number}")
    if number > NEWEST:
        raise SettingError(
            f"the store {path} was written by a newer briefer: its form is {number}, "
            f"this one knows up to {NEWEST}",
            hint="update briefer, name another file with --store, or use --no-store",
        )


def _to_wal(connection: sqlite3.Connection) -> None:
    """Switch to WAL mode; SQLite does not wait for another process that does the same."""
    until = time.monotonic() + PATIENT
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            if code_of(error) not in (BUSY, LOCKED) or time.monotonic() > until:
                raise
            time.sleep(HASTY)
        else:
            return


def _require_tables(connection: sqlite3.Connection) -> None:
    if schema(connection) != _whole_schema():
        raise DamagedError("its tables are not as they were made")


@cache
def _whole_schema() -> frozenset[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, str)
        return schema(connection)


def connect_only(path: Path, how: str, *, whole: bool = True) -> sqlite3.Connection:
    """Return a connection that reads only (raises DatabaseError, SettingError).

    ``whole``: it must have every table there is by now.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=HASTY,
    )
    connection.text_factory = _text
    try:
        _refuse_foreign(connection, path)
        if whole:
            _require_tables(connection)
    except DamagedError as error:
        connection.close()
        raise sqlite3.DatabaseError(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _text(data: bytes) -> str:
    """Return a column's text; one with a flipped byte is no error, it is another text."""
    return data.decode("utf-8", "replace")


def wait(connection: sqlite3.Connection, seconds: float) -> None:
    """Have a connection wait so long for others that write."""
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def code_of(error: Exception) -> int:
    """Return SQLite's primary result code; 0 for an error that is not SQLite's own."""
    if isinstance(error, UnicodeDecodeError):
        return CORRUPT
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
