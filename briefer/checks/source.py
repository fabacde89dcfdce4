"""The articles that claims are checked against, indexed once."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from briefer.analysis.capitals import known_capitals
from briefer.analysis.entities import folded
from briefer.analysis.injection import is_addressed_to_machine, news_of, orders_of
from briefer.analysis.quotes import plain
from briefer.analysis.tokens import Word, alike, words
from briefer.checks.alignment import Place
from briefer.checks.entities import EntityIndex
from briefer.checks.figures import Figures
from briefer.checks.sentences import SourceSentence
from briefer.lazy import cached_property
from briefer.model import Document, Sentence
from briefer.text import article_language

if TYPE_CHECKING:
    import datetime as dt

    from briefer.analysis.dates import DateMention
    from briefer.analysis.quantity import Quantity


START = 5
"""Letters of a beginning by which a word is found in another form."""


def _joined(places: Iterable[tuple[Key, list[int]]]) -> dict[Key, list[int]]:
    """Return all places of each key."""
    out: dict[Key, list[int]] = {}
    for key, numbers in places:
        if key in out:
            out[key] += numbers
        else:
            out[key] = list(numbers)
    return out


def _stems(tokens: Sequence[Word]) -> frozenset[str]:
    """Return the stems of content words."""
    return frozenset(t.stem for t in tokens if t.content)


MOST = 1_500
"""Sentences looked at for one claim."""
MOST_FIGURES = 3_000
"""Quantities that each of a claim's is compared with."""


Key = TypeVar("Key", int, str)
Fact = TypeVar("Fact", "Quantity", "DateMention")


def _placed(
    kept: dict[int, list[tuple[Fact, Place]]], sentence: SourceSentence, facts: Iterable[Fact]
) -> list[tuple[Fact, Place]]:
    """Return facts of a sentence, each with its place, which are looked for once."""
    found = kept.get(sentence.number)
    if found is None:
        tokens_of = sentence.reading.tokens_of
        found = [(fact, Place(sentence, *tokens_of(fact.start, fact.end))) for fact in facts]
        kept[sentence.number] = found
    return found


class _Index(NamedTuple):
    """What is made of every sentence: the sentences read into words, and where each word is.

    ``first`` is the number of each article's first sentence.
    """

    sentences: list[SourceSentence]
    by_stem: dict[str, list[int]]
    first: dict[int, int]


