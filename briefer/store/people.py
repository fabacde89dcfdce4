"""Who may use the desk. Tokens are kept as scrypt hashes only."""

from __future__ import annotations

import hashlib
import hmac
import secrets
import sqlite3

from briefer.errors import UsageError
from briefer.model import Person, Role
from briefer.store.core import Core
from briefer.store.packing import shown

_SALT = 16
_COSTS = (14, 8, 1)
"""Of scrypt: log2 of N, r and p. A token takes 16 MB and about 40 ms; each hash has its own."""
_HEAD = len(_COSTS)
_TOKEN = 32


class People(Core):
    """The part of the store that knows who may use the desk."""

    def people(self) -> tuple[Person, ...]:
        """Return who may use the desk, by name (raises StoreReadError)."""
        rows = self._database.ask(
            "SELECT name, role, made FROM people WHERE removed IS NULL ORDER BY name"
        )
        return tuple(Person(*row) for row in rows)

    def person(self, name: str) -> Person | None:
        """Return somebody by name; None if nobody of that name may use the desk."""
        return next((each for each in self.people() if each.name == name), None)

    def add_person(self, name: str, role: Role) -> str:
        """Let somebody use the desk; return their token, which is nowhere else to be had.

        Who was removed and is added again is the same person.

        Raises:
            UsageError: there is somebody of that name.
            StoreWriteError: it cannot be kept.
        """
        token = secrets.token_urlsafe(_TOKEN)
        row = (role, _hashed(token))

        def add(connection: sqlite3.Connection) -> None:
            if _is_there(connection, name):
                raise UsageError(
                    f"there is a {name} already", hint="briefer desk people remove takes one off"
                )
            connection.execute(
                """
                INSERT INTO people (name, role, token, made) VALUES (?, ?, ?, ?)
                ON CONFLICT (name) DO UPDATE SET
                    role = excluded.role, token = excluded.token, removed = NULL
                """,
                (shown(name), *row, self._time()),
            )

        self._transact(add)
        return token

    def renew_token(self, name: str) -> str:
        """Give somebody another token, and return it: the old one is of no use any more.

        Raises:
            UsageError: there is nobody of that name.
            StoreWriteError: it cannot be kept.
        """
        token = secrets.token_urlsafe(_TOKEN)
        hashed = _hashed(token)

        def renew(connection: sqlite3.Connection) -> None:
            _demand(connection, name)
            connection.execute("UPDATE people SET token = ? WHERE name = ?", (hashed, shown(name)))

        self._transact(renew)
        return token

    def remove_person(self, name: str) -> None:
        """Let somebody use the desk no longer; what they decided and signed stays.

        Raises:
            UsageError: there is nobody of that name.
            StoreWriteError: it cannot be kept.
        """

        def remove(connection: sqlite3.Connection) -> None:
            _demand(connection, name)
            connection.execute(
                "UPDATE people SET removed = ?, token = x'' WHERE name = ?",
                (self._time(), shown(name)),
            )

        self._transact(remove)

    def token_hash(self, name: str) -> bytes | None:
        """Return what somebody's token is held to; None if nobody of that name may use the desk.

        It changes with the token, so that who was found right once need not be asked again.
        """
        rows = self._database.ask(
            "SELECT token FROM people WHERE name = ? AND removed IS NULL", shown(name)
        )
        return rows[0][0] if rows else None


def is_token(token: str, hashed: bytes | None) -> bool:
    """Return whether a token is the one of a hash; it takes as long where there is none."""
    known = hashed or bytes((*_COSTS, *bytes(_SALT)))
    given = _hashed(token, known[:_HEAD], known[_HEAD : _HEAD + _SALT])
    return hmac.compare_digest(given, known) and hashed is not None


def _hashed(token: str, costs: bytes | None = None, salt: bytes | None = None) -> bytes:
    costs = bytes(_COSTS) if costs is None else costs
    salt = secrets.token_bytes(_SALT) if salt is None else salt
    log_n, r, p = costs
    data = token.encode("utf-8", "surrogatepass")
    return costs + salt + hashlib.scrypt(data, salt=salt, n=1 << log_n, r=r, p=p)


def _is_there(connection: sqlite3.Connection, name: str) -> bool:
    row = connection.execute(
        "SELECT 1 FROM people WHERE name = ? AND removed IS NULL", (shown(name),)
    ).fetchone()
    return row is not None


def _demand(connection: sqlite3.Connection, name: str) -> None:
    if not _is_there(connection, name):
        raise UsageError(
            f"there is no {name} at the desk", hint="briefer desk people list shows who there is"
        )
