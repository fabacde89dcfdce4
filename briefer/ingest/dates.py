"""Dates as feeds, pages and mails write them, as ISO 8601."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from functools import lru_cache

from briefer import lang

_ISO = re.compile(
    r"(?P<day>\d{4}-?\d{2}-?\d{2})"
    r"(?:[T ]\s*(?P<time>\d{2}:?\d{2}(?::?\d{2})?)(?:[.,]\d+)?\s*(?P<zone>Z"
    r"|[+-]\d{2}(?::?\d{2})?)?)?"
    r"(?!\d)",
    re.IGNORECASE,
)
_CLOCK = (
    r"(?:[,\s•|·–-]{1,4}(?:[^\W\d_]{1,3}\s)?(?P<hour>\d{1,2})[:.](?P<minute>\d{2})(?::(?P<second>\d{2}))?"
    r"\s?(?P<half>(?i:[ap]\.?m\b))?\s?(?P<zone>[+-]\d{2}:?\d{2}|[A-Z]{2,5}\b)?)?"
)
_SPOKEN = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?[ -](?:[^\W\d_]{2} )?"
    r"(?P<month>[^\W\d_]{3,12})\.?,?[ -](?:[^\W\d_]{2} )?"
    r"|(?P<month_first>[^\W\d_]{3,12})\.? (?P<day_behind>\d{1,2})(?:st|nd|rd|th)?,? )"
    r"(?P<year>\d{4})(?!\d)" + _CLOCK,
    re.IGNORECASE,
)
_FIGURES = re.compile(
    r"(?:(?P<year>\d{4})(?:年|[/.])(?P<month>\d{1,2})(?:月|[/.])(?P<day>\d{1,2})(?:日|(?!\d))"
    r"|(?P<first>\d{1,2})(?P<mark>[/.])(?P<second_figure>\d{1,2})(?P=mark)(?P<year_behind>\d{4})(?!\d))"
    + _CLOCK
)
_WEEKDAY = re.compile(r"[^\W\d_]{2,12}(?:-[^\W\d_]{2,12})?\.?,? ")
_HALF_OF_DAY = re.compile(r"\d\s?[ap]\.?m\b", re.IGNORECASE)
_OFFSET = re.compile(r"(?<=[+-]\d\d):(?=\d\d\Z)")
_ZONES = {
    "UT": "+0000", "UTC": "+0000", "GMT": "+0000", "Z": "+0000", "WET": "+0000", "WEST": "+0100",
    "BST": "+0100", "CET": "+0100", "MEZ": "+0100", "CEST": "+0200", "MESZ": "+0200",
    "EET": "+0200", "SAST": "+0200", "EEST": "+0300", "MSK": "+0300", "PKT": "+0500",
    "WIB": "+0700", "ICT": "+0700", "HKT": "+0800", "SGT": "+0800", "AWST": "+0800",
    "JST": "+0900", "KST": "+0900", "AEST": "+1000", "AEDT": "+1100", "NZST": "+1200",
    "NZDT": "+1300", "EST": "-0500", "EDT": "-0400", "CST": "-0600", "CDT": "-0500",
    "MST": "-0700", "MDT": "-0600", "PST": "-0800", "PDT": "-0700", "AKST": "-0900",
    "AKDT": "-0800", "HST": "-1000", "BRT": "-0300", "ART": "-0300",
}  # fmt: skip
"""Zones by the names that mails, feeds and pages use, those in them that mean one zone."""

_YEARS = range(1800, 2200)
_NOON = 12
_EPOCH = "1970-01-01"
"""What a program writes that was given no date."""


def iso_date(value: object) -> str | None:
    """Return a date or moment in ISO 8601, or None when it is none.

    Read are ISO 8601 in its long and short forms, the format of mails and RSS, and days as they
    are told in any language described here ("22 Nov 2026", "November 22, 2026", "22. Okt. 2026",
    "2026年11月22日") or written in figures, where it is plain which is the month. A day stays a
    day; a moment keeps its seconds and its offset from UTC, if it has one. The first day of 1970
    is no date.
    """
    if not isinstance(value, str):
        return None
    text = " ".join(value.split())[:80]
    found = _read(text)
    return None if found is None or found.startswith(_EPOCH) else found


def find_date(line: str) -> str | None:
    """Return the first date told anywhere in a short line, as `iso_date` does."""
    text = " ".join(line.split())[:200]
    for pattern in (_ISO, _SPOKEN, _FIGURES):
        for match in pattern.finditer(text):
            if found := iso_date(match[0]):
                return found
    return None


def date_span(line: str) -> tuple[int, int] | None:
    """Return where in a line its first date stands, with the time behind it."""
    for pattern in (_ISO, _SPOKEN, _FIGURES):
        for match in pattern.finditer(line):
            if iso_date(match[0]):
                return match.span()
    return None


def _read(text: str) -> str | None:
    if match := _ISO.match(text):
        return _from_iso(match)
    return _from_mail(text) or _spoken(text) or _from_figures(text)


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


def _from_mail(text: str) -> str | None:
    from email.utils import parsedate_to_datetime

    if _HALF_OF_DAY.search(text):  # the parser of mails would take 4 PM for four in the morning
        return None
    text = _OFFSET.sub("", text)
    head, _, zone = text.rpartition(" ")
    if offset := _ZONES.get(zone.strip("()").upper()):
        text = f"{head} {offset}"
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, IndexError, TypeError, OverflowError):
        return None
    if moment.tzinfo is None and text.endswith("-0000"):
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat() if moment.year in _YEARS else None


def _spoken(text: str) -> str | None:
    weekday = _WEEKDAY.match(text)
    match = _SPOKEN.match(text) or (weekday and _SPOKEN.match(text, weekday.end()))
    if not match:
        return None
    month = _months().get((match["month"] or match["month_first"]).casefold())
    day = match["day"] or match["day_behind"]
    return _moment(match["year"], month, day, match) if month else None


def _from_figures(text: str) -> str | None:
    match = _FIGURES.match(text)
    if match is None:
        return None
    if match["year"]:
        return _moment(match["year"], int(match["month"]), match["day"], match)
    first, second = int(match["first"]), int(match["second_figure"])
    if match["mark"] == "/":
        # Either may be the month: only a figure past 12 tells.
        if (first > _NOON) is (second > _NOON) and first != second:
            return None
        if second > _NOON:
            first, second = second, first
    return _moment(match["year_behind"], second, str(first), match)


def _moment(year: str, month: int, day: str, match: re.Match[str]) -> str | None:
    try:
        on = date(int(year), month, int(day))
        if on.year not in _YEARS:
            return None
        if match["hour"] is None:
            return on.isoformat()
        hour = int(match["hour"])
        if match["half"]:
            hour = hour % _NOON + _NOON * (match["half"][0] in "pP")
        zone = match["zone"] or ""
        zone = zone if zone[:1] in ("+", "-") else _ZONES.get(zone.upper(), "")
        time = f"{hour:02}:{match['minute']}:{match['second'] or '00'}"
        return datetime.fromisoformat(f"{on.isoformat()}T{time}{zone}").isoformat()
    except ValueError:
        return None


@lru_cache(maxsize=1)
def _months() -> Mapping[str, int]:
    """Return the number of each month by its names, long and short, in the languages known."""
    found: dict[str, int] = {}
    for code in (*lang.WRITTEN, *lang.SKETCHED):
        known = lang.language(code)
        for table in (known.months, known.months_short):
            for name, number in table.items():
                found.setdefault(name.casefold().strip("."), number)
    return found
