"""Articles by content, and the versions of each under what stays the same about it."""

from __future__ import annotations

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Literal

from briefer.model import Article
from briefer.scrub import scrub
from briefer.store.connecting import Note
from briefer.store.core import Core, Now, put_text
from briefer.store.packing import (
    UnpackError,
    article_of,
    bounded,
    facts_of,
    pack,
    shown,
    text_of,
    unpack,
)

Kept = Literal["new", "changed", "unchanged"]
"""What a version is: the first of its article, another than the last one, or the last one."""


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, without its text.

    ``number`` counts from 1; ``fetched`` is when this version was first seen there, ISO;
    ``article`` is the hash that `Store.article` knows it by.
    """

    number: int
    fetched: str
    article: str
    title: str | None = None
    url: str | None = None
    date: str | None = None


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an article, whatever its versions say.

    ``seen`` is the last day (ISO) on which it was there, as often as it was fetched; ``gone`` the
    time since which it is not, with the ``reason``, None while it is there.
    """

    identity: str
    versions: int
    seen: str
    gone: str | None = None
    reason: str | None = None


class History(Core):
    """The part of the store that knows articles and their versions.

    An identity is a text that the caller makes and that outlives a rewriting: the canonical
    address without tracking parameters, or a feed's guid.
    """

    def __init__(
        self, path: Path | None, *, note: Note, secrets: Collection[str], now: Now
    ) -> None:
        """Open the file (raises SettingError)."""
        super().__init__(path, note=note, secrets=secrets, now=now)
        self._newest: dict[str, str] = {}

    def history_mark(self) -> tuple[object, ...]:
        """Return what changes whenever an article has a new version, is gone, or is there again."""
        rows = self._database.read(
            "SELECT (SELECT count(*) FROM versions),"
            " (SELECT count(gone) FROM identities), (SELECT max(gone) FROM identities)"
        )
        return tuple(rows[0]) if rows else ()

    def article(self, hash: str) -> Article | None:  # noqa: A002 (the model's name for it)
        """Return an article by its hash; None if there is none."""
        self._settle()
        rows = self._database.read(
            f"{_ARTICLE} FROM articles {_TEXT} WHERE articles.hash = ?", hash
        )
        for row in rows:
            return self._article_of(*row)
        return None

    def keep_article(self, article: Article, *, later: bool = False) -> None:
        """Keep an article under its hash; one content is kept once.

        ``later``: it may wait for what is written next, and a killed process may lose it.
        """
        today = self._day()
        rows = self._database.read("SELECT used FROM articles WHERE hash = ?", article.hash)
        if any(str(used) >= today for (used,) in rows) or self._has_secret(article):
            return
        put = partial(put_article, article=article, created=self._time(), day=today)
        self._write(put, later=later)

    def keep_version(
        self, identity: str, article: Article, *, fetched: str, later: bool = False
    ) -> Kept:
        """Keep what an article says now, unless its last version says the same.

        One that says again what it said before the last version is a version of its own: A, B
        and A again are three. An article that was gone is there again. Where a key in use stands
        in the article, nothing is kept.

        Args:
            identity: What stays the same about the article.
            article: What it says now.
            fetched: When it was fetched, ISO.
            later: As for `keep_article`.
        """
        name = shown(identity)
        last, seen, gone = self._last(name)
        kept: Kept = "new" if last is None else "changed"
        if last == article.hash:
            kept = "unchanged"
        today = self._day()
        if (kept == "unchanged" and seen >= today and not gone) or self._has_secret(
            article, identity
        ):
            return kept
        self._newest[name] = article.hash
        self._write(
            partial(
                _put_version,
                identity=name,
                article=article,
                fetched=fetched,
                created=self._time(),
                day=today,
            ),
            later=later,
        )
        return kept

    def versions(self, identity: str) -> list[Version]:
        """Return every version of an article, the first one first; none if it is not known."""
        self._settle()
        found = []
        for number, fetched, known, facts in self._database.read(
            f"SELECT number, fetched, hash, facts {_VERSIONS} WHERE identity = ? ORDER BY number",
            shown(identity),
        ):
            try:
                held = unpack(facts)
                more = (held["title"], held["url"], held["date"])
            except (UnpackError, KeyError, TypeError):
                self._database.tell("a version in the store is damaged")
                continue
            found.append(Version(number, fetched, known, *more))
        return found

    def version(self, identity: str, number: int) -> Article | None:
        """Return an article as one of its versions has it; None if there is no such version."""
        return self._version("AND number = ?", shown(identity), bounded(number))

    def latest(self, identity: str) -> Article | None:
        """Return an article as its last version has it; None if it is not known."""
        return self._version("ORDER BY number DESC LIMIT 1", shown(identity))

    def known(self, identity: str) -> Known | None:
        """Return what is known of an article; None if it was never kept."""
        self._settle()
        rows = self._database.read(f"{_KNOWN} WHERE identity = ?", shown(identity))
        return Known(*rows[0]) if rows else None

    def identity_of(self, url: str) -> str | None:
        """Return the identity of the article at an address: the address itself, if it is one.

        Else that of the article whose newest version names the address as its own; None when
        none does.
        """
        self._settle()
        for where in ("WHERE identity = ? LIMIT 1", "WHERE url = ? ORDER BY fetched DESC LIMIT 1"):
            rows = self._database.read(f"SELECT identity {_VERSIONS} {where}", shown(url))
            if rows:
                return str(rows[0][0])
        return None

    def identities_of(self, article_hash: str) -> list[str]:
        """Return the identities that an article is a version of, in the order they were made."""
        self._settle()
        rows = self._database.read(
            f"SELECT DISTINCT identities.id, identity {_VERSIONS} WHERE hash = ? ORDER BY 1",
            article_hash,
        )
        return [identity for _, identity in rows]

    def gone(self, identity: str, at: str, reason: str) -> None:
        """Take note that an article is not there any more; what it said is kept.

        It stays gone from the time first told, until a version is kept again; one that was never
        kept cannot be gone.

        Args:
            identity: The article.
            at: When that was found, ISO.
            reason: Why, in a few words ("410 Gone", "withdrawn").
        """
        values = (shown(at), shown(scrub(reason, self._secrets)), shown(identity))

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                "UPDATE identities SET gone = ?, reason = ? WHERE identity = ? AND gone IS NULL",
                values,
            )

        self._write(write)

    def _written(self) -> None:
        super()._written()
        self._newest.clear()

    def _last(self, name: str) -> tuple[str | None, str, str | None]:
        """Return the last version's hash, the day it was seen, and since when it is gone."""
        if name in self._newest:  # not written yet
            return self._newest[name], "", None
        rows = self._database.read(
            f"SELECT hash, seen, gone {_VERSIONS} WHERE identity = ? ORDER BY number DESC LIMIT 1",
            name,
        )
        for known, seen, gone in rows:
            return known, str(seen), gone
        return None, "", None

    def _version(self, rest: str, *values: str | int) -> Article | None:
        self._settle()
        for *row, origin in self._database.read(
            f"{_ARTICLE}, origin {_VERSIONS} {_TEXT} WHERE identity = ? {rest}", *values
        ):
            article = self._article_of(*row)
            if article is None:
                return None
            try:
                return replace(article, **unpack(origin))
            except (UnpackError, TypeError):
                self._database.tell("a version in the store is damaged")
        return None

    def _article_of(self, data: bytes, facts: bytes, source: str) -> Article | None:
        try:
            return article_of(unpack(data), unpack(facts), source)
        except UnpackError:
            self._database.tell("an article in the store is damaged")
            return None

    def _has_secret(self, article: Article, *more: str) -> bool:
        facts = [value for value in facts_of(article).values() if isinstance(value, str)]
        return self._in_use(
            article.text, article.source, article.guid, *article.notes, *facts, *more
        )


