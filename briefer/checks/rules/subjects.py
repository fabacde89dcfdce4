"""Who it is that a clause is about.

Raises a doubt where the sentence that says what a clause says is about somebody else: the name that
the clause begins with stands in another sentence, or only behind the act, and another name of the
sort stands before the words that both have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.analysis.entities import Name
from briefer.checks.findings import source_span
from briefer.checks.mentions import same_entity
from briefer.model import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefer.checks.context import Context
    from briefer.checks.matching import Clause, Matching
    from briefer.checks.sentences import SourceSentence


_FEWEST = 3
"""Terms of a clause of which one is another word than its sentence has."""


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

    "Profit rose 4.5%" is not "Sales rose 4.5%", where profit stands in another sentence. Told only
    where all else of the clause is in the home, and the home has a word of its own in that place.
    """
    matching = context.matching
    numbers = [n for n in clause.terms if matching.terms[n].kind != "word" or _tells(n, matching)]
    if len(numbers) < _FEWEST:
        return None
    first, second = matching.terms[numbers[0]], matching.terms[numbers[1]]
    behind = [matching.answers[n].get(home.number) for n in numbers[1:]]
    if first.kind not in {"word", "name"} or not all(behind):
        return None
    if isinstance(first.fact, Name) and first.fact.nation:
        return None  # a nationality is not whom a clause is about
    mine = matching.answers[numbers[0]].get(home.number, [])
    place = (behind[0] or [0])[0]
    led = place > 0 and any(at < place for at in mine)
    beside = first.last + 1 == second.first
    if led or (mine and not beside) or not (mine or matching.answers[numbers[0]]):
        return None
    taken = {p for found in behind for p in found or ()}
    rest = [
        at
        for at, _ in home.reading.content
        if at < place
        and at not in taken
        and home.reading.clauses[at] == home.reading.clauses[place]
    ]
    if not rest or (mine and rest[-1] != place - 1):
        return None
    token, offset = home.words[rest[-1]], home.sentence.start
    tokens = context.claim.tokens
    return Finding(
        "order",
        f"in its sentence it is {token.text} [{context.label(home)}]",
        context.span(tokens[first.first].start, tokens[first.last].end),
        source_span(home, token.start - offset, token.end - offset),
        home.sentence.id,
        "doubt",
    )


def _tells(number: int, matching: Matching) -> bool:
    return matching.terms[number].root not in matching.language.stop


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
    behind = known.object_prepositions | known.standing_prepositions | known.relations.keys()
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
