"""Chat Completions as plain data: the body of a request, and what a response says."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from briefer.errors import CutOffError, EmptyAnswerError, RefusedError, ServerError
from briefer.llm import FinishReason, Reply, Request
from briefer.model import Usage
from briefer.providers.failures import AttemptFailed, Endpoint, ErrorAnswer, failure, read_error
from briefer.providers.features import Features
from briefer.scrub import without_folders
from briefer.text import tokens

_NAME = re.compile(r"[^A-Za-z0-9_-]")
_THINKING = re.compile(r"\A\s*<think(?:ing)?>.*?</think(?:ing)?>", re.DOTALL)
_OBJECT = re.compile(r'\{\s*["}]')
_SURROGATE = re.compile("[\ud800-\udfff]")
_CUT_OFF = frozenset({"length", "max_tokens", "model_length"})
_STOPPED = frozenset({"stop", "eos", "eos_token", "end_turn"})
_STATUS = re.compile(r"[45][0-9]{2}")
_DECODER = json.JSONDecoder(strict=False)
_TOKENS_A_MESSAGE = 4
_MOST_TOKENS = 10**9
_TRIES = 1000
"""Beginnings of an object that are looked at; a text of nothing else would take for ever."""

INSTRUCTION = """

Answer with one JSON object and nothing else. It must follow this JSON Schema:
"""
"""What goes, with the schema, behind the last message when the endpoint takes no schema.

It is the provider's, so it is no part of a request's key: whichever way an endpoint is asked, the
question is the same.
"""


def request_body(
    request: Request, model: str, features: Features, max_tokens: int | None
) -> dict[str, Any]:
    """Return the JSON body for a request, with only what the endpoint is not known to refuse.

    Args:
        request: The request; its sampling's ``max_tokens`` goes before ``max_tokens``.
        model: The endpoint's own name of the model.
        features: What the endpoint is thought to know.
        max_tokens: The limit of answers that set none, or None.
    """
    mode = features.mode_for(request.schema_name)
    messages = [{"role": m.role, "content": sendable(m.content)} for m in request.messages]
    body: dict[str, Any] = {"model": model, "messages": messages}
    if not request.schema:
        pass  # plain text
    elif mode == "json_schema":
        schema = {
            "name": _NAME.sub("_", request.schema_name)[:64],
            "schema": request.schema,
            "strict": True,
        }
        body["response_format"] = {"type": "json_schema", "json_schema": schema}
    else:
        written = json.dumps(request.schema, ensure_ascii=False, separators=(",", ":"))
        messages[-1]["content"] += INSTRUCTION + written
        if mode == "json_object":
            body["response_format"] = {"type": "json_object"}
    sampling = request.sampling
    if sampling.temperature is not None and features.temperature:
        body["temperature"] = sampling.temperature
    if sampling.seed is not None and features.seed:
        body["seed"] = sampling.seed
    limit = sampling.max_tokens or max_tokens
    if limit is not None and features.limits:
        body[features.limits[0]] = limit
    return body


def read_reply(
    body: bytes,
    request: Request,
    endpoint: Endpoint,
    *,
    spent: Callable[[Usage], None] = lambda _: None,
) -> Reply:
    """Return the reply in a response's body.

    ``spent`` is told of the tokens it took, also when the answer cannot be used; of a missing
    usage it gets an estimate.

    Raises:
        AttemptFailed: the body is no Chat Completion, or holds an error.
        RefusedError: the model or its filter declined.
        CutOffError: the answer ended at its length limit.
        EmptyAnswerError: there is no text in it.
    """
    data, choice, message = _parts(body, endpoint, request.label)
    about = f" to {request.label}" if request.label else ""
    who = f"the answer of {endpoint.model}{about}"
    finish = _word(choice.get("finish_reason"))
    text = _content(message.get("content"))
    usage = _usage(data.get("usage"))
    told = usage or estimate(request, text)
    spent(told)
    refusal = message.get("refusal")
    if isinstance(refusal, str) and refusal:
        raise RefusedError(f"{endpoint.model} refused{about}: {endpoint.clean(refusal)}")
    if finish == "content_filter":
        raise RefusedError(f"{who} was stopped by the endpoint's content filter")
    if finish in _CUT_OFF:
        raise CutOffError(f"{who} was cut off{_after(usage)}")
    if not text.strip():
        raise EmptyAnswerError(f"{who} is empty")
    return Reply(
        text=cut_json(text),
        model=_model_name(data.get("model")) or endpoint.model,
        finish_reason=_finish(finish),
        usage=told,
        details=(("server", endpoint.host),),
    )


def model_names(body: bytes) -> tuple[str, ...]:
    """Return the names in an endpoint's list of models; none if it is no such list."""
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    models = data.get("data") if isinstance(data, dict) else None
    names = [m.get("id") for m in models if isinstance(m, dict)] if isinstance(models, list) else []
    return tuple(name for name in names if isinstance(name, str))


