"""A claim in another language than its source: what can be checked without knowing both."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence

from briefer import lang
from briefer.analysis.comparison import compare
from briefer.analysis.dates import DateMention, read_dates
from briefer.analysis.entities import read_names
from briefer.analysis.measures import MEASURES, convertible
from briefer.analysis.quantities import Quantity, read_quantities
from briefer.analysis.tokens import words
from briefer.checks.evidence import Content, find
from briefer.checks.instructed import instructed
from briefer.checks.rules.dates import agree
from briefer.checks.sentences import SourceSentence
from briefer.checks.source import Source
from briefer.checks.verdict import Verdict
from briefer.model import Finding, Span, status_of
from briefer.text import guess_language

_NO_FIGURES = 0.5
"""The score of a claim without figures: nothing was found for it or against it."""


def check_translation(
    text: str, source: Source, cited: Sequence[str] = (), *, language: str
) -> Verdict:
    """Check the figures and dates of a claim that is not in its source's language.

    Words, negation and the rest need one language and are not looked at. A figure must stand in
    the article that is cited, in digits or words, in any unit; a full name or a country that the
    article lacks raises a doubt, since names change with the language. The claim is open at best.

    Args:
        text: the claim.
        source: the articles it should rest on.
        cited: ids as for `check`; without any that exist, the sentences that share figures and
            names with the claim are taken.
        language: the claim's language, as a two-letter code.

    Returns:
        The verdict; its score is the share of figures and dates that the article has, and 0.5
        for a claim without any.
    """
    named, unknown = source.resolve(cited)
    pool = source.within({sentence.article for sentence in named})
    content = Content(words(text, language), source, language)
    evidence = named or find(content, source, pool)
    dates = read_dates(text, language)
    spans = [(date.start, date.end) for date in dates]
    figures = [q for q in read_quantities(text, language, spans) if not q.word]
    findings = [_missing("number", q) for q in figures if not _stands(q, pool)]
    findings += [_missing("date", date) for date in dates if not _dated(date, pool)]
    if unknown and not named:
        findings.append(
            Finding(
                "evidence",
                f"the claim cites {', '.join(unknown)}, which the source lacks",
                level="doubt",
            )
        )
    findings += _unnamed(text, language, source, pool)
    if (order := instructed(content, source, evidence, cited)) is not None:
        findings.append(order)
    total = len(figures) + len(dates)
    missing = sum(f.level != "doubt" and f.kind != "evidence" for f in findings)
    score = round(1 - missing / total, 4) if total else _NO_FIGURES
    return Verdict(
        tuple(s.evidence() for s in evidence),
        "cited" if named else "found",
        score,
        tuple(findings),
        status_of(findings, carried=False),
        checked="figures",
    )


def speaks_otherwise(text: str, language: str) -> str | None:
    """Return the language of a claim when it is surely not that of its source, else None.

    A language's commonest words tell; a claim that has one word in seven of the source's is taken
    for one in the source's language.
    """
    own = [word.casefold() for word in _WORDS.findall(text)]
    if len(own) < _FEWEST_WORDS:
        return None
    stop = lang.language(language).stop
    if not stop or sum(word in stop for word in own) >= _OWN_SHARE * len(own):
        return None
    guessed = guess_language(text)
    return guessed if guessed != language and lang.language(guessed) is not None else None


_WORDS = re.compile(r"[^\W\d_]+")
_FEWEST_WORDS = 5
_OWN_SHARE = 1 / 7


def _unnamed(
    text: str, language: str, source: Source, pool: Sequence[SourceSentence]
) -> Iterator[Finding]:
    """Yield doubts about full names and countries that no sentence has."""
    if lang.language(language).nouns_capitalised:
        return
    tokens = words(text, language)
    known = source.folded_words({s.article for s in pool}) if pool else frozenset[str]()
    nations = {name.nation for s in pool for name in s.reading.names}
    for name in read_names(tokens, language):
        lacks = (
            name.nation not in nations
            if name.nation
            else (len(name.parts) > 1 and not known.intersection(name.parts))
        )
        if lacks:
            span = Span(name.start, name.end, text[name.start : name.end])
            yield Finding("name", f"{name.text} is not in the source", span, level="doubt")


def _stands(q: Quantity, pool: Sequence[SourceSentence]) -> bool:
    """Whether both ends of a quantity are somewhere: a range may be read as one or as two."""
    if all(any(math.isclose(end, value) for value in _values(pool)) for end in {q.low, q.high}):
        return True
    return q.unit in MEASURES and any(
        convertible(q.unit, other.unit) and compare(q, other) in {"same", "near"}
        for sentence in pool
        for other in sentence.reading.quantities
    )


def _values(pool: Sequence[SourceSentence]) -> Iterator[float]:
    for sentence in pool:
        for other in sentence.reading.quantities:
            yield from (other.low, other.high)
        # A year or a day may be read as a date on one side and as a number on the other.
        for date in sentence.reading.dates:
            yield from (part for part in date.parts().values() if not isinstance(part, str))


def _dated(date: DateMention, pool: Sequence[SourceSentence]) -> bool:
    return any(agree(date, other, None) for sentence in pool for other in sentence.reading.dates)


def _missing(kind: str, part: Quantity | DateMention) -> Finding:
    span = Span(part.start, part.end, part.text)
    message = f"the claim says {part.text}; the source does not say that"
    return Finding("date" if kind == "date" else "number", message, span, level="unsupported")
