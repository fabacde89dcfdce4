"""What an article states that another can state otherwise: figures, days, and who is who."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Literal

from briefer import lang
from briefer.analysis.days import day_of
from briefer.analysis.entities import folded
from briefer.analysis.measures import DURATIONS
from briefer.analysis.terms import meanings_of
from briefer.analysis.tokens import alike, stem
from briefer.compare.upcoming import is_announced, is_of_another, tells_tenses

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Iterator, Sequence

    from briefer.analysis.dates import DateMention
    from briefer.analysis.entities import Name
    from briefer.analysis.quantities import Quantity
    from briefer.checks import Source, SourceSentence
    from briefer.model import FindingKind

_GENERIC = lang.every_language().generic
_TITLES = lang.every_language().titles

Casualty = Literal["", "dead", "injured", "missing", "moved", "attending"]

_BEFALLEN: tuple[Casualty, ...] = ("dead", "injured", "missing", "moved", "attending")
_CASUALTIES = {
    casualty: re.compile(
        "|".join(
            sorted(p for p, kind in lang.every_language().casualties.items() if kind == casualty)
        ),
        re.IGNORECASE,
    )
    for casualty in _BEFALLEN
}
_PERSONS = lang.every_language().person_nouns
_GENITIVE = lang.every_language().genitive_words
_VENUES = lang.every_language().venues
_PART_WORDS = lang.every_language().subcount_words
_BOUND = lang.every_language().count_bounds
_BREAKS = lang.every_language().counted_breaks
MOST_STATED = 150
"""Figures, or days, of one article that are held against another's: those that it tells first. A
page of news has a tenth of it, and what has more is a table."""

_MOST_PERSONS = 400
_REACH = 6
_WINDOW = 10
_ANCHORS = 3
_NOUNS = 2
_STOPS = frozenset(".;:?!—(")
_MOST_FEW = 2
_PERSON_STEMS = frozenset({stem(word) for word in _PERSONS})
_CASUALTY_STEMS = frozenset(map(stem, lang.every_language().casualty_words))


@dataclass(frozen=True, eq=False)
class Statement:
    """One statement: where its words are in the sentence, and what stands round them.

    ``counted`` is what is counted or measured, as stems; ``context`` the stems of the words round
    the statement, ``anchors`` of the three before and the three behind it. ``is_first_count``: the
    article's first count of persons whom that befell; ``is_only_count``: nothing else in it is
    counted in that noun. ``is_compound``: a time that is told in two units.
    ``is_ahead``: the day is told as one to come.
    """

    kind: FindingKind
    article: int
    sentence: SourceSentence
    start: int
    end: int
    counted: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    anchors: frozenset[str] = frozenset()
    quantity: Quantity | None = None
    casualty: Casualty = ""
    is_first_count: bool = False
    is_only_count: bool = False
    is_compound: bool = False
    day: dt.date | None = None
    is_ahead: bool = False
    name: Name | None = None

    @property
    def says(self) -> str:
        """The words that another article has otherwise."""
        return self.sentence.sentence.text[self.start : self.end]


def stated_figures(source: Source, article: int) -> list[Statement]:
    """Return an article's counts, sums, shares and measures, `MOST_STATED` at most."""
    out = list(islice(_figures(source, article), MOST_STATED))
    times = Counter(stem for each in out for stem in each.counted)
    return [
        replace(each, is_only_count=all(times[stem] == 1 for stem in each.counted)) for each in out
    ]


