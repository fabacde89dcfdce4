"""Sending to web addresses: one request, one answer, to permitted addresses only.

async with Sender() as sender:
    answer = await sender.send("POST", "https://example.org/hook", {}, b"{}")
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Self

import anyio

from briefer.errors import FetchError, InternalError, RefusedAddressError
from briefer.fetch.address import web_address
from briefer.fetch.exchange import certificates, mapped, named
from briefer.fetch.retries import LONGEST_ASKED, AttemptFailed, passes
from briefer.retry_after import retry_after
from briefer.version import __version__

if TYPE_CHECKING:
    import httpcore2
    import httpx2

    from briefer.fetch.network import Resolve

_MOST_BYTES = 5_000_000
"""Of an answer that are read."""

_CONNECT_SECONDS = 10.0


@dataclass(frozen=True, slots=True)
class Answered:
    """What a server answered; ``headers`` have their names in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class UnansweredError(FetchError):
    """A request without an answer of success; ``status`` is that of the answer, if there was one.

    Attributes:
        body: Of the answer.
        unsent: Whether nothing has reached the server for certain.
        passes: Whether another attempt may go better.
        retry_after: Seconds that the server asks to wait, if it does.
    """

    body: bytes = b""
    unsent: bool = False
    passes: bool = False
    retry_after: float | None = None


class Sender:
    """Sends; an async context manager.

    It follows no redirect, so that nothing goes where nobody said, and uses no proxy, cookie or
    password of the environment.

    Args:
        allow_private: Whether addresses of intranets and of this machine may be sent to, and
            whether without TLS.
        timeout: Seconds without a byte from the server.
        total_timeout: Seconds that one request may take.
        resolve: Finds the addresses of host names; the system's way by default.
        now: The time of day in seconds since 1970, for Retry-After dates.
    """

    def __init__(
        self,
        *,
        allow_private: bool = False,
        timeout: float = 20.0,
        total_timeout: float = 60.0,
        resolve: Resolve | None = None,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._allow_private = allow_private
        self._timeout = timeout
        self._total = total_timeout
        self._resolve = resolve
        self._now = now
        self._open = AsyncExitStack()
        self._pool: httpcore2.AsyncConnectionPool | None = None

    async def __aenter__(self) -> Self:
        context = await anyio.to_thread.run_sync(certificates)
        from briefer.fetch import network

        connections = network.pool(
            context, allow_private=self._allow_private, resolve=self._resolve
        )
        self._pool = await self._open.enter_async_context(connections)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool = None
        await self._open.aclose()

    async def send(
        self, method: str, url: str, headers: Mapping[str, str], body: bytes = b""
    ) -> Answered:
        """Send a request and return the answer, if it is one of success (2xx).

        Raises:
            RefusedAddressError: the address is never sent to.
            UnansweredError: there was no answer, or one of another status.
        """
        target = web_address(url)
        if target.scheme == "http" and not self._allow_private:
            raise RefusedAddressError(
                f"{target.host} is not sent to without TLS", hint="name an address of https"
            )
        try:
            with mapped(target.host, self._timeout, self._total), anyio.fail_after(self._total):
                status, answered, content = await self._exchange(method, target, headers, body)
        except AttemptFailed as failed:
            error = UnansweredError(str(failed.error))
            error.unsent, error.passes = failed.unsent, True
            raise error from None
        except RefusedAddressError:
            raise
        except FetchError as failed:
            raise UnansweredError(str(failed), hint=failed.hint) from None
        if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES:
            return Answered(status, answered, content)
        raise self._refused(target.host, status, answered, content)

    async def _exchange(
        self, method: str, url: httpx2.URL, headers: Mapping[str, str], body: bytes
    ) -> tuple[int, dict[str, str], bytes]:
        import httpcore2

        if self._pool is None:
            raise InternalError("something was sent before the sender was opened")
        target = httpcore2.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        sent = {"User-Agent": f"briefer/{__version__}", "Accept-Encoding": "identity", **headers}
        timeout = {
            "connect": min(self._timeout, _CONNECT_SECONDS),
            "read": self._timeout,
            "write": self._timeout,
        }
        async with self._pool.stream(
            method,
            target,
            headers=list(sent.items()),
            content=body,
            extensions={"timeout": timeout},
        ) as response:
            pieces, length = [], 0
            async for piece in response.aiter_stream():
                pieces.append(piece)
                length += len(piece)
                if length > _MOST_BYTES:
                    break
            answered = {
                name.decode("latin-1").lower(): value.decode("latin-1")
                for name, value in response.headers
            }
            return response.status, answered, b"".join(pieces)[:_MOST_BYTES]

    def _refused(
        self, host: str, status: int, headers: Mapping[str, str], body: bytes
    ) -> UnansweredError:
        told = f"{host} answered {named(status)}"
        if status < HTTPStatus.BAD_REQUEST and headers.get("location"):
            told += f": it redirects to {headers['location'][:200]}, which is not followed"
        error = UnansweredError(told, status=status)
        error.body = body
        error.retry_after = retry_after(headers, self._now())
        error.passes = passes(status) and (error.retry_after or 0.0) <= LONGEST_ASKED
        return error
