"""The desk itself: what every page, program and command that looks at a brief calls."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from threading import RLock
from typing import TYPE_CHECKING

from briefer.config import Settings
from briefer.desk.checking import Checker
from briefer.desk.deciding import Wish, decided, paths_for
from briefer.desk.review import Review, claims_of, held, review
from briefer.desk.signing import STATEMENT, demand_editor, demand_signable, open_findings
from briefer.errors import ConflictError, StoreReadError, UsageError
from briefer.model import (
    Action,
    Article,
    Brief,
    Claim,
    Decision,
    Person,
    Proposal,
    Role,
    Signoff,
    Verification,
    Via,
    edition_hash,
)
from briefer.render import brief_from
from briefer.revising import affected
from briefer.store import KeptClaim, KeptStory, Rest, Store, is_token

if TYPE_CHECKING:
    from briefer.store import Edition

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_NAME = re.compile(r"[^\W_](?:[\w .'-]{0,62}[\w.'])?")
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
class _Open:
    """An edition that was read."""

    edition: Edition
    hash: str
    draft: Brief
    claims: dict[str, Claim]


class Desk:
    """The briefs of a store, reviewed and signed.

    Every call is synchronous and may be made from any thread; one at a time has the store.
    Several desks on one store see what each other decides.

    An edition is named by its number, its hash, or its day; where several briefs are of a day,
    by number or hash. People are named: who they are is for the caller to know.
    """

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        self.store = store
        self.settings = settings or Settings()
        self._checker = Checker(store)
        self._lock = RLock()
        self._editions: dict[int, _Open] = {}
        self._reviews: dict[int, tuple[tuple[object, ...], Review]] = {}
        self._stale: dict[str, dict[str, tuple[str, ...]]] = {}
        self._known: dict[bytes, tuple[str, bytes]] = {}

    # Looking

    def editions(self) -> list[Listed]:
        """Return the current briefs, the newest day first."""
        with self._lock:
            found = []
            for edition in self.store.briefs():
                opened = self._opened(edition)
                if opened is not None:
                    found.append(_listed(opened))
            return found

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
            made = review(
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

    def article(self, hash_: str) -> Article | None:
        """Return an article by its hash; evidence counts code points into its text."""
        with self._lock:
            return self.store.article(hash_)

    def stale(self, name: str | int) -> dict[str, tuple[str, ...]]:
        """Return why claims of a brief, as decided, are not borne out any more, by their paths.

        What the store knows of the articles' newer versions is compared; nothing is fetched.
        Reviews that are opened from then on say so too.
        """
        with self._lock:
            opened = self._find(name)
            now = self.open(opened.edition.id)
            edition = replace(opened.edition, stories=_kept(now))
            found: dict[str, list[str]] = {}
            for each in affected(self.store, [edition]):
                for claim in each.claims:
                    found.setdefault(claim.claim.where, []).append(claim.update.reason)
            told = {path: tuple(dict.fromkeys(reasons)) for path, reasons in found.items()}
            self._stale[opened.hash] = told
            return told

    # Deciding

    def decide(  # noqa: PLR0913 (each is a part of one decision)
        self,
        name: str | int,
        path: str,
        action: Action,
        who: str,
        *,
        text: str | None = None,
        to: int | None = None,
        note: str = "",
        seen: str | None = None,
        via: Via = "page",
    ) -> Decision:
        """Decide about a claim or a story; return the decision as it is kept.

        Args:
            name: The edition.
            path: The claim or story, as the review has it.
            action: What is decided.
            who: The person who decides.
            text: The new wording, for ``edit``; it is checked by words.
            to: The place to move a story to, from 1, for ``move``.
            note: Why, in the editor's words; readers are told it of a claim that is flagged.
            seen: The hash of the last decision there that they know of, empty for none (``seen``
                of the reviewed claim or story); None decides whatever was decided meanwhile.
            via: How they told the desk.

        Raises:
            ConflictError: somebody decided there meanwhile, or it cannot be decided so any more.
            NotAllowedError: they may not decide.
            UsageError: there is no such edition, claim or story, or it makes no sense of it.
            StoreWriteError: it cannot be kept.
        """
        with self._lock:
            demand_editor(self.store.person(who), who)
            opened = self._find(name)
            verdict = None
            if action == "edit" and text is not None and path in opened.claims:
                verdict = self._checker.claim(_one_line(text), path, opened.draft)
            wish = Wish(path, action, who, seen, verdict, to, note, via)
            (made,) = self._add(opened, [wish])
            return made

    def accept_confirmed(self, name: str | int, who: str, *, via: Via = "page") -> int:
        """Accept every claim that is confirmed and that nobody has decided; return how many.

        The others have no such short cut: each is decided by itself. Raises as `decide`.
        """
        with self._lock:
            demand_editor(self.store.person(who), who)
            now = self.open(name)
            wishes = [
                Wish(each.path, "accept", who, each.seen, via=via)
                for each in now.claims
                if each.action is None and not each.is_cut and not each.is_to_decide
            ]
            return len(self._add(self._find(now.number), wishes)) if wishes else 0

    def undo(self, name: str | int, who: str, *, via: Via = "page") -> Decision:
        """Take back the last decision of a person that nobody has decided past; return how.

        Raises:
            ConflictError: there is none.
            NotAllowedError, StoreWriteError: as `decide`.
        """
        with self._lock:
            now = self.open(name)
            last: dict[str, Decision] = {}
            for path in {each.path for each in now.decisions}:
                of_it = [each for each in now.decisions if each.path == path]
                if standing_ones := held(of_it):
                    last[path] = standing_ones[-1]
            own = [each for each in last.values() if each.who == who]
            if not own:
                raise ConflictError(f"there is no decision of {who}'s to take back")
            path = max(own, key=lambda each: each.number).path
            seen = [each.hash for each in now.decisions if each.path == path][-1]
            return self.decide(now.number, path, "restore", who, seen=seen, via=via)

    def check(self, name: str | int, path: str, text: str) -> Claim:
        """Return a wording for a claim as the checks see it, by words; nothing is decided.

        Raises:
            UsageError: there is no such edition or claim.
        """
        with self._lock:
            opened = self._find(name)
            if path not in opened.claims:
                raise UsageError(f"there is no claim {path[:80]}")
            return self._checker.claim(_one_line(text), path, opened.draft)

    def check_text(self, text: str, articles: Sequence[Article]) -> Verification:
        """Return any text checked sentence by sentence against articles, by words.

        Raises:
            NoArticleError, SourceUnreadableError: the text cannot be read.
            UsageError: there is no article.
        """
        if not articles:
            raise UsageError("a text is checked against an article at least")
        return self._checker.text(text, articles)

    # Proposals

    def propose(self, name: str | int, path: str, text: str, by: str, why: str = "") -> Proposal:
        """Put another wording forward, for a person to decide; nothing changes by it.

        Raises:
            UsageError: there is no such edition or claim.
            StoreWriteError: it cannot be kept.
        """
        with self._lock:
            verdict = self.check(name, path, text)
            known = self._find(name).hash
            return self.store.add_proposal(
                Proposal(0, known, path, verdict.text, by, "", why, verdict)
            )

    def settle(
        self,
        name: str | int,
        number: int,
        who: str,
        *,
        accept: bool,
        seen: str | None = None,
        via: Via = "page",
    ) -> Proposal:
        """Accept a proposal, which edits its claim in the person's name, or decline it.

        Raises:
            ConflictError: it was decided before, or the claim was meanwhile.
            NotAllowedError, UsageError, StoreWriteError: as `decide`.
        """
        with self._lock:
            demand_editor(self.store.person(who), who)
            known = self._find(name).hash
            found = next((p for p in self.store.proposals(known) if p.number == number), None)
            if found is None:
                raise UsageError(f"there is no proposal {number} for this edition")
            if found.state != "pending":
                raise ConflictError(f"{found.decided_by} has {found.state} this proposal already")
            if accept:
                note = f"proposal {number} of {found.by}"
                self.decide(
                    *(known, found.path, "edit", who),
                    text=found.text,
                    note=note,
                    seen=seen,
                    via=via,
                )
            return self.store.settle_proposal(
                known, number, "accepted" if accept else "declined", who
            )

    # Signing

    def sign(
        self,
        name: str | int,
        who: str,
        *,
        content: str | None = None,
        statement: str = STATEMENT,
        via: Via = "page",
    ) -> Signoff:
        """Sign an edition as it is decided now; return the signature as it is kept.

        Args:
            name: The edition.
            who: Who signs.
            content: The hash of what they read (``content`` of the review); None signs whatever it
                is by now.
            statement: What they sign for.
            via: How they told the desk.

        Raises:
            UndecidedError: claims are to be decided yet.
            ConflictError: it reads otherwise by now, or another edition has taken its place.
            NotAllowedError: they may not sign: readers, and editors where two persons are asked
                for.
            StoreWriteError: it cannot be kept.
        """
        with self._lock:
            person = demand_editor(self.store.person(who), who)
            now = self.open(name)
            if content is not None and content != now.content:
                raise ConflictError("it reads otherwise than what was read: it is not signed")
            demand_signable(now, person, two_person=self.settings.desk_two_person)
            return self.store.add_signoff(
                Signoff(
                    *(0, now.edition, now.content, now.head, len(now.decisions), who, ""),
                    statement=statement,
                    findings=open_findings(now),
                    previous="",
                    hash="",
                    via=via,
                )
            )

    # People

    def people(self) -> tuple[Person, ...]:
        """Return who may use the desk, by name."""
        with self._lock:
            return self.store.people()

    def add_person(self, name: str, role: Role) -> str:
        """Let somebody use the desk; return their token, which is shown this once.

        Raises:
            UsageError: there is somebody of that name, or it is no name.
            StoreWriteError: it cannot be kept.
        """
        if not _NAME.fullmatch(name):
            raise UsageError(
                "a name has up to 64 letters, figures, spaces, dots, dashes and apostrophes"
            )
        with self._lock:
            return self.store.add_person(name, role)

    def renew_token(self, name: str) -> str:
        """Give somebody another token, and return it (raises as `add_person`)."""
        with self._lock:
            return self.store.renew_token(name)

    def remove_person(self, name: str) -> None:
        """Let somebody use the desk no longer (raises as `add_person`)."""
        with self._lock:
            self.store.remove_person(name)

    def person_of(self, name: str, token: str) -> Person | None:
        """Return somebody if the token is theirs; None otherwise.

        The first time takes scrypt's 40 ms; a token that was right is known again until it is
        renewed, or its owner removed.
        """
        with self._lock:
            hashed = self.store.token_hash(name)
            known = hashlib.sha256(f"{name}\0{token}".encode("utf-8", "surrogatepass")).digest()
            was_right = hashed is not None and self._known.get(known) == (name, hashed)
        if not was_right:
            if not is_token(token, hashed) or hashed is None:
                return None
            with self._lock:
                self._known[known] = (name, hashed)
        with self._lock:
            return self.store.person(name)

    # Behind these

    def _add(self, opened: _Open, wishes: Sequence[Wish]) -> tuple[Decision, ...]:
        paths = sorted({path for wish in wishes for path in paths_for(opened.draft, wish)})

        def make(decisions: tuple[Decision, ...]) -> Iterable[Decision]:
            return [decided(opened.draft, opened.claims, wish, decisions) for wish in wishes]

        return self.store.add_decisions(opened.hash, paths, make)

    def _find(self, name: str | int) -> _Open:
        """Return an edition by its number, hash or day (raises UsageError, StoreReadError)."""
        text = str(name)
        if text.startswith(_HASH):
            for known in self._editions.values():
                if known.hash == text:
                    return self._demand(self.store.edition(known.edition.id), text)
            found = [each for each in self.editions() if each.edition == text]
        elif _DAY.fullmatch(text):
            found = [each for each in self.editions() if each.day == text]
            if len(found) > 1:
                which = ", ".join(f"{each.number} ({each.title})" for each in found)
                raise UsageError(f"several briefs are of {text}: {which}", hint="name its number")
        elif text.isdecimal():
            return self._demand(self.store.edition(int(text)), text)
        else:
            found = []
        if not found:
            raise UsageError(
                f"there is no brief {text[:80]} in the store",
                hint="briefer daily makes one; name its day, as 2026-11-22",
            )
        return self._demand(self.store.edition(found[0].number), text)

    def _demand(self, edition: Edition | None, name: str) -> _Open:
        if edition is None or edition.kind != "brief":
            raise UsageError(
                f"there is no brief {name[:80]} in the store",
                hint="briefer daily makes one; name its day, as 2026-11-22",
            )
        opened = self._opened(edition)
        if opened is None:
            raise StoreReadError(f"the brief {name} is damaged in the store")
        return opened

    def _opened(self, edition: Edition) -> _Open | None:
        """Return an edition, read; None where it cannot be."""
        known = self._editions.get(edition.id)
        if known is None:
            draft = brief_from(edition.value)
            if draft is None:
                return None
            hash_ = edition_hash(edition.kind, edition.series, edition.day, edition.value)
            known = _Open(edition, hash_, draft, dict(claims_of(draft)))
            while len(self._editions) >= _KEPT:
                self._editions.pop(next(iter(self._editions)))
        if known.edition.current != edition.current:
            known = replace(known, edition=edition)
        self._editions[edition.id] = known
        return known


def _listed(opened: _Open) -> Listed:
    edition = opened.edition
    return Listed(
        opened.hash,
        edition.id,
        edition.series,
        edition.day,
        opened.draft.title,
        edition.made,
        edition.current,
    )


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


def _one_line(text: str) -> str:
    return " ".join(text.split())
