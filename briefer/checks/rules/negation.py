"""Does the claim deny what the source denies, and nothing else?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz.distance import Levenshtein

from briefer import lang
from briefer.analysis.tokens import alike
from briefer.checks.alignment import Fact, Place
from briefer.checks.findings import finding
from briefer.checks.tuning import (
    DENIED_AHEAD,
    DENIED_CLOSE,
    DENIED_CLOSE_ADDED,
    RETOLD,
    SHORT_EDIT,
)

if TYPE_CHECKING:
    from briefer.analysis.reading import Reading
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.lang import CueKind
    from briefer.model import Finding

_VERB_NEGATIONS = lang.every_language().verb_negations

_ATTEMPTS = lang.every_language().attempts
_BEHIND = 2
"""Tokens behind a word within which a denial still is of it: "found almost nothing"."""
_DENIALS = lang.every_language().denials
_PAIRED = lang.every_language().paired_denials


def check_negation(context: Context) -> list[Finding]:
    """Find what the claim denies and the source does not, or the other way round."""
    return _by_words(context) + _retold(context)


def _by_words(context: Context) -> list[Finding]:
    """Compare, word by word, what the claim denies with what the source denies."""
    claim = context.claim
    for index in governed(context, "negation"):
        state = polarity(claim, index)
        if state is None:
            continue
        best = {True: -1.0, False: -1.0}
        where: dict[bool, Place] = {}
        fact = Fact(claim, index, index, context.source)
        told = context.occurrences(index)
        clause = context.matching.clause_at(index)
        home = [each for each in told if clause is not None and each[0] is clause.home]
        if any(polarity(sentence.reading, at) == state for sentence, at in home):
            told = home  # what another sentence denies is another matter
        for sentence, at in told:
            other = polarity(sentence.reading, at)
            if other is None or (state and not other and _denied_elsewhere(sentence.reading, at)):
                continue
            if other and not state and _denied_elsewhere(claim, index):
                continue
            place = Place(sentence, at, at)
            near = fact.closeness(place)
            if near > best[other]:
                best[other], where[other] = near, place
        opposite = best[not state]
        if (
            opposite >= (DENIED_CLOSE_ADDED if state else DENIED_CLOSE)
            and opposite > best[state] + DENIED_AHEAD
            and not _is_told(index, where[not state], context, denied=state)
        ):
            return [_negation(index, where[not state], context, denied=state)]
    return []


def _is_told(index: int, place: Place, context: Context, *, denied: bool) -> bool:
    """Whether the other side tells a denial in a verb by another verb: *turned down*, *refused*."""
    matching, sentence = context.matching, place.sentence
    reading, at = (context.claim, index) if denied else (sentence.reading, place.first)
    for op in reading.operators:
        if op.kind != "negation" or at not in op.heads:
            continue
        if denied:
            number = matching.term_at(op.first)
            if number is not None and matching.answers[number].get(sentence.number):
                return True
        elif op.first in matching.taken(sentence):
            return True
    return False


def governed(context: Context, kind: CueKind) -> list[int]:
    """Return claim tokens that a marker of a kind governs, there or in the evidence."""
    claim = context.claim
    mine = claim.cues(kind).heads
    theirs = {
        sentence.words[head].stem
        for sentence in context.evidence
        for head in sentence.reading.cues(kind).heads
    }
    if not mine and not theirs:
        return []
    groups = {g for s in theirs for g in alike(s)}
    dated = {
        i
        for d in claim.dates
        for i in range(claim.token_at(d.start), claim.token_at(d.end - 1) + 1)
    }
    out = [
        index
        for index, root in claim.content
        if index not in dated and (index in mine or root in theirs or groups & set(alike(root)))
    ]
    return sorted(out, key=lambda i: (i not in mine, i))


def polarity(reading: Reading, index: int) -> bool | None:
    """Return True when a word is denied, False when not, None when it cannot be told."""
    denied = False
    loose = False
    clause = reading.clauses[index]
    for op in reading.operators:
        if op.kind == "hedge" and index in op.heads and reading.tokens[op.first].low in _ATTEMPTS:
            loose = True
        if op.kind != "negation" or op.first <= index <= op.last:
            continue
        if index in op.heads:
            word = reading.tokens[op.first].low
            if word in _PAIRED:
                denied = True
            elif op.level == 1 or word in _VERB_NEGATIONS:
                denied = not denied
            else:
                loose = True
        elif reading.clauses[op.first] == clause and (
            op.last < index
            or lang.language(reading.language).negation_follows
            or 0 < op.first - index <= _BEHIND
        ):
            loose = True
    if loose and not denied:
        return None
    return denied


def _denied_elsewhere(reading: Reading, index: int) -> bool:
    """Whether anything else in a word's clause denies: "no verdict is" and "a verdict is not"."""
    clause = reading.clauses[index]
    return any(
        op.kind == "negation"
        and reading.clauses[op.first] == clause
        and index not in op.heads
        and not op.first <= index <= op.last
        for op in reading.operators
    )


