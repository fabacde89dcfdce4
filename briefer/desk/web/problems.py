"""Errors as answers: what HTTP status each has, and how it is told (RFC 9457)."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from starlette.responses import JSONResponse

from briefer.errors import (
    BrieferError,
    ConflictError,
    NotAllowedError,
    ProviderError,
    SourceError,
    StoreWriteError,
    UsageError,
)

PROBLEM_TYPE = "application/problem+json"


class RequestError(UsageError):
    """A request that cannot be answered; ``status`` is its HTTP status."""

    status = 400
    hint = "see /api/v1/openapi.json for what is accepted"

    def __init__(self, message: str, *, hint: str | None = None, **headers: str) -> None:
        super().__init__(message, hint=hint)
        self.headers = {name.replace("_", "-"): value for name, value in headers.items()}


class NotSignedInError(RequestError):
    """Nobody who is known asks for this."""

    status = 401
    hint = "sign in with a link that briefer desk prints, or send a token: Authorization: Bearer"


class ForbiddenRequestError(RequestError):
    """The request comes from where none may come from, or from who may not do this."""

    status = 403
    hint = "do it on the desk's own page, or with a token of the API"


class NotThereError(RequestError):
    """There is no such page or thing."""

    status = 404
    hint = "the list of editions is at /"


class MethodError(RequestError):
    """The place exists and does not take this method."""

    status = 405


class OutdatedError(RequestError):
    """Somebody changed what this change was meant for (If-Match)."""

    status = 412
    hint = "read it again: the ETag of the answer is what a change has to name in If-Match"


class TooLongError(RequestError):
    """More was sent than is read."""

    status = 413
    hint = "send less at a time"


class UnreadableError(RequestError):
    """What was sent has another form than is taken."""

    status = 422


class UnconditionalError(RequestError):
    """A change that does not say what it was made for."""

    status = 428
    hint = "send the ETag of what you have read in If-Match"


class TooManyError(RequestError):
    """More requests than one person may send."""

    status = 429
    hint = "wait for as long as Retry-After says"


def status_of(error: Exception) -> int:
    """Return the HTTP status that an error is answered with."""
    status = getattr(error, "status", None)
    if isinstance(error, RequestError) and status is not None:
        return int(status)
    for kind, known in STATUSES:
        if isinstance(error, kind):
            return known
    return 500


STATUSES: tuple[tuple[type[Exception], int], ...] = (
    (ConflictError, 409),
    (NotAllowedError, 403),
    (UsageError, 422),
    (SourceError, 422),
    (ProviderError, 502),
    (StoreWriteError, 503),
)
"""The status of errors that know none themselves; the first that fits."""


def problem_value(error: BrieferError) -> dict[str, Any]:
    """Return an error as a problem: ``title``, ``status``, ``detail``, ``hint``."""
    status = status_of(error)
    return {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": str(error),
        "hint": error.hint,
    }


def problem_answer(error: BrieferError) -> JSONResponse:
    """Return an error as an answer to a program."""
    headers = getattr(error, "headers", None)
    value = problem_value(error)
    return JSONResponse(value, value["status"], headers, media_type=PROBLEM_TYPE)
