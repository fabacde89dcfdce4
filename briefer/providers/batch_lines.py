"""Batch files as each service wants them: a request a line, and what a line of results says.

Every format's results are brought to the form of Chat Completions, which is read where live
answers are. Sizes are those that the services publish.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from briefer.errors import BrieferError, ContextLengthError, OutputError
from briefer.llm import Reply, Request
from briefer.providers.chat import INSTRUCTION, read_reply, request_body, sendable
from briefer.providers.failures import AttemptFailed, Endpoint, failure, read_error
from briefer.providers.features import Features, narrowed

_URL = "/v1/chat/completions"
_LONGEST_ID = 64
_NO_ID_CHARACTER = re.compile(r"[^A-Za-z0-9_-]")
_MOST_OUTPUT = 4_096
"""The limit of an answer where neither prompt nor settings name one and the service wants one."""

_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Answered:
    """A line of results: whose it is, and the status and body of what would be a live response."""

    custom_id: str
    status: int
    body: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class BatchOutcome:
    """What became of one request of a batch.

    ``outcome`` is what a task is sent; None when it must be asked again, for the reason in
    ``error``. ``features`` are what the service is thought to know from now on.
    """

    outcome: Reply | BrieferError | None
    error: BrieferError | None = None
    features: Features = Features()


@dataclass(frozen=True, slots=True)
class BatchFormat:
    """How one service's batch files are written and read.

    Attributes:
        name: What it is called on the command line.
        line: Makes a line of a request, the service's name of the model, and the longest answer.
        read: Makes of a parsed line of results what it says; None for a line that is none.
        most_lines: Lines that a file may have.
        most_bytes: Bytes that a file may have.
        discount: The share of the live price that is paid.
        can_submit: Whether it is sent through ``/files`` and ``/batches``, as OpenAI has them.
        how: What a user does with the files of one that is not.
    """

    name: str
    line: Callable[[str, Request, str, Features, int | None], dict[str, Any]]
    read: Callable[[Mapping[str, Any]], Answered | None]
    most_lines: int
    most_bytes: int
    discount: float = 0.5
    can_submit: bool = False
    how: str = ""
    is_plain_id: bool = False

    def custom_id(self, key: str) -> str:
        """Return what a request is called in files: its key, cut, in characters allowed there."""
        cut = key[:_LONGEST_ID]
        return _NO_ID_CHARACTER.sub("-", cut) if self.is_plain_id else cut


def _openai_line(
    custom_id: str, request: Request, model: str, features: Features, max_tokens: int | None
) -> dict[str, Any]:
    body = request_body(request, model, features, max_tokens)
    return {"custom_id": custom_id, "method": "POST", "url": _URL, "body": body}


def _mistral_line(
    custom_id: str, request: Request, model: str, features: Features, max_tokens: int | None
) -> dict[str, Any]:
    body = request_body(request, model, features, max_tokens)
    if "seed" in body:
        body["random_seed"] = body.pop("seed")
    return {"custom_id": custom_id, "body": body}


def _anthropic_line(
    custom_id: str,
    request: Request,
    model: str,
    features: Features,  # noqa: ARG001 (the same for every format)
    max_tokens: int | None,
) -> dict[str, Any]:
    system, turns = _turns(request)
    params: dict[str, Any] = {
        "model": model,
        "max_tokens": request.sampling.max_tokens or max_tokens or _MOST_OUTPUT,
        "messages": [{"role": role, "content": text} for role, text in turns],
    }
    if system:
        params["system"] = system
    if request.sampling.temperature is not None:
        params["temperature"] = request.sampling.temperature
    return {"custom_id": custom_id, "params": params}


def _gemini_line(
    custom_id: str,
    request: Request,
    model: str,  # noqa: ARG001 (it is named where the file is sent)
    features: Features,  # noqa: ARG001 (the same for every format)
    max_tokens: int | None,
) -> dict[str, Any]:
    system, turns = _turns(request)
    sampling = request.sampling
    limit = sampling.max_tokens or max_tokens
    config = {
        "temperature": sampling.temperature,
        "maxOutputTokens": limit,
        "seed": sampling.seed,
        "responseMimeType": "application/json" if request.schema else None,
    }
    asked: dict[str, Any] = {
        "contents": [
            {"role": "model" if role == "assistant" else "user", "parts": [{"text": text}]}
            for role, text in turns
        ],
        "generationConfig": {name: value for name, value in config.items() if value is not None},
    }
    if system:
        asked["systemInstruction"] = {"parts": [{"text": system}]}
    return {"key": custom_id, "request": asked}


def _turns(request: Request) -> tuple[str, list[tuple[str, str]]]:
    """Return the system's text, and the turns behind it, with the schema in words at the end."""
    system = "\n\n".join(m.content for m in request.messages if m.role == "system")
    turns: list[tuple[str, str]] = [
        (m.role, sendable(m.content)) for m in request.messages if m.role != "system"
    ]
    if request.schema and turns:
        role, text = turns[-1]
        written = json.dumps(request.schema, ensure_ascii=False, separators=(",", ":"))
        turns[-1] = (role, text + INSTRUCTION + written)
    return sendable(system), turns


