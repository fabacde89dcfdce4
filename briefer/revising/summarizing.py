"""Sources summarized, one or many, anew or since an earlier version."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial

from briefer.errors import BrieferError
from briefer.ingest import Item, Record
from briefer.llm import ModelInfo
from briefer.model import Article, Document, Summary, SummaryComparison
from briefer.prompting import PromptLibrary
from briefer.runs import Failed, Live, stopping
from briefer.store import Store
from briefer.tasks import Plan, Task, summarize
from briefer.text import split


@dataclass(frozen=True, slots=True)
class Summarized:
    """A source's checked summary, and the document that its evidence is in.

    ``comparison`` is with the summary of an earlier version, where one was named; ``record`` is
    what a table has of the article beside its text.
    """

    source: str
    summary: Summary
    document: Document
    comparison: SummaryComparison | None = None
    record: Record | None = None


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


async def summarize_many(
    live: Live,
    items: Iterable[Item],
    task: Callable[[str, Document], Task[Summarized]],
    known: Callable[[Article], Summary | None],
    put: Callable[[Summarized | Failed], None],
    *,
    anew: bool,
) -> None:
    """Summarize many articles, handing on each one's result or error in the order of the items.

    Args:
        live: The run.
        items: The articles; no more are held than are under way.
        task: Summarizes one, given its source's name.
        known: Returns the summary of one that need not be made again.
        put: Gets results and errors.
        anew: As for `briefer.runs.Live.many`.

    Raises:
        BrieferError: as `briefer.runs.Live.many`.
    """
    under_way: dict[int, Item] = {}

    def begin(item: Item, read: Callable[[], Document]) -> Task[Summarized]:
        document = read()
        summary = known(document.article)
        if summary is not None:
            return Summarized(item.source, summary, document, record=item.record)
        made = yield from task(item.source, document)
        return replace(made, record=item.record)

    def begins() -> Iterator[Callable[[], Task[Summarized]]]:
        for index, item in enumerate(items):
            under_way[index] = item
            yield partial(begin, item, cache(partial(_document_of, item)))

    def settle(index: int, result: Summarized | BrieferError) -> None:
        item = under_way.pop(index)
        if isinstance(result, BrieferError):
            put(Failed(item.source, result, item.record))
        else:
            put(result)

    async with stopping(live):
        await live.many(begins(), settle, anew=anew)


def _document_of(item: Item) -> Document:
    return split(item.load())
