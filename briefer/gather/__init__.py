"""From sources to the day's articles, with a report on what came, what changed and what failed."""

from typing import TYPE_CHECKING, Any

from briefer.gather.values import Came, Gathered, GatherSettings, SourceReport

if TYPE_CHECKING:
    from briefer.gather.gathering import Progress, gather

__all__ = ["Came", "GatherSettings", "Gathered", "Progress", "SourceReport", "gather"]


def __getattr__(name: str) -> Any:
    """Import what gathers when it is asked for: an article's identity, every run wants to know."""
    if name in ("Progress", "gather"):
        from briefer.gather import gathering

        return getattr(gathering, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
