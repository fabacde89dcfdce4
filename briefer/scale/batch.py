"""The four steps of a batch job: plan its requests, submit them, look, collect the answers."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from briefer.compose import columns_of, judge_settings
from briefer.config import Settings, choose_model
from briefer.errors import SettingError, UsageError
from briefer.ingest import Columns, Item
from briefer.llm import Addressee
from briefer.providers import (
    BATCH_FORMATS,
    BatchFormat,
    BatchService,
    Endpoint,
    Making,
    OpenAIProvider,
    endpoint_of,
    engine_of,
    features_at,
    qualified,
)
from briefer.runs import Governor
from briefer.scale.job import ENDED_STATES, BatchFile, Job, Manifest
from briefer.scale.making import making_hash
from briefer.scale.returned import Returned
from briefer.scale.rounds import Asked, Passed, Rounds, asdict_of, awaited
from briefer.session import Session
from briefer.whole_file import replace_file

if TYPE_CHECKING:
    from briefer.providers import BatchStatus
    from briefer.revising import Summarized
    from briefer.runs import Failed

Find = Callable[[], Iterable[Item]]
"""Finds the articles of a job, in the same order each time."""


@dataclass(frozen=True, slots=True)
class _Service:
    """Whom requests to one addressee are sent to."""

    name: str
    settings: Settings

    @property
    def model(self) -> str:
        return self.name.partition(":")[2]


def manifest_for(
    session: Session, format_: str, command: str, sources: Sequence[str], flags: dict[str, object]
) -> Manifest:
    """Return the manifest of a new job.

    Raises:
        UsageError: the model is none at an endpoint, or there is no store to keep answers in.
    """
    services = _services(session)
    kind = BATCH_FORMATS[format_]
    features: dict[str, dict[str, object]] = {}
    if kind.can_submit and kind.name != "vllm":
        for to, service in services.items():
            features[to] = asdict_of(features_at(service.settings.base_url))
    return Manifest(
        format=format_,
        command=command,
        sources=list(sources),
        folder=str(Path.cwd()),
        flags=flags,
        plan=plan_hash(session, command),
        features=features,
    )


def plan_hash(session: Session, command: str) -> str:
    """Return the hash of all that decides what a job asks; it keeps to that in every round."""
    services: dict[str, list[str]] = {
        to: [each.name, endpoint_of(each.name, each.settings.base_url)]
        for to, each in _services(session).items()
    }
    columns = columns_of(session.settings)
    tables = [] if columns == Columns() else [asdict(columns)]
    return making_hash(session, command, services, tables)


class Batch:
    """One job, with the session that its articles are summarized in."""

    def __init__(self, job: Job, session: Session) -> None:
        """Put them together.

        Raises:
            UsageError: the settings now are not those that the job was planned with.
        """
        cached = session.engine.cached
        if cached is None:
            raise UsageError("a batch keeps its answers in the store: leave --no-store out")
        self.job = job
        self.session = session
        self._cached = cached
        self._format = BATCH_FORMATS[job.manifest.format]
        self._services = _services(session)
        if plan_hash(session, job.manifest.command) != job.manifest.plan:
            raise UsageError(
                "the model, prompts or settings are not those that the job was planned with",
                hint="take back what was changed (environment, briefer.toml, prompts), "
                "or plan a new job",
            )

    @property
    def format(self) -> BatchFormat:
        """The format of the job's files."""
        return self._format

    def plan(self, find: Find, results: Sequence[Path] = ()) -> Passed:
        """Take up what came back, and write the next round, or find that the job is done.

        Nothing is written while something of the last round is still awaited.

        Args:
            find: Finds the job's articles.
            results: Files of results beside those that were fetched.

        Raises:
            SourceUnreadableError: a file of results cannot be read.
            OutputFileError: the round cannot be written.
        """
        manifest = self.job.manifest
        returned = Returned(self._format)
        fetched = [self.job.path(name) for file in manifest.files for name in file.outputs]
        returned.read([*fetched, *results])
        rounds = self._rounds(returned)
        waiting = awaited(manifest.files, self.job, returned)
        writer = rounds.plan(find())
        rounds.passed.torn = returned.torn
        rounds.passed.awaited = sum(file.lines for file in waiting)
        if waiting:
            writer.abandon()
        else:
            try:
                rounds.commit(writer)
            except BaseException:
                writer.abandon()
                raise
        return rounds.passed

    def results(self, find: Find) -> Iterator[Summarized | Failed]:
        """Yield each article's summary or error, in order, once nothing is left to ask."""
        rounds = self._rounds(Returned(self._format))
        return rounds.results(find(), self.job.manifest.command)

    async def submit(self, tell: Callable[[str], None]) -> int:
        """Send the files of the last round that were not sent yet; return how many were.

        Each step is kept as soon as it is done, so that nothing is sent or begun twice. A service
        that says it holds too much of the account's already gets no more for now.

        Raises:
            UsageError: files of this format are sent by other means.
            ProviderError: the service failed or refused, after retries.
        """
        self._demand_service()
        sent = 0
        for file in self.job.manifest.files:
            if file.batch_id:
                continue
            async with _opened(self._services[file.to]) as service:
                if not file.file_id:
                    file.file_id = await service.upload(self.job.path(file.name))
                    self.job.save()
                status = await service.begin(file.file_id, file.name)
                self._note(file, status)
            if status.is_over_limit:
                tell(f"{file.name}: {file.said}; submit again when others are done")
                return sent
            tell(f"{file.name}: {file.lines} requests, {file.state}")
            sent += 1
        return sent

    async def look(self) -> list[tuple[BatchFile, BatchStatus]]:
        """Ask what became of each file that was sent (raises ProviderError)."""
        found = []
        for file in self.job.manifest.files:
            if not file.batch_id:
                continue
            async with _opened(self._services[file.to]) as service:
                status = await service.status(file.batch_id, file.name)
            self._note(file, status)
            found.append((file, status))
        return found

    async def fetch(self) -> None:
        """Fetch the results of every batch that has ended, those of a failed or expired one too.

        Raises:
            ProviderError: the service failed, after retries.
            OutputFileError: a file cannot be written.
        """
        for file, status in await self.look():
            if status.state not in ENDED_STATES:
                continue
            outputs = []
            async with _opened(self._services[file.to]) as service:
                for number, file_id in enumerate(status.outputs, 1):
                    name = f"{file.name.removesuffix('.jsonl')}.results-{number}.jsonl"
                    if name not in file.outputs or not self.job.path(name).exists():
                        data = await service.download(file_id, name)
                        replace_file(self.job.path(name), data)
                    outputs.append(name)
            file.outputs = outputs
            self.job.save()

    def cost(self) -> Decimal | None:
        """Return what the last round's input costs at the service's price for batches, if known."""
        from briefer.model import Usage

        whole = Decimal(0)
        sizes = sum(file.size for file in self.job.manifest.files)
        for file in self.job.manifest.files:
            share = self.job.manifest.tokens * file.size // max(sizes, 1)
            judge = self.session.engine.judge_price
            usage = Usage(share, 0)
            price = judge(usage) if file.to == "judge" and judge else self.session.price(usage)
            if price is None:
                return None
            whole += price
        return whole * Decimal(str(self._format.discount))

    def _rounds(self, returned: Returned) -> Rounds:
        return Rounds(self.job, self.session, self._format, returned, self._asked(), self._cached)

    def _note(self, file: BatchFile, status: BatchStatus) -> None:
        if status.is_over_limit:
            # It was refused for what waits beside it: the same file is begun again later.
            file.batch_id, file.file_id, file.state = "", "", "planned"
        else:
            file.batch_id, file.state = status.batch_id, status.state
        file.said = status.said
        self.job.save()

    def _asked(self) -> dict[Addressee, Asked]:
        found: dict[Addressee, Asked] = {}
        for to, service in self._services.items():
            own = service.settings
            host = endpoint_of(service.name, own.base_url) or self._format.name
            secrets = tuple(filter(None, [own.api_key]))
            found[to] = Asked(Endpoint(host, service.model, secrets), own.max_output_tokens)
        return found

    def _demand_service(self) -> None:
        if not self._format.can_submit:
            raise UsageError(
                f"files of the format {self._format.name} are sent by other means",
                hint=how(self._format, self.job),
            )


