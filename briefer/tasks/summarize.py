"""One article to a checked summary, or to its key facts alone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import Any, Literal

from briefer import checks
from briefer.analysis.furniture import reported
from briefer.analysis.injection import is_addressed_to_machine, news_of, orders_of
from briefer.errors import ContextLengthError, NoArticleError
from briefer.llm import ModelInfo, Reply, Request
from briefer.model import Article, ArticleRef, Document, Sentence, Summary, word_count
from briefer.prompting import Prompt, PromptLibrary, one_line, with_known_ids
from briefer.scrub import without_tokens
from briefer.tasks.answers import Answer
from briefer.tasks.judge import Judge, Page, page_of
from briefer.tasks.lengths import BODY_WORDS, limits, within
from briefer.tasks.parts import Parts
from briefer.tasks.settle import Drafted, Policy, Terms, settle
from briefer.tasks.task import Log, Task, ask
from briefer.tasks.window import SHRINK, output_limit, room, size, text_of
from briefer.text import article_language, chunks, tokens

Length = Literal["short", "standard", "long"]
"""How much a reader has time for."""

_SMALLEST_BUDGET = 200
_DEFAULT_OUTPUT = 1_000


@dataclass(frozen=True, slots=True)
class Plan:
    """How to summarize: prompt (``name`` or ``name@version``), language, policy.

    ``length`` says how many claims are asked for; ``audience`` and ``style`` are an editor's
    notes on who reads it and on house style, handed to the prompt. ``context_tokens`` and
    ``max_output_tokens`` override what is known of the model. ``judge`` reads claims again.
    """

    prompt: str = "summarize"
    language: str | None = None
    unsupported: Policy = "flag"
    context_tokens: int | None = None
    max_output_tokens: int | None = None
    generator: str = "briefer"
    length: Length = "standard"
    audience: str | None = None
    style: str | None = None
    judge: Judge | None = None

    @property
    def wishes(self) -> dict[str, Any]:
        """The inputs that say how a prompt is to write, whatever it is to write about."""
        return {
            "language": self.language,
            "length": self.length,
            "audience": self.audience,
            "style": self.style,
        }

    def unheeded(self, *prompts: Prompt) -> list[str]:
        """Return the wishes, beyond what holds without any, that prompts do not take."""
        usual = Plan().wishes
        told = {name: wish for name, wish in self.wishes.items() if wish != usual[name]}
        return [
            f"{name} ({prompt.ref.label})" for prompt in prompts for name in prompt.undeclared(told)
        ]


def summarize(
    document: Document,
    prompts: PromptLibrary,
    model: ModelInfo,
    plan: Plan,
    source: checks.Source | None = None,
    known: Sequence[str] = (),
) -> Task[Summary]:
    """Summarize one article; every claim comes back checked.

    An article past the model's window is read in overlapping chunks whose claims are merged;
    a window that turns out smaller than known makes the chunks smaller. The prompt decides
    whether the result is a whole summary or its key facts alone. A caller who reads the article
    for more hands it in as a ``source`` too, so that it is read once. ``known`` is what its readers
    were told of it before, a line each.

    Raises:
        NoArticleError: every sentence of the article gives orders to software.
        OutputError: the model's answer cannot be used after one repair.
        UnsupportedClaimsError: the policy is ``fail`` and a claim failed its check.
        ProviderError, ReplayMissError: as the driver sent them.
    """
    check_readable([document])
    log = Log(model, plan.generator)
    maker = _Maker(document, prompts, model, plan, known)
    log.unheeded(plan.unheeded(maker.prompt))
    (answer, request, reply), pages = yield from _draft(maker, prompts, log)
    parts = Parts.of(answer, facts_only=maker.prompt.output == "facts")
    claims = yield from settle(
        Drafted(
            tuple(parts.claims),
            request,
            reply,
            pages,
            limits=limits(parts, BODY_WORDS[plan.length]),
        ),
        source or checks.Source([document]),
        Terms(plan.unsupported, plan.judge, plan.language),
        prompts=prompts,
        model=model,
        log=log,
    )
    told = Summary(
        article=article_ref(document),
        provenance=log.provenance,
        **parts.settled(claims, texts_of([document])),
    )
    return told if told.headline is None else within(told, BODY_WORDS[plan.length])


def article_ref(document: Document) -> ArticleRef:
    """Return what a result says of its article; a reader's own tokens are no part of it."""
    article = document.article
    return ArticleRef(
        hash=article.hash,
        source=without_tokens(article.source),
        title=article.title,
        url=None if article.url is None else without_tokens(article.url),
        date=article.date,
        author=article.author,
        outlet=article.outlet,
        language=article_language(article),
        sentences=len(document.sentences),
        words=sum(word_count(sentence.text) for sentence in document.sentences),
        notes=(*article.notes, *_warnings(document)),
    )


