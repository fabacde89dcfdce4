"""What a site's robots.txt allows us (RFC 9309), asked once a run."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import TYPE_CHECKING

import anyio

from briefer.errors import FetchError, RefusedAddressError, RobotsError

if TYPE_CHECKING:
    from protego import Protego

MAX_BYTES = 512 * 1024
"""Of a robots.txt; what stands beyond is not read (RFC 9309, 2.5)."""

Read = Callable[[str], Awaitable[bytes]]
"""Returns what stands at an address; raises FetchError."""


@dataclass(slots=True)
class _Site:
    lock: anyio.Lock = field(default_factory=anyio.Lock)
    known: bool = False
    rules: Protego | None = None
    error: FetchError | None = None


class Robots:
    """The rules of the sites that were asked.

    Args:
        read: Fetches a robots.txt.
        user_agent: Ours; its product name, before the "/", is what rules are for.
        ignored: Host names that are not asked.
    """

    def __init__(self, read: Read, user_agent: str, ignored: frozenset[str]) -> None:
        self._read = read
        self._name = user_agent.split("/", maxsplit=1)[0].strip()
        self._ignored = {host.lower() for host in ignored}
        self._sites: dict[str, _Site] = {}

    async def demand(self, url: str, origin: str, host: str) -> float | None:
        """Return the seconds that the site wants between requests, or None.

        Args:
            url: What is to be fetched.
            origin: Its scheme, host and port ("https://example.org").
            host: Its host name.

        Raises:
            RobotsError: the rules forbid it, or there is no telling: a server that fails to say
                is taken to forbid, and so is one that is asked too often (429). One that says there
            are no rules (any other 4xx) allows all.
            RefusedAddressError: the host is not on the public internet.
        """
        if host in self._ignored:
            return None
        site = self._sites.setdefault(origin, _Site())
        async with site.lock:
            if not site.known:
                await self._ask(site, origin, host)
                site.known = True
        if site.error is not None:
            raise type(site.error)(str(site.error), hint=site.error.hint)
        if site.rules is None:
            return None
        if not site.rules.can_fetch(url, self._name):
            raise RobotsError(f"robots.txt of {host} asks not to fetch this page")
        return site.rules.crawl_delay(self._name)

    async def _ask(self, site: _Site, origin: str, host: str) -> None:
        try:
            body = await self._read(f"{origin}/robots.txt")
        except RefusedAddressError as error:
            site.error = error
        except FetchError as error:
            if not _has_none(error.status or 0):
                site.error = RobotsError(
                    f"robots.txt of {host} cannot be had: {error}", hint=FetchError.hint
                )
        else:
            from protego import Protego

            site.rules = Protego.parse(body.decode("utf-8-sig", "replace"))


def _has_none(status: int) -> bool:
    """Return whether a status says that a site has no rules; 429 says to ask later."""
    is_client = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR
    return is_client and status != HTTPStatus.TOO_MANY_REQUESTS
