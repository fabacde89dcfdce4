"""Do the claim's dates stand in the source, and on the right thing?"""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefer.analysis.dates import resolve
from briefer.checks.alignment import STRONG, Fact, Place, outdone
from briefer.checks.findings import describe, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from briefer.analysis.dates import DateMention
    from briefer.checks.context import Context
    from briefer.model import Finding, FindingLevel

    _Parts = Mapping[str, int | str]

_DAYTIME_FAMILY = {"evening": "night", "abend": "nacht", "soir": "nuit"}
_DAYS_OF_PART = {"early": (1, 12), "mid": (9, 22), "late": (19, 31)}
_MONTHS_OF_PART = {"early": (1, 5), "mid": (5, 8), "late": (8, 12)}
_MONTHS_OF_SEASON = {1: (3, 6), 2: (5, 9), 3: (9, 12), 4: (12, 3)}
_WEEK = 7
_VERBATIM = 0.75
_MOST_CHECKED = 40
"""Dates of one claim that are checked."""
_MOST_COMPARED = 2_000
"""Dates of the source that each is compared with."""
_MOST_PLACES = 24
_DAY_PARTS = frozenset({"weekday", "day", "offset"})


def check_dates(context: Context) -> Iterator[Finding]:
    """Find the dates, weekdays and times of a claim that its source does not bear out.

    A date that the source has otherwise, in the same place of a like sentence, is contradicted; a
    year or a time of day that stands nowhere is unsupported; what words cannot settle is a doubt.
    """
    # "Today" mostly means nowadays.
    mine = [date for date in context.claim.dates[:_MOST_CHECKED] if date.offset != 0]
    if not mine:
        return
    standing = _standing(context)
    for date in mine:
        if result := _check_one(date, context, standing):
            yield result


_Standing = list[tuple["DateMention", Place, "dt.date | None"]]


def _standing(context: Context) -> _Standing:
    """Return the dates of the articles that the evidence is from, with place and day of writing."""
    found: _Standing = []
    for sentence in context.scope:
        if dated := context.source.dated(sentence):
            written = context.source.written_on(sentence.article)
            found += ((date, place, written) for date, place in dated)
        if len(found) > _MOST_COMPARED:
            break
    return found[:_MOST_COMPARED]


def agree(claim: DateMention, source: DateMention, written: dt.date | None) -> bool:
    """Tell whether a source's date bears out a claim's.

    It does when it has every part that the claim names, or means the same day.
    """
    theirs = source.parts()
    if all(_part_agrees(name, claim, source, theirs) for name in claim.parts()):
        return True
    if written is None:
        return False
    return _is_same_day(claim, source, written)


def _part_agrees(name: str, claim: DateMention, source: DateMention, theirs: _Parts) -> bool:
    value = getattr(claim, name)
    if name == "daytime":
        other = theirs.get("daytime")
        families = {_DAYTIME_FAMILY.get(str(value)), _DAYTIME_FAMILY.get(str(other))}
        return other is None or other == value or bool(families & {value, other})
    if name == "part" and "part" not in theirs:
        if "day" in theirs:
            first, last = _DAYS_OF_PART[value]
            return first <= int(theirs["day"]) <= last
        if "month" in theirs and claim.month is None:
            first, last = _MONTHS_OF_PART[value]
            return first <= int(theirs["month"]) <= last
    if name == "season" and "season" not in theirs and "month" in theirs:
        first, last = _MONTHS_OF_SEASON[value]
        month = int(theirs["month"])
        return first <= month <= last if first < last else month >= first or month <= last
    if name == "hour" and "hour" in theirs and not (claim.half and source.half):
        # "At five" may be 17 h: which half of the day is meant is often left to the reader.
        return int(value) % 12 == int(theirs["hour"]) % 12
    return bool(theirs.get(name) == value)


def _is_same_day(claim: DateMention, source: DateMention, written: dt.date) -> bool:
    """Match "yesterday" and "Tuesday", "Friday" and "14 November", seen from the day of writing."""
    if claim.weekday and source.weekday and claim.weekday != source.weekday:
        return False
    one, other = resolve(claim, written), resolve(source, written)
    if one and other:
        return one == other
    day, loose = (one, source) if one else (other, claim)
    if day is None:
        return False
    if loose.weekday is not None and abs((day - written).days) <= _WEEK:
        return day.isoweekday() == loose.weekday
    if loose.year is not None and loose.month is None:
        return day.year == loose.year
    return False