def texts_of(documents: Sequence[Document]) -> list[str]:
    """Return what articles say anywhere: title, place, who wrote it, and the text."""
    return [
        " ".join(filter(None, (each.title, each.dateline, each.author, each.outlet, each.text)))
        for each in (document.article for document in documents)
    ]


def title_for_model(article: Article) -> str | None:
    """Return an article's title as a model may see it: none that gives orders to software."""
    title = article.title
    return None if title is not None and is_addressed_to_machine(title) else title


def origin_of(article: Article) -> dict[str, str | None]:
    """Return where an article comes from, as prompts are told: nothing that gives orders."""
    said = {"outlet": article.outlet, "author": article.author, "dateline": article.dateline}
    safe = {
        name: None if text and is_addressed_to_machine(text) else text
        for name, text in said.items()
    }
    return {"date": article.date, **safe}


def check_readable(documents: Sequence[Document]) -> None:
    """Make sure that articles say anything to readers.

    Raises:
        NoArticleError: there are sentences, and every one gives orders to software.
    """
    if any(news_of(document) for document in documents):
        return
    if any(document.sentences for document in documents):
        raise NoArticleError(
            f"{documents[0].article.source}: all of it gives orders to software; nothing is news"
        )


def _warnings(document: Document) -> Iterator[str]:
    orders = len(orders_of(document))
    if orders:
        yield f"{orders} sentence{'s' if orders > 1 else ''} in it give orders to software"


def first_requests(
    document: Document, prompts: PromptLibrary, model: ModelInfo, plan: Plan
) -> list[Request]:
    """Return the requests of the first round: exactly what would be sent.

    There are none where every sentence of the article gives orders to software.
    """
    if document.sentences and not news_of(document):
        return []
    maker = _Maker(document, prompts, model, plan)
    return [maker.request(part) for part in maker.parts(maker.window)]


def pages_of(
    document: Document, prompts: PromptLibrary, model: ModelInfo, plan: Plan
) -> tuple[Page, ...]:
    """Return the requests of the first round as pages that show the article's sentences."""
    if not news_of(document):
        return ()
    maker = _Maker(document, prompts, model, plan)
    parts = maker.parts(maker.window)
    return tuple(page_of(maker.request(part), (s.id for s in part)) for part in parts)


