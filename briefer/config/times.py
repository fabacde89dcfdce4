"""Days and moments, as settings and arguments name them."""

from __future__ import annotations

import datetime as dt
import re

from briefer.errors import UsageError


def moment(since: str, day: str, now: dt.datetime | None) -> dt.datetime | None:
    """Return the moment that ``since`` means: ``last`` none, hours before now or the day's end."""
    if since == "last":
        return None
    hours = re.fullmatch(r"(\d+)h", since)
    if hours is None:
        return dt.datetime.fromisoformat(since).replace(tzinfo=dt.UTC)
    end = dt.datetime.fromisoformat(day).replace(tzinfo=dt.UTC) + dt.timedelta(days=1)
    return (now or end) - dt.timedelta(hours=int(hours[1]))


def day_of(date: str | None) -> str:
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
