"""The public face: `summarize`, `daily`, `verify`, `diff`, async twins, `Session` under them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from typing import TYPE_CHECKING, TypeVar, Unpack

import anyio
import anyio.to_thread

from briefer import checks
from briefer.config import Options
from briefer.errors import UsageError
from briefer.ingest import Item, article_from_text, draft_from_text
from briefer.model import (
    Article,
    Brief,
    Document,
    Draft,
    Summary,
    SummaryComparison,
    Verification,
    WhatChanged,
)
from briefer.session import Session
from briefer.tasks import verify as verify_task
from briefer.text import split

if TYPE_CHECKING:
    from briefer.compare.versions.diff import Diff

T = TypeVar("T")

__all__ = [
    "Options",
    "Session",
    "check_claim",
    "compare_summaries",
    "daily",
    "daily_async",
    "diff",
    "summarize",
    "summarize_async",
    "verify",
    "verify_async",
    "what_changed",
    "what_changed_async",
]


async def summarize_async(
    article: str | Article,
    *,
    since: str | Article | Summary | None = None,
    **options: Unpack[Options],
) -> Summary:
    """Return an article's checked summary; see `summarize`."""
    before = _article(since, "the old version") if isinstance(since, str) else since
    async with Session.of(options) as session:
        return await session.summarize(_article(article), since=before)


def summarize(
    article: str | Article,
    *,
    since: str | Article | Summary | None = None,
    **options: Unpack[Options],
) -> Summary:
    """Return an article's checked summary.

    Args:
        article: The text, with whatever front matter or title line it has, or an `Article`.
        since: An earlier version of it, or the summary of one: claims whose sentences did not
            change are carried over word for word, and only the others are asked for.
        **options: Settings of this call, see `Options`; ``model="extractive"`` needs no key,
            server or network.

    Raises:
        UsageError: an option, the model's name or a prompt cannot be used.
        NoArticleError: the text is empty.
        ProviderError: the endpoint or engine failed, after retries.
        OutputError: the model's answer could not be used, asked twice.
        UnsupportedClaimsError: under ``unsupported="fail"``, a claim failed its check.
    """
    return _run(partial(summarize_async, article, since=since, **options))


async def daily_async(
    articles: Sequence[str | Article],
    *,
    date: str | None = None,
    since: str | None = None,
    **options: Unpack[Options],
) -> Brief:
    """Return one brief over many articles; see `daily`."""
    items = [_item(number, article) for number, article in enumerate(articles, 1)]
    async with Session.of({**options, "since": since}) as session:
        return await session.daily(items, date)


def daily(
    articles: Sequence[str | Article],
    *,
    date: str | None = None,
    since: str | None = None,
    **options: Unpack[Options],
) -> Brief:
    """Return one brief over many articles, top lines first.

    An article that fails is in the brief's ``failures`` and stops no other.

    Args:
        articles: Texts or `Article` values.
        date: The brief's day, ISO; today if None.
        since: ``last``, some hours (``24h``) or a day: articles from before are left out, and
            with a store the brief remembers those before it.
        **options: As for `summarize`.

    Raises:
        BrieferError: as `summarize`, when it meets all of them or none could be summarized.
    """
    return _run(partial(daily_async, articles, date=date, since=since, **options))


def verify(
    text: str | Article | Draft,
    source: str | Article | Sequence[str | Article],
    **options: Unpack[Options],
) -> Verification:
    """Check what a text says, whoever wrote it, against its source or sources.

    The text may be Markdown or HTML; each sentence, heading, list item and table cell is a claim.
    No model is asked, unless ``judge`` is among the options: ``"open"`` has one read what
    comparing words does not confirm, ``"all"`` every sentence.

    Raises:
        NoArticleError: the text or the source is empty.
        UsageError, ProviderError: with ``judge``, as `summarize`.
    """
    if _wants_judge(options):
        return _run(partial(verify_async, text, source, **options))
    return verify_task(_draft(text), _documents(source))


async def verify_async(
    text: str | Article | Draft,
    source: str | Article | Sequence[str | Article],
    **options: Unpack[Options],
) -> Verification:
    """Do as `verify`, so that the event loop goes on."""
    if not _wants_judge(options):
        return await anyio.to_thread.run_sync(verify, text, source)
    draft, documents = _draft(text), _documents(source)
    async with Session.of(options) as session:
        return await session.verify(draft, documents)


def _draft(text: str | Article | Draft) -> Draft:
    if isinstance(text, Draft):
        return text
    if isinstance(text, Article):
        return draft_from_text(text.text, source=text.source)
    return draft_from_text(text, source="the text")


def _documents(source: str | Article | Sequence[str | Article]) -> list[Document]:
    given = [source] if isinstance(source, str | Article) else list(source)
    if not given:
        raise UsageError("a text is checked against one source at least; none is given")
    return [split(_article(each, "the source")) for each in given]


def _wants_judge(options: Options) -> bool:
    return options.get("judge") in ("open", "all")


def diff(old: str | Article, new: str | Article) -> Diff:
    """Tell what changed from one version of an article to the next; no model is asked.

    Raises:
        NoArticleError: a version is empty.
    """
    from briefer.compare.versions.diff import diff as diff_versions

    versions = _article(old, "the old version"), _article(new, "the new version")
    return diff_versions(*map(split, versions))


async def what_changed_async(
    old: str | Article, new: str | Article, **options: Unpack[Options]
) -> WhatChanged:
    """Tell what changed, in words too; see `what_changed`."""
    versions = _article(old, "the old version"), _article(new, "the new version")
    before, after = map(split, versions)
    async with Session.of(options) as session:
        return await session.what_changed(before, after)


def what_changed(old: str | Article, new: str | Article, **options: Unpack[Options]) -> WhatChanged:
    """Tell what changed from one version of an article to the next, in words too.

    The typed changes are those of `diff`. The model words the weightiest in claims that are held
    to the versions they cite: one request, and none where no fact changed.

    Raises:
        NoArticleError: a version is empty.
        UsageError, ProviderError, UnsupportedClaimsError: as `summarize`.
    """
    return _run(partial(what_changed_async, old, new, **options))


def compare_summaries(
    old: Summary,
    new: Summary,
    before: str | Article | None = None,
    now: str | Article | None = None,
) -> SummaryComparison:
    """Tell what became of each claim from one summary to another; no model is asked.

    Args:
        old: The earlier summary, or the one to compare with.
        new: The later one, of the same article or a later version of it.
        before: The article that ``old`` is of; without it only its cited sentences are known, and
            not why a claim is new or gone.
        now: The article that ``new`` is of.

    Raises:
        NoArticleError: an article is empty.
    """
    from briefer.compare.summaries import compare_summaries as compared

    documents = [None if each is None else split(_article(each)) for each in (before, now)]
    return compared(old, new, *documents)


def check_claim(claim: str, article: str) -> checks.Verdict:
    """Check one claim against an article's text; its evidence is found there.

    Raises:
        NoArticleError: the article is empty.
    """
    return checks.check(claim, _indexed(article))


@lru_cache(maxsize=16)
def _indexed(article: str) -> checks.Source:
    return checks.Source([split(_article(article, "the article"))])


def _article(given: str | Article, source: str = "text") -> Article:
    if isinstance(given, Article):
        return given
    return article_from_text(given, source=source)


def _item(number: int, given: str | Article) -> Item:
    if isinstance(given, Article):
        return Item(given.source, lambda: given)
    source = f"article {number}"
    return Item(source, lambda: _article(given, source))


def _run(call: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine to its end, also where an event loop is already running (a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return anyio.run(call)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, call).result()
