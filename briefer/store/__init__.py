"""What briefer keeps between runs: replies, articles, runs; one SQLite file."""

from briefer.store.database import problems_of
from briefer.store.files import default_path
from briefer.store.runs import UNKNOWN, Run, RunFailure, Status, Totals
from briefer.store.store import Store, is_good
from briefer.store.upkeep import ModelStats, Removed, Stats, run_value

__all__ = [
    "UNKNOWN",
    "ModelStats",
    "Removed",
    "Run",
    "RunFailure",
    "Stats",
    "Status",
    "Store",
    "Totals",
    "default_path",
    "is_good",
    "problems_of",
    "run_value",
]
