"""Runs as files: what was measured, then an outcome a line, so that runs can be compared later.

A file's first line says what was run, its last how many outcomes there are; what time it took, if
a model was asked, stands in a line of its own between them. All the rest is the same bytes for
the same inputs. A file that is not named is called by its content, so that none is overwritten.
"""

from __future__ import annotations

import hashlib
import json
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO, Self

from briefer.errors import OutputFileError, SourceNotFoundError, SourceUnreadableError, UsageError
from briefer.evaluating.outcomes import Arm, Kind, Outcome, outcome_from
from briefer.render import dumps, value_of

FOLDER = "runs"
VERSION = 1


@dataclass(frozen=True, slots=True)
class Header:
    """What was run: ``cases`` names the files and the hash of each one's content."""

    kind: Kind
    cases: tuple[tuple[str, str], ...]
    arms: tuple[Arm, ...]
    repeat: int = 1
    generator: str = ""


@dataclass(frozen=True, slots=True)
class Timing:
    """Seconds that an arm took, and how many of its requests were asked of the model then."""

    arm: int
    seconds: float
    asked: int


def content_hash(file: str) -> str:
    """Return the hash of a file's bytes, read bit by bit (raises SourceError)."""
    try:
        with open(file, "rb") as stream:  # noqa: PTH123
            digest = hashlib.file_digest(stream, lambda: hashlib.blake2b(digest_size=16))
    except OSError as error:
        raise SourceUnreadableError(f"{file} cannot be read: {error.strerror}") from error
    return f"b2:{digest.hexdigest()}"


class RunWriter:
    """Writes a run's file, which is there when all of it is; a context manager."""

    def __init__(self, header: Header, path: Path | None = None) -> None:
        """Take the name of the file; without one it is made in `FOLDER`.

        Raises:
            OutputFileError: nothing can be written there.
        """
        self.path = path
        self._header = header
        self._count = 0
        self._digest = hashlib.blake2b(digest_size=4)
        folder = Path(FOLDER) if path is None else path.parent
        if path is not None and (path.is_dir() or not folder.is_dir()):
            raise OutputFileError(f"{path} cannot be written")
        try:
            if path is None:
                folder.mkdir(exist_ok=True)
            self._stream: BinaryIO = tempfile.NamedTemporaryFile(  # noqa: SIM115 (closed below)
                dir=folder, prefix=".run-", delete=False
            )  # type: ignore[assignment]
        except OSError as error:
            raise OutputFileError(f"{folder} cannot be written to: {error.strerror}") from error
        self._part = Path(self._stream.name)
        self._folder = folder
        self._line({"run": VERSION, **value_of(header)})

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._stream.close()
        with suppress(OSError):
            self._part.unlink(missing_ok=True)

    def put(self, outcome: Outcome) -> None:
        """Write an outcome."""
        self._count += 1
        self._line(value_of(outcome))

    def end(self, timings: Sequence[Timing] = ()) -> Path:
        """Write the end, put the file in its place and return its path."""
        content = self._digest.hexdigest()
        if timings:
            self._line({"timing": [value_of(each) for each in timings]})
        self._line({"outcomes": self._count})
        stem = Path(self._header.cases[0][0]).name.partition(".")[0]
        path = self.path or self._folder / f"{stem}-{content}.jsonl"
        try:
            self._stream.close()
            self._part.chmod(0o644)
            self._part.replace(path)
        except OSError as error:
            raise OutputFileError(f"{path} cannot be written: {error.strerror}") from error
        return path

    def _line(self, value: dict[str, Any]) -> None:
        line = (dumps(value, pretty=False) + "\n").encode("utf-8")
        self._digest.update(line)
        try:
            self._stream.write(line)
        except OSError as error:
            raise OutputFileError(f"{self._part} cannot be written: {error.strerror}") from error


class RunFile:
    """A run that was kept. Its outcomes are read when they are asked for, and not held."""

    def __init__(self, path: str) -> None:
        """Read what was run.

        Raises:
            SourceError: the file cannot be read.
            UsageError: it is no run, or one that was not finished.
        """
        self.path = path
        self.timings: tuple[Timing, ...] = ()
        lines = self._lines()
        head = next(lines, (0, 0, {}))[2]
        if head.pop("run", None) != VERSION:
            raise self._wrong("it is no run that briefer eval kept")
        try:
            self.header = Header(
                **{
                    **head,
                    "cases": tuple((file, digest) for file, digest in head["cases"]),
                    "arms": tuple(Arm(**arm) for arm in head["arms"]),
                }
            )
        except (KeyError, TypeError, ValueError) as error:
            raise self._wrong("its first line does not say what was run") from error

    def outcomes(self) -> Iterator[tuple[int, Outcome]]:
        """Yield each outcome, with the offset at which `at` finds it again.

        Raises:
            UsageError: a line is no outcome, or the end is missing.
        """
        count, ended = 0, None
        for number, offset, value in self._lines():
            if number == 1:
                continue
            if "timing" in value:
                self.timings = tuple(Timing(**each) for each in value["timing"])
            elif "outcomes" in value:
                ended = value["outcomes"]
            else:
                count += 1
                yield offset, self._outcome(value, number)
        if ended != count:
            raise self._wrong("it ends before its end: the run was not finished")

    def at(self, offset: int) -> Outcome:
        """Return the outcome at an offset."""
        with open(self.path, "rb") as stream:  # noqa: PTH123 (one line of it)
            stream.seek(offset)
            return self._outcome(json.loads(stream.readline()), 0)

    def _outcome(self, value: dict[str, Any], number: int) -> Outcome:
        try:
            return outcome_from(value, self.header.kind)
        except (KeyError, TypeError) as error:
            raise self._wrong(f"line {number} is no outcome") from error

    def _lines(self) -> Iterator[tuple[int, int, dict[str, Any]]]:
        offset = 0
        try:
            with open(self.path, "rb") as stream:  # noqa: PTH123 (reads line by line)
                for number, line in enumerate(stream, 1):
                    try:
                        value = json.loads(line)
                    except ValueError as error:
                        raise self._wrong(f"line {number} is not JSON") from error
                    if not isinstance(value, dict):
                        raise self._wrong(f"line {number} is no object")
                    yield number, offset, value
                    offset += len(line)
        except FileNotFoundError as error:
            raise SourceNotFoundError(f"there is no file {self.path}") from error
        except OSError as error:
            raise SourceUnreadableError(f"{self.path} cannot be read: {error.strerror}") from error

    def _wrong(self, why: str) -> UsageError:
        return UsageError(f"{self.path}: {why}", hint="briefer eval CASES writes runs")
