"""Days as a person says them."""

from __future__ import annotations

from briefer import lang
from briefer.model import has_time, read_moment

_ENGLISH = lang.language("en")
_MONTHS = {number: name.title() for name, number in _ENGLISH.months.items()}
_WEEKDAYS = {number: name.title() for name, number in _ENGLISH.weekdays.items()}


def spoken_date(iso: str, *, weekday: bool = False) -> str:
    """Return ``22 November 2026`` for ``2026-11-22``, with the time if there is one.

    The time is that of the place where it was written; anything but a date is returned as it is.
    With ``weekday`` the day's name stands first, and no time is told: ``Sunday 22 November 2026``.
    """
    moment = read_moment(iso)
    if moment is None:
        return iso
    day = f"{moment.day} {_MONTHS[moment.month]} {moment.year}"
    if weekday:
        return f"{_WEEKDAYS[moment.isoweekday()]} {day}"
    return f"{day}, {moment:%H:%M}" if has_time(iso) else day
