"""Dates, weekdays and times of day in running text: English, German, French.

A mention is read into the parts it names; what it leaves out stays None, so that "Friday",
"14 November" and "Friday, 14 November 2025" can be compared part by part.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

_WEEKDAYS = {
    "en": "monday tuesday wednesday thursday friday saturday sunday",
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "fr": "lundi mardi mercredi jeudi vendredi samedi dimanche",
}
_MONTHS = {
    "en": "january february march april may june july august september october november december",
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
_SHORT_EN = "jan feb mar apr may jun jul aug sep oct nov dec"
_TIMES_OF_DAY = {
    "en": "morning afternoon evening night noon midnight",
    "de": "morgen nachmittag abend nacht mittag mitternacht",
    "fr": "matin après-midi soir nuit midi minuit",
}
_PARTS = {
    "early": "early", "late": "late", "mid": "mid", "middle": "mid", "beginning": "early",
    "start": "early", "end": "late", "anfang": "early", "mitte": "mid", "ende": "late",
    "début": "early", "mi": "mid", "fin": "late",
}  # fmt: skip
_SEASONS = {
    "spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4,
    "frühjahr": 1, "frühling": 1, "sommer": 2, "herbst": 3,
    "printemps": 1, "été": 2, "automne": 3, "hiver": 4,
}  # fmt: skip
_QUARTERS = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": 4}
_RELATIVE = {
    "yesterday": -1, "today": 0, "tomorrow": 1, "gestern": -1, "heute": 0,
    "hier": -1, "aujourd'hui": 0, "demain": 1,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class DateMention:
    """A mention of a date or time of day: 1-based weekday (Monday), month, quarter and season.

    ``hour`` is on the 24-hour clock when the text says which half of the day; ``part`` is
    early, mid or late; ``offset`` counts days from the day of writing (yesterday: -1).
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

    def parts(self) -> dict[str, int | str]:
        """Return the parts that are named."""
        names = "weekday day month year hour minute part daytime season quarter offset".split()
        return {name: v for name in names if (v := getattr(self, name)) is not None}


def _names(table: dict[str, str], language: str) -> dict[str, int]:
    return {word: i for i, word in enumerate(table.get(language, "").split(), 1)}


class _Calendar:
    """The patterns of one language."""

    def __init__(self, language: str) -> None:
        self.weekdays = _names(_WEEKDAYS, language)
        self.months = _names(_MONTHS, language)
        if language == "de":
            self.weekdays["sonnabend"] = 6
            self.months["jänner"] = 1
        weekday = "|".join(self.weekdays) or "(?!)"
        month = "|".join(self.months) or "(?!)"
        daytime = _TIMES_OF_DAY.get(language, "(?!)").replace(" ", "|")
        self.month_case = ""
        if language == "en":
            short = dict(zip(_SHORT_EN.split(), range(1, 13), strict=True))
            self.months |= short | {"sept": 9}
            names = "|".join(m.capitalize() for m in _MONTHS["en"].split())
            month = (
                f"{names}|(?:{'|'.join(s.capitalize() for s in [*short, 'sept'])})\\.?(?=\\s\\d)"
            )
            day = r"(?P<d>\d{1,2})(?:st|nd|rd|th)?"
            core = (
                rf"(?:(?:the\s)?{day}\s(?:of\s)?(?P<m>{month})(?:,?\s(?P<y>\d{{4}}))?"
                rf"|(?P<m2>{month})(?:\s(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d:%,]*\d|\s?(?:%|per|people|million)))?"
                rf"(?:,?\s(?:of\s)?(?P<y2>\d{{4}}))?)"
            )
            weekday = "|".join(w.capitalize() for w in self.weekdays)
        elif language == "de":
            day = r"(?P<d>\d{1,2})\.?"
            core = (
                rf"(?:(?:dem\s|den\s|der\s)?{day}\s?(?P<m>{month})(?:\s(?P<y>\d{{4}}))?"
                rf"|(?P<m2>{month})(?:\s(?P<y2>\d{{4}}))?|(?P<d2>\d{{1,2}})\.(?P<mn>\d{{1,2}})\.(?P<y3>\d{{4}})?)"
            )
        else:
            day = r"(?P<d>\d{1,2})(?:er)?"
            core = (
                rf"(?:(?:le\s)?{day}[\s\u00a0-](?P<m>{month})(?:\s(?P<y>\d{{4}}))?"
                rf"|(?P<m2>{month})(?:\s(?P<y2>\d{{4}}))?)"
            )
        flags = re.IGNORECASE if language in {"de", "fr"} else 0
        self.date = re.compile(
            rf"(?<![^\W_])(?:(?P<w>{weekday})s?(?:,?\s(?:le\s)?(?=\d|{month}|dem|den)|(?![^\W_])))?{core}(?![^\W_])",
            flags,
        )
        self.weekday_day = re.compile(
            rf"(?<![^\W_])(?P<w>{weekday}),?\s(?:the\s|le\s|den\s|dem\s)?(?P<d>\d{{1,2}})(?:st|nd|rd|th|er|\.)?"
            r"(?![\d:%,.]*\d|\s?-|\s?(?:%|per|people|million|uhr|h\b))",
            flags,
        )
        self.day_range = re.compile(
            rf"(?<![\d.,])(?P<d>\d{{1,2}})\.?(?:\s?[-–]\s?|\s(?:to|and|au|et|bis|und)\s)(?:the\s)?"
            rf"(?=(?:(?:{weekday})\s)?\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s(?P<m>{month}))",
            flags,
        )
        self.weekday = re.compile(
            rf"(?<![^\W_])(?P<w>{weekday})(?P<t>{daytime})?s?(?![^\W_])", flags
        )
        self.daytime = re.compile(rf"\s(?:à\s)?(?P<t>{daytime})(?![^\W_])", re.IGNORECASE)


