"""Everything in a store as lines of JSON."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from typing import Any

from briefer.store.database import Database
from briefer.store.editions import EDITIONS, edition_of
from briefer.store.packing import UnpackError, article_of, reply_of, unpack
from briefer.store.rows import (
    ARTICLES,
    DECISIONS_IN_ORDER,
    FETCHES,
    GONE,
    PEOPLE,
    PROPOSALS_IN_ORDER,
    PUBLICATIONS_IN_ORDER,
    REPLIES,
    SIGNOFFS_IN_ORDER,
    VECTORS,
    VERSIONS,
    request_in,
)
from briefer.store.runs import Run
from briefer.store.vectors import vector_of


def export(database: Database) -> Iterator[str]:
    """Yield everything but the runs; what is damaged is left out, and noted."""
    connection = database.connection()
    of_reply = partial(_reply, connection)
    kinds: tuple[tuple[str, str, Callable[..., dict[str, Any]]], ...] = (
        ("article", ARTICLES, _article),
        ("reply", REPLIES, of_reply),
        ("version", VERSIONS, _version),
        ("gone", GONE, _gone),
        ("fetch", FETCHES, _fetch),
        ("edition", f"{EDITIONS} ORDER BY editions.id", _edition),
        ("vector", VECTORS, _vector),
        ("person", PEOPLE, _person),
        ("decision", DECISIONS_IN_ORDER, _kept),
        ("signoff", SIGNOFFS_IN_ORDER, _kept),
        ("proposal", PROPOSALS_IN_ORDER, _kept),
        ("publication", PUBLICATIONS_IN_ORDER, _kept),
    )
    connection.execute("BEGIN")  # one state of the store, whoever writes meanwhile
    try:
        for kind, rows, value_of in kinds:
            for row in connection.execute(rows):
                try:
                    value = value_of(*row)
                except UnpackError:
                    database.tell(f"the {kind} {row[0]} is damaged and left out")
                    continue
                yield _line({"kind": kind, **value})
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


def _article(known: str, data: bytes, facts: bytes, source: str, created: str) -> dict[str, Any]:
    article = article_of(unpack(data), unpack(facts), source)
    return {"hash": known, **asdict(article), "created": created}


def _reply(
    connection: sqlite3.Connection,
    key: str,
    number: int,
    endpoint: str,
    *rest: Any,
) -> dict[str, Any]:
    frame, data, created = rest
    request = request_in(connection, number, frame)
    reply = reply_of(data)
    return {
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


def _version(identity: str, number: int, fetched: str, known: str, origin: bytes) -> dict[str, Any]:
    held = {"identity": identity, "number": number, "fetched": fetched, "article": known}
    return {**held, **unpack(origin)}


def _gone(identity: str, at: str, reason: str) -> dict[str, Any]:
    return {"identity": identity, "at": at, "reason": reason}


def _fetch(url: str, state: bytes) -> dict[str, Any]:
    return {"url": url, **unpack(state)}


def _vector(key: str, model: str, data: bytes) -> dict[str, Any]:
    return {"key": key, "model": model, "vector": vector_of(data).tolist()}


def _person(name: str, role: str, made: str, removed: str | None) -> dict[str, Any]:
    return {"name": name, "role": role, "made": made, "removed": removed}


def _kept(_: str, data: bytes) -> dict[str, Any]:
    value: dict[str, Any] = unpack(data)
    return value


def _edition(*row: Any) -> dict[str, Any]:
    value = asdict(edition_of(row))
    return {"edition": value.pop("kind"), **value}


def _line(value: dict[str, Any]) -> str:
    # UTF-8 has no lone surrogates; escaped by this handler they are JSON and read back the same.
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace").decode("utf-8")
