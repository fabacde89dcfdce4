"""Which of all that is listed is wanted: new enough, within the limit, and each thing once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime, time

from briefer.errors import BrieferError
from briefer.fetch import identity_of
from briefer.gather.identities import identity_at, identity_here
from briefer.gather.lists import Entry, Node
from briefer.gather.values import GatherSettings
from briefer.model import Article, has_time, read_moment


@dataclass(slots=True)
class Chosen:
    """What one source is to give, in its order, and how much of it is not wanted."""

    node: Node
    entries: list[Entry] = field(default_factory=list)
    skipped: int = 0
    repeated: int = 0


def choose(roots: Iterable[Node], settings: GatherSettings) -> list[Chosen]:
    """Return what each source and list gives, in order.

    An article that is there in full stands for every link to it, wherever that is.
    """
    pools: dict[int, Chosen] = {}
    for root in roots:
        for node in root.walk():
            chosen = pools.setdefault(id(node.pool), Chosen(node.pool))
            chosen.entries += node.entries
    for chosen in pools.values():
        _limit(chosen, settings)
    _demand_once(pools.values())
    return list(pools.values())


def latest_moment(date: str | None) -> datetime | None:
    """Return the last moment that an ISO date may mean: of a day alone its end, in UTC."""
    found = read_moment(date)
    if found is None or has_time(date):
        return found
    return datetime.combine(found.date(), time.max, UTC)


def too_old(date: str | None, since: datetime | None) -> bool:
    """Return whether something is dated before ``since``; what has no date is not."""
    when = latest_moment(date)
    if since is None or when is None:
        return False
    return when < (since if since.tzinfo else since.replace(tzinfo=UTC))


def identity_in(entry: Entry, article: Article) -> str:
    """Return the identity of an article that an entry gave."""
    if entry.place is None:
        return identity_here(article, article.source)
    return identity_at(article, entry.place, alone=entry.alone)


def _limit(chosen: Chosen, settings: GatherSettings) -> None:
    listed = [entry for entry in chosen.entries if entry.listed]
    fresh = [entry for entry in listed if not too_old(_date(entry), settings.since)]
    wanted = {id(entry) for entry in _newest(fresh, settings.limit)}
    chosen.skipped = len(listed) - len(wanted)
    chosen.entries = [entry for entry in chosen.entries if not entry.listed or id(entry) in wanted]


def _newest(entries: list[Entry], limit: int) -> list[Entry]:
    if len(entries) <= limit:
        return entries
    first = datetime.min.replace(tzinfo=UTC)
    return sorted(entries, key=lambda entry: latest_moment(_date(entry)) or first, reverse=True)[
        :limit
    ]


def _date(entry: Entry) -> str | None:
    return None if isinstance(entry.what, BrieferError) else entry.what.date


def _demand_once(pools: Iterable[Chosen]) -> None:
    given = {
        identity_in(entry, entry.what)
        for chosen in pools
        for entry in chosen.entries
        if isinstance(entry.what, Article)
    }
    for chosen in pools:
        kept = []
        for entry in chosen.entries:
            if not isinstance(entry.what, Article | BrieferError):
                identity = identity_of(entry.what.url)
                if identity in given:
                    chosen.repeated += 1
                    continue
                given.add(identity)
            kept.append(entry)
        chosen.entries = kept
