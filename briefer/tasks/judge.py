"""A second reading: a judge decides of claims what comparing words could not.

It sees the articles as the model that wrote the claims saw them, but not what else that model
answered; and what it says is held to account as a draft is: the sentences it names exist, the
words it calls wrong stand in the claim, and a figure or name that code missed in the source stays
missed unless code finds it in the sentence that the judge names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

from briefer.analysis.quotes import plain
from briefer.errors import (
    AuthenticationError,
    BrieferError,
    ContextLengthError,
    MalformedAnswerError,
    ModelUnavailableError,
    OutputError,
    ProviderError,
)
from briefer.llm import Message, ModelInfo, Reply, Request
from briefer.model import Claim
from briefer.prompting import Prompt, PromptLibrary
from briefer.tasks.answers import JudgeAnswer, VerdictAnswer, YesNoAnswer, read_answer
from briefer.tasks.task import Log, Task, follow_up
from briefer.tasks.verdicts import NO_REASON, Ground, decided, problem_of
from briefer.tasks.window import fits, output_limit, room
from briefer.text import tokens

if TYPE_CHECKING:
    from briefer.checks import SourceSentence

Judging = Literal["off", "open", "all"]
"""Which claims are read again: none, those that words do not confirm, all of them."""

MOST_CLAIMS = 12
"""Claims that one request asks about."""

_DOUBTS = 1
_NEAR = 2
"""Sentences before and after evidence that are shown where the whole article is too long."""

_SMALL_WINDOW = 4_096
"""Tokens of the window of a judge that takes one claim, where nobody says how much it takes."""


@dataclass(frozen=True, slots=True)
class Judge:
    """Who reads claims again, and which."""

    model: ModelInfo
    judging: Literal["open", "all"] = "open"


@dataclass(frozen=True, slots=True)
class Page:
    """A conversation that shows sentences of the articles, and the ids they have there."""

    messages: tuple[Message, ...]
    ids: frozenset[str]
    key: str


@dataclass(frozen=True, slots=True)
class Material:
    """What claims are to be read against.

    ``pages`` are the drafting requests whose messages show the articles; with none, the sentences
    around a claim's evidence are shown beside it. ``label`` is what a message calls the articles.
    """

    ground: Ground
    pages: Sequence[Page]
    label: str = ""


def page_of(request: Request, ids: Iterable[str]) -> Page:
    """Return a drafting request as a page that shows the sentences with these ids."""
    return Page(request.messages, frozenset(ids), request.key)


def read_again(
    claims: Sequence[Claim],
    material: Material,
    judge: Judge | None,
    prompts: PromptLibrary,
    log: Log,
) -> Task[list[Claim]]:
    """Have claims read again; return them in order, each with the judge's verdict if it has one.

    A claim whose reading cannot be used is asked about once more, and then stays as words left it.
    Without a judge, or where no claim needs one, nothing is asked.

    Raises:
        ProviderError: the judge refuses the key, or has no such model.
        BudgetError, ReplayMissError, RunInterruptedError: as the driver sent them.
    """
    out = list(claims)
    if judge is None:
        return out
    wanted = {index: claim for index, claim in enumerate(claims) if _needs(claim, judge)}
    if not wanted:
        return out
    variant = prompts.made_for("judge", judge.model.name)
    prompt = prompts.get("judge", variant=variant or judge.model.variant)
    if prompt.output == "yes_no":
        verdicts = yield from _one_by_one(wanted, material, judge, prompt, log)
    else:
        verdicts = yield from _together(wanted, material, judge, prompt, prompts, log)
    for index, verdict in verdicts.items():
        out[index] = decided(claims[index], verdict, material.ground)
    log.judged(judge.model, len(verdicts), len(wanted) - len(verdicts))
    return out


def _needs(claim: Claim, judge: Judge) -> bool:
    if claim.handling != "kept":
        return False
    if claim.status != "confirmed":
        return True
    said = plain(claim.text)  # a sentence of the source word for word leaves nothing to read
    return judge.judging == "all" and all(plain(e.text) != said for e in claim.evidence)


# Many claims in one request


@dataclass(frozen=True, slots=True)
class _Asked:
    """Claims of one request, by the numbers they have in it."""

    request: Request
    numbers: Mapping[int, int]
    allowed: frozenset[str]


def _together(
    wanted: Mapping[int, Claim],
    material: Material,
    judge: Judge,
    prompt: Prompt,
    prompts: PromptLibrary,
    log: Log,
) -> Task[dict[int, VerdictAnswer]]:
    """Ask about claims a dozen at a time, and once more about those without a usable verdict."""
    maker = _Maker(material, judge, prompt)
    asked = list(maker.batches(wanted))
    verdicts: dict[int, VerdictAnswer] = {}
    again: list[_Asked] = []
    outcomes = yield [each.request for each in asked]
    for each, outcome in zip(asked, outcomes, strict=True):
        log.add(each.request, outcome)
        found, problems, error = _read(each, outcome, wanted)
        verdicts |= found
        left = {number: i for number, i in each.numbers.items() if i not in found}
        if isinstance(error, ContextLengthError):
            if each.request.messages[:-1]:
                again += maker.narrow({i: wanted[i] for i in left.values()})
        elif left and (error is None or isinstance(error, OutputError)):
            request = _reask(each.request, outcome, problems, prompts)
            again.append(_Asked(request, left, each.allowed))
    if again:
        outcomes = yield [each.request for each in again]
        for each, outcome in zip(again, outcomes, strict=True):
            log.add(each.request, outcome)
            verdicts |= _read(each, outcome, wanted)[0]
    return verdicts


class _Maker:
    """Builds the requests to a judge that takes many claims at once."""

    def __init__(self, material: Material, judge: Judge, prompt: Prompt) -> None:
        self.ground = material.ground
        self.pages = material.pages
        self.label = material.label
        self.model = judge.model
        self.prompt = prompt
        self.output = output_limit(judge.model.max_output_tokens, prompt.sampling.max_tokens)

    def batches(self, wanted: Mapping[int, Claim]) -> Iterator[_Asked]:
        """Yield requests about all claims, each with the page that shows most of its evidence."""
        pages = self.pages
        on: dict[int, dict[int, Claim]] = {}
        for index, claim in wanted.items():
            names = self.ground.names(claim)
            shown = [sum(name in page.ids for name in names) for page in pages]
            on.setdefault(shown.index(max(shown)) if shown else -1, {})[index] = claim
        for number, claims in sorted(on.items()):
            page = pages[number] if number >= 0 else None
            for batch in _batches(claims, page.key if page else ""):
                asked = self._asked(batch, page)
                if page is None or self._is_too_long(asked.request):
                    yield from self.narrow(batch)
                else:
                    yield asked

    def narrow(self, claims: Mapping[int, Claim]) -> Iterator[_Asked]:
        """Yield requests that show what is near the evidence, and no whole article."""
        asked = self._asked(claims, None)
        if len(claims) > 1 and self._is_too_long(asked.request):
            items = list(claims.items())
            half = len(items) // 2
            for part in (items[:half], items[half:]):
                yield from self.narrow(dict(part))
        else:
            yield asked

    def _is_too_long(self, request: Request) -> bool:
        window = self.model.context_tokens
        return window is not None and not fits(request, room(window, self.output or 0))

    def _asked(self, claims: Mapping[int, Claim], page: Page | None) -> _Asked:
        ground = self.ground
        named = {name for claim in claims.values() for name in ground.names(claim)}
        shown = page.ids if page is not None else frozenset()
        if page is None:
            beside = [name for name in ground.sentences if name in self._near(named)]
        else:
            beside = [name for name in ground.sentences if name in named and name not in shown]
        inputs: dict[str, Any] = {
            "claims": [
                {
                    "number": number,
                    "text": claim.text,
                    "doubts": [f.message for f in claim.findings if f.kind != "wording"][:_DOUBTS],
                }
                for number, claim in enumerate(claims.values(), 1)
            ],
            "sentences": [
                {"id": name, "text": ground.sentences[name].sentence.text} for name in beside
            ],
        }
        request = Request(
            model=self.model.name,
            messages=(*(page.messages if page else ()), *self.prompt.render_from(inputs)),
            schema_name=self.prompt.schema_name,
            schema=self.prompt.schema,
            prompt=self.prompt.ref,
            sampling=replace(self.prompt.sampling, max_tokens=self.output),
            inputs=inputs,
            label=self.label,
            to="judge",
        )
        allowed = frozenset(beside) | (shown & ground.sentences.keys())
        return _Asked(request, dict(enumerate(claims, 1)), allowed)

    def _near(self, names: set[str]) -> set[str]:
        every = list(self.ground.sentences)
        at = {name: place for place, name in enumerate(every)}
        if not names:
            return set(every)
        near = {at[n] + step for n in names for step in range(-_NEAR, _NEAR + 1)}
        return {every[place] for place in near if 0 <= place < len(every)}


def _batches(claims: Mapping[int, Claim], key: str) -> Iterator[dict[int, Claim]]:
    """Cut claims into batches, in an order that says nothing of the order they were written in.

    It follows from the drafting request's key and the claims' own words, so that the same draft
    is judged by the same requests, and no place in a draft is always asked about first.
    """

    def rank(item: tuple[int, Claim]) -> bytes:
        return hashlib.sha256(f"{key}\n{item[1].text}".encode("utf-8", "replace")).digest()

    ordered = sorted(claims.items(), key=rank)
    count = -(-len(ordered) // MOST_CLAIMS)
    size = -(-len(ordered) // count)
    for start in range(0, len(ordered), size):
        yield dict(ordered[start : start + size])


def _read(
    asked: _Asked, outcome: Reply | BrieferError, wanted: Mapping[int, Claim]
) -> tuple[dict[int, VerdictAnswer], list[str], BrieferError | None]:
    """Return the usable verdicts by claim, what was wrong with others, and the error if any.

    Raises:
        BrieferError: one that leaves nothing to go on with.
    """
    if isinstance(outcome, BrieferError):
        return {}, [str(outcome)], _bearable(outcome)
    try:
        answer = read_answer(outcome.text, "judge")
    except MalformedAnswerError as error:
        return {}, [str(error)], error
    assert isinstance(answer, JudgeAnswer)  # noqa: S101 (narrows the union)
    found: dict[int, VerdictAnswer] = {}
    problems: list[str] = []
    given = {each.number: each for each in answer.verdicts}
    for number, index in asked.numbers.items():
        verdict = given.get(number)
        if verdict is None:
            problem = "there is no verdict on it"
        else:
            problem = problem_of(verdict, wanted[index], asked.allowed)
        if problem or verdict is None:
            problems.append(f"claim {number}: {problem}")
        else:
            found[index] = verdict
    return found, problems, None


def _bearable(error: BrieferError) -> BrieferError:
    """Return an error that leaves claims unread and no more; raise any other."""
    if isinstance(error, AuthenticationError | ModelUnavailableError):
        raise error
    if isinstance(error, OutputError | ProviderError):
        return error
    raise error


def _reask(
    request: Request, outcome: Reply | BrieferError, problems: Sequence[str], prompts: PromptLibrary
) -> Request:
    prompt = prompts.get("reask")
    messages = prompt.render({"problem": "; ".join(problems)})
    if isinstance(outcome, Reply):
        conversation = follow_up(request, outcome, messages)
    else:
        conversation = (*request.messages, *messages)
    return replace(request, messages=conversation, prompt=prompt.ref)


# One claim a request, as small checkers take them


def _one_by_one(
    wanted: Mapping[int, Claim], material: Material, judge: Judge, prompt: Prompt, log: Log
) -> Task[dict[int, VerdictAnswer]]:
    """Ask yes or no of each claim over each part of its articles; one yes is enough."""
    parts = list(_parts(material, judge, prompt))
    asked = [
        (index, _yes_no_request(claim, part, material, judge, prompt))
        for index, claim in wanted.items()
        for part in parts
    ]
    outcomes = yield [request for _, request in asked]
    answers: dict[int, list[bool | None]] = {}
    for (index, request), outcome in zip(asked, outcomes, strict=True):
        log.add(request, outcome)
        answers.setdefault(index, []).append(_yes(outcome))
    return {
        index: _word(wanted[index], yes=any(each), ground=material.ground)
        for index, each in answers.items()
        if any(each) or None not in each
    }


def _parts(material: Material, judge: Judge, prompt: Prompt) -> Iterator[str]:
    """Cut the articles into texts that the judge's window holds, a few sentences overlapping."""
    window = judge.model.context_tokens or _SMALL_WINDOW
    output = output_limit(judge.model.max_output_tokens, prompt.sampling.max_tokens) or 0
    most = max(room(window, output) * 3 // 4, 1)
    by_article: dict[int, list[SourceSentence]] = {}
    for each in material.ground.sentences.values():
        by_article.setdefault(each.article, []).append(each)
    for sentences in by_article.values():
        part: list[str] = []
        used = 0
        for each in sentences:
            cost = tokens.count(each.sentence.text, judge.model.name) + 1
            if part and used + cost > most:
                yield " ".join(part)
                part = part[-_NEAR:]
                used = sum(tokens.count(text, judge.model.name) + 1 for text in part)
            part.append(" ".join(each.sentence.text.split()))
            used += cost
        yield " ".join(part)


def _yes_no_request(
    claim: Claim, part: str, material: Material, judge: Judge, prompt: Prompt
) -> Request:
    inputs = {"document": part, "claim": claim.text}
    return Request(
        model=judge.model.name,
        messages=prompt.render_from(inputs),
        schema_name=prompt.schema_name,
        schema=prompt.schema,
        prompt=prompt.ref,
        sampling=prompt.sampling,
        inputs=inputs,
        label=material.label,
        to="judge",
    )


def _yes(outcome: Reply | BrieferError) -> bool | None:
    """Return what was answered, None if it is of no use."""
    if isinstance(outcome, BrieferError):
        _bearable(outcome)
        return None
    try:
        answer = read_answer(outcome.text, "yes_no")
    except MalformedAnswerError:
        return None
    assert isinstance(answer, YesNoAnswer)  # noqa: S101 (narrows the union)
    return answer.yes


def _word(claim: Claim, *, yes: bool, ground: Ground) -> VerdictAnswer:
    """Return a yes or no as a verdict; such a judge names no words, so all of them are meant."""
    return VerdictAnswer(
        number=0,
        verdict="supported" if yes else "not_stated",
        evidence=ground.names(claim),
        wrong="" if yes else claim.text,
        kind="none" if yes else "unsupported",
        reason="" if yes else NO_REASON,
    )
