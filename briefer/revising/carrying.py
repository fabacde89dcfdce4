"""A new version summarized since an old one, however much is known of that, and both compared."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.compare.summaries import cited_document, compare_summaries
from briefer.llm import ModelInfo
from briefer.model import Article, Document, Summary, SummaryComparison
from briefer.prompting import PromptLibrary
from briefer.revising.summaries import recall, summary_of
from briefer.store import Store
from briefer.tasks import Plan, Task, carry_over, summarize
from briefer.text import split


@dataclass(frozen=True, slots=True)
class Carried:
    """The summaries of two versions, and what became of each claim."""

    old: Summary
    new: Summary
    comparison: SummaryComparison


def carried(
    now: Document,
    since: Article | Summary,
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: Plan,
    store: Store | None = None,
) -> Task[Carried]:
    """Summarize a version, keeping what the summary of an earlier one says of what did not change.

    Args:
        now: The version to summarize.
        since: The earlier one, or the summary of it. An article's own summary is taken from the
            store; where there is none, the article is summarized first. A summary whose article
            is not stored says what it cites and no more: nothing is then told as new.
        prompts: As for `summarize`.
        model: As for `summarize`.
        plan: As for `summarize`.
        store: Where earlier summaries and articles are, if anywhere.

    Raises:
        OutputError, UnsupportedClaimsError, ProviderError, ReplayMissError: as `summarize`.
    """
    if isinstance(since, Summary):
        held = None if store is None else store.article(since.article.hash)
        old, before = since, None if held is None else split(held)
    else:
        before = split(since)
        found = None if store is None else recall(store, since, plan)
        if found is not None and found.article == since:
            old = found.summary
        else:
            old = yield from summarize(before, prompts, model, plan)
    known = before or cited_document(old)
    new = yield from carry_over(old, known, now, prompts, model, plan, further=before is not None)
    return Carried(old, new, compare_summaries(old, new, before, now))


def summaries_compared(
    old: Article,
    new: Article,
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: Plan,
    store: Store | None = None,
) -> Task[Carried]:
    """Compare the summaries of two versions: those that are stored, else such as are made now.

    A version without one is summarized; the new one since the old, as `carried` does it. Nothing
    is asked where both are stored.

    Raises:
        OutputError, UnsupportedClaimsError, ProviderError, ReplayMissError: as `summarize`.
    """
    before, now = split(old), split(new)
    was = None if store is None else summary_of(store, old, plan)
    if was is None:
        was = yield from summarize(before, prompts, model, plan)
    said = None if store is None else summary_of(store, new, plan)
    if said is None:
        said = yield from carry_over(was, before, now, prompts, model, plan)
    return Carried(was, said, compare_summaries(was, said, before, now))
