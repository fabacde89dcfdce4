"""A new version summarized since an old one, however much is known of the old."""

from __future__ import annotations

from briefer.llm import ModelInfo
from briefer.model import Article, Document, Evidence, Sentence, Summary
from briefer.prompting import PromptLibrary
from briefer.revising.summaries import recall
from briefer.store import Store
from briefer.tasks import Plan, Task, carry_over, summarize
from briefer.text import split

_BREAK = "\n\n"


def carried(
    now: Document,
    since: Article | Summary,
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: Plan,
    store: Store | None = None,
) -> Task[Summary]:
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
        before = _cited(since) if held is None else split(held)
        return (
            yield from carry_over(
                since, before, now, prompts, model, plan, further=held is not None
            )
        )
    before = split(since)
    found = None
    if store is not None:
        found = recall(store, since, plan)
    if found is not None and found.article == since:
        old = found.summary
    else:
        old = yield from summarize(before, prompts, model, plan)
    return (yield from carry_over(old, before, now, prompts, model, plan))


def _cited(summary: Summary) -> Document:
    """Return what is known of an article from its summary: the sentences that it cites."""
    cited: dict[str, Evidence] = {
        each.sentence: each for claim in summary.claims for each in claim.evidence
    }
    sentences, at = [], 0
    for place, each in enumerate(sorted(cited.values(), key=lambda each: each.start)):
        end = at + len(each.text)
        sentences.append(Sentence(each.sentence, at, end, each.text, place))
        at = end + len(_BREAK)
    text = _BREAK.join(sentence.text for sentence in sentences)
    ref = summary.article
    article = Article(text, title=ref.title, url=ref.url, date=ref.date, source=ref.source)
    return Document(article, tuple(sentences))
