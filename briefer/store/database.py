"""A SQLite file that never ends a run: damaged, full, locked or read-only, work goes on.

What cannot be kept is said once, by a note; what was kept before stays where it is.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import closing
from functools import cache
from pathlib import Path
from typing import Any, Literal

from briefer.errors import SettingError
from briefer.store import files
from briefer.store.migrations import APPLICATION_ID, NEWEST, migrate, schema, version

Operation = Callable[[sqlite3.Connection], None]
Note = Callable[[str], None]
State = Literal["file", "read-only", "memory"]

PATIENT = 10.0
"""Seconds to wait for another process where there is time: at the start and at the end."""
_HASTY = 0.02
"""Seconds to wait in the middle of a run: the event loop stands still meanwhile."""
_AGAIN = 0.5
"""Seconds until a write that found the file locked is tried again."""
_MOST_WAITING = 10_000
_TOGETHER = 16
_CHECKED = 8_000_000
"""Bytes up to which a file is checked whole when it is opened; that takes about a millisecond a
megabyte. In larger ones damage is found where it is met."""
_RESCUES = 2
_ANY = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What using a connection raises; the second where damaged text stands in SQLite's message."""

# SQLite's primary result codes.
_ERROR, _BUSY, _LOCKED, _READONLY, _IOERR = 1, 5, 6, 8, 10
_CORRUPT, _FULL, _CANTOPEN, _NOTADB = 11, 13, 14, 26


class _DamagedError(Exception):
    """The file is not what SQLite wrote; ``log`` is what stood beside it."""

    def __init__(self, what: str, log: Mapping[str, bytes] | None = None) -> None:
        super().__init__(what)
        self.log = log or {}


