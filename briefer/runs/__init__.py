"""Drivers that do the I/O of tasks, and what governs them.

What only some runs need (an entry in the store, signals, an estimate) is imported when asked for.
"""

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names
from briefer.runs.budget import Budget
from briefer.runs.events import Background, Failed, Noted
from briefer.runs.governor import Governor, Leave
from briefer.runs.live import Live
from briefer.runs.progress import Price, Tally

if TYPE_CHECKING:
    from briefer.runs.book import RunBook
    from briefer.runs.estimate import JUDGED, REPAIRED, Afterwards, estimate_requests
    from briefer.runs.kept import KeptResults
    from briefer.runs.open_files import affordable
    from briefer.runs.signals import stopping
    from briefer.runs.sizes import counted
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "open_files": ["affordable"],
            "book": ["RunBook"],
            "estimate": ["JUDGED", "REPAIRED", "Afterwards", "estimate_requests"],
            "kept": ["KeptResults"],
            "signals": ["stopping"],
            "sizes": ["counted"],
        },
    )

__all__ = [
    "JUDGED",
    "REPAIRED",
    "Afterwards",
    "Background",
    "Budget",
    "Failed",
    "Governor",
    "KeptResults",
    "Leave",
    "Live",
    "Noted",
    "Price",
    "RunBook",
    "Tally",
    "affordable",
    "counted",
    "estimate_requests",
    "stopping",
]
