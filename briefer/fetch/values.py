"""What fetching is told, and what it tells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from briefer.version import __version__


@dataclass(frozen=True, slots=True)
class FetchSettings:
    """How to fetch. Times are seconds, sizes bytes.

    Attributes:
        user_agent: Who we say we are. Sites' robots.txt know us by what stands before the "/".
        spacing: From the start of one request to a host to that of the next, at least.
        max_crawl_delay: What a robots.txt may ask for instead of ``spacing``, at most.
        concurrency: Hosts that are asked at one time.
        ignore_robots: Names of hosts whose robots.txt is not asked for: one's own.
        allow_private: Whether addresses of intranets and of this machine may be fetched.
        timeout: Without a byte from the server, after which an attempt has failed.
        total_timeout: One address may take, with its redirects, retries and waits between them;
            waiting for its turn at a host is not counted.
        max_attempts: Times one address is tried.
        max_bytes: Of one body, as sent and unpacked.
        max_redirects: One address may lead through.
    """

    user_agent: str = f"briefer/{__version__}"
    spacing: float = 1.0
    max_crawl_delay: float = 10.0
    concurrency: int = 8
    ignore_robots: frozenset[str] = frozenset()
    allow_private: bool = False
    timeout: float = 20.0
    total_timeout: float = 90.0
    max_attempts: int = 3
    max_bytes: int = 10_000_000
    max_redirects: int = 10


@dataclass(frozen=True, slots=True)
class Known:
    """What an earlier answer said of its version, to be told only when there is another."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer with a body.

    Attributes:
        url: As asked for.
        final_url: Where it was found, after redirects.
        status: The HTTP status.
        body: Unpacked.
        content_type: In lower case, without parameters ("text/html"); None when not told, or
            when what it was told of was an archive that has been unpacked.
        charset: As the header has it.
        etag: To be given back as `Known`, as is ``last_modified``.
        last_modified: The header's text.
        at: When the answer came, in UTC.
    """

    url: str
    final_url: str
    status: int
    body: bytes
    content_type: str | None
    charset: str | None
    etag: str | None
    last_modified: str | None
    at: datetime


@dataclass(frozen=True, slots=True)
class NotModified:
    """The server says that what is known is still so (304). See `Fetched`."""

    url: str
    final_url: str
    etag: str | None
    last_modified: str | None
    at: datetime
