"""An OpenAI-compatible server on 127.0.0.1 that can be told to misbehave.

A script decides what each call is answered with: a function from `Call` to `Act`. The functions
below make scripts, and scripts of scripts; a test may write its own. Without one the server gives
a valid answer to whatever schema the call asks for, citing ids that stand in its prompt.

    with Loopback(sequence(error(500), drop_mid_body())) as server:
        ...  # server.url, server.calls, server.peak

`python tests/loopback.py --latency 0.2` serves in a process of its own, for benchmarks;
`GET /stats` then says what came.
"""

import argparse
import asyncio
import contextlib
import json
import random
import re
import sys
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from http import HTTPStatus
from typing import Any, Literal, Self

HOST = "127.0.0.1"


@dataclass(frozen=True)
class Call:
    """One request as it arrived. ``number`` counts all from 0, ``repeat`` those of equal body."""

    number: int
    repeat: int
    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @cached_property
    def prompt(self) -> str:
        return "\n".join(message["content"] for message in self.body["messages"])

    @property
    def mode(self) -> str:
        """``json_schema``, ``json_object`` or ``text``."""
        return self.body.get("response_format", {}).get("type", "text")


@dataclass(frozen=True)
class Act:
    """What the server does: a response, or a way of not giving one."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    content_type: str = "application/json"
    delay: float = 0.0
    drip: float = 0.0
    drop: Literal["", "before", "mid"] = ""
    hang: bool = False


Script = Callable[[Call], Act]


# Good answers


def answer(
    text=None, *, finish_reason="stop", usage=True, refusal=None, model="loopback-1", **message
) -> Script:
    """A completion. ``text`` None makes a valid one; a function gets the call."""

    def script(call: Call) -> Act:
        content = text(call) if callable(text) else text
        if content is None and refusal is None and "content" not in message:
            content = json.dumps(valid_answer(call), ensure_ascii=False)
        body: dict[str, Any] = {
            "id": f"chatcmpl-{call.number}",
            "object": "chat.completion",
            "created": 0,
            "model": model,
            "choices": [
                {
                    "index": 0,
                    "finish_reason": finish_reason,
                    "message": {
                        "role": "assistant",
                        "content": content,
                        "refusal": refusal,
                        **message,
                    },
                }
            ],
        }
        if usage is True:
            tokens = len(call.prompt) // 4, len(content or "") // 4
            body["usage"] = {
                "prompt_tokens": tokens[0],
                "completion_tokens": tokens[1],
                "total_tokens": sum(tokens),
            }
        elif usage:
            body["usage"] = usage
        return json_act(body)

    return script


def json_act(body: Any, status: int = 200) -> Act:
    # Lone surrogates become JSON escapes.
    content = json.dumps(body, ensure_ascii=False).encode("utf-8", "backslashreplace")
    return Act(status=status, body=content)


def phrase(status: int) -> str:
    known = {known.value: known.phrase for known in HTTPStatus}
    return known.get(status, "Unknown")


_ID = re.compile(r"^\[([^\]\s]+)\]\s*(.*)$", re.MULTILINE)


def schema_of(call: Call) -> dict[str, Any]:
    """The schema a call asks for: in its response format, or written out in its prompt."""
    if call.mode == "json_schema":
        return call.body["response_format"]["json_schema"]["schema"]
    decoder = json.JSONDecoder()
    for start in re.finditer(r"\{", call.prompt):
        with contextlib.suppress(ValueError):
            found, _ = decoder.raw_decode(call.prompt, start.start())
            if found.get("type") == "object" and "properties" in found:
                return found
    return {"type": "object", "properties": {}}


def valid_answer(call: Call) -> Any:
    """An answer that follows the call's schema: sentences of the prompt, citing themselves."""
    sentences = _ID.findall(call.prompt)
    return _value(schema_of(call), sentences, 0)


