"""A folder of results: Parquet files of many rows each, in the order of the articles.

A part is written whole or not at all, and only once all of its rows are there. Rows that failed
are rows too; when they are made again and come out otherwise, their part is written anew, so that
at every moment each id has one row.
"""

from __future__ import annotations

import io
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefer.briefing import failure_of
from briefer.compose import GENERATOR, cost_of
from briefer.errors import BudgetError, OutputFileError, UsageError
from briefer.ingest import Item, Record
from briefer.render import dataset_id, dataset_row, dataset_table, failure_row, summary_row
from briefer.revising import Summarized
from briefer.runs import Failed
from briefer.scale.folder import locked
from briefer.scale.making import making_hash
from briefer.session import Session
from briefer.store import Place, RowIndex
from briefer.whole_file import replace_file

PART_ROWS = 1_000
"""Rows of a part: what a run that is killed does again, at most, beside what was under way."""

_MANIFEST = "_results.json"  # readers of Parquet folders pass over what begins with _ or .
_INDEX = "_ids.db"
_VERSION = 1
_PART = re.compile(r"part-(\d{6,})\.parquet")
_NAMES = re.compile(r"_results\.json|_ids\.db.*|\..*|part-\d{6,}\.parquet")
_UNFINISHED = re.compile(r"\.(part-\d{6,}\.parquet|_results\.json)\..+")


@dataclass(frozen=True, slots=True)
class _Pending(Record):
    """What is known of an article without a result: its row's id, and the row it has, if any."""

    row_id: str = ""
    failed: Place | None = None


@dataclass(slots=True)
class Counted:
    """What became of the articles of one run.

    Attributes:
        known: Those that had their rows already.
        new: Rows written for the first time, of failures too.
        mended: Rows of failures that have a result now.
        failed: Rows of failures written by this run, or left as they were.
    """

    known: int = 0
    new: int = 0
    mended: int = 0
    failed: int = 0


def row_of(result: Summarized | Failed, session: Session) -> dict[str, Any]:
    """Return a result as a row of `briefer.render.DATASET_FIELDS`."""
    if isinstance(result, Failed):
        row = failure_row(failure_of(result.source, result.error), None, {})
    else:
        made = result.summary.provenance
        cost = cost_of(made, session.price, session.engine.judge_price)
        row = summary_row(result.summary, cost, None, {})
    record = Record() if result.record is None else result.record
    return dataset_row(row, record.id, record.columns)


class Dataset:
    """A folder of results that is added to; see `open_dataset`."""

    def __init__(self, folder: Path, index: RowIndex, session: Session) -> None:
        """Take a folder that is locked, and its index, which knows all parts."""
        self.counted = Counted()
        self._folder = folder
        self._index = index
        self._session = session
        self._next = max(index.stamps(), default=0) + 1
        self._rows: list[dict[str, Any]] = []
        self._again: defaultdict[int, dict[int, dict[str, Any]]] = defaultdict(dict)
        self._held = 0

    def pending(self, items: Iterable[Item]) -> Iterator[Item]:
        """Yield the items that have no row yet, or one of a failure.

        None is yielded once the session's run has stopped: of those nothing is to be written.
        """
        self._index.begin_pass()
        for item in items:
            if self._session.live.stopped is not None:
                return
            known = Record(item.source) if item.record is None else item.record
            row_id = dataset_id(known.id, item.source)
            place = self._index.next(row_id)
            if place is not None and not place.has_failed:
                self.counted.known += 1
                continue
            record = _Pending(known.id, known.columns, row_id, place)
            yield replace(item, record=record)

    def put(self, result: Summarized | Failed) -> None:
        """Take the result of an item that was pending (raises OutputFileError).

        What a budget left undone is no result, and is left for another run.
        """
        if isinstance(result, Failed) and isinstance(result.error, BudgetError):
            return
        record = result.record
        assert isinstance(record, _Pending)  # noqa: S101 (`pending` made it)
        row = row_of(result, self._session)
        self.counted.failed += row["error"] is not None
        if record.failed is None:
            self.counted.new += 1
            self._rows.append(row)
        else:
            self.counted.mended += row["error"] is None
            self._again[record.failed.part][record.failed.place] = row
            self._held += 1
        if len(self._rows) >= PART_ROWS:
            self._write()
        if self._held >= PART_ROWS:
            self._mend()

    def finish(self) -> None:
        """Write the rows that wait (raises OutputFileError)."""
        self._write()
        self._mend()

    def _write(self) -> None:
        """Write the rows that wait as the next part."""
        if not self._rows:
            return
        path = self._path(self._next)
        replace_file(path, _parquet(self._rows))
        failed = ((row["id"], row["error"] is not None) for row in self._rows)
        self._index.add(self._next, _stamp(path), failed)
        self._next += 1
        self._rows = []

    def _mend(self) -> None:
        """Write the parts anew whose failures came out otherwise."""
        for part, again in sorted(self._again.items()):
            path = self._path(part)
            rows = _read(path).to_pylist()
            mended = [again.get(place, row) for place, row in enumerate(rows)]
            if mended != rows:
                replace_file(path, _parquet(mended))
                failed = [n for n, row in enumerate(mended) if row["error"] is not None]
                self._index.mend(part, _stamp(path), failed)
        self._again.clear()
        self._held = 0

    def _path(self, part: int) -> Path:
        return self._folder / f"part-{part:06}.parquet"


