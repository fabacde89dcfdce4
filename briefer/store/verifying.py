"""Whether a store is sound: every key and hash is derived again."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

from briefer.store.connecting import problems_of
from briefer.store.database import Database
from briefer.store.editions import EDITIONS, Edition, articles_of, edition_of
from briefer.store.packing import UnpackError, article_of, reply_of, text_hash, unpack
from briefer.store.publications import wrong_publications
from briefer.store.results import wrong_results
from briefer.store.reviews import wrong_reviews
from briefer.store.rows import ARTICLES, FETCHES, REPLIES, VERSIONS, request_in
from briefer.store.vectors import wrong_vectors


def verify(database: Database) -> Iterator[str]:
    """Yield what is wrong with a store, a line each."""
    if database.path is not None and database.state != "memory":
        yield from problems_of(database.path)
    connection = database.connection()
    try:
        yield from _wrong_texts(connection)
        yield from _wrong_replies(connection)
        yield from _wrong_articles(connection)
        yield from _wrong_versions(connection)
        yield from _wrong_fetches(connection)
        yield from _wrong_editions(connection)
        yield from wrong_vectors(connection)
        yield from wrong_results(connection)
        yield from wrong_reviews(connection)
        yield from wrong_publications(connection)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        yield str(error)


def _wrong_texts(connection: sqlite3.Connection) -> Iterator[str]:
    for known, data in connection.execute("SELECT hash, data FROM texts"):
        try:
            if text_hash(unpack(data)) != known:
                yield f"a text is not the one its hash {known} was made from"
        except UnpackError as error:
            yield f"the text {known} is damaged: {error}"


def _wrong_replies(connection: sqlite3.Connection) -> Iterator[str]:
    for key, number, _, frame, data, _ in connection.execute(REPLIES):
        try:
            if request_in(connection, number, frame).key != key:
                yield f"the request of the reply {key} is not the one its key was made from"
            reply_of(data)
        except UnpackError as error:
            yield f"the reply {key} is damaged: {error}"


def _wrong_articles(connection: sqlite3.Connection) -> Iterator[str]:
    for known, data, facts, source, _ in connection.execute(ARTICLES):
        try:
            if article_of(unpack(data), unpack(facts), source).hash != known:
                yield f"an article is not the one its hash {known} was made from"
        except UnpackError as error:
            yield f"the article {known} is damaged: {error}"


def _wrong_versions(connection: sqlite3.Connection) -> Iterator[str]:
    for identity, number, _, _, origin in connection.execute(VERSIONS):
        try:
            unpack(origin)
        except UnpackError as error:
            yield f"version {number} of {identity} is damaged: {error}"
    for identity, held, last in connection.execute(
        "SELECT identity, count(*), max(number) FROM versions"
        " JOIN identities ON identities.id = identity_id GROUP BY identity_id"
    ):
        if held != last:
            yield f"of the {last} versions of {identity} there are {held}"


def _wrong_fetches(connection: sqlite3.Connection) -> Iterator[str]:
    for url, state in connection.execute(FETCHES):
        try:
            unpack(state)
        except UnpackError as error:
            yield f"what {url} last gave is damaged: {error}"


def _wrong_editions(connection: sqlite3.Connection) -> Iterator[str]:
    for row in connection.execute(f"{EDITIONS} ORDER BY editions.id"):
        try:
            edition = edition_of(row)
        except UnpackError as error:
            yield f"the {row[1]} {row[0]} is damaged: {error}"
            continue
        rows = connection.execute(
            "SELECT article_hash FROM rests WHERE edition_id = ?", (edition.id,)
        )
        if {known for (known,) in rows} != articles_of(edition.stories):
            yield f"the {edition.kind} {edition.id} does not rest on what the store says it does"
        yield from _wrong_sentences(connection, edition)


def _wrong_sentences(connection: sqlite3.Connection, edition: Edition) -> Iterator[str]:
    """Yield the sentences under an edition's claims that their articles do not have."""
    texts: dict[str, str] = {}
    for known in articles_of(edition.stories):
        for (data,) in connection.execute(
            "SELECT data FROM articles JOIN texts ON texts.id = text_id WHERE articles.hash = ?",
            (known,),
        ):
            try:
                texts[known] = unpack(data)
            except UnpackError:  # said of the text itself
                continue
    for story in edition.stories:
        for claim in story.claims:
            for rest in claim.rests:
                if rest.text not in texts.get(rest.article, rest.text):
                    yield (
                        f"the {edition.kind} {edition.id} rests on {rest.sentence} of "
                        f"{rest.article}, which says something else"
                    )
