"""Which words of the evidence answer which of the claim.

Each term of the claim (fact, expression, content word) is looked for in each sentence of the
evidence: by its root, by a meaning that says the same or more, or as the same fact. A clause's
*home* is the sentence that answers most of its terms. The rules that hold the sense of a claim to
its evidence (what was left out, added, turned round) look at this.
"""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from briefer import lang
from briefer.analysis.comparison import compare
from briefer.analysis.dates import DateMention
from briefer.analysis.entities import Name
from briefer.analysis.quantity import Quantity
from briefer.checks.mentions import same_entity
from briefer.checks.rules.dates import agree
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefer.analysis.reading import Reading
    from briefer.analysis.terms import Term
    from briefer.checks.context import Context
    from briefer.checks.sentences import SourceSentence
    from briefer.lang import CueKind, Language

_MARKS = frozenset(",;:—–()")
_MOST_FACTS = 1_000
"""Different figures, dates and names of a claim, times sentences, that are looked for: what comes
behind them in a list that no newspaper prints counts as not carried."""
_NEAREST = 2
"""So many of the things that a pronoun can stand for are taken for meant."""
_BACK = 3
"""Tokens back to an article, and sentences back to what a pronoun stands for."""
_FEWEST = 2
"""Terms of the shortest clause that is looked at by itself."""
_LONG_ROOT = 5
"""Letters from which two roots of one beginning are taken for forms of one word."""


class Clause(NamedTuple):
    """A clause of the claim: its terms by number, its tokens, and the sentence that answers it."""

    terms: range
    first: int
    last: int
    home: SourceSentence | None


