"""A web server on 127.0.0.1, in the test's own event loop, that says exactly what it is told to.

    async with serving(handler) as web:
        ...  # web.url("/feed.xml"), web.seen

A handler is given what was asked and the open stream, and writes whatever bytes it likes.
"""

from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import anyio

HOST = "127.0.0.1"


@dataclass
class Asked:
    """A request: its path with the query, its headers with lower-case names, when it came.

    The time is the event loop's.
    """

    path: str
    headers: dict[str, str]
    at: float = field(default_factory=anyio.current_time)

    @property
    def host(self):
        return self.headers["host"].rsplit(":", 1)[0]


@dataclass
class Web:
    """The running server."""

    port: int
    seen: list[Asked] = field(default_factory=list)
    busy: int = 0
    peak: int = 0
    connections: int = 0

    def url(self, path="/", host=HOST):
        return f"http://{host}:{self.port}{path}"

    @property
    def paths(self):
        """What was asked for, robots.txt left out."""
        return [asked.path for asked in self.seen if asked.path != "/robots.txt"]


def answer(body=b"", status=200, headers=(), content_type="text/html; charset=utf-8"):
    """Return the bytes of a whole answer."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}"]
    if content_type:
        lines.append(f"Content-Type: {content_type}")
    lines += [f"{name}: {value}" for name, value in headers]
    return "\r\n".join([*lines, "", ""]).encode() + body


def redirect(location, status=302):
    return answer(status=status, headers=[("Location", location)])


def pages(table, *, robots=None):
    """Return a handler that answers from a dict of path to bytes; anything else is not there."""
    table = {"/robots.txt": answer(status=404) if robots is None else robots, **table}

    async def handler(asked, stream):
        found = table.get(asked.path, answer(status=404))
        if callable(found):
            found = found(asked)
            if not isinstance(found, bytes):
                found = await found
        await stream.send(found)

    return handler


@asynccontextmanager
async def serving(handler, port=0):
    """Serve until the block ends."""
    listener = await anyio.create_tcp_listener(local_host=HOST, local_port=port)
    port = listener.extra(anyio.abc.SocketAttribute.local_port)
    web = Web(port)

    async def serve(stream):
        web.connections += 1
        async with stream:
            try:
                while (asked := await _read(stream)) is not None:
                    web.seen.append(asked)
                    web.busy += 1
                    web.peak = max(web.peak, web.busy)
                    try:
                        await handler(asked, stream)
                    finally:
                        web.busy -= 1
            except (anyio.BrokenResourceError, anyio.ClosedResourceError):
                pass  # the other side has heard enough

    error = None
    async with listener, anyio.create_task_group() as group:
        group.start_soon(listener.serve, serve)
        try:
            yield web
        except Exception as raised:  # noqa: BLE001 - given on below, out of the group
            error = raised
        group.cancel_scope.cancel()
    if error is not None:
        raise error


async def _read(stream):
    data = b""
    while b"\r\n\r\n" not in data:
        try:
            data += await stream.receive()
        except anyio.EndOfStream:
            return None
    first, *lines = data.decode("latin-1").split("\r\n\r\n")[0].split("\r\n")
    headers = dict(line.split(": ", 1) for line in lines)
    return Asked(first.split(" ")[1], {name.lower(): text for name, text in headers.items()})