def _value(schema: dict[str, Any], sentences: Sequence[tuple[str, str]], at: int) -> Any:
    kind = schema.get("type")
    if kind == "object":
        parts = schema.get("properties", {}).items()
        return {key: _value(part, sentences, at + i) for i, (key, part) in _numbered(parts)}
    if kind == "array":
        return [_value(schema.get("items", {}), sentences, at)]
    if kind == "string" or "enum" in schema:
        return _string(schema, sentences, at)
    return {"integer": 1, "number": 1.0, "boolean": False}.get(kind)


def _string(schema: dict[str, Any], sentences: Sequence[tuple[str, str]], at: int) -> str:
    name, text = sentences[at % len(sentences)] if sentences else ("S1", "Nothing is known.")
    if "enum" in schema:
        return name if name in schema["enum"] else schema["enum"][0]
    if "pattern" not in schema:
        return text
    fitting = [other for other, _ in sentences if re.search(schema["pattern"], other)]
    return name if name in fitting else (fitting or ["S1"])[0]


def _numbered(parts):
    """Number nested claims, so that each cites another sentence; a claim's own parts share one."""
    nested = 0
    for key, part in parts:
        yield nested, (key, part)
        nested += "properties" in part or "properties" in part.get("items", {})


# Faults


def error(status: int, message: str = "", *, headers=(), body=None, **details) -> Script:
    """An error answer; ``details`` are further fields of its error object (code, param, type)."""
    text = message or phrase(status)
    content = {"error": {"message": text, **details}} if body is None else body
    return lambda _: replace(json_act(content, status), headers=tuple(dict(headers).items()))


def html(status: int, title: str = "Bad Gateway") -> Script:
    page = f"<!doctype html><html><head><title>{status} {title}</title></head><body>nginx</body>"
    return lambda _: Act(status=status, body=page.encode(), content_type="text/html")


def raw(body: bytes, status: int = 200, content_type: str = "application/json") -> Script:
    return lambda _: Act(status=status, body=body, content_type=content_type)


def garbage() -> Script:
    return raw(b'\x1f\x8b\x00 {"choices": [{"mess')


def wrong_shape(body: Any = None) -> Script:
    return lambda _: json_act({"hello": "world"} if body is None else body)


def drop_before_headers() -> Script:
    return lambda _: Act(drop="before")


def drop_mid_body(of: Script | None = None) -> Script:
    return lambda call: replace((of or answer())(call), drop="mid")


def hang() -> Script:
    return lambda _: Act(hang=True)


def drip(seconds: float, of: Script | None = None) -> Script:
    """A byte of the body every so many seconds."""
    return lambda call: replace((of or answer())(call), drip=seconds)


def late(seconds: float, of: Script | None = None) -> Script:
    return lambda call: replace((of or answer())(call), delay=seconds)


# What an endpoint cannot do

_REFUSALS: dict[str, tuple[Callable[[Call], bool], Script]] = {
    "json_schema": (
        lambda call: call.mode == "json_schema",
        error(
            400,
            "Invalid parameter: 'response_format' of type 'json_schema' is not supported here.",
            param="response_format",
        ),
    ),
    "json_object": (
        lambda call: call.mode == "json_object",
        error(400, body={"error": "'response_format.type' must be 'text'"}),
    ),
    "temperature": (
        lambda call: "temperature" in call.body,
        error(
            400,
            "Unsupported value: 'temperature' does not support 0 with this model.",
            param="temperature",
            code="unsupported_value",
        ),
    ),
    "max_tokens": (
        lambda call: "max_tokens" in call.body,
        error(
            400,
            "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.",
            param="max_tokens",
            code="unsupported_parameter",
        ),
    ),
    "max_completion_tokens": (
        lambda call: "max_completion_tokens" in call.body,
        error(400, "Unrecognized request argument supplied: max_completion_tokens"),
    ),
    "seed": (
        lambda call: "seed" in call.body,
        error(
            422,
            body={
                "detail": [
                    {
                        "type": "extra_forbidden",
                        "loc": ["body", "seed"],
                        "msg": "Extra inputs are not permitted",
                    }
                ]
            },
        ),
    ),
}


