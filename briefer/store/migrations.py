"""The store's schema, as numbered steps; each is applied once, in one transaction."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable

APPLICATION_ID = 0x62726673
"""Marks a file as a store of ours (``brfs``), as SQLite's ``application_id``."""

_M001 = (
    """
    CREATE TABLE migrations (
        number INTEGER PRIMARY KEY,
        name TEXT NOT NULL,
        applied TEXT NOT NULL
    )
    """,
    # Texts are kept once, whoever refers to them: prompts are the same in request after request.
    """
    CREATE TABLE texts (
        id INTEGER PRIMARY KEY,
        hash TEXT NOT NULL UNIQUE,
        data BLOB NOT NULL
    )
    """,
    # frame: everything of a request but its messages' contents.
    """
    CREATE TABLE replies (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL,
        endpoint TEXT NOT NULL,
        model TEXT NOT NULL,
        frame_id INTEGER REFERENCES texts (id),
        reply BLOB NOT NULL,
        input_tokens INTEGER NOT NULL,
        output_tokens INTEGER NOT NULL,
        created TEXT NOT NULL,
        used TEXT NOT NULL,
        UNIQUE (key, endpoint)
    )
    """,
    "CREATE INDEX replies_frame ON replies (frame_id)",
    """
    CREATE TABLE messages (
        reply_id INTEGER NOT NULL REFERENCES replies (id) ON DELETE CASCADE,
        position INTEGER NOT NULL,
        text_id INTEGER NOT NULL REFERENCES texts (id),
        PRIMARY KEY (reply_id, position)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX messages_text ON messages (text_id)",
)

# A row is one content, which never changes: one version of a story. What ties versions together
# is somebody else's to say, in a table that refers to this one.
_M002 = (
    """
    CREATE TABLE articles (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        hash TEXT NOT NULL UNIQUE,
        title TEXT,
        url TEXT,
        source TEXT NOT NULL,
        facts BLOB NOT NULL,
        text_id INTEGER NOT NULL REFERENCES texts (id),
        created TEXT NOT NULL,
        used TEXT NOT NULL
    )
    """,
    "CREATE INDEX articles_text ON articles (text_id)",
)

_M003 = (
    """
    CREATE TABLE runs (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        command TEXT NOT NULL,
        model TEXT NOT NULL,
        prompts TEXT NOT NULL,
        status TEXT NOT NULL,
        host TEXT NOT NULL,
        pid INTEGER NOT NULL,
        started TEXT NOT NULL,
        ended TEXT,
        seconds REAL,
        totals TEXT NOT NULL
    )
    """,
    """
    CREATE TABLE failures (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        run_id INTEGER NOT NULL REFERENCES runs (id) ON DELETE CASCADE,
        source TEXT NOT NULL,
        error TEXT NOT NULL,
        message TEXT NOT NULL
    )
    """,
    "CREATE INDEX failures_run ON failures (run_id)",
)

# What ties versions together: a text key that the caller makes, a canonical address or a guid.
_M004 = (
    """
    CREATE TABLE identities (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        identity TEXT NOT NULL UNIQUE,
        seen TEXT NOT NULL,
        gone TEXT,
        reason TEXT
    )
    """,
    """
    CREATE TABLE versions (
        identity_id INTEGER NOT NULL REFERENCES identities (id) ON DELETE CASCADE,
        number INTEGER NOT NULL,
        article_id INTEGER NOT NULL REFERENCES articles (id),
        fetched TEXT NOT NULL,
        origin BLOB NOT NULL,
        PRIMARY KEY (identity_id, number)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX versions_article ON versions (article_id)",
    "CREATE INDEX articles_url ON articles (url)",
)

# An address may hold a password: it is found by its hash, and shown without.
_M005 = (
    """
    CREATE TABLE fetches (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        url TEXT NOT NULL,
        state BLOB NOT NULL,
        used TEXT NOT NULL
    )
    """,
)

# The text of an edition holds its claims and the sentences under them; rests is the way back.
_M006 = (
    """
    CREATE TABLE editions (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        kind TEXT NOT NULL,
        series TEXT NOT NULL,
        day TEXT NOT NULL,
        made TEXT NOT NULL,
        text_id INTEGER NOT NULL REFERENCES texts (id),
        supersedes INTEGER REFERENCES editions (id) ON DELETE SET NULL,
        current INTEGER NOT NULL
    )
    """,
    "CREATE UNIQUE INDEX editions_current ON editions (kind, series, day) WHERE current",
    "CREATE INDEX editions_text ON editions (text_id)",
    "CREATE INDEX editions_supersedes ON editions (supersedes)",
    """
    CREATE TABLE rests (
        edition_id INTEGER NOT NULL REFERENCES editions (id) ON DELETE CASCADE,
        article_hash TEXT NOT NULL,
        PRIMARY KEY (edition_id, article_hash)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX rests_article ON rests (article_hash)",
)

_M007 = (
    """
    CREATE TABLE vectors (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        model TEXT NOT NULL,
        vector BLOB NOT NULL,
        used TEXT NOT NULL
    )
    """,
)

# What can be made again, so that it need not be: of no other table's rows.
_M008 = (
    """
    CREATE TABLE results (
        id INTEGER PRIMARY KEY AUTOINCREMENT,
        key TEXT NOT NULL UNIQUE,
        result BLOB NOT NULL,
        used TEXT NOT NULL
    )
    """,
)

# What people decide. A decision and a signature are never changed and never removed: their data
# is what their hash is made of, and the hashes are a chain. An edition is named by its own hash
# and not by its row, which may go.
_M009 = (
    """
    CREATE TABLE people (
        name TEXT PRIMARY KEY,
        role TEXT NOT NULL,
        token BLOB NOT NULL,
        made TEXT NOT NULL,
        removed TEXT
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE decisions (
        edition TEXT NOT NULL,
        number INTEGER NOT NULL,
        path TEXT NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        data BLOB NOT NULL,
        PRIMARY KEY (edition, number)
    ) WITHOUT ROWID
    """,
    "CREATE INDEX decisions_path ON decisions (edition, path)",
    """
    CREATE TABLE signoffs (
        edition TEXT NOT NULL,
        number INTEGER NOT NULL,
        hash TEXT NOT NULL UNIQUE,
        data BLOB NOT NULL,
        PRIMARY KEY (edition, number)
    ) WITHOUT ROWID
    """,
    """
    CREATE TABLE publications (
        key TEXT PRIMARY KEY,
        edition TEXT NOT NULL,
        state TEXT NOT NULL,
        data BLOB NOT NULL
    ) WITHOUT ROWID
    """,
    "CREATE INDEX publications_edition ON publications (edition)",
    """
    CREATE TABLE proposals (
        edition TEXT NOT NULL,
        number INTEGER NOT NULL,
        state TEXT NOT NULL,
        data BLOB NOT NULL,
        PRIMARY KEY (edition, number)
    ) WITHOUT ROWID
    """,
    *(
        f"""
        CREATE TRIGGER {table}_{when} BEFORE {when} ON {table}
        BEGIN SELECT RAISE(ABORT, '{table} are never changed'); END
        """
        for table in ("decisions", "signoffs")
        for when in ("update", "delete")
    ),
)


def _all(connection: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    for statement in statements:
        connection.execute(statement)


def m001_replies(connection: sqlite3.Connection) -> None:
    """Replies by key, with what their keys were made from."""
    _all(connection, _M001)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")


def m002_articles(connection: sqlite3.Connection) -> None:
    """Articles by content."""
    _all(connection, _M002)


def m003_runs(connection: sqlite3.Connection) -> None:
    """Runs and what failed in them."""
    _all(connection, _M003)


def m004_versions(connection: sqlite3.Connection) -> None:
    """Versions of articles, by what stays the same about them."""
    _all(connection, _M004)


def m005_fetches(connection: sqlite3.Connection) -> None:
    """What an address gave when it was last fetched."""
    _all(connection, _M005)


def m006_editions(connection: sqlite3.Connection) -> None:
    """Briefs and summaries, and the articles that their claims rest on."""
    _all(connection, _M006)


def m007_vectors(connection: sqlite3.Connection) -> None:
    """What embedding models made of texts."""
    _all(connection, _M007)


def m008_results(connection: sqlite3.Connection) -> None:
    """What was made of answers and articles."""
    _all(connection, _M008)


def m009_reviews(connection: sqlite3.Connection) -> None:
    """People, what they decide and sign, and where it was published."""
    _all(connection, _M009)


MIGRATIONS: tuple[Callable[[sqlite3.Connection], None], ...] = (
    m001_replies,
    m002_articles,
    m003_runs,
    m004_versions,
    m005_fetches,
    m006_editions,
    m007_vectors,
    m008_results,
    m009_reviews,
)
NEWEST = len(MIGRATIONS)


def version(connection: sqlite3.Connection) -> int:
    """Return the number of the last step that was applied."""
    found: int = connection.execute("PRAGMA user_version").fetchone()[0]
    return found


def schema(connection: sqlite3.Connection) -> frozenset[str]:
    """Return the statements that made what is in a database."""
    rows = connection.execute("SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL")
    return frozenset(sql for (sql,) in rows)


def migrate(connection: sqlite3.Connection, now: Callable[[], str]) -> None:
    """Apply the steps that are missing; others may be doing the same.

    Args:
        connection: In autocommit mode.
        now: Gives the time that is recorded, ISO.
    """
    for number in range(version(connection) + 1, NEWEST + 1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            if version(connection) < number:
                step = MIGRATIONS[number - 1]
                step(connection)
                connection.execute(
                    "INSERT INTO migrations VALUES (?, ?, ?)", (number, step.__name__, now())
                )
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        finally:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