def _openai_answer(line: Mapping[str, Any]) -> Answered | None:
    custom_id = line.get("custom_id")
    if not isinstance(custom_id, str):
        return None
    response, error = line.get("response"), line.get("error")
    if isinstance(response, Mapping):
        body = response.get("body")
        status = response.get("status_code")
        body = body if isinstance(body, Mapping) else {}
        status = status if isinstance(status, int) else HTTPStatus.OK
        # vLLM's runner puts the error's object where the completion would be.
        if status == HTTPStatus.OK and body.get("object") == "error":
            code = body.get("code")
            status = code if isinstance(code, int) else HTTPStatus.BAD_GATEWAY
        return Answered(custom_id, status, body)
    return Answered(custom_id, HTTPStatus.BAD_GATEWAY, {"error": error or "no response"})


def _anthropic_answer(line: Mapping[str, Any]) -> Answered | None:
    custom_id, result = line.get("custom_id"), line.get("result")
    if not isinstance(custom_id, str) or not isinstance(result, Mapping):
        return None
    message = result.get("message")
    if result.get("type") == "succeeded" and isinstance(message, Mapping):
        return Answered(custom_id, HTTPStatus.OK, _completion_of_message(message))
    told = result.get("error")
    if isinstance(told, Mapping) and isinstance(told.get("error"), Mapping):
        told = told["error"]
    kind = told.get("type") if isinstance(told, Mapping) else None
    status = _ANTHROPIC_STATUS.get(str(kind), HTTPStatus.BAD_GATEWAY)
    return Answered(custom_id, status, {"error": told or str(result.get("type"))})


_ANTHROPIC_STATUS = {
    "invalid_request_error": HTTPStatus.BAD_REQUEST,
    "authentication_error": HTTPStatus.UNAUTHORIZED,
    "permission_error": HTTPStatus.FORBIDDEN,
    "not_found_error": HTTPStatus.NOT_FOUND,
    "request_too_large": HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    "rate_limit_error": HTTPStatus.TOO_MANY_REQUESTS,
}


def _completion_of_message(message: Mapping[str, Any]) -> dict[str, Any]:
    content = message.get("content")
    parts = content if isinstance(content, list) else []
    text = "".join(
        part["text"]
        for part in parts
        if isinstance(part, Mapping)
        and part.get("type") == "text"
        and isinstance(part.get("text"), str)
    )
    usage = _object(message.get("usage"))
    cached = _count(usage.get("cache_read_input_tokens"))
    written = _count(usage.get("cache_creation_input_tokens"))
    stopped = message.get("stop_reason")
    return _completion(
        text,
        "content_filter" if stopped == "refusal" else stopped,
        message.get("model"),
        sent=_count(usage.get("input_tokens")) + cached + written,
        answered=_count(usage.get("output_tokens")),
        cached=cached,
    )


def _gemini_answer(line: Mapping[str, Any]) -> Answered | None:
    custom_id = line.get("key")
    if not isinstance(custom_id, str):
        return None
    response = line.get("response")
    if isinstance(response, Mapping):
        return Answered(custom_id, HTTPStatus.OK, _completion_of_candidates(response))
    told = line.get("error") or line.get("status")
    code = told.get("code") if isinstance(told, Mapping) else None
    # Some services give the code of a remote call, and some of HTTP.
    status = _RPC_STATUS.get(code, code) if isinstance(code, int) else HTTPStatus.BAD_GATEWAY
    return Answered(custom_id, status, {"error": told or "no response"})


