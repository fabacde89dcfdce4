"""Which rows of a table a brief of one day is made of, told by their dates alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from briefer.ingest.dates import iso_date
from briefer.ingest.tables.columns import Columns, guessed
from briefer.model import has_time, read_day, read_moment

_SECONDS = range(10**8, 10**11)
_MILLISECONDS = range(10**11, 10**14)


@dataclass(frozen=True, slots=True)
class Window:
    """The articles of a brief's day, and of the time since a moment before, if one is set.

    What has no date, or none that can be read, may be of any day.
    """

    day: dt.date
    since: dt.datetime | None = None

    def has(self, date: str | None) -> bool:
        """Return whether an ISO date is in it, or may be."""
        day = read_day(date)
        if day is None or self.since is None:
            return day is None or day == self.day
        if day > self.day:
            return False
        moment = read_moment(date) if has_time(date) else None
        return day >= self.since.date() if moment is None else moment >= self.since

    def __str__(self) -> str:
        """Return the days in words: "2026-11-22", "2026-11-20 to 2026-11-22"."""
        first = self.day if self.since is None else self.since.date()
        return self.day.isoformat() if first >= self.day else f"{first} to {self.day}"


class DateFilter:
    """Tells a reader of one table which rows are of a window.

    ``unread`` counts the rows that a reader passed over by their dates alone.
    """

    def __init__(self, window: Window, wanted: Columns) -> None:
        """Take the window, and the columns that the user named."""
        self.window = window
        self.unread = 0
        self._wanted = wanted

    def column(self, names: Collection[str]) -> str | None:
        """Return the column of dates of a table with such columns, None where there is none."""
        return guessed(names, self._wanted, "").date

    def has(self, value: Any) -> bool:
        """Return whether a row with this value in the column of dates is of the window."""
        return self.window.has(date_of(value))


def date_of(value: Any) -> str | None:
    """Return a date or moment in ISO 8601: of a date, a text, or seconds since 1970."""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, str) and value.isdecimal() and len(value) <= len(str(_MILLISECONDS.stop)):
        value = int(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        value = int(value) if abs(value) < _MILLISECONDS.stop else 0
        if value in _MILLISECONDS:
            value //= 1000
        if value in _SECONDS:
            return dt.datetime.fromtimestamp(value, dt.UTC).isoformat()
    return iso_date(str(value)) if isinstance(value, str | int) else None
