"""Tasks driven by rounds: what is answered goes on, what is not is the next round.

The generators are those of a live run, and so are the requests and their keys; only who carries
them to the model differs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from briefer.errors import BrieferError, ServerError
from briefer.ingest import Item
from briefer.llm import Addressee, Request
from briefer.providers import (
    BatchFormat,
    BatchOutcome,
    CachedProvider,
    Endpoint,
    Features,
    outcome_of,
)
from briefer.revising import Summarized
from briefer.runs import Failed, counted
from briefer.scale.job import BatchFile, Job, RoundWriter
from briefer.scale.returned import Returned
from briefer.session import Session
from briefer.tasks import Done, Outcome, Task, step
from briefer.text import split

T = TypeVar("T")

MOST_ROUNDS = 5
"""Rounds in which a request is asked, before its article goes on without an answer."""

_KEPT_TOGETHER = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a request is sent to: the service's name of the model, and its host."""

    endpoint: Endpoint
    max_tokens: int | None


@dataclass(slots=True)
class Passed:
    """What a pass over all articles came to.

    Attributes:
        articles: All of them.
        finished: Those that have their result by now, failed ones included.
        answered: Requests that were answered by what came back.
        asked_again: Requests of the last round that must be asked again, and why the last was.
        unknown: Lines that came back for requests that the last round did not ask.
        torn: Lines that were no result.
        awaited: Requests for which something may still come back.
    """

    articles: int = 0
    finished: int = 0
    answered: int = 0
    asked_again: int = 0
    why: str = ""
    unknown: int = 0
    torn: int = 0
    awaited: int = 0


def advance(task: Task[T], known: Callable[[Request], Outcome | None]) -> Done[T] | list[Request]:
    """Drive a task on what is known; return its result, or the requests that lack an answer.

    Raises:
        BrieferError: what the task raises.
    """
    try:
        asked = step(task)
        while not isinstance(asked, Done):
            outcomes = [known(request) for request in asked]
            answers = [outcome for outcome in outcomes if outcome is not None]
            if len(answers) < len(asked):
                return [r for r, o in zip(asked, outcomes, strict=True) if o is None]
            asked = step(task, answers)
        return asked
    finally:
        task.close()