def _check_one(date: DateMention, context: Context, standing: _Standing) -> Finding | None:
    fact = Fact(
        context.claim, *context.claim.tokens_of(date.start, date.end), source=context.source
    )
    mine = date.parts()
    agreeing: list[Place] = []
    rivals: list[tuple[DateMention, Place]] = []
    for other, place, written in standing:
        if agree(date, other, written):
            agreeing.append(place)
        elif place.sentence.number in context.close and _is_same_sort(mine, other.parts()):
            rivals.append((other, place))
    del agreeing[_MOST_PLACES:], rivals[_MOST_PLACES:]
    best, _ = fact.nearest(agreeing)
    closeness, which = fact.nearest([p for _, p in rivals])
    rival = rivals[which] if which >= 0 else None
    verbatim = rival is not None and fact.slot(rival[1]) >= _VERBATIM
    if agreeing:
        if rival is None or not outdone(best, closeness) or _is_taken(rival[0], context):
            return None
        return _differs(date, *rival, context, "contradicted" if verbatim else "doubt")
    if _is_reckoned(date, context):
        return None
    pieced = _is_pieced(mine, standing)
    if rival is not None and _conflicts(mine, rival[0].parts()):
        sure = verbatim or (closeness >= STRONG and not pieced)
        level = "doubt" if pieced else _nowhere(date, context, standing)
        return _differs(date, *rival, context, "contradicted" if sure else level)
    message = f"the claim says {date.text}; the source does not say that"
    level = "doubt" if pieced else _nowhere(date, context, standing)
    return finding("date", message, context.span(date.start, date.end), level=level)


def _differs(
    date: DateMention, other: DateMention, place: Place, context: Context, level: FindingLevel
) -> Finding:
    message = describe(date.text, other.text, context, place)
    span = context.span(date.start, date.end)
    return finding("date", message, span, place, other.start, other.end, level)


def _is_taken(other: DateMention, context: Context) -> bool:
    """Tell whether another date of the claim already stands for a date of the source."""
    return any(agree(date, other, None) for date in context.claim.dates[:_MOST_CHECKED])


def _is_same_sort(mine: Mapping[str, object], theirs: Mapping[str, object]) -> bool:
    if set(mine) & set(theirs):
        return True
    return bool(_DAY_PARTS & set(mine) and _DAY_PARTS & set(theirs))


def _conflicts(mine: _Parts, theirs: _Parts) -> bool:
    """Tell whether two dates cannot be one: a part that both name differs, or none is shared."""
    shared = set(mine) & set(theirs)
    return not shared or any(mine[name] != theirs[name] for name in shared)


def _is_pieced(mine: _Parts, standing: _Standing) -> bool:
    """Tell whether the source has every part of a date but the year in one that has no year.

    "Coming out May 5" bears "5 May 2015" out as far as it goes; what year it is, is told by the
    day of writing, which the article may not say.
    """
    if "year" not in mine or len(mine) == 1:
        return False
    rest = {name: value for name, value in mine.items() if name != "year"}
    return any(
        other.year is None and rest.items() <= other.parts().items() for other, _, _ in standing
    )


def _nowhere(date: DateMention, context: Context, standing: _Standing) -> FindingLevel:
    """Return what it means that a date stands nowhere and follows from nothing there.

    A day may be told by another word for it where the article does not say when it was written;
    so may a year, where the article counts the years since.
    """
    dated = any(context.source.written_on(article) for article in context.articles)
    if date.year is not None and not dated:
        counted = any(q.unit == "y" or q.kind == "ordinal" for s in context.scope
                      for q in s.reading.quantities)  # fmt: skip
        return "doubt" if counted else "unsupported"
    if date.weekday is not None or date.offset is not None:
        told = any(other.weekday or other.offset is not None for other, _, _ in standing)
        return "unsupported" if told else "doubt"
    return "unsupported"


def _is_reckoned(date: DateMention, context: Context) -> bool:
    """Tell whether a date follows from the day of writing ("this year", "32 years ago")."""
    mine = date.parts()
    for article in context.articles:
        written = context.source.written_on(article)
        if written is None:
            continue
        if mine.get("year") == written.year and set(mine) <= {"year"}:
            return True
        if set(mine) == {"weekday"} and written.isoweekday() == date.weekday:
            return any(d.offset == 0 for s in context.window for d in s.reading.dates)
        if set(mine) == {"year"} and date.year is not None:
            ages = {q.low for s in context.window for q in s.reading.quantities if q.unit == "y"}
            if float(written.year - date.year) in ages:
                return True
        if _agrees_with(date, written) and len(mine) > 1:
            return True
    titles = [context.source.documents[a - 1].article.title or "" for a in context.articles]
    return any(date.text in title for title in titles)


def _agrees_with(date: DateMention, day: dt.date) -> bool:
    real = {"weekday": day.isoweekday(), "day": day.day, "month": day.month, "year": day.year}
    return all(real.get(name) == value for name, value in date.parts().items())
