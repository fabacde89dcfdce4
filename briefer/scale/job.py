"""The folder of a batch job: what was planned, which files were sent, what came back."""

from __future__ import annotations

import dataclasses
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefer.errors import OutputFileError, UsageError
from briefer.llm import Addressee
from briefer.scale.folder import LOCK, locked
from briefer.whole_file import replace_file

_MANIFEST = "job.json"
_VERSION = 1
_LEFT_OVER = re.compile(r"\.?(?:round-1[a-z0-9-]*\.(?:jsonl|ids)|finished\.ids)(?:\.\w+)?")
"""What a planning that was killed leaves behind."""

FAILED_STATES = frozenset({"failed", "expired", "cancelled"})
ENDED_STATES = FAILED_STATES | {"completed"}


@dataclass(slots=True)
class BatchFile:
    """One file of requests.

    Attributes:
        name: Its name in the job's folder.
        model: The service's name of the model, one for the whole file.
        to: Whether the model writes or judges.
        lines: Requests in it.
        size: Bytes.
        state: ``planned``, then what the service says: ``validating``, ``in_progress``,
            ``completed``, ``failed``, ``expired``, ``cancelled``.
        file_id: What the service calls the file, once it was sent.
        batch_id: What the service calls the batch, once it was begun.
        outputs: Files of results that were fetched, by name, in the job's folder.
        said: What the service said of it last.
    """

    name: str
    model: str
    to: Addressee
    lines: int
    size: int
    state: str = "planned"
    file_id: str = ""
    batch_id: str = ""
    outputs: list[str] = field(default_factory=list)
    said: str = ""

    @property
    def is_under_way(self) -> bool:
        """Whether the service has it and has not ended it."""
        return bool(self.batch_id) and self.state not in ENDED_STATES


@dataclass(slots=True)
class Manifest:
    """What a job is: its sources and settings, and its rounds so far.

    Attributes:
        format: The name of the files' format.
        command: ``summarize`` or ``facts``.
        sources: As they were named, relative ones from ``folder``.
        folder: The folder in which it was planned.
        flags: The options that were given, without keys.
        plan: The hash of all that decides what is asked; a job goes on with the same alone.
        number: The last round's number; 0 before the first.
        files: The last round's files.
        asked: How often requests were asked, by custom id, of those asked more than once.
        given_up: Why requests are asked no more, by custom id.
        features: What each addressee's service is thought to lack, as names of fields.
        tokens: Input tokens of the last round's requests, counted here.
        is_done: Whether the last round left nothing to ask.
    """

    format: str
    command: str
    sources: list[str]
    folder: str
    flags: dict[str, Any]
    plan: str
    number: int = 0
    files: list[BatchFile] = field(default_factory=list)
    asked: dict[str, int] = field(default_factory=dict)
    given_up: dict[str, str] = field(default_factory=dict)
    features: dict[str, dict[str, Any]] = field(default_factory=dict)
    tokens: int = 0
    is_done: bool = False


class Job:
    """A job's folder, locked for as long as one command works on it."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        """Take a folder whose lock is held."""
        self.folder = folder
        self.manifest = manifest

    def save(self) -> None:
        """Write the manifest, whole or not at all (raises OutputFileError)."""
        value = {"kind": "batch_job", "version": _VERSION, **dataclasses.asdict(self.manifest)}
        text = json.dumps(value, ensure_ascii=False, indent=1, sort_keys=True)
        replace_file(self.folder / _MANIFEST, f"{text}\n".encode("utf-8", "replace"))

    def path(self, name: str) -> Path:
        """Return where a file of the job is."""
        return self.folder / name

    def ids(self, number: int | None = None) -> Path:
        """Return the list of a round's custom ids, a line each; the last round's if None."""
        return self.folder / f"round-{number or self.manifest.number}.ids"

    def finished(self) -> set[int]:
        """Return the places, in the order of the sources, of articles that have their result."""
        try:
            lines = self._finished.read_text("ascii").split("\n")
        except FileNotFoundError:
            return set()
        return {int(line) for line in lines[:-1] if line.isdecimal()}

    def finish(self, places: Iterable[int]) -> None:
        """Keep that these articles have their result."""
        with self._finished.open("a", encoding="ascii") as stream:
            stream.writelines(f"{place}\n" for place in places)

    @property
    def _finished(self) -> Path:
        return self.folder / "finished.ids"


@contextmanager
def new_job(folder: Path, manifest: Manifest) -> Iterator[Job]:
    """Make a job's folder and yield the job, locked.

    Raises:
        UsageError: the folder holds a job, or other files.
        OutputFileError: it cannot be made.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise OutputFileError(f"{folder} cannot be made: {error.strerror or error}") from error
    was_ours = (folder / LOCK).exists()
    with locked(folder):
        if (folder / _MANIFEST).exists():
            raise UsageError(
                f"{folder} holds a job already",
                hint=f"go on with it (briefer batch status {folder}), or name another folder",
            )
        for each in folder.iterdir():
            if was_ours and _LEFT_OVER.fullmatch(each.name):
                each.unlink()
            elif each.name != LOCK:
                raise UsageError(f"{folder} holds other files", hint="name an empty folder")
        yield Job(folder, manifest)


