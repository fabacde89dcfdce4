"""One story as several articles tell it, to one checked summary over all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Any

from briefer import checks
from briefer.analysis.furniture import reported
from briefer.errors import ContextLengthError
from briefer.llm import ModelInfo, Reply, Request
from briefer.model import Claim, Document, Evidence, Finding, Sentence, Story, Summary
from briefer.prompting import Prompt, PromptLibrary, with_known_ids
from briefer.tasks.answers import Answer
from briefer.tasks.judge import Page, page_of
from briefer.tasks.lengths import BODY_WORDS, limits, within
from briefer.tasks.parts import Parts
from briefer.tasks.settle import Drafted, Terms, settle
from briefer.tasks.summarize import (
    Plan,
    check_readable,
    origin_of,
    summarize,
    texts_of,
    title_for_model,
)
from briefer.tasks.task import Log, Task, ask
from briefer.tasks.window import SHRINK, fits, output_limit, room, size
from briefer.text import article_language

MOST_ARTICLES = 8
"""Articles of one story that are read for its summary; the others still count as its sources."""

_FEWEST = 3
"""Sentences of each article below which cutting more makes no sense."""

_LABEL = re.compile(r"\[(?:(?P<article>\d{1,6})\.)?(?P<sentence>S\d+)\]")
"""How a finding's message names a sentence."""


def story(
    documents: Sequence[Document],
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: Plan,
    source: checks.Source | None = None,
    known: Sequence[str] = (),
    differences: Sequence[str] = (),
) -> Task[Story]:
    """Summarize a story over all its articles; every claim comes back checked.

    ``documents`` are in order to read, no two with the same text; ``documents[0]`` is article 1
    to the evidence. A story of one article is summarized as `summarize` does it. Where all
    sentences are more than the model's window, those at the head of each article are taken. A
    caller who reads the articles for more hands them in as a ``source`` too, as to `summarize`.
    ``known`` is what readers were told of the story before, ``differences`` where its articles do
    not say the same, a line each.

    Raises:
        NoArticleError, OutputError, UnsupportedClaimsError, ProviderError, ReplayMissError: as
            `summarize`.
    """
    if len(documents) == 1:
        summary = yield from summarize(documents[0], prompts, model, plan, source, known)
        return Story(articles=(1,), **_parts(summary))
    check_readable(documents[:MOST_ARTICLES])
    log = Log(model, plan.generator)
    maker = _Maker(documents[:MOST_ARTICLES], prompts, model, plan, known, differences)
    log.unheeded(plan.unheeded(maker.prompt))
    page, (answer, request, reply) = yield from _draft(maker, prompts, log)
    parts = Parts.of(answer)
    claims = yield from settle(
        Drafted(
            tuple(parts.claims),
            request,
            reply,
            (page,),
            limits=limits(parts, BODY_WORDS[plan.length]),
        ),
        source or checks.Source(documents),
        Terms(plan.unsupported, plan.judge, plan.language, qualified=True),
        prompts=prompts,
        model=model,
        log=log,
    )
    told = Story(
        articles=tuple(range(1, len(documents) + 1)),
        provenance=log.provenance,
        **parts.settled(claims, texts_of(documents)),
    )
    return within(told, BODY_WORDS[plan.length])


def _parts(summary: Summary) -> dict[str, Any]:
    """Return what a story has of the summary of its one article."""
    names = {each.name for each in fields(Summary)} & {each.name for each in fields(Story)}
    return {name: getattr(summary, name) for name in names}


@dataclass(frozen=True)
class _Maker:
    """Builds the requests of one story."""

    documents: Sequence[Document]
    prompts: PromptLibrary
    model: ModelInfo
    plan: Plan
    known: Sequence[str]
    differences: Sequence[str]

    @property
    def prompt(self) -> Prompt:
        return self.prompts.get("story", variant=self.model.variant)

    @property
    def longest(self) -> int:
        return max(len(reported(document)) for document in self.documents)

    def request(self, most: int) -> Request:
        """Return the request that shows so many sentences of each article."""
        articles: list[dict[str, Any]] = [
            {
                "number": number,
                **origin_of(document.article),
                "title": title_for_model(document.article),
                "language": article_language(document.article),
                "sentences": [_shown(number, sentence) for sentence in reported(document)[:most]],
            }
            for number, document in enumerate(self.documents, 1)
        ]
        given: Mapping[str, Any] = {
            "articles": articles,
            "known": list(self.known),
            "differences": list(self.differences),
            **self.plan.wishes,
        }
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
    """Return a story whose articles 1, 2, ... are ``numbers`` in a brief.

    The sentences that findings name are numbered with them: ``[S4]`` of a story's one article, and
    ``[1.S4]`` of several, become ``[9.S4]``.
    """

    def evidence(each: Evidence) -> Evidence:
        return replace(each, article=numbers[each.article - 1])

    def label(found: re.Match[str]) -> str:
        article = int(found["article"] or 1)
        if not 0 < article <= len(numbers):
            return found[0]
        return f"[{numbers[article - 1]}.{found['sentence']}]"

    def finding(each: Finding) -> Finding:
        return replace(each, message=_LABEL.sub(label, each.message))

    def claim(_place: str, each: Claim) -> Claim:
        findings = tuple(map(finding, each.findings))
        return replace(each, evidence=tuple(map(evidence, each.evidence)), findings=findings)

    def ids(given: Sequence[int]) -> tuple[int, ...]:
        return tuple(numbers[one - 1] for one in given)

    def claims(given: Sequence[Claim]) -> tuple[Claim, ...]:
        return tuple(claim("", each) for each in given)

    return replace(
        told.with_claims(claim),
        articles=ids(told.articles),
        copies=ids(told.copies),
        originals=ids(told.originals),
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