def cut_json(text: str) -> str:
    """Return the JSON object that an answer holds, without fences, prose or thoughts round it.

    Of several the longest, of equals the last; an answer without any is returned as it is.
    """
    answer = _THINKING.sub("", text).strip()
    best = ""
    at = 0
    for _ in range(_TRIES):
        start = _OBJECT.search(answer, at)
        if start is None:
            break
        at = start.start()
        try:
            _, end = _DECODER.raw_decode(answer, at)
        except json.JSONDecodeError as wrong:
            # What was read up to there belongs to a broken object, not to a smaller whole one.
            at = max(at + 1, wrong.pos)
        except (ValueError, RecursionError):
            break
        else:
            best = max(answer[at:end], best, key=len)
            at = end
    return best or answer


def estimate(request: Request, answer: str) -> Usage:
    """Return the tokens of a request and its answer, counted here."""
    sent = sum(
        tokens.count(message.content, request.model) + _TOKENS_A_MESSAGE
        for message in request.messages
    )
    return Usage(sent, tokens.count(answer, request.model), estimated=True)


def sendable(text: str) -> str:
    """Return ``text`` with lone surrogates, which UTF-8 cannot hold, replaced."""
    return _SURROGATE.sub("\ufffd", text)


def natural(value: object) -> int:
    """Return a count of tokens; 0 for what is none, or more than any model takes."""
    return value if isinstance(value, int) and 0 < value <= _MOST_TOKENS else 0


def _parts(
    body: bytes, endpoint: Endpoint, label: str
) -> tuple[Mapping[str, Any], Mapping[str, Any], Mapping[str, Any]]:
    try:
        data = json.loads(body)
    except (ValueError, RecursionError):
        seen = read_error(200, body[:2000].decode("utf-8", "replace"))
        what = "an HTML page" if seen.html else "a body that is not JSON"
        raise _no_answer(endpoint, what) from None
    if not isinstance(data, dict):
        raise _no_answer(endpoint, "JSON that is no completion")
    if data.get("error"):
        raise _error_in_body(data, endpoint, label)
    choices = data.get("choices")
    choice = choices[0] if isinstance(choices, list) and choices else None
    if not isinstance(choice, dict) or not isinstance(choice.get("message"), dict):
        raise _no_answer(endpoint, "JSON that is no completion")
    if choice.get("error"):
        raise _error_in_body(choice, endpoint, label)
    return data, choice, choice["message"]


def _no_answer(endpoint: Endpoint, what: str) -> AttemptFailed:
    error = ServerError(
        f"{endpoint.host} answered 200 (OK) with {what}",
        hint="check --base-url; most servers want it to end in /v1",
    )
    return AttemptFailed(error, transient=True)


def _error_in_body(holder: Mapping[str, Any], endpoint: Endpoint, label: str) -> AttemptFailed:
    """Gateways give some errors with status 200 and the real one as the error's code."""
    answer = read_error(502, json.dumps({"error": holder["error"]}))
    if _STATUS.fullmatch(answer.code):
        answer = ErrorAnswer(int(answer.code), answer.message, kind=answer.kind)
    return failure(answer, {}, endpoint, label=label, now=0.0)


def _content(content: object) -> str:
    """Return the text of a message: a string, or a list of typed parts."""
    if isinstance(content, list):
        texts = (part.get("text") for part in content if isinstance(part, dict))
        content = "".join(text for text in texts if isinstance(text, str))
    return sendable(content) if isinstance(content, str) else ""


def _usage(value: object) -> Usage | None:
    if not isinstance(value, dict) or not natural(value.get("prompt_tokens")):
        return None
    sent, answered = (
        _mapping(value, "prompt_tokens_details"),
        _mapping(value, "completion_tokens_details"),
    )
    return Usage(
        input_tokens=natural(value["prompt_tokens"]),
        output_tokens=natural(value.get("completion_tokens")),
        cached_tokens=natural(sent.get("cached_tokens"))
        or natural(value.get("prompt_cache_hit_tokens")),
        reasoning_tokens=natural(answered.get("reasoning_tokens")),
    )


def _after(usage: Usage | None) -> str:
    if usage is None or not usage.output_tokens:
        return " at its length limit"
    thought = f", {usage.reasoning_tokens} of them reasoning" if usage.reasoning_tokens else ""
    return f" after {usage.output_tokens} tokens{thought}"


def _finish(value: str) -> FinishReason:
    return "stop" if value in _STOPPED else "other"


def _mapping(value: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _model_name(value: object) -> str:
    return without_folders(sendable(value)) if isinstance(value, str) else ""
