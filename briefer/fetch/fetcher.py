"""Fetching web addresses: politely, safely, and only what is new."""

from __future__ import annotations

import ssl
import time
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from http import HTTPStatus
from types import TracebackType
from typing import TYPE_CHECKING, Self

import anyio

from briefer.errors import FetchError, InternalError, PageGoneError
from briefer.fetch.address import origin, redirected, web_address
from briefer.fetch.exchange import Answer, Exchange, Limits, certificates, named
from briefer.fetch.onward import Cookies, refresh_of
from briefer.fetch.pace import Clock, Pace, Patience, Sleep
from briefer.fetch.retries import LONGEST_ASKED, AttemptFailed, Budget, persist
from briefer.fetch.robots import MAX_BYTES, Robots
from briefer.fetch.values import Fetched, FetchSettings, Known, NotModified

if TYPE_CHECKING:
    import httpcore2
    import httpx2

    from briefer.fetch.network import Resolve

_REDIRECTS = frozenset(
    {
        HTTPStatus.MOVED_PERMANENTLY,
        HTTPStatus.FOUND,
        HTTPStatus.SEE_OTHER,
        HTTPStatus.TEMPORARY_REDIRECT,
        HTTPStatus.PERMANENT_REDIRECT,
    }
)
_GONE = frozenset({HTTPStatus.NOT_FOUND, HTTPStatus.GONE})
_CLOSED = frozenset(
    {
        HTTPStatus.UNAUTHORIZED,
        HTTPStatus.PAYMENT_REQUIRED,
        HTTPStatus.FORBIDDEN,
        HTTPStatus.PROXY_AUTHENTICATION_REQUIRED,
        HTTPStatus.UNAVAILABLE_FOR_LEGAL_REASONS,
    }
)
_MOST_SILENCES = 5
"""Attempts in a row without an answer, after which a host is not asked again."""

_MOST_SECONDS = 90.0
"""That one host may take of a run by failing, dragging and asking to wait."""

_PROMPT_SECONDS = 5.0
"""Of an answer that is no delay; pages come within one."""

