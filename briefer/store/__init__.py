"""What briefer keeps between runs, in one SQLite file.

Replies, runs, articles with their versions, what addresses gave, briefs and summaries, results that
need not be made again.
"""

from briefer.store.connecting import problems_of
from briefer.store.editions import Edition, EditionKind, KeptClaim, KeptStory, Rest, Resting
from briefer.store.exporting import run_value
from briefer.store.fetches import FetchState
from briefer.store.files import FileLock, default_path
from briefer.store.history import Kept, Known, Version
from briefer.store.people import is_token
from briefer.store.repairing import Repaired, repair
from briefer.store.reviews import broken_links, value_from
from briefer.store.row_index import Place, RowIndex
from briefer.store.runs import UNKNOWN, Run, RunFailure, Status, Totals
from briefer.store.store import Store, is_good
from briefer.store.upkeep import ModelStats, Removed, Stats

__all__ = [
    "UNKNOWN",
    "Edition",
    "EditionKind",
    "FetchState",
    "FileLock",
    "Kept",
    "KeptClaim",
    "KeptStory",
    "Known",
    "ModelStats",
    "Place",
    "Removed",
    "Repaired",
    "Rest",
    "Resting",
    "RowIndex",
    "Run",
    "RunFailure",
    "Stats",
    "Status",
    "Store",
    "Totals",
    "Version",
    "broken_links",
    "default_path",
    "is_good",
    "is_token",
    "problems_of",
    "repair",
    "run_value",
    "value_from",
]
