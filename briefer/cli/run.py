"""One run of a command over many sources: its session, its progress, its exit code."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from typing import TYPE_CHECKING, Any

from briefer.cli.ending import LastResort
from briefer.cli.finding import find_items, items_with, standard_input
from briefer.cli.ignored import refuse_unfollowed
from briefer.cli.options import settings_of
from briefer.cli.output import Output, tell
from briefer.errors import InternalError
from briefer.scrub import masked

if TYPE_CHECKING:
    import threading

    from briefer.cli.progress import Progress
    from briefer.config import FailOn
    from briefer.errors import BrieferError
    from briefer.gather import Gathered
    from briefer.ingest import TableReading
    from briefer.llm import Request
    from briefer.model import Claim, ClaimStatus, Failure

UNSUPPORTED = 3
"""The exit code of claims that ``--fail-on`` is about."""

_AT_ONCE = 0.5
"""Seconds that a run waits at most to know how many articles there are, where somebody looks on."""

_FAILING: dict[FailOn, frozenset[ClaimStatus]] = {
    "unsupported": frozenset({"unsupported", "contradicted"}),
    "open": frozenset({"unsupported", "contradicted", "open"}),
}


class Run:
    """Keeps what a command needs while its sources go through, and what it ends with."""

    def __init__(self, command: str, flags: dict[str, Any], output: Output) -> None:
        """Open the session and say what the user should know before anything is sent."""
        from briefer.api import Session
        from briefer.compose import notes
        from briefer.config import resolve_here

        resolved = resolve_here(settings_of(flags))
        asks = command != "fetch"  # which needs no engine, so that what is set of one is no matter
        if asks:
            refuse_unfollowed(resolved)
        self.session = Session(resolved, command=command, note=output.note)
        self.session.live.on_stop = LastResort()
        self.output = output
        self.codes: list[int] = []
        self.has_failed = False
        self.stopped = 0
        self._quiet = flags["quiet"]
        self._debug = flags.get("debug", False)
        self._strict_about = False
        self._hinted: set[str] = set()
        self._progress: Progress | None = None
        for line in notes(resolved) if asks else resolved.warnings:
            output.note(line)

    @contextmanager
    def shown(self) -> Iterator[None]:
        """Show progress on a terminal for as long as the context lasts.

        Who interrupts a run that keeps nothing is told what that loses.
        """
        from briefer.errors import RunInterruptedError

        try:
            if self._quiet or not sys.stderr.isatty():
                yield
            else:
                from briefer.cli.progress import progress

                with progress(self.session.live.tally) as self._progress:
                    yield
        except RunInterruptedError as error:
            raise RunInterruptedError(str(error), hint=self._lost() or error.hint) from error
        finally:
            self._progress = None
        if self.stopped:
            tell(f"{self.stopped} left undone when the budget was used up")

    def _lost(self) -> str:
        """Say what an interrupted run loses that keeps nothing; empty where answers are kept."""
        from briefer.pricing import shown

        settings, tally = self.session.settings, self.session.live.tally
        if not settings.no_store or settings.record or settings.replay:
            return ""
        tokens = tally.usage.input_tokens + tally.usage.output_tokens
        if not tokens:
            return "--no-store kept nothing: the same command begins anew"
        cost = "cost unknown" if tally.cost is None else shown(tally.cost)
        printed = " but for what was printed" if self.output.has_printed else ""
        return (
            f"--no-store kept nothing: answers of {tokens:,} tokens ({cost}) are lost{printed}, "
            "and the same command asks and pays for them again"
        )

    def failed(self, source: str, error: BrieferError) -> None:
        """Tell of an article that failed; what a budget left undone is counted, and told last."""
        from briefer.errors import BudgetError

        self.codes.append(error.exit_code)
        self.has_failed = True
        if isinstance(error, BudgetError) and self.stopped:
            self.stopped += 1
            return
        self.stopped += isinstance(error, BudgetError)
        with self._aside(sys.stderr):
            tell(masked(named(source, str(error))))
            if self._debug and error.__cause__ is not None:
                traceback.print_exception(error.__cause__)
            if error.hint not in self._hinted:
                tell(f"hint: {error.hint}")
        self._hinted.add(error.hint)

    def result(self, text: str) -> None:
        """Print a finished piece of the result."""
        with self._aside(sys.stdout):
            self.output.result(text)

    def saw(self, claims: Iterable[Claim]) -> None:
        """Take note of claims that are part of the result, or were dropped from it."""
        found = strict_about((c.status for c in claims), self.session.settings.fail_on)
        self._strict_about = self._strict_about or found

    def code(self) -> int:
        """Return 70 after a fault of our own, else the first failure's code.

        Without a failure it is 3 for claims that ``--fail-on`` is about, or 0.
        """
        if InternalError.exit_code in self.codes:
            return InternalError.exit_code
        if self.codes:
            return self.codes[0]
        return UNSUPPORTED if self._strict_about else 0

    def gathered(self, found: Gathered, *, counts: bool = False) -> None:
        """Tell how files were read, and what could not be had.

        That no source gave anything is told however quiet a run is to be.
        """
        for note in found.notes_here:
            self.note(note)
        for failure in found.failures:
            self.missed(failure, counts=counts, is_told=not found.came)
        self.note_empty(found)

    def missed(self, failure: Failure, *, counts: bool = False, is_told: bool = False) -> None:
        """Tell of something that could not be had; the result is made all the same, and says so.

        A file that is missing is the user's to mend and counts in the exit code; that a site is
        down or hides a page is the way of the world, unless the page itself was asked for
        (``counts``). What does not count is a note, unless it ``is_told`` with ``--quiet`` too.
        """
        from briefer.ingest import is_address

        with self._aside(sys.stderr):
            say = tell
            if counts or not is_address(failure.source):
                self.codes.append(failure.exit_code)
            elif not is_told:
                say = self.output.note
            say(named(failure.source, failure.message))
            if failure.hint not in self._hinted:
                say(f"hint: {failure.hint}")
        self._hinted.add(failure.hint)

    def note_empty(self, found: Gathered) -> None:
        """Tell of the folders and patterns that hold nothing: it may be a slip of the pen."""
        for source in found.report:
            if source.is_empty:
                self.output.note(f"no file is in, or matches, {source.source}")

    @contextmanager
    def counting(self, sources: list[str]) -> Iterator[None]:
        """Find out for the progress line how many articles files hold, beside the run itself."""
        import threading

        if self._progress is None:
            yield
            return
        is_over = threading.Event()
        counter = threading.Thread(target=self._count, args=(sources, is_over), daemon=True)
        counter.start()
        counter.join(_AT_ONCE)
        try:
            yield
        finally:
            is_over.set()
            counter.join()

    def _count(self, sources: list[str], is_over: threading.Event) -> None:
        from briefer.errors import BrieferError
        from briefer.ingest import STDIN, TableReading, find, is_address

        if any(source == STDIN or is_address(source) for source in sources):
            return
        found = 0
        with suppress(BrieferError):  # it is told where the sources are read
            for _ in find(sources, tables=TableReading(self.tables.columns)):
                found += 1
                if is_over.is_set():
                    return
            self.session.live.tally.total = found

    @property
    def tables(self) -> TableReading:
        """How tables are read; what is guessed of them is told."""
        from briefer.compose import columns_of
        from briefer.ingest import TableReading

        return TableReading(columns_of(self.session.settings), self.note)

    def note(self, text: str) -> None:
        """Tell the user something while the run goes on."""
        with self._aside(sys.stderr):
            self.output.note(text)

    def estimate(self, sources: list[str], prompt: str) -> int:
        """Print what the first requests would take, and what is stored already; send nothing."""
        import anyio

        from briefer.errors import SourceError
        from briefer.ingest import is_address

        session = self.session
        name = session.settings.prompt or prompt

        if not any(map(is_address, sources)):
            items = find_items(sources, self.tables)
        else:
            stdin = standard_input(sources)
            items, found = anyio.run(items_with, session, sources, stdin, self.tables)
            for failure in found.failures:
                self.missed(failure, counts=True)

        def requests() -> Iterator[Any]:
            for item in items:
                try:
                    yield from session.requests(item.load(), name)
                except SourceError as error:
                    self.failed(item.source, error)

        return self.estimate_of(requests())

    def estimate_of(self, requests: Iterable[Request]) -> int:
        """Print what requests would take, and what is stored already; send nothing."""
        from briefer.runs import estimate_requests

        session = self.session
        made = estimate_requests(
            requests,
            session.price,
            known=session.knows,
            max_tokens=session.settings.max_output_tokens,
            afterwards=session.afterwards(),
        )
        self.output.result(made.table())
        self.output.note(
            "what is asked about the answers is reckoned as it usually comes out; not in it: the "
            "merging of a long article's parts, a brief's top lines"
        )
        session.close_store()
        return self.code()

    def _aside(self, stream: Any) -> Any:
        return nullcontext() if self._progress is None else self._progress.aside(stream)


def strict_about(statuses: Iterable[ClaimStatus], fail_on: Collection[FailOn]) -> bool:
    """Return whether claims of these statuses make a command fail, as ``--fail-on`` has it."""
    failing = frozenset().union(*(_FAILING[name] for name in fail_on if name in _FAILING))
    return not failing.isdisjoint(statuses)


def named(source: str, message: str) -> str:
    """Return a message that names its source."""
    return message if source in message else f"{source}: {message}"
