"""Who asks: one-time links, sessions behind a cookie, and bearer tokens.

Only hashes of links and sessions are held, and all end with the process. What a person is known
by for good is kept in the store, as a scrypt hash.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, Protocol

from briefer.model import Person

LINK_SECONDS = 3_600.0
"""How long a sign-in link that nobody has used is good for."""
IDLE_SECONDS = 4 * 3_600.0
"""How long a session lasts in which nothing is asked for."""
SESSION_SECONDS = 12 * 3_600.0
"""How long a session lasts at most: a working day."""
_MOST = 1_000
"""Sessions, links and proven tokens that are held; the oldest goes first."""


class People(Protocol):
    """Who may use the desk, as the store knows them."""

    def person(self, name: str) -> Person | None:
        """Return a person by name, None if there is none now."""

    def person_of(self, token: str) -> Person | None:
        """Return whose token it is, None if it is nobody's; mostly as slow as scrypt."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody who is known, and how: a browser's cookie or a program's token."""

    person: Person
    by: Literal["cookie", "token"]


@dataclass(slots=True)
class _Pass:
    """Something that stands for a person for some time."""

    name: str
    began: float
    seen: float


@dataclass
class Access:
    """Links, sessions and tokens; ``people`` says whose names are known."""

    people: People
    clock: Callable[[], float] = time.monotonic
    _links: OrderedDict[str, _Pass] = field(default_factory=OrderedDict)
    _sessions: OrderedDict[str, _Pass] = field(default_factory=OrderedDict)
    _proven: OrderedDict[str, _Pass] = field(default_factory=OrderedDict)

    def link(self, name: str) -> str:
        """Return the secret of a link that signs a person in, once."""
        return self._made(self._links, name)

    def linked(self, secret: str) -> Person | None:
        """Return whom an unused link signs in, and leave it unused."""
        held = self._links.get(_hash(secret))
        if held is None or self.clock() - held.began > LINK_SECONDS:
            return None
        return self.people.person(held.name)

    def use_link(self, secret: str) -> str | None:
        """Return a session's secret for a link that was not used yet; None for any other."""
        person = self.linked(secret)
        self._links.pop(_hash(secret), None)
        return None if person is None else self.begin(person.name)

    def use_token(self, token: str) -> str | None:
        """Return a session's secret for a person's token; None if it is nobody's."""
        person = self.people.person_of(token)
        return None if person is None else self.begin(person.name)

    def begin(self, name: str) -> str:
        """Return the secret of a new session."""
        return self._made(self._sessions, name)

    def end(self, secret: str) -> None:
        """End a session."""
        self._sessions.pop(_hash(secret), None)

    def in_session(self, secret: str, *, is_asking: bool = True) -> Caller | None:
        """Return who a session's secret stands for; None when it ended.

        ``is_asking``: the person does something, and the session is idle no longer.
        """
        key, now = _hash(secret), self.clock()
        held = self._sessions.get(key)
        if held is None:
            return None
        person = self.people.person(held.name)
        is_over = now - held.began > SESSION_SECONDS or now - held.seen > IDLE_SECONDS
        if is_over or person is None:
            self._sessions.pop(key, None)
            return None
        if is_asking:
            held.seen = now
        return Caller(person, "cookie")

    def is_proven(self, token: str) -> bool:
        """Return whether a token was somebody's when it was last sent."""
        return _hash(token) in self._proven

    def bearing(self, token: str) -> Caller | None:
        """Return who sent a token; None if it is nobody's."""
        key, person = _hash(token), self.people.person_of(token)
        if person is None:
            self._proven.pop(key, None)
            return None
        now = self.clock()
        _put(self._proven, key, _Pass(person.name, now, now))
        return Caller(person, "token")

    def _made(self, held: OrderedDict[str, _Pass], name: str) -> str:
        secret, now = secrets.token_urlsafe(32), self.clock()
        _put(held, _hash(secret), _Pass(name, now, now))
        return secret


def _put(held: OrderedDict[str, _Pass], key: str, value: _Pass) -> None:
    held[key] = value
    held.move_to_end(key)
    if len(held) > _MOST:
        held.popitem(last=False)


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()
