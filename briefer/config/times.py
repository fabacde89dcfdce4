"""Days and moments, as settings and arguments name them."""

from __future__ import annotations

import datetime as dt
import re

from briefer.errors import UsageError

_FIRST = dt.datetime.min.replace(tzinfo=dt.UTC)
_DAY = dt.timedelta(days=1)
_LAST = dt.datetime.max.replace(tzinfo=dt.UTC)


def since_moment(since: str, day: str, now: dt.datetime | None) -> dt.datetime | None:
    """Return the moment that ``since`` means: ``last`` none, hours before now or the day's end.

    ``yesterday`` is the day before ``day``. Before the calendar's first moment there is none to
    name.
    """
    if since == "last":
        return None
    midnight = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC)
    if since == "yesterday":
        return max(midnight, _FIRST + _DAY) - _DAY
    back = re.fullmatch(r"(\d+)([hd])", since)
    if back is None:
        return dt.datetime.fromisoformat(since).replace(tzinfo=dt.UTC)
    begin = now or midnight
    span = int(back[1]) * (_DAY if back[2] == "d" else dt.timedelta(hours=1))
    span -= dt.timedelta() if now else _DAY
    try:
        return begin - span
    except OverflowError:
        return _FIRST if span > dt.timedelta() else _LAST


def brief_day(date: str | None) -> str:
    """Return a day as ISO has it; today if None.

    Raises:
        UsageError: it is no date.
    """
    if date is None:
        return dt.date.today().isoformat()  # noqa: DTZ011 (the reader's own day)
    try:
        return dt.date.fromisoformat(date).isoformat()
    except ValueError as error:
        raise UsageError(f"{date!r} is no date; write it as 2026-11-22") from error
