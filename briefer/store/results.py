"""Results that a later run would make again of the same: worked out once, and kept by what of."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from typing import Any

from briefer import model
from briefer.store.core import Core
from briefer.store.packing import UnpackError, pack, unpack


class Results(Core):
    """The part of the store that holds results, each under a hash of all that it was made of."""

    def result(self, key: str) -> object | None:
        """Return a result by its key; None if there is none."""
        rows = self._database.read("SELECT result, used FROM results WHERE key = ?", key)
        for data, used in rows:
            try:
                found = result_of(data)
            except UnpackError:
                self._database.tell("a result in the store is damaged, and is made again")
                return None
            if str(used) < (today := self._day()):
                self._write(lambda connection: _touch(connection, today, key), later=True)
            return found
        return None

    def keep_result(self, key: str, result: object) -> None:
        """Keep a result, made of `briefer.model`'s values and tuples, in place of any of that key.

        One in which a key in use stands is not kept. Whoever is killed before it is written makes
        it again.
        """
        if self._secrets and self._in_use(*_texts(result)):
            return
        row = (key, result_bytes(result), self._day())

        def write(connection: sqlite3.Connection) -> None:
            connection.execute(
                """
                INSERT INTO results (key, result, used) VALUES (?, ?, ?)
                ON CONFLICT (key) DO UPDATE SET result = excluded.result, used = excluded.used
                """,
                row,
            )

        self._write(write, later=True)


def result_bytes(result: object) -> bytes:
    """Return frozen values as bytes: a dataclass as a list of its name and its fields in order."""
    return pack(_packed(result))


def result_of(data: bytes) -> object:
    """Return the value of `result_bytes` (raises UnpackError)."""
    value = unpack(data)
    try:
        return _unpacked(value)
    except (KeyError, TypeError, ValueError, RecursionError) as error:
        raise UnpackError(f"no result: {error!r}") from error


def wrong_results(connection: sqlite3.Connection) -> Iterator[str]:
    """Yield the results that cannot be read, a line each."""
    for key, data in connection.execute("SELECT key, result FROM results ORDER BY id"):
        try:
            result_of(data)
        except UnpackError as error:
            yield f"the result {key} is damaged: {error}"


def _packed(value: Any) -> Any:
    if isinstance(value, tuple):
        return ["", *map(_packed, value)]
    if names := _names(value):
        return [type(value).__name__, *(_packed(getattr(value, name)) for name in names)]
    return value


def _unpacked(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    kind, *parts = value
    values = map(_unpacked, parts)
    return _kinds()[kind](*values) if kind else tuple(values)


def _names(value: Any) -> tuple[str, ...]:
    """Return the names of a dataclass's fields; none of any other value."""
    return tuple(getattr(value, "__dataclass_fields__", ()))


@cache
def _kinds() -> dict[str, type]:
    """Return the classes that a result may hold, by name."""
    named = {name: getattr(model, name) for name in model.__all__}
    return {name: kind for name, kind in named.items() if isinstance(kind, type)}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _texts(each)
    else:
        for name in _names(value):
            yield from _texts(getattr(value, name))


def _touch(connection: sqlite3.Connection, today: str, key: str) -> None:
    connection.execute("UPDATE results SET used = ? WHERE key = ?", (today, key))
