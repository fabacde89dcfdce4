"""What an article says is still to come, with its day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefer.analysis.days import day_of
from briefer.model import Ahead

if TYPE_CHECKING:
    import datetime as dt

    from briefer.analysis.dates import DateMention
    from briefer.checks import Source, SourceSentence

_FUTURE = {
    "en": re.compile(
        r"\b(?:will|shall|won['’]t|[a-z]+['’]ll|due|scheduled|expected|planned|plans?|slated|"
        r"going to|(?:is|are|am|was|were) (?:to|set)\b|set to|to be|begins?|starts?|opens?|"
        r"resumes?|expires?|returns?|meets|hosts|ends|continues?|goes|takes? place|deadline|"
        r"intends?|aims?|hopes?|would|could|may|might|must|until|awaited|forecast)\b"
    ),
    "de": re.compile(
        r"\b(?:wird|werden|soll|sollen|will|wollen|geplant|vorgesehen|beginnt|beginnen|startet|"
        r"starten|findet|finden|tritt|treten|endet|kommt|kommen|erwartet|eröffnet|stimmt|trifft|"
        r"treffen|bis)\b"
    ),
    "fr": re.compile(
        r"\b(?:\w{2,}r(?:a|ont)|doit|doivent|prévue?s?|va|vont|commence|commencent|débute|débutent"
        r"|attendue?s?|d['’]ici)\b"
    ),
}
_PAST = {
    "en": re.compile(
        r"\b(?:said|says|told|was|were|had|has|have|did|announced|declared|wrote|confirmed|added|"
        r"began|met|left|won|lost|took|gave|came|went|saw|made|got|became|held|led|beat|ran|broke|"
        r"fell|rose|hit|drew|sank|sent|spoke|stood|brought|found|paid|sold|kept|shot|struck|since|"
        r"last|ago|(?<!be )[a-z]{3,}ed)\b"
    ),
    "de": re.compile(
        r"\b(?:sagte[n]?|teilte[n]?|erklärte[n]?|war|waren|hatte[n]?|hat|haben|wurde[n]?|ist|sind|"
        r"kündigte[n]?|begann|endete|letzte[nrms]?|vergangene[nrms]?|seit|[a-zäöüß]{3,}te[n]?)\b"
    ),
    "fr": re.compile(
        r"\b(?:a|ont|avait|avaient|est|sont|était|étaient|fut|dernier|dernière|depuis|dit|déclaré|"
        r"annoncé|[a-zéè]{3,}ait)\b"
    ),
}
_NEXT_WEEK = re.compile(
    r"\s*(?:of\s)?(?:next\sweek|nächster?\sWoche|la\ssemaine\sprochaine)", re.IGNORECASE
)
_OTHER_WEEK = re.compile(
    r"(?:next|last|previous|following|every|each|nächste[nrms]?|kommende[nrms]?|letzte[nrms]?|"
    r"vergangene[nrms]?|jede[nrms]?|chaque|last\sweek['’]s)\s$",
    re.IGNORECASE,
)
_AFTER_WORD = re.compile(r"\s(?:last|prochain|dernier|passé|week|fortnight)\b", re.IGNORECASE)
LANGUAGES = frozenset(_FUTURE)
"""Languages in which it is known whether something is said to come."""
_DEADLINE_WORD = re.compile(r"\b(?:by|until|till|for|bis|d['’]ici)\s", re.IGNORECASE)
_DEADLINE = re.compile(_DEADLINE_WORD.pattern + r"(?:the\s|zum\s|au\s)?$", re.IGNORECASE)
_BESIDE = re.compile(
    r"\b(?:before|after|since|vor|nach|seit|avant|après|depuis)\s(?:the\s|dem\s|le\s)?$",
    re.IGNORECASE,
)
"""A day that something is before or behind is not its own."""
_HAD = re.compile(r"\b(?:had|hatten?|war|waren|avait|avaient)\b")
_MOST_BETWEEN = 90


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


def _may_announce(sentence: SourceSentence) -> bool:
    """Tell whether a sentence has a word by which a day is announced; few have, dates take time."""
    text = sentence.sentence.text
    future = _FUTURE.get(sentence.language)
    return future is not None and bool(future.search(text) or _DEADLINE_WORD.search(text))


def _future_day(
    mention: DateMention, sentence: SourceSentence, on: dt.date | None
) -> dt.date | None:
    text = sentence.sentence.text
    language = sentence.language
    if not is_announced(mention, text, language) or _BESIDE.search(text[: mention.start]):
        return None
    lone = mention.weekday is not None and not mention.day
    next_week = bool(lone and _NEXT_WEEK.match(text, mention.end))
    if lone and not next_week:
        before = text[max(0, mention.start - 20) : mention.start]
        after = text[mention.end : mention.end + 12]
        if _AFTER_WORD.match(after) or mention.text.endswith("s"):
            return None
        if which := _OTHER_WEEK.search(before):
            return _day_of_next_week(mention, on) if which[0].strip().lower() == "next" else None
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
    """Whether the word of time nearest to a day speaks of what is to come.

    Words before the day count first; behind it only where none is before it in its clause.
    """
    if language not in _FUTURE:
        return False
    start = max(0, mention.start - _MOST_BETWEEN)
    before = text[start : mention.start]
    cut = max(before.rfind(mark) for mark in (";", ":", "(", "—", "“", "”", "„", "«", "»"))
    before = before[cut + 1 :]
    if _DEADLINE.search(before) and not _HAD.search(before) and text[mention.end :][:1] not in "'’":
        return True
    future = _last(_FUTURE[language], before)
    past = _last(_PAST[language], before)
    if max(future, past) >= 0:
        return future >= past
    after = text[mention.end : mention.end + _MOST_BETWEEN]
    stop = re.search(r"[;:—“”„«»]", after)
    after = after[: stop.start()] if stop else after
    coming = _first(_FUTURE[language], after)
    gone = _first(_PAST[language], after)
    return coming >= 0 and (gone < 0 or coming <= gone)


def _last(pattern: re.Pattern[str], text: str) -> int:
    return max((match.start() for match in pattern.finditer(text)), default=-1)


def _first(pattern: re.Pattern[str], text: str) -> int:
    match = pattern.search(text)
    return match.start() if match else -1
