"""The public face: `summarize`, `daily`, `verify`, `diff`, `read`, `fetch`, `render`, `Session`."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, cast

import anyio
import anyio.to_thread

from briefer import checks, errors
from briefer.config import Options
from briefer.errors import BrieferError, NoArticleError, SourceError, UsageError
from briefer.ingest import (
    Item,
    article_from_text,
    draft_from_text,
    find,
    is_address,
    load_draft,
)
from briefer.model import (
    Article,
    Brief,
    Document,
    Draft,
    Failure,
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
    "fetch",
    "fetch_async",
    "read",
    "read_async",
    "render",
    "summarize",
    "summarize_async",
    "verify",
    "verify_async",
    "what_changed",
    "what_changed_async",
]


Given = str | Path | Article
"""An article: its text, the file that holds it, the web address it is at, or one read already."""
Form = Literal["md", "html", "json", "ninjs"]


async def read_async(*sources: str | Path, **options: Unpack[Options]) -> tuple[Article, ...]:
    """Return the articles that sources hold; see `read`."""
    for source in sources:
        if not isinstance(source, str | Path):
            raise UsageError(f"a source is a path or an address, not {_kind(source)}")
    async with Session.of(options) as session:
        found = await session.gather([str(source) for source in sources])
    for failure in found.failures if not found.came else ():
        raise _error_of(failure)
    if not found.came:
        raise NoArticleError(f"nothing holds an article: {', '.join(map(str, sources))}")
    return found.articles


def read(*sources: str | Path, **options: Unpack[Options]) -> tuple[Article, ...]:
    """Return the articles that files, folders, patterns, feeds and pages hold, in order.

    What cannot be had is left out, as long as something can.

    Raises:
        UsageError: a source is neither a path nor an address.
        SourceError: nothing could be read; the first source's error.
    """
    return _run(partial(read_async, *sources, **options))


async def fetch_async(*addresses: str, **options: Unpack[Options]) -> tuple[Article, ...]:
    """Return the articles at web addresses; see `fetch`."""
    for address in addresses:
        if not isinstance(address, str) or not is_address(address):
            raise UsageError(f"{address!r} is no web address", hint="briefer.read reads files")
    return await read_async(*addresses, **options)


def fetch(*addresses: str, **options: Unpack[Options]) -> tuple[Article, ...]:
    """Return the articles at web addresses: pages, feeds, lists of feeds, sitemaps.

    ``allow_private``, ``spacing``, ``limit``, ``user_agent`` and ``ignore_robots`` are among the
    options. With ``store``, only what is new is sent for.

    Raises:
        UsageError: that is no web address.
        SourceError: as `read`.
    """
    return _run(partial(fetch_async, *addresses, **options))


def render(
    result: Summary | Brief | Verification,
    form: Form = "md",
) -> str:
    """Return a result as text: Markdown, one HTML page, JSON, or an item of ninjs.

    Raises:
        UsageError: a result of that kind has no such form.
    """
    from briefer.render import (
        brief_html,
        brief_markdown,
        brief_ninjs,
        brief_value,
        dumps,
        summary_markdown,
        summary_ninjs,
        summary_value,
        verification_markdown,
        verification_value,
    )

    forms: dict[tuple[type, str], Callable[[Any], Any]] = {
        (Summary, "md"): summary_markdown,
        (Summary, "json"): summary_value,
        (Summary, "ninjs"): summary_ninjs,
        (Brief, "md"): brief_markdown,
        (Brief, "html"): brief_html,
        (Brief, "json"): brief_value,
        (Brief, "ninjs"): brief_ninjs,
        (Verification, "md"): verification_markdown,
        (Verification, "json"): verification_value,
    }
    make = forms.get((type(result), form))
    if make is None:
        known = [each for kind, each in forms if kind is type(result)]
        hint = f"it can be {', '.join(known)}" if known else "render takes what briefer returns"
        raise UsageError(f"{_kind(result)} has no form {form!r}", hint=hint)
    made = make(result)
    return made if isinstance(made, str) else dumps(made) + "\n"


async def summarize_async(
    article: Given,
    *,
    since: Given | Summary | None = None,
    **options: Unpack[Options],
) -> Summary:
    """Return an article's checked summary; see `summarize`."""
    whole = await _article(article, "text", options)
    before: Article | Summary | None = None
    if isinstance(since, Summary):
        before = since
    elif since is not None:
        before = await _article(since, "the old version", options)
    async with Session.of(options) as session:
        return await session.summarize(whole, since=before)


