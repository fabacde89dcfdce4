"""From sources to the day's articles, with a report on what came, what changed and what failed."""

from typing import TYPE_CHECKING

from briefer.gather.values import Came, Gathered, GatherSettings, SourceReport
from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.gather.gathering import Progress, gather
    from briefer.gather.identities import identity_here
    from briefer.gather.looking import Look, look
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "gathering": ("Progress", "gather"),
            "identities": ("identity_here",),
            "looking": ("Look", "look"),
        },
    )

__all__ = [
    "Came",
    "GatherSettings",
    "Gathered",
    "Look",
    "Progress",
    "SourceReport",
    "gather",
    "identity_here",
    "look",
]
