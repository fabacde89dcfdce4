"""Does the claim tell as fact what the source only reports as somebody's claim?

Paraphrases rightly drop *officials said*; what is alleged, or said by one of two sides, is a claim,
and so is a sentence copied without the words that say whose it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.checks.alignment import Place
from briefer.checks.findings import finding
from briefer.checks.tuning import ALLEGED_RETOLD, SAID_COPIED, SAME_SENTENCE
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.analysis.cues import Operator
    from briefer.analysis.reading import Reading
    from briefer.checks.context import Context
    from briefer.checks.matching import Matching
    from briefer.checks.sentences import SourceSentence

_ALLEGING = lang.every_language().alleging
_PARTISANS = lang.every_language().partisans
_SOURCES = lang.every_language().source_markers
_REPORTING = lang.every_language().plain_reporting | _SOURCES
_SPEAKERS = lang.every_language().speakers
_HEARSAY = lang.every_language().hearsay_endings
_SHORT = 4
"""Content words of the longest clause that only names who says a thing."""
_LEAST = 2
"""Content words of the shortest thing that is said."""


def check_attribution(context: Context) -> list[Finding]:
    """Find what the source only reports as somebody's claim and the claim tells as fact."""
    claim = context.claim
    if claim.quotes:
        return []
    said = {claim.tokens[op.first].low for op in claim.operators if op.kind == "attribution"}
    for sentence in context.evidence[:2]:
        reading = sentence.reading
        for op in reading.operators:
            if op.kind != "attribution" or not _attributes(op, reading):
                continue
            if said and not _dropped(op, said, sentence, context):
                continue
            reported = _reported(op, reading)
            covered = max((context.share_of(part, reading) for part in reported), default=0.0)
            if (
                len(max(reported, key=len, default=[])) <= _LEAST
                and context.share(sentence) < SAME_SENTENCE
            ):
                continue
            copied = covered >= SAID_COPIED and context.share(sentence) >= SAME_SENTENCE
            alleged = covered >= ALLEGED_RETOLD and _alleged(op, sentence, context)
            if not copied and not alleged:
                continue
            first = reading.tokens[op.first].start - reading.offset
            last = reading.tokens[op.last].end - reading.offset
            message = (
                "the claim tells as fact what the source attributes "
                f"(“{reading.text[first:last]}”) [{context.label(sentence)}]"
            )
            return [
                finding(
                    "attribution",
                    message,
                    context.span(0, len(claim.text)),
                    Place(sentence, op.first, op.last),
                    first,
                    last,
                )
            ]
    return []


def check_speaker(context: Context) -> Iterator[Finding]:
    """Yield a doubt where somebody else says it in the source than in the claim, in other words.

    Names and quotations have rules of their own; here a noun (*the lawyer*) says what its sentence
    has said by somebody whom the claim does not name.
    """
    matching = context.matching
    for op in context.claim.cues("attribution").operators:
        number = _speaker(context.claim, op, matching)
        if number is None or matching.terms[number].kind != "word":
            continue
        clause = matching.clause_at(op.last)
        home = clause.home if clause is not None else None
        if home is None or matching.answers[number].get(home.number):
            continue
        taken = matching.taken(home)
        others = [_subject(home.reading, other) for other in home.reading.cues("attribution")[0]]
        if others and not any(other is None or other in taken for other in others):
            token = context.claim.tokens[matching.terms[number].first]
            other = next(at for at in others if at is not None)
            message = (
                f"the claim has “{token.text}” say it; in the source it is "
                f"“{home.words[other].text}” [{context.label(home)}]"
            )
            span = context.span(token.start, token.end)
            yield Finding("attribution", message, span, level="doubt")
            return


def _speaker(claim: Reading, op: Operator, matching: Matching) -> int | None:
    """Return the number of the term that says what a claim attributes, if it is a plain noun."""
    at = _subject(claim, op)
    return None if at is None else matching.term_at(at)


def _subject(reading: Reading, op: Operator) -> int | None:
    """Return the content word right before a verb of saying, None for a pronoun or another verb."""
    tokens = reading.tokens
    known = lang.language(reading.language)
    if tokens[op.first].low not in known.reporting_verbs or not op.first:
        return None
    before = op.first - 1
    return before if tokens[before].content and tokens[before].kind == "w" else None


def _dropped(op: Operator, said: set[str], sentence: SourceSentence, context: Context) -> bool:
    """Whether a claim that attributes something has dropped this marker all the same.

    Only told when it repeats the sentence, with every other marker that it has.
    """
    reading = sentence.reading
    theirs = {reading.tokens[o.first].low for o in reading.operators if o.kind == "attribution"}
    return (
        context.share(sentence) >= SAME_SENTENCE
        and reading.tokens[op.first].low not in said
        and said <= theirs
    )


def _attributes(op: Operator, reading: Reading) -> bool:
    """Whether a marker is a plain verb of saying or a stronger one, with somebody who says it."""
    low = reading.tokens[op.first].low
    return low in _ALLEGING or low in _REPORTING


def _alleged(op: Operator, sentence: SourceSentence, context: Context) -> bool:
    """Whether the source keeps its distance from what it reports."""
    low = sentence.words[op.first].low
    if low in _ALLEGING:
        return True
    if low in _SOURCES and any(t.low.endswith(_HEARSAY) for t in sentence.words):
        return True  # French reports hearsay in the conditional
    if op.level != 1:
        return False
    before = context.source.before(sentence)
    if any(t.low in _PARTISANS for s in (sentence, *before) for t in s.words):
        return True
    return any(t.low in _ALLEGING for s in before for t in s.words) and any(
        t.low in _SPEAKERS for t in sentence.words[max(0, op.first - 2) : op.first]
    )


def _reported(op: Operator, reading: Reading) -> list[list[int]]:
    """Tokens that can be what is reported: what follows the verb, or the clauses before it."""
    clause = reading.clauses[op.first]
    after = [i for i, _ in reading.content if i > op.last]
    before = [i for i, _ in reading.content if reading.clauses[i] < clause]
    own = [i for i in after if reading.clauses[i] == clause]
    parts = []
    if len(own) <= _SHORT or reading.tokens[op.first].low in _SOURCES:
        rest = [i for i in after if i not in own]
        if not reading.tokens[op.first].low.startswith("accus"):
            parts.append(before + rest)
    if reading.tokens[op.first].low not in _SOURCES:
        parts.append(after)
    return [part for part in parts if len(part) >= _LEAST]