def summarize(
    article: Given,
    *,
    since: Given | Summary | None = None,
    **options: Unpack[Options],
) -> Summary:
    """Return an article's checked summary.

    Args:
        article: The text, with whatever front matter or title line it has; a `Path` to it, its
            web address, or an `Article`.
        since: An earlier version of it, or the summary of one: claims whose sentences did not
            change are carried over word for word, and only the others are asked for.
        **options: Settings of this call, see `Options`; ``model="extractive"`` needs no key,
            server or network.

    Raises:
        UsageError: an option, the model's name or a prompt cannot be used; that is no article.
        NoArticleError: the text is empty.
        SourceError: the file or address gives none.
        ProviderError: the endpoint or engine failed, after retries.
        OutputError: the model's answer could not be used, asked twice.
        UnsupportedClaimsError: under ``unsupported="fail"``, a claim failed its check.
    """
    return _run(partial(summarize_async, article, since=since, **options))


async def daily_async(
    articles: Sequence[Given],
    *,
    date: str | None = None,
    since: str | None = None,
    **options: Unpack[Options],
) -> Brief:
    """Return one brief over many articles; see `daily`."""
    if isinstance(articles, str | Path | Article) or not isinstance(articles, Iterable):
        raise UsageError(
            f"daily takes a list of articles, not {_kind(articles)}",
            hint="briefer.read gives those of a folder, a feed or a page",
        )
    items = [await _item(n, article, options) for n, article in enumerate(articles, 1)]
    async with Session.of({**options, "since": since}) as session:
        return await session.daily(items, date)


def daily(
    articles: Sequence[Given],
    *,
    date: str | None = None,
    since: str | None = None,
    **options: Unpack[Options],
) -> Brief:
    """Return one brief over many articles, top lines first.

    An article that fails is in the brief's ``failures`` and stops no other.

    Args:
        articles: Each as `summarize` takes it.
        date: The brief's day, ISO; today if None.
        since: ``last``, ``yesterday``, some hours (``24h``) or days (``2d``), or a day: articles
            from before are left out, and with a store the brief remembers those before it.
        **options: As for `summarize`.

    Raises:
        BrieferError: as `summarize`, when it meets all of them or none could be summarized.
    """
    return _run(partial(daily_async, articles, date=date, since=since, **options))


async def verify_async(
    text: Given | Draft, source: Given | Sequence[Given], **options: Unpack[Options]
) -> Verification:
    """Do as `verify`, so that the event loop goes on."""
    draft = await _draft(text, options)
    is_one = isinstance(source, str | Path | Article) or not isinstance(source, Iterable)
    given: list[Any] = [source] if is_one else list(cast("Iterable[Given]", source))
    if not given:
        raise UsageError("a text is checked against one source at least; none is given")
    documents = [split(await _article(each, "the source", options)) for each in given]
    if options.get("judge") not in ("open", "all"):
        return await anyio.to_thread.run_sync(verify_task, draft, documents)
    async with Session.of(options) as session:
        return await session.verify(draft, documents)


async def _draft(text: Given | Draft, options: Options) -> Draft:
    """Return a text that is to be checked; a file's headings, lists and tables are kept."""
    if isinstance(text, Draft):
        return text
    if isinstance(text, Path):
        return await anyio.to_thread.run_sync(lambda: load_draft(str(text)))
    if isinstance(text, str) and not is_address(text):
        return draft_from_text(text, source="the text")
    article = await _article(text, "the text", options)
    return draft_from_text(article.text, source=article.source)


def verify(
    text: Given | Draft, source: Given | Sequence[Given], **options: Unpack[Options]
) -> Verification:
    """Check what a text says, whoever wrote it, against its source or sources.

    Each is given as `summarize` takes an article. The text may be Markdown or HTML; each sentence,
    heading, list item and table cell is a claim. No model is asked, unless ``judge`` is among the
    options: ``"open"`` has one read what comparing words does not confirm, ``"all"`` every
    sentence.

    Raises:
        NoArticleError: the text or the source is empty.
        UsageError, ProviderError: with ``judge``, as `summarize`.
        SourceError: as `summarize`.
    """
    return _run(partial(verify_async, text, source, **options))


