"""Do the claim's dates stand in the source, and on the right thing?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefer.analysis.dates import resolve
from briefer.checks.alignment import Place, nearest, outdone
from briefer.checks.findings import describe, finding

if TYPE_CHECKING:
    from briefer.analysis.dates import DateMention
    from briefer.checks.context import Case
    from briefer.model import Finding

_EXACT = ("weekday", "day", "month", "year", "season", "quarter", "offset", "part")
_DAYTIMES = {
    "morning": "am", "noon": "noon", "afternoon": "pm", "evening": "pm", "night": "pm",
    "midnight": "night", "matin": "am", "soir": "pm", "nuit": "pm", "abend": "pm", "morgen": "am",
    "nachmittag": "pm", "nacht": "pm", "après-midi": "pm",
}  # fmt: skip
_DAYTIME_FAMILY = {"evening": "night", "abend": "nacht", "soir": "nuit"}


def agree(claim: DateMention, source: DateMention, written: dt.date | None) -> bool:
    """Whether a source's date bears out a claim's: every part the claim names, or the same day."""
    mine, theirs = claim.parts(), source.parts()
    if all(_part_agrees(name, value, theirs) for name, value in mine.items()):
        return True
    if written is None:
        return False
    return _same_day(claim, source, written)


def _part_agrees(name: str, value: int | str, theirs: dict[str, int | str]) -> bool:
    if name == "daytime":
        other = theirs.get("daytime")
        return (
            other is None
            or other == value
            or (
                _DAYTIME_FAMILY.get(str(value)) == other or _DAYTIME_FAMILY.get(str(other)) == value
            )
        )
    if name == "part" and "day" in theirs:
        first, last = {"early": (1, 12), "mid": (9, 22), "late": (19, 31)}[str(value)]
        return first <= int(theirs["day"]) <= last
    if name == "hour" and "hour" in theirs:
        # "At five" may be 17 h: which half of the day is meant is often left to the reader.
        return int(value) % 12 == int(theirs["hour"]) % 12
    return theirs.get(name) == value


def _same_day(claim: DateMention, source: DateMention, written: dt.date) -> bool:
    """Match "yesterday" and "Tuesday", "Friday" and "14 November", seen from the day of writing."""
    one, other = resolve(claim, written), resolve(source, written)
    if one and other:
        return one == other
    day, loose = (one, source) if one else (other, claim)
    if day is None:
        return False
    if loose.weekday is not None and abs((day - written).days) <= 7:  # noqa: PLR2004
        return day.isoweekday() == loose.weekday
    if loose.year is not None and loose.month is None:
        return day.year == loose.year
    return False


def written_on(case: Case, article: int) -> dt.date | None:
    """Return the day an article is dated, if it says so."""
    return case.source.documents[article - 1].article.day


def check_dates(case: Case) -> list[Finding]:
    """Check every date, weekday and time of the claim."""
    found = []
    for date in case.claim.dates:
        if date.offset == 0:
            continue  # "today" mostly means nowadays
        if result := _check_one(date, case):
            found.append(result)
    return found


def _check_one(date: DateMention, case: Case) -> Finding | None:
    claim, source = case.claim, case.source
    first, last = claim.tokens_of(date.start, date.end)
    agreeing: list[Place] = []
    rivals: list[tuple[DateMention, Place]] = []
    near = case.close
    mine = date.parts()
    for sentence in case.scope:
        written = written_on(case, sentence.article)
        for other in sentence.reading.dates:
            if agree(date, other, written):
                agreeing.append(
                    Place(sentence, *sentence.reading.tokens_of(other.start, other.end))
                )
            elif sentence.number in near and _same_sort(mine, other.parts()):
                place = Place(sentence, *sentence.reading.tokens_of(other.start, other.end))
                rivals.append((other, place))
    best, _ = nearest(claim, first, last, agreeing, source)
    rival, which = nearest(claim, first, last, [p for _, p in rivals], source)
    if agreeing and not (which >= 0 and outdone(best, rival)):
        return None
    if which >= 0 and any(agree(d, rivals[which][0], None) for d in claim.dates) and agreeing:
        return None
    if not agreeing and _reckoned(date, case):
        return None
    if which >= 0:
        other, place = rivals[which]
        return finding(
            "date",
            describe(date.text, other.text, case, place),
            case.span(date.start, date.end),
            place,
            other.start,
            other.end,
        )
    message = f"the claim says {date.text}; the source does not say that"
    return finding("date", message, case.span(date.start, date.end))


def _same_sort(mine: dict[str, int | str], theirs: dict[str, int | str]) -> bool:
    if set(mine) & set(theirs):
        return True
    days = {"weekday", "day", "offset"}
    return bool(days & set(mine) and days & set(theirs))


def _reckoned(date: DateMention, case: Case) -> bool:
    """Whether a date follows from the day of writing ("this year", "32 years ago")."""
    for article in case.articles:
        written = written_on(case, article)
        if written is None:
            continue
        mine = date.parts()
        if mine.get("year") == written.year and set(mine) <= {"year"}:
            return True
        if set(mine) == {"weekday"} and written.isoweekday() == date.weekday:
            return any(d.offset == 0 for s in case.window for d in s.reading.dates)
        if set(mine) == {"year"} and date.year is not None:
            ages = {q.low for s in case.window for q in s.reading.quantities if q.unit == "y"}
            if float(written.year - date.year) in ages:
                return True
        if _agrees_with(date, written) and len(mine) > 1:
            return True
    title = [case.source.documents[a - 1].article.title or "" for a in case.articles]
    return any(date.text in t for t in title)


def _agrees_with(date: DateMention, day: dt.date) -> bool:
    mine = date.parts()
    real = {"weekday": day.isoweekday(), "day": day.day, "month": day.month, "year": day.year}
    return all(real.get(name) == value for name, value in mine.items())
