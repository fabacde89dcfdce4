"""What an article says is still to come, with its day."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.dates import read_dates
from briefer.analysis.days import day_of
from briefer.analysis.tokens import words
from briefer.model import Ahead

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.dates import DateMention
    from briefer.checks import Source, SourceSentence
    from briefer.model import Claim

_MOST_BETWEEN = 90


@dataclass(frozen=True, slots=True)
class _Tenses:
    """The patterns by which a language tells what is to come; see ``briefer.lang`` for each."""

    future: re.Pattern[str]
    past: re.Pattern[str]
    past_auxiliary: re.Pattern[str]
    deadline_word: re.Pattern[str]
    deadline: re.Pattern[str]
    beside: re.Pattern[str]
    next_week: re.Pattern[str]
    which_week: re.Pattern[str]
    week_behind: re.Pattern[str]
    next_words: frozenset[str]


@lru_cache(maxsize=64)
def _tenses(language: str) -> _Tenses | None:
    """Return the patterns of a language, None where nothing is known of its tenses."""
    known = lang.language(language)
    if not known.future:
        return None
    never = "(?!)"
    article = rf"(?:(?:{known.day_article})\s)?$"
    return _Tenses(
        future=re.compile(rf"\b(?:{known.future})\b"),
        past=re.compile(rf"\b(?:{known.past or never})\b"),
        past_auxiliary=re.compile(rf"\b(?:{known.past_auxiliary or never})\b"),
        deadline_word=re.compile(rf"\b(?:{known.deadline or never})\s", re.IGNORECASE),
        deadline=re.compile(rf"\b(?:{known.deadline or never})\s{article}", re.IGNORECASE),
        beside=re.compile(rf"\b(?:{known.beside_day or never})\s{article}", re.IGNORECASE),
        next_week=re.compile(rf"\s*(?:{known.next_week or never})", re.IGNORECASE),
        which_week=re.compile(rf"(?:{known.which_week or never})\s$", re.IGNORECASE),
        week_behind=re.compile(rf"\s(?:{known.week_behind or never})\b", re.IGNORECASE),
        next_words=known.next_words,
    )


def tells_tenses(language: str) -> bool:
    """Return whether it is known how a language says that something is to come."""
    return _tenses(language) is not None


def upcoming_events(source: Source, article: int, day: dt.date) -> tuple[Ahead, ...]:
    """Return what an article of a source says will happen after a day, the earliest first.

    English, German and French. A weekday or *tomorrow* counts from the article's own date. What
    cannot be pinned to one day ("next week", "by mid-January", "before October"), what already
    was, and a day that hangs on somebody's having spoken ("said on Thursday") are left out.
    """
    on = source.documents[article - 1].article.day
    found = []
    for sentence in source.within({article}):
        if not _may_announce(sentence):
            continue
        days = {_future_day(mention, sentence, on) for mention in sentence.reading.dates}
        found += [
            Ahead(each.isoformat(), sentence.evidence())
            for each in days
            if each is not None and each > day
        ]
    found.sort(key=lambda each: (each.date, each.evidence.start))
    return tuple(found)


def tells_day(claim: Claim, event: Ahead, source: Source) -> bool:
    """Return whether a claim tells something to come with its day.

    It names the day, and rests on the sentence that does, or has a word of it.
    """
    there = event.evidence
    language = source.language_of(there.article)
    on = source.documents[there.article - 1].article.day
    day = dt.date.fromisoformat(event.date)
    if all(day_of(each, on, "future") != day for each in read_dates(claim.text, language)):
        return False
    if any((each.article, each.start) == (there.article, there.start) for each in claim.evidence):
        return True
    return not _undated(claim.text, language).isdisjoint(_undated(there.text, language))


def _undated(text: str, language: str) -> set[str]:
    """Return the content stems of a text that are of no date and no figure."""
    dates = [(each.start, each.end) for each in read_dates(text, language)]
    return {
        word.stem
        for word in words(text, language)
        if word.content
        and word.stem[0] != "#"
        and not any(start <= word.start < end for start, end in dates)
    }


def _may_announce(sentence: SourceSentence) -> bool:
    """Tell whether a sentence has a word by which a day is announced; few have, dates take time."""
    text = sentence.sentence.text
    tenses = _tenses(sentence.language)
    return tenses is not None and bool(
        tenses.future.search(text) or tenses.deadline_word.search(text)
    )


def _future_day(
    mention: DateMention, sentence: SourceSentence, on: dt.date | None
) -> dt.date | None:
    text = sentence.sentence.text
    tenses = _tenses(sentence.language)
    if tenses is None or tenses.beside.search(text[: mention.start]):
        return None
    if not is_announced(mention, text, sentence.language):
        return None
    lone = mention.weekday is not None and not mention.day
    next_week = bool(lone and tenses.next_week.match(text, mention.end))
    if lone and not next_week:
        before = text[max(0, mention.start - 20) : mention.start]
        after = text[mention.end : mention.end + 12]
        if tenses.week_behind.match(after) or mention.text.endswith("s"):
            return None
        if which := tenses.which_week.search(before):
            is_next = which[0].strip().lower() in tenses.next_words
            return _day_of_next_week(mention, on) if is_next else None
    when = day_of(mention, on, "future")
    if when is not None and next_week and on is not None:
        week = (when.isocalendar().week, when.isocalendar().year)
        if week == (on.isocalendar().week, on.isocalendar().year):
            when = day_of(mention, when, "past")
            when = None if when is None else when.fromordinal(when.toordinal() + 7)
    return when


def _day_of_next_week(mention: DateMention, on: dt.date | None) -> dt.date | None:
    """Return the day of "next Tuesday", where it is the same however one counts."""
    if on is None or mention.weekday is None:
        return None
    if mention.weekday == on.isoweekday():
        return on.fromordinal(on.toordinal() + 7)
    return day_of(mention, on, "future") if mention.weekday < on.isoweekday() else None


def is_announced(mention: DateMention, text: str, language: str) -> bool:
    """Return whether the word of time nearest to a day speaks of what is to come.

    Words before the day count first; behind it only where none is before it in its clause.
    """
    tenses = _tenses(language)
    if tenses is None:
        return False
    start = max(0, mention.start - _MOST_BETWEEN)
    before = text[start : mention.start]
    cut = max(before.rfind(mark) for mark in (";", ":", "(", "—", "“", "”", "„", "«", "»"))
    before = before[cut + 1 :]
    known = lang.language(language)
    due = tenses.deadline.search(before) and not tenses.past_auxiliary.search(before)
    if due and text[mention.end :][:1] not in "'’":
        return True
    future = _last(tenses.future, before)
    past = _last(tenses.past, before, known.future_auxiliaries)
    if max(future, past) >= 0:
        return future >= past
    after = text[mention.end : mention.end + _MOST_BETWEEN]
    stop = re.search(r"[;:—“”„«»]", after)
    after = after[: stop.start()] if stop else after
    coming = _first(tenses.future, after)
    gone = _first(tenses.past, after, known.future_auxiliaries)
    return coming >= 0 and (gone < 0 or coming <= gone)


def is_of_another(mention: DateMention, text: str, language: str) -> bool:
    """Return whether a day may be that of something which what is announced follows or precedes.

    "It will not sail for a week after a fire on Thursday": the fire's day, and past; after a
    ceremony on Thursday it may be to come.
    """
    tenses, known = _tenses(language), lang.language(language)
    if tenses is None or not known.beside_day:
        return False
    before = text[max(0, mention.start - _MOST_BETWEEN) : mention.start]
    future = _last(tenses.future, before)
    beside = re.compile(rf"\b(?:{known.beside_day})\s+\w", re.IGNORECASE)
    return future >= 0 and _last(beside, before) > future


_NONE: frozenset[str] = frozenset()


def _last(pattern: re.Pattern[str], text: str, unless: frozenset[str] = _NONE) -> int:
    return max(_places(pattern, text, unless), default=-1)


def _first(pattern: re.Pattern[str], text: str, unless: frozenset[str] = _NONE) -> int:
    return min(_places(pattern, text, unless), default=-1)


def _places(pattern: re.Pattern[str], text: str, unless: frozenset[str]) -> Iterator[int]:
    """Yield where a pattern is found, but not behind some words: "will *be* held"."""
    for match in pattern.finditer(text):
        before = text[: match.start()].rsplit(maxsplit=1)
        if not (unless and before and before[-1].lower() in unless):
            yield match.start()
