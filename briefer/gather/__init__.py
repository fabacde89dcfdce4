"""From sources to the day's articles, with a report on what came, what changed and what failed."""

from typing import TYPE_CHECKING

from briefer.gather.values import Came, Gathered, GatherSettings, SourceReport
from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.gather.gathering import Progress, gather
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "gathering": ("Progress", "gather"),
        },
    )

__all__ = ["Came", "GatherSettings", "Gathered", "Progress", "SourceReport", "gather"]
