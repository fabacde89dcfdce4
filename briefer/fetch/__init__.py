"""Fetching over HTTP: polite, conditional, and only from the public internet.

async with Fetcher(FetchSettings()) as fetcher:
    fetched = await fetcher.get("https://example.org/feed.xml", Known(etag='"7"'))
"""

from briefer.fetch.fetcher import Fetcher
from briefer.fetch.identity import identity_of, without_tracking
from briefer.fetch.values import Fetched, FetchSettings, Known, NotModified

__all__ = [
    "FetchSettings",
    "Fetched",
    "Fetcher",
    "Known",
    "NotModified",
    "identity_of",
    "without_tracking",
]
