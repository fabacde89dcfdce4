"""Large documents are read in a process of their own, which is stopped when it does not end.

The libraries that read markup take their time in C, where nobody can interrupt them.
"""

from __future__ import annotations

import json
from typing import Any

from briefer.apart import Apart
from briefer.errors import NoArticleError, SourceError, SourceUnreadableError
from briefer.ingest.results import Kind, Link, Reading
from briefer.model import Article

LARGE = 256 * 1024
"""Bytes past which a document is read apart: less takes a quarter of a second, whatever it is."""

SECONDS = 60.0
"""By the clock, for one document; `briefer.ingest.apart_child` has a limit of processor time."""

READER = Apart("from briefer.ingest.apart_child import main; main()")
_ERRORS: dict[str, type[SourceError]] = {
    each.__name__: each for each in (NoArticleError, SourceUnreadableError)
}


def read_apart(
    data: bytes,
    kind: Kind,
    *,
    source: str,
    url: str | None = None,
    charset: str | None = None,
    seconds: float = SECONDS,
) -> Reading:
    """Return what a document of a kind holds, as `read_kind` does.

    Args:
        data: All of it, unpacked.
        kind: What it is.
        source: Its name.
        url: Where it was fetched.
        charset: The encoding that HTTP names.
        seconds: It may take, by the clock.

    Raises:
        NoArticleError: as its reader.
        SourceUnreadableError: as its reader, or it took too much time or memory.
    """
    told = {"kind": kind, "source": source, "url": url, "charset": charset}
    try:
        answer = READER.ask(json.dumps(told).encode(), data, seconds=seconds)
    except OSError as error:
        raise SourceUnreadableError(
            f"{source} cannot be read: no process could be started for it"
        ) from error
    if answer is None:
        raise SourceUnreadableError(
            f"{source} took too much time or memory to read", hint="save its text as a .txt file"
        )
    said: dict[str, Any] = json.loads(answer)
    if kind_of_error := said.get("error"):
        raise _ERRORS.get(kind_of_error, SourceUnreadableError)(said["message"], hint=said["hint"])
    return _reading(said)


def _reading(value: dict[str, Any]) -> Reading:
    def article(told: dict[str, Any]) -> Article:
        return Article(**{**told, "notes": tuple(told["notes"])})

    return Reading(
        value["kind"],
        tuple(map(article, value["articles"])),
        tuple(Link(**link) for link in value["links"]),
        value["title"],
        tuple(value["notes"]),
    )
