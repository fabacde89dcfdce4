"""One run from articles to a brief: read, planned, told, finished, and opened."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from briefer.briefing.finishing import finished
from briefer.briefing.planning import Planned, Wanted, in_doubt, plan
from briefer.errors import (
    BrieferError,
    BudgetError,
    NoArticleError,
    OutputError,
    ProviderError,
)
from briefer.ingest import Item
from briefer.model import TOP_LINES, Article, Brief, Document, Failure, Provenance, Story, Usage
from briefer.runs import Live
from briefer.tasks import Digest, Task, article_ref, renumbered
from briefer.text import split

if TYPE_CHECKING:
    from briefer.compare.stories.grouping import Similarity

Failed = Callable[[str, BrieferError], None]


@dataclass(frozen=True, slots=True)
class Desk:
    """Makes briefs: what it asks goes through one run.

    ``tell`` makes the task that tells a story from its documents, ``open`` the one that writes
    the top lines from all stories; ``used`` is told of every document of a story that was told;
    ``judge`` returns what judges pairs of articles whose being one event is in doubt, if anything.
    """

    live: Live
    tell: Callable[[Sequence[Document]], Task[Story]]
    open: Callable[[Sequence[Story], Sequence[Document]], Task[Digest]]
    used: Callable[[Document, Story], None]
    judge: Callable[[Sequence[Article]], Awaitable[Similarity | None]] | None = None

    async def brief(self, items: Iterable[Item], wanted: Wanted, failed: Failed) -> Brief:
        """Return a brief of what the items hold; ``failed`` is told of those that fail.

        Raises:
            BrieferError: the first item's error, when no story could be told; as the run's.
        """
        errors: list[tuple[str, BrieferError]] = []

        def fail(source: str, error: BrieferError) -> None:
            errors.append((source, error))
            failed(source, error)

        documents = await self._read(items, fail)
        similarity = None
        if self.judge is not None:
            doubtful = await self.live.work("doubt", partial(in_doubt, documents, wanted))
            similarity = await self.judge(doubtful) if doubtful else None
        agenda = await self.live.work("plan", partial(plan, documents, wanted, similarity))
        stories, used = await self._told(agenda.stories, wanted, fail)
        if not stories and not agenda.known + agenda.older:
            raise errors[0][1] if errors else NoArticleError("there is no article to brief on")
        fresh = [each for each in stories if each.status != "developing"]
        try:
            opening = await self.live.one(self.open(fresh, used))
        except (BudgetError, OutputError, ProviderError) as error:
            # What is there was paid for: it is worth having without its top lines.
            fail(TOP_LINES, error)
            opening = Digest((), (), Provenance(fresh[0].provenance.provider, ""))
        return Brief(
            date=wanted.date,
            title=wanted.title,
            top_lines=opening.top_lines,
            stories=tuple(stories),
            articles=tuple(map(article_ref, used)),
            failures=tuple(failure_of(source, error) for source, error in errors),
            provenance=_together([*(s.provenance for s in stories), opening.provenance]),
            dropped=opening.dropped,
            previous=wanted.memory.previous,
            minutes=wanted.minutes,
            known=agenda.known,
            older=agenda.older,
        )

    async def _read(self, items: Iterable[Item], fail: Failed) -> list[Document]:
        documents = []
        for item in items:
            try:
                documents.append(await self.live.work("read", partial(_load, item)))
            except BrieferError as error:
                if self.live.is_fatal(error):
                    raise
                fail(item.source, error)
        return documents

    async def _told(
        self, planned: Sequence[Planned], wanted: Wanted, fail: Failed
    ) -> tuple[list[Story], list[Document]]:
        """Return the stories in order, and the documents that their numbers mean."""
        stories: list[Story] = []
        used: list[Document] = []

        def put(index: int, result: Story | BrieferError) -> None:
            everything = planned[index].everything
            if isinstance(result, BrieferError):
                for document in everything:
                    fail(document.article.source, result)
                return
            first = len(used) + 1
            used.extend(everything)
            numbers = range(first, first + len(everything))
            stories.append(_placed(result, planned[index], numbers))
            for document in everything:
                self.used(document, result)

        await self.live.many((partial(self._task, each, wanted) for each in planned), put)
        return stories, used

    def _task(self, planned: Planned, wanted: Wanted) -> Task[Story]:
        told = yield from self.tell(planned.documents)
        return finished(told, planned, wanted)


def failure_of(source: str, error: BrieferError) -> Failure:
    """Return an error as the value that results carry."""
    return Failure(source, type(error).__name__, str(error), error.hint, error.exit_code)


def _load(item: Item) -> Document:
    return split(item.load())


def _placed(story: Story, planned: Planned, numbers: range) -> Story:
    own = len(planned.documents)
    placed = renumbered(story, numbers)
    return replace(placed, articles=tuple(numbers), copies=tuple(numbers[own:]))


def _together(parts: Sequence[Provenance]) -> Provenance:
    prompts = {ref.label: ref for part in parts for ref in part.prompts}
    return Provenance(
        provider=parts[0].provider,
        model=parts[0].model,
        prompts=tuple(prompts[label] for label in sorted(prompts)),
        requests=tuple(key for part in parts for key in part.requests),
        usage=sum((part.usage for part in parts), Usage()),
        generator=parts[0].generator,
    )