_RPC_STATUS: Mapping[int, int] = {
    3: HTTPStatus.BAD_REQUEST,
    5: HTTPStatus.NOT_FOUND,
    7: HTTPStatus.FORBIDDEN,
    8: HTTPStatus.TOO_MANY_REQUESTS,
    16: HTTPStatus.UNAUTHORIZED,
    **dict.fromkeys((1, 2, 4, 9, 10, 11, 12, 13, 14, 15), HTTPStatus.BAD_GATEWAY),
}
_GEMINI_ENDS = {"STOP": "stop", "MAX_TOKENS": "length"}


def _completion_of_candidates(response: Mapping[str, Any]) -> dict[str, Any]:
    candidates = response.get("candidates")
    first = _object(candidates[0]) if isinstance(candidates, list) and candidates else {}
    parts = _object(first.get("content")).get("parts")
    text = "".join(
        part["text"]
        for part in (parts if isinstance(parts, list) else [])
        if isinstance(part, Mapping) and isinstance(part.get("text"), str)
        if not part.get("thought")
    )
    usage = _object(response.get("usageMetadata"))
    ended = first.get("finishReason")
    thought = _count(usage.get("thoughtsTokenCount"))
    # Without a candidate the prompt was blocked; every other end but two is a filter's.
    return _completion(
        text,
        _GEMINI_ENDS.get(str(ended), "content_filter"),
        response.get("modelVersion"),
        sent=_count(usage.get("promptTokenCount")),
        answered=_count(usage.get("candidatesTokenCount")) + thought,
        cached=_count(usage.get("cachedContentTokenCount")),
        thought=thought,
    )


def _completion(
    text: str,
    ended: object,
    model: object,
    *,
    sent: int,
    answered: int,
    cached: int,
    thought: int = 0,
) -> dict[str, Any]:
    usage = {
        "prompt_tokens": sent,
        "completion_tokens": answered,
        "prompt_tokens_details": {"cached_tokens": cached},
        "completion_tokens_details": {"reasoning_tokens": thought},
    }
    return {
        "model": model,
        "choices": [{"message": {"content": text}, "finish_reason": ended}],
        **({"usage": usage} if sent else {}),
    }


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _count(value: object) -> int:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return max(0, value) if is_number and isinstance(value, int) else 0


def outcome_of(
    answered: Answered, request: Request, endpoint: Endpoint, features: Features
) -> BatchOutcome:
    """Return what became of a request, by what a line of results says of it.

    An answer, a refusal, one that was cut off and a prompt over the window are what a task goes
    on with. All else is asked again, without what the service refuses to be asked.
    """
    written = json.dumps(answered.body)
    if answered.status < HTTPStatus.BAD_REQUEST:
        try:
            return BatchOutcome(read_reply(written.encode(), request, endpoint), features=features)
        except OutputError as error:
            return BatchOutcome(error, features=features)
        except AttemptFailed as failed:
            return BatchOutcome(None, failed.error, features)
    answer = read_error(answered.status, written)
    why = failure(answer, {}, endpoint, label=request.label, now=0.0).error
    if isinstance(why, ContextLengthError | OutputError):
        return BatchOutcome(why, features=features)
    body = request_body(request, endpoint.model, features, None)
    sent = frozenset((*body, *features.limits[:1], f"schema:{request.schema_name}"))
    fewer = narrowed(features, answer, sent)
    return BatchOutcome(None, why, features if fewer is None else features.meet(fewer))


BATCH_FORMATS = {
    each.name: each
    for each in (
        BatchFormat("openai", _openai_line, _openai_answer, 50_000, 200 * _MB, can_submit=True),
        BatchFormat(
            "vllm",
            _openai_line,
            _openai_answer,
            1_000_000,
            2_000 * _MB,
            discount=1.0,
            can_submit=True,
            how="vllm run-batch -i {file} -o {result} --model {model}",
        ),
        BatchFormat(
            "mistral",
            _mistral_line,
            _openai_answer,
            100_000,
            500 * _MB,
            how="upload {file} for batch jobs with the model {model}, and save the results",
        ),
        BatchFormat(
            "anthropic",
            _anthropic_line,
            _anthropic_answer,
            100_000,
            256 * _MB,
            how="send the lines of {file} as the requests of a message batch, and save the results",
            is_plain_id=True,
        ),
        BatchFormat(
            "gemini",
            _gemini_line,
            _gemini_answer,
            100_000,
            2_000 * _MB,
            how="upload {file} for a batch with the model {model}, and save the results",
            is_plain_id=True,
        ),
    )
}
"""The formats, by name."""