def how(format_: BatchFormat, job: Job) -> str:
    """Return what a user does with the last round's first file, and then."""
    file = job.manifest.files[0]
    result = f"{file.name.removesuffix('.jsonl')}.out.jsonl"
    path = job.path(file.name)
    said = format_.how.format(file=path, result=job.path(result), model=file.model)
    return f"{said}; then: briefer batch collect {job.folder} {job.path(result)}"


def _services(session: Session) -> dict[Addressee, _Service]:
    settings = session.settings
    model = qualified(choose_model(session.resolved)[0], settings)
    engine = engine_of(model)
    if engine is None or not engine.asks_endpoint:
        raise SettingError(
            f"{model} answers here and now, not in batches", hint="name a model at an endpoint"
        )
    writer = _Service(model, settings)
    named = judge_settings(model, settings)
    return {"writer": writer, "judge": writer if named is None else _Service(*named)}


@asynccontextmanager
async def _opened(service: _Service) -> AsyncIterator[BatchService]:
    """Yield a service for as long as it is asked something."""
    engine = engine_of(service.name)
    assert engine is not None  # noqa: S101 (it was found when the job was opened)
    governor = Governor(1)
    provider = engine.make(service.name, service.settings, Making(governor, governor.tally.retried))
    if not isinstance(provider, OpenAIProvider):
        raise SettingError(f"{service.name} is at no endpoint that takes batches")
    opened = BatchService(provider)
    try:
        yield opened
    finally:
        await opened.close()
