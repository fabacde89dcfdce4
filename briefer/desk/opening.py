"""The briefs of a store, opened for review; what was read once is kept while nothing changes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from threading import RLock
from typing import TYPE_CHECKING, Any

from briefer.briefing import kept_stories
from briefer.compare.versions.diff import Diff, diff
from briefer.desk.record import problems_of_record, record_of
from briefer.desk.review import Review, Staleness, claims_of, review_of
from briefer.errors import StoreReadError, UsageError
from briefer.model import Article, Brief, Claim, edition_hash
from briefer.render import brief_from, brief_value
from briefer.revising import StaleClaim, affected, stored
from briefer.store import KeptClaim, KeptStory, Rest, Store
from briefer.text import split

if TYPE_CHECKING:
    from briefer.config import TargetName
    from briefer.store import Edition

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HASH = "b2:"
_KEPT = 16
"""Editions that are kept read."""


@dataclass(frozen=True, slots=True)
class Listed:
    """An edition as a list shows it; ``edition`` is its hash, ``number`` what it is opened by."""

    edition: str
    number: int
    series: str
    day: str
    title: str
    made: str
    is_current: bool


@dataclass(frozen=True, slots=True)
class Opened:
    """An edition that was read."""

    edition: Edition
    hash: str
    draft: Brief
    claims: dict[str, Claim]


class Briefs:
    """The briefs of a store. One thread at a time has the store."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._lock = RLock()
        self._editions: dict[int, Opened] = {}
        self._lines: dict[int, Listed] = {}
        self._reviews: dict[int, tuple[tuple[object, ...], Review]] = {}
        self._stale: dict[str, dict[str, Staleness]] = {}
        self._looked: dict[str, tuple[object, ...]] = {}

    def editions(self, limit: int | None = 60) -> list[Listed]:
        """Return the current briefs, the newest day first, at most so many; those damaged not."""
        with self._lock:
            numbers = self.store.brief_numbers()[:limit]
            found = (self._line(number) for number in numbers)
            return [each for each in found if each is not None]

    def open(self, name: str | int) -> Review:
        """Return a brief under review.

        Raises:
            UsageError: there is no such brief, or several are of that day.
            StoreReadError: what was decided cannot be read, or is not what was kept.
        """
        with self._lock:
            opened = self._find(name)
            known = opened.hash
            mark = (
                *self.store.head(known),
                opened.edition.current,
                publications := self.store.publications(known),
                proposals := self.store.proposals(known),
                stale := self._stale.get(known),
            )
            kept = self._reviews.get(opened.edition.id)
            if kept is not None and kept[0] == mark:
                return kept[1]
            made = review_of(
                opened.edition,
                known,
                opened.draft,
                self.store.decisions(known),
                signoffs=self.store.signoffs(known),
                publications=publications,
                proposals=proposals,
                stale=stale,
            )
            self._reviews[opened.edition.id] = (mark, made)
            return made

    def decided_briefs(self) -> list[Edition]:
        """Return the current briefs, the newest day first: as decided where anything was.

        A correction of such an edition keeps what people decided.

        Raises:
            StoreReadError: what was decided cannot be read, or is not what was kept.
        """
        with self._lock:
            decided = self.store.decided_editions()
            return [
                self._decided(each) if decided and _hash_of(each) in decided else each
                for each in self.store.briefs()
            ]

    def article(self, hash_: str) -> Article | None:
        """Return an article by its hash; evidence counts code points into its text."""
        with self._lock:
            return self.store.article(hash_)

    def diff(self, source: str, old: int | None = None, new: int | None = None) -> Diff:
        """Return what changed between two stored versions of an article, the last two by default.

        Args:
            source: The article's web address or file.
            old: The earlier version's number.
            new: The later version's.

        Raises:
            UsageError: there are no such versions.
        """
        with self._lock:
            first, last = stored(self.store, source).pair(old, new)
        return diff(split(first), split(last))

    def stale(self, name: str | int) -> dict[str, tuple[str, ...]]:
        """Return why claims of a brief, as decided, are not borne out any more, by their paths.

        What the store knows of the articles' newer versions is compared; nothing is fetched.
        Reviews that are opened from then on say so too.
        """
        with self._lock:
            opened = self._find(name)
            mark = (*self.store.head(opened.hash), *self.store.history_mark())
            if self._looked.get(opened.hash) == mark:
                return self._told_stale(opened.hash)
            now = self.open(opened.edition.id)
            edition = replace(opened.edition, stories=_kept(now))
            found: dict[str, list[StaleClaim]] = {}
            for each in affected(self.store, [edition]):
                for claim in each.claims:
                    found.setdefault(claim.claim.where, []).append(claim)
            self._stale[opened.hash] = {
                path: Staleness(
                    tuple(dict.fromkeys(each.update.reason for each in claims)),
                    max(map(self._since, claims)),
                )
                for path, claims in found.items()
            }
            self._looked[opened.hash] = mark
            return self._told_stale(opened.hash)

    def record(self, name: str | int) -> dict[str, Any]:
        """Return the record of a brief, as JSON values.

        Raises:
            UsageError: there is no such edition.
            StoreReadError: what was decided cannot be read, or is not what was kept.
        """
        with self._lock:
            now = self.open(name)
            return record_of(now, self._find(now.number).edition)

    def went_to(self, name: str | int) -> list[TargetName]:
        """Return the targets that a brief was published to, in whatever version of it.

        Raises:
            UsageError: there is no such edition.
        """
        from briefer.desk.publishing.outgoing import editions_before
        from briefer.desk.publishing.targets import TARGETS

        with self._lock:
            review = self.open(name)
            known = (review.edition, *editions_before(review.number, self.store))
            found = [each for edition in known for each in self.store.publications(edition)]
        names = {each.target.partition(" ")[0] for each in found if each.state == "sent"}
        return [each for each in TARGETS if each in names]

    def problems_of(self, text: str) -> list[str]:
        """Return what is wrong with a record as it was written, a line each.

        Where the store has its edition, it must also have the decisions and signatures in it.
        """
        found = list(problems_of_record(text))
        if found:
            return found
        record = json.loads(text)
        known = record["edition"]["hash"]
        with self._lock:
            decisions = [each.hash for each in self.store.decisions(known)]
            signoffs = [each.hash for each in self.store.signoffs(known)]
            line = self._line(record["edition"]["number"])
        is_here = bool(decisions or signoffs) or (line is not None and line.edition == known)
        told = [each["hash"] for each in record["decisions"]]
        signed = [each["hash"] for each in record["signoffs"]]
        if is_here and (told != decisions[: len(told)] or signed != signoffs[: len(signed)]):
            found.append("the store has other decisions or signatures for this edition")
        return found

    def _told_stale(self, known: str) -> dict[str, tuple[str, ...]]:
        return {path: each.reasons for path, each in self._stale[known].items()}

    def _since(self, claim: StaleClaim) -> str:
        """Return since when what a claim rests on is another text, or gone, ISO."""
        known = self.store.known(claim.article)
        if known is not None and known.gone is not None:
            return known.gone
        versions = self.store.versions(claim.article)
        return versions[-1].fetched if versions else ""

    def _decided(self, edition: Edition) -> Edition:
        brief = self.open(edition.id).brief
        return replace(edition, value=brief_value(brief), stories=kept_stories(brief))

    def _find(self, name: str | int) -> Opened:
        """Return an edition by its number, hash or day (raises UsageError, StoreReadError)."""
        text = str(name)
        numbers: list[int] = []
        if text.startswith(_HASH):
            every = {**self._lines, **dict.fromkeys(self.store.brief_numbers())}
            lines = (self._line(number) for number in every)
            found = next((each for each in lines if each and each.edition == text), None)
            numbers = [found.number] if found else []
        elif _DAY.fullmatch(text):
            numbers = self.store.brief_numbers(text)
        elif text.isdecimal():
            numbers = [int(text)]
        if len(numbers) > 1:
            lines = (self._line(number) for number in numbers)
            which = ", ".join(f"{each.number} ({each.title})" for each in lines if each)
            raise UsageError(f"several briefs are of {text}: {which}", hint="name its number")
        opened = self._opened(numbers[0]) if numbers else None
        if opened is None:
            raise UsageError(
                f"there is no brief {text[:80]} in the store",
                hint="briefer daily keeps those of the sources that briefer.toml names",
            )
        return opened

    def _opened(self, number: int) -> Opened | None:
        """Return an edition, read; None if there is none (raises StoreReadError)."""
        is_current = self.store.is_current(number)
        if is_current is None:
            return None
        known = self._editions.get(number)
        if known is None:
            edition = self.store.edition(number)
            if edition is not None and edition.kind != "brief":
                return None
            draft = None if edition is None else brief_from(edition.value)
            if edition is None or draft is None:
                raise StoreReadError(f"the brief {number} is damaged in the store")
            known = Opened(edition, _hash_of(edition), draft, dict(claims_of(draft)))
            while len(self._editions) >= _KEPT:
                self._editions.pop(next(iter(self._editions)))
        if known.edition.current != is_current:
            known = replace(known, edition=replace(known.edition, current=is_current))
        self._editions[number] = known
        return known

    def _line(self, number: int) -> Listed | None:
        """Return an edition as a list shows it; None for one that is damaged, or there no more."""
        is_current = self.store.is_current(number)
        known = self._lines.get(number)
        if known is None:
            edition = self.store.edition(number)
            value = None if edition is None else edition.value
            if edition is None or not isinstance(value, dict):
                return None
            title = str(value.get("title", ""))
            known = Listed(
                *(_hash_of(edition), number, edition.series, edition.day, title, edition.made),
                is_current=bool(is_current),
            )
        if known.is_current != is_current:
            known = replace(known, is_current=bool(is_current))
        self._lines[number] = known
        return known


def _hash_of(edition: Edition) -> str:
    return edition_hash(edition.kind, edition.series, edition.day, edition.value)


def _kept(now: Review) -> tuple[KeptStory, ...]:
    """Return what a brief as decided tells, and what each claim rests on, by the draft's paths."""
    hashes = [ref.hash for ref in now.draft.articles]
    claims = tuple(
        KeptClaim(
            each.claim.text,
            tuple(Rest(hashes[e.article - 1], e.sentence, e.text) for e in each.claim.evidence),
            each.path,
        )
        for each in now.claims
        if not each.is_cut
    )
    return (KeptStory("", tuple(hashes), claims),)
