"""What one article says was done, or will be, and another says was not, or only may be."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.terms import sides_of
from briefer.analysis.tokens import stem
from briefer.compare.statements import Statement, has_meaning_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefer.checks import Source, SourceSentence
    from briefer.compare.pairs import Pair
    from briefer.compare.persons import Opposed
    from briefer.model import FindingKind

_WORDS = lang.every_language()
_NO_DEEDS = frozenset(
    stem(word) for word in (_WORDS.reporting_verbs | _WORDS.weak_words) - _WORDS.irregular.keys()
)
"""Verbs that tell too little by themselves: who *said*, *saw* or *began* something."""
_NO_SUBJECT = _NO_DEEDS | frozenset(map(stem, _WORDS.general_nouns))
"""Words that stand for what was named before."""
_AUXILIARIES = _WORDS.before_verbs
_NO_FINITE = _WORDS.infinitive_markers | _WORDS.pointers | _WORDS.article_forms
"""Words right before a noun or an infinitive."""
_SURE, _MAY = 3, 1
"""Levels of a hedge: what will be, and what may be."""
_NEAR = 8
_MOST_OF_VERB = 30
"""Deeds of one verb in an article that are held against another's; a long article has a few."""

_AROUND = 4 * _NEAR
"""Stems on one side of a verb among which those near it are: a word may have several."""


@dataclass(frozen=True, eq=False)
class Deed:
    """A verb where it stands, with who does it and what it is done to, as far as words tell.

    ``subject`` is the content stem before it in its clause, ``objects`` those of the phrase
    behind it;
    ``around`` all content stems near it. ``sureness`` is the level of the hedge on it: none for
    what was done, 3 for what will be, 1 for what may be.
    """

    article: int
    sentence: SourceSentence
    verb: int
    first: int
    is_denied: bool
    sureness: int | None
    subject: str
    objects: tuple[str, ...]
    around: frozenset[str]

    @property
    def is_certain(self) -> bool:
        """Whether it is told as done or as coming, without an if: a finite verb, and no noun."""
        if self.sureness is not None:
            return self.sureness == _SURE
        tokens = self.sentence.words
        before = tokens[self.verb - 1].low if self.verb else ""
        if self.first < self.verb and before not in _WORDS.infinitive_markers:
            return True
        return not (
            before in _NO_FINITE or tokens[self.verb].low.endswith(_WORDS.participle_endings)
        )

    def is_about(self, other: Deed) -> bool:
        """Return whether the other tells of this one's subject and object.

        What it is done to must stand there, or its opposite (who sells, another buys); a pronoun
        may be anybody.
        """
        if not self.objects:
            return self.subject in other.around
        is_same = self.subject in other.around or not self.subject
        return is_same and any(self._is_near(stem, other) for stem in self.objects)

    def _is_near(self, stem: str, other: Deed) -> bool:
        language = self.sentence.language
        if stem in other.around or has_meaning_of(stem, other.around, language):
            return True
        opposed = {side ^ 1 for side in sides_of(stem, language)}
        return any(not opposed.isdisjoint(sides_of(each, language)) for each in other.around)

    def statement(self, kind: FindingKind) -> Statement:
        """Return it as a statement: from its first auxiliary to the verb."""
        tokens, offset = self.sentence.words, self.sentence.sentence.start
        start, end = tokens[self.first].start - offset, tokens[self.verb].end - offset
        return Statement(
            kind, self.article, self.sentence, start, end,
            context=self.around, anchors=frozenset({self.subject, *self.objects}),
        )  # fmt: skip


def deed_differences(source: Source, pairs: Sequence[Pair]) -> list[Opposed]:
    """Return what one article says is so and another denies, or says only may be.

    An article that tells a deed both ways knows of both, and differs from none.
    """
    deeds = {number: _deeds(source, number) for number in {n for pair in pairs for n in pair}}
    out: list[Opposed] = []
    for one, other in pairs:
        for verb in sorted(deeds[one].keys() & deeds[other].keys()):
            mine, theirs = deeds[one][verb], deeds[other][verb]
            pair = _opposed(mine, theirs) or _opposed(theirs, mine, turned=True)
            if pair is not None:
                _add(out, pair)
    return out


def _add(found: list[Opposed], pair: list[Statement]) -> None:
    """Add two opposed statements to the difference that has one of them, or as a new one."""
    for sides in found:
        for side, each, rest in zip(sides, pair, pair[::-1], strict=True):
            if any(x.sentence is each.sentence and x.start == each.start for x in side):
                sides[1 - sides.index(side)].append(rest)
                return
    found.append([[pair[0]], [pair[1]]])