_CALENDARS = {language: _Calendar(language) for language in _WEEKDAYS}
_ISO = re.compile(r"(?<![\d-])(\d{4})-(\d{2})-(\d{2})(?![\d-])")
_YEAR = re.compile(
    r"(?<![\d.,$£€–/:])(?:(?:early|late|mid)[- ])?(1[5-9]\d\d|20\d\d|2100)"
    r"(?![\d%]|[.,:]\d|[-\s]?(?:m|km|kg)\b)"
)
_CLOCK = re.compile(
    r"(?<![\d.,:$£€])(?P<h>\d{1,2})(?:[:.](?P<m>\d{2}))?\s?(?P<x>a\.?m\.?|p\.?m\.?)(?![^\W_])"
    r"|(?<![\d.,:])(?P<h2>\d{1,2}):(?P<m2>\d{2})(?:\s?(?:uhr|h|gmt|bst|cet|est|et))?(?![\d:])"
    r"|(?<![\d.,:])(?P<h3>\d{1,2})(?:\.(?P<m3>\d{2}))?\suhr\b"
    r"|(?<![\d.,:])(?P<h4>\d{1,2})\s?(?:h(?P<m4>\d{2})\b|heures\b(?=\s(?:du|le|et)|[.,;]|$))",
    re.IGNORECASE,
)
_SEASON = re.compile(
    r"(?<![^\W_])(?:(?:in|this|next|last|the|im|dieses|nächsten|vergangenen|au|en|cet|l['’]|"
    r"early|late)\s?(?:the\s)?)(?P<s>spring|summer|autumn|winter|frühjahr|frühling|sommer|herbst"
    r"|printemps|été|automne|hiver)(?![^\W_])(?!\s(?:school|camp|games))",
    re.IGNORECASE,
)
_QUARTER = re.compile(
    r"\b(?P<q>first|second|third|fourth|last)[- ]quarter\b|\bQ(?P<n>[1-4])\b", re.IGNORECASE
)
_RELATIVE_WORD = re.compile(
    r"(?<![^\W_])(?:yesterday|today|tomorrow|gestern|heute|hier|aujourd['’]hui|demain)(?![^\W_])",
    re.IGNORECASE,
)
_HIER_ONLY_FRENCH = {"hier", "demain", "aujourd'hui"}
_PART = re.compile(
    r"(?<![^\W_])(?P<p>early|late|mid|anfang|mitte|ende|début|mi|fin"
    r"|(?:the\s)?(?:end|beginning|start|middle)\sof)[\s-](?:of\s|in\s|de\s|d['’])?$",
    re.IGNORECASE,
)


