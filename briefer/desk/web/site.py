"""Where the desk is: its addresses, and whether what passes between is secret."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from briefer.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_USUAL = {"http": 80, "https": 443}


@dataclass(frozen=True, slots=True)
class Site:
    """The addresses that the desk answers to.

    ``origin`` is what a browser shows (``http://127.0.0.1:8484``); ``hosts`` are all names that
    requests may call it by, without port.
    """

    origin: str
    hosts: tuple[str, ...]

    @property
    def is_secure(self) -> bool:
        """Whether browsers speak TLS with it: its cookies are sent over nothing else then."""
        return self.origin.startswith("https:")


def is_loopback(host: str) -> bool:
    """Return whether only this machine can reach what listens on a host."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def site_of(
    host: str, port: int, *, certificate: Path | None = None, proxy: str | None = None
) -> Site:
    """Return where a desk is that listens on a host and a port.

    Args:
        host: A name or an address.
        port: The port.
        certificate: The TLS certificate's file, where the desk itself speaks TLS.
        proxy: The https address of a proxy in front of it that does (``https://desk.example.org``).

    Raises:
        UsageError: others could reach it, and read along; or the proxy's address is none.
    """
    if proxy is not None:
        parts = urlsplit(proxy)
        name = parts.hostname or ""
        if parts.scheme != "https" or not name or parts.path.strip("/") or parts.query:
            raise UsageError(
                f"{proxy} is not the address of a proxy that speaks TLS",
                hint="give it as browsers see it: --proxy https://desk.example.org",
            )
        return Site(_origin("https", name, parts.port or _USUAL["https"]), (name,))
    if certificate is None and not is_loopback(host):
        raise UsageError(
            f"the desk would listen on {host} for everybody, and anybody could read along",
            hint="give --tls-cert and --tls-key, or --proxy with the https address of a proxy "
            "in front of it; without --host only this machine reaches it",
        )
    scheme = "http" if certificate is None else "https"
    hosts = _LOOPBACK if is_loopback(host) else (host,)
    return Site(_origin(scheme, host, port), hosts)


def _origin(scheme: str, host: str, port: int) -> str:
    name = f"[{host}]" if ":" in host else host
    return f"{scheme}://{name}" + ("" if port == _USUAL[scheme] else f":{port}")
