"""Looking after a store: what is in it, whether it is sound, what can go, everything as lines."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from briefer.errors import SettingError
from briefer.llm import Request
from briefer.store.database import Database, problems_of
from briefer.store.files import COMPANIONS
from briefer.store.packing import UnpackError, article_of, reply_of, request_of, text_hash, unpack
from briefer.store.runs import Run

_REPLIES = """
    SELECT replies.id, key, endpoint, data, reply, created
    FROM replies JOIN texts ON texts.id = frame_id ORDER BY replies.id
"""
_MESSAGES = """
    SELECT data FROM messages JOIN texts ON texts.id = text_id WHERE reply_id = ? ORDER BY position
"""
_ARTICLES = """
    SELECT articles.hash, texts.data, facts, source, created
    FROM articles JOIN texts ON texts.id = text_id ORDER BY articles.id
"""
_UNUSED = {
    "replies": "FROM replies WHERE used < ?",
    "articles": "FROM articles WHERE used < ?",
    "runs": "FROM runs WHERE substr(started, 1, 10) < ?",
}
_ORPHANS = """
    FROM texts WHERE id NOT IN (
        SELECT frame_id FROM replies WHERE frame_id IS NOT NULL
        UNION SELECT text_id FROM messages UNION SELECT text_id FROM articles
    )
"""


@dataclass(frozen=True, slots=True)
class ModelStats:
    """The replies of one model, and the tokens that they took."""

    model: str
    replies: int
    input_tokens: int
    output_tokens: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What is in a store; ``size`` in bytes, with its log."""

    form: int
    size: int
    replies: int
    articles: int
    runs: int
    models: tuple[ModelStats, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed, or would be; ``bytes`` is by how much the file has shrunk."""

    replies: int
    articles: int
    runs: int
    bytes: int = 0


def stats(database: Database) -> Stats:
    """Return what is in a store and how large it is."""
    models = database.read(
        "SELECT model, count(*), sum(input_tokens), sum(output_tokens)"
        " FROM replies GROUP BY model ORDER BY model"
    )
    return Stats(
        form=sum(number for (number,) in database.read("PRAGMA user_version")),
        size=_size(database.path),
        replies=_count(database, "FROM replies"),
        articles=_count(database, "FROM articles"),
        runs=_count(database, "FROM runs"),
        models=tuple(ModelStats(*row) for row in models),
    )


def verify(database: Database) -> Iterator[str]:
    """Yield what is wrong with a store, a line each."""
    if database.path is not None and database.state != "memory":
        yield from problems_of(database.path)
    connection = database.connection()
    try:
        yield from _wrong_texts(connection)
        yield from _wrong_replies(connection)
        yield from _wrong_articles(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        yield str(error)


def collect(database: Database, before: str, *, dry_run: bool) -> Removed:
    """Remove what was last used before a day (ISO), and what nothing refers to any more.

    Raises:
        SettingError: the store cannot be written.
    """
    counts = {name: _count(database, rest, before) for name, rest in _UNUSED.items()}
    if dry_run:
        return Removed(**counts)
    size = _size(database.path)

    def remove(connection: sqlite3.Connection) -> None:
        for rest in _UNUSED.values():
            connection.execute(f"DELETE {rest}", (before,))
        connection.execute(f"DELETE {_ORPHANS}")

    if not (database.writable and database.write(remove, patient=True) and database.writable):
        raise SettingError(
            f"the store {database.path} cannot be written",
            hint="check its permissions and the free space, and that no other program holds it",
        )
    try:
        database.connection().execute("VACUUM")
        database.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    except sqlite3.DatabaseError as error:
        database.tell(f"the store's file could not be made smaller: {error}")
    return Removed(**counts, bytes=max(0, size - _size(database.path)))


def export(database: Database) -> Iterator[str]:
    """Yield articles and replies as lines of JSON; what is damaged is left out, and noted."""
    connection = database.connection()
    connection.execute("BEGIN")  # one state of the store, whoever writes meanwhile
    try:
        for known, data, facts, source, created in connection.execute(_ARTICLES):
            try:
                article = article_of(unpack(data), unpack(facts), source)
            except UnpackError:
                database.tell(f"the article {known} is damaged and left out")
                continue
            yield _line({"kind": "article", "hash": known, **asdict(article), "created": created})
        for number, key, endpoint, frame, data, created in connection.execute(_REPLIES):
            try:
                request = _request(connection, number, frame)
                reply = reply_of(data)
            except UnpackError:
                database.tell(f"the reply {key} is damaged and left out")
                continue
            yield _line(
                {
                    "kind": "reply",
                    "key": key,
                    "endpoint": endpoint,
                    "prompt": request.prompt.label,
                    "prompt_hash": request.prompt.hash,
                    "model": request.model,
                    "messages": [asdict(message) for message in request.messages],
                    "schema": request.schema,
                    "sampling": asdict(request.sampling),
                    "reply": {**asdict(reply), "details": dict(reply.details)},
                    "created": created,
                }
            )
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        database.tell(f"the store is damaged, the rest of it cannot be read: {error}")
    finally:
        connection.execute("ROLLBACK")


def run_line(run: Run) -> str:
    """Return a run as a line of JSON."""
    return _line({"kind": "run", **run_value(run)})


def run_value(run: Run) -> dict[str, Any]:
    """Return a run as JSON values."""
    value = asdict(run)
    totals = value.pop("totals")
    failures = value.pop("failures")
    prompts = [{"prompt": label, "hash": known} for label, known in run.prompts]
    return {**value, "prompts": prompts, **totals, "failures": list(failures)}


def _wrong_texts(connection: sqlite3.Connection) -> Iterator[str]:
    for known, data in connection.execute("SELECT hash, data FROM texts"):
        try:
            if text_hash(unpack(data)) != known:
                yield f"a text is not the one its hash {known} was made from"
        except UnpackError as error:
            yield f"the text {known} is damaged: {error}"


def _wrong_replies(connection: sqlite3.Connection) -> Iterator[str]:
    for number, key, _, frame, data, _ in connection.execute(_REPLIES):
        try:
            if _request(connection, number, frame).key != key:
                yield f"the request of the reply {key} is not the one its key was made from"
            reply_of(data)
        except UnpackError as error:
            yield f"the reply {key} is damaged: {error}"


def _wrong_articles(connection: sqlite3.Connection) -> Iterator[str]:
    for known, data, facts, source, _ in connection.execute(_ARTICLES):
        try:
            if article_of(unpack(data), unpack(facts), source).hash != known:
                yield f"an article is not the one its hash {known} was made from"
        except UnpackError as error:
            yield f"the article {known} is damaged: {error}"


def _request(connection: sqlite3.Connection, number: int, frame: bytes) -> Request:
    contents = [unpack(data) for (data,) in connection.execute(_MESSAGES, (number,))]
    return request_of(unpack(frame), contents)


def _count(database: Database, rest: str, *values: Any) -> int:
    rows = database.read(f"SELECT count(*) {rest}", *values)
    return rows[0][0] if rows else 0


def _size(path: Path | None) -> int:
    if path is None:
        return 0
    found = 0
    for part in ("", *COMPANIONS):
        file = Path(f"{path}{part}")
        found += file.stat().st_size if file.exists() else 0
    return found


def _line(value: dict[str, Any]) -> str:
    # UTF-8 has no lone surrogates; escaped by this handler they are JSON and read back the same.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
