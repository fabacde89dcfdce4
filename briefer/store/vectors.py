"""What embedding models made of texts, so that no text is paid for twice."""

from __future__ import annotations

import math
import sqlite3
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from briefer.model import tagged_hash
from briefer.store.core import Core
from briefer.store.packing import UnpackError, shown

_AT_ONCE = 500
_TOLERANCE = 1e-3


class Vectors(Core):
    """The part of the store that holds vectors, each by who made it and of what text.

    A vector has length 1. It is kept as 32-bit floats, low byte first: half as large as in memory,
    and what is read back is what was kept.
    """

    def vectors(
        self, model: str, texts: Iterable[str], endpoint: str = ""
    ) -> dict[str, array[float]]:
        """Return the vectors that are known, by text; damaged ones are not."""
        by_key = {vector_key(model, text, endpoint): text for text in texts}
        found: dict[str, array[float]] = {}
        old: list[tuple[str, str]] = []
        today = self._day()
        keys = iter(by_key)
        while some := tuple(islice(keys, _AT_ONCE)):
            places = ", ".join("?" * len(some))
            rows = self._database.read(
                f"SELECT key, vector, used FROM vectors WHERE key IN ({places})",  # noqa: S608
                *some,
            )
            for key, data, used in rows:
                try:
                    found[by_key[key]] = vector_of(data)
                except UnpackError:
                    self._database.tell("a vector in the store is damaged, and is asked for again")
                    continue
                if str(used) < today:
                    old.append((today, key))
        if old:
            self._write(lambda connection: _touch(connection, old))
        return found

    def keep_vectors(
        self, model: str, vectors: Mapping[str, Sequence[float]], endpoint: str = ""
    ) -> None:
        """Keep the vectors of texts, in place of any that were known."""
        day = self._day()
        rows = [
            (vector_key(model, text, endpoint), shown(model), vector_bytes(vector), day)
            for text, vector in vectors.items()
        ]

        def write(connection: sqlite3.Connection) -> None:
            connection.executemany(
                """
                INSERT INTO vectors (key, model, vector, used) VALUES (?, ?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET vector = excluded.vector, used = excluded.used
                """,
                rows,
            )

        self._write(write)


def vector_key(model: str, text: str, endpoint: str = "") -> str:
    """Return what a vector is known by: the model, where it was asked, and the text's hash."""
    of = {"model": model, "endpoint": endpoint, "text": tagged_hash("text", text)}
    return tagged_hash("vector", of)


def vector_bytes(vector: Sequence[float]) -> bytes:
    """Return a vector as 32-bit floats, low byte first."""
    return _turned(array("f", vector)).tobytes()


def vector_of(data: object) -> array[float]:
    """Return the vector of `vector_bytes` (raises UnpackError)."""
    vector = array("f")
    if not isinstance(data, bytes) or not data or len(data) % vector.itemsize:
        raise UnpackError("no vector")
    vector.frombytes(data)
    vector = _turned(vector)
    if not math.isclose(math.hypot(*vector), 1.0, abs_tol=_TOLERANCE):
        raise UnpackError("a vector of another length than 1")
    return vector


def wrong_vectors(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the vectors that cannot be right, a line each."""
    for key, data in connection.execute("SELECT key, vector FROM vectors ORDER BY id"):
        try:
            vector_of(data)
        except UnpackError as error:
            yield f"the vector {key} is damaged: {error}"


def _turned(vector: array[float]) -> array[float]:
    if sys.byteorder == "big":
        vector.byteswap()
    return vector


def _touch(connection: sqlite3.Connection, old: list[tuple[str, str]]) -> None:
    connection.executemany("UPDATE vectors SET used = ? WHERE key = ?", old)
