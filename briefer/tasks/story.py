"""One story as several articles tell it, to one checked summary over all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefer import checks
from briefer.analysis.injection import news_of
from briefer.errors import ContextLengthError
from briefer.llm import ModelInfo, Reply, Request
from briefer.model import Claim, Document, Evidence, Sentence, Story
from briefer.prompting import Prompt, PromptLibrary, with_known_ids
from briefer.tasks.answers import Answer
from briefer.tasks.judge import Page, page_of
from briefer.tasks.settle import Drafted, Terms, settle, split_dropped
from briefer.tasks.summarize import (
    Plan,
    check_readable,
    groups_of,
    summarize,
    title_for_model,
)
from briefer.tasks.task import Log, Task, ask
from briefer.tasks.window import SHRINK, fits, output_limit, room, size
from briefer.text import article_language

MOST_ARTICLES = 8
"""Articles of one story that are read for its summary; the others still count as its sources."""

_FEWEST = 3
"""Sentences of each article below which cutting more makes no sense."""


def story(
    documents: Sequence[Document],
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: Plan,
    source: checks.Source | None = None,
) -> Task[Story]:
    """Summarize a story over all its articles; every claim comes back checked.

    ``documents`` are in order to read, no two with the same text; ``documents[0]`` is article 1
    to the evidence. A story of one article is summarized as `summarize` does it. Where all
    sentences are more than the model's window, those at the head of each article are taken. A
    caller who reads the articles for more hands them in as a ``source`` too, as to `summarize`.

    Raises:
        NoArticleError, OutputError, UnsupportedClaimsError, ProviderError, ReplayMissError: as
            `summarize`.
    """
    if len(documents) == 1:
        summary = yield from summarize(documents[0], prompts, model, plan, source)
        return Story(
            articles=(1,),
            headline=summary.headline,
            summary=summary.summary,
            key_facts=summary.key_facts,
            provenance=summary.provenance,
            dropped=summary.dropped,
        )
    check_readable(documents[:MOST_ARTICLES])
    log = Log(model, plan.generator)
    maker = _Maker(documents[:MOST_ARTICLES], prompts, model, plan)
    log.unheeded(plan.unheeded(maker.prompt))
    page, (answer, request, reply) = yield from _draft(maker, prompts, log)
    groups = groups_of(answer)
    claims = yield from settle(
        Drafted(
            tuple(claim for group in groups for claim in group),
            request,
            reply,
            (page,),
        ),
        source or checks.Source(documents),
        Terms(plan.unsupported, plan.judge, plan.language, qualified=True),
        prompts=prompts,
        model=model,
        log=log,
    )
    first, second = len(groups[0]), len(groups[0]) + len(groups[1])
    headline, gone = split_dropped(claims[:first])
    said, gone_said = split_dropped(claims[first:second])
    facts, gone_facts = split_dropped(claims[second:])
    return Story(
        articles=tuple(range(1, len(documents) + 1)),
        headline=headline[0] if headline else None,
        summary=said,
        key_facts=facts,
        provenance=log.provenance,
        dropped=(*gone, *gone_said, *gone_facts),
    )


@dataclass(frozen=True)
class _Maker:
    """Builds the requests of one story."""

    documents: Sequence[Document]
    prompts: PromptLibrary
    model: ModelInfo
    plan: Plan

    @property
    def prompt(self) -> Prompt:
        return self.prompts.get("story", variant=self.model.variant)

    @property
    def longest(self) -> int:
        return max(len(news_of(document)) for document in self.documents)

    def request(self, most: int) -> Request:
        """Return the request that shows so many sentences of each article."""
        articles: list[dict[str, Any]] = [
            {
                "number": number,
                "outlet": document.article.outlet,
                "date": document.article.date,
                "title": title_for_model(document.article),
                "language": article_language(document.article),
                "sentences": [_shown(number, sentence) for sentence in news_of(document)[:most]],
            }
            for number, document in enumerate(self.documents, 1)
        ]
        given: Mapping[str, Any] = {"articles": articles, **self.plan.wishes}
        prompt = self.prompt
        schema = prompt.schema
        if self.model.enum_ids:
            ids = [each["id"] for article in articles for each in article["sentences"]]
            schema = with_known_ids(schema, ids)
        return Request(
            model=self.model.name,
            messages=prompt.render_from(given),
            schema_name=prompt.schema_name,
            schema=schema,
            prompt=prompt.ref,
            sampling=replace(prompt.sampling, max_tokens=self.output),
            inputs=given,
            label=self.documents[0].article.source,
        )

    @property
    def output(self) -> int | None:
        return output_limit(
            self.plan.max_output_tokens,
            self.model.max_output_tokens,
            self.prompt.sampling.max_tokens,
        )

    def fitting(self, window: int | None) -> Request:
        """Return the request with as many sentences of each article as a window holds."""
        request = self.request(self.longest)
        if window is None:
            return request
        most_tokens = room(window, self.output or 0)
        low, high = _FEWEST, self.longest
        if fits(request, most_tokens) or high <= low:
            return request
        while high - low > 1:
            most = (low + high) // 2
            low, high = (most, high) if fits(self.request(most), most_tokens) else (low, most)
        return self.request(low)


def _draft(
    maker: _Maker, prompts: PromptLibrary, log: Log
) -> Task[tuple[Page, tuple[Answer, Request, Reply]]]:
    """Ask with all that fits; with less when the window turns out smaller than it was known."""
    window = maker.plan.context_tokens or maker.model.context_tokens
    request = maker.fitting(window)
    while True:
        try:
            (answer,) = yield from ask([request], prompts, log)
        except ContextLengthError:
            window = int((size(request) + (maker.output or 0)) * SHRINK)
            smaller = maker.fitting(window)
            if smaller.key == request.key:
                raise
            request = smaller
        else:
            shown = (
                s["id"] for article in request.inputs["articles"] for s in article["sentences"]
            )
            return page_of(request, shown), answer


def _shown(number: int, sentence: Sentence) -> dict[str, Any]:
    return {
        "id": f"{number}.{sentence.id}",
        "text": sentence.text,
        "paragraph": sentence.paragraph,
        "kind": sentence.kind,
    }


def renumbered(told: Story, numbers: Sequence[int]) -> Story:
    """Return a story whose articles 1, 2, ... are ``numbers`` in a brief."""

    def evidence(each: Evidence) -> Evidence:
        return replace(each, article=numbers[each.article - 1])

    def claim(each: Claim) -> Claim:
        return replace(each, evidence=tuple(map(evidence, each.evidence)))

    def ids(given: Sequence[int]) -> tuple[int, ...]:
        return tuple(numbers[one - 1] for one in given)

    def claims(given: Sequence[Claim]) -> tuple[Claim, ...]:
        return tuple(map(claim, given))

    return replace(
        told,
        articles=ids(told.articles),
        copies=ids(told.copies),
        headline=None if told.headline is None else claim(told.headline),
        summary=claims(told.summary),
        key_facts=claims(told.key_facts),
        dropped=claims(told.dropped),
        news=claims(told.news),
        quotations=tuple(replace(q, evidence=evidence(q.evidence)) for q in told.quotations),
        ahead=tuple(replace(a, evidence=evidence(a.evidence)) for a in told.ahead),
        differences=tuple(
            replace(
                difference,
                sides=tuple(
                    replace(side, articles=ids(side.articles), evidence=evidence(side.evidence))
                    for side in difference.sides
                ),
            )
            for difference in told.differences
        ),
    )