class _Maker:
    """Builds the requests of one article."""

    def __init__(
        self,
        document: Document,
        prompts: PromptLibrary,
        model: ModelInfo,
        plan: Plan,
        known: Sequence[str] = (),
    ) -> None:
        self.document = document
        self.known = list(known)
        self.sentences = reported(document)
        self.model = model
        self.plan = plan
        self.prompt = prompts.get(plan.prompt, variant=model.variant)
        self.merge_prompt = prompts.get("merge", variant=model.variant)
        self.window = plan.context_tokens or model.context_tokens
        self.output = self._output(self.prompt)

    @cached_property
    def whole(self) -> Request:
        """The request for the article in one part, as most are."""
        return self._ask_for(self.sentences)

    def request(self, sentences: Sequence[Sentence]) -> Request:
        return self.whole if sentences is self.sentences else self._ask_for(sentences)

    def _ask_for(self, sentences: Sequence[Sentence]) -> Request:
        article = self.document.article
        given: dict[str, Any] = {
            "sentences": sentences,
            "title": title_for_model(article),
            **origin_of(article),
            "known": self.known,
            **self.plan.wishes,
        }
        return self._build(self.prompt, given, [sentence.id for sentence in sentences])

    def merge(self, parts: Sequence[Answer]) -> Request:
        shown = [Parts.of(part).as_inputs() for part in parts]
        given = {
            "parts": shown,
            "title": title_for_model(self.document.article),
            **self.plan.wishes,
        }
        cited = {
            i for part in shown for group in part.values() for c in group for i in c["evidence"]
        }
        ids = [s.id for s in self.sentences if s.id in cited]
        return self._build(self.merge_prompt, given, ids)

    def parts(self, window: int | None) -> Sequence[Sequence[Sentence]]:
        """Cut the article so that each part fits ``window`` tokens with its prompt and answer."""
        sentences = self.sentences
        if window is None:
            return [sentences]
        if len(text_of(self.whole).encode("utf-8", "replace")) <= room(window, self.output):
            return [sentences]  # a token is at least a byte: no need to count
        return chunks.plan(
            sentences,
            self.budget(window),
            partial(tokens.count, model=self.model.name),
            line=lambda sentence: f"[{sentence.id}] {one_line(sentence.text)}\n",
        )

    def budget(self, window: int) -> int:
        """Return the tokens left for article text in a window, at least a useful few."""
        overhead = size(self.request(()))
        return max(room(window, self.output) - overhead, _SMALLEST_BUDGET)

    def merge_groups(self, parts: Sequence[Answer], window: int | None) -> list[list[Answer]]:
        """Group the answers of parts so that each merge fits the window; at least two a group."""
        if window is None:
            return [list(parts)]
        budget = self.budget(window)
        groups: list[list[Answer]] = []
        used = 0
        for part in parts:
            cost = tokens.count(part.model_dump_json(), self.model.name)
            if groups and (used + cost <= budget or len(groups[-1]) < 2):  # noqa: PLR2004
                groups[-1].append(part)
                used += cost
            else:
                groups.append([part])
                used = cost
        return groups

    def _build(self, prompt: Prompt, given: Mapping[str, Any], ids: Sequence[str]) -> Request:
        schema = prompt.schema
        if self.model.enum_ids and ids:
            schema = with_known_ids(schema, ids)
        return Request(
            model=self.model.name,
            messages=prompt.render_from(given),
            schema_name=prompt.schema_name,
            schema=schema,
            prompt=prompt.ref,
            sampling=replace(prompt.sampling, max_tokens=self._output(prompt)),
            inputs=dict(given),
            label=self.document.article.source,
        )

    def _output(self, prompt: Prompt) -> int:
        limit = output_limit(
            self.plan.max_output_tokens,
            self.model.max_output_tokens,
            prompt.sampling.max_tokens,
        )
        return limit or _DEFAULT_OUTPUT


def _draft(
    maker: _Maker, prompts: PromptLibrary, log: Log
) -> Task[tuple[tuple[Answer, Request, Reply], tuple[Page, ...]]]:
    """Ask for the whole article, in as many parts as its length takes; return those as pages."""
    window = maker.window
    while True:
        parts = maker.parts(window)
        try:
            asked = [maker.request(part) for part in parts]
            answers = yield from ask(asked, prompts, log)
            while len(answers) > 1:
                groups = maker.merge_groups([answer for answer, _, _ in answers], window)
                answers = yield from ask([maker.merge(group) for group in groups], prompts, log)
        except ContextLengthError:
            window = _smaller(maker, parts, window)
        else:
            pages = (page_of(r, (s.id for s in p)) for r, p in zip(asked, parts, strict=True))
            return answers[0], tuple(pages)


def _smaller(maker: _Maker, parts: Sequence[Sequence[Sentence]], window: int | None) -> int:
    """Return a smaller window to plan for after the endpoint found the text too long.

    Raises:
        ContextLengthError: there is nothing left to cut.
    """
    longest = max(size(maker.request(part)) for part in parts)
    known = longest + maker.output if window is None else min(window, longest + maker.output)
    if maker.budget(known) <= _SMALLEST_BUDGET or all(len(part) <= 1 for part in parts):
        raise ContextLengthError(
            f"{maker.document.article.source}: even {_SMALLEST_BUDGET} tokens of the article are "
            f"more than {maker.model.name} takes"
        )
    return int(known * SHRINK)
