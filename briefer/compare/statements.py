"""What an article states that another can state otherwise: figures, days, and who is who."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from typing import TYPE_CHECKING, Literal

from briefer import lang
from briefer.analysis.days import day_of
from briefer.analysis.entities import folded
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

Casualty = Literal["", "dead", "injured", "missing", "moved"]

_BEFALLEN: tuple[Casualty, ...] = ("dead", "injured", "missing", "moved")
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
_PART_WORDS = lang.every_language().subcount_words
_BOUND = lang.every_language().count_bounds
_BREAKS = lang.every_language().counted_breaks
_REACH = 6
_WINDOW = 10
_NOUNS = 2
_STOPS = frozenset(".;:?!—(")
_MOST_FEW = 2
_DURATIONS = frozenset({"s", "min", "h", "d", "wk", "mo", "y"})
_PERSON_STEMS = frozenset({stem(word) for word in _PERSONS})
_CASUALTY_STEMS = frozenset(map(stem, lang.every_language().casualty_words))


@dataclass(frozen=True, eq=False)
class Statement:
    """One statement: where its words are in the sentence, and what stands round them.

    ``counted`` is what is counted or measured, as stems; ``context`` the stems of the words round
    the statement. ``is_first_count``: the article's first count of persons whom that befell.
    """

    kind: FindingKind
    article: int
    sentence: SourceSentence
    start: int
    end: int
    counted: frozenset[str] = frozenset()
    context: frozenset[str] = frozenset()
    quantity: Quantity | None = None
    casualty: Casualty = ""
    is_first_count: bool = False
    day: dt.date | None = None
    name: Name | None = None

    @property
    def says(self) -> str:
        """The words that another article has otherwise."""
        return self.sentence.sentence.text[self.start : self.end]


def stated_figures(source: Source, article: int) -> list[Statement]:
    """Return an article's counts, sums, shares and measures."""
    out = []
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
            casualty = _casualty(sentence, first, last) if _may_count_persons(q, counted) else ""
            out.append(
                Statement(
                    "money" if q.kind == "money" else "number",
                    article,
                    sentence,
                    start,
                    max(q.end, end),
                    counted,
                    _context(sentence, first, last),
                    quantity=q,
                    casualty=casualty,
                    is_first_count=casualty != "" and casualty not in befallen,
                )
            )
            befallen.add(casualty)
    return out


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
    tokens = sentence.words
    low, high = first, last
    while low > 0 and first - low < _WINDOW and tokens[low - 1].text not in _STOPS:
        low -= 1
    while high + 1 < len(tokens) and high - last < _WINDOW and tokens[high + 1].text not in _STOPS:
        high += 1
    return frozenset(
        stem
        for index, stem in sentence.reading.content
        if low <= index <= high and not first <= index <= last and stem[0] != "#"
    )


def is_duration(q: Quantity) -> bool:
    """Return whether a measure is one of time, of which any story has many."""
    return q.unit in _DURATIONS


def is_compound(statement: Statement) -> bool:
    """Return whether a time is told in two units: "five years and three months"."""
    q = statement.quantity
    return q is not None and any(
        is_duration(other)
        and other is not q
        and min(abs(other.start - q.end), abs(q.start - other.end)) <= len(" and ")
        for other in statement.sentence.reading.quantities
    )


def is_part(statement: Statement) -> bool:
    """Return whether a count of persons is told as part of another, or as an older one."""
    reading = statement.sentence.reading
    q = statement.quantity
    first, last = reading.tokens_of(q.start, q.end) if q else (0, 0)
    before = [t.low for t in reading.tokens[max(0, first - 3) : first] if t.low not in _BOUND]
    after = [t.low for t in reading.tokens[last + 1 : last + 4]]
    parts = bool(_PART_WORDS & {*before, *after})
    return is_dated_otherwise(statement) or parts or before[-1:] == ["of"]


def is_dated_otherwise(statement: Statement) -> bool:
    """Return whether a statement stands beside a year, of which it may be told."""
    return any(mention.year is not None for mention in statement.sentence.reading.dates)


def counts_persons(statement: Statement) -> bool:
    """Return whether a figure counts persons in so many words."""
    return bool(statement.counted & _PERSON_STEMS)


def stated_days(source: Source, article: int) -> list[Statement]:
    """Return the days that an article puts something on, where they are certain."""
    on = source.documents[article - 1].article.day
    out = []
    for sentence in source.within({article}):
        reading = sentence.reading
        for mention in reading.dates:
            day = _certain_day(mention, sentence, on)
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
                    day=day,
                )
            )
    return out


def _certain_day(
    mention: DateMention, sentence: SourceSentence, on: dt.date | None
) -> dt.date | None:
    text = sentence.sentence.text
    if mention.hour is not None or _of_speaking(sentence.language).search(text[: mention.start]):
        return None
    if not tells_tenses(sentence.language) and mention.year is None:
        return None
    way: Literal["past", "future"] = (
        "future" if is_announced(mention, text, sentence.language) else "past"
    )
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
            out.setdefault(parts, []).append(mention)
    return out


def _length_of_end(name: Name, parts: int) -> int:
    """Return how many characters the last words of a name take."""
    return len(" ".join(name.text.split()[-parts:]))


_FULL = 2
_SENTENCES = 0.5
_SENTENCE_WORDS = 4


def context_similarity(one: Statement, other: Statement, source: Source) -> tuple[float, int]:
    """Return how much of what stands round two statements is the same, 0 to 1, and how many words.

    Words count by rarity; what has less round it is measured, so that a short sentence can be
    like a long one.
    """
    mine, theirs = one.context, other.context
    shared = {stem for stem in mine if stem in theirs or _has_meaning_of(stem, theirs)}
    if not shared:
        return 0.0, 0
    got = sum(source.rarity(stem) for stem in shared)
    least = min(
        sum(source.rarity(stem) for stem in mine), sum(source.rarity(stem) for stem in theirs)
    )
    return min(1.0, got / least) if least else 0.0, len(shared)


def _has_meaning_of(stem: str, others: frozenset[str]) -> bool:
    groups = set(alike(stem))
    return bool(groups) and any(groups & set(alike(each)) for each in others)


def comparable_pairs(source: Source, originals: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of articles of one language and one day."""
    for one, other in combinations(originals, 2):
        if source.language_of(one) != source.language_of(other):
            continue
        mine = source.documents[one - 1].article.day
        theirs = source.documents[other - 1].article.day
        if mine is None or theirs is None or mine == theirs:
            yield one, other


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
