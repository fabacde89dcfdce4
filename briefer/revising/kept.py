"""Summaries that an earlier run made, so that a later one need not make them again."""

from __future__ import annotations

from dataclasses import astuple, replace

from briefer.llm import ModelInfo
from briefer.model import Article, Summary, tagged_hash
from briefer.prompting import PromptLibrary
from briefer.runs import KeptResults
from briefer.store import Store
from briefer.tasks import Plan
from briefer.version import code_hash


class KeptSummaries(KeptResults):
    """The summaries that a store has of earlier runs, made by code alone.

    What a model answered is kept as answers, and made into summaries again.
    """

    __slots__ = ()

    @classmethod
    def of(cls, store: Store, prompts: PromptLibrary, plan: Plan, info: ModelInfo) -> KeptSummaries:
        """Return the summaries that were made in the way of this run, by this briefer."""
        ways = [astuple(info), astuple(plan)]
        return cls(store, None, tagged_hash("making", [code_hash(), prompts.hash, *ways]))

    def summary(self, article: Article) -> Summary | None:
        """Return an article's summary, if one was made before; it names the article's source."""
        found = self.found(self._key(article))
        if not isinstance(found, Summary):
            return None
        ref = replace(found.article, source=article.source, notes=article.notes)
        return replace(found, article=ref)

    def keep_summary(self, article: Article, summary: Summary) -> None:
        """Keep an article's summary."""
        self.keep(self._key(article), summary, summary.provenance)

    def _key(self, article: Article) -> str:
        return tagged_hash("summary", [self.making, article.hash])
