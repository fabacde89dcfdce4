"""How long a server asks to wait before it is asked again, whoever asks it and for what."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """Return the seconds a server asks to wait: ``retry-after-ms``, seconds, or an HTTP date.

    A date counts from the response's own ``Date`` where it has one, so that a wrong clock on
    either side does no harm. One without a zone is in UTC (RFC 9110, section 10.2.3, has no other).

    Args:
        headers: The response's; names in lower case, or a mapping that ignores case.
        now: Seconds since 1970, for a response that does not say when it was sent.

    Returns:
        Seconds, never negative; None when nothing sensible is asked for.
    """
    milliseconds = _number(headers.get("retry-after-ms"))
    if milliseconds is not None:
        return milliseconds / 1000
    asked = headers.get("retry-after")
    seconds = _number(asked)
    if seconds is not None or asked is None:
        return seconds
    until = _moment(asked)
    if until is None:
        return None
    sent = _moment(headers.get("date"))
    return max(0.0, until - (now if sent is None else sent))


def _number(text: str | None) -> float | None:
    try:
        value = float(text) if text is not None else math.nan
    except ValueError:
        return None
    return max(0.0, value) if math.isfinite(value) else None


def _moment(text: str | None) -> float | None:
    try:
        read = parsedate_to_datetime(text) if text else None
    except (ValueError, OverflowError):
        return None
    if read is None:
        return None
    return (read if read.tzinfo else read.replace(tzinfo=dt.UTC)).timestamp()
