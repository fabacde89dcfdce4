"""What gathering is told, and what came of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from briefer.errors import BrieferError
from briefer.fetch import FetchSettings
from briefer.ingest import Columns, Kind, Window
from briefer.model import Article, Failure
from briefer.scrub import scrub_message
from briefer.store import Kept


@dataclass(frozen=True, slots=True)
class GatherSettings:
    """How much to gather.

    Attributes:
        limit: Articles of one feed or sitemap, the newest; articles that are here already (files,
            folders, standard input) and pages that were named are all taken.
        since: What a feed or sitemap dates before it is passed over; in UTC if it has no zone.
        depth: Lists within lists: a feed that an OPML list names is at depth 1.
        max_lists: Feeds and sitemaps followed in one run.
        max_sitemaps: Of one index, the newest.
        recheck: Seconds for which a page that was fetched counts as up to date, unless its feed
            dates it later.
        columns: Those that tables are read from, as far as the user named them.
        window: Rows of tables that are dated outside of it are passed over; None takes all.
        fetch: How to fetch.
    """

    limit: int = 50
    since: datetime | None = None
    depth: int = 3
    max_lists: int = 500
    max_sitemaps: int = 10
    recheck: float = 600.0
    columns: Columns = Columns()
    window: Window | None = None
    fetch: FetchSettings = field(default_factory=FetchSettings)


@dataclass(frozen=True, slots=True)
class Came:
    """An article that was gathered.

    Attributes:
        article: As it is now.
        identity: What stays the same about it; the store keeps its versions under this.
        state: ``new``, ``changed`` or ``unchanged`` against the version the store had.
        source: The source of `SourceReport` that gave it.
    """

    article: Article
    identity: str
    state: Kept
    source: str


@dataclass(frozen=True, slots=True)
class SourceReport:
    """What one source gave.

    Attributes:
        source: As it was named, or a feed's address if a list named it.
        via: The list that named it.
        kind: What it is; None for files and when it could not be read.
        title: As a feed or list calls itself.
        new: Articles that were never seen before; ``changed`` and ``unchanged`` are the others.
        skipped: Entries passed over as too old or beyond the limit.
        repeated: Entries that another place gave already.
        not_modified: The source itself said that nothing in it changed.
        is_empty: A folder without article files, or a pattern that no file matches; as little a
            failure as a feed that lists nothing.
        gone: Pages that are not there any more.
        failures: What could not be had, the source itself among it, and why.
        notes: What reading had to put up with.
    """

    source: str
    via: str | None = None
    kind: Kind | None = None
    title: str | None = None
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    repeated: int = 0
    not_modified: bool = False
    is_empty: bool = False
    gone: tuple[Failure, ...] = ()
    failures: tuple[Failure, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Gathered:
    """All that came, in the order of the sources, and a report on each of these."""

    came: tuple[Came, ...]
    report: tuple[SourceReport, ...]

    @property
    def articles(self) -> tuple[Article, ...]:
        """The articles alone."""
        return tuple(came.article for came in self.came)

    @property
    def notes_here(self) -> tuple[str, ...]:
        """What there is to know of how files were read."""
        return tuple(note for source in self.report if source.kind is None for note in source.notes)

    @property
    def has_failed(self) -> bool:
        """Whether nothing came, and something failed."""
        return bool(self.failures) and not self.came

    @property
    def failures(self) -> tuple[Failure, ...]:
        """Everything that failed or is gone, in order."""
        return tuple(
            failure for source in self.report for failure in (*source.failures, *source.gone)
        )


def failure_of(source: str, error: BrieferError) -> Failure:
    """Return an error as a brief tells it."""
    # An address may hold a reader's own token; a brief is read by many.
    said = scrub_message(str(error))
    return Failure(scrub_message(source), type(error).__name__, said, error.hint, error.exit_code)
