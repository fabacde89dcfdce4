"""What it means when an endpoint gives no answer: the exceptions of `openai` and `httpx2`.

A test enumerates the exceptions of the installed packages and fails when one is not in here.
"""

from __future__ import annotations

import os
import socket
import ssl
from collections.abc import Mapping
from dataclasses import dataclass

from briefer.errors import (
    AuthenticationError,
    BrieferError,
    ConnectionFailedError,
    CutOffError,
    ProviderError,
    ProviderTimeoutError,
    RefusedError,
    ServerError,
)
from briefer.providers.failures import AttemptFailed, Endpoint


@dataclass(frozen=True, slots=True)
class Meaning:
    """What an exception without an answer means: our class, what the host did, try again?"""

    kind: type[BrieferError]
    says: str
    transient: bool = True


_LATE = Meaning(ProviderTimeoutError, "did not answer within {seconds:g} s")
_UNREACHED = Meaning(ConnectionFailedError, "cannot be reached")
_BROKEN = Meaning(ConnectionFailedError, "broke the connection before its answer was complete")
_UNREADABLE = Meaning(ServerError, "gave an answer that cannot be read")
_UNUSABLE = Meaning(ProviderError, "could not be asked", transient=False)
_EXPLAINED = (_UNREACHED, _UNUSABLE)

ANSWERED = frozenset(
    {
        "APIStatusError",
        "AuthenticationError",
        "BadRequestError",
        "ConflictError",
        "InternalServerError",
        "NotFoundError",
        "OAuthError",
        "PermissionDeniedError",
        "RateLimitError",
        "UnprocessableEntityError",
    }
)
"""The `openai` exceptions that carry an HTTP answer: its status decides, in `failures`."""

MEANINGS: Mapping[str, Meaning] = {
    # openai
    "APIConnectionError": _UNREACHED,
    "APIError": _UNREADABLE,
    "APIResponseValidationError": _UNREADABLE,
    "APITimeoutError": _LATE,
    "ContentFilterFinishReasonError": Meaning(RefusedError, "stopped at its content filter", False),
    "InvalidWebhookSignatureError": _UNUSABLE,
    "LengthFinishReasonError": Meaning(CutOffError, "stopped at the length limit", False),
    "OpenAIError": _UNUSABLE,
    "SubjectTokenProviderError": Meaning(AuthenticationError, "was given no token", False),
    "WebSocketConnectionClosedError": _BROKEN,
    "WebSocketQueueFullError": _BROKEN,
    # httpx2
    "CloseError": _BROKEN,
    "ConnectError": _UNREACHED,
    "ConnectTimeout": Meaning(ProviderTimeoutError, "could not be connected to in time"),
    "CookieConflict": _UNREADABLE,
    "DecodingError": _UNREADABLE,
    "HTTPError": _BROKEN,
    "HTTPStatusError": _UNREADABLE,
    "InvalidURL": Meaning(ConnectionFailedError, "is not a usable address", False),
    "LocalProtocolError": _UNUSABLE,
    "NetworkError": _BROKEN,
    "PoolTimeout": _LATE,
    "ProtocolError": _BROKEN,
    "ProxyError": Meaning(ConnectionFailedError, "cannot be reached through the proxy"),
    "ReadError": _BROKEN,
    "ReadTimeout": _LATE,
    "RemoteProtocolError": _BROKEN,
    "RequestError": _BROKEN,
    "RequestNotRead": _UNUSABLE,
    "ResponseNotRead": _UNREADABLE,
    "SSEError": _UNREADABLE,
    "StreamClosed": _BROKEN,
    "StreamConsumed": _UNREADABLE,
    "StreamError": _BROKEN,
    "TimeoutException": _LATE,
    "TooManyRedirects": Meaning(ConnectionFailedError, "redirects without end", False),
    "TransportError": _BROKEN,
    "UnsupportedProtocol": Meaning(ConnectionFailedError, "redirects to no web address", False),
    "WriteError": _BROKEN,
    "WriteTimeout": _LATE,
    # Python's own, from our own limit
    "TimeoutError": _LATE,
}
"""What each exception without an HTTP answer means, by class name; a class's nearest ancestor in
here counts. By name, since importing the classes would import the packages."""


def without_answer(error: Exception, endpoint: Endpoint, seconds: float) -> AttemptFailed:
    """Say what an exception means that came instead of an answer.

    Args:
        error: One of `openai`'s, of `httpx2`'s, or a TimeoutError.
        endpoint: Whom the message speaks of.
        seconds: How long the attempt was allowed to take.
    """
    # The SDK folds every kind of broken connection into one class; the cause says which it was.
    folded = type(error).__name__ in ("APIConnectionError", "APITimeoutError")
    cause = error.__cause__ if folded else None
    names = [cls.__name__ for exc in (cause, error) for cls in type(exc).__mro__]
    meaning = next(MEANINGS[name] for name in names if name in MEANINGS)
    message = f"{endpoint.host} {meaning.says.format(seconds=seconds)}"
    reason = endpoint.clean(_reason(cause or error)) if meaning in _EXPLAINED else ""
    if reason:
        message += f": {reason}"
    # Time does not mend a certificate.
    transient = meaning.transient and "CERTIFICATE_VERIFY_FAILED" not in reason
    return AttemptFailed(meaning.kind(message), transient=transient, late=meaning is _LATE)


def unreadable(endpoint: Endpoint) -> AttemptFailed:
    """Say that an endpoint answered with what cannot be read; another answer may be better."""
    return AttemptFailed(
        _UNREADABLE.kind(f"{endpoint.host} {_UNREADABLE.says}"), transient=_UNREADABLE.transient
    )


def _reason(error: BaseException) -> str:
    """Return the system's own words where they are at the bottom of it: "Connection refused"."""
    reason = str(error)
    below = error.__cause__ or error.__context__
    while below is not None:
        if isinstance(below, ssl.SSLError | socket.gaierror):
            # Their numbers are not the system's.
            reason = str(below.strerror)
        elif isinstance(below, OSError) and below.errno is not None:
            reason = os.strerror(below.errno)
        below = below.__cause__ or below.__context__
    return reason
