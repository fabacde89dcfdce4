"""Fetching over HTTP: polite, conditional, and only from the public internet.

async with Fetcher(FetchSettings()) as fetcher:
    fetched = await fetcher.get("https://example.org/feed.xml", Known(etag='"7"'))
"""

from typing import TYPE_CHECKING

from briefer.fetch.identity import identity_of, without_tracking
from briefer.fetch.values import Fetched, FetchSettings, Known, NotModified
from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.fetch.fetcher import Fetcher
    from briefer.fetch.sending import Answered, Sender, UnansweredError
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "fetcher": ("Fetcher",),
            "sending": ("Answered", "Sender", "UnansweredError"),
        },
    )

__all__ = [
    "Answered",
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "Known",
    "NotModified",
    "Sender",
    "UnansweredError",
    "identity_of",
    "without_tracking",
]
