"""Dates as feeds, pages and mails write them, as ISO 8601."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

_ISO = re.compile(
    r"(?P<day>\d{4}-?\d{2}-?\d{2})"
    r"(?:[T ]\s*(?P<time>\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z"
    r"|[+-]\d{2}(?::?\d{2})?)?)?"
    r"(?!\d)",
    re.IGNORECASE,
)
_MONTHS = ("jan feb mar apr may jun jul aug sep oct nov dec").split()
_SPOKEN = re.compile(
    r"(?:[a-z]{3,9},? )?(?:(?P<d>\d{1,2})(?:st|nd|rd|th)? (?P<m>[a-z]{3,9})\.?,?"
    r"|(?P<m2>[a-z]{3,9})\.? (?P<d2>\d{1,2})(?:st|nd|rd|th)?,?) (?P<y>\d{4})\b",
    re.IGNORECASE,
)
_YEARS = range(1800, 2200)


def iso_date(value: object) -> str | None:
    """Return a date or moment in ISO 8601, or None when it is none.

    Read are ISO 8601 in its long and short forms, the format of mails and RSS, and English days
    ("22 Nov 2026", "November 22, 2026"). A day stays a day; a moment keeps its seconds and its
    offset from UTC, if it has one.
    """
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())[:80]
    if match := _ISO.match(text):
        return _from_iso(match)
    from email.utils import parsedate_to_datetime

    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return _spoken(text)
    if moment.tzinfo is None and text.endswith("-0000"):
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat() if moment.year in _YEARS else None


def _from_iso(match: re.Match[str]) -> str | None:
    try:
        day = date.fromisoformat(match["day"])
        if day.year not in _YEARS:
            return None
        if match["time"] is None:
            return day.isoformat()
        zone = (match["zone"] or "").upper()
        moment = datetime.fromisoformat(f"{day.isoformat()}T{match['time']}{zone}")
    except ValueError:
        return None
    return moment.isoformat()


def _spoken(text: str) -> str | None:
    match = _SPOKEN.match(text)
    if match is None:
        return None
    month = (match["m"] or match["m2"])[:3].lower()
    if month not in _MONTHS:
        return None
    try:
        day = date(int(match["y"]), _MONTHS.index(month) + 1, int(match["d"] or match["d2"]))
    except ValueError:
        return None
    return day.isoformat() if day.year in _YEARS else None
