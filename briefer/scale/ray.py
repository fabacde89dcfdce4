"""Datasets of Ray: `summarize`, `verify` and `diff` as steps of a pipeline.

    ray.data.read_parquet("s3://news/") -> summarize(dataset, model=...) -> write_parquet("out/")

Each takes a `ray.data.Dataset` and returns one. The work is done by actors of a pool, batch by
batch; what they ask of an endpoint passes one limiter, an actor of its own. A row that fails is a
row with its error.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefer.config import Resolved, choose_model, resolve_here
from briefer.errors import BrieferError, UsageError
from briefer.llm import Request
from briefer.providers import engine_of, qualified
from briefer.render import DATASET_FIELDS
from briefer.scale.limiter import Limiter, Told, governor_for
from briefer.scale.workers import DIGEST, Comparer, Sessions, Summarizer, Verifier, digest_of
from briefer.session import Session

try:
    import ray
    from ray.data import ActorPoolStrategy
except ImportError as error:
    raise UsageError(
        "datasets of Ray need Ray, which is not installed",
        hint="pip install 'briefer-news[ray]'",
    ) from error

if TYPE_CHECKING:
    from ray.data import Dataset

_BATCH = 64
_AT_ONCE = 10_000
"""Calls of the limiter that may wait at once: one for each request that waits for its leave."""
_OF_RAY = re.compile(r"(?:[0-9a-f]{32}_){1,2}\d{6}(?:_\d{6})?-\d+\.parquet")
_MARK = b"PAR1"
"""What a file of Parquet begins and ends with."""


def summarize(
    dataset: Dataset,
    *,
    base_url: str | Sequence[str] | None = None,
    prompt: str | None = None,
    resume: str | None = None,
    workers: int | None = None,
    batch_size: int = _BATCH,
    resources: dict[str, Any] | None = None,
    **options: Any,
) -> Dataset:
    """Return a row of `briefer.render.DATASET_FIELDS` for each article of a dataset.

    Args:
        dataset: A row an article; columns are found as in tables, and one has the ids.
        base_url: Where the model answers; of several addresses each is asked as much as it takes,
            and an article that failed at one is asked of the next.
        prompt: ``summarize`` or ``facts``, or one of the user's own.
        resume: A folder of Parquet, here or where pyarrow reaches, with whole rows of an earlier
            run: what has its row there is left out. Rows that failed are taken out of it and made
            again, and files that a killed run left torn are removed; no other file is.
        workers: Actors, all the time; one less than the cluster has processors if None.
        batch_size: Articles that a worker is given at once.
        resources: What each worker takes of the cluster, as options of Ray (``num_gpus``).
        **options: Settings, as for `briefer.summarize`; ``concurrency`` and the rates hold over
            all workers.

    Raises:
        UsageError: settings cannot be used, or what is in ``resume`` are no such rows
            or cannot be read; nothing there is changed then.
    """
    several = base_url is not None and not isinstance(base_url, str)
    urls = list(base_url or ()) if several else [base_url]
    settings = [_resolved({**options, "base_url": url}) for url in urls]
    if not settings:
        raise UsageError("base_url names no address")
    written = None if resume is None else ray.put(_written(resume))
    given = {"settings": _shared(settings), "prompt": prompt, "written": written}
    return _mapped(dataset, _Summarizing, given, settings, workers, batch_size, resources)


def verify(
    dataset: Dataset,
    *,
    workers: int | None = None,
    batch_size: int = _BATCH,
    resources: dict[str, Any] | None = None,
    **options: Any,
) -> Dataset:
    """Return a row of `briefer.render.DATASET_VERDICT_FIELDS` for each claim of a dataset.

    A row has a claim and its article, as in the tables of ``briefer verify``. No model is asked
    unless ``judge`` is among the options. Arguments and errors as for `summarize`.
    """
    settings = _resolved(options)
    given = {"settings": _shared([settings])}
    return _mapped(dataset, _Verifying, given, [settings], workers, batch_size, resources)


def diff(
    dataset: Dataset,
    *,
    old: str = "old",
    new: str = "new",
    workers: int | None = None,
    batch_size: int = _BATCH,
    resources: dict[str, Any] | None = None,
) -> Dataset:
    """Return a row of `briefer.render.DATASET_CHANGE_FIELDS` for each two versions of an article.

    ``old`` and ``new`` are the columns with their texts. No model is asked.
    """
    given = {"old": old, "new": new}
    return _mapped(dataset, Comparer, given, [], workers, batch_size, resources)


def _mapped(
    dataset: Dataset,
    work: type[Any],
    given: dict[str, Any],
    settings: Sequence[Resolved],
    workers: int | None,
    batch_size: int,
    resources: dict[str, Any] | None,
) -> Dataset:
    asks = any(_asks_endpoint(each) for each in settings)
    if asks and work is not Comparer:
        given = {**given, "limiter": _limiter(settings)}
    pool = ActorPoolStrategy(
        size=workers or _processors() - 1 or 1,
        # While the last answers of one batch are awaited, the next is under way.
        max_concurrent_calls_per_actor=2 if asks else 1,
        enable_true_multi_threading=asks,
    )
    return dataset.map_batches(
        work,
        fn_constructor_kwargs=given,
        batch_size=batch_size,
        batch_format="pyarrow",
        compute=pool,
        **{"num_cpus": 1, **(resources or {})},
    )


class _Summarizing:
    """A worker that summarizes."""

    def __init__(
        self, settings: list[Resolved], prompt: str | None, written: Any, limiter: Any = None
    ) -> None:
        sessions = Sessions(settings, _keeper(limiter), _name())
        known = None if written is None else ray.get(written)
        self._work = Summarizer(sessions, prompt, known)

    def __call__(self, batch: Any) -> Any:
        return self._work(batch)


class _Verifying:
    """A worker that verifies."""

    def __init__(self, settings: list[Resolved], limiter: Any = None) -> None:
        judged = settings[0].settings.judge in ("open", "all")
        sessions = Sessions(settings, _keeper(limiter), _name()) if judged else None
        self._work = Verifier(settings[0], sessions)

    def __call__(self, batch: Any) -> Any:
        return self._work(batch)


class _Keeper:
    """The limiter's actor, as its workers ask it."""

    def __init__(self, actor: Any) -> None:
        self._actor = actor

    async def join(self, worker: str) -> None:
        await self._actor.join.remote(worker)

    async def alive(self, worker: str) -> None:
        await self._actor.alive.remote(worker)

    async def begin(
        self, worker: str, endpoint: str, request: Request, max_tokens: int | None
    ) -> int | BrieferError:
        found: int | BrieferError = await self._actor.begin.remote(
            worker, endpoint, request, max_tokens
        )
        return found

    async def end(self, number: int, told: Told) -> None:
        await self._actor.end.remote(number, told)


