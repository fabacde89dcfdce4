"""Who did what to whom, and what came before what.

Raises doubts: a relation word (*before*, *from*, *by*, *against*) that the evidence has not, or has
another of; two names that change places round a verb; a figure that stands in another part of its
sentence than what the claim ties it to.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from briefer.analysis.comparison import same_sort
from briefer.analysis.dates import DateMention
from briefer.analysis.quantity import Quantity
from briefer.checks.findings import source_span
from briefer.checks.rules.coverage import is_verb
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.analysis.reading import Reading
    from briefer.analysis.terms import Term
    from briefer.analysis.tokens import Word
    from briefer.checks.context import Context
    from briefer.checks.matching import Matching
    from briefer.checks.sentences import SourceSentence
    from briefer.lang import Language

_REACH = 4
"""Tokens before a term within which the word stands that relates it."""
_HEAD_REACH = 6
"""Tokens before a relation word of the source within which the word stands that it hangs on."""
_HEADS = frozenset({"word", "name"})
"""What a relation word hangs on: in "from four to six" both hang on the verb."""
_BESIDE = 3
"""Terms before a figure that are held to stand by it in the source too."""


def check_order(context: Context) -> Iterator[Finding]:
    """Yield doubts about relations, places of names, and figures' parts of a sentence."""
    matching = context.matching
    for clause in matching.clauses:
        if clause.home is None:
            continue
        pairs = list(matching.pairs(clause))
        yield from _relations(pairs, clause.home, matching, context)
        yield from _exchanged(pairs, clause.home, matching, context)
        yield from _apart(pairs, clause.home, context)


def _relations(
    pairs: Sequence[tuple[Term, int]], home: SourceSentence, matching: Matching, context: Context
) -> Iterator[Finding]:
    known = matching.language
    tokens = context.claim.tokens
    before = -1
    every: set[str | None] | None = None
    for term, place in pairs:
        index = _relation(tokens, term.first, known, before)
        before = term.last
        if index < 0:
            continue
        mine = known.relations[tokens[index].low]
        if index and tokens[index - 1].low in known.source_markers:
            continue  # "according to"
        act = term.kind == "word"
        if act and _is_infinitive(tokens, index, term.first, known):
            continue
        at = _relation(home.words, place, known)
        if act and at >= 0 and _is_infinitive(home.words, at, place, known):
            at = -1
        theirs = known.relations[home.words[at].low] if at >= 0 else ""
        opposed = frozenset((mine, theirs)) in known.opposed_relations and (
            mine in known.needed_relations or _is_of_same(term, index, at, home, matching)
        )
        if every is None:
            every = {known.relations.get(low) for low in home.reading.lows}
        missing = (
            mine in known.needed_relations
            and mine not in every
            and home.reading.lows.isdisjoint(known.stand_ins.get(mine, ()))
        )
        if not opposed and not missing:
            continue
        start, end = tokens[index].start, tokens[term.last].end
        said = context.claim.text[start:end]
        if opposed:
            low, high = home.words[at].start, home.words[place].end
            offset = home.sentence.start
            stands = home.sentence.text[low - offset : high - offset]
            yield Finding(
                "order",
                f"the claim says “{said}”; the source “{stands}” [{context.label(home)}]",
                context.span(start, end),
                source_span(home, low - offset, high - offset),
                home.sentence.id,
                "contradicted",
            )
        else:
            message = f"its sentence does not say “{said}” [{context.label(home)}]"
            yield Finding("order", message, context.span(start, end), level="doubt")


def _is_infinitive(tokens: Sequence[Word], index: int, last: int, known: Language) -> bool:
    """Return whether a relation word may only mark the verb behind it: "*to* prompt"."""
    if tokens[index].low not in known.infinitive_markers:
        return False
    behind = tokens[index + 1]
    return behind.low in known.before_verbs or (
        index + 1 == last and behind.kind == "w" and behind.text.islower()
    )


def _is_of_same(term: Term, index: int, at: int, home: SourceSentence, matching: Matching) -> bool:
    """Return whether both relation words hang on the same word: "*paid* to" and "*paid* by".

    A relation of another word tells nothing: "a statement by the mayor", "thanked the mayor".
    """
    number = matching.term_at(term.first) or 0
    for head in range(number - 1, max(-1, number - 1 - _REACH), -1):
        if matching.terms[head].last < index and matching.terms[head].kind in _HEADS:
            places = matching.answers[head].get(home.number, [])
            nearest = bisect_left(places, at - _HEAD_REACH)
            return nearest < len(places) and places[nearest] < at
    return True


def _relation(tokens: Sequence[Word], place: int, known: Language, stop: int = -1) -> int:
    """Return the token that relates a term to what stands before it; -1 when there is none."""
    for index in range(place - 1, max(stop, place - 1 - _REACH, -1), -1):
        token = tokens[index]
        if token.low in known.relations:
            return index
        if token.kind == "p" and token.text not in {"-", "$", "€", "£"}:
            break
        if token.low in known.phrase_breaks:
            break
    return -1


