"""Looking after a store: what is in it, and what of it can go."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer.errors import SettingError
from briefer.model import edition_hash
from briefer.store.database import Database
from briefer.store.editions import EDITIONS, edition_of
from briefer.store.files import COMPANIONS
from briefer.store.packing import UnpackError

_OLD = "substr(made, 1, 10) < ? AND editions.id NOT IN (SELECT id FROM temp.reviewed)"
"""An edition that is as old as what may go, and that nobody decided about, signed or published."""
_RESTED = "SELECT article_hash FROM rests"
_STILL_RESTED = f"{_RESTED} JOIN editions ON editions.id = edition_id WHERE NOT ({_OLD})"
_UNSEEN = f"""
    SELECT id FROM identities WHERE seen < ? AND id NOT IN (
        SELECT identity_id FROM versions JOIN articles ON articles.id = article_id
        WHERE hash IN ({_STILL_RESTED})
    )
"""  # noqa: S608 (constants, here and below)
"""Identities that were long not there, and on no version of which a newer edition rests."""
_ALONE = f"""
    FROM articles WHERE used < ? AND hash NOT IN ({_RESTED})
    AND id NOT IN (SELECT article_id FROM versions)
"""  # noqa: S608
_FORGOTTEN = f"""
    FROM articles WHERE used < ? AND hash NOT IN ({_STILL_RESTED})
    AND id NOT IN (SELECT article_id FROM versions WHERE identity_id NOT IN ({_UNSEEN}))
"""  # noqa: S608
_ANSWERS = {
    "replies": "FROM replies WHERE used < ?",
    "runs": "FROM runs WHERE substr(started, 1, 10) < ?",
    "fetches": "FROM fetches WHERE used < ?",
    "vectors": "FROM vectors WHERE used < ?",
    "results": "FROM results WHERE used < ?",
}
_UNUSED = {**_ANSWERS, "articles": _ALONE}
# In this order: what refers to a thing goes before it.
_HISTORY = {
    **_ANSWERS,
    "editions": f"FROM editions WHERE {_OLD}",
    "versions": f"FROM versions WHERE identity_id IN ({_UNSEEN})",
    "articles": _FORGOTTEN,
}
_NO_VERSIONS = "FROM identities WHERE id NOT IN (SELECT identity_id FROM versions)"
_ORPHANS = """
    FROM texts WHERE id NOT IN (
        SELECT frame_id FROM replies WHERE frame_id IS NOT NULL
        UNION SELECT text_id FROM messages UNION SELECT text_id FROM articles
        UNION SELECT text_id FROM editions
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
    """What is in a store; ``size`` in bytes, with its log.

    ``identities`` counts articles whose ``versions`` are known, ``fetches`` addresses;
    ``briefs`` and ``summaries`` those that were superseded too, ``results`` what need not be made
    again; what people decided, signed and published.
    """

    form: int
    size: int
    replies: int
    articles: int
    runs: int
    identities: int
    versions: int
    fetches: int
    briefs: int
    summaries: int
    vectors: int
    results: int
    decisions: int
    signoffs: int
    publications: int
    models: tuple[ModelStats, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """What was removed, or would be; ``bytes`` is by how much the file has shrunk."""

    replies: int
    articles: int
    runs: int
    fetches: int = 0
    versions: int = 0
    editions: int = 0
    vectors: int = 0
    results: int = 0
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
        identities=_count(database, "FROM identities"),
        versions=_count(database, "FROM versions"),
        fetches=_count(database, "FROM fetches"),
        briefs=_count(database, "FROM editions WHERE kind = 'brief'"),
        summaries=_count(database, "FROM editions WHERE kind = 'summary'"),
        vectors=_count(database, "FROM vectors"),
        results=_count(database, "FROM results"),
        decisions=_count(database, "FROM decisions"),
        signoffs=_count(database, "FROM signoffs"),
        publications=_count(database, "FROM publications"),
        models=tuple(ModelStats(*row) for row in models),
    )


def collect(database: Database, before: str, *, history: bool, dry_run: bool) -> Removed:
    """Remove what was last used before a day (ISO), and what nothing refers to any more.

    What versions and editions rest on stays. With ``history`` they go too: the editions that were
    made before that day, and the articles that were not there since, unless a newer edition rests
    on them.

    Raises:
        SettingError: the store cannot be written.
    """
    unused = _HISTORY if history else _UNUSED
    if history:
        _note_reviewed(database.connection())
    counts = {name: _count(database, rest, *_each(rest, before)) for name, rest in unused.items()}
    if dry_run:
        return Removed(**counts)
    size = _size(database.path)

    def remove(connection: sqlite3.Connection) -> None:
        if history:
            _note_reviewed(connection)
        for rest in unused.values():
            connection.execute(f"DELETE {rest}", _each(rest, before))
        connection.execute(f"DELETE {_NO_VERSIONS}")
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


def _note_reviewed(connection: sqlite3.Connection) -> None:
    """Note the editions that people decided about, signed or published: they stay."""
    connection.execute("CREATE TEMP TABLE IF NOT EXISTS reviewed (id INTEGER PRIMARY KEY)")
    connection.execute("DELETE FROM temp.reviewed")
    named = connection.execute(
        "SELECT edition FROM decisions UNION SELECT edition FROM signoffs"
        " UNION SELECT edition FROM publications"
    )
    hashes = {known for (known,) in named}
    if not hashes:
        return
    for row in connection.execute(EDITIONS).fetchall():
        try:
            each = edition_of(row)
        except UnpackError:
            continue
        if edition_hash(each.kind, each.series, each.day, each.value) in hashes:
            connection.execute("INSERT INTO temp.reviewed VALUES (?)", (each.id,))


def _each(sql: str, value: str) -> tuple[str, ...]:
    """Return a value for every place of a statement that asks for it."""
    return (value,) * sql.count("?")


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