def _figures(source: Source, article: int) -> Iterator[Statement]:
    befallen: set[Casualty] = set()
    for sentence in source.within({article}):
        reading = sentence.reading
        for q in reading.quantities:
            if q.kind not in {"count", "money", "percent", "points"}:
                continue
            if q.kind == "count" and not q.unit and q.word and q.low <= _MOST_FEW:
                continue
            first, last = reading.tokens_of(q.start, q.end)
            counted, end = _counted(sentence, last)
            start = min(q.lead, q.start) if q.qualifier else q.start
            casualty: Casualty = ""
            if _may_count_persons(q, counted):
                casualty = _casualty(sentence, first, last)
            if not casualty and _is_of_crowd(sentence, first, last, counted):
                casualty, end = "attending", 0 if not counted & _CASUALTY_STEMS else end
            yield Statement(
                "money" if q.kind == "money" else "number",
                article,
                sentence,
                start,
                max(q.end, end),
                counted,
                _context(sentence, first, last),
                _anchors(sentence, first, last),
                quantity=q,
                casualty=casualty,
                is_first_count=casualty != "" and casualty not in befallen,
                is_compound=_is_compound(q, reading.quantities),
            )
            befallen.add(casualty)


def _is_of_crowd(sentence: SourceSentence, first: int, last: int, counted: frozenset[str]) -> bool:
    """Return whether a figure counts those who watch: "a crowd of 9,000", "9,000 in the ground"."""
    tokens = sentence.words
    crowd, of = (tokens[first - 2].low, tokens[first - 1].low) if first > 1 else ("", "")
    if of in _GENITIVE and _CASUALTIES["attending"].match(crowd):
        return True
    return not counted and bool(_VENUES & {token.low for token in tokens[last + 1 : last + 4]})


def _counted(sentence: SourceSentence, last: int) -> tuple[frozenset[str], int]:
    """Return the stems of the noun behind a figure, and where it ends in the sentence."""
    tokens = sentence.words
    stems: set[str] = set()
    end = 0
    for token in tokens[last + 1 : last + 5]:
        if token.kind != "w" or (stems and token.low in _BREAKS):
            break
        if token.low in _BREAKS:
            if token.low == "of":
                continue
            break
        stems.add(token.stem)
        end = token.end - sentence.sentence.start
        if len(stems) >= _NOUNS or token.low in _PERSONS:
            break
    return frozenset(stems), end if len(stems) == 1 else 0


def _may_count_persons(q: Quantity, counted: frozenset[str]) -> bool:
    if q.kind != "count" or q.unit:
        return False
    return not counted or bool(counted & (_PERSON_STEMS | _CASUALTY_STEMS))


def _casualty(sentence: SourceSentence, first: int, last: int) -> Casualty:
    """Return what befell those counted, by the nearest word for it in the clause."""
    best: tuple[int, Casualty] = (_REACH + 1, "")
    clauses = sentence.reading.clauses
    for index in range(max(0, first - _REACH), min(len(sentence.words), last + _REACH + 1)):
        if clauses[index] != clauses[first]:
            continue
        distance = first - index if index < first else index - last
        low = sentence.words[index].low
        for casualty, pattern in _CASUALTIES.items():
            if distance < best[0] and pattern.match(low):
                best = distance, casualty
    return best[1]


def _context(sentence: SourceSentence, first: int, last: int) -> frozenset[str]:
    """Return the content stems within ten words of a place, up to the ends of its sentence."""
    return frozenset(stem for _, stem in _around(sentence, first, last, _WINDOW))


def _anchors(sentence: SourceSentence, first: int, last: int) -> frozenset[str]:
    """Return the three content stems before a place and behind it, where they are near."""
    near = _around(sentence, first, last, _REACH)
    before = [stem for index, stem in near if index < first]
    behind = [stem for index, stem in near if index > last]
    return frozenset({*before[-_ANCHORS:], *behind[:_ANCHORS]})


def _around(sentence: SourceSentence, first: int, last: int, reach: int) -> list[tuple[int, str]]:
    """Return the content words within a reach of a place, up to the ends of its sentence."""
    tokens = sentence.words
    low, high = first, last
    while low > 0 and first - low < reach and tokens[low - 1].text not in _STOPS:
        low -= 1
    while high + 1 < len(tokens) and high - last < reach and tokens[high + 1].text not in _STOPS:
        high += 1
    return [
        (index, stem)
        for index, stem in sentence.reading.content
        if low <= index <= high and not first <= index <= last and stem[0] != "#"
    ]


