"""The last resort of a command that was asked to end and does not."""

from __future__ import annotations

import os
import sys
import threading
from contextlib import suppress

from briefer.cli.output import tell

INTERRUPTED = 130
_FIRST = 2.8
"""Seconds from the first signal: those that a run has for what is under way, and to put away."""
_SECOND = 0.4
_SHOW_CURSOR = "\x1b[?25h"


class LastResort:
    """Ends the process some time after it is called, sooner when it is called again.

    What a thread does cannot be ended from outside, and an interpreter waits for its threads.
    All that is there by then has been printed, and every answer is in the store: what is lost is
    what was under way.
    """

    def __init__(self, first: float = _FIRST, second: float = _SECOND) -> None:
        self._seconds = [first, second]

    def __call__(self) -> None:
        """Take note that the run was asked to end."""
        if self._seconds:
            timer = threading.Timer(self._seconds.pop(0), _end)
            timer.daemon = True
            timer.start()


def _end() -> None:
    with suppress(OSError, ValueError):
        if sys.stderr.isatty():
            sys.stderr.write(_SHOW_CURSOR)
        tell("interrupted; something that was under way did not end by itself")
        sys.stderr.flush()
    os._exit(INTERRUPTED)
