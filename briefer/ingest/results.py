"""What reading a source gives: articles, and links to what would have to be fetched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from briefer.model import Article

MAX_BYTES = 64 * 1024 * 1024
"""More than any article: past this a source is a mistake, or a device that never ends."""

Kind = Literal[
    "text",
    "html",
    "feed",
    "opml",
    "sitemap",
    "ninjs",
    "nitf",
    "newsml",
    "json",
    "xml",
    "email",
    "pdf",
    "other",
]
"""What bytes are. ``text`` is plain text or Markdown; ``feed`` is RSS, Atom or JSON Feed; ``json``
and ``xml`` are documents of no kind named here; ``other`` is what nothing here reads."""

LinkKind = Literal["page", "feed", "sitemap"]
"""What is expected behind a link; what really is there shows when it is read."""


@dataclass(frozen=True, slots=True)
class Link:
    """An address that a source names but whose text it does not hold.

    ``date`` is ISO 8601, a day or a moment; ``outlet`` the feed's or publication's name; ``guid``
    what the feed calls the entry. All but ``url`` and ``kind`` are as the source says, if it does.
    """

    url: str
    kind: LinkKind = "page"
    title: str | None = None
    date: str | None = None
    outlet: str | None = None
    guid: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """One source, read.

    ``articles`` are those whose text the source holds, in its order; ``links`` lead to the rest.
    ``title`` is that of a feed, list or page. ``notes`` are one line each: what was passed over,
    and what reading had to put up with.
    """

    kind: Kind
    articles: tuple[Article, ...] = ()
    links: tuple[Link, ...] = ()
    title: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """What a table has of an article beside its text: its id, and the columns to carry through.

    ``id`` is as the table has it, or the row's place where the table has no ids; None of a row
    that cannot be read. The values of ``columns`` are as they stand there.
    """

    id: Any = None
    columns: Mapping[str, Any] = field(default_factory=dict)