class Rounds:
    """A job's articles, driven on what the store and the results of batches hold."""

    def __init__(
        self,
        job: Job,
        session: Session,
        format_: BatchFormat,
        returned: Returned,
        asked: Mapping[Addressee, Asked],
        cached: CachedProvider,
    ) -> None:
        """Put together what a pass needs; nothing is read yet.

        Args:
            job: The job, locked.
            session: How articles are summarized.
            format_: The format of the job's files.
            returned: What came back.
            asked: Whom requests are sent to.
            cached: What keeps the answers.
        """
        self._job = job
        self._session = session
        self._format = format_
        self._returned = returned
        self._asked = asked
        self._cached = cached
        self._before = _lines(job.ids()) if job.manifest.number else set[str]()
        self._features = {to: _features(value) for to, value in job.manifest.features.items()}
        self._dropped: dict[str, str] = {}
        self.passed = Passed()

    def plan(self, items: Iterable[Item]) -> RoundWriter:
        """Drive every article that has no result yet; return the round of what is unanswered.

        The answers that are taken up on the way are kept in the store.

        Raises:
            OutputFileError: the round cannot be written.
        """
        writer = RoundWriter(self._job, self._format.most_lines, self._format.most_bytes)
        finished = self._job.finished()
        fresh: list[int] = []
        try:
            for place, item in enumerate(items):
                self.passed.articles += 1
                if place in finished:
                    self.passed.finished += 1
                    continue
                missing = self._missing(item)
                for request in missing:
                    self._put(request, writer)
                if not missing:
                    self.passed.finished += 1
                    fresh.append(place)
                    if len(fresh) >= _KEPT_TOGETHER:
                        self._finish(fresh)
            self._finish(fresh)
        except BaseException:
            writer.abandon()
            raise
        self.passed.unknown = sum(each not in self._before for each in self._returned)
        return writer

    def commit(self, writer: RoundWriter) -> None:
        """Make a round the job's next (raises OutputFileError)."""
        manifest = self._job.manifest
        known, before = manifest.asked, self._before
        manifest.asked = {each: known.get(each, 1) + 1 for each in before if each in writer}
        manifest.given_up |= self._dropped
        manifest.features = {to: asdict_of(value) for to, value in self._features.items()}
        writer.commit()

    def results(self, items: Iterable[Item], prompt: str) -> Iterator[Summarized | Failed]:
        """Yield each article's summary or error, in order; every request has an answer by now."""
        for item in items:
            try:
                found = advance(self._reading(item, prompt), self._known)
            except BrieferError as error:
                yield Failed(item.source, error, item.record)
                continue
            if isinstance(found, Done):
                yield replace(found.value, record=item.record)
            else:
                label = found[0].label or found[0].prompt.label
                waiting = ServerError(f"{label} has no answer yet")
                yield Failed(item.source, waiting, item.record)

    def _missing(self, item: Item) -> list[Request]:
        try:
            found = advance(self._reading(item, self._job.manifest.command), self._known)
        except BrieferError:
            return []  # it is told with the results
        return [] if isinstance(found, Done) else found

    def _reading(self, item: Item, prompt: str) -> Task[Summarized]:
        document = split(item.load())
        return (yield from self._session.summarizing(prompt).task(item.source, document))

    def _known(self, request: Request) -> Outcome | None:
        kept = self._cached.outcome(request)
        if kept is not None:
            return kept
        custom_id = self._format.custom_id(request.key)
        answered = self._returned.answer(custom_id)
        if answered is None:
            return self._given_up(custom_id, None)
        asked = self._asked[request.to]
        features = self._features.get(request.to, Features())
        found: BatchOutcome = outcome_of(answered, request, asked.endpoint, features)
        self._features[request.to] = found.features
        if found.outcome is None:
            return self._given_up(custom_id, found.error)
        self._cached.keep(request, found.outcome)
        self.passed.answered += 1
        return found.outcome

    def _given_up(self, custom_id: str, error: BrieferError | None) -> BrieferError | None:
        """Return why a request is asked no more, None while it is."""
        given_up = self._job.manifest.given_up
        if custom_id in given_up:
            return ServerError(given_up[custom_id])
        if custom_id not in self._before:
            return None
        why = str(error) if error else "nothing came back"
        if self._job.manifest.asked.get(custom_id, 1) < MOST_ROUNDS:
            self.passed.asked_again += 1
            self.passed.why = why
            return None
        self._dropped[custom_id] = f"no answer in {MOST_ROUNDS} rounds: {why}"
        return ServerError(self._dropped[custom_id])

    def _put(self, request: Request, writer: RoundWriter) -> None:
        custom_id = self._format.custom_id(request.key)
        if custom_id in writer:
            return
        asked = self._asked[request.to]
        features = self._features.get(request.to, Features())
        model = asked.endpoint.model
        line = self._format.line(custom_id, request, model, features, asked.max_tokens)
        writer.tokens += counted(request)
        writer.put(custom_id, model, request.to, line)

    def _finish(self, places: list[int]) -> None:
        self._job.finish(places)
        places.clear()


def awaited(files: Iterable[BatchFile], job: Job, returned: Returned) -> list[BatchFile]:
    """Return the files of the last round for which nothing came back, and something still may."""
    waiting = [
        file
        for file in files
        if file.is_under_way or (file.state == "planned" and not file.outputs)
    ]
    return [file for file in waiting if file.is_under_way or not _has_line(file, job, returned)]


def _has_line(file: BatchFile, job: Job, returned: Returned) -> bool:
    import json

    with job.path(file.name).open("rb") as stream:
        for line in stream:
            value = json.loads(line)
            if (value.get("custom_id") or value.get("key")) in returned:
                return True
    return False


def asdict_of(features: Features) -> dict[str, Any]:
    """Return features as JSON values."""
    value = asdict(features)
    return {**value, "refused_schemas": sorted(features.refused_schemas)}


def _features(value: Mapping[str, Any]) -> Features:
    return Features(
        mode=value["mode"],
        limits=tuple(value["limits"]),
        temperature=value["temperature"],
        seed=value["seed"],
        refused_schemas=frozenset(value["refused_schemas"]),
    )


def _lines(path: Path) -> set[str]:
    try:
        return set(path.read_text("utf-8").split())
    except FileNotFoundError:
        return set()
