"""Dates, weekdays and times of day in running text.

A mention is read into the parts it names; what it leaves out stays None, so that "Friday",
"14 November" and "Friday, 14 November 2025" can be compared part by part. The names come from what
is known of each language.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.numerals import narrowed
from briefer.analysis.triggers import matches_at, openings, runs_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from briefer.analysis.triggers import Runs
    from briefer.lang import Language


class DateMention(NamedTuple):
    """A mention of a date or time of day: 1-based weekday (Monday), month, quarter and season.

    ``hour`` is on the 24-hour clock when the text says which half of the day is meant, which
    ``half`` tells; ``part`` is early, mid or late; ``offset`` counts days from the day of writing
    (yesterday: -1).
    """

    start: int
    end: int
    text: str
    weekday: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    hour: int | None = None
    minute: int | None = None
    part: str | None = None
    daytime: str | None = None
    season: int | None = None
    quarter: int | None = None
    offset: int | None = None
    half: bool = False

    def parts(self) -> Mapping[str, int | str]:
        """Return the parts that are named."""
        return _named_parts(self[_FIRST_PART:_BEHIND_PARTS])


_FIRST_PART = DateMention._fields.index("weekday")
_BEHIND_PARTS = DateMention._fields.index("half")
_PARTS = DateMention._fields[_FIRST_PART:_BEHIND_PARTS]


@lru_cache(maxsize=4_096)
def _named_parts(values: tuple[int | str | None, ...]) -> Mapping[str, int | str]:
    return {name: v for name, v in zip(_PARTS, values, strict=True) if v is not None}


_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_EAST_ASIAN = re.compile(
    r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?:(?P<d>\d{1,2})日)?|(?P<y2>\d{4})年"
)
_YEAR = re.compile(
    r"(?<![\d.,$£€–/:])(1[5-9]\d\d|20\d\d|2100)"
    r"(?![\d%]|[.,:]\d|[-\s]?(?:m|km|kg)\b)"
)
_CLOCK = re.compile(
    r"(?<![\d.,:$£€])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s?(?P<x>a\.?m\.?|p\.?m\.?)(?![^\W_])"
    r"|(?<![\d.,:])(?P<h2>\d{1,2}):(?P<m2>\d{2})(?:\s?(?:uhr|h|gmt|bst|cet|est|et))?(?![\d:])"
    r"|(?<![\d.,:])(?P<h3>\d{1,2})(?:\.(?P<m3>\d{2}))?\suhr\b"
    r"|(?<![\d.,:])(?P<h4>\d{1,2})\s?(?:h(?P<m4>\d{2})\b|heures\b(?=\s(?:du|le|et)|[.,;]|$))",
    re.IGNORECASE,
)
_CLOCK_START = re.compile(
    r"(?<![\d.,:$£€])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?(?:\s?[-–]\s?|\s(?:and|to|until|till)\s)"
    r"(?=(?P<h2>\d{1,2})(?:[:.]\d{2})?\s?(?P<x>[ap])\.?m\b)",
    re.IGNORECASE,
)
"""The first of two times that share what half of the day they are in: "between 3 and 5 p.m."."""
_QUARTER = re.compile(r"\bQ(?P<n>[1-4])\b")
_Q = frozenset({"q"})
_DIGIT = re.compile(r"\d")
_LAST_DAY, _LAST_MONTH, _NOON = 31, 12, 12
_LOOK_BACK = 24
_LONGEST_PART = 3
_NOT_COUNTED = r"(?![\d:%.]*\d|,\d|\s?(?:%|[-–]\s?\d|per\b|uhr\b|h\b))"
"""No day: a longer number, a share, a clock time."""
_DAY_FOLLOWERS = (
    r"(?=\s*(?:$|[.,;:!?)–—\"”’])"
    rf"|\s(?:{'|'.join(sorted(lang.every_language().day_followers))})\b)"
)
"""What may follow a day of the month; a noun makes the number a count of it."""


@lru_cache(maxsize=64)
def calendar_of(code: str) -> Calendar:
    """Return the patterns of a language, built once."""
    return Calendar(lang.language(code))


def _any(words: Iterable[str]) -> str:
    found = sorted(words, key=len, reverse=True)
    return "|".join(re.escape(word).replace("'", "['’]") for word in found) or "(?!)"


class Calendar:
    """The patterns of one language."""

    def __init__(self, known: Language) -> None:
        self.known = known
        self.months = {**known.months_short, **known.months}
        self.weekdays = {**known.weekdays_short, **known.weekdays}
        self.day_parts = known.day_parts
        short = _any(known.months_short)
        month = rf"(?:{_any(known.months)}|(?:{short})(?![^\W_])\.?)"
        weekday = rf"(?:{_any(known.weekdays)}|(?:{_any(known.weekdays_short)})(?=[.,])\.?)"
        day = r"(?P<d>\d{1,2})(?:st|nd|rd|th|er|º|\.)?"
        year = r"(?:\s?,?\s(?:of\s|de\s)?(?P<{}>\d{{4}})(?!\d))?"
        joint = r"[\s\u00a0-](?:(?:of|de|d['’])\s?)?"
        dotted = r"(?P<d3>\d{1,2})\.\s?(?P<mn>\d{1,2})\.\s?(?P<y3>\d{4})?(?!\d)"
        core = (
            rf"(?:(?:(?:the|dem|den|der|le)\s)?(?<![\d.,]){day}{joint}(?P<m>{month})"
            rf"{year.format('y')}|(?P<m2>{month})(?:\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?"
            rf"(?!\d|[:%]|[.,]\d|\s?(?:%|per\b|people\b|million\b)))?{year.format('y2')}"
            rf"|{dotted if known.dotted_dates else '(?!)'})"
        )
        flags = re.IGNORECASE
        self.date = re.compile(
            rf"(?<![^\W_])(?:(?P<w>{weekday})s?(?:\s?,?\s(?:the\s|le\s)?(?=\d|{month}|dem|den)"
            rf"|(?![^\W_])))?{core}(?![^\W_])",
            flags,
        )
        self.weekday_day = re.compile(
            rf"(?<![^\W_])(?P<w>{weekday})\s?,?\s(?:the\s|le\s|den\s|dem\s)?(?P<d>\d{{1,2}})"
            rf"(?:(?:st|nd|rd|th|er|\.)(?!\d)|{_NOT_COUNTED}{_DAY_FOLLOWERS})",
            flags,
        )
        self.day_range = re.compile(
            rf"(?<![\d.,])(?P<d>\d{{1,2}})\.?(?:\s?[-–]\s?|\s(?:to|and|au|et|bis|und)\s)(?:the\s)?"
            rf"(?=(?:{weekday}\s)?\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?P<m>{month}))",
            flags,
        )
        daytime = _any(known.day_parts)
        self.weekday = re.compile(
            rf"(?<![^\W_])(?P<w>{_any(known.weekdays)}|(?:{_any(known.weekdays_short)})(?=\.)\.?)"
            rf"(?P<t>{daytime})?s?(?![^\W_])",
            flags,
        )
        self.daytime = re.compile(rf"\s(?:à\s)?(?P<t>{daytime})(?![^\W_])", flags)
        seasons, leads = _any(known.seasons), _any(known.season_leads)
        self.season = re.compile(
            rf"(?<![^\W_])(?:(?:(?:{leads})\s?(?:the\s)?(?P<s>{seasons})(?![^\W_])"
            rf"(?!\s(?:school|camp|games))(?:\s(?:of\s|de\s)?(?P<y>\d{{4}}))?)"
            rf"|(?P<s2>{seasons})\s(?:of\s|de\s)?(?P<y2>\d{{4}}))(?!\d)",
            flags,
        )
        self.quarter = re.compile(
            rf"(?<![^\W_])(?P<q>{_any(known.quarters).replace(' ', '[- ]')})(?![^\W_])".replace(
                "\\[- ]", "[- ]"
            ),
            flags,
        )
        self.relative = re.compile(rf"(?<![^\W_])(?:{_any(known.relative_days)})(?![^\W_])", flags)
        self.month_words = openings(self.months)
        self.digits_in_months = known.dotted_dates or any(
            _DIGIT.search(name) for name in self.months
        )
        self.weekday_words = openings(
            f"{name}{part}{plural}"
            for name in self.weekdays
            for part in ("", *known.day_parts)
            for plural in ("", "s")
        )
        self.date_starts = (
            self.month_words | openings(self.weekdays) | {"the", "dem", "den", "der", "le"}
        )
        self.season_words = openings(known.seasons)
        self.quarter_words = openings(known.quarters)
        self.relative_words = openings(known.relative_days)
        self.every_word = frozenset().union(
            self.month_words, self.weekday_words, self.season_words, self.quarter_words,
            self.relative_words,
        )  # fmt: skip
        """Words without which a text has no date but in figures."""

    def named(self, m: re.Match[str]) -> DateMention | None:
        """Return the date that a match of ``date`` is, if it is one."""
        text = m.string
        groups = m.groupdict()
        name = groups["m"] or groups["m2"]
        month = self.months[_key(name)] if name else int(groups["mn"])
        day = groups["d"] or groups["d2"] or groups.get("d3")
        year = groups["y"] or groups["y2"] or groups.get("y3")
        if not 1 <= month <= _LAST_MONTH or (day and not 1 <= int(day) <= _LAST_DAY):
            return None
        if name and not self._is_month(name, m, dated=bool(day or year)):
            return None
        part, lead = self.part_before(text, m.start()) if not day else (None, m.start())
        return DateMention(
            lead,
            m.end(),
            text[lead : m.end()],
            self.weekdays[_key(m["w"])] if m["w"] else None,
            int(day) if day else None,
            month,
            int(year) if year else None,
            part=part,
        )

    def _is_month(self, name: str, m: re.Match[str], *, dated: bool) -> bool:
        """Tell the month from a word that looks like it: *may*, *March* at the start, *dec*."""
        known, low = self.known, _key(name)
        if low not in known.months and not dated:
            return False
        if (
            known.calendar_capitals
            and name[0].islower()
            and (
                not dated
                or (low in known.month_homographs and not (m["d"] or (m["d2"] and m["y2"])))
            )
        ):
            return False
        if dated or low not in known.month_homographs:
            return True
        if low not in known.month_surnames:
            return m.start() > 0
        before = m.string[max(0, m.start() - 10) : m.start()].lower().replace("-", " ").split()
        if not before or before[-1] not in known.month_leads:
            return False
        return not re.match(r"\s(?:be|have|not)\b", m.string[m.end() : m.end() + 8])

    def part_before(self, text: str, start: int) -> tuple[str | None, int]:
        """Return the part of a period that the words in front of it tell, and where they begin."""
        table = self.known.period_parts
        begin = max(0, start - _LOOK_BACK)
        window = text[begin:start].lower()
        bare = window.rstrip(" -")
        if len(bare) == len(window) or not table:
            return None, start
        for link in ("", " of", " in", " de"):
            if not bare.endswith(link):
                continue
            words = bare.removesuffix(link).rsplit(maxsplit=_LONGEST_PART)[-_LONGEST_PART:]
            for size in range(len(words), 0, -1):
                phrase = " ".join([*words[-size:], *link.split()])
                part = table.get(phrase) or (table.get(" ".join(words[-size:])) if link else None)
                if part:
                    lead = window.rfind(" ".join(words[-size:]))
                    return (part, begin + lead) if lead >= 0 else (None, start)
        return None, start

    def on_weekday(self, m: re.Match[str]) -> DateMention | None:
        """Return the weekday, with the time of day behind it, that a match is."""
        name = m["w"]
        if _key(name) not in self.known.weekdays:  # "in the Sun.", "we sat."
            before = m.string[max(0, m.start() - 4) : m.start()].lower()
            if before == "the " or (self.known.calendar_capitals and name[0].islower()):
                return None
        after = self.daytime.match(m.string, m.end())
        daytime = m["t"] or (after["t"] if after else None)
        end = after.end() if after else m.end()
        return DateMention(
            m.start(),
            end,
            m.string[m.start() : end],
            self.weekdays[_key(name)],
            daytime=daytime.lower() if daytime else None,
        )


def _key(name: str) -> str:
    return name.lower().rstrip(".").replace("’", "'")


def read_dates(text: str, language: str = "en") -> list[DateMention]:
    """Read the dates, weekdays, years and clock times of a text, in order.

    Args:
        text: a sentence or a passage; spans are code points into it.
        language: code of two or three letters.
    """
    found: list[DateMention] = []
    taken = bytearray(len(text))
    for mention in _mentions(narrowed(text), language):
        if taken.find(1, mention.start, mention.end) < 0:
            taken[mention.start : mention.end] = b"\1" * (mention.end - mention.start)
            found.append(mention)
    found.sort(key=lambda mention: mention.start)
    return found


def _mentions(text: str, language: str) -> Iterator[DateMention]:
    """Yield all that looks like a date, what says more before what says less."""
    calendar, runs = calendar_of(language), runs_of(text)
    if not runs.digits and not runs.have(calendar.every_word):
        return
    yield from _full_dates(text, calendar, runs)
    if runs.digits:
        yield from _ranged_days(text, calendar, runs)
    if runs.have(calendar.weekday_words):
        yield from _weekdays(text, calendar, runs)
    if runs.digits:
        yield from _clocks(text, runs)
    yield from _periods(text, calendar, runs)
    if runs.have(calendar.relative_words):
        for m in matches_at(calendar.relative, text, runs.starts(calendar.relative_words)):
            yield DateMention(*m.span(), m[0], offset=calendar.known.relative_days[_key(m[0])])


def _full_dates(text: str, calendar: Calendar, runs: Runs) -> Iterator[DateMention]:
    """Yield months with what stands beside them, and dates in figures alone."""
    if runs.digits:
        for m in matches_at(_ISO, text, runs.digits):
            yield DateMention(*m.span(), m[0], year=int(m[1]), month=int(m[2]), day=int(m[3]))
        if not text.isascii():
            yield from _east_asian(text)
    if runs.have(calendar.month_words) or (runs.digits and calendar.digits_in_months):
        for m in matches_at(calendar.date, text, runs.starts(calendar.date_starts, digits=True)):
            if (mention := calendar.named(m)) is not None:
                yield mention


def _east_asian(text: str) -> Iterator[DateMention]:
    if "月" not in text and "年" not in text:
        return
    for m in _EAST_ASIAN.finditer(text):
        month, day = int(m["m"] or 1), int(m["d"] or 1)
        if 1 <= month <= _LAST_MONTH and 1 <= day <= _LAST_DAY:
            year = m["y"] or m["y2"]
            yield DateMention(
                *m.span(),
                m[0],
                day=int(m["d"]) if m["d"] else None,
                month=month if m["m"] else None,
                year=int(year) if year else None,
            )


def _ranged_days(text: str, calendar: Calendar, runs: Runs) -> Iterator[DateMention]:
    for m in matches_at(calendar.day_range, text, runs.digits):
        if 1 <= int(m["d"]) <= _LAST_DAY:
            month = calendar.months[_key(m["m"])]
            yield DateMention(*m.span("d"), m["d"], day=int(m["d"]), month=month)


def _weekdays(text: str, calendar: Calendar, runs: Runs) -> Iterator[DateMention]:
    starts = runs.starts(calendar.weekday_words)
    for m in matches_at(calendar.weekday_day, text, starts) if runs.digits else ():
        if 1 <= int(m["d"]) <= _LAST_DAY:
            weekday = calendar.weekdays[_key(m["w"])]
            yield DateMention(*m.span(), m[0], weekday=weekday, day=int(m["d"]))
    for m in matches_at(calendar.weekday, text, starts):
        if (mention := calendar.on_weekday(m)) is not None:
            yield mention


def _clocks(text: str, runs: Runs) -> Iterator[DateMention]:
    for m in matches_at(_CLOCK_START, text, runs.digits):
        hour, other = int(m["h"]), int(m["h2"])
        if 1 <= hour <= _NOON and 1 <= other <= _NOON:
            # "11 to 1 p.m." begins in the morning
            later = m["x"] in "pP"
            evening = later and (hour % _NOON < other % _NOON or hour == _NOON)
            start, end = m.start(), m.end("m") if m["m"] else m.end("h")
            yield DateMention(
                start,
                end,
                text[start:end],
                hour=hour % _NOON + (_NOON if evening else 0),
                minute=int(m["m"] or 0),
                half=True,
            )
    for m in matches_at(_CLOCK, text, runs.digits):
        hour = int(m["h"] or m["h2"] or m["h3"] or m["h4"])
        minute = int(m["m"] or m["m2"] or m["m3"] or m["m4"] or 0)
        half = bool(m["x"]) or hour > _NOON or m[0].startswith("0")
        if m["x"]:
            hour = hour % _NOON + (_NOON if m["x"][0] in "pP" else 0)
        if hour <= 24 and minute < 60:  # noqa: PLR2004
            yield DateMention(*m.span(), m[0], hour=hour, minute=minute, half=half)


def _periods(text: str, calendar: Calendar, runs: Runs) -> Iterator[DateMention]:
    """Yield quarters, seasons and years."""
    known = calendar.known
    if runs.digits:
        for m in matches_at(_QUARTER, text, runs.starts(_Q)):
            yield DateMention(*m.span(), m[0], quarter=int(m["n"]))
    if runs.have(calendar.quarter_words):
        for m in calendar.quarter.finditer(text):
            quarter = known.quarters[_key(m["q"]).replace("-", " ")]
            yield DateMention(*m.span(), m[0], quarter=quarter)
    if runs.have(calendar.season_words):
        for m in calendar.season.finditer(text):
            name, year = m["s"] or m["s2"], m["y"] or m["y2"]
            start = m.start("s") if m["s"] else m.start("s2")
            yield DateMention(
                start,
                m.end(),
                text[start : m.end()],
                season=known.seasons[_key(name)],
                year=int(year) if year else None,
            )
    for m in matches_at(_YEAR, text, runs.digits):
        start, end = m.span(1)
        part, lead = calendar.part_before(text, start)
        yield DateMention(lead, end, text[lead:end], year=int(m[1]), part=part)


def resolve(mention: DateMention, written: dt.date) -> dt.date | None:
    """Return the day that a mention means in a text written on a day, or None.

    A weekday without a date is the one nearest to that day; only used to see whether two
    mentions can be the same day.
    """
    try:
        if mention.offset is not None:
            return written + dt.timedelta(days=mention.offset)
        if mention.day and mention.month:
            return dt.date(mention.year or written.year, mention.month, mention.day)
    except (OverflowError, ValueError):  # before the first or after the last day there is
        return None
    return None
