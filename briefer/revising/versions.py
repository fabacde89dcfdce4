"""The stored versions of one article: found, picked and compared."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefer.compare.versions.diff import Diff, diff
from briefer.errors import SourceError, UsageError
from briefer.fetch import identity_of
from briefer.gather import identity_here
from briefer.ingest import find, is_address
from briefer.model import Article
from briefer.store import Known, Store, Version
from briefer.text import split

_FETCHED = "briefer fetch, summarize and daily keep what they read; briefer store path says where"


@dataclass(frozen=True, slots=True)
class Step:
    """One version, and what changed in it from the one before; None for the first."""

    version: Version
    diff: Diff | None


@dataclass(frozen=True)
class Stored:
    """An article of which versions are stored, the first one first; there is one at least."""

    source: str
    known: Known
    versions: tuple[Version, ...]
    store: Store

    def article(self, number: int) -> Article:
        """Return one version.

        Raises:
            UsageError: there is none of that number, or it is damaged.
        """
        if number not in {version.number for version in self.versions}:
            last = self.versions[-1].number
            raise UsageError(
                f"there is no version {number} of {self.source}: the store has "
                + ("version 1 only" if last == 1 else f"1 to {last}"),
                hint="briefer versions lists them",
            )
        article = self.store.version(self.known.identity, number)
        if article is None:
            raise UsageError(
                f"version {number} of {self.source} is damaged in the store",
                hint="briefer store verify says what else is",
            )
        return article

    def pair(self, first: int | None = None, last: int | None = None) -> tuple[Article, Article]:
        """Return two versions to compare: the last two, unless others are named.

        Raises:
            UsageError: there is one version only, or not the one that is named.
        """
        if last is None:
            last = self.versions[-1].number
        if first is None:
            first = max((v.number for v in self.versions if v.number < last), default=0)
        if not first:
            raise UsageError(
                f"there is no version of {self.source} before version {last}"
                if len(self.versions) > 1
                else f"only one version of {self.source} is stored, of {self._when}",
                hint="briefer fetch asks whether there is a new one",
            )
        return self.article(first), self.article(last)

    def steps(self) -> Iterator[Step]:
        """Yield every version with what changed in it; those that are damaged are left out."""
        before: Article | None = None
        for version in self.versions:
            article = self.store.version(self.known.identity, version.number)
            if article is None:
                continue
            yield Step(version, None if before is None else diff(split(before), split(article)))
            before = article

    @property
    def _when(self) -> str:
        return self.versions[0].fetched.replace("T", " ")


def stored(store: Store, source: str) -> Stored:
    """Return the stored versions of what a source names: a web address or a file.

    Raises:
        UsageError: nothing of it is stored.
    """
    for identity in _identities(store, source):
        known = store.known(identity)
        versions = tuple(store.versions(identity))
        if known is not None and versions:
            return Stored(source, known, versions, store)
    raise UsageError(f"no version of {source} is stored", hint=_FETCHED)


def _identities(store: Store, source: str) -> Iterator[str]:
    """Yield what a source may be known by, the likeliest first."""
    if is_address(source):
        for address in (source, identity_of(source)):
            found = store.identity_of(address)
            if found is not None:
                yield found
        return
    path = Path(source)
    yield f"file:{path.absolute()}"
    if path.is_file():
        for item in find([source]):
            try:
                article = item.load()
            except SourceError:
                continue
            yield identity_here(article, article.source)
    yield source