def refusing(*features: str, then: Script | None = None) -> Script:
    """An endpoint that knows nothing of some features, each refused as real servers do."""

    def script(call: Call) -> Act:
        for feature in features:
            used, refusal = _REFUSALS[feature]
            if used(call):
                return refusal(call)
        return (then or answer())(call)

    return script


def window(characters: int, then: Script | None = None) -> Script:
    """An endpoint whose context ends after so many characters of prompt."""
    refusal = error(
        400,
        f"This model's maximum context length is {characters // 4} tokens.",
        code="context_length_exceeded",
        param="messages",
    )
    return lambda call: (refusal if len(call.prompt) > characters else then or answer())(call)


# Scripts of scripts


def sequence(*scripts: Script, then: Script | None = None) -> Script:
    """The first call gets the first script, and so on; later ones ``then``, a valid answer."""
    return lambda call: (scripts[call.number] if call.number < len(scripts) else then or answer())(
        call
    )


def per_request(*scripts: Script, then: Script | None = None) -> Script:
    """As `sequence`, but counted for each request body on its own."""
    return lambda call: (scripts[call.repeat] if call.repeat < len(scripts) else then or answer())(
        call
    )


def mix(seed: int, *shares: tuple[float, Script], rest: Script | None = None) -> Script:
    """Each script for its share of the calls, drawn from seed, body and repeat: not from order."""

    def script(call: Call) -> Act:
        body = json.dumps(call.body, sort_keys=True)
        draw = random.Random(f"{seed}/{call.repeat}/{body}").random()
        for share, chosen in shares:
            draw -= share
            if draw < 0:
                return chosen(call)
        return (rest or answer())(call)

    return script


# The server


@dataclass
class Loopback:
    """The server; a context manager. ``script`` may be exchanged while it runs."""

    script: Script = field(default_factory=answer)
    latency: float = 0.0
    keep_calls: bool = True
    port: int = 0
    calls: list[Call] = field(default_factory=list, init=False)
    count: int = field(default=0, init=False)
    peak: int = field(default=0, init=False)
    connections: int = field(default=0, init=False)

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
        if not self._ready.wait(10):
            raise RuntimeError("the loopback server did not start")
        return self

    def __exit__(self, *exc: object) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        tasks: set[asyncio.Task[None]] = set()

        async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            task = asyncio.current_task()
            tasks.add(task)
            self.connections += 1
            try:
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
        server.close()
        for task in tuple(tasks):
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

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
            return replace(act, delay=act.delay + self.latency)
        if (method, path) == ("GET", "/v1/models"):
            return json_act({"object": "list", "data": [{"id": "loopback-1", "object": "model"}]})
        if (method, path) == ("GET", "/stats"):
            return json_act(
                {"count": self.count, "peak": self.peak, "connections": self.connections}
            )
        return json_act({"error": {"message": f"no such path: {path}"}}, 404)

    async def _perform(self, act: Act, writer: asyncio.StreamWriter) -> bool:
        """Do it; False when the connection is over."""
        if act.hang:
            await self._stop.wait()
            return False
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
            for byte in act.body:
                writer.write(bytes([byte]))
                await writer.drain()
                await asyncio.sleep(act.drip)
        else:
            writer.write(act.body)
        await writer.drain()
        return True


def main() -> None:
    parser = argparse.ArgumentParser(description="Serve valid answers until stdin closes.")
    parser.add_argument("--latency", type=float, default=0.0, metavar="SECONDS")
    parser.add_argument("--port", type=int, default=0)
    options = parser.parse_args()
    server = Loopback(latency=options.latency, port=options.port, keep_calls=False)
    with server:
        sys.stdout.write(server.url + "\n")
        sys.stdout.flush()
        sys.stdin.read()


if __name__ == "__main__":
    main()