def _negation(index: int, place: Place, context: Context, *, denied: bool) -> Finding:
    claim = context.claim
    token = claim.tokens[index]
    start, end = token.start, token.end
    if denied:
        op = next(o for o in claim.operators if o.kind == "negation" and index in o.heads)
        start = claim.tokens[op.first].start
        end = max(end, claim.tokens[op.last].end)
    reading = place.sentence.reading
    first, last = place.first, place.last
    for op in reading.operators:
        if op.kind == "negation" and place.first in op.heads:
            first, last = min(first, op.first), max(last, op.last)
    start_, end_ = (
        reading.tokens[first].start - reading.offset,
        (reading.tokens[last].end - reading.offset),
    )
    said, stands = claim.text[start:end], reading.text[start_:end_]
    message = (
        f"the claim says “{said}”; the source says “{stands}” [{context.label(place.sentence)}]"
    )
    return finding("negation", message, context.span(start, end), place, start_, end_)


def _retold(context: Context) -> list[Finding]:
    """Compare a claim with the sentence that it retells almost word for word, token by token.

    Only a denial put in or taken out is looked at; paraphrases never get here.
    """
    claim = context.claim
    if not context.evidence:
        return []
    sentence = max(context.evidence, key=lambda s: (context.share(s), -s.number))
    if context.share(sentence) < RETOLD:
        return []
    if _times(claim) == _times(sentence.reading):
        return []
    mine = [(i, t) for i, t in enumerate(claim.tokens) if t.kind != "p"]
    theirs = [(i, t) for i, t in enumerate(sentence.words) if t.kind != "p"]
    found: list[Finding] = []
    codes = Levenshtein.opcodes([t.low for _, t in theirs], [t.low for _, t in mine])
    kept = sum(o.src_end - o.src_start for o in codes if o.tag == "equal")
    if kept < RETOLD * len(mine):
        return []
    for code in codes:
        if code.tag == "equal":
            continue
        old = theirs[code.src_start : code.src_end]
        new = mine[code.dest_start : code.dest_end]
        if len(old) > SHORT_EDIT or len(new) > SHORT_EDIT:
            continue
        here = theirs[min(code.src_start, len(theirs) - 1)][0]
        at = mine[min(code.dest_start, len(mine) - 1)][0]
        result = _put_in_or_out(old, new, here, at, sentence, context)
        if result is not None:
            found.append(result)
    return found


def _denials(reading: Reading) -> set[int]:
    """Return the tokens that deny by grammar, idioms such as "no fewer than" left out."""
    return {
        index
        for op in reading.operators
        if op.kind == "negation"
        for index in range(op.first, op.last + 1)
        if reading.tokens[index].low in _DENIALS or reading.tokens[index].low.endswith("n't")
    }


def _times(reading: Reading) -> int:
    """Return how often a sentence denies, in verbs too ("failed to")."""
    verbs = sum(token.low in _VERB_NEGATIONS for token in reading.tokens)
    return len(_denials(reading)) + verbs


def _put_in_or_out(
    old: list[tuple[int, Word]], new: list[tuple[int, Word]], here: int, at: int,
    sentence: SourceSentence, context: Context,
) -> Finding | None:  # fmt: skip
    mine, theirs = _denials(context.claim), _denials(sentence.reading)
    denied = any(n in mine for n, _ in new)
    if denied == any(n in theirs for n, _ in old):
        return None
    beside = [t for _, t in (new if denied else old) if t.low not in _DENIALS]
    if any(t.stem and t.low not in context.common and not t.low.endswith("n't") for t in beside):
        return None
    claim = context.claim
    first, last = (new[0][0], new[-1][0]) if new else (at, at)
    start, end = claim.tokens[first].start, claim.tokens[last].end
    low, high = (old[0][0], old[-1][0]) if old else (here, here)
    offset = sentence.sentence.start
    begin, stop = sentence.words[low].start - offset, sentence.words[high].end - offset
    text = sentence.sentence.text[begin:stop]
    said = claim.text[start:end]
    message = f"the claim says “{said}”; the source says “{text}” [{context.label(sentence)}]"
    return finding("negation", message, context.span(start, end), Place(sentence, low, high), begin,
                   stop)  # fmt: skip
