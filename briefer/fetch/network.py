"""Connecting to addresses that were checked, and to no others.

The check stands where the connection is made: a name is resolved once, every address it has is
checked, and the connection goes to one of those very addresses. Neither a redirect nor a second
answer of the name server can put another in between. TLS still proves the server's name, because
the layer above asks for it by name.
"""

from __future__ import annotations

import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from ipaddress import ip_address
from typing import Any

import anyio
import httpcore2

from briefer.errors import RefusedAddressError
from briefer.fetch.addresses import Address, literal, refusal

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""Returns the addresses of a host name, best first; raises OSError when it has none."""

_NEVER = "no setting lets it be read; name what is meant for readers"
_TRIED = 3
"""Addresses of one name that are tried; the time for connecting is shared among them."""


async def addresses_of(host: str, port: int) -> list[str]:
    """Ask the system for the addresses of a name, in its order of preference."""
    found = await anyio.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore2.AsyncNetworkBackend):
    """Makes connections for httpcore2, to permitted addresses only."""

    def __init__(
        self, *, allow_private: bool, resolve: Resolve, inner: httpcore2.AsyncNetworkBackend
    ) -> None:
        """Connect through ``inner``, which is given addresses, never names."""
        self._allow_private = allow_private
        self._resolve = resolve
        self._inner = inner

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore2's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.AsyncNetworkStream:
        """Connect to the first address of the host that answers.

        Raises:
            RefusedAddressError: one of the host's addresses may not be connected to.
            httpcore2.ConnectError: the name has no address, or none of them answers.
            httpcore2.ConnectTimeout: none answers in time.
        """
        try:
            with anyio.fail_after(timeout):
                addresses = await self._permitted(host, port)
        except TimeoutError as error:
            raise httpcore2.ConnectTimeout("its name was not resolved in time") from error
        tried = addresses[:_TRIED]
        failed: Exception = httpcore2.ConnectError("its name has no address")
        for address in tried:
            try:
                return await self._inner.connect_tcp(
                    str(address),
                    port,
                    timeout=None if timeout is None else timeout / len(tried),
                    local_address=local_address,
                    socket_options=socket_options,
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
        raise failed

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ARG002, ASYNC109 - httpcore2's signature
        socket_options: Iterable[Any] | None = None,  # noqa: ARG002
    ) -> httpcore2.AsyncNetworkStream:
        """Refuse: a socket of this machine is no web address."""
        raise RefusedAddressError(f"{path} is a socket of this machine")

    async def sleep(self, seconds: float) -> None:
        """Wait; part of httpcore2's interface."""
        await anyio.sleep(seconds)

    async def _permitted(self, host: str, port: int) -> list[Address]:
        """Return the host's addresses once all of them are found to be permitted."""
        try:
            spelled = literal(host)
        except ValueError as error:
            raise RefusedAddressError(f"{host} is {error}") from None
        if spelled is not None:
            found = [spelled]
        else:
            try:
                found = [_read(text) for text in await self._resolve(host, port)]
            except (OSError, UnicodeError) as error:
                raise httpcore2.ConnectError("its name cannot be resolved") from error
        for address in found:
            why = refusal(address, allow_private=self._allow_private)
            if why is not None:
                named = "" if spelled is not None else f", which {host} resolves to,"
                always = refusal(address, allow_private=True) is not None
                raise RefusedAddressError(
                    f"{address}{named} is {why} and is not fetched from",
                    hint=_NEVER if always else None,
                )
        return found


def _read(text: str) -> Address:
    try:
        return ip_address(text)
    except ValueError as error:
        raise RefusedAddressError(f"{text!r} is no network address") from error


def pool(
    context: ssl.SSLContext,
    *,
    allow_private: bool,
    resolve: Resolve | None = None,
    inner: httpcore2.AsyncNetworkBackend | None = None,
) -> httpcore2.AsyncConnectionPool:
    """Return a pool of guarded connections without proxies, whatever the environment names.

    A proxy would resolve and connect on its own, behind the guard's back. What is None is the
    system's.
    """
    backend = GuardedBackend(
        allow_private=allow_private,
        resolve=resolve or addresses_of,
        inner=inner or httpcore2.AnyIOBackend(),
    )
    return httpcore2.AsyncConnectionPool(
        ssl_context=context,
        network_backend=backend,
        max_connections=None,
        max_keepalive_connections=20,
        keepalive_expiry=15.0,
    )