_ARTICLE = "SELECT texts.data, facts, source"
_TEXT = "JOIN texts ON texts.id = text_id"
_VERSIONS = """
    FROM versions JOIN identities ON identities.id = identity_id
    JOIN articles ON articles.id = article_id
"""
_KNOWN = """
    SELECT identity, (SELECT count(*) FROM versions WHERE identity_id = identities.id),
        seen, gone, reason
    FROM identities
"""


def put_article(
    connection: sqlite3.Connection, *, article: Article, created: str, day: str
) -> None:
    """Write an article, or that it was used on a day."""
    connection.execute(
        """
        INSERT INTO articles (hash, title, url, source, facts, created, used, text_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (hash) DO UPDATE SET used = excluded.used
        """,
        (
            article.hash,
            None if article.title is None else shown(article.title),
            None if article.url is None else shown(article.url),
            shown(article.source),
            pack(facts_of(article)),
            created,
            day,
            put_text(connection, text_of(article.text)),
        ),
    )


def _put_version(
    connection: sqlite3.Connection,
    *,
    identity: str,
    article: Article,
    fetched: str,
    created: str,
    day: str,
) -> None:
    connection.execute(
        """
        INSERT INTO identities (identity, seen) VALUES (?, ?)
        ON CONFLICT (identity) DO UPDATE
        SET seen = max(seen, excluded.seen), gone = NULL, reason = NULL
        """,
        (identity, day),
    )
    # Asked again here: another process may have kept it meanwhile.
    last: Any = connection.execute(
        f"SELECT number, hash {_VERSIONS} WHERE identity = ? ORDER BY number DESC LIMIT 1",
        (identity,),
    ).fetchone()
    number, known = last or (0, None)
    if known == article.hash:
        return
    put_article(connection, article=article, created=created, day=day)
    connection.execute(
        """
        INSERT INTO versions (identity_id, article_id, number, fetched, origin)
        SELECT identities.id, articles.id, ?, ?, ? FROM identities, articles
        WHERE identity = ? AND hash = ?
        """,
        (
            number + 1,
            shown(fetched),
            pack({"source": article.source, "guid": article.guid}),
            identity,
            article.hash,
        ),
    )
