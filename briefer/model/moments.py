"""The day and the moment that an ISO 8601 date names; dates are read here and nowhere else."""

from __future__ import annotations

import datetime as dt

_YEARS = range(2, 9_990)
"""Years around which days can be reckoned; year 1 is what software writes when it knows none."""

_DAY = len("2026-11-22")


def read_day(date: str | None) -> dt.date | None:
    """Return the day an ISO date or moment names, as it was on the calendar where it was written.

    ``2026-11-22T23:30:00-05:00`` is the 22nd, though it is the 23rd in UTC by then. None when
    there is no date or it cannot be read.
    """
    read = _read(date)
    return None if read is None else read.date()


def read_moment(date: str | None) -> dt.datetime | None:
    """Return the moment an ISO date names, always with a zone; of a day alone, its first moment.

    The zone is the one that was written, else UTC. None when there is no date or it cannot be read.
    """
    read = _read(date)
    return read if read is None or read.tzinfo else read.replace(tzinfo=dt.UTC)


def has_time(date: str | None) -> bool:
    """Return whether an ISO date can be read and names a time, not a day alone."""
    return date is not None and _whole(date) is not None and not _is_day(date.strip())


def _read(date: str | None) -> dt.datetime | None:
    """Return what is written: all of it, or the day that stands before what is no time."""
    if not date:
        return None
    read = _whole(date) or _whole(date.strip()[:_DAY])
    return read if read is not None and read.year in _YEARS else None


def _whole(date: str) -> dt.datetime | None:
    try:
        return dt.datetime.fromisoformat(date.strip())
    except ValueError:
        return None


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True