_ROBOTS_SECONDS = 30.0
_ROBOTS_ATTEMPTS = 2


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Fetches; an async context manager. Any number of tasks may call `get` at one time.

    It uses no proxy, cookie or password of the environment: a proxy would connect to addresses
    that were never checked. A cookie goes back only where a circle of redirects ends by it.

    Args:
        settings: How to fetch.
        resolve: Finds the addresses of host names; the system's way by default.
        backend: Makes the connections to checked addresses.
        context: Trusts what certificates; the system's by default.
        clock: Seconds on a clock that only goes forward.
        sleep: Waits for so many seconds.
        now: The time of day.
    """

    def __init__(
        self,
        settings: FetchSettings | None = None,
        *,
        resolve: Resolve | None = None,
        backend: httpcore2.AsyncNetworkBackend | None = None,
        context: ssl.SSLContext | None = None,
        clock: Clock = time.monotonic,
        sleep: Sleep = anyio.sleep,
        now: Callable[[], datetime] = _utc_now,
    ) -> None:
        self._settings = settings or FetchSettings()
        self._resolve = resolve
        self._backend = backend
        self._context = context
        self._clock = clock
        self._sleep = sleep
        self._now = now
        self._pace = Pace(self._settings.spacing, self._settings.concurrency, clock, sleep)
        self._patience = Patience(_MOST_SILENCES, _MOST_SECONDS, _PROMPT_SECONDS)
        self._robots = Robots(
            self._read_robots, self._settings.user_agent, self._settings.ignore_robots
        )
        self._open = AsyncExitStack()
        self._exchange: Exchange | None = None

    async def __aenter__(self) -> Self:
        context = self._context
        if context is None:
            context = await anyio.to_thread.run_sync(certificates)
        from briefer.fetch import network

        connections = network.pool(
            context,
            allow_private=self._settings.allow_private,
            resolve=self._resolve,
            inner=self._backend,
        )
        pool = await self._open.enter_async_context(connections)
        self._exchange = Exchange(
            pool, self._settings.user_agent, self._settings.timeout, self._now
        )
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._exchange = None
        await self._open.aclose()

    async def get(self, url: str, known: Known | None = None) -> Fetched | NotModified:
        """Fetch an address.

        Args:
            url: http or https.
            known: What an earlier answer said of itself; the body is then sent only if another.

        Raises:
            PageGoneError: 404 or 410.
            RefusedAddressError: an address that is never fetched, here or behind a redirect.
            RobotsError: the site's robots.txt asks not to.
            TooLargeError: more than ``max_bytes``.
            UnsupportedContentError: a picture, a film, an archive.
            FetchError: any other reason; the message names it.
        """
        target = web_address(url)
        budget = Budget(self._settings.total_timeout, self._clock)
        limits = Limits(self._settings.max_bytes)
        conditions = _conditions(known)

        async def attempt() -> Fetched | NotModified:
            final, answer = await self._follow(
                target, budget, limits, conditions, self._demand_allowed
            )
            return self._made(url, final, answer, known)

        return await persist(
            attempt,
            max_attempts=self._settings.max_attempts,
            budget=budget,
            sleep=self._sleep,
        )

    async def _follow(
        self,
        url: httpx2.URL,
        budget: Budget,
        limits: Limits,
        conditions: dict[str, str],
        permit: Callable[[httpx2.URL], Awaitable[None]],
    ) -> tuple[httpx2.URL, Answer]:
        """Ask, and go where redirects and refreshes lead; each step is checked as the first was."""
        seen = {url}
        cookies = Cookies()
        extra = conditions
        for _ in range(self._settings.max_redirects + 1):
            await permit(url)
            answer = await self._ask(url, budget, limits, extra)
            moved = answer.status in _REDIRECTS
            location = answer.headers.get("location") if moved else None
            if not moved and not limits.lenient:
                location = refresh_of(answer)
            if not location:
                return url, answer
            told = cookies.note(url, answer.headers)
            following = redirected(url, location)
            if following in seen and not told:
                if not moved:
                    return url, answer
                raise FetchError(f"{following.host} redirects in a circle")
            # Only who is sent back to where he was is asked for the cookie that he got on the way.
            extra = {**conditions, **cookies.header(following)} if following in seen else conditions
            url = following
            seen.add(url)
        raise FetchError(f"it redirects more than {self._settings.max_redirects} times")

    async def _ask(
        self, url: httpx2.URL, budget: Budget, limits: Limits, conditions: dict[str, str]
    ) -> Answer:
        """Ask once, when it is this host's turn; a host that wants to be left alone is."""
        if self._exchange is None:
            raise InternalError("something was fetched before the fetcher was opened")
        async with self._pace.turn(url.host):
            self._patience.demand(url.host)
            began = self._clock()
            try:
                answer = await self._exchange.get(url, budget, limits, conditions)
            except AttemptFailed as failed:
                if failed.retry_after is not None:
                    asked = min(failed.retry_after, LONGEST_ASKED)
                    self._pace.hold(url.host, asked)
                    self._patience.lost(url.host, asked)
                self._note(url.host, failed.error, self._clock() - began)
                raise
            except FetchError as error:
                self._note(url.host, error, self._clock() - began)
                raise
            self._patience.heard(url.host, self._clock() - began)
            return answer

    def _note(self, host: str, error: FetchError, seconds: float) -> None:
        """Take note of whether a host that failed had an answer at all."""
        if type(error) is FetchError and error.status is None:
            self._patience.waited(host, seconds)
        else:
            self._patience.heard(host, seconds)

    async def _demand_allowed(self, url: httpx2.URL) -> None:
        delay = await self._robots.demand(str(url), origin(url), url.host)
        if delay is not None:
            self._pace.space(url.host, min(delay, self._settings.max_crawl_delay))

    async def _read_robots(self, address: str) -> bytes:
        url = web_address(address)
        budget = Budget(min(_ROBOTS_SECONDS, self._settings.total_timeout), self._clock)
        limits = Limits(MAX_BYTES, lenient=True)

        async def attempt() -> bytes:
            _, answer = await self._follow(url, budget, limits, {}, _permit)
            _demand_body(url, answer)
            return answer.body

        return await persist(
            attempt,
            max_attempts=min(_ROBOTS_ATTEMPTS, self._settings.max_attempts),
            budget=budget,
            sleep=self._sleep,
        )

    def _made(
        self, url: str, final: httpx2.URL, answer: Answer, known: Known | None
    ) -> Fetched | NotModified:
        etag = answer.headers.get("etag")
        modified = answer.headers.get("last-modified")
        if answer.status == HTTPStatus.NOT_MODIFIED and known is not None:
            return NotModified(
                url=url,
                final_url=str(final),
                etag=etag or known.etag,
                last_modified=modified or known.last_modified,
                at=self._now(),
            )
        _demand_body(final, answer)
        return Fetched(
            url=url,
            final_url=str(final),
            status=answer.status,
            body=answer.body,
            content_type=answer.content.name,
            charset=answer.content.charset,
            etag=etag,
            last_modified=modified,
            at=self._now(),
        )


async def _permit(_: httpx2.URL) -> None:
    """A robots.txt may always be asked for."""


def _conditions(known: Known | None) -> dict[str, str]:
    headers = {}
    if known is not None and known.etag and _is_header(known.etag):
        headers["If-None-Match"] = known.etag
    if known is not None and known.last_modified and _is_header(known.last_modified):
        headers["If-Modified-Since"] = known.last_modified
    return headers


def _is_header(text: str) -> bool:
    return text.isascii() and text.isprintable()


def _demand_body(url: httpx2.URL, answer: Answer) -> None:
    status = answer.status
    if status in (HTTPStatus.OK, HTTPStatus.NON_AUTHORITATIVE_INFORMATION):
        return
    said = f"{url.host} answered {named(status)}"
    if status in _GONE:
        raise PageGoneError(said, status=status)
    if status in _CLOSED:
        raise FetchError(
            said, status=status, hint="the page wants a login or a subscription; save it to a file"
        )
    raise FetchError(said, status=status)
