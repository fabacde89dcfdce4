"""One engine with its prompts and settings, for any number of articles."""

from __future__ import annotations

import datetime as dt
from collections.abc import AsyncGenerator, Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Any, BinaryIO, Self

import anyio

from briefer.compose import (
    afterwards,
    gather_settings,
    kept_cost,
    load_prompts,
    make_embedder,
    make_engine,
    open_store,
    opening_plan,
    price_of,
    summary_plan,
    warm_up,
)
from briefer.config import Resolved, brief_day, resolve_here, since_moment
from briefer.errors import AuthenticationError, BrieferError, ModelUnavailableError, UsageError
from briefer.ingest import Item, Window, as_items
from briefer.llm import Request
from briefer.model import (
    TOP_LINES,
    Article,
    Brief,
    Claim,
    Document,
    Draft,
    Failure,
    Provenance,
    Summary,
    SummaryComparison,
    Usage,
    Verification,
    WhatChanged,
)
from briefer.revising import KeptSummaries, Summarized, Summarizing, summarize_many
from briefer.runs import Background, Failed, Live, RunBook, affordable, stopping
from briefer.tasks import Plan, Task, check_again, first_requests, verify_again
from briefer.text import split

if TYPE_CHECKING:
    from briefer.briefing import BriefMaker, Event, Wanted
    from briefer.gather import Gathered
    from briefer.runs import Afterwards


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
            note: Is told what a user should know of the store (damaged, read-only), of recordings.
        """
        resolved.demand_trust()
        allowed = affordable(resolved.settings.concurrency, note)
        settings = replace(resolved.settings, concurrency=allowed)
        self.resolved = resolved = replace(resolved, settings=settings)
        self.settings = resolved.settings
        self.prompts = load_prompts(self.settings)
        wanted = command is not None or self.settings.store is not None
        # Replaying keeps nothing of its own accord: the recordings are what there is.
        wanted = wanted and (self.settings.replay is None or self.settings.store is not None)
        self._store = open_store(resolved, note) if wanted else None
        try:
            self.engine = make_engine(resolved, self._store, note)
            self._embedder = make_embedder(resolved, self.engine)
        except BrieferError:
            self.close_store()
            raise
        self.provider = self.engine.provider
        engine = self.engine
        self.live = Live(
            self.provider,
            self.settings.concurrency,
            fatal=FATAL,
            governor=engine.governor if engine.is_gated else None,
            overcome=engine.cached.overcome if engine.cached else None,
            forget=engine.forget,
        )
        self._background = Background()
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
        await self._background.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        try:
            await self._background.__aexit__(kind, error, traceback)
        finally:
            await self._close(error)

    async def _close(self, error: BaseException | None) -> None:
        with anyio.CancelScope(shield=True):
            await self.provider.close()
            if self._embedder is not None:
                await self._embedder.close()
        if self._book is not None:
            self._book.end(self.live.stopped or error)
        self.close_store()

    def close_store(self) -> None:
        """Close the store: all that a session which was never entered needs."""
        if self._store is not None:
            self._store.close()

    def knows(self, key: str) -> bool:
        """Return whether the answer to a request is stored already, by the request's key."""
        return self.engine.cached is not None and self.engine.cached.holds(key)

    def price(self, usage: Usage) -> Decimal | None:
        """Return what one reply costs in US dollars, None when that is unknown."""
        return price_of(self.provider.info.name, self.settings)(usage)

    def cost(self, made: Provenance) -> float | None:
        """Return what a result cost in US dollars, None when that is unknown."""
        return kept_cost(made, self.price, self.engine, self.settings, self._store)

    def afterwards(self) -> list[Afterwards]:
        """Return what is usually asked about the answers to first requests."""
        return afterwards(self.engine, self.prompts, self.price)

    def plan(self, prompt: str | None = None) -> Plan:
        """Return how this session summarizes."""
        return summary_plan(self.settings, prompt, self.engine.judge)

    def requests(self, article: Article, prompt: str | None = None) -> list[Request]:
        """Return the first requests for an article: exactly what would be sent."""
        return first_requests(split(article), self.prompts, self.provider.info, self.plan(prompt))

    def repeat(self, turn: int) -> None:
        """Ask from now on as for the so-manyth time, from 1: what was answered is asked again.

        Requests of another turn have another seed, and so another key.
        """
        self.prompts = load_prompts(self.settings).seeded(turn - 1)

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
        made = await self.live.one(
            self.summarizing(prompt).task(article.source, split(article), since)
        )
        self._remember(article, made.summary, prompt)
        return made.summary

    async def compare_summaries(self, old: Article, new: Article) -> SummaryComparison:
        """Return the summaries of two versions, claim by claim (raises BrieferError).

        Those that are stored are used; a version without one is summarized, the new one since the
        old. Nothing is stored of it but the answers.
        """
        from briefer.revising import summaries_compared

        plan, info = self.plan("summarize"), self.provider.info
        task = summaries_compared(old, new, self.prompts, info, plan, self._store)
        return (await self.live.one(task)).comparison

    async def summaries(
        self,
        items: Iterable[Item | Article],
        prompt: str | None = None,
        *,
        since: Article | Summary | None = None,
        is_trial: bool = False,
        answers_only: bool = False,
    ) -> AsyncGenerator[Summarized | Failed, None]:
        """Summarize many; yield each source's result or error, in order, as soon as it is there.

        With ``since``, all are versions of one article: as for `summarize`. Of a trial, answers
        are kept, so that nothing is paid for twice, and summaries are not: nobody reads them. With
        ``answers_only`` no article or summary is kept either, as the caller keeps them elsewhere.

        Ctrl-C and SIGTERM end the run after what is under way, if it is on the main thread.

        Raises:
            UsageError, AuthenticationError, ModelUnavailableError: what would meet every article.
            RunInterruptedError: after all that is done was yielded.
        """
        if self._store is None:  # with one, perhaps nothing needs to be asked at all
            warm_up(self.settings, self.provider)
        keeps = not is_trial and not answers_only
        kept = self._kept_summaries(prompt) if keeps and since is None else None
        work = partial(
            summarize_many,
            self.live,
            as_items(items),
            partial(self.summarizing(prompt).task, since=since),
            (lambda _: None) if kept is None else kept.summary,
            anew=not is_trial,
        )
        async for result in self._background.results(work):
            if isinstance(result, Summarized):
                article, summary = result.document.article, result.summary
                if keeps:
                    self._remember(article, summary, prompt)
                if kept is not None:
                    kept.keep_summary(article, summary)
                if self._book is not None:
                    whole = None if answers_only else article
                    self._book.done(whole, summary.provenance.prompts)
            elif self._book is not None:
                self._book.failed(result.source, result.error)
            yield result

    def _kept_summaries(self, prompt: str | None) -> KeptSummaries | None:
        """Return the summaries of earlier runs where code alone makes them, None elsewhere."""
        if self._store is None or self.engine.cached is not None or self.settings.replay:
            return None
        return KeptSummaries.of(self._store, self.prompts, self.plan(prompt), self.provider.info)

    async def verify(self, draft: Draft, documents: Sequence[Document]) -> Verification:
        """Return a text checked place by place, and read again (raises BrieferError)."""
        judge = self.engine.needed_judge
        task = verify_again(draft, documents, self.prompts, judge, self.plan())
        return await self.live.one(task)

    async def check(
        self,
        claims: Iterable[tuple[Article, str]],
        settle: Callable[[int, Claim | BrieferError], None],
    ) -> None:
        """Check claims, each against its article, and have them read again.

        ``settle`` is given each claim's place and what came of it, in order.

        Raises:
            UsageError: there is no judge.
            RunInterruptedError: Ctrl-C or SIGTERM, after all that is done was given.
        """
        judge = self.engine.needed_judge

        def begin(article: Article, claim: str) -> Task[Claim]:
            return check_again(claim, split(article), self.prompts, judge, self.plan())

        begins = (partial(begin, article, claim) for article, claim in claims)
        async with stopping(self.live):
            await self.live.many(begins, settle)

    async def what_changed(self, old: Document, new: Document) -> WhatChanged:
        """Return what changed from one version to the next, in words too (raises BrieferError)."""
        from briefer.tasks import word_changes

        plan, info = self.plan(), self.provider.info
        return await self.live.one(word_changes(old, new, self.prompts, info, plan))

    def _remember(self, article: Article, summary: Summary, prompt: str | None) -> None:
        """Keep a summary, so that the article's next version finds it."""
        if self._store is not None:
            from briefer.revising import remember

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
            date: The brief's day, ISO, from which ``since`` is counted; now if None. Of tables only
                rows of that day are read, and those since then; all of them if None.
            stdin: Standard input, if not the process's own.

        Raises:
            UsageError: ``date`` is no date, or standard input is named twice.
            RunInterruptedError: Ctrl-C or SIGTERM, on the main thread; what came is kept.
        """
        from briefer.gather import gather

        now = dt.datetime.now(dt.UTC) if date is None else None
        day = brief_day(date)
        since = since_moment(self.settings.since, day, now)
        window = None if date is None else Window(dt.date.fromisoformat(day), since)
        fetching = partial(
            gather,
            sources,
            settings=replace(gather_settings(self.settings, since), window=window),
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
        now = dt.datetime.now(dt.UTC) if date is None else None
        wanted = self._wanted(brief_day(date), now)
        yield from self._maker().requests(list(map(split, articles)), wanted)

    async def daily(
        self,
        items: Iterable[Item | Article],
        date: str | None = None,
        *,
        beside: Sequence[Failure] = (),
    ) -> Brief:
        """Return one brief over many articles; see `briefing`, of which it is the last event."""
        events = self.briefing(items, date, beside=beside)
        return [event async for event in events if isinstance(event, Brief)][-1]

    async def briefing(
        self,
        items: Iterable[Item | Article],
        date: str | None = None,
        *,
        beside: Sequence[Failure] = (),
    ) -> AsyncGenerator[Event | Brief, None]:
        """Yield what happens on the way to one brief over many articles, and then the brief.

        Args:
            items: The articles.
            date: The brief's day, ISO; today if None.
            beside: What failed before; the brief names it with what fails here.

        Yields:
            ``Failed`` for a source, ``StoryFinished``, ``Noted`` for what a user should know,
            in the order in which they happen; last the ``Brief``.

        Raises:
            UsageError: ``date`` is no date.
            BrieferError: the first source's error, when no article could be summarized.
        """
        from briefer.briefing import StoryFinished, remember

        now = dt.datetime.now(dt.UTC)
        wanted = self._wanted(brief_day(date), now if date is None else None)
        if self._store is None:
            warm_up(self.settings, self.provider)
        async for event in self._background.results(partial(self._brief, items, wanted, beside)):
            if isinstance(event, Brief):
                brief = replace(event, cost=self.cost(event.provenance))
                if self._book is not None:
                    self._book.used(brief.provenance.prompts)
                series = self.resolved.series
                if series is not None and self._store is not None:
                    remember(self._store, series, brief, now)
                yield brief
                continue
            if self._book is not None:
                if isinstance(event, Failed) and event.source != TOP_LINES:
                    self._book.failed(event.source, event.error)
                elif isinstance(event, StoryFinished):
                    for document in event.documents:
                        self._book.done(document.article, event.story.provenance.prompts)
            yield event

    async def _brief(
        self,
        items: Iterable[Item | Article],
        wanted: Wanted,
        beside: Sequence[Failure],
        put: Callable[[Event | Brief], None],
    ) -> None:
        async with stopping(self.live):
            put(await self._maker().brief(as_items(items), wanted, put, beside))

    def _maker(self) -> BriefMaker:
        from briefer.briefing import BriefMaker, Shelf

        plan, opening = self.plan(), opening_plan(self.settings, self.engine.judge)
        shelf = None
        if self._store is not None and not self.settings.replay:
            cached, info = self.engine.cached, self.provider.info
            shelf = Shelf.of(self._store, cached, self.prompts, plan, opening, info)
        return BriefMaker(
            self.live, self.prompts, plan, opening, self._embedder, self._store, shelf
        )

    def _wanted(self, day: str, now: dt.datetime | None) -> Wanted:
        from briefer.briefing import wanted_by

        return wanted_by(self.settings, day, now, self.resolved.series, self._store)

    def summarizing(self, prompt: str | None) -> Summarizing:
        """Return how sources are summarized, as tasks that anything may drive."""
        return Summarizing(self.prompts, self.provider.info, self.plan(prompt), self._store)
