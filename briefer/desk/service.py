"""The desk itself: what every page, program and command that looks at a brief calls."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefer.config import Settings
from briefer.desk.checking import Checker, Reading
from briefer.desk.deciding import Wish, decided, misquotes, paths_for
from briefer.desk.earlier import Repeated, repeated
from briefer.desk.opening import Briefs, Opened
from briefer.desk.people import People
from briefer.desk.review import held
from briefer.desk.signing import STATEMENT, demand_editor, demand_signable, open_findings
from briefer.errors import ConflictError, UsageError
from briefer.model import (
    Action,
    Article,
    Brief,
    Claim,
    Decision,
    Proposal,
    Signoff,
    Verification,
    Via,
)
from briefer.store import Store


class Desk(Briefs, People):
    """The briefs of a store, reviewed and signed.

    Every call is synchronous and may be made from any thread; one at a time has the store.
    Several desks on one store see what each other decides.

    An edition is named by its number, its hash, or its day; where several briefs are of a day,
    by number or hash. People are named: who they are is for the caller to know.
    """

    def __init__(self, store: Store, settings: Settings | None = None) -> None:
        super().__init__(store)
        self.settings = settings or Settings()
        self._checker = Checker(self.article)
        self._known = {}

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
        reading: Reading | None = None,
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
            reading: The new wording as a model read it, if one did: it is kept where words leave
                that wording open.

        Raises:
            ConflictError: somebody decided there meanwhile, or it cannot be decided so any more.
            NotAllowedError: they may not decide.
            UsageError: there is no such edition, claim or story, or it makes no sense of it.
            StoreWriteError: it cannot be kept.
        """
        with self._lock:
            demand_editor(self.store.person(who), who)
            opened = self._find(name)
        verdict, reader = None, ""
        if action == "edit" and text is not None and path in opened.claims:
            # Outside of the lock: others may read and decide meanwhile.
            verdict = self._checker.claim(_one_line(text), path, opened.draft)
            read = verdict.text if verdict.status == "open" else None
            if reading is not None and reading.claim.text == read:
                verdict, reader = reading.claim, reading.model
        wish = Wish(path, action, who, seen, verdict, to, note, via, reader)
        with self._lock:
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

    def decided_before(self, name: str | int) -> tuple[int, int] | None:
        """Return how much of a brief made again can be taken over, None where nothing can.

        Returns:
            The number of the brief before in which something was decided, and how many of those
            decisions are about what stands in this one too, and is undecided here.
        """
        before, found = self._repeated(name)
        return (before, len(found)) if found else None

    def take_over(self, name: str | int, who: str, *, via: Via = "page") -> int:
        """Decide as was decided of the brief before where this one says the same; return how often.

        Whoever takes decisions over makes them their own. An edited wording is checked again, and
        is to decide like any other where this brief's articles do not bear it out; one that quotes
        what they do not have is left out. Raises as `decide`.
        """
        with self._lock:
            demand_editor(self.store.person(who), who)
            opened = self._find(name)
        before, found = self._repeated(opened.edition.id)

        def check(path: str, text: str) -> Claim:
            return self._checker.claim(text, path, opened.draft)

        made = [each.wish(before, who, via, check) for each in found]
        wishes = [each for each in made if each.verdict is None or not misquotes(each.verdict)]
        with self._lock:
            return len(self._add(opened, wishes)) if wishes else 0

    def _repeated(self, name: str | int) -> tuple[int, list[Repeated]]:
        """Return the last brief before this one in which anything was decided, and what repeats."""
        with self._lock:
            now = self.open(name)
            earlier = self._find(now.number).edition.supersedes
            while earlier is not None and (known := self._opened(earlier)) is not None:
                before = self.open(earlier)
                if before.decisions:
                    return earlier, repeated(now, before)
                earlier = known.edition.supersedes
            return 0, []

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
        return self._checker.claim(_one_line(text), path, self._draft_with(name, path))

    def begin_editing(self, name: str | int, path: str) -> None:
        """Read what wordings for a claim will be checked against; it takes as long as it takes.

        Raises:
            UsageError: there is no such edition or claim.
        """
        self._checker.read(path, self._draft_with(name, path))

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
        verdict = self.check(name, path, text)
        with self._lock:
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
        reading: Reading | None = None,
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
            text, note = found.text, f"proposal {number} of {found.by}"
            self.decide(
                known,
                found.path,
                "edit",
                who,
                text=text,
                note=note,
                seen=seen,
                via=via,
                reading=reading,
            )
        with self._lock:
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
                    number=0,
                    edition=now.edition,
                    content=now.content,
                    head=now.head,
                    decisions=len(now.decisions),
                    who=who,
                    made="",
                    statement=statement,
                    findings=open_findings(now),
                    previous="",
                    hash="",
                    via=via,
                )
            )

    def _draft_with(self, name: str | int, path: str) -> Brief:
        """Return the draft that has a claim (raises UsageError)."""
        with self._lock:
            opened = self._find(name)
        if path not in opened.claims:
            raise UsageError(f"there is no claim {path[:80]}")
        return opened.draft

    def _add(self, opened: Opened, wishes: Sequence[Wish]) -> tuple[Decision, ...]:
        paths = sorted({path for wish in wishes for path in paths_for(opened.draft, wish)})

        def make(decisions: tuple[Decision, ...]) -> Iterable[Decision]:
            return [decided(opened.draft, opened.claims, wish, decisions) for wish in wishes]

        return self.store.add_decisions(opened.hash, paths, make)


def _one_line(text: str) -> str:
    return " ".join(text.split())