class _LimiterActor(Limiter):
    """The limiter in a process of its own."""

    def __init__(self, settings: Resolved, endpoints: int) -> None:
        super().__init__(governor_for(settings, endpoints))


def _limiter(settings: Sequence[Resolved]) -> Any:
    actor: Any = ray.remote(_LimiterActor)
    made = actor.options(num_cpus=0, max_restarts=-1, max_task_retries=-1, max_concurrency=_AT_ONCE)
    return made.remote(settings[0], len(settings))


def _processors() -> int:
    if not ray.is_initialized():
        ray.init()
    resources: dict[str, float] = ray.cluster_resources()
    return int(resources.get("CPU", 1))


def _keeper(limiter: Any) -> _Keeper | None:
    return None if limiter is None else _Keeper(limiter)


def _name() -> str:
    """Return a worker's name; one that is started again in its place has the same."""
    return str(ray.get_runtime_context().get_actor_id())


def _resolved(options: dict[str, Any]) -> Resolved:
    """Return settings that workers anywhere can be given (raises UsageError)."""
    resolved = resolve_here({name: value for name, value in options.items() if value is not None})
    Session(resolved).close_store()  # what cannot be used is told here and not by every worker
    return resolved


def _shared(settings: Sequence[Resolved]) -> list[Resolved]:
    """Return each endpoint's settings as a worker has them: the rates are the limiter's."""
    if not any(_asks_endpoint(each) for each in settings):
        return list(settings)
    found = []
    for each in settings:
        own = replace(
            each.settings,
            concurrency=-(-each.settings.concurrency // len(settings)),
            rpm=None,
            tpm=None,
            max_cost=None,
            max_tokens_total=None,
        )
        found.append(replace(each, settings=own))
    return found


def _asks_endpoint(resolved: Resolved) -> bool:
    settings = resolved.settings
    if settings.replay is not None:
        return False
    engine = engine_of(qualified(choose_model(resolved)[0], settings))
    return engine is not None and engine.asks_endpoint


def _written(folder: str) -> Any:
    """Return the digests of the ids that have a row in a folder, sorted.

    Rows that failed are taken out of their files, and files that a killed run left torn are
    removed; nothing is touched before every file was seen to be a run's own.
    """
    import numpy as np
    import pyarrow.compute as pc
    from pyarrow import fs, parquet

    files, root = fs.FileSystem.from_uri(_uri(folder))
    found: list[bytes] = []
    failing: list[str] = []
    torn: list[str] = []
    for info in files.get_file_info(fs.FileSelector(root, allow_not_found=True, recursive=True)):
        if info.type is not fs.FileType.File or not info.path.endswith(".parquet"):
            continue
        rows = _ids(files, info)
        if rows is None:
            torn.append(info.path)
            continue
        good = rows.filter(pc.is_null(rows["error"]))
        found += [digest_of(id_) for id_ in good["id"].to_pylist()]
        if good.num_rows < rows.num_rows:
            failing.append(info.path)
    for path in torn:
        files.delete_file(path)
    for path in failing:
        with files.open_input_file(path) as stream:
            table = parquet.read_table(stream)
        _replace(files, path, table.filter(pc.is_null(table["error"])))
    return np.sort(np.array(found, dtype=f"S{DIGEST}"))


def _ids(files: Any, info: Any) -> Any | None:
    """Return ids and errors of a file of results, or None for one that a killed run left torn.

    Raises:
        UsageError: it holds other rows, or cannot be read and is not known to be a run's own.
    """
    import pyarrow as pa
    from pyarrow import parquet

    try:
        with files.open_input_file(info.path) as stream:
            if _is_torn(info, stream):
                return None
            held = parquet.ParquetFile(stream)
            if set(DATASET_FIELDS) <= set(held.schema_arrow.names):
                return held.read(["id", "error"])
    except (pa.ArrowException, OSError) as error:
        raise UsageError(
            f"{info.path} cannot be read: {error}",
            hint="it is left as it is: move it away, or name another folder",
        ) from error
    raise UsageError(f"{info.path} holds no rows of briefer", hint="name a folder of results")


def _is_torn(info: Any, stream: Any) -> bool:
    """Tell whether a file has Ray's name for what it writes, and begins and never ends."""
    if not _OF_RAY.fullmatch(info.base_name):
        return False
    data = stream.read(len(_MARK))
    stream.seek(max(0, info.size - len(_MARK)))
    ends = info.size > len(_MARK) and stream.read() == _MARK
    stream.seek(0)
    return _MARK.startswith(data) and not ends


def _replace(files: Any, path: str, table: Any) -> None:
    """Write a file whole or not at all; one without rows is removed."""
    from pyarrow import parquet

    if not table.num_rows:
        files.delete_file(path)
        return
    stream = io.BytesIO()
    parquet.write_table(table, stream, compression="zstd")
    part = posixpath.join(posixpath.dirname(path), f"_{posixpath.basename(path)}.part")
    with files.open_output_stream(part) as out:
        out.write(stream.getvalue())
    files.move(part, path)


def _uri(folder: str) -> str:
    from pathlib import Path

    return folder if "://" in folder else Path(folder).absolute().as_uri()
