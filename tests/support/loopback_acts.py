"""What the loopback server can be told to do: scripts, and scripts of scripts.

A script is a function from `Call`, a request as it arrived, to `Act`, what to do about it.
"""

import contextlib
import itertools
import json
import math
import random
import re
import time
import zlib
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from http import HTTPStatus
from threading import Event
from typing import Any, Literal


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
    piece: int = 1
    held: Event | None = None
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


def vectors(of=None, *, size=256, backwards=False) -> Script:
    """Vectors of the texts' words: one place a word, by its hash.

    ``of`` makes others of a text; what it returns None for is left to the words.
    """

    def words(text: str) -> list[float]:
        vector = [0.0] * size
        for word in re.findall(r"\w{4,}", text.lower()):
            vector[zlib.crc32(word.encode()) % size] += 1.0
        return vector if any(vector) else [1.0, *vector[1:]]

    def vector(text: str) -> list[float]:
        made = of(text) if of is not None else None
        return words(text) if made is None else made

    def script(call: Call) -> Act:
        texts = call.body["input"]
        rows = [
            {"object": "embedding", "index": at, "embedding": vector(text)}
            for at, text in enumerate(texts)
        ]
        tokens = sum(map(len, texts)) // 4
        return json_act(
            {
                "object": "list",
                "data": rows[::-1] if backwards else rows,
                "model": call.body["model"],
                "usage": {"prompt_tokens": tokens, "total_tokens": tokens},
            }
        )

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
    if set(schema_of(call).get("properties", {})) == {"verdicts"}:
        first = sentences[0][0] if sentences else "S1"
        return {"verdicts": [supported(number, first) for number, _ in claims_to_judge(call)]}
    value = _value(schema_of(call), sentences, 0)
    short = [{"text": text, "evidence": [i]} for i, text in sentences if len(text.split()) < 15]
    if short and isinstance(value, dict) and "headline" in value:
        value["headline"] = short[0]  # a longer one would go back to be shortened
    return value


_TO_JUDGE = re.compile(r"^(\d+)\. (.*?)(?: \(Doubt: .*\))?$", re.MULTILINE)


def claims_to_judge(call: Call) -> list[tuple[int, str]]:
    """Number and text of each claim that a judge is asked about."""
    asked = next(m["content"] for m in call.body["messages"] if "Check now" in m["content"])
    return [(int(number), text) for number, text in _TO_JUDGE.findall(asked)]


def beside_a_judge(script: Script, judge: Script | None = None) -> Script:
    """Give what asks for verdicts to a judge, one who finds nothing wrong if none is given."""
    reading = judge or answer()
    writing = itertools.count()

    def either(call: Call) -> Act:
        asked = set(schema_of(call).get("properties", {}))
        if asked == {"verdicts"}:
            return reading(call)
        return script(replace(call, number=next(writing)))

    return either


def supported(number: int, *ids: str) -> dict[str, Any]:
    """The verdict of a judge who finds nothing wrong."""
    said = {"verdict": "supported", "wrong": "", "kind": "none", "reason": ""}
    return {"number": number, "evidence": list(ids), **said}


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


def drip(seconds: float, of: Script | None = None, *, piece: int = 1) -> Script:
    """So many bytes of the body every so many seconds."""
    return lambda call: replace((of or answer())(call), drip=seconds, piece=piece)


def late(seconds: float, of: Script | None = None) -> Script:
    return lambda call: replace((of or answer())(call), delay=seconds)


def held(until: Event, of: Script | None = None) -> Script:
    """An answer that comes when an event is set, however long that takes."""
    return lambda call: replace((of or answer())(call), held=until)


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


def limited(per_minute: int, *, tell: bool = True, then: Script | None = None) -> Script:
    """An endpoint that answers 429 to what is more than so many in any sixty seconds.

    With ``tell`` it says in ``Retry-After`` when there is room again.
    """
    times: deque[float] = deque()

    def script(call: Call) -> Act:
        now = time.monotonic()
        while times and times[0] <= now - 60:
            times.popleft()
        if len(times) < per_minute:
            times.append(now)
            return (then or answer())(call)
        wait = math.ceil(times[0] + 60 - now)
        refusal = error(429, "Rate limit reached.", headers={"retry-after": wait} if tell else {})
        return refusal(call)

    return script


def telling(kind: str, limit: int, seconds: float, *, steady: bool, then=None) -> Script:
    """An endpoint that tells a limit in ``x-ratelimit-*`` headers, and answers 429 above it.

    ``kind`` is ``requests`` or ``tokens`` (a quarter of the prompt's characters). ``steady``: it
    refills all the time, so much in so many seconds; else whole, at the end of so many seconds
    that begin with the first call after the last ones.
    """
    left, at, ends = float(limit), time.monotonic(), -math.inf

    def script(call: Call) -> Act:
        nonlocal left, at, ends
        now = time.monotonic()
        if steady:
            left, at = min(limit, left + (now - at) * limit / seconds), now
        elif now >= ends:
            left, ends = float(limit), now + seconds
        takes = 1 if kind == "requests" else len(call.prompt) // 4
        fits = left >= takes
        left -= takes if fits else 0
        reset = (limit - left) * seconds / limit if steady else ends - now
        headers = {"limit": limit, "remaining": int(left), "reset": f"{math.ceil(reset * 1e3)}ms"}
        act = ((then or answer()) if fits else error(429, "Rate limit reached."))(call)
        told = tuple((f"x-ratelimit-{name}-{kind}", str(v)) for name, v in headers.items())
        return replace(act, headers=(*act.headers, *told))

    return script


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