def diff(old: Given, new: Given, **options: Unpack[Options]) -> Diff:
    """Tell what changed from one version of an article to the next; no model is asked.

    Both are given as `summarize` takes an article.

    Raises:
        NoArticleError: a version is empty.
        UsageError, SourceError: as `summarize`.
    """
    from briefer.compare.versions.diff import diff as diff_versions

    return diff_versions(*_run(partial(_versions, old, new, options)))


async def what_changed_async(old: Given, new: Given, **options: Unpack[Options]) -> WhatChanged:
    """Tell what changed, in words too; see `what_changed`."""
    before, after = await _versions(old, new, options)
    async with Session.of(options) as session:
        return await session.what_changed(before, after)


def what_changed(old: Given, new: Given, **options: Unpack[Options]) -> WhatChanged:
    """Tell what changed from one version of an article to the next, in words too.

    The typed changes are those of `diff`. The model words the weightiest in claims that are held
    to the versions they cite: one request, and none where no fact changed.

    Raises:
        NoArticleError: a version is empty.
        UsageError, SourceError, ProviderError, UnsupportedClaimsError: as `summarize`.
    """
    return _run(partial(what_changed_async, old, new, **options))


def compare_summaries(
    old: Summary,
    new: Summary,
    before: Given | None = None,
    now: Given | None = None,
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

    given = [(before, "the old version"), (now, "the new version")]
    documents = [
        None if each is None else split(_run(partial(_article, each, name, Options())))
        for each, name in given
    ]
    return compared(old, new, *documents)


def check_claim(claim: str, article: str) -> checks.Verdict:
    """Check one claim against an article's text; its evidence is found there.

    Raises:
        NoArticleError: the article is empty.
    """
    return checks.check(claim, _indexed(article))


@lru_cache(maxsize=16)
def _indexed(article: str) -> checks.Source:
    return checks.Source([split(article_from_text(article, source="the article"))])


async def _versions(old: Given, new: Given, options: Options) -> tuple[Document, Document]:
    before = await _article(old, "the old version", options)
    after = await _article(new, "the new version", options)
    return split(before), split(after)


async def _article(given: Given, source: str, options: Options) -> Article:
    """Return what was given as an article; a file is read, and an address fetched."""
    match given:
        case Article():
            return given
        case Path():
            item = await anyio.to_thread.run_sync(lambda: list(find([str(given)])))
            if len(item) > 1 or given.is_dir():
                raise UsageError(
                    f"{given} holds more than one article",
                    hint="briefer.read gives all of them, and briefer.daily a brief over them",
                )
            return await anyio.to_thread.run_sync(item[0].load)
        case str() if is_address(given) and not re.search(r"\s", given):
            (found, *more) = await fetch_async(given, **options)
            if more:
                raise UsageError(
                    f"{given} lists {len(more) + 1} articles", hint="briefer.fetch gives them"
                )
            return found
        case str():
            return article_from_text(given, source=source)
    raise UsageError(
        f"an article is a text, a Path, a web address or an Article, not {_kind(given)}"
    )


async def _item(number: int, given: Given, options: Options) -> Item:
    """Return one of many; what cannot be had fails when it is loaded, and stops no other."""
    source = given.source if isinstance(given, Article) else f"article {number}"
    if isinstance(given, Path) or (isinstance(given, str) and is_address(given)):
        source = str(given)
    try:
        article = await _article(given, source, options)
    except SourceError as error:
        return Item(source, partial(_fail, error))
    return Item(source, lambda: article)


def _fail(error: SourceError) -> Article:
    raise error


def _error_of(failure: Failure) -> BrieferError:
    """Return the error that a failure was made of."""
    kind = getattr(errors, failure.error, SourceError)
    made: BrieferError = kind(failure.message, hint=failure.hint)
    return made


def _kind(given: object) -> str:
    return "None" if given is None else f"{type(given).__name__!r}"


def _run(call: Callable[[], Awaitable[T]]) -> T:
    """Run a coroutine to its end, also where an event loop is already running (a notebook)."""
    try:
        asyncio.get_running_loop()
    except RuntimeError:
        return anyio.run(call)
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(anyio.run, call).result()
