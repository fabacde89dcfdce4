"""Who may pass: callers are named, counted, and held to what their role may do."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import anyio
from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request

from briefer.desk.web.access import Access, Caller
from briefer.desk.web.answers import error_answer
from briefer.desk.web.limits import Buckets
from briefer.desk.web.problems import (
    ForbiddenRequestError,
    NotSignedInError,
    RequestError,
    TooManyError,
)

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

    from briefer.desk.web.site import Site
    from briefer.model import Role

COOKIE = "briefer_desk"
REQUESTS = (20.0, 240)
"""Requests a second that one caller may send for long, and at once."""
ATTEMPTS = (0.2, 10)
"""Attempts a second to sign in, or with a token that is nobody's, and at once; by address."""
_RANKS: dict[Role, int] = {"reader": 0, "editor": 1, "admin": 2}
_MOST_HASHING = 1
"""Tokens that are held to their hashes at once: each takes scrypt's time and memory."""


def cookie_name(site: Site) -> str:
    """Return the session cookie's name; over TLS no other host can have set it."""
    return f"__Host-{COOKIE}" if site.is_secure else COOKIE


class Gate:
    """Names the caller of each request (``scope["caller"]``), and refuses more than enough."""

    def __init__(
        self, app: ASGIApp, access: Access, site: Site, clock: Callable[[], float]
    ) -> None:
        self._app = app
        self._access = access
        self._cookie = cookie_name(site)
        self._requests = Buckets(*REQUESTS, clock=clock)
        self._attempts = Buckets(*ATTEMPTS, clock=clock)
        self._hashing = anyio.CapacityLimiter(_MOST_HASHING)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with its caller, or refuse it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        scope["caller"] = None
        try:
            scope["caller"] = await self._caller(scope)
            self._count(scope)
        except RequestError as error:
            await error_answer(Request(scope, receive), error)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    async def _caller(self, scope: Scope) -> Caller | None:
        given = Headers(scope=scope).get("authorization")
        if given is None:
            secret = HTTPConnection(scope).cookies.get(self._cookie)
            return None if secret is None else self._access.in_session(secret)
        kind, _, token = given.partition(" ")
        if kind.lower() != "bearer" or not token.strip():
            raise NotSignedInError("the desk takes bearer tokens", WWW_Authenticate="Bearer")
        if not self._access.is_proven(token.strip()):
            _refuse(self._attempts.left_to_wait(_address(scope)))
        known = await anyio.to_thread.run_sync(
            self._access.bearing, token.strip(), limiter=self._hashing
        )
        if known is None:
            self._attempt(scope)
            raise NotSignedInError("nobody has this token", WWW_Authenticate="Bearer")
        return known

    def _count(self, scope: Scope) -> None:
        caller = scope["caller"]
        if caller is None and scope["method"] == "POST":
            self._attempt(scope)
        name = _address(scope) if caller is None else f"@{caller.person.name}"
        _refuse(self._requests.wait(name))

    def _attempt(self, scope: Scope) -> None:
        _refuse(self._attempts.wait(_address(scope)))


def caller_of(request: Request, least: Role = "reader") -> Caller:
    """Return who asks (raises NotSignedInError, ForbiddenRequestError)."""
    caller: Caller | None = request.scope.get("caller")
    if caller is None:
        raise NotSignedInError("nobody is signed in", WWW_Authenticate="Bearer")
    if not may(caller.person.role, least):
        raise ForbiddenRequestError(
            f"{caller.person.name} is a {caller.person.role}, and this takes an {least}",
            hint=f"an admin may change that: briefer desk people add NAME --role {least}",
        )
    return caller


def may(role: Role, least: Role) -> bool:
    """Return whether a role may do what takes another at least."""
    return _RANKS[role] >= _RANKS[least]


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""


def _refuse(seconds: int) -> None:
    if seconds:
        raise TooManyError("too many requests at a time", Retry_After=str(seconds))
