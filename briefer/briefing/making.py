"""One run from articles to a brief: read, planned, told, finished, and opened."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial, reduce
from operator import add
from typing import TYPE_CHECKING

from anyio.lowlevel import checkpoint

from briefer import checks
from briefer.briefing.finishing import differing, finished
from briefer.briefing.keeping import Shelf
from briefer.briefing.likeness import Embedder, Likeness, known_likeness, likeness
from briefer.briefing.ordering import by_weight, in_order
from briefer.briefing.planning import Planned, Pool, Wanted, in_doubt, plan
from briefer.errors import (
    BrieferError,
    BudgetError,
    NoArticleError,
    OutputError,
    ProviderError,
    RunInterruptedError,
    unexpected,
)
from briefer.ingest import Item
from briefer.llm import Request
from briefer.model import (
    TOP_LINES,
    Brief,
    Difference,
    Document,
    Failure,
    Provenance,
    Story,
    Usage,
)
from briefer.prompting import PromptLibrary
from briefer.runs import Failed, Live, Noted
from briefer.scrub import masked, without_tokens
from briefer.store import Store
from briefer.tasks import Digest, DigestPlan, Plan, Task, article_ref, digest, story
from briefer.text import split

if TYPE_CHECKING:
    from briefer.compare.stories.grouping import Group


@dataclass(frozen=True, slots=True)
class StoryFinished:
    """A story that has been told, and every document of it."""

    story: Story
    documents: tuple[Document, ...]


_KNOWN = 12
"""Claims of earlier briefs that a model is told its readers know."""

Event = Failed | Noted | StoryFinished
"""What happens on the way to a brief."""

Fail = Callable[[str, BrieferError], None]


@dataclass(frozen=True, slots=True)
class BriefMaker:
    """Makes briefs: what it asks goes through one run.

    ``plan`` is how stories are told, ``opening`` how the top lines over them are written.
    ``embedder`` judges articles whose being one event is in doubt, if there is one; what it says
    is kept in ``store``. What is on ``shelf`` already is not made again.
    """

    live: Live
    prompts: PromptLibrary
    plan: Plan
    opening: DigestPlan
    embedder: Embedder | None = None
    store: Store | None = None
    shelf: Shelf | None = None

    def tell(
        self,
        documents: Sequence[Document],
        source: checks.Source | None = None,
        known: Sequence[str] = (),
        differences: Sequence[str] = (),
    ) -> Task[Story]:
        """Return the task that tells a story from its documents, as `briefer.tasks.story` does."""
        return story(documents, self.prompts, self.live.info, self.plan, source, known, differences)

    def requests(self, documents: Sequence[Document], wanted: Wanted) -> Iterator[Request]:
        """Yield the first requests for the stories that documents tell: what would be sent."""
        similarity = None
        if self.embedder is not None:
            similarity = known_likeness(in_doubt(documents, wanted), self.embedder, self.store)
        for planned in plan(documents, wanted, similarity).stories:
            yield from next(self._begun(planned)[0])

    async def brief(
        self,
        items: Iterable[Item],
        wanted: Wanted,
        put: Callable[[Event], None],
        beside: Sequence[Failure] = (),
    ) -> Brief:
        """Return a brief of what the items hold.

        Args:
            items: The articles.
            wanted: What the brief is to be.
            put: Gets what happens on the way.
            beside: What failed before; the brief names it with what fails here.

        Raises:
            BrieferError: the first item's error, when no story could be told; as the run's.
        """
        errors: list[Failed] = []

        def fail(source: str, error: BrieferError) -> None:
            errors.append(Failed(source, error))
            put(errors[-1])

        documents = await self._read(items, fail)
        similarity = None
        if self.embedder is not None:
            similarity = await self._judged(self.embedder, documents, wanted, put)
        groups = await self._grouped(Pool.of(documents, wanted), similarity)
        agenda = await self.live.work("plan", partial(plan, documents, wanted, groups=groups))
        told = by_weight(await self._told(agenda.stories, wanted, fail, put))
        if not told and not agenda.known + agenda.older:
            raise errors[0].error if errors else _no_article(beside)
        used = [document for planned, _ in told for document in planned.everything]
        opening = await self._opened(told, used, wanted, fail)
        stories, used, opening = in_order(told, opening)
        return Brief(
            date=wanted.date,
            title=wanted.title,
            top_lines=opening.top_lines,
            stories=stories,
            articles=tuple(map(article_ref, used)),
            failures=(*beside, *(failure_of(each.source, each.error) for each in errors)),
            provenance=_together([*(s.provenance for s in stories), opening.provenance]),
            dropped=opening.dropped,
            previous=wanted.memory.previous,
            minutes=wanted.minutes,
            known=agenda.known,
            older=agenda.older,
            untold=len(agenda.untold),
            untold_articles=sum(len(planned.everything) for planned in agenda.untold),
            sections=tuple(section.name for section in wanted.sections),
        )

    async def _judged(
        self,
        embedder: Embedder,
        documents: Sequence[Document],
        wanted: Wanted,
        put: Callable[[Event], None],
    ) -> Likeness | None:
        """Return what the embedding model makes of articles in doubt; a brief goes on without."""
        doubtful = await self.live.work("doubt", partial(in_doubt, documents, wanted))
        if not doubtful:
            return None
        asking = partial(likeness, doubtful, embedder, self.store, self.live.work)
        try:
            return await self.live.ask(asking)
        except RunInterruptedError:
            raise
        except BrieferError as error:
            put(Noted(f"stories are grouped without embeddings: {error}"))
            return None

    async def _read(self, items: Iterable[Item], fail: Fail) -> list[Document]:
        documents = []
        for item in items:
            try:
                documents.append(await self.live.work("read", partial(_load, item)))
            except BrieferError as error:
                if self.live.is_fatal(error):
                    raise
                fail(item.source, error)
            except Exception as error:  # noqa: BLE001 (one article's, whatever it is)
                fail(item.source, unexpected(error))
        return documents

    async def _grouped(self, pool: Pool, similarity: Likeness | None) -> Sequence[Group]:
        """Return the groups of a day's documents; what a model judged is not known of old."""
        shelf = self.shelf if similarity is None else None
        groups = None if shelf is None else shelf.groups(pool)
        if groups is None:
            groups = await self.live.work("group", partial(pool.groups, similarity))
            if shelf is not None:
                shelf.keep_groups(pool, groups)
        return groups

    async def _told(
        self,
        planned: Sequence[Planned],
        wanted: Wanted,
        fail: Fail,
        put: Callable[[Event], None],
    ) -> list[tuple[Planned, Story]]:
        """Return the stories as they were planned; each counts its own documents from 1."""
        told: list[tuple[Planned, Story]] = []
        known = [await self._known(each, wanted) for each in planned]

        def settle(index: int, result: Story | BrieferError) -> None:
            each = planned[index]
            if isinstance(result, BrieferError):
                for document in each.everything:
                    fail(document.article.source, result)
                return
            if self.shelf is not None and known[index] is None:
                self.shelf.keep_story(each, wanted, result)
            told.append((each, result))
            put(StoryFinished(result, each.everything))

        begins = (partial(self._task, *each, wanted) for each in zip(planned, known, strict=True))
        await self.live.many(begins, settle)
        return told

    async def _known(self, planned: Planned, wanted: Wanted) -> Story | None:
        """Return a story if it was finished before; the event loop has a turn between any two."""
        if self.shelf is None:
            return None
        await checkpoint()
        return self.shelf.story(planned, wanted)

    async def _opened(
        self,
        told: Sequence[tuple[Planned, Story]],
        used: Sequence[Document],
        wanted: Wanted,
        fail: Fail,
    ) -> Digest:
        """Return the top lines over the stories of which anything is new."""
        fresh = [(planned, story) for planned, story in told if story.status != "developing"]
        known = None if self.shelf is None else self.shelf.opening(fresh, wanted)
        if known is not None:
            return known
        stories = [story for _, story in fresh]
        try:
            made = await self.live.one(
                digest(stories, used, self.prompts, self.live.info, self.opening)
            )
        except (BudgetError, OutputError, ProviderError) as error:
            # What is there was paid for: it is worth having without its top lines.
            fail(TOP_LINES, error)
            return Digest((), (), Provenance(stories[0].provenance.provider, ""))
        if self.shelf is not None:
            self.shelf.keep_opening(fresh, wanted, made)
        return made

    def _task(self, planned: Planned, known: Story | None, wanted: Wanted) -> Task[Story]:
        if known is not None:
            return known
        task, source, points = self._begun(planned)
        told = yield from task
        return finished(told, planned, wanted, source, points)

    def _begun(self, planned: Planned) -> tuple[Task[Story], checks.Source, tuple[Difference, ...]]:
        """Return the task that tells a story, its articles read, and where they differ."""
        source = checks.Source(planned.documents)
        points = differing(source)
        marked = [point.marked for point in points]
        known = planned.told[:_KNOWN]
        return self.tell(planned.documents, source, known, marked), source, points


