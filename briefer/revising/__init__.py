"""What becomes of briefs and summaries when their articles change: found, told, put right.

`summaries` keeps a summary under its article's identity and finds it for the next version;
`standing` says which claims of past editions no longer stand on what their articles say now,
`refreshing` has those articles fetched again first, and `correcting` makes the editions that put
it right. `versions` finds the stored versions of an article; `summarizing` makes a summary, and
`carrying` one since an earlier version, and compares the two.
"""

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.revising.carrying import Carried, carried, summaries_compared
    from briefer.revising.correcting import corrected, keep
    from briefer.revising.kept import KeptSummaries
    from briefer.revising.refreshing import refresh
    from briefer.revising.standing import Affected, Current, StaleClaim, affected
    from briefer.revising.summaries import remember
    from briefer.revising.summarizing import Summarized, Summarizing, summarize_many
    from briefer.revising.versions import Step, Stored, stored
    from briefer.revising.wording import worded
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "carrying": ["Carried", "carried", "summaries_compared"],
            "correcting": ["corrected", "keep"],
            "kept": ["KeptSummaries"],
            "refreshing": ["refresh"],
            "standing": ["Affected", "Current", "StaleClaim", "affected"],
            "summaries": ["remember"],
            "summarizing": ["Summarized", "Summarizing", "summarize_many"],
            "versions": ["Step", "Stored", "stored"],
            "wording": ["worded"],
        },
    )

__all__ = [
    "Affected",
    "Carried",
    "Current",
    "KeptSummaries",
    "StaleClaim",
    "Step",
    "Stored",
    "Summarized",
    "Summarizing",
    "affected",
    "carried",
    "corrected",
    "keep",
    "refresh",
    "remember",
    "stored",
    "summaries_compared",
    "summarize_many",
    "worded",
]