class Matching:
    """The terms of a claim and where each is answered."""

    def __init__(self, context: Context) -> None:
        # The context keeps this, which does not keep it: nothing is left to be collected.
        self._source = context.source
        self._articles = context.articles
        self.claim: Reading = context.claim
        self.language: Language = lang.language(context.claim.language)
        self.sentences: Sequence[SourceSentence] = context.cited or context.evidence
        self._fact_places: dict[tuple[object, ...], list[int]] = {}
        self._pairs: dict[int, list[tuple[Term, int]]] = {}
        self._taken: dict[int, frozenset[int]] = {}

    @cached_property
    def before(self) -> list[SourceSentence]:
        """The two sentences before each of the evidence."""
        return [before for s in self.sentences for before in self._source.before(s, 2)]

    @cached_property
    def terms(self) -> list[Term]:
        """The claim's terms, in order."""
        return self.claim.terms

    @cached_property
    def answers(self) -> list[dict[int, list[int]]]:
        """For each term the tokens that answer it, by the number of their sentence."""
        return [
            {s.number: found for s in self.sentences if (found := self.places(term, s))}
            for term in self.terms
        ]

    def places(self, term: Term, sentence: SourceSentence) -> list[int]:
        """Return the first tokens of what answers a term in a sentence."""
        fact = term.fact
        if fact is None:
            return _word_places(term, sentence)
        key = (sentence.number, *_identity(fact))
        found = self._fact_places.get(key)
        if found is None:
            found = self._fact_places[key] = self._places(fact, sentence)
        return found

    def _places(self, fact: Quantity | DateMention | Name, sentence: SourceSentence) -> list[int]:
        reading = sentence.reading
        if isinstance(fact, Name):
            return _name_places(fact, sentence)
        if len(self._fact_places) > _MOST_FACTS:
            return []
        if isinstance(fact, Quantity):
            return [
                reading.token_at(other.start)
                for other in reading.quantities
                if compare(fact, other) == "same"
            ]
        written = self._source.written_on(sentence.article)
        return [
            reading.token_at(other.start) for other in reading.dates if agree(fact, other, written)
        ]

    @cached_property
    def clauses(self) -> list[Clause]:
        """The claim's clauses, each with the sentence that answers most of it.

        A clause ends at a mark of punctuation and before a word that joins clauses; what is
        shorter than two terms belongs to its neighbour.
        """
        spans: list[range] = []
        start = 0
        for index in range(1, len(self.terms) + 1):
            if index < len(self.terms) and not self._parted(index):
                continue
            if spans and min(index - start, len(spans[-1])) < _FEWEST:
                spans[-1] = range(spans[-1].start, index)
            else:
                spans.append(range(start, index))
            start = index
        out: list[Clause] = []
        for span in spans:
            if len(span):
                out.append(self._clause(span, out[-1].last + 1 if out else 0))
        if out:
            out[-1] = out[-1]._replace(last=len(self.claim.tokens) - 1)
        return out

    def clause_of(self, number: int) -> Clause | None:
        """Return the clause that a term is in."""
        return self._by_term.get(number)

    @cached_property
    def _by_term(self) -> dict[int, Clause]:
        return {number: clause for clause in self.clauses for number in clause.terms}

    def clause_at(self, token: int) -> Clause | None:
        """Return the first clause whose tokens a token of the claim is among."""
        return self._by_clause_token.get(token)

    @cached_property
    def _by_clause_token(self) -> dict[int, Clause]:
        out: dict[int, Clause] = {}
        done = 0
        for clause in self.clauses:  # each begins and ends no earlier than the one before it
            for token in range(max(done, clause.first), clause.last + 1):
                out[token] = clause
            done = clause.last + 1
        return out

    def _parted(self, index: int) -> bool:
        """Whether a clause ends between a term and the one before it."""
        return True in self._ends[self.terms[index - 1].last + 1 : self.terms[index].first]

    @cached_property
    def _ends(self) -> list[bool]:
        """Whether a clause ends at each token of the claim."""
        known = self.language
        joints = known.clause_joints | known.conjunctions | known.conditions
        return [t.text in _MARKS or t.low in joints for t in self.claim.tokens]

    def _clause(self, span: range, first: int) -> Clause:
        """Return a clause that begins at a token: together they have every token of the claim."""
        last = self.terms[span[-1]].last
        best, most = None, 0
        for sentence in self.sentences:
            got = sum(sentence.number in self.answers[index] for index in span)
            if got > most:
                best, most = sentence, got
        return Clause(span, first, last, best)

    def carried(self, number: int) -> bool:
        """Return whether a term is answered where the rest of its clause is.

        That is the clause's home, or the sentence before or behind it, which it points back to; a
        word of a clause without figures may be in another sentence of the evidence, since good
        summaries join what several say.
        """
        answer = self.answers[number]
        if not answer:
            return False
        clause = self.clause_of(number)
        if clause is None or clause.home is None:
            return True
        if clause.home.number in answer:
            return True
        fact = self.terms[number].fact
        if isinstance(fact, Name):
            return self.points_back(clause.home, fact)
        if any(abs(other - clause.home.number) <= 1 for other in answer):
            return True
        return fact is None and not any(self.terms[n].kind == "quantity" for n in clause.terms)

    def points_back(self, sentence: SourceSentence, name: Name) -> bool:
        """Return whether a pronoun of a sentence can stand for a name, or its subject points back.

        That is so when it begins with no name of its own and the sentence before has the name.
        """
        index = self._source.register(self._articles)
        entity = index.entity_of(name)
        if entity is not None:
            for token, word in enumerate(sentence.words):
                if word.low in self.language.pronouns:
                    nearest = index.antecedents(sentence, token)[:_NEAREST]
                    if entity in nearest:
                        return True
        terms = sentence.reading.terms
        first = next((term for term in terms if term.kind in {"word", "name"}), None)
        if first is None or first.kind == "name":
            return False
        return any(self.places_of(name, before) for before in self._source.before(sentence))

    def is_meant(self, term: Term) -> bool:
        """Return whether a noun with an article is what a pronoun of the evidence stands for.

        "The worker was released" rests on "He was released" where a sentence before speaks of a
        worker.
        """
        before = self.claim.tokens[max(0, term.first - _BACK) : term.first]
        if not any(t.low in self.language.pointers for t in before):
            return False
        return any(
            any(t.low in self.language.pronouns for t in sentence.words)
            and any(_word_places(term, other) for other in self._source.before(sentence, _BACK))
            for sentence in self.sentences
        )

    def places_of(self, name: Name, sentence: SourceSentence) -> list[int]:
        """Return the first tokens of a name's mentions in a sentence."""
        return _name_places(name, sentence)

    def pairs(self, clause: Clause) -> list[tuple[Term, int]]:
        """Return the terms of a clause that its home answers, each with the token there.

        Of several places the one nearest to the last term's is taken.
        """
        found = self._pairs.get(clause.terms.start)
        if found is not None:
            return found
        found = self._pairs[clause.terms.start] = []
        if clause.home is None:
            return found
        last = -1
        for index in clause.terms:
            places = self.answers[index].get(clause.home.number)
            if places:
                last = places[0] if last < 0 else _nearest(places, last)
                found.append((self.terms[index], last))
        return found

    @cached_property
    def words(self) -> frozenset[str]:
        """The folded words of the sentences that the claim is held to."""
        return frozenset().union(*(s.reading.lows for s in self.sentences))

    def governed(self, kind: CueKind) -> frozenset[tuple[str, str]]:
        """Return the cues of a kind in those sentences, each with the root of what it governs."""
        found = self._governed.get(kind)
        if found is None:
            found = self._governed[kind] = frozenset(
                (sentence.words[op.first].low, sentence.words[head].stem)
                for sentence in self.sentences
                for op in sentence.reading.cues(kind).operators
                for head in op.heads
            )
        return found

    @cached_property
    def _governed(self) -> dict[CueKind, frozenset[tuple[str, str]]]:
        return {}

    @cached_property
    def roots(self) -> frozenset[str]:
        """The roots of the claim's tokens."""
        return frozenset(t.stem or t.low for t in self.claim.tokens)

    def taken(self, sentence: SourceSentence) -> frozenset[int]:
        """Return the tokens of a sentence that answer any term."""
        found = self._taken.get(sentence.number)
        if found is None:
            found = self._taken[sentence.number] = frozenset(
                place for answer in self.answers for place in answer.get(sentence.number, ())
            )
        return found

    def term_at(self, token: int) -> int | None:
        """Return the number of the term that a token of the claim is in, if any."""
        return self._by_token.get(token)

    @cached_property
    def _by_token(self) -> dict[int, int]:
        return {
            token: number
            for number, term in enumerate(self.terms)
            for token in range(term.first, term.last + 1)
        }


