"""A line on the terminal that says how far a run is: articles, tokens, cost, failures, time."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group
from rich.live import Live as Display
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from briefer.pricing import shown

if TYPE_CHECKING:
    from briefer.runs import Tally

_A_SECOND = 4
_WIDTH = 24
_LEAST = 4
_LONG = 5.0
"""Seconds after which a reader wonders whether anything happens."""


@contextmanager
def progress(tally: Tally, *, quiet: bool = False) -> Iterator[Progress]:
    """Show a run's tally for as long as the context lasts, on a terminal only and not if quiet.

    It goes to stderr, is drawn again four times a second, and leaves nothing behind.
    """
    if quiet or not sys.stderr.isatty():
        yield Progress(None)
        return
    console = Console(stderr=True)
    line = _Line(tally, width=lambda: console.width)
    with Display(
        get_renderable=line,
        console=console,
        refresh_per_second=_A_SECOND,
        transient=True,
        redirect_stdout=False,
        redirect_stderr=False,
    ) as display:
        yield Progress(display)


class Progress:
    """The display, or none."""

    def __init__(self, display: Display | None) -> None:
        self._display = display

    @contextmanager
    def aside(self, stream: TextIO) -> Iterator[None]:
        """Take the line away while something is written to a stream that may be the terminal."""
        if self._display is None or not stream.isatty():
            yield
            return
        self._display.stop()
        try:
            yield
        finally:
            self._display.start()


class _Line:
    """Draws a tally; called by the display's own thread."""

    def __init__(
        self,
        tally: Tally,
        clock: Callable[[], float] = time.monotonic,
        width: Callable[[], int] = lambda: 80,
    ) -> None:
        self._tally = tally
        self._clock = clock
        self._width = width
        self._began = clock()
        self._settled = 0
        self._settled_at = self._began

    def __call__(self) -> Group:
        tally = self._tally
        row = Table.grid(padding=(0, 2))
        total = tally.total
        text = Text(self._text(), no_wrap=True, overflow="ellipsis")
        # One line whatever the terminal: the bar gives way to the figures.
        bar = min(_WIDTH, self._width() - len(text) - 3)
        if bar < _LEAST:
            return Group(text)
        row.add_row(
            ProgressBar(total=total, completed=tally.settled, width=bar, pulse=total is None), text
        )
        return Group(row)

    def _text(self) -> str:
        tally = self._tally
        of = str(tally.total) if tally.total is not None else f"{tally.found}+"
        usage = tally.usage
        parts = [f"{tally.settled}/{of}"]
        done, pages = tally.pages
        if done < pages:
            parts = [f"{done}/{pages} pages fetched"]
        if usage.input_tokens or usage.output_tokens:
            about = "~" if usage.estimated else ""
            tokens = _short(usage.input_tokens + usage.output_tokens)
            cost = "cost unknown" if tally.cost is None else f"{about}{shown(tally.cost)}"
            parts += [f"{about}{tokens} tokens", cost]
        if tally.failed:
            parts.append(f"{tally.failed} failed")
        now = self._clock()
        left = self._left(now)
        if left is not None:
            parts.append(f"{timedelta(seconds=round(left))} left")
        elif not tally.settled and now - self._began >= _LONG:
            parts.append(f"{timedelta(seconds=int(now - self._began))} so far")
        return " · ".join(parts)

    def _left(self, now: float) -> float | None:
        """Return the seconds until all are done, if they go on as fast as until now.

        It is reckoned when an article is done and falls from then on: while one takes long, as the
        embedded model's do, the time left does not climb. What is late counts as done any moment.
        """
        tally = self._tally
        settled, total = tally.settled, tally.total
        if settled != self._settled:
            self._settled, self._settled_at = settled, now
        if total is None or not 0 < settled < total:
            return None
        each = (self._settled_at - self._began) / settled
        left = each * (total - settled) - (now - self._settled_at)
        return max(left, each * (total - settled - 1)) or None


def _short(number: int) -> str:
    """Return a number in at most five characters: 950, 12.3k, 4.56M."""
    for size, unit in ((1_000_000, "M"), (1_000, "k")):
        if number >= size * 0.9995:
            places = max(0, 3 - len(str(number // size or 1)))
            return f"{number / size:.{places}f}{unit}"
    return str(number)