def _opposed(
    mine: Sequence[Deed], theirs: Sequence[Deed], *, turned: bool = False
) -> list[Statement] | None:
    """Return a deed that some deny or only think possible, and the same told as certain."""
    weak = [each for each in mine if each.is_denied or each.sureness == _MAY]
    if not weak:
        return None
    certain = [other for other in theirs if other.is_certain and not other.is_denied]
    for each in weak:
        for other in certain:
            kind = _kind(each, other)
            if kind is None or not each.is_about(other):
                continue
            if _knows_both(mine, each) or _knows_both(theirs, other):
                continue
            pair = [each.statement(kind), other.statement(kind)]
            return pair[::-1] if turned else pair
    return None


def _kind(one: Deed, other: Deed) -> FindingKind | None:
    """Return in what a deed that is told weakly differs from one that is told as certain."""
    if one.is_denied:
        return "negation" if one.sureness == other.sureness else None
    return "certainty" if other.sureness == _SURE else None


def _knows_both(deeds: Sequence[Deed], own: Deed) -> bool:
    return any(
        (x.is_denied, x.is_certain) != (own.is_denied, own.is_certain)
        and (x.is_about(own) or own.is_about(x))
        for x in deeds
    )


def _deeds(source: Source, article: int) -> dict[str, list[Deed]]:
    """Return the verbs of an article that could be denied, by stem."""
    found: dict[str, list[Deed]] = defaultdict(list)
    for sentence in source.within({article}):
        if sentence.sentence.kind != "heading":
            for deed in _deeds_of(sentence, article):
                told = found[sentence.words[deed.verb].stem]
                if len(told) < _MOST_OF_VERB:
                    told.append(deed)
    return found


def _deeds_of(sentence: SourceSentence, article: int) -> Iterator[Deed]:
    reading = sentence.reading
    denied = {
        op.heads[0]
        for op in reading.cues("negation").operators
        if op.heads and op.level == 1 and reading.tokens[op.first].low not in _WORDS.noun_negations
    }
    hedges = {head: op for op in reading.operators if op.kind == "hedge" for head in op.heads[:1]}
    content = reading.content
    names = reading.name_at
    for place, (index, root) in enumerate(content):
        if root[0] in "#@" or root in _NO_DEEDS or index in names:
            continue
        clause = reading.clauses[index]
        before = [
            (i, s) for i, s in content[max(0, place - _AROUND) : place]
            if reading.clauses[i] == clause and index - i <= _NEAR and s not in _NO_SUBJECT
        ]  # fmt: skip
        behind = [
            (i, s) for i, s in content[place + 1 : place + 1 + _AROUND]
            if reading.clauses[i] == clause and i - index <= _NEAR and s[0] != "#"
        ]  # fmt: skip
        hedge = hedges.get(index)
        first = _first_auxiliary(sentence, index)
        yield Deed(
            article, sentence, index, first,
            is_denied=index in denied,
            sureness=None if hedge is None else hedge.level,
            subject=before[-1][1] if before and not _is_pronoun(sentence, first) else "",
            objects=_phrase(behind),
            around=frozenset(s for _, s in (*before, *behind)),
        )  # fmt: skip


def _phrase(behind: Sequence[tuple[int, str]]) -> tuple[str, ...]:
    """Return the stems of the first content words that stand side by side."""
    run = [behind[0]] if behind else []
    for each in behind[1:]:
        if each[0] != run[-1][0] + 1:
            break
        run.append(each)
    return tuple(stem for _, stem in run if stem not in _INDEFINITE)


_INDEFINITE = frozenset(map(stem, _WORDS.indefinites))


def _first_auxiliary(sentence: SourceSentence, verb: int) -> int:
    """Return the first of the auxiliaries and denials that stand right before a verb."""
    tokens, first = sentence.words, verb
    denials = lang.language(sentence.language).denials
    while first > 0 and (
        tokens[first - 1].low in denials
        or (tokens[first - 1].low in _AUXILIARIES and tokens[first - 1].low not in _WORDS.pronouns)
    ):
        first -= 1
    return first


def _is_pronoun(sentence: SourceSentence, first: int) -> bool:
    return first > 0 and sentence.words[first - 1].low in _WORDS.pronouns