def read_dates(text: str, language: str = "en") -> list[DateMention]:  # noqa: C901, PLR0912  one pattern a loop
    """Read the dates, weekdays, years and clock times of a text, in order."""
    found: list[DateMention] = []
    taken: list[tuple[int, int]] = []

    def add(mention: DateMention) -> None:
        if not any(mention.start < b and a < mention.end for a, b in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))

    for m in _ISO.finditer(text):
        add(DateMention(*m.span(), m[0], year=int(m[1]), month=int(m[2]), day=int(m[3])))
    calendar = _CALENDARS.get(language)
    if calendar is not None:
        for m in calendar.date.finditer(text):
            if (mention := _date(m, calendar, text)) is not None:
                add(mention)
        for m in calendar.day_range.finditer(text):
            month = calendar.months[m["m"].lower().rstrip(".")]
            add(DateMention(*m.span("d"), m["d"], day=int(m["d"]), month=month))
        for m in calendar.weekday_day.finditer(text):
            if 1 <= int(m["d"]) <= 31:  # noqa: PLR2004
                weekday = calendar.weekdays[m["w"].lower()]
                add(DateMention(*m.span(), m[0], weekday=weekday, day=int(m["d"])))
        for m in calendar.weekday.finditer(text):
            add(_weekday(m, calendar, text))
    for m in _CLOCK.finditer(text):
        add(_clock(m))
    for m in _QUARTER.finditer(text):
        number = int(m["n"]) if m["n"] else _QUARTERS[m["q"].lower()]
        add(DateMention(*m.span(), m[0], quarter=number))
    for m in _SEASON.finditer(text):
        start, end = m.span("s")
        add(DateMention(start, end, m["s"], season=_SEASONS[m["s"].lower()]))
    for m in _YEAR.finditer(text):
        start, end = m.span(1)
        part, lead = _part(text, start)
        add(DateMention(lead, end, text[lead:end], year=int(m[1]), part=part))
    for m in _RELATIVE_WORD.finditer(text):
        low = m[0].lower().replace("’", "'")
        if language != "fr" and low in _HIER_ONLY_FRENCH:
            continue
        add(DateMention(*m.span(), m[0], offset=_RELATIVE[low]))
    found.sort(key=lambda mention: mention.start)
    return found


def _date(m: re.Match[str], calendar: _Calendar, text: str) -> DateMention | None:
    groups = m.groupdict()
    name = groups.get("m") or groups.get("m2")
    month = calendar.months[name.lower().rstrip(".")] if name else int(groups["mn"])
    day = groups.get("d") or groups.get("d2")
    year = groups.get("y") or groups.get("y2") or groups.get("y3")
    if not 1 <= month <= 12 or (day and not 1 <= int(day) <= 31):  # noqa: PLR2004
        return None
    if name == "May" and not (day or year) and _not_a_month(text, m.start(), m.end()):
        return None
    if name in {"March", "August"} and not (day or year) and m.start() == 0:
        return None
    part, lead = _part(text, m.start()) if not day else (None, m.start())
    weekday = calendar.weekdays[m["w"].lower()] if m["w"] else None
    return DateMention(
        lead,
        m.end(),
        text[lead : m.end()],
        weekday,
        int(day) if day else None,
        month,
        int(year) if year else None,
        part=part,
    )


def _not_a_month(text: str, start: int, end: int) -> bool:
    before = re.search(
        r"(?:in|since|until|by|of|from|last|next|this|during|early|late|mid|before|after|to|and|through)[\s-]$",
        text[max(0, start - 8) : start],
        re.IGNORECASE,
    )
    return before is None or bool(re.match(r"\s(?:be|have|not)\b", text[end:]))


def _weekday(m: re.Match[str], calendar: _Calendar, text: str) -> DateMention:
    weekday = calendar.weekdays[m["w"].lower()]
    after = calendar.daytime.match(text, m.end())
    daytime = m["t"] or (after["t"] if after else None)
    end = after.end() if after else m.end()
    return DateMention(
        m.start(), end, text[m.start() : end], weekday, daytime=daytime.lower() if daytime else None
    )


def _clock(m: re.Match[str]) -> DateMention:
    hour = int(m["h"] or m["h2"] or m["h3"] or m["h4"])
    minute = int(m["m"] or m["m2"] or m["m3"] or m["m4"] or 0)
    if m["x"]:
        hour = hour % 12 + (12 if m["x"][0] in "pP" else 0)
    return DateMention(*m.span(), m[0], hour=hour, minute=minute)


def _part(text: str, start: int) -> tuple[str | None, int]:
    window = text[max(0, start - 20) : start]
    if m := _PART.search(window):
        word = m["p"].lower().removeprefix("the ").split()[0]
        return _PARTS[word], start - len(window) + m.start()
    return None, start


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