@contextmanager
def open_dataset(folder: Path, session: Session, command: str) -> Iterator[Dataset]:
    """Yield a folder of results, locked; whoever works on it is waited for.

    What waits to be written is written at the end, also of a run that is stopped.

    Args:
        folder: Where; it is made if it is not there.
        session: Whose results they are to be.
        command: The prompt's name.

    Raises:
        UsageError: it holds other files, or results that were made in another way; pyarrow is not
            installed.
        OutputFileError: it cannot be made or written, or a part is damaged.
    """
    dataset_table([])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFileError(f"{folder} cannot be made: {error.strerror or error}") from error
    foreign = [path.name for path in folder.iterdir() if not _NAMES.fullmatch(path.name)]
    if foreign:
        raise UsageError(
            f"{folder} holds other files, such as {min(foreign)}", hint="name an empty folder"
        )
    with locked(folder):
        _demand_same(folder, session, command)
        for path in folder.iterdir():
            if _UNFINISHED.fullmatch(path.name):
                path.unlink()
        with RowIndex(folder / _INDEX) as index:
            _catch_up(index, folder)
            dataset = Dataset(folder, index, session)
            try:
                yield dataset
            finally:
                dataset.finish()


def _demand_same(folder: Path, session: Session, command: str) -> None:
    """See that a folder's results were made in the way of a session; begin one that has none."""
    path = folder / _MANIFEST
    judge = session.engine.judge
    model = session.provider.info.name
    judging = ["off"] if judge is None else [judge.model.name, judge.judging]
    made = {
        "kind": "results",
        "version": _VERSION,
        "command": command,
        "model": model,
        "making": making_hash(session, command, {"writer": [model], "judge": judging}),
    }
    if not path.exists():
        if any(_PART.fullmatch(each.name) for each in folder.iterdir()):
            raise UsageError(
                f"{folder} holds Parquet files that are no results of briefer",
                hint="name an empty folder",
            )
        text = json.dumps({**made, "generator": GENERATOR}, ensure_ascii=False, indent=1)
        replace_file(path, f"{text}\n".encode("utf-8", "replace"))
        return
    known = _known(path)
    if known.get("kind") != "results" or known.get("version") != _VERSION:
        raise UsageError(f"{path} is of another version of briefer")
    if any(known.get(name) != value for name, value in made.items()):
        before = f"{known.get('command')} with {known.get('model')}"
        raise UsageError(
            f"{folder} holds results that were made in another way ({before}): the model, the "
            "prompts or the settings were others",
            hint="take back what was changed, or name another folder",
        )


def _known(path: Path) -> Mapping[str, Any]:
    try:
        value = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read: {error}") from error
    return value if isinstance(value, dict) else {}


def _catch_up(index: RowIndex, folder: Path) -> None:
    """Have an index know just the parts that there are: whoever was killed left it behind."""
    found = [(_PART.fullmatch(path.name), path) for path in folder.iterdir()]
    paths = {int(match[1]): path for match, path in found if match is not None}
    stamps = {part: _stamp(path) for part, path in sorted(paths.items())}
    known = index.stamps()
    first_new = max(known, default=0)
    if any(stamps.get(part) != stamp for part, stamp in known.items()) or any(
        part < first_new for part in stamps.keys() - known
    ):
        index.forget()
        known = {}
    for part, stamp in stamps.items():
        if part not in known:
            table = _read(paths[part], ["id", "error"])
            ids, errors = (table[name].to_pylist() for name in ("id", "error"))
            failed = [(id_, error is not None) for id_, error in zip(ids, errors, strict=True)]
            index.add(part, stamp, failed)


def _stamp(path: Path) -> str:
    """Return what tells that a part is the same file still."""
    stat = path.stat()
    return f"{stat.st_size}-{stat.st_mtime_ns}-{stat.st_ino}"


def _parquet(rows: list[dict[str, Any]]) -> bytes:
    from pyarrow import parquet

    stream = io.BytesIO()
    parquet.write_table(dataset_table(rows), stream, compression="zstd")
    return stream.getvalue()


def _read(path: Path, columns: list[str] | None = None) -> Any:
    import pyarrow as pa
    from pyarrow import parquet

    try:
        return parquet.ParquetFile(path).read(columns)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise OutputFileError(
            f"{path} is damaged: {reason}",
            hint="remove the file: its articles are made again by the next run",
        ) from error