def _exchanged(
    pairs: Sequence[tuple[Term, int]], home: SourceSentence, matching: Matching, context: Context
) -> Iterator[Finding]:
    """Yield a doubt when what stands on one side of a verb stands on its other side in the source.

    A passive exchanges the sides by right, so that one on one side alone has to come with it.
    """
    tokens, known = context.claim.tokens, matching.language
    clauses = home.reading.clauses
    for number in range(1, len(pairs) - 1):
        verb, at = pairs[number]
        if verb.kind != "word" or not is_verb(verb, matching):
            continue
        before = tokens[verb.first - 1].low if verb.first else ""
        if before in known.pointers or before in known.articles:
            continue  # "the *fundraising* page"
        one, place = pairs[number - 1]
        other, other_place = pairs[number + 1]
        if clauses[place] != clauses[at] or clauses[other_place] != clauses[at]:
            continue
        if (
            _is_beside(tokens, one.first, known)
            or _is_beside(home.words, other_place, known)
            or (_is_beside(tokens, other.first, known) or _is_beside(home.words, place, known))
        ):
            continue  # "in the hall she spoke", "she spoke in the hall"
        if not (place < at < other_place or other_place < at < place):
            continue
        turned = other_place < place
        mine = _is_passive(tokens, verb.first, other.first, matching)
        theirs = _is_passive(home.words, at, max(place, other_place), matching)
        if turned == (mine != theirs):
            continue
        start, end = tokens[one.first].start, tokens[other.last].end
        message = f"the source has them the other way round [{context.label(home)}]"
        yield Finding("order", message, context.span(start, end), level="contradicted")
        return


def _is_beside(tokens: Sequence[Word], place: int, known: Language) -> bool:
    """Whether a noun stands behind a preposition of place, and so is no subject or object."""
    for index in range(place - 1, max(-1, place - 1 - _REACH), -1):
        if tokens[index].low in known.standing_prepositions:
            return True
        if tokens[index].kind == "p" or tokens[index].low in known.phrase_breaks:
            return False
    return False


def _is_passive(tokens: Sequence[Word], verb: int, last: int, matching: Matching) -> bool:
    """Whether somebody is named behind a verb as the one who does it: "was praised *by* ..."."""
    return any(t.low in matching.language.agents for t in tokens[verb + 1 : last])


def _apart(
    pairs: Sequence[tuple[Term, int]], home: SourceSentence, context: Context
) -> Iterator[Finding]:
    """Yield a doubt when another figure of its sort stands between a figure and its neighbour.

    "Eleven people died in Aldeira and six in Monfrei" has the six nearer to Monfrei; a claim that
    ties it to Aldeira takes it from another part of the sentence.
    """
    reading = home.reading
    for number, (term, place) in enumerate(pairs):
        if not isinstance(term.fact, Quantity | DateMention):
            continue
        near = [
            (other, where)
            for other, where in (
                *pairs[max(0, number - _BESIDE) : number],
                *pairs[number + 1 : number + 2],
            )
            if other.kind != "quantity"
        ]
        claim = context.claim
        taken = [
            (other, where)
            for other, where in near
            if _is_taken(where, place, term.fact, reading)
            # What is another figure's in the claim too tells nothing: "231 pounds and $465,000".
            and not _is_taken(other.first, _claim_place(term, claim), term.fact, claim)
            and claim.clauses[other.first] == claim.clauses[term.first]
        ]
        owners = [other for other, _ in taken if other.kind == "name" or other is pairs[0][0]]
        if len(taken) < len(near) and not owners:
            continue
        if taken:
            other = taken[0][0]
            start = context.claim.tokens[min(term.first, other.first)].start
            end = context.claim.tokens[max(term.last, other.last)].end
            message = f"the source has another figure beside it [{context.label(home)}]"
            yield Finding("order", message, context.span(start, end), level="doubt")
            return


def _claim_place(term: Term, claim: Reading) -> int:
    """Return the first token of a claim's figure, behind what bounds it."""
    fact = term.fact
    return claim.token_at(fact.start) if isinstance(fact, Quantity) else term.first


def _is_taken(where: int, place: int, fact: Quantity | DateMention, reading: Reading) -> bool:
    """Whether a word stands nearer to another figure, in another part of its sentence."""
    same_part = reading.parts[where] == reading.parts[place]
    if same_part and reading.clauses[where] == reading.clauses[place]:
        return False
    away = abs(where - place)
    low, high = where - away + 1, where + away - 1
    if isinstance(fact, Quantity):
        figures = reading.quantities_between(low, high)
        return any(at != place and same_sort(fact, q) for at, q in figures)
    if fact.hour is None:  # days and years are told in lists, and open a sentence about many things
        return False
    dates = reading.dates_between(low, high)
    return any(at != place and date.hour is not None for at, date in dates)