def failure_of(source: str, error: BrieferError) -> Failure:
    """Return an error as the value that results carry."""
    said = masked(str(error))
    name = without_tokens(source)
    return Failure(name, type(error).__name__, said, error.hint, error.exit_code)


def _no_article(beside: Sequence[Failure]) -> NoArticleError:
    """Return the error of a run that was given no article, with why if that is known."""
    if not beside:
        return NoArticleError("there is no article to brief on")
    first = beside[0]
    return NoArticleError(
        f"no source gave an article; the first, {first.source}: {first.message}", hint=first.hint
    )


def _load(item: Item) -> Document:
    return split(item.load())


def _together(parts: Sequence[Provenance]) -> Provenance:
    prompts = {ref.label: ref for part in parts for ref in part.prompts}
    judges = [part.judge for part in parts if part.judge is not None]
    return Provenance(
        provider=parts[0].provider,
        model=parts[0].model,
        prompts=tuple(prompts[label] for label in sorted(prompts)),
        requests=tuple(key for part in parts for key in part.requests),
        usage=sum((part.usage for part in parts), Usage()),
        generator=parts[0].generator,
        judge=reduce(add, judges) if judges else None,
        unheeded=tuple(dict.fromkeys(each for part in parts for each in part.unheeded)),
        left_out=sum(part.left_out for part in parts),
    )
