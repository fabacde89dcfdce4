"""The articles that claims are checked against, indexed once."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from briefer.checks.words import Word, alike, is_content, words
from briefer.model import Document, Evidence, Sentence
from briefer.text import guess_language


@dataclass(eq=False)
class SourceSentence:
    """One sentence of a source with what was read from it."""

    number: int
    article: int
    sentence: Sentence
    words: list[Word]
    stems: frozenset[str]
    language: str = "en"

    @cached_property
    def groups(self) -> frozenset[int]:
        """Numbers of the groups of like meaning that its words are in."""
        return frozenset(number for stem in self.stems for number in alike(stem))

    def evidence(self) -> Evidence:
        """Return the sentence as a claim's evidence."""
        s = self.sentence
        return Evidence(self.article, s.id, s.start, s.end, s.text)


class Source:
    """The articles claims are checked against, indexed once. ``documents[0]`` is article 1."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.documents = tuple(documents)
        self.sentences: list[SourceSentence] = []
        self.by_stem: dict[str, list[int]] = {}
        self._by_id: dict[str, int] = {}
        self.languages: list[str] = []
        for number, document in enumerate(self.documents, 1):
            article = document.article
            language = (article.language or guess_language(article.text[article.body_start :]))[:2]
            self.languages.append(language.lower())
            for sentence in document.sentences:
                self._add(number, sentence, language.lower())

    def _add(self, article: int, sentence: Sentence, language: str) -> None:
        tokens = words(sentence.text, language, sentence.start)
        stems = frozenset(t.stem for t in tokens if is_content(t, language))
        index = len(self.sentences)
        self.sentences.append(SourceSentence(index, article, sentence, tokens, stems, language))
        self._by_id[f"{article}.{sentence.id}"] = index
        for stem in stems:
            self.by_stem.setdefault(stem, []).append(index)

    @property
    def language(self) -> str:
        """Language of the first article."""
        return self.languages[0] if self.languages else "en"

    def resolve(self, cited: Sequence[str]) -> tuple[list[SourceSentence], list[str]]:
        """Return the cited sentences that exist, each once, and the ids that do not."""
        found: dict[int, SourceSentence] = {}
        unknown = []
        for name in cited:
            key = name.strip().strip("[]")
            index = self._by_id.get(key if "." in key else f"1.{key}")
            if index is None:
                unknown.append(name)
            else:
                found[index] = self.sentences[index]
        return list(found.values()), unknown

    def rarity(self, stem: str) -> float:
        """Return how much a word says: log(1 + N / n), n of N sentences having it."""
        count = len(self.by_stem.get(stem, ()))
        return math.log1p(len(self.sentences) / max(count, 0.5))
