"""The names of a source, and which of them are of the same thing.

Mentions are grouped into entities in the order in which they stand: by country, by full form, by
surname or other telling word, by short form, by acronym, by spelling. Every lookup goes through a
table, so that a source is indexed, and a claim looked up, in time linear in the number of names.
Source: the mention-ranking clusters of rule-based coreference (Lee et al., "Deterministic
Coreference Resolution Based on Entity-Centric, Precision-Ranked Rules", 2013).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise
from typing import TYPE_CHECKING

from briefer import lang
from briefer.analysis.entities import folded
from briefer.checks.mentions import (
    LONG_PLURAL,
    SETTLED,
    EntityKind,
    initials,
    is_spelling,
    kind_of,
    letters,
    located,
    same_entity,
    spellings,
)
from briefer.lazy import cached_property

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from briefer.analysis.entities import Name
    from briefer.analysis.tokens import Word
    from briefer.checks.retelling import Unit
    from briefer.checks.rules.roles import Description
    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source

_OFFICES = lang.every_language().offices
_MALE = lang.every_language().male
_FEMALE = lang.every_language().female
_PRONOUNS = lang.every_language().personal_pronouns
_NAME_ENDINGS = lang.every_language().name_endings


Mention = tuple["SourceSentence", "Name"]


_NAMESAKES = 20
"""So many entities of one word are looked at; more are a list of names that share it."""
_APART = 3
_BESIDE = frozenset(
    {",", "(", ")", "'", "’", "-", "–", "—", "of", "the", "a", "alias", "aka", "or"}
)
_BACK = 2
"""Sentences before a pronoun in which it can have its antecedent."""


class Entity:
    """Something a source names: ``mentions`` in order, ``words`` all folded words it is named by.

    ``forms`` has one mention of each form. ``country`` is the code of a country, empty for all
    else.
    """

    def __init__(self, country: str = "") -> None:
        self.country = country
        self.mentions: list[Mention] = []
        self.forms: dict[tuple[str, ...], Name] = {}
        self.words: set[str] = set()

    @cached_property
    def name(self) -> str:
        """The longest form it is named by."""
        return max((n.text for _, n in self.mentions), key=len)

    @cached_property
    def nations(self) -> frozenset[str]:
        """Codes of the countries that stand beside it."""
        return frozenset(code for _, n in self.mentions for code in n.nations)

    @cached_property
    def kind(self) -> EntityKind:
        """What sort of thing it is, by its words and by what stands round its mentions."""
        if self.country:
            return "country"
        votes = Counter(kind_of(s.words, n) for s, n in self.mentions)
        del votes["unknown"]
        return votes.most_common(1)[0][0] if votes else "unknown"

    @cached_property
    def sexes(self) -> frozenset[str]:
        """What its titles and kin words say: ``male``, ``female``, both or nothing."""
        near = {t.low for s, n in self.mentions for t in _around(s.words, n)}
        return frozenset(
            sex for sex, words in (("male", _MALE), ("female", _FEMALE)) if near & words
        )

    def __repr__(self) -> str:
        return f"Entity({self.name!r}, {self.kind})"


def _around(tokens: Sequence[Word], name: Name) -> Iterator[Word]:
    """Yield the title before a name and an apposition's first words behind it."""
    if name.first:
        yield tokens[name.first - 1]
    yield from tokens[name.first : name.last]
    if name.last + 3 < len(tokens) and tokens[name.last + 1].text == ",":
        yield from tokens[name.last + 2 : name.last + 4]


def _words(source: Source, articles: set[int]) -> frozenset[str]:
    """Return the folded words of some articles, and of what their heads say beside the title."""
    heads = [
        part
        for number in sorted(articles)
        for article in [source.documents[number - 1].article]
        for part in (article.author, _host(article.url or ""))
        if part
    ]
    extra = {folded(word.lower()) for head in heads for word in _WORD.findall(head)}
    return source.folded_words(articles) | extra


def _host(address: str) -> str:
    """Return what stands between the slashes of an address, even of a broken one."""
    return address.partition("//")[2].partition("/")[0]


_WORD = re.compile(r"[^\W_]+")


