"""What a task is, and asking with one repair when an answer cannot be used."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from briefer.errors import (
    BrieferError,
    CutOffError,
    EmptyAnswerError,
    MalformedAnswerError,
)
from briefer.llm import Message, ModelInfo, Reply, Request, Sampling
from briefer.model import PromptRef, Provenance, SecondReading, Usage
from briefer.prompting import PromptLibrary
from briefer.tasks.answers import Answer, read_answer

T = TypeVar("T")
Outcome = Reply | BrieferError
"""What a driver sends back for a request: its reply, or why there is none."""

Task = Generator[list[Request], list[Outcome], T]
"""A sans-I/O task: yields requests, is sent an outcome for each, returns its result."""

_ASKED_AGAIN = (MalformedAnswerError, EmptyAnswerError, CutOffError)


class Log:
    """What a task asked, for the provenance of its result.

    A judge's tokens are part of the whole, and are counted apart as well: another model's may
    cost more or less.
    """

    def __init__(self, model: ModelInfo, generator: str) -> None:
        self.model = model
        self.generator = generator
        self._prompts: dict[str, PromptRef] = {}
        self._requests: list[str] = []
        self._usage = Usage()
        self._judge_usage = Usage()
        self._judge: SecondReading | None = None
        self._unheeded: dict[str, None] = {}

    def add(self, request: Request, outcome: Outcome) -> None:
        """Take note of a request and of what came back."""
        self._prompts[request.prompt.label] = request.prompt
        self._requests.append(request.key)
        if isinstance(outcome, Reply):
            self._usage = self._usage + outcome.usage
            if request.to == "judge":
                self._judge_usage = self._judge_usage + outcome.usage

    def unheeded(self, wishes: Iterable[str]) -> None:
        """Take note of wishes that a prompt does not take."""
        self._unheeded.update(dict.fromkeys(wishes))

    def judged(self, model: ModelInfo, read: int, unread: int) -> None:
        """Take note of claims that were read again, and of those whose reading was of no use."""
        more = SecondReading(model.provider, model.name, read, unread)
        self._judge = more if self._judge is None else self._judge + more

    @property
    def provenance(self) -> Provenance:
        """How the result was made, so far."""
        return Provenance(
            provider=self.model.provider,
            model=self.model.name,
            prompts=tuple(self._prompts[label] for label in sorted(self._prompts)),
            requests=tuple(self._requests),
            usage=self._usage,
            generator=self.generator,
            judge=self._judge and replace(self._judge, usage=self._judge_usage),
            unheeded=tuple(self._unheeded),
        )


def ask(
    requests: Sequence[Request], prompts: PromptLibrary, log: Log
) -> Task[list[tuple[Answer, Request, Reply]]]:
    """Ask, and ask once more where an answer was malformed, empty or cut off.

    Returns, for each request, the answer with the request and reply that it came from.

    Raises:
        OutputError: the second answer cannot be used either, or the model refused.
        ProviderError, ReplayMissError: as the driver sent them.
    """
    outcomes = yield list(requests)
    results: list[tuple[Answer, Request, Reply] | None] = []
    again: dict[int, Request] = {}
    for index, (request, outcome) in enumerate(zip(requests, outcomes, strict=True)):
        log.add(request, outcome)
        try:
            results.append(_read(request, outcome))
        except _ASKED_AGAIN as error:
            results.append(None)
            again[index] = _reask(request, outcome, error, prompts)
    if again:
        outcomes = yield list(again.values())
        for (index, request), outcome in zip(again.items(), outcomes, strict=True):
            log.add(request, outcome)
            try:
                results[index] = _read(request, outcome)
            except MalformedAnswerError as error:
                where = f"{request.label}: " if request.label else ""
                twice = MalformedAnswerError(
                    f"{where}the model's answer cannot be used, asked twice: {error}"
                )
                twice.keys = (requests[index].key, request.key)
                raise twice from error
    return [result for result in results if result is not None]


def follow_up(request: Request, reply: Reply, messages: Sequence[Message]) -> tuple[Message, ...]:
    """Return a conversation that goes on after a reply, sharing the request's prefix."""
    said = Message("assistant", reply.text)
    return (*request.messages, said, *messages)


def _read(request: Request, outcome: Outcome) -> tuple[Answer, Request, Reply]:
    if isinstance(outcome, BrieferError):
        raise outcome
    return read_answer(outcome.text, request.schema_name, request.schema), request, outcome


def _reask(
    request: Request, outcome: Outcome, error: BrieferError, prompts: PromptLibrary
) -> Request:
    prompt = prompts.get("reask")
    messages = prompt.render({"problem": str(error)})
    if isinstance(outcome, Reply):
        conversation = follow_up(request, outcome, messages)
    else:
        conversation = (*request.messages, *messages)
    limit = request.sampling.max_tokens
    if isinstance(error, CutOffError) and limit is not None:
        limit *= 2
    sampling = Sampling(request.sampling.temperature, limit, request.sampling.seed)
    return replace(request, messages=conversation, prompt=prompt.ref, sampling=sampling)


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """A task that has ended, with its result."""

    value: T


def step(task: Task[T], outcomes: list[Outcome] | None = None) -> list[Request] | Done[T]:
    """Send a task what came of its requests, nothing to begin it; return what it asks next.

    Raises:
        BrieferError: what the task raises.
    """
    try:
        return next(task) if outcomes is None else task.send(outcomes)
    except StopIteration as stop:
        return Done(stop.value)
