"""One engine with its prompts and settings, for any number of articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self, TypeVar

import anyio
import anyio.to_thread

from briefer.compose import (
    gather_settings,
    load_prompts,
    make_embedder,
    make_engine,
    open_store,
    price_of,
    warm_up,
)
from briefer.config import Resolved, resolve_here
from briefer.config.times import day_of, moment
from briefer.errors import (
    AuthenticationError,
    BrieferError,
    ModelUnavailableError,
    NoArticleError,
    RunInterruptedError,
    UsageError,
)
from briefer.ingest import Item
from briefer.llm import Request
from briefer.model import (
    TOP_LINES,
    Article,
    Brief,
    Document,
    Failure,
    Story,
    Summary,
    Usage,
)
from briefer.runs import Live
from briefer.runs.book import RunBook
from briefer.runs.signals import stopping
from briefer.tasks import Digest, DigestPlan, Plan, Task, digest, first_requests, story
from briefer.tasks import summarize as summarize_task
from briefer.text import split
from briefer.version import __version__

if TYPE_CHECKING:
    from briefer.briefing import Likeness, Wanted
    from briefer.gather import Gathered
    from briefer.providers.embedding import EmbeddingProvider

T = TypeVar("T")
Summarized = tuple[Summary, Document]

_MINUTES = {"short": 4, "standard": 10, "long": 20}
"""Minutes of reading that a length of brief means."""

GENERATOR = f"briefer {__version__}"

FATAL = (UsageError, AuthenticationError, ModelUnavailableError)
"""Errors that would meet every article alike: they end a run at once."""


class Session:
    """One engine with its prompts and settings, for any number of articles.

    Use it as an async context manager; connections are shared and closed at its end.
    """

    def __init__(
        self,
        resolved: Resolved,
        *,
        command: str | None = None,
        note: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Put the engine together (raises UsageError); nothing is sent yet.

        Args:
            resolved: The settings.
            command: What the run is called in the store. None, as for a library, keeps answers
                only where a ``store`` was set.
            note: Is told what a user should know of the store (damaged, read-only), and of an
                embedding model that did not answer.
        """
        self.resolved = resolved
        self._say = note
        self.settings = resolved.settings
        self.prompts = load_prompts(self.settings)
        wanted = command is not None or self.settings.store is not None
        # Replaying keeps nothing of its own accord: the recordings are what there is.
        wanted = wanted and (self.settings.replay is None or self.settings.store is not None)
        self._store = open_store(resolved, note) if wanted else None
        try:
            self.engine = make_engine(resolved, self._store)
            self._embedder = make_embedder(resolved, self.engine)
        except BrieferError:
            self.close_store()
            raise
        self.provider = self.engine.provider
        gate = self.engine.governor if self.engine.is_gated else None
        self.live = Live(
            self.provider,
            self.settings.concurrency,
            fatal=FATAL,
            governor=gate,
            overcome=self.engine.cached.overcome if self.engine.cached else None,
        )
        self._book: RunBook | None = None
        if self._store is not None:
            called = command or "library"
            self._book = RunBook(self._store, called, self.engine.cached, self.live.tally)

    @classmethod
    def of(cls, options: Mapping[str, Any]) -> Self:
        """Return a session for options over environment, ``briefer.toml`` and defaults."""
        flags = {name: value for name, value in options.items() if value is not None}
        return cls(resolve_here(flags))

    async def __aenter__(self) -> Self:
        if self._book is not None:
            self._book.begin(self.provider.info.name)
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with anyio.CancelScope(shield=True):
            await self.provider.close()
            if self._embedder is not None:
                await self._embedder.close()
        if self._book is not None:
            self._book.end(self.live.stopped or error)
        self.close_store()

    def close_store(self) -> None:
        """Close the store; what a session that was never entered needs and no more."""
        if self._store is not None:
            self._store.close()

    def knows(self, key: str) -> bool:
        """Return whether the answer to a request is stored already, by the request's key."""
        return self.engine.cached is not None and self.engine.cached.holds(key)

    def price(self, usage: Usage) -> Decimal | None:
        """Return what one reply costs in US dollars, None when that is unknown."""
        return price_of(self.provider.info.name, self.settings)(usage)

    def plan(self, prompt: str | None = None) -> Plan:
        """Return how this session summarizes."""
        settings = self.settings
        return Plan(
            prompt=prompt or settings.prompt or "summarize",
            language=settings.language,
            unsupported=settings.unsupported,
            context_tokens=settings.context_tokens,
            max_output_tokens=settings.max_output_tokens,
            generator=GENERATOR,
            length=settings.length,
            audience=settings.audience,
            style=settings.style,
        )

    def requests(self, article: Article, prompt: str | None = None) -> list[Request]:
        """Return the first requests for an article: exactly what would be sent."""
        return first_requests(split(article), self.prompts, self.provider.info, self.plan(prompt))

    async def summarize(
        self,
        article: Article,
        prompt: str | None = None,
        *,
        since: Article | Summary | None = None,
    ) -> Summary:
        """Return one article's checked summary (raises BrieferError).

        With ``since``, an earlier version or the summary of it, what did not change is carried
        over from there word for word.
        """
        summary = await self.live.one(self._task(split(article), prompt, since))
        self._remember(article, summary, prompt)
        return summary

    async def summaries(
        self,
        items: Iterable[Item],
        emit: Callable[[str, Summarized | BrieferError], None],
        prompt: str | None = None,
        *,
        since: Article | Summary | None = None,
    ) -> None:
        """Summarize many; ``emit`` gets each source's name and result or error, in order.

        With ``since``, all are versions of one article: as for `summarize`.

        Ctrl-C and SIGTERM end the run after what is under way, if it is on the main thread.

        Raises:
            UsageError, AuthenticationError, ModelUnavailableError: what would meet every article.
            RunInterruptedError: after all that is done was emitted.
        """
        async with stopping(self.live):
            await self._summaries(items, emit, prompt, since)

    async def _summaries(
        self,
        items: Iterable[Item],
        emit: Callable[[str, Summarized | BrieferError], None],
        prompt: str | None = None,
        since: Article | Summary | None = None,
    ) -> None:
        names: list[str] = []

        def begin(item: Item) -> Task[Summarized]:
            document = split(item.load())
            return self._paired(document, prompt, since)

        def begins() -> Iterator[Callable[[], Task[Summarized]]]:
            for item in items:
                names.append(item.source)
                yield partial(begin, item)

        def put(index: int, result: Summarized | BrieferError) -> None:
            self._note(names[index], result, prompt)
            emit(names[index], result)

        if self._store is None:  # with one, perhaps nothing needs to be asked at all
            warm_up(self.settings, self.provider)
        await self.live.many(begins(), put)

    def _note(self, source: str, result: Summarized | BrieferError, prompt: str | None) -> None:
        if self._book is None:
            return
        if isinstance(result, BrieferError):
            self._book.failed(source, result)
        else:
            summary, document = result
            self._book.done(document.article, summary.provenance.prompts)
            self._remember(document.article, summary, prompt)

    def _remember(self, article: Article, summary: Summary, prompt: str | None) -> None:
        """Keep a summary, so that the article's next version finds it."""
        if self._store is not None:
            from briefer.revising.summaries import remember

            remember(self._store, article, summary, self.plan(prompt), dt.datetime.now(dt.UTC))

    async def gather(
        self,
        sources: Sequence[str],
        date: str | None = None,
        *,
        stdin: BinaryIO | None = None,
    ) -> Gathered:
        """Return the articles that any mixture of sources has, fetched where need be.

        Args:
            sources: As `briefer.gather.gather` takes them.
            date: The brief's day, ISO, from which ``since`` is counted; now if None.
            stdin: Standard input, if not the process's own.

        Raises:
            UsageError: ``date`` is no date, or standard input is named twice.
            RunInterruptedError: Ctrl-C or SIGTERM, on the main thread; what came is kept.
        """
        from briefer.gather import gather

        now = dt.datetime.now(dt.UTC) if date is None else None
        since = moment(self.settings.since, day_of(date), now)
        fetching = partial(
            gather,
            sources,
            settings=gather_settings(self.settings, since),
            store=self._store,
            stdin=stdin,
            progress=self.live.tally.fetched,
        )
        async with stopping(self.live):
            return await self.live.ask(fetching, is_free=True)

    def story_requests(
        self, articles: Sequence[Article], date: str | None = None
    ) -> Iterator[Request]:
        """Yield the first requests for the stories that articles tell: what would be sent."""
        from briefer.briefing import in_doubt, known_likeness, plan

        now = dt.datetime.now(dt.UTC) if date is None else None
        documents, wanted = list(map(split, articles)), self._wanted(day_of(date), now)
        similarity = None
        if self._embedder is not None:
            doubtful = in_doubt(documents, wanted)
            similarity = known_likeness(doubtful, self._embedder, self._store)
        agenda = plan(documents, wanted, similarity)
        for planned in agenda.stories:
            yield from next(self._tell(planned.documents))

    async def daily(
        self,
        items: Iterable[Item],
        date: str | None = None,
        failed: Callable[[str, BrieferError], None] | None = None,
        *,
        beside: Sequence[Failure] = (),
    ) -> Brief:
        """Return one brief over many articles; ``date`` is ISO, today if None.

        ``failed`` is told of every source that could not be used; they are in the brief too, as
        are those ``beside``, which failed before.

        Raises:
            UsageError: ``date`` is no date.
            BrieferError: the first source's error, when no article could be summarized.
        """
        from briefer.briefing import Desk, remember

        now = dt.datetime.now(dt.UTC)
        wanted = self._wanted(day_of(date), now if date is None else None)
        desk = Desk(
            self.live,
            self._tell,
            self._open,
            self._used,
            None if self._embedder is None else partial(self._judge, self._embedder),
        )
        if self._store is None:
            warm_up(self.settings, self.provider)

        def fail(source: str, error: BrieferError) -> None:
            if self._book is not None and source != TOP_LINES:
                self._book.failed(source, error)
            if failed is not None:
                failed(source, error)

        async with stopping(self.live):
            try:
                brief = await desk.brief(items, wanted, fail)
            except NoArticleError as error:
                if not beside:
                    raise
                first = beside[0]
                raise NoArticleError(
                    f"no source gave an article; the first, {first.source}: {first.message}",
                    hint=first.hint,
                ) from error
        if self._book is not None:
            self._book.used(brief.provenance.prompts)
        brief = replace(
            brief,
            failures=(*beside, *brief.failures),
            cost=self._cost(brief.provenance.usage),
        )
        series = self.resolved.series
        if series is not None and self._store is not None:
            remember(self._store, series, brief, now)
        return brief

    def _wanted(self, day: str, now: dt.datetime | None) -> Wanted:
        """Return what the settings want of a brief; ``now`` is None for a day that was named."""
        from briefer.briefing import Memory, Wanted, recall

        settings = self.settings
        series = self.resolved.series
        memory = Memory()
        if series is not None and self._store is not None:
            memory = recall(self._store, series, day)
        return Wanted(
            date=day,
            title=settings.title,
            sections=settings.sections,
            since=moment(settings.since, day, now),
            length=settings.length,
            minutes=_MINUTES[settings.length],
            memory=memory,
        )

    def _cost(self, usage: Usage) -> float | None:
        cost = self.price(usage) if usage.input_tokens or usage.output_tokens else None
        return None if cost is None else float(cost)

    def _paired(
        self, document: Document, prompt: str | None, since: Article | Summary | None = None
    ) -> Task[Summarized]:
        summary = yield from self._task(document, prompt, since)
        return summary, document

    def _task(
        self, document: Document, prompt: str | None, since: Article | Summary | None = None
    ) -> Task[Summary]:
        plan = self.plan(prompt)
        if since is None:
            return summarize_task(document, self.prompts, self.provider.info, plan)
        from briefer.revising.carrying import carried

        return carried(document, since, self.prompts, self.provider.info, plan, self._store)

    def _tell(self, documents: Sequence[Document]) -> Task[Story]:
        return story(documents, self.prompts, self.provider.info, self.plan())

    def _open(self, stories: Sequence[Story], documents: Sequence[Document]) -> Task[Digest]:
        settings = self.settings
        plan = DigestPlan(
            language=settings.language,
            unsupported=settings.unsupported,
            context_tokens=settings.context_tokens,
            generator=GENERATOR,
            audience=settings.audience,
            style=settings.style,
        )
        return digest(stories, documents, self.prompts, self.provider.info, plan)

    async def _judge(
        self, embedder: EmbeddingProvider, articles: Sequence[Article]
    ) -> Likeness | None:
        """Return what the embedding model makes of articles; a brief goes on without it."""
        from briefer.briefing import likeness

        asking = partial(likeness, articles, embedder, self._store, self.live.work)
        try:
            return await self.live.ask(asking)
        except RunInterruptedError:
            raise
        except BrieferError as error:
            self._say(f"stories are grouped without embeddings: {error}")
            return None

    def _used(self, document: Document, told: Story) -> None:
        if self._book is not None:
            self._book.done(document.article, told.provenance.prompts)
