"""The desk's tools for assistants over HTTP (MCP), for who sends a person's token."""

from __future__ import annotations

from contextlib import AbstractAsyncContextManager
from typing import TYPE_CHECKING

from mcp.server.transport_security import TransportSecuritySettings
from starlette.requests import Request
from starlette.routing import Route

from briefer.desk.assistants import assistant_server
from briefer.desk.web.answers import MCP
from briefer.desk.web.gate import caller_of
from briefer.desk.web.problems import NotSignedInError

if TYPE_CHECKING:
    from starlette.types import Receive, Scope, Send

    from briefer.desk.service import Desk


class Assistants:
    """The server of `assistant_server` as an ASGI endpoint; each request stands for itself.

    There are no sessions to take over or to run out of: every request has its own token, and
    passes what every other one of the desk passes (host, origin, size, number).
    """

    def __init__(self, desk: Desk, most: int) -> None:
        """Take the desk, and how many bytes of a request are read."""
        server = assistant_server(desk)
        server.streamable_http_app(
            json_response=True,
            stateless_http=True,
            max_request_body_size=most,
            # The desk's own rules for hosts and origins stand in front of it.
            transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=False),
        )
        self._manager = server.session_manager

    @property
    def routes(self) -> list[Route]:
        """Where it is."""
        return [Route(MCP, self, methods=["POST"])]

    def running(self) -> AbstractAsyncContextManager[None]:
        """Answer while this is open."""
        return self._manager.run()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on whose sender has a token (raises NotSignedInError)."""
        if caller_of(Request(scope)).by != "token":
            raise NotSignedInError("assistants send a person's token", WWW_Authenticate="Bearer")
        await self._manager.handle_request(scope, receive, send)
