"""Which day a mention in an article means, as far as that is certain."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from briefer.analysis.dates import DateMention

Way = Literal["past", "future"]
_WEEK = 7
_HALF_YEAR = 183
_YEAR = 366


def day_of(  # noqa: PLR0911  one case a line
    mention: DateMention, on: dt.date | None, way: Way | None
) -> dt.date | None:
    """Return the day a mention means in a text written on a day, None when that is uncertain.

    Args:
        mention: a date, a weekday, *tomorrow*.
        on: the day of writing; without it only a date with its year means a day.
        way: whether the text tells of what was or of what is to come. A lone weekday is the last
            or the next of that name; the weekday of the day of writing itself is that day when
            told as past, and uncertain when to come. A date without a year is the nearest, on
            that side of the day of writing where ``way`` is known.
    """
    if mention.part or mention.quarter or mention.season:
        return None
    if mention.day and mention.month:
        return _dated(mention.day, mention.month, mention.year, on, way)
    if on is None:
        return None
    if mention.offset is not None:
        return on + dt.timedelta(days=mention.offset)
    if mention.weekday is None or way is None or mention.month or mention.year:
        return None
    if mention.day:
        return _weekday_and_day(mention.weekday, mention.day, on, way)
    ahead = (mention.weekday - on.isoweekday()) % _WEEK
    if way == "future":
        return on + dt.timedelta(days=ahead) if ahead else None
    return on - dt.timedelta(days=(_WEEK - ahead) % _WEEK)


def _dated(
    day: int, month: int, year: int | None, on: dt.date | None, way: Way | None
) -> dt.date | None:
    if year is None and on is None:
        return None
    years = [year] if year is not None or on is None else [on.year - 1, on.year, on.year + 1]
    found = []
    for each in years:
        try:
            found.append(dt.date(each or 1, month, day))
        except ValueError:
            continue
    if year is None and on is not None:
        if way == "future":
            found = [d for d in found if d >= on]
        elif way == "past":
            found = [d for d in found if d <= on]
        found = [d for d in found if abs((d - on).days) <= (_HALF_YEAR if way is None else _YEAR)]
        found.sort(key=lambda d: abs((d - on).days))
    return found[0] if found else None


def _weekday_and_day(weekday: int, day: int, on: dt.date, way: Way) -> dt.date | None:
    """Return the nearest day of that number in a month that falls on that weekday."""
    step = 1 if way == "future" else -1
    for distance in range(_WEEK * 9):
        each = on + dt.timedelta(days=step * distance)
        if each.day == day and each.isoweekday() == weekday:
            return each
    return None
