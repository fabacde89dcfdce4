"""Results of batches: lines in any order, some torn, some doubled, each known by its id alone."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from briefer.errors import SourceUnreadableError
from briefer.providers import Answered, BatchFormat

_LONGEST = 32_000_000
"""Bytes of a line; no answer has as many."""


@dataclass(frozen=True, slots=True)
class _At:
    """Where a line stands: its file, offset and length in bytes."""

    path: Path
    offset: int
    length: int
    is_good: bool


class Returned:
    """What came back, by custom id; of two lines for one, the first that is an answer counts.

    Only places are kept, so that a round of a hundred thousand answers needs little memory.

    Attributes:
        torn: Lines that were no result: cut off, or of another format.
    """

    def __init__(self, format_: BatchFormat) -> None:
        """Begin with nothing."""
        self.torn = 0
        self._format = format_
        self._lines: dict[str, _At] = {}

    def __contains__(self, custom_id: str) -> bool:
        return custom_id in self._lines

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def read(self, paths: Iterable[Path]) -> None:
        """Take note of what stands in files of results and of errors.

        Raises:
            SourceUnreadableError: a file cannot be read.
        """
        for path in paths:
            try:
                self._read(path)
            except OSError as error:
                raise SourceUnreadableError(
                    f"{path} cannot be read: {error.strerror or error}"
                ) from error

    def answer(self, custom_id: str) -> Answered | None:
        """Return what came back for a request, None if nothing did."""
        at = self._lines.get(custom_id)
        if at is None:
            return None
        with at.path.open("rb") as stream:
            stream.seek(at.offset)
            return self._answered(stream.read(at.length))

    def _read(self, path: Path) -> None:
        offset = 0
        with path.open("rb") as stream:
            while line := stream.readline(_LONGEST):
                if line.strip():
                    self._note(path, offset, line)
                offset += len(line)

    def _note(self, path: Path, offset: int, line: bytes) -> None:
        answered = self._answered(line)
        if answered is None:
            self.torn += 1
            return
        is_good = answered.status < HTTPStatus.BAD_REQUEST
        known = self._lines.get(answered.custom_id)
        if known is None or (is_good and not known.is_good):
            self._lines[answered.custom_id] = _At(path, offset, len(line), is_good)

    def _answered(self, line: bytes) -> Answered | None:
        try:
            value: Any = json.loads(line)
        except (ValueError, RecursionError):
            return None
        return self._format.read(value) if isinstance(value, dict) else None
