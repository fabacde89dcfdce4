"""Fetching over HTTP: polite, conditional, and only from the public internet.

async with Fetcher(FetchSettings()) as fetcher:
    fetched = await fetcher.get("https://example.org/feed.xml", Known(etag='"7"'))
"""

from typing import TYPE_CHECKING, Any

from briefer.fetch.identity import identity_of, without_tracking
from briefer.fetch.values import Fetched, FetchSettings, Known, NotModified

if TYPE_CHECKING:
    from briefer.fetch.fetcher import Fetcher

__all__ = [
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "Known",
    "NotModified",
    "identity_of",
    "without_tracking",
]


def __getattr__(name: str) -> Any:
    """Import what fetches when it is asked for: what an address is, every run wants to know."""
    if name == "Fetcher":
        from briefer.fetch.fetcher import Fetcher

        return Fetcher
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
