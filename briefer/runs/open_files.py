"""How many requests at once the system allows: each takes an open file."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

if sys.platform != "win32":
    import resource

_SPARE = 24
"""Open files for the store, the articles, what is written, and the event loop."""
_USUAL = 12
"""Open files of a process that has not begun, where the system does not tell."""


def affordable(wanted: int, note: Callable[[str], None]) -> int:
    """Return how many requests may be under way at once: at least one, at most ``wanted``.

    ``note`` is told when they are fewer.
    """
    if sys.platform == "win32":
        return wanted
    most, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    if most == resource.RLIM_INFINITY or most >= wanted + 1_000:
        return wanted
    try:
        there = sum(1 for _ in Path("/dev/fd").iterdir())
    except OSError:
        there = _USUAL
    allowed = max(1, min(wanted, most - there - _SPARE))
    if allowed < wanted:
        note(f"{allowed} requests at once instead of {wanted}: the system allows no more files")
    return allowed
