"""Conditions and causes: what hangs on what, and what is said to follow from what.

Raises doubts: a condition that the claim leaves out or adds, a cause that no sentence tells.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer import lang
from briefer.checks.findings import source_span
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from briefer.analysis.reading import Reading
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.matching import Clause
    from briefer.checks.sentences import SourceSentence
    from briefer.lang import Language


def check_causes(context: Context) -> Iterator[Finding]:
    """Yield doubts about conditions and causes."""
    matching = context.matching
    known = matching.language
    mine = context.claim.lows
    told: set[int] = set()
    for clause in matching.clauses:
        home = clause.home
        if home is None or home.number in told:
            continue
        told.add(home.number)
        if not mine & known.conditions:
            yield from _dropped(clause, home, context)
        yield from _turned(home, context)
        yield from _conceded(home, context)
    evidence = matching.words
    for words, enough, kind in (
        (known.conditions, known.conditions, "condition"),
        (known.causes, known.causes | known.loose_causes, "cause"),
    ):
        if mine.isdisjoint(words) or not evidence.isdisjoint(enough):
            continue
        for index, token in enumerate(context.claim.tokens):
            if token.low in words and _hangs(context.claim.tokens, index, known):
                message = f"no sentence that it rests on tells a {kind} (“{token.text}”)"
                span = context.span(token.start, token.end)
                yield Finding("cause", message, span, level="unsupported")
                break


def _hangs(tokens: Sequence[Word], index: int, known: Language) -> bool:
    """Return whether a word tells a condition or a cause where it stands.

    "*Provided* that" does and "was *provided* by" does not; "*due* to the storm" does and "is *due*
    on Friday" does not; "*even if*" makes nothing hang on anything.
    """
    low = tokens[index].low
    following = tokens[index + 1].low if index + 1 < len(tokens) else ""
    if low in known.conditions_before_that:
        return following in known.subordinators
    if low in known.causes_before_to | known.conditions_before_to:
        return following in known.cause_particles
    before = tokens[index - 1].low if index else ""
    after = " ".join(t.low for t in tokens[index : index + 3]) + " "
    return not any(
        f"{before} {low}" == idiom or after.startswith(f"{idiom} ")
        for idiom in known.condition_idioms
    )


def _conceded(home: SourceSentence, context: Context) -> Iterator[Finding]:
    """Yield a doubt when a claim says *although* where its sentence gives a reason, or nothing."""
    known = context.matching.language
    theirs = home.reading.lows
    if theirs & known.concessions:
        return
    reason = theirs & known.causes
    if theirs & known.contrasts and not reason:
        return
    for token in context.claim.tokens:
        if token.low in known.concessions:
            message = f"its sentence does not say “{token.text}” [{context.label(home)}]"
            yield Finding(
                "cause", message, context.span(token.start, token.end), level="unsupported"
            )
            return


def _dropped(clause: Clause, home: SourceSentence, context: Context) -> Iterator[Finding]:
    """Yield a doubt when what the claim retells hangs on a condition in its sentence."""
    conditions = context.matching.language.conditions
    reading = home.reading
    quoted = reading.quotes
    places = [place for _, place in context.matching.pairs(clause)]
    parts = {reading.main_parts[place] for place in places}
    for index, token in enumerate(home.words):
        if token.low not in conditions or reading.main_parts[index] not in parts:
            continue
        if not _hangs(home.words, index, context.matching.language):
            continue
        if not _governs(home.reading, index, places):
            continue
        start = token.start - home.sentence.start
        if any(q.start <= start < q.end for q in quoted):
            continue
        end = token.end - home.sentence.start
        yield Finding(
            "cause",
            f"the source makes it hang on something (“{token.text}”) [{context.label(home)}]",
            context.span(0, len(context.claim.text)),
            source_span(home, start, end),
            home.sentence.id,
            "doubt",
        )
        return


def _governs(reading: Reading, index: int, places: Sequence[int]) -> bool:
    """Return whether most of what a claim retells can hang on a condition of its sentence.

    One between dashes holds for what stands there too; one behind the words that hang on it ("will
    pay *if* ...") not for the clauses that come after its own.
    """
    tokens, known = reading.tokens, lang.language(reading.language)
    dashes = [at for at in range(1, len(tokens) - 1) if _is_dash(tokens, at)]
    before = [at for at in dashes if at < index]
    behind = [at for at in dashes if at > index]
    if len(before) % 2 and behind:
        out = sum(not before[-1] < place < behind[0] for place in places)
    else:
        last = tokens[index - 1] if index else None
        leads = last is None or last.kind == "p" or last.low in known.subordinators
        if leads or (last is not None and last.low in known.conjunctions):
            return True
        own = reading.clauses[index]
        out = sum(reading.clauses[place] > own for place in places)
    return 2 * out <= len(places)


def _is_dash(tokens: Sequence[Word], at: int) -> bool:
    """Return whether a mark sets a parenthesis off: a dash, two hyphens, one between spaces."""
    token = tokens[at]
    if token.text != "-":
        return token.text in _DASHES
    apart = tokens[at - 1].end < token.start
    return apart and (token.end < tokens[at + 1].start or tokens[at + 1].text == "-")


_DASHES = frozenset("–—")


def _turned(home: SourceSentence, context: Context) -> Iterator[Finding]:
    """Yield a doubt when a claim's reason is what its sentence gives a reason for."""
    matching = context.matching
    joints = matching.language.reasons
    mine = _reason(context.claim, joints)
    theirs = _reason(home.reading, joints)
    if mine is None or theirs is None:
        return
    same = crossed = 0
    for term, answer in zip(matching.terms, matching.answers, strict=True):
        for place in answer.get(home.number, ())[:1]:
            alike = (term.first in mine) == (place in theirs)
            same, crossed = same + alike, crossed + (not alike)
    if crossed > max(same, 1):
        start, end = context.claim.tokens[mine[0]].start, context.claim.tokens[mine[-1]].end
        message = f"the source gives it the other way round [{context.label(home)}]"
        yield Finding("cause", message, context.span(start, end), level="doubt")


def _reason(reading: Reading, joints: Collection[str]) -> range | None:
    """Return the tokens that give a reason: from its joint to the clause's end."""
    for index, token in enumerate(reading.tokens):
        if token.low in joints and not _tells_part(reading, index):
            last = index
            while (
                last + 1 < len(reading.tokens) and reading.tokens[last + 1].text not in _CLAUSE_ENDS
            ):
                last += 1
            return range(index, last + 1)
    return None


def _tells_part(reading: Reading, index: int) -> bool:
    """Return whether a word tells as what somebody acts, and no reason: "worked *as a* guard"."""
    known = lang.language(reading.language)
    following = reading.tokens[index + 1].low if index + 1 < len(reading.tokens) else ""
    return reading.tokens[index].low in known.part_markers and following in known.articles


_CLAUSE_ENDS = frozenset(",;:—–.")
