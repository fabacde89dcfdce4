"""Signing in and out, by link or token."""

from __future__ import annotations

from typing import TYPE_CHECKING

import anyio
from starlette.routing import Route

from briefer.desk.web.access import SESSION_SECONDS, Access
from briefer.desk.web.answers import form_of, page, see
from briefer.desk.web.gate import cookie_name

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from briefer.desk.web.site import Site

_USED = "This link was used already, or is too old. Ask briefer desk for another."
_NOBODYS = "Nobody has this token."


class Door:
    """The pages that let people in and out."""

    def __init__(self, access: Access, site: Site) -> None:
        self._access = access
        self._site = site
        self._cookie = cookie_name(site)

    @property
    def routes(self) -> list[Route]:
        """Where they are."""
        return [
            Route("/sign-in", self.show, methods=["GET"]),
            Route("/sign-in", self.sign_in, methods=["POST"]),
            Route("/sign-out", self.sign_out, methods=["POST"]),
        ]

    async def show(self, request: Request) -> Response:
        """Return the form that signs in; opening a link alone uses nothing up."""
        link = request.query_params.get("link", "")
        linked = self._access.linked(link) if link else None
        told = _USED if link and linked is None else ""
        return page("sign_in.html.jinja", None, linked=linked, link=link, told=told)

    async def sign_in(self, request: Request) -> Response:
        """Begin a session for who sent an unused link's secret, or a token."""
        form = await form_of(request)
        link, token = form.get("link", ""), form.get("token", "").strip()
        session = None
        if link:
            session = self._access.use_link(link)
        elif token:
            session = await anyio.to_thread.run_sync(self._access.use_token, token)
        if session is None:
            told = _USED if link else _NOBODYS
            return page("sign_in.html.jinja", None, status=403, linked=None, link="", told=told)
        answer = see("/")
        answer.set_cookie(
            self._cookie,
            session,
            max_age=int(SESSION_SECONDS),
            secure=self._site.is_secure,
            httponly=True,
            samesite="strict",
        )
        return answer

    async def sign_out(self, request: Request) -> Response:
        """End the session."""
        self._access.end(request.cookies.get(self._cookie, ""))
        answer = see("/sign-in")
        answer.delete_cookie(
            self._cookie, secure=self._site.is_secure, httponly=True, samesite="strict"
        )
        return answer