class Source:
    """The articles claims are checked against. ``documents[0]`` is article 1.

    Sentences that give orders to software are no part of it: nothing in them stands in the source,
    and their ids do not exist. They are kept in ``orders``, to say why a claim falls.

    They are indexed once, when the first claim needs more than the sentences it cites. Nothing that
    is kept of a sentence leads back to it or to its source, so that memory is free again, and no
    garbage to look for, as soon as a source is let go.
    """

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self._part_of: tuple[Source, int] | None = None
        self._alone: dict[int, Source] = {}
        self._folded: dict[tuple[int, ...], frozenset[str]] = {}
        self._registers: dict[tuple[int, ...], EntityIndex] = {}
        self._plain: dict[int, tuple[str, list[tuple[int, SourceSentence]]]] = {}
        self._figures: dict[int, list[tuple[Quantity, Place]]] = {}
        self._runs: dict[tuple[int, int], Figures] = {}
        self._dated: dict[int, list[tuple[DateMention, Place]]] = {}
        self._rarity: dict[str, float] = {}
        self._evened: dict[tuple[int, str], str] = {}

    def read(self) -> None:
        """Read now what checks would read as they come to it, of `MOST` sentences at most."""
        every = frozenset(range(1, len(self.documents) + 1))
        for each in self.sentences[:MOST]:
            _ = self.figures(each), self.dated(each)
        if len(self.sentences) <= MOST:
            self.register(every)
            self.folded_words(every)
        _ = self.known, self.capitals, self.by_group, self.by_start

    def alone(self, article: int) -> Source:
        """Return a source of one of the articles, which is article 1 there.

        What is read of its sentences, and which words are known for names, is shared with this
        source, so that a story's articles are read once for all that is asked of them.
        """
        if len(self.documents) == 1:
            return self
        if article not in self._alone:
            own = self._alone[article] = Source([self.documents[article - 1]])
            own._part_of = self, article
            own.languages = [self.languages[article - 1]]
        return self._alone[article]

    @cached_property
    def languages(self) -> list[str]:
        """The language of each article, declared or guessed."""
        return [article_language(document.article) for document in self.documents]

    @cached_property
    def _index(self) -> _Index:
        sentences = self._read() if self._part_of is None else self._shared(*self._part_of)
        self._part_of = None  # which keeps it, and needs no longer be kept by it
        by_stem: dict[str, list[int]] = {}
        first: dict[int, int] = {}
        for each in sentences:
            first.setdefault(each.article, each.number)
            for stem in each.stems:
                by_stem.setdefault(stem, []).append(each.number)
        return _Index(sentences, by_stem, first)

    def _shared(self, whole: Source, article: int) -> list[SourceSentence]:
        """Return the sentences of an article of another source, which are read there."""
        return [
            replace(shared, number=number, article=1, shared=shared)
            for number, shared in enumerate(whole.within({article}))
        ]

    def _read(self) -> list[SourceSentence]:
        """Return every sentence with its words."""
        found = [
            (article, sentence, words(sentence.text, language, sentence.start), language)
            for article, document in enumerate(self.documents, 1)
            for language in [self.languages[article - 1]]
            for sentence in news_of(document)
        ]
        known = known_capitals((tokens, language) for _, _, tokens, language in found)
        return [
            SourceSentence(number, article, sentence, tokens, _stems(tokens), language, known)
            for number, (article, sentence, tokens, language) in enumerate(found)
        ]

    @cached_property
    def orders(self) -> list[SourceSentence]:
        """The sentences that give orders to software; their numbers are below zero."""
        found: list[SourceSentence] = []
        for article, document in enumerate(self.documents, 1):
            language = self.languages[article - 1]
            for name in sorted(orders_of(document)):
                sentence = document.by_id[name]
                tokens = words(sentence.text, language, sentence.start)
                number, stems = -1 - len(found), _stems(tokens)
                found.append(
                    SourceSentence(number, article, sentence, tokens, stems, language, self.known)
                )
        return found

    @cached_property
    def sentences(self) -> list[SourceSentence]:
        """Every sentence, article by article."""
        return self._index.sentences

    @cached_property
    def by_stem(self) -> dict[str, list[int]]:
        """Numbers of the sentences that have a content word, by its stem."""
        return self._index.by_stem

    @cached_property
    def _by_id(self) -> dict[str, tuple[int, int, Sentence]]:
        """Number, article and sentence by qualified id (``2.S7``)."""
        every = (
            (article, sentence)
            for article, document in enumerate(self.documents, 1)
            for sentence in news_of(document)
        )
        return {f"{a}.{s.id}": (number, a, s) for number, (a, s) in enumerate(every)}

    def cite(self, name: str) -> tuple[int, int, Sentence] | None:
        """Return number, article and sentence of an id (``S7`` is article 1's), if it exists."""
        key = name.strip().strip("[]")
        return self._by_id.get(key if "." in key else f"1.{key}")

    def plain(self, article: int, sentence: Sentence) -> str:
        """Return the text of a sentence, evened out as `analysis.quotes` does it."""
        key = article, sentence.id
        found = self._evened.get(key)
        if found is None:
            found = self._evened[key] = plain(sentence.text)
        return found

    @property
    def language(self) -> str:
        """Language of the first article."""
        return self.languages[0] if self.languages else "en"

    @property
    def known(self) -> frozenset[str]:
        """Folded words that have a capital in mid-sentence somewhere: names, most likely."""
        return self.sentences[0].known if self.sentences else frozenset()

    def figures(self, sentence: SourceSentence) -> list[tuple[Quantity, Place]]:
        """Return the quantities of one of the sentences, each with its place."""
        return _placed(self._figures, sentence, sentence.reading.quantities)

    def figures_in(self, sentences: list[SourceSentence]) -> Figures:
        """Return the quantities of some of the sentences, which are in order, up to a bound."""
        first, last = (sentences[0].number, sentences[-1].number) if sentences else (0, -1)
        is_run = last - first + 1 == len(sentences)  # what most claims of an article look at
        found = self._runs.get((first, last)) if is_run else None
        if found is None:
            every = (entry for each in sentences for entry in self.figures(each))
            found = Figures(islice(every, MOST_FIGURES))
            if is_run:
                self._runs[first, last] = found
        return found

    def dated(self, sentence: SourceSentence) -> list[tuple[DateMention, Place]]:
        """Return the dates of one of the sentences, each with its place."""
        return _placed(self._dated, sentence, sentence.reading.dates)

    def plain_text(self, article: int) -> tuple[str, list[tuple[int, SourceSentence]]]:
        """Return an article's sentences as one evened-out text, and where each starts in it."""
        if article not in self._plain:
            pieces: list[str] = []
            starts: list[tuple[int, SourceSentence]] = []
            at = 0
            for sentence in self.sentences:
                if sentence.article == article:
                    starts.append((at, sentence))
                    pieces.append(self.plain(article, sentence.sentence))
                    at += len(pieces[-1]) + 1
            self._plain[article] = (" ".join(pieces), starts)
        return self._plain[article]

    def folded_words(self, articles: Collection[int]) -> frozenset[str]:
        """Return every word of some articles, folded, their titles and datelines with them."""
        key = tuple(sorted(articles))
        if key not in self._folded:
            lows = {t.low for s in self.sentences if s.article in key for t in s.words}
            out = {low if low.isascii() else folded(low) for low in lows}
            for number in key:
                article = self.documents[number - 1].article
                title = article.title or ""
                title = "" if is_addressed_to_machine(title) else title
                heading = f"{title} {article.dateline or ''} {article.outlet or ''}"
                out.update(folded(t.low) for t in words(heading, self.languages[number - 1]))
                lead = article.text[: article.body_start].rpartition("\n")[2]
                out.update(folded(t.low) for t in words(lead, self.languages[number - 1]))
            self._folded[key] = frozenset(out)
        return self._folded[key]

    def register(self, articles: Collection[int]) -> EntityIndex:
        """Return the names of some articles."""
        key = tuple(sorted(articles))
        if key not in self._registers:
            chosen = [s for s in self.sentences if s.article in key]
            self._registers[key] = EntityIndex(chosen, self)
        return self._registers[key]

    def before(self, sentence: SourceSentence, most: int = 1) -> list[SourceSentence]:
        """Return at most so many sentences before one in its article, the nearest first."""
        near = self.sentences[max(0, sentence.number - most) : sentence.number]
        return [s for s in reversed(near) if s.article == sentence.article]

    def language_of(self, article: int) -> str:
        """Return the language of an article."""
        return self.languages[article - 1]

    def written_on(self, article: int) -> dt.date | None:
        """Return the day an article is dated, if it says so."""
        return self.documents[article - 1].article.day

    def within(self, articles: Collection[int]) -> list[SourceSentence]:
        """Return the sentences of some articles; of all when none is named."""
        if not articles or len(articles) == len(self.documents):
            return self.sentences
        if len(articles) == 1:
            (article,) = articles
            first = self.first_of(article)
            return self.sentences[first : first + len(news_of(self.documents[article - 1]))]
        return [s for s in self.sentences if s.article in articles]

    def likely(
        self, weights: Mapping[str, float], articles: Collection[int]
    ) -> list[SourceSentence]:
        """Return the sentences to look at for a claim, in order.

        All of some articles' sentences (of every article's when none is named); in a very long
        source only the ``MOST`` that share most of the claim's weighted stems.
        """
        pool = self.within(articles)
        if len(pool) <= MOST:
            return pool
        totals: dict[int, float] = {}
        for stem, weight in weights.items():
            for index in self.by_stem.get(stem, ()):
                totals[index] = totals.get(index, 0.0) + weight
        numbers = [n for n in totals if not articles or self.sentences[n].article in articles]
        best = sorted(numbers, key=lambda n: (-totals[n], n))[:MOST]
        return [self.sentences[n] for n in sorted(best)]

    def resolve(self, cited: Sequence[str]) -> tuple[list[SourceSentence], list[str]]:
        """Return the cited sentences that exist, each once, and the ids that do not."""
        found: dict[int, SourceSentence] = {}
        unknown = []
        for name in cited:
            cited_sentence = self.cite(name)
            if cited_sentence is None:
                unknown.append(name)
            else:
                found[cited_sentence[0]] = self.sentences[cited_sentence[0]]
        return list(found.values()), unknown

    @cached_property
    def capitals(self) -> frozenset[str]:
        """Words in capitals throughout: acronyms."""
        every = {t.text.replace(".", "") for s in self.sentences for t in s.words}
        return frozenset(word for word in every if len(word) > 1 and word.isupper())

    @cached_property
    def by_group(self) -> dict[int, list[int]]:
        """Numbers of the sentences that have a word of a group of like meaning, by its number."""
        return _joined((group, n) for stem, n in self.by_stem.items() for group in alike(stem))

    @cached_property
    def by_start(self) -> dict[str, list[int]]:
        """Numbers of the sentences that have a longer stem, by its first five letters."""
        return _joined((s[:START], n) for s, n in self.by_stem.items() if len(s) >= START)

    def has_form(self, stem: str) -> bool:
        """Return whether a word stands anywhere, in another form, or one of like meaning does."""
        if stem in self.by_stem or stem[:START] in self.by_start:
            return True
        return any(group in self.by_group for group in alike(stem))

    def has_alike(self, stem: str) -> bool:
        """Whether a country is named by another of its names, or its seat of government."""
        return any(group in self.by_group for group in alike(stem) if group >= 1_000)  # noqa: PLR2004

    def first_of(self, article: int) -> int:
        """Return the number of an article's first sentence."""
        return self._index.first.get(article, 0)

    def rarity(self, stem: str) -> float:
        """Return how much a word says: log(1 + N / n), n of N sentences having it."""
        known = self._rarity.get(stem)
        if known is None:
            count = len(self.by_stem.get(stem, ()))
            known = self._rarity[stem] = math.log1p(len(self.sentences) / max(count, 0.5))
        return known
