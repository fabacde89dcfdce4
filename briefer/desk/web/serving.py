"""Listening: the socket, the server, and how it ends."""

from __future__ import annotations

import socket
from contextlib import suppress
from typing import TYPE_CHECKING

from briefer.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

    from starlette.types import ASGIApp

_BACKLOG = 256
_MOST_AT_ONCE = 500
"""Connections that are answered at once; more get 503 until one ends."""
_LONGEST_END = 1
"""Seconds that answers under way have when the desk is asked to end."""


def listening(host: str, port: int) -> socket.socket:
    """Return a socket that listens (raises UsageError: the port is taken, the host is not ours)."""
    try:
        family, kind, number, _, place = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        made = socket.socket(family, kind, number)
    except OSError as error:
        raise UsageError(
            f"the desk cannot listen on {host}: {error.strerror or error}",
            hint="name an address of this machine: --host 127.0.0.1",
        ) from error
    try:
        made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        made.bind(place)
        made.listen(_BACKLOG)
    except OSError as error:
        made.close()
        raise UsageError(
            f"the desk cannot listen on {host} port {port}: {error.strerror or error}",
            hint=f"another desk may be open there; another port: --port {port + 1}",
        ) from error
    return made


def demand_certificate(certificate: Path, key: Path) -> None:
    """Demand that a TLS certificate and its key can be used (raises UsageError)."""
    import ssl

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key)
    except OSError as error:  # ssl.SSLError is one
        raise UsageError(
            f"the certificate and its key cannot be used: {error}",
            hint="both are files in PEM form: --tls-cert cert.pem --tls-key key.pem",
        ) from error


def serve(
    app: ASGIApp,
    listener: socket.socket,
    *,
    certificate: Path | None = None,
    key: Path | None = None,
) -> None:
    """Answer requests until Ctrl-C or SIGTERM, and end at once then."""
    from uvicorn import Config, Server

    config = Config(
        app,
        loop="asyncio",
        http="h11",
        ws="none",
        interface="asgi3",
        log_config=None,
        log_level="critical",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        backlog=_BACKLOG,
        limit_concurrency=_MOST_AT_ONCE,
        timeout_graceful_shutdown=_LONGEST_END,
        ssl_certfile=certificate,
        ssl_keyfile=key,
    )
    with suppress(KeyboardInterrupt), listener:
        Server(config).run(sockets=[listener])
