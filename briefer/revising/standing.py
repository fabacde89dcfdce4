"""Which claims of past briefs and summaries no longer stand on what their articles say now."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefer import checks
from briefer.compare.versions.staleness import ArticleUpdate, SentenceUpdate, Standing
from briefer.fetch import identity_of
from briefer.ingest import is_address
from briefer.model import Document, Evidence
from briefer.store import Edition, KeptClaim, Rest, Store
from briefer.text import split

_DAY = len("2026-11-22")


@dataclass(frozen=True, slots=True)
class StaleClaim:
    """A claim of an edition, and what became of one sentence that it rests on.

    ``article`` is what the store knows the sentence's article by, whatever its version.
    """

    claim: KeptClaim
    rest: Rest
    article: str
    update: SentenceUpdate

    @property
    def standing(self) -> Standing:
        """``stale`` or ``unsupported``."""
        return self.update.standing


@dataclass(frozen=True, slots=True)
class Affected:
    """An edition with the claims in it that do not stand any more."""

    edition: Edition
    claims: tuple[StaleClaim, ...]


class Current:
    """What the articles that editions rest on say now, as far as the store knows."""

    def __init__(self, store: Store) -> None:
        """Take the store; each article is compared once."""
        self._store = store
        self._updates: dict[str, ArticleUpdate | None] = {}
        self._identities: dict[str, str] = {}
        self._places: dict[str, frozenset[str]] = {}

    def of(self, edition: Edition) -> Current:
        """Return what the articles of one edition say now, where that edition had them from.

        Two places may have had one text, of which one has another now.
        """
        places = {
            known: frozenset(found)
            for known, found in _places(edition, self._store).items()
            if found
        }
        if not places:
            return self
        current = Current(self._store)
        current._places = places
        return current

    def updates(self, article: str) -> ArticleUpdate | None:
        """Return what became of an article's sentences; None if it is as it was, or not known.

        A page that now shows only an article's beginning, as before a paywall, says nothing of
        the rest: the article counts as it was.

        Args:
            article: The hash of the version that was used.
        """
        if article not in self._updates:
            self._updates[article] = self._compared(article)
        return self._updates[article]

    def identity(self, article: str) -> str:
        """Return what the store knows an article by; its hash where it knows no more."""
        return self._identities.get(article, article)

    def document(self, article: str) -> Document | None:
        """Return an article as it is now, by the hash of the version that was used.

        None where it is gone, or another text stands in its place, or it is not stored.
        """
        updates = self.updates(article)
        if updates is None:
            used = self._store.article(article)
            return None if used is None else split(used)
        related = updates.alignment is not None and updates.alignment.is_related
        return updates.new if related else None

    def _compared(self, article: str) -> ArticleUpdate | None:
        used = self._store.article(article)
        every = self._store.identities_of(article)
        wanted = self._places.get(article)
        identities = [each for each in every if wanted is None or each in wanted]
        if used is None or not identities:
            return None
        there = []
        for identity in identities:
            known, latest = self._store.known(identity), self._store.latest(identity)
            if known is None or latest is None or known.gone is not None:
                continue
            there.append((identity, latest))
        changed = [each for each in there if each[1].hash != article]
        if there and not changed:
            return None
        if wanted is None and len(changed) < len(there):
            return None  # it stands as it was in one place, and which was used is not known
        if not there:
            self._identities[article] = identities[0]
            known = self._store.known(identities[0])
            since = f" since {known.gone[:_DAY]}" if known and known.gone else ""
            why = f" ({known.reason})" if known and known.reason else ""
            return ArticleUpdate(split(used), None, f"the article is gone{since}{why}")
        self._identities[article], latest = changed[0]
        updates = ArticleUpdate(split(used), split(latest))
        stub = updates.alignment is not None and updates.alignment.stub == "new"
        return None if stub else updates


def affected(
    store: Store, editions: Iterable[Edition] | None = None, current: Current | None = None
) -> list[Affected]:
    """Return the editions that have claims which do not stand any more, the newest briefs first.

    Args:
        store: Holds the editions and the versions of their articles.
        editions: Those to look at; all current ones if None.
        current: What the articles say now, if that was asked before.
    """
    current = current or Current(store)
    every = [*store.briefs(), *store.summaries()] if editions is None else editions
    found = []
    for edition in every:
        here = current.of(edition)
        claims = tuple(
            stale
            for story in edition.stories
            for claim in story.claims
            for stale in _stale(claim, here)
        )
        if claims:
            found.append(Affected(edition, claims))
    return found


def still_said(
    text: str, articles: Iterable[str], current: Current
) -> tuple[tuple[str, Evidence], ...]:
    """Return the sentences in which articles still say all of a claim, each with its article.

    The articles are named by the hashes of the versions that were used; of those that are there
    still, any sentence will do. Empty where words alone do not confirm the claim any more.
    """
    hashes = list(dict.fromkeys(articles))
    there = [(each, found) for each in hashes if (found := current.document(each)) is not None]
    if len(there) < len(hashes):
        return ()
    verdict = checks.check(text, checks.Source([document for _, document in there]))
    if verdict.status != "confirmed":
        return ()
    return tuple((there[each.article - 1][0], each) for each in verdict.evidence)


def _places(edition: Edition, store: Store) -> dict[str, list[str]]:
    """Return what the store knows an edition's articles by, of all places that had their texts."""
    if edition.kind == "summary":
        hashes = {hash_ for story in edition.stories for hash_ in story.articles}
        return {
            hash_: [
                each
                for each in store.identities_of(hash_)
                if edition.series == each or edition.series.startswith(f"{each} | ")
            ]
            for hash_ in hashes
        }
    found: dict[str, list[str]] = {}
    for ref in _refs(edition.value):
        named = [str(ref[name]) for name in ("url", "source") if ref.get(name)]
        dressed = {identity_of(each) for each in named} | {
            f"file:{Path(each).absolute()}" for each in named if not is_address(each)
        }
        known = store.identities_of(str(ref.get("hash")))
        found.setdefault(str(ref.get("hash")), []).extend(e for e in known if e in dressed)
    return found


def _refs(value: Any) -> list[dict[str, Any]]:
    refs = value.get("articles") if isinstance(value, dict) else None
    return [each for each in refs or () if isinstance(each, dict)]


def _stale(claim: KeptClaim, current: Current) -> list[StaleClaim]:
    found = []
    for rest in claim.rests:
        updates = current.updates(rest.article)
        update = None if updates is None else updates.of(rest.sentence, rest.text)
        if update is not None and update.standing != "unaffected":
            found.append(StaleClaim(claim, rest, current.identity(rest.article), update))
    if found and _is_elsewhere(claim, found, current):
        return []
    return found


def _is_elsewhere(claim: KeptClaim, found: Iterable[StaleClaim], current: Current) -> bool:
    """Return whether other sentences than those that changed still say all of a claim."""
    said = still_said(claim.text, (rest.article for rest in claim.rests), current)
    changed = {(each.rest.article, s.id) for each in found for s in each.update.new}
    return any((article, each.sentence) not in changed for article, each in said)