class EntityIndex:
    """The entities of some sentences, and every word the sentences have.

    ``entities`` in order of first mention; ``all`` every mention; ``words`` the folded words of
    the articles with their titles, datelines, outlets and authors; ``units`` what a claim is laid
    over, by the number of the sentence, and ``told`` what stands beside the mentions of some
    entities, both as far as they were asked for; ``places`` telling words of
    what stands behind *in* or *at*; ``keys`` those of every mention; ``roles`` groups of the
    offices that are named.
    """

    def __init__(self, sentences: list[SourceSentence], source: Source) -> None:
        self.entities: list[Entity] = []
        self.all: list[Mention] = []
        self._by_country: dict[str, Entity] = {}
        self._by_form: dict[tuple[str, ...], Entity] = {}
        self._by_word: dict[str, list[Entity]] = {}
        self._by_initials: dict[str, Entity] = {}
        self._by_spelling: dict[str, list[str]] = {}
        self._found: dict[tuple[str, tuple[str, ...], str], list[Entity]] = {}
        self._of_mention: dict[tuple[int, int], Entity] = {}
        self.told: dict[tuple[int, ...], list[tuple[SourceSentence, Description]]] = {}
        self.units: dict[int, list[Unit]] = {}
        self._sentences = {s.number: s for s in sentences}
        for sentence in sentences:
            for name in sentence.reading.names:
                self.all.append((sentence, name))
                self._add(sentence, name)
        self.places = {n.key for s, n in self.all if located(s.words, n.first, SETTLED)}
        self.keys = {n.key for _, n in self.all}
        self.roles = {_OFFICES[t.low] for s in sentences for t in s.words if t.low in _OFFICES}
        self.words = _words(source, {s.article for s in sentences})

    def _add(self, sentence: SourceSentence, name: Name) -> None:
        if name.nation:
            entity = self._by_country.get(name.nation)
        else:
            entity = next(reversed(self._find(name)), None)
        if entity is None:
            entity = Entity(name.nation)
            self.entities.append(entity)
        entity.mentions.append((sentence, name))
        entity.forms.setdefault(name.parts, name)
        self._of_mention[sentence.number, name.first] = entity
        if name.nation:
            self._by_country[name.nation] = entity
        else:
            self._note(entity, name)

    def _note(self, entity: Entity, name: Name) -> None:
        """Enter a mention's form and words into the tables."""
        self._by_form.setdefault(name.parts, entity)
        if len(name.parts) > 1:
            for heads in initials(name):
                self._by_initials.setdefault(heads, entity)
        if acronym := letters(name):
            self._by_initials.setdefault(acronym, entity)
        for part in name.parts:
            if part in entity.words:
                continue
            entity.words.add(part)
            if part not in self._by_word:
                for spelling in spellings(part):
                    self._by_spelling.setdefault(spelling, []).append(part)
            self._by_word.setdefault(part, []).append(entity)

    def candidates(self, name: Name) -> list[Entity]:
        """Return the entities that a name of a claim can be of, likeliest last; empty if none.

        A full name has at most a few; a lone surname or short form may be of several.
        """
        key = name.nation, name.parts, name.text
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._find(name)
        return found

    def _find(self, name: Name) -> list[Entity]:
        """Return the candidates among the mentions that are entered by now."""
        if name.nation:
            country = self._by_country.get(name.nation)
            namesakes = self._by_word.get(name.parts[-1], ())[-_NAMESAKES:]
            persons = [e for e in namesakes if e.kind in {"person", "unknown"} and len(e.words) > 1]
            return persons if country is None else [country, *persons]
        exact = self._by_form.get(name.parts)
        if exact is not None and len(name.parts) > 1:
            return [exact]
        found = [e for e in self._sharing(name) if e is not exact]
        if exact is not None:
            found.append(exact)
        if found:
            return found
        if acronym := letters(name):
            spelled = self._by_initials.get(acronym)
            return [spelled] if spelled is not None else []
        for heads in initials(name):
            if len(name.parts) > 1 and (spelled := self._by_initials.get(heads)) is not None:
                return [spelled] if any(letters(n) for _, n in spelled.mentions) else []
        return []

    def _sharing(self, name: Name) -> list[Entity]:
        """Return the entities with a name's telling word, and no other first name."""
        words = [name.key]
        for spelling in spellings(name.key):
            words += [
                w
                for w in self._by_spelling.get(spelling, ())[:_NAMESAKES]
                if w != name.key and is_spelling(w, name.key)
            ]
        found: dict[int, Entity] = {}
        for word in dict.fromkeys(words):
            for entity in self._by_word.get(word, ())[-_NAMESAKES:]:
                if len(name.parts) == 1 or _is_of(name, entity):
                    found[id(entity)] = entity
        return list(found.values())

    def with_word(self, word: str) -> list[Entity]:
        """Return the entities that a folded word is part of a name of."""
        return self._by_word.get(word, [])[-_NAMESAKES:]

    def spelled_like(self, word: str) -> Iterator[str]:
        """Yield the words of names that can be one letter off a folded word."""
        for spelling in spellings(word):
            yield from self._by_spelling.get(spelling, ())[:_NAMESAKES]

    def has_root(self, root: str) -> bool:
        """Return whether a word is a folded one, with or without an ending that names take."""
        words = self.words
        return root in words or (
            len(root) >= LONG_PLURAL and any(root + ending in words for ending in _NAME_ENDINGS)
        )

    def are_linked(self, one: Entity, other: Entity) -> bool:
        """Return whether the source puts two names side by side as if they were one thing.

        "Psylocke (Betsy Braddock)", "Lahore, Pakistan", "Red Bull's Max Verstappen".
        """
        return frozenset((id(one), id(other))) in self._links

    @cached_property
    def _links(self) -> set[frozenset[int]]:
        out = set()
        for sentence in self._sentences.values():
            for one, other in pairwise(sentence.reading.names):
                gap = sentence.words[one.last + 1 : other.first]
                if len(gap) <= _APART and all(t.low in _BESIDE for t in gap):
                    a, b = self.entity_at(sentence, one), self.entity_at(sentence, other)
                    out.add(frozenset((id(a), id(b))))
        return out

    def entity_of(self, name: Name) -> Entity | None:
        """Return the entity that a name of a claim is most likely of, or None."""
        found = self.candidates(name)
        return found[-1] if found else None

    def entity_at(self, sentence: SourceSentence, name: Name) -> Entity | None:
        """Return the entity that a mention in one of the sentences was counted to."""
        return self._of_mention.get((sentence.number, name.first))

    def mentions(self, name: Name) -> list[Mention]:
        """Return the mentions that can be of the same thing as a name."""
        return [mention for entity in self.candidates(name) for mention in entity.mentions]

    def antecedents(self, sentence: SourceSentence, token: int) -> list[Entity]:
        """Return the entities that a pronoun of a source sentence can stand for, nearest first.

        Looked for before it in its sentence and in the two sentences before. *He* and *she* stand
        for persons (and whatever is of unknown kind), *it* for what is no person, *they* for
        both; titles and words for kin tell the sexes apart, first names do not.

        Args:
            sentence: one of the indexed sentences.
            token: index of the pronoun among its words.
        """
        named = [
            entity
            for name in reversed(sentence.reading.names)
            if name.last < token and (entity := self.entity_at(sentence, name)) is not None
        ]
        for step in range(1, _BACK + 1):
            before = self._sentences.get(sentence.number - step)
            if before is None or before.article != sentence.article:
                break
            named += [
                entity
                for name in reversed(before.reading.names)
                if (entity := self.entity_at(before, name)) is not None
            ]
        return fitting(sentence.words[token].low, named)


def fitting(pronoun: str, entities: Iterable[Entity]) -> list[Entity]:
    """Return those of some entities that a pronoun can stand for, each once, in their order."""
    sort = _PRONOUNS.get(pronoun)
    if sort is None:
        return []
    return list(dict.fromkeys(e for e in entities if _fits(e, sort)))


def _fits(entity: Entity, sort: str) -> bool:
    kind = entity.kind
    if sort in {"male", "female"}:
        return kind in {"person", "unknown"} and (not entity.sexes or sort in entity.sexes)
    if sort == "thing":
        return kind != "person"
    return kind != "place"


def _is_of(name: Name, entity: Entity) -> bool:
    """Return whether a full name can be of an entity: of one of its full forms, if it has any."""
    forms = list(entity.forms.values())[:_NAMESAKES]
    full = [form for form in forms if len(form.parts) > 1]
    return any(same_entity(name, form) for form in full or forms)
