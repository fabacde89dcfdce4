"""Web addresses as they are given and as servers redirect to them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer.errors import RefusedAddressError

if TYPE_CHECKING:
    import httpx2

_LONGEST = 8_000
_NAME = re.compile(r"[a-z0-9_](?:[a-z0-9_-]*)(?:\.[a-z0-9_-]+)*\.?", re.IGNORECASE)
_MOST_PORTS = 65_535


def web_address(text: str) -> httpx2.URL:
    """Read an address that is to be fetched, without its fragment.

    Raises:
        RefusedAddressError: it is none, not http or https, or dressed up to look like another.
    """
    import httpx2

    if len(text) > _LONGEST:
        raise RefusedAddressError(f"an address of {len(text):,} characters is not fetched")
    try:
        url = httpx2.URL(text.strip())
    except httpx2.InvalidURL as error:
        raise RefusedAddressError(f"this is no web address: {error}") from None
    return _checked(url)


def redirected(url: httpx2.URL, location: str) -> httpx2.URL:
    """Return where a redirect from ``url`` leads; raises as `web_address` does."""
    import httpx2

    try:
        target = url.join(location.strip()[: _LONGEST + 1])
    except httpx2.InvalidURL as error:
        raise RefusedAddressError(f"{url.host} redirects to no web address: {error}") from None
    return web_address(str(target))


def origin(url: httpx2.URL) -> str:
    """Return scheme, host and port: ``https://example.org``."""
    return f"{url.scheme}://{url.netloc.decode('ascii')}"


def _checked(url: httpx2.URL) -> httpx2.URL:
    if url.scheme not in ("http", "https"):
        raise RefusedAddressError(
            f"only http and https are fetched, not {url.scheme[:20] or 'a path'}"
        )
    host = url.raw_host.decode("ascii")
    if url.userinfo:
        raise RefusedAddressError(
            f"an address with a user name before {host} is not fetched",
            hint="leave out what stands before the @, or save the page to a file and name that",
        )
    if not (_NAME.fullmatch(host) or ":" in host):
        raise RefusedAddressError("this is no web address: its host is no name and no number")
    if url.port is not None and not 0 < url.port <= _MOST_PORTS:
        raise RefusedAddressError(f"this is no web address: there is no port {url.port}")
    return url.copy_with(fragment=None)
