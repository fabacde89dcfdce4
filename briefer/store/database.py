"""A SQLite file that never ends a run: damaged, full, locked or read-only, work goes on.

What cannot be kept is said once, by a note; what was kept before stays where it is.
"""

from __future__ import annotations

import sqlite3
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal, TypeVar

from briefer.errors import StoreReadError, StoreWriteError
from briefer.store import files
from briefer.store.connecting import (
    ANY,
    BUSY,
    CANTOPEN,
    CORRUPT,
    ERROR,
    FULL,
    HASTY,
    IOERR,
    LOCKED,
    NOTADB,
    PATIENT,
    READONLY,
    DamagedError,
    Note,
    code_of,
    connect,
    connect_only,
    wait,
)
from briefer.store.migrations import migrate

T = TypeVar("T")

Operation = Callable[[sqlite3.Connection], None]
State = Literal["file", "read-only", "memory"]

_AGAIN = 0.5
"""Seconds until a write that found the file locked is tried again."""
_MOST_WAITING = 10_000
_TOGETHER = 16
_RESCUES = 2


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
        except ANY as error:
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

    def ask(self, sql: str, *values: Any) -> list[tuple[Any, ...]]:
        """Return the rows of a query that must not be taken for empty where it cannot be read.

        Raises:
            StoreReadError: the file cannot be read.
        """
        try:
            return self._connection.execute(sql, values).fetchall()
        except ANY as error:
            raise StoreReadError(f"the store {self.path} cannot be read: {error}") from error

    def transact(self, operation: Callable[[sqlite3.Connection], T]) -> T:
        """Do something in one transaction; it is on the disk when this returns its result.

        Other than what is given to `write` it does not wait for later, and is not tried again.

        Raises:
            StoreWriteError: it cannot be done, and nothing of it was.
            BrieferError: what the operation raises; nothing of it is kept then.
        """
        if self.state == "read-only" or (self.state == "memory" and self.path is not None):
            raise StoreWriteError(f"the store {self.path} cannot be written")
        connection = self._connection
        wait(connection, PATIENT)
        try:
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("BEGIN IMMEDIATE")
            done = operation(connection)
            connection.execute("COMMIT")
        except ANY as error:
            if code_of(error) == ERROR:  # our SQL is at fault
                raise
            raise StoreWriteError(f"the store {self.path} cannot be written: {error}") from error
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            connection.execute("PRAGMA synchronous = NORMAL")
            wait(connection, HASTY)
        return done

    def flush(self, *, patient: bool = False) -> bool:
        """Write what is waiting; False when something still is."""
        if not self._queue or (not patient and time.monotonic() < self._not_before):
            return not self._queue
        if patient:
            wait(self._connection, PATIENT)
        try:
            self._write_all()
        except ANY as error:
            if code_of(error) in (BUSY, LOCKED):
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
                wait(self._connection, HASTY)
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
        files.demand_own(self.path)
        if is_emptied := files.is_emptied(self.path):
            self.tell(
                "the store was emptied, by no run: what was in it is gone, a new one is begun"
            )
        try:
            files.make(self.path)
        except OSError as error:
            reason = (error.strerror or type(error).__name__).lower()
            self.tell(f"the store cannot be made: {reason}; nothing is kept beyond this run")
            return self._memory()
        self._lock = files.FileLock(self.path)
        self._lock.shared(PATIENT)
        is_suspect = files.is_suspect(self.path)
        try:
            connection = connect(self.path, self._now, check=is_suspect, mended=self.tell)
        except DamagedError as error:
            return self._rescue(error)
        except sqlite3.DatabaseError as error:
            return self._without_writing(error)
        if is_suspect or is_emptied or not files.is_marked(self.path):
            self._lock.mark()
        return connection

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
                    connection = connect_only(path, how)
                except sqlite3.DatabaseError:
                    continue
                self.state = "read-only"
                self.tell("the store cannot be written: what is in it is used, nothing is added")
                return connection
        self.tell(f"the store cannot be used: {error}; nothing is kept beyond this run")
        return self._memory()

    def _failed(self, error: Exception, *, writing: bool = False) -> bool:
        """Take in a failure; True when a write is worth another try."""
        code = code_of(error)
        if code in (CORRUPT, NOTADB) and self.state == "file":
            self._rescues += 1
            damage = DamagedError(str(error), files.copy_log(self.path) if self.path else None)
            self._connection.close()
            self._connection = self._rescue(damage)
            return self.writable
        if code in (FULL, IOERR, READONLY, CANTOPEN) and writing:
            self.state = "read-only"
            self.tell(f"the store cannot be written any more: {error}; the run goes on without it")
        elif code == ERROR:  # our SQL is at fault
            raise error
        elif code not in (BUSY, LOCKED):
            self.tell(f"something in the store cannot be used: {error}")
        return False

    def _rescue(self, damage: DamagedError) -> sqlite3.Connection:
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
                return connect(path, self._now, check=True, mended=self.tell)
            except DamagedError:
                pass
            aside = files.set_aside(path)
            files.restore_log(aside, damage.log)
            files.make(path)
            connection = connect(path, self._now)
            lock.mark()
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
