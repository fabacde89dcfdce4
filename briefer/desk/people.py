"""Who is at the desk, and whose a token is."""

from __future__ import annotations

import hashlib
import re
from threading import RLock

from briefer.errors import UsageError
from briefer.model import Person, Role
from briefer.store import Store, is_token

_NAME = re.compile(r"[^\W_](?:[\w .'-]{0,62}[\w.'])?")


class People:
    """The people of a store. One thread at a time has the store."""

    store: Store
    _lock: RLock
    _known: dict[bytes, tuple[str, bytes]]

    def people(self) -> tuple[Person, ...]:
        """Return who may use the desk, by name."""
        with self._lock:
            return self.store.people()

    def add_person(self, name: str, role: Role) -> str:
        """Let somebody use the desk; return their token, which is shown this once.

        Raises:
            UsageError: there is somebody of that name, or it is no name.
            StoreWriteError: it cannot be kept.
        """
        if not _NAME.fullmatch(name):
            raise UsageError(
                "a name has up to 64 letters, figures, spaces, dots, dashes and apostrophes"
            )
        with self._lock:
            return self.store.add_person(name, role)

    def renew_token(self, name: str) -> str:
        """Give somebody another token, and return it (raises as `add_person`)."""
        with self._lock:
            return self.store.renew_token(name)

    def remove_person(self, name: str) -> None:
        """Let somebody use the desk no longer (raises as `add_person`)."""
        with self._lock:
            self.store.remove_person(name)

    def person_of(self, name: str, token: str) -> Person | None:
        """Return somebody if the token is theirs; None otherwise.

        The first time takes scrypt's 40 ms; a token that was right is known again until it is
        renewed, or its owner removed.
        """
        with self._lock:
            hashed = self.store.token_hash(name)
            known = hashlib.sha256(f"{name}\0{token}".encode("utf-8", "surrogatepass")).digest()
            was_right = hashed is not None and self._known.get(known) == (name, hashed)
        if not was_right:
            if not is_token(token, hashed) or hashed is None:
                return None
            with self._lock:
                self._known[known] = (name, hashed)
        with self._lock:
            return self.store.person(name)
