"""Summaries kept under the identity of their article, so that the next version finds them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from briefer.gather import identity_here
from briefer.model import Article, Summary
from briefer.render import summary_from, summary_value
from briefer.store import KeptClaim, KeptStory, Rest, Store
from briefer.tasks import Plan


@dataclass(frozen=True, slots=True)
class Recalled:
    """A summary that was kept, with the version of the article that it is of."""

    summary: Summary
    article: Article


def series_of(article: Article, plan: Plan) -> str:
    """Return what the summaries of an article's versions have in common."""
    return _series(identity_here(article, article.source), plan)


def _series(identity: str, plan: Plan) -> str:
    prompt = plan.prompt.partition("@")[0]
    parts = [identity, prompt, plan.language or ""]
    return " | ".join(parts).rstrip(" |")


def remember(
    store: Store, article: Article, summary: Summary, plan: Plan, now: dt.datetime
) -> None:
    """Keep a summary and the version of the article that it is of, along with what comes next.

    Args:
        store: Where.
        article: The article that was summarized.
        summary: Of it.
        plan: How it was summarized: the prompt, whose version makes no difference, and the
            language that was asked for, if one was.
        now: The time.
    """
    identity = identity_here(article, article.source)
    store.keep_version(identity, article, fetched=now.isoformat(timespec="seconds"), later=True)
    keep_edition(store, _series(identity, plan), summary, now, later=True)


def keep_edition(
    store: Store, series: str, summary: Summary, now: dt.datetime, *, later: bool = False
) -> int:
    """Keep a summary as the current one of its series; return its number.

    ``later`` is as for `briefer.store.Store.keep_summary`.
    """
    hash_ = summary.article.hash
    story = KeptStory(
        headline=summary.headline.text if summary.headline else "",
        articles=(hash_,),
        claims=tuple(
            KeptClaim(
                claim.text,
                tuple(Rest(hash_, e.sentence, e.text) for e in claim.evidence),
                f"$.{place}",
            )
            for place, claim in summary.placed_claims()
        ),
    )
    made = now.isoformat(timespec="seconds")
    return store.keep_summary(series, made, summary_value(summary), story, later=later)


def recall(store: Store, article: Article, plan: Plan) -> Recalled | None:
    """Return the last summary of an article, or of an earlier version of it; None without one."""
    edition = store.summary(series_of(article, plan))
    summary = None if edition is None else summary_from(edition.value)
    before = None if summary is None else store.article(summary.article.hash)
    return None if summary is None or before is None else Recalled(summary, before)


def summary_of(store: Store, article: Article, plan: Plan) -> Summary | None:
    """Return the last summary of this very version of an article; None without one."""
    for edition in store.summaries_in(series_of(article, plan)):
        summary = summary_from(edition.value)
        if summary is not None and summary.article.hash == article.hash:
            return summary
    return None
