"""An OpenAI-compatible server on 127.0.0.1 that can be told to misbehave.

A script decides what each call is answered with: a function from `Call` to `Act`; those in
`loopback_acts` stand here as well. Without one the server gives a valid answer to whatever schema
the call asks for, citing ids that stand in its prompt.

    with Loopback(sequence(error(500), drop_mid_body())) as server:
        ...  # server.url, server.calls, server.peak

`python -m tests.support.loopback --latency 0.2` serves in a process of its own, for benchmarks;
`GET /stats` then says what came.
"""

import argparse
import asyncio
import contextlib
import json
import sys
import threading
import zlib
from collections import Counter
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Self

from tests.support.loopback_acts import (
    Act,
    Call,
    Script,
    answer,
    beside_a_judge,
    drip,
    drop_before_headers,
    drop_mid_body,
    error,
    garbage,
    hang,
    held,
    html,
    json_act,
    late,
    limited,
    mix,
    per_request,
    phrase,
    raw,
    refusing,
    schema_of,
    sequence,
    telling,
    valid_answer,
    vectors,
    window,
    wrong_shape,
)

__all__ = [
    "HOST",
    "Act",
    "Call",
    "Loopback",
    "Script",
    "answer",
    "beside_a_judge",
    "drip",
    "drop_before_headers",
    "drop_mid_body",
    "error",
    "garbage",
    "hang",
    "held",
    "html",
    "json_act",
    "late",
    "limited",
    "mix",
    "per_request",
    "phrase",
    "raw",
    "refusing",
    "schema_of",
    "sequence",
    "telling",
    "valid_answer",
    "vectors",
    "window",
    "wrong_shape",
]

HOST = "127.0.0.1"


@dataclass
class Loopback:
    """The server; a context manager. ``script`` may be exchanged while it runs.

    ``embeddings`` answers calls for vectors, which are in ``embedded`` and not among the others.
    """

    script: Script = field(default_factory=answer)
    embeddings: Script = field(default_factory=vectors)
    latency: float = 0.0
    keep_calls: bool = True
    port: int = 0
    calls: list[Call] = field(default_factory=list, init=False)
    embedded: list[Call] = field(default_factory=list, init=False)
    count: int = field(default=0, init=False)
    peak: int = field(default=0, init=False)
    connections: int = field(default=0, init=False)
    refused: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        self._seen: Counter[bytes] = Counter()
        self._in_flight = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    @property
    def url(self) -> str:
        """The base URL, as a user would give it."""
        return f"http://{HOST}:{self.port}/v1"

    @property
    def host(self) -> str:
        return f"{HOST}:{self.port}"

    def __enter__(self) -> Self:
        self._thread.start()
        if not self._ready.wait(60):
            raise RuntimeError("the loopback server did not start")
        return self

    def __exit__(self, *exc: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(60)
        if self._thread.is_alive():
            raise RuntimeError("the loopback server did not end")

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        tasks: set[asyncio.Task[None]] = set()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            tasks.add(task)
            self.connections += 1
            try:
                if not self._stop.is_set():
                    await self._talk(reader, writer)
            except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
                pass
            finally:
                tasks.discard(task)
                writer.close()
                with contextlib.suppress(ConnectionError, asyncio.CancelledError):
                    await writer.wait_closed()

        server = await asyncio.start_server(connected, HOST, self.port, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stop.wait()
        for task in tuple(tasks):
            task.cancel()
        # Who was accepted a moment ago has yet to begin, and to end: else nobody would close it.
        while others := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(others)
        server.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *lines = head.rstrip().split("\r\n")
            method, path, _ = first.split(" ")
            headers = {
                name.lower(): value for name, value in (line.split(": ", 1) for line in lines)
            }
            content = await reader.readexactly(int(headers.get("content-length", "0")))
            self._in_flight += 1
            self.peak = max(self.peak, self._in_flight)
            try:
                act = self._act(method, path, headers, content)
                if not await self._perform(act, writer):
                    return
            finally:
                self._in_flight -= 1

    def _act(self, method: str, path: str, headers: dict[str, str], content: bytes) -> Act:
        if (method, path.partition("?")[0]) == ("POST", "/v1/chat/completions"):
            call = Call(self.count, self._seen[content], path, headers, json.loads(content))
            self.count += 1
            self._seen[content] += 1
            if self.keep_calls:
                self.calls.append(call)
            act = self.script(call)
            self.refused += act.status == HTTPStatus.TOO_MANY_REQUESTS
            return replace(act, delay=act.delay + self.latency)
        if (method, path.partition("?")[0]) == ("POST", "/v1/embeddings"):
            call = Call(len(self.embedded), self._seen[content], path, headers, json.loads(content))
            self._seen[content] += 1
            self.embedded.append(call)
            return self.embeddings(call)
        if (method, path) == ("GET", "/v1/models"):
            # An endpoint that is down or wants another key says so on every path.
            act = self.script(Call(self.count, 0, path, headers, {"messages": []}))
            return act if act.status != HTTPStatus.OK or act.drop or act.hang else self._models()
        if (method, path) == ("GET", "/stats"):
            return json_act(
                {
                    "count": self.count,
                    "peak": self.peak,
                    "connections": self.connections,
                    "refused": self.refused,
                }
            )
        return json_act({"error": {"message": f"no such path: {path}"}}, 404)

    def _models(self) -> Act:
        return json_act({"object": "list", "data": [{"id": "loopback-1", "object": "model"}]})

    async def _perform(self, act: Act, writer: asyncio.StreamWriter) -> bool:
        """Do it; False when the connection is over."""
        if act.hang:
            await self._stop.wait()
            return False
        while act.held is not None and not act.held.is_set():
            await asyncio.sleep(0.005)
        if act.delay:
            await asyncio.sleep(act.delay)
        if act.drop == "before":
            return False
        writer.write(
            f"HTTP/1.1 {act.status} {phrase(act.status)}\r\n"
            f"content-type: {act.content_type}\r\n"
            f"content-length: {len(act.body)}\r\n".encode()
            + "".join(f"{name}: {value}\r\n" for name, value in act.headers).encode()
            + b"\r\n"
        )
        if act.drop == "mid":
            writer.write(act.body[: len(act.body) // 2])
            await writer.drain()
            return False
        if act.drip:
            for start in range(0, len(act.body), act.piece):
                writer.write(act.body[start : start + act.piece])
                await writer.drain()
                await asyncio.sleep(act.drip)
        else:
            writer.write(act.body)
        await writer.drain()
        return True


def open_half() -> Script:
    """Give valid answers, half of them with a headline in words that only a judge can settle."""

    def value(call: Call) -> str:
        answered = valid_answer(call)
        if "headline" in answered and zlib.crc32(call.prompt.encode()) % 2:
            answered["headline"]["text"] = "Traffic can now cross the river."
        return json.dumps(answered)

    return answer(value)


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve valid answers until stdin closes.")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--per-minute", type=int, metavar="REQUESTS", help="answer 429 above that")
    parser.add_argument("--silent", action="store_true", help="and say no Retry-After")
    parser.add_argument("--open", action="store_true", help="give a judge something to read")
    options = parser.parse_args()
    script = open_half() if options.open else answer()
    if options.per_minute:
        script = limited(options.per_minute, tell=not options.silent, then=script)
    server = Loopback(script, latency=options.latency, port=options.port, keep_calls=False)
    with server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
