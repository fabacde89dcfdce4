"""Many checked stories to the top lines of a brief."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from briefer import checks
from briefer.analysis.injection import orders_of
from briefer.errors import ContextLengthError
from briefer.llm import ModelInfo, Reply, Request
from briefer.model import Claim, Document, Evidence, Provenance, Story
from briefer.prompting import Prompt, PromptLibrary, with_known_ids
from briefer.tasks.answers import ClaimAnswer, DigestAnswer, OrderedDigestAnswer
from briefer.tasks.judge import Judge, Page, page_of
from briefer.tasks.settle import Drafted, Policy, Terms, settle, split_dropped, unrepeated, words_of
from briefer.tasks.task import Log, Task, ask
from briefer.tasks.window import SHRINK, fits, output_limit, room, size

TOP_LINES = 5
_SENTENCES_EACH = 4


@dataclass(frozen=True, slots=True)
class DigestPlan:
    """How to open a brief: the prompt, the language, what becomes of a failing line, who judges."""

    prompt: str = "digest"
    language: str | None = None
    unsupported: Policy = "flag"
    limit: int = TOP_LINES
    context_tokens: int | None = None
    generator: str = "briefer"
    audience: str | None = None
    style: str | None = None
    judge: Judge | None = None


@dataclass(frozen=True, slots=True)
class Digest:
    """The checked top lines of a brief and how they were made.

    ``order`` has the numbers of the stories (from 1) that a model put into an order, the
    weightiest first; it is empty where nobody saw all of them at once.
    """

    top_lines: tuple[Claim, ...]
    dropped: tuple[Claim, ...]
    provenance: Provenance
    order: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Shown:
    """What the digest prompt sees of one story: the sentences its claims rest on."""

    number: int
    headline: str
    sentences: tuple[Evidence, ...]
    sources: int = 1
    differences: tuple[str, ...] = ()

    def as_input(self, most: int) -> dict[str, Any]:
        return {
            "number": self.number,
            "headline": self.headline,
            "sources": self.sources,
            "differences": list(self.differences),
            "sentences": [{"id": _id(e), "text": e.text} for e in self.sentences[:most]],
        }


def digest(
    stories: Sequence[Story],
    documents: Sequence[Document],
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: DigestPlan,
) -> Task[Digest]:
    """Write the day's top lines from the sentences of claims that do not fail.

    ``documents[0]`` is article 1 to the evidence of the stories. What a prompt cannot hold is
    written in several rounds, the lines of one round being the material of the next.

    Raises:
        OutputError, ProviderError, ReplayMissError: as in `summarize`.
    """
    log = Log(model, plan.generator)
    source = checks.Source(documents)
    prompt = prompts.get(plan.prompt, variant=model.variant)
    shown = [_shown(number, story, documents) for number, story in enumerate(stories, 1)]
    shown = [each for each in shown if each.sentences]
    if not shown:
        return Digest((), (), log.provenance)
    page, answer, request, reply = yield from _write(shown, prompt, prompts, model, plan, log)
    claims = yield from settle(
        Drafted(
            tuple(unrepeated(answer.top_lines)[: plan.limit]),
            request,
            reply,
            (page,),
            {article: n for n, each in enumerate(stories) for article in each.articles},
            {
                words_of(claim.text): claim
                for each in stories
                for claim in each.claims
                if claim.by == "judge" and claim.status == "confirmed"
            },
        ),
        source,
        Terms(plan.unsupported, plan.judge, plan.language, qualified=True),
        prompts=prompts,
        model=model,
        log=log,
    )
    kept, dropped = split_dropped(claims)
    numbers = {each.number for each in shown}
    seen = len(request.inputs["stories"]) == len(shown)
    said = answer.order if seen and isinstance(answer, OrderedDigestAnswer) else ()
    order = tuple(dict.fromkeys(each for each in said if each in numbers))
    return Digest(kept, dropped, log.provenance, order)


def _write(
    shown: Sequence[_Shown],
    prompt: Prompt,
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: DigestPlan,
    log: Log,
) -> Task[tuple[Page, DigestAnswer, Request, Reply]]:
    """Ask for lines until one request holds all that is left."""
    window = plan.context_tokens or model.context_tokens
    while True:
        requests = _requests(shown, prompt, model, plan, window)
        try:
            answers = yield from ask(requests, prompts, log)
        except ContextLengthError:
            if len(requests) >= len(shown):
                raise
            longest = max(map(size, requests))
            window = int(longest * SHRINK) + (prompt.sampling.max_tokens or 0)
            continue
        if len(answers) == 1:
            answer, request, reply = answers[0]
            return page_of(requests[0], _ids_in(requests[0])), _digest(answer), request, reply
        shown = _next_round(shown, [line for a, _, _ in answers for line in _digest(a).top_lines])


def _digest(answer: object) -> DigestAnswer:
    assert isinstance(answer, DigestAnswer)  # noqa: S101 (narrows the union)
    return answer


def _requests(
    shown: Sequence[_Shown],
    prompt: Prompt,
    model: ModelInfo,
    plan: DigestPlan,
    window: int | None,
) -> list[Request]:
    """Share the stories out over as few requests as the window allows.

    First fewer sentences a story, down to one, then fewer stories a request.
    """
    most_tokens = None if window is None else room(window, prompt.sampling.max_tokens or 0)
    most = 1
    for most in range(_SENTENCES_EACH, 0, -1):
        request = _request(shown, most, prompt, model, plan)
        if most_tokens is None or fits(request, most_tokens):
            return [request]
    half = len(shown) // 2
    if half == 0:
        return [_request(shown, most, prompt, model, plan)]
    return [
        *_requests(shown[:half], prompt, model, plan, window),
        *_requests(shown[half:], prompt, model, plan, window),
    ]


def _request(
    shown: Sequence[_Shown], most: int, prompt: Prompt, model: ModelInfo, plan: DigestPlan
) -> Request:
    stories = [each.as_input(most) for each in shown]
    inputs: dict[str, Any] = {
        "stories": stories,
        "limit": plan.limit,
        "language": plan.language,
        "audience": plan.audience,
        "style": plan.style,
    }
    schema = prompt.schema
    if model.enum_ids:
        ids = [s["id"] for each in stories for s in each["sentences"]]
        schema = with_known_ids(schema, ids)
    output = output_limit(prompt.sampling.max_tokens, model.max_output_tokens)
    return Request(
        model=model.name,
        messages=prompt.render_from(inputs),
        schema_name=prompt.schema_name,
        schema=schema,
        prompt=prompt.ref,
        sampling=replace(prompt.sampling, max_tokens=output),
        inputs=inputs,
        label="top lines",
    )


def _ids_in(request: Request) -> Iterator[str]:
    return (each["id"] for story in request.inputs["stories"] for each in story["sentences"])


def _id(evidence: Evidence) -> str:
    return f"{evidence.article}.{evidence.sentence}"


def _shown(number: int, story: Story, documents: Sequence[Document]) -> _Shown:
    """Return a story's headline and the sentences that its claims rest on.

    None of failing claims, and none that gives orders to software, which a claim of an edition
    that was made before may still name.
    """
    standing = [claim for claim in story.claims if not claim.fails]
    sentences = {
        _id(e): e
        for claim in standing
        for e in claim.evidence
        if e.sentence not in orders_of(documents[e.article - 1])
    }
    headline = story.headline.text if story.headline in standing and story.headline else ""
    differences = tuple(each.told for each in story.differences)
    return _Shown(number, headline, tuple(sentences.values()), story.outlets, differences)


def _next_round(shown: Sequence[_Shown], lines: Sequence[ClaimAnswer]) -> list[_Shown]:
    """Keep of each story what the lines of this round cite; at least halved."""
    cited = {one for line in lines for one in line.evidence}
    kept = []
    for each in shown:
        sentences = tuple(e for e in each.sentences if _id(e) in cited)
        if sentences:
            kept.append(replace(each, sentences=sentences[:1]))
    if not kept or len(kept) > len(shown) // 2:
        kept = kept[: max(len(shown) // 2, 1)] or list(shown[: max(len(shown) // 2, 1)])
    return kept
