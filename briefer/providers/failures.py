"""What an endpoint's error answers mean, whichever server speaks.

Servers agree on status codes and on little else: OpenAI, vLLM, llama.cpp, Ollama, LM Studio and
gateways each shape and word their errors in their own way. Everything known of that is here, as
plain functions over status, headers and body.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from briefer.errors import (
    AuthenticationError,
    BadRequestError,
    BrieferError,
    ContextLengthError,
    ForbiddenError,
    ModelUnavailableError,
    ProviderError,
    ProviderTimeoutError,
    RateLimitError,
    RefusedError,
    ServerError,
)
from briefer.retry_after import retry_after
from briefer.scrub import scrub_message

_TRANSIENT = frozenset(
    {HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS}
)
_PERMANENT = frozenset({HTTPStatus.NOT_IMPLEMENTED, HTTPStatus.HTTP_VERSION_NOT_SUPPORTED})
_NO_CREDIT = frozenset({"insufficient_quota", "billing_hard_limit_reached", "billing_not_active"})
_FILTERED = frozenset({"content_filter", "content_policy_violation"})
_CONTEXT_CODES = frozenset(
    {"context_length_exceeded", "exceed_context_size_error", "string_above_max_length"}
)
_CONTEXT_WORDS = re.compile(
    r"context[ _-]?(?:length|window|size|the overflow|overflow)"
    r"|(?:prompt|input|request|messages?)\b[^.]{0,40}\b(?:is|are) too (?:long|large)"
    r"|(?:request|input|prompt) too (?:long|large)"
    r"|too many (?:input )?tokens"
    r"|exceeds? the (?:model's )?(?:maximum|max|available|limit)\b[^.]{0,40}tokens"
    r"|tokens[^.]{0,40}must be (?:<=|reduced|less)"
    r"|max_(?:completion_)?tokens must be at least 1, got -",
    re.IGNORECASE,
)
_CONTEXT_WORDS_BY_STATUS: Mapping[int, re.Pattern[str]] = {
    HTTPStatus.BAD_REQUEST: _CONTEXT_WORDS,
    HTTPStatus.UNPROCESSABLE_ENTITY: _CONTEXT_WORDS,
    HTTPStatus.INTERNAL_SERVER_ERROR: _CONTEXT_WORDS,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: re.compile(""),
    # A request over the whole budget of a minute never passes, however long one waits.
    HTTPStatus.TOO_MANY_REQUESTS: re.compile("request too large", re.IGNORECASE),
}
_BY_STATUS: Mapping[int, type[ProviderError]] = {
    HTTPStatus.UNAUTHORIZED: AuthenticationError,
    HTTPStatus.FORBIDDEN: ForbiddenError,
    HTTPStatus.NOT_FOUND: ModelUnavailableError,
    HTTPStatus.REQUEST_TIMEOUT: ProviderTimeoutError,
    HTTPStatus.TOO_MANY_REQUESTS: RateLimitError,
}
_KEY_WORDS = re.compile(r"\bapi[ _-]?key\b", re.IGNORECASE)
_KEY_CODES = frozenset({"invalid_api_key", "authentication_error"})
_LONGEST = 10_000
"""Characters of a server's words that are looked at."""
_TITLE = re.compile(r"<title[^>]*>([^<]*)</title>", re.IGNORECASE)


class AttemptFailed(Exception):  # noqa: N818 - a step of one call, never shown to anybody
    """One attempt came to nothing.

    Attributes:
        error: What the caller is told if nothing better comes.
        transient: Whether another attempt may go better.
        retry_after: Seconds that the endpoint asks to wait, if it does.
        answer: The endpoint's error answer, if there was one.
        late: Whether it was sent and not answered in time: it may be paid for all the same.
    """

    def __init__(
        self,
        error: BrieferError,
        *,
        transient: bool,
        retry_after: float | None = None,
        answer: ErrorAnswer | None = None,
        late: bool = False,
    ) -> None:
        super().__init__(str(error))
        self.error = error
        self.transient = transient
        self.retry_after = retry_after
        self.answer = answer
        self.late = late


@dataclass(frozen=True, slots=True)
class ErrorAnswer:
    """An error as the endpoint gave it. ``message`` is raw: it may be long and hold anything."""

    status: int
    message: str
    code: str = ""
    kind: str = ""
    param: str = ""
    html: bool = False


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Whom messages speak of, and what must never be in them."""

    host: str
    model: str
    secrets: Collection[str] = ()

    def clean(self, text: str) -> str:
        """Return a server's words as one short, scrubbed line."""
        return scrub_message(text, self.secrets)


def read_error(status: int, body: str) -> ErrorAnswer:
    """Read an error body: OpenAI's object, a bare string, FastAPI's ``detail``, HTML, text."""
    try:
        value = json.loads(body)
    except (ValueError, RecursionError):
        title = _TITLE.search(body)
        html = title is not None or body.lstrip()[:1] == "<"
        text = (title.group(1) if title else "") if html else body
        return ErrorAnswer(status, text.strip(), html=html)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, dict) and "error" in value:
        value = value["error"]
    if isinstance(value, dict):
        return ErrorAnswer(
            status,
            _message(value),
            code=_text(value.get("code")),
            kind=_text(value.get("type")),
            param=_text(value.get("param")),
        )
    return ErrorAnswer(status, _text(value))


