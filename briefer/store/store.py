"""The store: answers that were paid for, the runs that asked, and all that is remembered."""

from __future__ import annotations

import datetime as dt
import sqlite3
import time
from collections.abc import Collection, Iterable, Iterator
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import Self

from briefer.llm import Reply, Request
from briefer.model import PromptRef
from briefer.scrub import scrub
from briefer.store import exporting, runs, upkeep, verifying
from briefer.store.claims import Claims
from briefer.store.connecting import Note
from briefer.store.core import Now, put_text
from briefer.store.editions import Editions
from briefer.store.fetches import Fetches
from briefer.store.history import History
from briefer.store.packing import (
    UnpackError,
    bounded,
    frame_of,
    reply_bytes,
    reply_of,
    shown,
    text_of,
)
from briefer.store.people import People
from briefer.store.publications import Publications
from briefer.store.results import Results
from briefer.store.reviews import Reviews
from briefer.store.runs import OpenRun, Run, RunFailure, Status, Totals
from briefer.store.vectors import Vectors

_TOUCHED = 1_000
MOST_IN_MEMORY = 10_000
"""Replies, and failures of runs, that a store in memory holds: the latest, and the first. A reply
is asked for again soon or never, and failures of one in memory are read by nobody afterwards."""


def utc_now() -> dt.datetime:
    """Return the time now."""
    return dt.datetime.now(dt.UTC)


def _silent(_: str) -> None:
    pass


