"""One source summarized, anew or since an earlier version of it."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.llm import ModelInfo
from briefer.model import Article, Document, Summary, SummaryComparison
from briefer.prompting import PromptLibrary
from briefer.store import Store
from briefer.tasks import Plan, Task, summarize


@dataclass(frozen=True, slots=True)
class Summarized:
    """A source's checked summary, and the document that its evidence is in.

    ``comparison`` is with the summary of an earlier version, where one was named.
    """

    source: str
    summary: Summary
    document: Document
    comparison: SummaryComparison | None = None


@dataclass(frozen=True, slots=True)
class Summarizing:
    """How sources are summarized: prompts, model, plan and, if any, the store."""

    prompts: PromptLibrary
    model: ModelInfo
    plan: Plan
    store: Store | None = None

    def task(
        self, source: str, document: Document, since: Article | Summary | None = None
    ) -> Task[Summarized]:
        """Summarize a document; ``since`` is an earlier version or the summary of one.

        Raises:
            OutputError, UnsupportedClaimsError, ProviderError, ReplayMissError: as `summarize`.
        """
        if since is None:
            summary = yield from summarize(document, self.prompts, self.model, self.plan)
            return Summarized(source, summary, document)
        from briefer.revising.carrying import carried  # what compares takes a while to import

        made = yield from carried(document, since, self.prompts, self.model, self.plan, self.store)
        return Summarized(source, made.new, document, made.comparison)