def failure(
    answer: ErrorAnswer,
    headers: Mapping[str, str],
    endpoint: Endpoint,
    *,
    label: str,
    now: float,
) -> AttemptFailed:
    """Say what an error answer means.

    Args:
        answer: The error as `read_error` read it.
        headers: The response's headers, names in lower case.
        endpoint: Whom the message speaks of.
        label: What the request is called, or "".
        now: Seconds since the epoch, for a ``Retry-After`` that is a date.
    """
    names = {answer.code.lower(), answer.kind.lower()}
    said = _said(answer, endpoint)
    if names & _FILTERED:
        about = f" about {label}" if label else ""
        refused = RefusedError(f"{endpoint.host} refused the request{about} by its filter: {said}")
        return AttemptFailed(refused, transient=False, answer=answer)
    kind, hint = _kind(answer, names)
    message = f"{endpoint.host} answered {_status(answer.status)}"
    if kind is ModelUnavailableError and _speaks_of_model(answer):
        message += f" for the model {endpoint.model!r}"
    if said:
        message += f": {said}"
    return AttemptFailed(
        kind(message, hint=hint),
        transient=_is_transient(answer, names, kind, headers),
        retry_after=retry_after(headers, now),
        answer=answer,
    )


def _kind(answer: ErrorAnswer, names: set[str]) -> tuple[type[ProviderError], str | None]:
    """Return the class of error, and a better hint than the class's own if there is one."""
    status = answer.status
    unknown_model = "model_not_found" in names or answer.param == "model"
    kind = _BY_STATUS.get(status, BadRequestError if _is_client(status) else ServerError)
    hint: str | None = None
    if names & _NO_CREDIT or status == HTTPStatus.PAYMENT_REQUIRED:
        kind, hint = RateLimitError, "the account has no credit left; top it up at the provider"
    elif _is_context(answer, names):
        kind = ContextLengthError
    elif kind is ModelUnavailableError and not _speaks_of_model(answer):
        hint = "check --base-url; most servers want it to end in /v1"
    elif unknown_model and _is_client(status):
        kind = ModelUnavailableError
    elif _is_about_key(answer, names):
        kind = AuthenticationError
    return kind, hint


def _is_about_key(answer: ErrorAnswer, names: set[str]) -> bool:
    """Tell a key that is refused from a request that is: a filter's page is one article's."""
    if answer.html or answer.status not in (HTTPStatus.BAD_REQUEST, HTTPStatus.FORBIDDEN):
        return False
    return bool(names & _KEY_CODES or _KEY_WORDS.search(answer.message))


def _speaks_of_model(answer: ErrorAnswer) -> bool:
    """Tell an unknown model from an unknown path, which servers answer with 404 as well."""
    said = f"{answer.code} {answer.param} {'' if answer.html else answer.message}"
    return "model" in said.lower()


def _is_client(status: int) -> bool:
    return HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR


def _is_context(answer: ErrorAnswer, names: set[str]) -> bool:
    if names & _CONTEXT_CODES:
        return True
    words = _CONTEXT_WORDS_BY_STATUS.get(answer.status)
    return words is not None and bool(words.search(answer.message))


def _is_transient(
    answer: ErrorAnswer, names: set[str], kind: type[ProviderError], headers: Mapping[str, str]
) -> bool:
    if headers.get("x-should-retry") == "false" or names & _NO_CREDIT:
        return False
    if kind is ContextLengthError:
        return False
    server = answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR
    return answer.status in _TRANSIENT or (server and answer.status not in _PERMANENT)


def _said(answer: ErrorAnswer, endpoint: Endpoint) -> str:
    if answer.html:
        title = endpoint.clean(answer.message)
        return f"an HTML page, “{title}”" if title else "an HTML page"
    return endpoint.clean(answer.message)


def _status(status: int) -> str:
    try:
        return f"{status} ({HTTPStatus(status).phrase})"
    except ValueError:
        return str(status)


def _message(error: Mapping[str, Any]) -> str:
    for name in ("message", "msg", "error_description", "detail"):
        found = error.get(name)
        if isinstance(found, list):
            return "; ".join(_detail(part) for part in found)
        if found:
            return _text(found)
    return ""


def _detail(part: object) -> str:
    """Read one of FastAPI's complaints without the ``input`` it quotes."""
    if not isinstance(part, dict):
        return _text(part)
    place = part.get("loc")
    where = ".".join(str(step) for step in place) if isinstance(place, list) else ""
    return f"{where}: {_text(part.get('msg'))}" if where else _text(part.get("msg"))


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    try:
        return json.dumps(value, ensure_ascii=False)[:_LONGEST]
    except (ValueError, RecursionError):
        return ""