def is_duration(q: Quantity) -> bool:
    """Return whether a measure is one of time, of which any story has many."""
    return q.unit in DURATIONS


def _is_compound(q: Quantity, others: Sequence[Quantity]) -> bool:
    """Return whether a time is told in two units: "five years and three months"."""
    return any(
        is_duration(other)
        and other is not q
        and min(abs(other.start - q.end), abs(q.start - other.end)) <= len(" and ")
        for other in others
    )


def is_part(statement: Statement) -> bool:
    """Return whether a count of persons is told as part of another, or as an older one."""
    reading = statement.sentence.reading
    q = statement.quantity
    first, last = reading.tokens_of(q.start, q.end) if q else (0, 0)
    before = [t.low for t in reading.tokens[max(0, first - 3) : first] if t.low not in _BOUND]
    after = [t.low for t in reading.tokens[last + 1 : last + 4]]
    parts = bool(_PART_WORDS & {*before, *after})
    of = before[-1:] == ["of"] and statement.casualty != "attending"  # in front of, a crowd of
    return is_dated_otherwise(statement) or parts or of


def is_dated_otherwise(statement: Statement) -> bool:
    """Return whether a statement stands beside a year, of which it may be told."""
    return any(mention.year is not None for mention in statement.sentence.reading.dates)


def counts_persons(statement: Statement) -> bool:
    """Return whether a figure counts persons in so many words."""
    return bool(statement.counted & _PERSON_STEMS)


def stated_days(source: Source, article: int) -> list[Statement]:
    """Return the days that an article surely puts something on, `MOST_STATED` at most."""
    on = source.documents[article - 1].article.day
    out: list[Statement] = []
    for sentence in source.within({article}):
        reading = sentence.reading
        for mention in reading.dates:
            if len(out) >= MOST_STATED:
                return out
            way = _way(mention, sentence)
            day = _certain_day(mention, sentence, on, way)
            if day is None:
                continue
            first, last = reading.tokens_of(mention.start, mention.end)
            out.append(
                Statement(
                    "date",
                    article,
                    sentence,
                    mention.start,
                    mention.end,
                    context=_context(sentence, first, last),
                    anchors=_anchors(sentence, first, last),
                    day=day,
                    is_ahead=way == "future",
                )
            )
    return out


def _way(mention: DateMention, sentence: SourceSentence) -> Literal["past", "future"]:
    announced = is_announced(mention, sentence.sentence.text, sentence.language)
    return "future" if announced else "past"


def _certain_day(
    mention: DateMention,
    sentence: SourceSentence,
    on: dt.date | None,
    way: Literal["past", "future"],
) -> dt.date | None:
    text = sentence.sentence.text
    if mention.hour is not None or _of_speaking(sentence.language).search(text[: mention.start]):
        return None
    if not tells_tenses(sentence.language) and mention.year is None:
        return None
    if way == "future" and is_of_another(mention, text, sentence.language):
        return None
    return day_of(mention, on, way)


@lru_cache(maxsize=64)
def _of_speaking(language: str) -> re.Pattern[str]:
    """Return the pattern of what stands before a day on which somebody spoke."""
    known = lang.language(language)
    verbs = "|".join(sorted(known.attributing_verbs)) or "(?!)"
    lead = rf"(?:{known.day_lead})?" if known.day_lead else ""
    return re.compile(rf"\b(?:{verbs})(?:\s[^\W\d_]+){{0,3}}\s{lead}\s?$")


