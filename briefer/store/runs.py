"""What a run was: when, with what, how much it asked and cost, and what failed in it."""

from __future__ import annotations

import json
import os
import platform
import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass, field
from typing import Any, Literal

from briefer.model import PromptRef, Usage, canonical_json
from briefer.store.packing import bounded, shown

Status = Literal["running", "done", "interrupted", "failed", "stopped"]

UNKNOWN = "unknown"
"""The cost of a run whose model has no known price."""


@dataclass(frozen=True, slots=True)
class Totals:
    """What a run has come to.

    ``requests`` were sent and answered, ``hits`` answered by the store, ``retries`` sent again;
    ``usage`` is that of what was sent. ``cost`` is a decimal number of dollars, or ``unknown``.
    ``done`` and ``failed`` count articles.
    """

    requests: int = 0
    hits: int = 0
    retries: int = 0
    usage: Usage = Usage()
    cost: str = UNKNOWN
    done: int = 0
    failed: int = 0


@dataclass(frozen=True, slots=True)
class RunFailure:
    """A source that failed in a run: its name, the error's class, what it said."""

    source: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class Run:
    """One run as it is stored.

    ``started`` and ``ended`` are ISO, UTC; ``seconds`` is measured on a clock that only goes
    forward. ``prompts`` are label and hash. A run that ended without saying so (killed, or the
    machine lost power) is ``interrupted``.
    """

    id: int
    command: str
    model: str
    prompts: tuple[tuple[str, str], ...]
    status: Status
    started: str
    ended: str | None
    seconds: float | None
    totals: Totals
    failures: tuple[RunFailure, ...] = ()


@dataclass(slots=True)
class OpenRun:
    """A run under way, whole: it can be written at any time, into any file."""

    id: int
    command: str
    model: str
    started: str
    clock: float
    status: Status = "running"
    ended: str | None = None
    seconds: float | None = None
    totals: Totals = field(default_factory=Totals)
    prompts: dict[str, str] = field(default_factory=dict)

    def add_prompts(self, prompts: Iterable[PromptRef]) -> None:
        """Take note of prompts that the run uses."""
        self.prompts.update((prompt.label, prompt.hash) for prompt in prompts)

    def writer(self) -> Callable[[sqlite3.Connection], None]:
        """Return what writes the run as it is now."""
        begun = (
            shown(self.command),
            shown(self.model),
            platform.node(),
            os.getpid(),
            self.started,
        )
        now = (
            canonical_json(
                [[shown(label), shown(held)] for label, held in sorted(self.prompts.items())]
            ),
            self.status,
            self.ended,
            self.seconds,
            canonical_json(_bounded(asdict(self.totals))),
        )

        def write(connection: sqlite3.Connection) -> None:
            changed = connection.execute(_UPDATE, (*now, self.id, os.getpid(), self.started))
            if not changed.rowcount:  # new, or the file is: the old one was set aside
                self.id = connection.execute(_INSERT, (*begun, *now)).lastrowid or 0

        return write


_UPDATE = """
    UPDATE runs SET prompts = ?, status = ?, ended = ?, seconds = ?, totals = ?
    WHERE id = ? AND pid = ? AND started = ?
"""
_INSERT = """
    INSERT INTO runs (
        command, model, host, pid, started, prompts, status, ended, seconds, totals
    ) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
COLUMNS = "id, command, model, prompts, status, host, pid, started, ended, seconds, totals"


def failure_writer(run: OpenRun, failure: RunFailure) -> Callable[[sqlite3.Connection], None]:
    """Return what writes a failure of a run."""
    values = (shown(failure.source), shown(failure.error), shown(failure.message))

    def write(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO failures (run_id, source, error, message)"
            " SELECT id, ?, ?, ? FROM runs WHERE id = ?",
            (*values, run.id),
        )

    return write


def run_of(row: tuple[Any, ...], failures: Iterable[tuple[str, str, str]] = ()) -> Run:
    """Return a run from its columns (raises ValueError, TypeError, KeyError)."""
    number, command, model, prompts, status, host, pid, started, ended, seconds, totals = row
    if status == "running" and not _alive(host, pid):
        status = "interrupted"
    held = json.loads(totals)
    return Run(
        id=number,
        command=command,
        model=model,
        prompts=tuple((label, value) for label, value in json.loads(prompts)),
        status=status,
        started=started,
        ended=ended,
        seconds=seconds,
        totals=Totals(**{**held, "usage": Usage(**held["usage"])}),
        failures=tuple(RunFailure(*failure) for failure in failures),
    )


def _bounded(value: dict[str, Any]) -> dict[str, Any]:
    return {
        name: _bounded(held)
        if isinstance(held, dict)
        else bounded(held)
        if isinstance(held, int) and not isinstance(held, bool)
        else held
        for name, held in value.items()
    }


def _alive(host: str, pid: int) -> bool:
    """Return whether a process may still run; of another machine's nothing can be said."""
    if host != platform.node() or os.name != "posix":
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True
