"""The signed briefs as feeds: what nobody has signed is in none."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from briefer.render import archive_files, brief_html

if TYPE_CHECKING:
    from briefer.desk.service import Desk

MOST = 30
"""Briefs that a feed lists."""


class Feeds:
    """Feeds of the newest signed briefs of a desk."""

    def __init__(self, desk: Desk, site: str | None) -> None:
        """Take the desk, and the address that its briefs are published at if they are."""
        self._desk = desk
        self._site = site
        self._lock = Lock()
        self._made: tuple[tuple[str, ...], dict[str, str]] = ((), {})

    def atom(self) -> str:
        """Return an Atom feed (RFC 4287)."""
        return self._files()["feed.xml"]

    def json(self) -> str:
        """Return a JSON Feed, version 1.1."""
        return self._files()["feed.json"]

    def _files(self) -> dict[str, str]:
        found = []
        for listed in self._desk.editions():
            review = self._desk.open(listed.number)
            if review.signed is not None:
                found.append(review)
            if len(found) == MOST:
                break
        key = tuple(review.content for review in found)
        with self._lock:
            if not self._made[1] or self._made[0] != key:
                pages = {f"{each.day}.html": brief_html(each.brief) for each in reversed(found)}
                self._made = (key, archive_files(pages, self._site))
            return self._made[1]
