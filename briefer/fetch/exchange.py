"""One request and its answer, with everything that can go wrong in between named."""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING

import anyio

from briefer.errors import FetchError
from briefer.fetch.body import (
    ACCEPT_ENCODING,
    Body,
    ContentType,
    demand_known,
    demand_length,
    is_archive,
    unpacked,
)
from briefer.fetch.retries import AttemptFailed, Budget, passes
from briefer.retry_after import retry_after

if TYPE_CHECKING:
    import httpcore2
    import httpx2

_CONNECT_SECONDS = 10.0
_DRAINED = 16_384
_DRAIN_SECONDS = 0.5
_ACCEPT = (
    "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,"
    "application/feed+json,application/xml;q=0.9,application/pdf;q=0.9,*/*;q=0.5"
)
_BROKEN_OFF = ("disconnected", "closed connection")
"""How httpcore2 words the end of a connection in the middle of an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A server's answer; the body is empty unless the status is 200 or 203."""

    status: int
    headers: httpx2.Headers
    content: ContentType
    body: bytes


@dataclass(frozen=True, slots=True)
class Limits:
    """What one answer may be: bytes, and whether more than that is left out and any type read."""

    max_bytes: int
    lenient: bool = False


class Exchange:
    """Sends requests.

    There is no client around the pool: a client would keep cookies, read a .netrc and follow
    proxies of the environment.

    Args:
        pool: Of guarded connections.
        user_agent: Who we say we are.
        timeout: Seconds without a byte.
        now: The time of day, for Retry-After dates.
    """

    def __init__(
        self,
        pool: httpcore2.AsyncConnectionPool,
        user_agent: str,
        timeout: float,
        now: Callable[[], datetime],
    ) -> None:
        self._pool = pool
        self._timeout = timeout
        self._now = now
        self._headers = {
            "User-Agent": user_agent,
            "Accept": _ACCEPT,
            "Accept-Encoding": ACCEPT_ENCODING,
        }

    async def get(
        self, url: httpx2.URL, budget: Budget, limits: Limits, extra: Mapping[str, str]
    ) -> Answer:
        """Return the answer, whatever its status.

        Raises:
            AttemptFailed: there was none, it broke off, or its status says to come again.
            FetchError: it is not to be read.
        """
        with (
            budget.running() as left,
            mapped(url.host, self._timeout, left),
            anyio.fail_after(left),
        ):
            return await self._get(url, limits, extra)

    async def _get(self, url: httpx2.URL, limits: Limits, extra: Mapping[str, str]) -> Answer:
        import httpcore2
        import httpx2

        target = httpcore2.URL(
            scheme=url.raw_scheme, host=url.raw_host, port=url.port, target=url.raw_path
        )
        headers = {"Host": url.netloc.decode("ascii"), **self._headers, **extra}
        timeout = {
            "connect": min(self._timeout, _CONNECT_SECONDS),
            "read": self._timeout,
            "write": self._timeout,
        }
        async with self._pool.stream(
            "GET", target, headers=list(headers.items()), extensions={"timeout": timeout}
        ) as response:
            answered = httpx2.Headers(response.headers)
            content = ContentType.of(answered.get("content-type"))
            if response.status not in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
                await _drain(response, answered)
                self._demand_success(url.host, response.status, answered)
                return Answer(response.status, answered, content, b"")
            body, content = await _read(
                response.aiter_stream(), answered, content, url.host, limits
            )
            return Answer(response.status, answered, content, body)

    def _demand_success(self, host: str, status: int, headers: httpx2.Headers) -> None:
        if passes(status):
            error = FetchError(f"{host} answered {named(status)}", status=status)
            asked = retry_after(headers, self._now().timestamp())
            raise AttemptFailed(error, retry_after=asked)


@contextmanager
def mapped(host: str, timeout: float, left: float) -> Iterator[None]:
    """Turn the exceptions of the HTTP library into ours.

    Args:
        host: Who is asked.
        timeout: Seconds without a byte after which it has failed.
        left: Seconds it may take in all.
    """
    import httpcore2

    try:
        yield
    except httpcore2.ConnectTimeout as error:
        told = FetchError(f"{host} cannot be reached in time{_detail(error)}")
        failed = AttemptFailed(told, unsent=True)
    except httpcore2.TimeoutException:
        failed = AttemptFailed(FetchError(f"{host} sent nothing for {timeout:g} s"))
    except TimeoutError:
        error_ = FetchError(f"{host} gave no whole answer in the {left:.1f} s it had left")
        raise error_ from None
    except httpcore2.ConnectError as error:
        failed = _unreachable(error, host)
    except httpcore2.NetworkError:
        failed = AttemptFailed(FetchError(f"{host} broke off the connection"))
    except httpcore2.RemoteProtocolError as error:
        if not any(words in str(error) for words in _BROKEN_OFF):
            raise FetchError(f"{host} sent what is no HTTP answer: {error}") from None
        failed = AttemptFailed(FetchError(f"{host} broke off the connection"))
    except (httpcore2.ProtocolError, httpcore2.UnsupportedProtocol) as error:
        raise FetchError(f"{host} cannot be asked for this: {error}") from None
    else:
        return
    raise failed from None


async def _read(
    pieces: AsyncIterator[bytes],
    headers: httpx2.Headers,
    content: ContentType,
    host: str,
    limits: Limits,
) -> tuple[bytes, ContentType]:
    """Return the body and its type; an archive is unpacked, and what it holds has none."""
    if not limits.lenient:
        content.demand_readable(host)
        demand_length(headers.get("content-length"), limits.max_bytes, host)
    unknown = content.untold and not limits.lenient
    body = Body(headers.get("content-encoding"), limits.max_bytes, host, cut=limits.lenient)
    async for piece in pieces:
        if not body.add(piece):
            break
        if unknown and (head := body.head) is not None:
            demand_known(head, content, host)
            unknown = False
    whole = body.whole()
    if unknown:
        demand_known(whole, content, host)
    if is_archive(whole, content):
        return unpacked(whole, limits.max_bytes, host), ContentType(None, None)
    return whole, content


async def _drain(response: httpcore2.Response, headers: httpx2.Headers) -> None:
    """Read what nobody wants if it is short, so that the connection can be used again."""
    length = headers.get("content-length", "")
    short = length.isascii() and length.isdigit() and int(length[:20]) <= _DRAINED
    if short or response.status == HTTPStatus.NOT_MODIFIED:
        with anyio.move_on_after(_DRAIN_SECONDS):
            async for _ in response.aiter_stream():
                pass


def named(status: int) -> str:
    """Return a status with its name: ``503 Service Unavailable``."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def _unreachable(error: httpcore2.ConnectError, host: str) -> AttemptFailed:
    cause = error.__cause__ or error.__context__
    if isinstance(cause, ssl.SSLCertVerificationError):
        raise FetchError(
            f"the certificate of {host} does not prove that it is {host}: {cause.verify_message}"
        ) from None
    return AttemptFailed(FetchError(f"{host} cannot be reached{_detail(error)}"), unsent=True)


def _detail(error: Exception) -> str:
    text = str(error)
    return f": {text}" if text else ""


@cache
def certificates() -> ssl.SSLContext:
    """Read the trusted certificates once; also imports the HTTP library, which takes long."""
    import httpx2

    return httpx2.create_ssl_context()
