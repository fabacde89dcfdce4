"""Who it is that a clause is about.

Raises a doubt where the sentence that says what a clause says is about somebody else: the name that
the clause begins with stands in another sentence, or only behind the act, and another name of the
sort stands before the words that both have.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefer.analysis.entities import Name, folded
from briefer.checks.findings import source_span
from briefer.checks.mentions import same_entity
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.checks.context import Context
    from briefer.checks.matching import Clause, Matching
    from briefer.checks.sentences import SourceSentence
    from briefer.lang import Language


_FEWEST = 3
"""Terms of a clause of which one is another word than its sentence has."""
_LOOSE = 4
"""Tokens more that the home may have between the same words."""
_BESIDE = 2
"""Tokens from a subject to its verb, an auxiliary between."""


def check_subjects(context: Context) -> Iterator[Finding]:
    """Yield doubts about clauses that begin with a name, where their sentence has another there."""
    matching = context.matching
    for clause in matching.clauses:
        home = clause.home
        if home is None:
            continue
        if (other := _other_word(clause, home, context)) is not None:
            yield other
            continue
        begun = _beginning(clause, home, context)
        rival = None if begun is None else _rival(begun[0], begun[1], home, clause, context)
        if begun is None or rival is None:
            continue
        offset = home.sentence.start
        yield Finding(
            "order",
            f"in its sentence it is {rival.text} [{context.label(home)}]",
            context.span(begun[0].start, begun[0].end),
            source_span(home, rival.start - offset, rival.end - offset),
            home.sentence.id,
            "doubt",
        )


def _other_word(clause: Clause, home: SourceSentence, context: Context) -> Finding | None:
    """Return a doubt about the word that a clause begins with, for which its home has another.

    "Profit rose 4.5%" is not "Sales rose 4.5%", where profit stands in another sentence. Told of a
    clause with a figure, and of words of names, where all else stands in the home in its order.
    """
    matching = context.matching
    numbers = [n for n in clause.terms if matching.terms[n].root not in matching.language.stop]
    if len(numbers) < _FEWEST or not _is_elsewhere(numbers[0], numbers[1], home, matching):
        return None
    first, second = matching.terms[numbers[0]], matching.terms[numbers[1]]
    answers = [matching.answers[n].get(home.number) or [] for n in numbers[1:]]
    places = [found[0] for found in answers if found]
    if len(places) < len(answers) or places != sorted(places) or first.first < first.last:
        return None
    longest = matching.terms[numbers[-1]].last - second.first + _LOOSE
    if second.first - first.last > _BESIDE or places[-1] - places[0] > longest:
        return None
    rival = _word_before(places[0], home, matching)
    if rival is None or any(rival in found for found in answers):
        return None
    tokens = context.claim.tokens
    mine, theirs = tokens[first.last], home.words[rival]
    named = all(context.register.with_word(folded(t.low)) for t in (mine, theirs))
    if not named and not any(matching.terms[n].kind == "quantity" for n in numbers):
        return None
    offset = home.sentence.start
    return Finding(
        "order",
        f"in its sentence it is {theirs.text} [{context.label(home)}]",
        context.span(tokens[first.first].start, mine.end),
        source_span(home, theirs.start - offset, theirs.end - offset),
        home.sentence.id,
        "doubt",
    )


def _is_elsewhere(one: int, other: int, home: SourceSentence, matching: Matching) -> bool:
    """Tell whether a term is answered in other sentences alone, or behind what another is by."""
    answers, behind = matching.answers[one], matching.answers[other].get(home.number)
    term = matching.terms[one]
    if not answers or not behind or term.kind in {"quantity", "date"}:
        return False
    if isinstance(term.fact, Name) and term.fact.nation:
        return False
    return not any(at < behind[0] for at in answers.get(home.number, ()))


def _word_before(place: int, home: SourceSentence, matching: Matching) -> int | None:
    """Return the content word right before a place of a sentence, an auxiliary between at most.

    None where that is a pronoun, or only says where or with whom: "in Oslo she said".
    """
    known = matching.language
    at = next(
        (at for at in range(place - 1, max(-1, place - 1 - _BESIDE), -1)
         if home.words[at].low not in known.before_verbs),
        None,
    )  # fmt: skip
    if at is None or home.words[at].kind != "w" or home.words[at].stem == "":
        return None
    low = home.words[at].low.replace("’", "'").partition("'")[0]
    if low in known.stop or low in known.pronouns:
        return None
    return None if home.words[max(0, at - 1)].low in _behind_words(known) else at


@lru_cache(maxsize=64)
def _behind_words(known: Language) -> frozenset[str]:
    """Return words behind which stands what a sentence is not about: *in* Oslo."""
    return known.object_prepositions | known.standing_prepositions | frozenset(known.relations)


def _beginning(clause: Clause, home: SourceSentence, context: Context) -> tuple[Name, int] | None:
    """Return the name that a clause begins with, and where what follows it stands in its home.

    None where the home has the name too, unless behind all that follows in the claim and in no
    other voice, or nothing of what follows.
    """
    matching = context.matching
    name: Name | None = None
    behind: list[int] | None = None
    for number in clause.terms:
        term = matching.terms[number]
        places = matching.answers[number].get(home.number)
        if name is None:
            if not isinstance(term.fact, Name):
                return None
            name, behind = term.fact, places
        elif places:
            if behind and not (
                term.kind == "word"
                and places[-1] < behind[0]
                and _same_voice(term.first, places[-1], behind[0], home, context)
            ):
                return None
            return name, places[0]
    return None


def _same_voice(mine: int, theirs: int, name: int, home: SourceSentence, context: Context) -> bool:
    """Whether a word has an auxiliary before it on both sides or on neither, and no *by* behind."""
    known = context.matching.language
    helped = [
        at > 0 and tokens[at - 1].low in known.before_verbs
        for tokens, at in ((context.claim.tokens, mine), (home.words, theirs))
    ]
    between = home.words[theirs + 1 : name]
    return helped[0] == helped[1] and not any(t.low in known.agents for t in between)


def _rival(
    mine: Name, place: int, home: SourceSentence, clause: Clause, context: Context
) -> Name | None:
    """Return the last name of one's sort before a place in a sentence that the clause lacks."""
    matching = context.matching
    facts = (matching.terms[number].fact for number in clause.terms)
    behind_only = any(
        isinstance(matching.terms[number].fact, Name) and matching.answers[number].get(home.number)
        for number in clause.terms[:1]
    )
    own = [fact for fact in facts if isinstance(fact, Name)]
    if behind_only:
        own = own[:1]  # which changed sides: the other one may stand in its place
    known = matching.language
    behind = _behind_words(known)
    index = context.register
    entity = index.entity_of(mine)
    for name in reversed(home.reading.names):
        if name.last >= place or name.adjective or any(same_entity(name, each) for each in own):
            continue
        if name.first and home.words[name.first - 1].low in behind:
            continue  # "in Oslo", "with the council": not what the sentence is about
        other = index.entity_at(home, name)
        kinds = {entity.kind if entity else "unknown", other.kind if other else "unknown"}
        if len(kinds) == 1 or "unknown" in kinds:
            return None if other is not None and other is entity else name
    return None