class Database:
    """One connection, with a queue of what is still to be written.

    Attributes:
        path: The file; None in memory from the start.
        state: ``read-only`` when what is there can be read and nothing be kept, ``memory`` when
            there is no file behind it, or none that can be used.
    """

    def __init__(self, path: Path | None, *, note: Note, now: Callable[[], str]) -> None:
        """Open the file, making it if need be.

        Raises:
            SettingError: it is of a newer briefer, or another program's.
        """
        self.path = path
        self.state: State = "file"
        self._note = note
        self._now = now
        self._queue: deque[Operation] = deque()
        self._not_before = 0.0
        self._rescues = 0
        self._said: set[str] = set()
        self._lock: files.FileLock | None = None
        self._connection = self._open()

    @property
    def writable(self) -> bool:
        """Whether anything written is kept, if only in memory."""
        return self.state != "read-only"

    @property
    def waiting(self) -> int:
        """How many operations have not been written yet."""
        return len(self._queue)

    def read(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query; none where the file cannot be read."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except _ANY as error:
            self._failed(error)
            return []

    def connection(self) -> sqlite3.Connection:
        """Return the connection, for what takes longer than a call; errors are the caller's."""
        return self._connection

    def write(self, operation: Operation, *, patient: bool = False, later: bool = False) -> bool:
        """Write in one transaction, with whatever is still waiting; False when it is not yet done.

        An operation is a function of the connection; it may be called again after a failure. One
        that may come ``later`` waits for others, for a transaction costs more than what is in it.
        """
        if self.writable:
            self._queue.append(operation)
            if later and len(self._queue) < _TOGETHER:
                return False
        return self.flush(patient=patient)

    def flush(self, *, patient: bool = False) -> bool:
        """Write what is waiting; False when something still is."""
        if not self._queue or (not patient and time.monotonic() < self._not_before):
            return not self._queue
        if patient:
            _wait(self._connection, PATIENT)
        try:
            self._write_all()
        except _ANY as error:
            if _code(error) in (_BUSY, _LOCKED):
                self._not_before = time.monotonic() + _AGAIN
                while len(self._queue) > _MOST_WAITING:
                    self._queue.popleft()
                return False
            if self._failed(error, writing=True):
                return self.flush(patient=patient)
            self._queue.clear()
        else:
            self._queue.clear()
        finally:
            if patient:
                _wait(self._connection, _HASTY)
        return True

    def close(self) -> None:
        """Write what is waiting and let go of the file."""
        if not self.flush(patient=True):
            self.tell(f"{self.waiting} answers could not be kept: another program holds the store")
        self._connection.close()
        if self._lock is not None:
            self._lock.close()

    def tell(self, what: str) -> None:
        """Note something about the store, once."""
        if what not in self._said:
            self._said.add(what)
            self._note(what if self.path is None else f"{what} ({self.path})")

    def _write_all(self) -> None:
        connection = self._connection
        connection.execute("BEGIN IMMEDIATE")
        try:
            for operation in self._queue:
                operation(connection)
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")

    def _open(self) -> sqlite3.Connection:
        if self.path is None:
            return self._memory()
        try:
            files.make(self.path)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            self.tell(f"the store cannot be made: {reason}; nothing is kept beyond this run")
            return self._memory()
        self._lock = files.FileLock(self.path)
        self._lock.shared(PATIENT)
        try:
            return _connect(self.path, self._now)
        except _DamagedError as error:
            return self._rescue(error)
        except sqlite3.DatabaseError as error:
            return self._without_writing(error)

    def _memory(self) -> sqlite3.Connection:
        self.state = "memory"
        connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        connection.execute("PRAGMA foreign_keys = ON")
        migrate(connection, self._now)
        return connection

    def _without_writing(self, error: sqlite3.DatabaseError) -> sqlite3.Connection:
        """Return a connection that can read what is there, else one in memory."""
        path = self.path
        if path is not None:
            # Without write access SQLite reads a file in WAL mode only if told that nobody writes.
            for how in ("mode=ro", "immutable=1"):
                try:
                    connection = _connect_only(path, how)
                except sqlite3.DatabaseError:
                    continue
                self.state = "read-only"
                self.tell("the store cannot be written: what is in it is used, nothing is added")
                return connection
        self.tell(f"the store cannot be used: {error}; nothing is kept beyond this run")
        return self._memory()

    def _failed(self, error: Exception, *, writing: bool = False) -> bool:
        """Take in a failure; True when a write is worth another try."""
        code = _code(error)
        if code in (_CORRUPT, _NOTADB) and self.state == "file":
            self._rescues += 1
            damage = _DamagedError(str(error), files.copy_log(self.path) if self.path else None)
            self._connection.close()
            self._connection = self._rescue(damage)
            return self.writable
        if code in (_FULL, _IOERR, _READONLY, _CANTOPEN) and writing:
            self.state = "read-only"
            self.tell(f"the store cannot be written any more: {error}; the run goes on without it")
        elif code == _ERROR:  # our SQL is at fault
            raise error
        elif code not in (_BUSY, _LOCKED):
            self.tell(f"something in the store cannot be used: {error}")
        return False

    def _rescue(self, damage: _DamagedError) -> sqlite3.Connection:
        """Set a damaged file aside and begin a new one; another process may have done so."""
        path, lock = self.path, self._lock
        if path is None or lock is None:
            raise damage
        lock.release()
        try:
            if self._rescues > _RESCUES or not lock.alone(PATIENT / 5):
                self.tell(f"the store is damaged ({damage}); nothing is kept beyond this run")
                return self._memory()
            try:
                return _connect(path, self._now, check=True)
            except _DamagedError:
                pass
            aside = files.set_aside(path)
            files.restore_log(aside, damage.log)
            files.make(path)
            connection = _connect(path, self._now)
            self.tell(
                f"the store was damaged ({damage}); it is kept as {aside.name}, a new one begun"
            )
        except (OSError, sqlite3.DatabaseError) as error:
            self.tell(f"the store is damaged ({damage}) and stays so: {error}; nothing is kept")
            return self._memory()
        else:
            return connection
        finally:
            lock.shared(PATIENT)


def problems_of(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a file, changing nothing; it reads the file whole.

    Raises:
        SettingError: the file is a newer briefer's, or another program's.
    """
    try:
        with closing(_connect_only(path, "mode=ro", whole=False)) as connection:
            if version(connection) == NEWEST:
                _require_tables(connection)
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(20)")]
            found += [
                f"a row of {table} refers to one of {parent} that is not there"
                for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
            ]
    except (*_ANY, _DamagedError) as error:
        return [str(error)]
    return [line for line in found if line != "ok"]


def _connect(path: Path, now: Callable[[], str], *, check: bool = False) -> sqlite3.Connection:
    """Return a connection ready for use (raises SettingError, _DamagedError, DatabaseError)."""
    if files.is_cut_to_nothing(path):
        raise _DamagedError("it is empty, and its log is not")
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
        _prepare(connection, path, now, check=check)
    except _DamagedError as error:
        error.log = files.copy_log(path)
        raise
    except _ANY as error:
        if _code(error) in (_CORRUPT, _NOTADB):
            # Before the connection is closed: SQLite may then remove the log.
            raise _DamagedError(str(error), files.copy_log(path)) from error
        raise
    else:
        ready = True
    finally:
        if not ready:
            connection.close()
    return connection


def _prepare(
    connection: sqlite3.Connection, path: Path, now: Callable[[], str], *, check: bool
) -> None:
    _refuse_foreign(connection, path)
    _to_wal(connection)
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA foreign_keys = ON")
    migrate(connection, now)
    _require_tables(connection)
    if check or path.stat().st_size <= _CHECKED:
        (found,) = connection.execute("PRAGMA quick_check(1)").fetchone()
        if found != "ok":
            raise _DamagedError(found.splitlines()[-1])
    try:
        connection.execute("BEGIN IMMEDIATE")
        # Only a statement that writes fails where nothing can be written.
        connection.execute(f"PRAGMA user_version = {NEWEST}")
        connection.execute("ROLLBACK")
    except sqlite3.OperationalError as error:
        if _code(error) not in (_BUSY, _LOCKED):
            raise
    _wait(connection, _HASTY)


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
        raise _DamagedError(f"its form is {number}")
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
            if _code(error) not in (_BUSY, _LOCKED) or time.monotonic() > until:
                raise
            time.sleep(_HASTY)
        else:
            return


def _require_tables(connection: sqlite3.Connection) -> None:
    if schema(connection) != _whole_schema():
        raise _DamagedError("its tables are not as they were made")


@cache
def _whole_schema() -> frozenset[str]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        migrate(connection, str)
        return schema(connection)


def _connect_only(path: Path, how: str, *, whole: bool = True) -> sqlite3.Connection:
    """Return a connection that reads only (raises DatabaseError, SettingError).

    ``whole``: it must have every table there is by now.
    """
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?{how}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=_HASTY,
    )
    connection.text_factory = _text
    try:
        _refuse_foreign(connection, path)
        if whole:
            _require_tables(connection)
    except _DamagedError as error:
        connection.close()
        raise sqlite3.DatabaseError(str(error)) from error
    except BaseException:
        connection.close()
        raise
    return connection


def _text(data: bytes) -> str:
    """Return a column's text; one with a flipped byte is no error, it is another text."""
    return data.decode("utf-8", "replace")


def _wait(connection: sqlite3.Connection, seconds: float) -> None:
    connection.execute(f"PRAGMA busy_timeout = {int(seconds * 1000)}")


def _code(error: Exception) -> int:
    """Return SQLite's primary result code; 0 for an error that is not SQLite's own."""
    if isinstance(error, UnicodeDecodeError):
        return _CORRUPT
    code: int = getattr(error, "sqlite_errorcode", 0)
    return code & 0xFF