class Store(History, Fetches, Editions, Results, Vectors, People, Reviews, Publications):
    """One store; a context manager. Every call is short enough for an event loop.

    A reply is on its way to the disk when `keep` returns: a killed process loses none that was
    kept. It is used by one thread at a time.
    """

    def __init__(
        self, path: Path | None, *, note: Note, secrets: Collection[str], now: Now
    ) -> None:
        """Use `Store.open`."""
        super().__init__(path, note=note, secrets=secrets, now=now)
        self._claims = Claims(path if self.state == "file" else None)
        self._held: set[tuple[str, str]] = set()
        self._unwritten: dict[tuple[str, str], Reply] = {}
        self._touched: dict[int, None] = {}
        self._runs: dict[int, OpenRun] = {}
        self._failures = 0

    @classmethod
    def open(
        cls,
        path: Path | None,
        *,
        note: Note = _silent,
        secrets: Collection[str] = (),
        now: Now = utc_now,
    ) -> Self:
        """Open a store, making it if need be; None keeps in memory, of replies the latest alone.

        Only an unusable path is an error: a damaged file is set aside and begun anew, a file that
        cannot be written is read, and where there is no way to keep anything memory has to do.

        Args:
            path: The file.
            note: Is told what could not be done as asked, a line at a time.
            secrets: Keys in use; nothing that holds one is kept.
            now: The time, for what is recorded; never for what is decided.

        Raises:
            SettingError: the file is a newer briefer's, or another program's, or a folder.
        """
        return cls(path, note=note, secrets=secrets, now=now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Write what is still waiting and let go of the file."""
        self._write_touched()
        self._database.close()
        self._written()
        self._claims.close()

    # Replies

    def reply(self, key: str, endpoint: str = "") -> Reply | None:
        """Return the reply to a request, by its key and who was asked; None if there is none."""
        waiting = self._unwritten.get((key, endpoint))
        if waiting is not None:
            return waiting
        rows = self._database.read(
            "SELECT id, reply, used FROM replies WHERE key = ? AND endpoint = ?", key, endpoint
        )
        for number, data, used in rows:
            try:
                reply = reply_of(data)
            except UnpackError:
                self._database.tell("an answer in the store is damaged, and is asked for again")
                return None
            if used != (today := self._day()) and str(used) < today:
                self._touched[number] = None
                if len(self._touched) >= _TOUCHED:
                    self._write_touched()
            return reply
        return None

    def keep(self, request: Request, reply: Reply, endpoint: str = "") -> None:
        """Keep a good reply; a refusal, one that was cut off and an empty one are not kept.

        Neither is one in which, or in whose request, a key in use stands.
        """
        if not is_good(reply) or self._holds_secret(request, reply):
            return
        self._unwritten[request.key, endpoint] = reply
        in_memory = self.state == "memory"
        row = (
            request.key,
            endpoint,
            shown(request.model),
            reply_bytes(reply),
            bounded(reply.usage.input_tokens),
            bounded(reply.usage.output_tokens),
            self._time(),
            self._day(),
        )
        self._write(partial(_put_reply, request=request, row=row, bare=in_memory))

    def claim(self, key: str, endpoint: str = "") -> bool:
        """Claim to ask for a reply; False when another process that lives does so already.

        Who waits for one asks again and again, and others may wait for what is not written here.
        """
        if self._held and self._database.flush():
            self._written()
        return self._claims.take(f"{endpoint}\0{key}")

    def release(self, key: str, endpoint: str = "") -> None:
        """Give a claim back, once the reply to it can be read by others."""
        if (key, endpoint) in self._unwritten:
            self._held.add((key, endpoint))
        else:
            self._claims.release(f"{endpoint}\0{key}")

    def forget(self, keys: Iterable[str], endpoint: str = "") -> None:
        """Forget replies that turned out to be of no use, so that they are asked for again."""
        pairs = [(key, endpoint) for key in keys]
        for pair in pairs:
            self._unwritten.pop(pair, None)

        def delete(connection: sqlite3.Connection) -> None:
            connection.executemany("DELETE FROM replies WHERE key = ? AND endpoint = ?", pairs)

        self._write(delete)

    # Runs

    def begin_run(self, command: str, *, model: str, prompts: Iterable[PromptRef] = ()) -> int:
        """Take note of a run that begins; return its number, 0 when it cannot be kept."""
        run = OpenRun(0, command, model, self._time(), time.monotonic())
        run.add_prompts(prompts)
        self._database.write(run.writer(), patient=True)
        self._runs[run.id] = run
        return run.id

    def update_run(self, run_id: int, totals: Totals, prompts: Iterable[PromptRef] = ()) -> None:
        """Take note of how far a run has come, so that a killed one is known as far as that."""
        run = self._runs[run_id]
        run.totals = totals
        run.add_prompts(prompts)
        self._write(run.writer())

    def fail_in_run(self, run_id: int, source: str, error: str, message: str) -> None:
        """Take note of a source that failed: its name, the error's class and what it said."""
        self._failures += 1
        if self.state == "memory" and self._failures > MOST_IN_MEMORY:
            return
        failure = RunFailure(scrub(source, self._secrets), error, scrub(message, self._secrets))
        self._write(runs.failure_writer(self._runs[run_id], failure))

    def end_run(
        self,
        run_id: int,
        status: Status,
        totals: Totals,
        prompts: Iterable[PromptRef] = (),
    ) -> None:
        """Take note of how a run ended."""
        run = self._runs[run_id]
        run.status = status
        run.ended = self._time()
        run.seconds = round(time.monotonic() - run.clock, 3)
        self.update_run(run_id, totals, prompts)
        del self._runs[run_id]

    def runs(self, limit: int | None = None) -> list[Run]:
        """Return the runs, newest first, without their failures."""
        rows = self._database.read(
            f"SELECT {runs.COLUMNS} FROM runs ORDER BY id DESC LIMIT ?",  # noqa: S608 (constants)
            -1 if limit is None else limit,
        )
        return [run for row in rows if (run := self._run_of(row)) is not None]

    def run(self, run_id: int) -> Run | None:
        """Return one run with what failed in it; None if there is none of that number."""
        rows = self._database.read(
            f"SELECT {runs.COLUMNS} FROM runs WHERE id = ?",  # noqa: S608 (constants)
            run_id,
        )
        failures = self._database.read(
            "SELECT source, error, message FROM failures WHERE run_id = ? ORDER BY id", run_id
        )
        return self._run_of(rows[0], failures) if rows else None

    # Upkeep

    def stats(self) -> upkeep.Stats:
        """Return what is in the store and how large it is."""
        self._settle()
        return upkeep.stats(self._database)

    def verify(self) -> Iterator[str]:
        """Yield what is wrong, a line each; every key and hash is derived again."""
        self._settle()
        return verifying.verify(self._database)

    def gc(
        self, unused_days: int, *, history: bool = False, dry_run: bool = False
    ) -> upkeep.Removed:
        """Remove what nobody has used for so many days; return what that is.

        Articles that versions, briefs or summaries rest on stay, unless the ``history`` is to go
        too: then editions made before so many days, and articles that were not there since.

        Raises:
            SettingError: the store cannot be written.
        """
        before = (self._now().date() - dt.timedelta(days=unused_days)).isoformat()
        self._write_touched()
        self._settle()
        return upkeep.collect(self._database, before, history=history, dry_run=dry_run)

    def export(self) -> Iterator[str]:
        """Yield everything as lines of JSON.

        Each has its ``kind``: ``article``, ``reply`` with its request, ``version``, ``gone``,
        ``fetch``, ``edition``, ``vector``, ``person`` (without their token's hash), ``decision``,
        ``signoff``, ``proposal``, ``publication`` and ``run``; no results, which can be made again.
        """
        self._settle()
        yield from exporting.export(self._database)
        for run in reversed(self.runs()):
            yield exporting.run_line(self.run(run.id) or run)

    def _run_of(
        self, row: tuple[object, ...], failures: Iterable[tuple[str, str, str]] = ()
    ) -> Run | None:
        try:
            return runs.run_of(row, failures)
        except (ValueError, TypeError, KeyError):
            self._database.tell("a run in the store is damaged")
            return None

    def _written(self) -> None:
        super()._written()
        self._unwritten.clear()
        for key, endpoint in self._held:
            self._claims.release(f"{endpoint}\0{key}")
        self._held.clear()

    def _write_touched(self) -> None:
        pairs = [(self._day(), number) for number in self._touched]
        self._touched.clear()
        if pairs:
            self._write(partial(_touch, pairs=pairs))

    def _holds_secret(self, request: Request, reply: Reply) -> bool:
        if not self._secrets:
            return False
        texts = [reply.text, reply.model, *(message.content for message in request.messages)]
        return self._in_use(*texts, *(value for _, value in reply.details))


def is_good(reply: Reply) -> bool:
    """Return whether a reply is an answer at all: whole, willing, and not empty."""
    return reply.finish_reason not in ("length", "refusal") and bool(reply.text.strip())


def _put_reply(
    connection: sqlite3.Connection,
    *,
    request: Request,
    row: tuple[str, str, str, bytes, int, int, str, str],
    bare: bool,
) -> None:
    """Write a reply; ``bare``: without its request, which is kept to verify keys by.

    Bare ones are let go again when so many have come after them.
    """
    frame = None if bare else put_text(connection, frame_of(request))
    (number,) = connection.execute(
        """
        INSERT INTO replies (
            key, endpoint, model, reply, input_tokens, output_tokens, created, used, frame_id
        ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (key, endpoint) DO UPDATE SET
            reply = excluded.reply, input_tokens = excluded.input_tokens,
            output_tokens = excluded.output_tokens, used = excluded.used
        RETURNING id
        """,
        (*row, frame),
    ).fetchone()
    if bare:
        connection.execute("DELETE FROM replies WHERE id <= ?", (number - MOST_IN_MEMORY,))
    else:
        connection.executemany(
            "INSERT OR IGNORE INTO messages VALUES (?, ?, ?)",
            [
                (number, position, put_text(connection, text_of(message.content)))
                for position, message in enumerate(request.messages)
            ],
        )


def _touch(connection: sqlite3.Connection, *, pairs: list[tuple[str, int]]) -> None:
    connection.executemany("UPDATE replies SET used = ? WHERE id = ?", pairs)
