"""People as the store knows them, by name and by token."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

if TYPE_CHECKING:
    from briefer.desk.service import Desk
    from briefer.model import Person


class Register:
    """The people of a desk; a token as they are given it begins with its owner's name."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def person(self, name: str) -> Person | None:
        """Return a person by name."""
        return next((each for each in self._desk.people() if each.name == name), None)

    def person_of(self, token: str) -> Person | None:
        """Return whose token it is."""
        name, _, secret = token.rpartition(".")
        return self._desk.person_of(unquote(name), secret) if name else None


def whole_token(name: str, secret: str) -> str:
    """Return a token as its owner is given it: ``mara.9xT2``."""
    return f"{quote(name, safe='')}.{secret}"