def named_persons(source: Source, article: int) -> dict[tuple[str, ...], list[Statement]]:
    """Return the persons an article names in full: first name and surname, folded."""
    out: dict[tuple[str, ...], list[Statement]] = {}
    for sentence in source.within({article}):
        for name in sentence.reading.names:
            parts = tuple(folded(part) for part in name.parts)
            while len(parts) > _FULL and (parts[0] in _GENERIC or parts[0] in _TITLES):
                parts = parts[1:]
            if len(parts) != _FULL or name.nation or set(parts) & _GENERIC:
                continue
            start = name.end - sentence.sentence.start - _length_of_end(name, len(parts))
            end = name.end - sentence.sentence.start
            mention = Statement("name", article, sentence, start, end, name=name)
            if parts in out or len(out) < _MOST_PERSONS:
                out.setdefault(parts, []).append(mention)
    return out


def _length_of_end(name: Name, parts: int) -> int:
    """Return how many characters the last words of a name take."""
    return len(" ".join(name.text.split()[-parts:]))


_NO_MEANING: frozenset[int] = frozenset()
_FULL = 2
_SENTENCES = 0.5
_SENTENCE_WORDS = 4


def context_similarity(
    one: Statement, other: Statement, source: Source, *, loosely: bool = False
) -> tuple[float, int]:
    """Return how much of what stands round two statements is the same, 0 to 1, and how many words.

    Words count by rarity; what has less round it is measured, so that a short sentence can be
    like a long one. ``loosely``: a word that means more, or nearly the same, is the same.
    """
    mine, theirs, language = one.context, other.context, one.sentence.language
    is_like = partial(has_meaning_of, language=language) if loosely else _is_alike
    shared = {stem for stem in mine if stem in theirs or is_like(stem, theirs)}
    if not shared:
        return 0.0, 0
    got = sum(source.rarity(stem) for stem in shared)
    least = min(
        sum(source.rarity(stem) for stem in mine), sum(source.rarity(stem) for stem in theirs)
    )
    return min(1.0, got / least) if least else 0.0, len(shared)


def share_anchor(one: Statement, other: Statement) -> bool:
    """Return whether a word right beside one statement stands right beside the other too."""
    theirs, language = other.anchors, one.sentence.language
    return any(stem in theirs or has_meaning_of(stem, theirs, language) for stem in one.anchors)


def share_day(one: Statement, other: Statement) -> bool:
    """Return whether the sentences of two statements name a day that is the same."""
    return bool(_named_days(one.sentence) & _named_days(other.sentence))


def _named_days(sentence: SourceSentence) -> set[tuple[int | None, int | None, int | None]]:
    return {
        (each.weekday, each.day, each.month)
        for each in sentence.reading.dates
        if each.weekday is not None or each.day is not None
    }


def _is_alike(stem: str, others: frozenset[str]) -> bool:
    groups = set(alike(stem))
    return bool(groups) and any(groups & set(alike(each)) for each in others)


def has_meaning_of(stem: str, others: frozenset[str], language: str) -> bool:
    """Return whether one of some stems means what a stem means, more or less."""
    if _is_alike(stem, others):
        return True
    known = meanings_of(language)
    wants, means = known.wants.get(stem, _NO_MEANING), known.means.get(stem, _NO_MEANING)
    return any(
        not wants.isdisjoint(known.means.get(each, _NO_MEANING))
        or not means.isdisjoint(known.wants.get(each, _NO_MEANING))
        for each in others
    )


def are_similar(one: SourceSentence, other: SourceSentence, source: Source) -> bool:
    """Return whether two sentences share half of their words, by rarity, and four at least."""
    both = one.stems & other.stems
    if len(both) < _SENTENCE_WORDS:  # so it is with nearly every pair
        return False
    shared = [s for s in both if s[0] != "#"]
    if len(shared) < _SENTENCE_WORDS:
        return False
    got = sum(source.rarity(s) for s in shared)
    total = max(
        sum(source.rarity(s) for s in one.stems), sum(source.rarity(s) for s in other.stems)
    )
    return got >= _SENTENCES * total