def _nearest(places: Sequence[int], to: int) -> int:
    """Return the nearest of some places; of two as near the first."""
    index = bisect_left(places, to)
    near = places[max(0, index - 1) : index + 1]
    return near[0] if len(near) == 1 or to - near[0] <= near[1] - to else near[1]


def _identity(fact: Quantity | DateMention | Name) -> tuple[object, ...]:
    """Return what a fact is, wherever it stands."""
    if isinstance(fact, Name):
        return (fact.text, fact.parts, fact.nation)
    if isinstance(fact, DateMention):
        return (*fact.parts().items(), fact.half)
    return (
        fact.kind, fact.low, fact.high, fact.unit, fact.qualifier, fact.rate, fact.step, fact.word,
        fact.loose, fact.close,
    )  # fmt: skip


def _word_places(term: Term, sentence: SourceSentence) -> list[int]:
    roots, meanings = sentence.term_places
    found = roots.get(term.root)
    if found:
        return found
    for meaning in term.wants:
        if meaning in meanings:
            return meanings[meaning]
    if term.base:
        return roots.get(term.base, [])
    if len(term.root) >= _LONG_ROOT:
        for root, places in sentence.roots_by_start.get(term.root[:_LONG_ROOT], ()):
            if root.startswith(term.root) or term.root.startswith(root):
                return places
    return []


def _name_places(name: Name, sentence: SourceSentence) -> list[int]:
    found = [other.first for other in sentence.names_like(name) if same_entity(name, other)]
    if found:
        return found
    if sentence.reading.lows.issuperset(name.parts):
        return [next(i for i, t in enumerate(sentence.words) if t.low == name.parts[-1])]
    return []