@contextmanager
def open_job(folder: Path) -> Iterator[Job]:
    """Yield the job in a folder, locked; another command that works on it is waited for.

    Raises:
        UsageError: there is no job, or one of another version.
    """
    if not (folder / _MANIFEST).is_file():
        raise UsageError(
            f"{folder} holds no job", hint="plan one: briefer batch plan SOURCE... --dir DIR"
        )
    with locked(folder):
        yield Job(folder, _manifest(folder / _MANIFEST))


def _manifest(path: Path) -> Manifest:
    try:
        value = json.loads(path.read_text("utf-8"))
        if value.pop("kind") != "batch_job" or value.pop("version") != _VERSION:
            raise UsageError(f"{path} is of another version of briefer")
        files = [BatchFile(**each) for each in value.pop("files")]
        return Manifest(files=files, **value)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(f"{path} is no job that can be read: {error}") from error


class RoundWriter:
    """Writes a round's requests into files of one model each, none over the service's limits.

    Nothing is part of the job until `commit`: a round that was cut short is written again.
    """

    def __init__(self, job: Job, most_lines: int, most_bytes: int) -> None:
        """Begin the job's next round."""
        self.number = job.manifest.number + 1
        self.files: list[BatchFile] = []
        self.tokens = 0
        self._job = job
        self._most = (most_lines, most_bytes)
        self._open: dict[tuple[str, Addressee], tuple[BatchFile, Any]] = {}
        self._ids: set[str] = set()

    def __contains__(self, custom_id: str) -> bool:
        return custom_id in self._ids

    def __len__(self) -> int:
        return len(self._ids)

    def put(self, custom_id: str, model: str, to: Addressee, line: Mapping[str, Any]) -> None:
        """Write a request; one that is there already is not written twice.

        Raises:
            OutputFileError: the file cannot be written.
        """
        if custom_id in self._ids:
            return
        data = json.dumps(line, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        file, stream = self._file(model, to, len(data))
        try:
            stream.write(data)
        except OSError as error:
            raise _unwritten(self._job.path(file.name), error) from error
        file.lines += 1
        file.size += len(data)
        self._ids.add(custom_id)

    def commit(self) -> None:
        """Make the files the job's last round; without any the job is done."""
        job, manifest = self._job, self._job.manifest
        self._close()
        for file in self.files:
            path = job.path(file.name)
            Path(f"{path}.part").replace(path)
        if self.files:
            replace_file(job.ids(self.number), "".join(f"{each}\n" for each in sorted(self._ids)))
            manifest.number = self.number
            manifest.files = self.files
            manifest.tokens = self.tokens
        manifest.is_done = not self.files
        job.save()

    def abandon(self) -> None:
        """Leave nothing of the round behind."""
        with suppress(OSError):
            self._close()
        for file in self.files:
            with suppress(OSError):
                Path(f"{self._job.path(file.name)}.part").unlink(missing_ok=True)

    def _file(self, model: str, to: Addressee, size: int) -> tuple[BatchFile, Any]:
        most_lines, most_bytes = self._most
        known = self._open.get((model, to))
        if known and known[0].lines < most_lines and known[0].size + size <= most_bytes:
            return known
        if known:
            self._end(known[1])
        name = f"round-{self.number}{'-judge' if to == 'judge' else ''}"
        beside = sum(file.to == to for file in self.files)
        name += f"-{beside + 1}.jsonl" if beside else ".jsonl"
        file = BatchFile(name, model, to, 0, 0)
        path = self._job.path(f"{name}.part")
        try:
            stream = path.open("wb")
        except OSError as error:
            raise _unwritten(path, error) from error
        self.files.append(file)
        self._open[model, to] = (file, stream)
        return file, stream

    def _close(self) -> None:
        for _, stream in self._open.values():
            self._end(stream)
        self._open.clear()

    def _end(self, stream: Any) -> None:
        try:
            if not stream.closed:
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise _unwritten(Path(stream.name), error) from error
        finally:
            stream.close()


def _unwritten(path: Path, error: OSError) -> OutputFileError:
    return OutputFileError(f"{path} cannot be written: {error.strerror or error}")
