"""A brief under review: its draft, what was decided of each claim, and the brief as decided.

All of it is made of values: the same edition and the same decisions give the same review.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefer.desk.wording import share_changed
from briefer.model import (
    Action,
    Brief,
    Claim,
    Decision,
    Finding,
    Proposal,
    Publication,
    Signoff,
    Story,
    read_moment,
    tagged_hash,
)
from briefer.render import brief_value

if TYPE_CHECKING:
    from briefer.store import Edition

FLAGGED = "an editor does not hold it borne out"
"""What a reader is told of a claim that an editor flags without saying why."""

_CHANGING: frozenset[Action] = frozenset({"edit", "cut", "flag", "restore", "move"})
"""Actions that void a signature whatever comes after them."""


@dataclass(frozen=True, slots=True)
class Staleness:
    """Why articles do not bear a claim out any more, a line each, and since when that is known."""

    reasons: tuple[str, ...] = ()
    since: str = ""


@dataclass(frozen=True, slots=True)
class ReviewedClaim:
    """One claim of the draft, and what was decided of it.

    ``path`` is its place in the edition's value, ``story`` the path of its story, None for a top
    line. ``draft`` is as the model wrote it, ``claim`` as it stands now, also where it is cut.
    ``action`` is the decision that holds, None where there is none; ``seen`` the hash of the last
    decision about it, empty where there is none: who decides next names it, so that nobody decides
    about what they have not seen. ``stale`` says why the articles do not bear it out any more, a
    line each, and ``stale_since`` since when that is known, ISO. ``is_cut`` is also of a claim
    whose whole story was cut.
    """

    path: str
    story: str | None
    draft: Claim
    claim: Claim
    action: Action | None = None
    seen: str = ""
    decisions: tuple[Decision, ...] = ()
    is_cut: bool = False
    stale: tuple[str, ...] = ()
    stale_since: str = ""
    proposals: tuple[Proposal, ...] = ()

    @property
    def is_edited(self) -> bool:
        """Whether it reads otherwise than in the draft."""
        return self.claim.text != self.draft.text

    @property
    def is_to_decide(self) -> bool:
        """Whether an editor has to decide: the checks left something open, and nobody has.

        An edited wording that the articles do not bear out is to be decided like any other, and
        so is a claim that an article's newer version made stale after it was decided.
        """
        if self.is_cut:
            return False
        if self.stale and not self._is_decided_since:
            return True
        if self.action in ("accept", "flag"):
            return False
        if self.action == "edit":
            return self.claim.fails
        return self.claim.status != "confirmed" and self.claim.handling == "kept"

    @property
    def _is_decided_since(self) -> bool:
        """Whether it was decided when it was known that it is stale."""
        since = read_moment(self.stale_since)
        made = read_moment(self.decisions[-1].made) if self.action is not None else None
        return made is not None and (since is None or made >= since)


@dataclass(frozen=True, slots=True)
class ReviewedStory:
    """One story of the draft; ``place`` is where it stands now, from 1, among those not cut."""

    path: str
    story: Story
    claims: tuple[ReviewedClaim, ...]
    place: int | None
    is_cut: bool = False
    seen: str = ""

    @property
    def headline(self) -> str:
        """Its headline as it stands now; the draft's first words where it has none."""
        found = (c.claim.text for c in self.claims if c.path == f"{self.path}.headline")
        return next(found, self.claims[0].claim.text if self.claims else "")


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a review is: claims in all, those decided, and those that have to be decided yet."""

    claims: int
    decided: int
    to_decide: int

    @property
    def text(self) -> str:
        """The progress in words: ``7 of 31 to decide``."""
        return f"{self.to_decide} of {self.claims} to decide"


@dataclass(frozen=True, slots=True)
class Review:
    """An edition under review.

    ``edition`` is its hash and ``number`` what the store has it by; ``draft`` the brief as it was
    made, ``brief`` as decided. ``top_lines`` and ``stories`` are in the order decided, cut stories
    last. ``head`` is the hash of the last decision, the edition's where there is none, ``content``
    that of the brief as decided: what is signed. ``changed`` is the share of words that are not
    the draft's, in [0, 1].
    """

    edition: str
    number: int
    series: str
    made: str
    is_current: bool
    draft: Brief
    brief: Brief
    content: str
    head: str
    changed: float
    top_lines: tuple[ReviewedClaim, ...]
    stories: tuple[ReviewedStory, ...]
    decisions: tuple[Decision, ...] = ()
    signoffs: tuple[Signoff, ...] = ()
    publications: tuple[Publication, ...] = ()

    @property
    def day(self) -> str:
        """The brief's day, ISO."""
        return self.draft.date

    @property
    def hash(self) -> str:
        """What the whole review is known by: it changes with every decision and signature."""
        return tagged_hash("review", [self.head, self.content, [s.hash for s in self.signoffs]])

    @property
    def claims(self) -> tuple[ReviewedClaim, ...]:
        """Every claim in reading order, those cut with them."""
        return (*self.top_lines, *(claim for story in self.stories for claim in story.claims))

    @property
    def to_decide(self) -> tuple[ReviewedClaim, ...]:
        """The claims that an editor has to decide before anybody can sign."""
        return tuple(claim for claim in self.claims if claim.is_to_decide)

    @property
    def progress(self) -> Progress:
        """How far the review is; what is cut with its story is not counted."""
        counted = [each for each in self.claims if each.action == "cut" or not each.is_cut]
        decided = sum(each.action is not None for each in counted)
        return Progress(len(counted), decided, len(self.to_decide))

    @property
    def signed(self) -> Signoff | None:
        """The signature that holds: under exactly this content, and nothing changed since."""
        return next((each for each in reversed(self.signoffs) if self.holds(each)), None)

    @property
    def is_edited(self) -> bool:
        """Whether it says anything that the draft does not, or leaves anything out."""
        return self.brief != self.draft

    def holds(self, signoff: Signoff) -> bool:
        """Return whether a signature holds: any change after it voids it, also one taken back."""
        since = self.decisions[signoff.decisions :]
        changed = any(each.action in _CHANGING for each in since)
        return signoff.content == self.content and not changed

    def claim(self, path: str) -> ReviewedClaim | None:
        """Return a claim by its path; None if there is none."""
        return next((each for each in self.claims if each.path == path), None)


def review_of(
    edition: Edition,
    hash_: str,
    draft: Brief,
    decisions: Sequence[Decision] = (),
    *,
    signoffs: Sequence[Signoff] = (),
    publications: Sequence[Publication] = (),
    proposals: Sequence[Proposal] = (),
    stale: Mapping[str, Staleness] | None = None,
) -> Review:
    """Return a brief as decided, with what was decided of each claim.

    Args:
        edition: The brief as the store has it.
        hash_: Its hash.
        draft: The same, read.
        decisions: All about it, the first in front.
        signoffs: All under it, the first in front.
        publications: All of it.
        proposals: What programs proposed for its claims.
        stale: Why claims are not borne out any more, by their paths.
    """
    by_path: dict[str, list[Decision]] = {}
    for decision in decisions:
        by_path.setdefault(decision.path, []).append(decision)
    waiting: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        if proposal.state == "pending":
            waiting.setdefault(proposal.path, []).append(proposal)
    cut = {path for path in story_paths(draft) if is_cut(by_path.get(path, ()))}
    cut_articles = _articles_of_cut(draft, cut)

    def reviewed(path: str, claim: Claim) -> ReviewedClaim:
        of_it = by_path.get(path, [])
        gone = (stale or {}).get(path, Staleness())
        action, now = standing(claim, of_it)
        story = story_of(path)
        rests = {each.article for each in claim.evidence}
        with_story = story in cut if story else bool(rests) and rests <= cut_articles
        return ReviewedClaim(
            path,
            story,
            claim,
            now,
            action,
            of_it[-1].hash if of_it else "",
            tuple(of_it),
            action == "cut" or with_story,
            gone.reasons,
            gone.since,
            tuple(waiting.get(path, ())),
        )

    claims = {path: reviewed(path, claim) for path, claim in claims_of(draft)}
    order = [path for path in story_order(draft, decisions) if path not in cut]
    stories = [_story(path, draft, claims, order, by_path) for path in (*order, *sorted(cut))]
    brief = _decided(draft, claims, order)
    return Review(
        edition=hash_,
        number=edition.id,
        series=edition.series,
        made=edition.made,
        is_current=edition.current,
        draft=draft,
        brief=brief,
        content=content_hash(brief),
        head=decisions[-1].hash if decisions else hash_,
        changed=_changed(claims.values()),
        top_lines=tuple(each for each in claims.values() if each.story is None),
        stories=tuple(stories),
        decisions=tuple(decisions),
        signoffs=tuple(signoffs),
        publications=tuple(publications),
    )


def content_hash(brief: Brief) -> str:
    """Return what a brief as decided is known by: what is signed and published."""
    return tagged_hash("brief", brief_value(brief))


def claims_of(draft: Brief) -> list[tuple[str, Claim]]:
    """Return every claim of a brief with its path, in reading order."""
    return [
        *((f"$.top_lines[{at}]", claim) for at, claim in enumerate(draft.top_lines)),
        *(
            (f"{path}.{place}", claim)
            for path, story in zip(story_paths(draft), draft.stories, strict=True)
            for place, claim in story.placed_claims()
        ),
    ]


def story_paths(draft: Brief) -> list[str]:
    """Return the paths of a brief's stories, in the draft's order."""
    return [f"$.stories[{at}]" for at in range(len(draft.stories))]


def story_of(path: str) -> str | None:
    """Return the path of the story that a claim is in; None for a top line."""
    story, dot, _ = path.removeprefix("$.").partition(".")
    return f"$.{story}" if dot else None


def held(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions about one claim or story that were not taken back, in order."""
    found: list[Decision] = []
    for decision in decisions:
        if decision.action != "restore":
            found.append(decision)
        elif found:
            found.pop()
    return found


def is_cut(decisions: Iterable[Decision]) -> bool:
    """Return whether a story is cut, by the decisions about it."""
    return any(each.action == "cut" for each in held(decisions))


def standing(draft: Claim, decisions: Iterable[Decision]) -> tuple[Action | None, Claim]:
    """Return what holds of a claim, and the claim as it then stands; for a cut one, stood."""
    action: Action | None = None
    claim = draft
    for decision in held(decisions):
        action = decision.action
        if action == "edit" and decision.verdict is not None:
            claim = decision.verdict
        elif action == "accept":
            claim = accepted(claim)
        elif action == "flag":
            claim = flagged(claim, decision.note)
    return action, claim


def accepted(claim: Claim) -> Claim:
    """Return a claim that an editor answers for: what the checks found stays beside it."""
    if claim.status == "confirmed" or claim.handling != "kept":
        return claim
    return replace(claim, status="confirmed", by="editor")


def flagged(claim: Claim, note: str = "") -> Claim:
    """Return a claim that stands though it is not borne out, so that readers are told."""
    if claim.fails and claim.handling == "kept" and not note:
        return claim
    why = Finding("unsupported", note or FLAGGED, level="unsupported", by="editor")
    status = claim.status if claim.fails else "unsupported"
    return replace(
        claim, status=status, by="editor", handling="kept", findings=(*claim.findings, why)
    )


def story_order(draft: Brief, decisions: Iterable[Decision]) -> list[str]:
    """Return the paths of all stories in the order decided; cut ones keep their places in it."""
    order = story_paths(draft)
    by_path: dict[str, list[Decision]] = {}
    for decision in decisions:
        if decision.path in order:
            by_path.setdefault(decision.path, []).append(decision)
    moves = [each for of_it in by_path.values() for each in held(of_it) if each.action == "move"]
    for move in sorted(moves, key=lambda each: each.number):
        order.remove(move.path)
        order.insert(int(move.after or 1) - 1, move.path)
    return order


def _story(
    path: str,
    draft: Brief,
    claims: Mapping[str, ReviewedClaim],
    order: Sequence[str],
    by_path: Mapping[str, Sequence[Decision]],
) -> ReviewedStory:
    of_it = by_path.get(path, ())
    return ReviewedStory(
        path,
        draft.stories[story_paths(draft).index(path)],
        tuple(each for each in claims.values() if each.story == path),
        order.index(path) + 1 if path in order else None,
        path not in order,
        of_it[-1].hash if of_it else "",
    )


def _articles_of_cut(draft: Brief, cut: set[str]) -> set[int]:
    """Return the numbers of the articles that no story tells any more."""
    told: set[int] = set()
    gone: set[int] = set()
    for path, story in zip(story_paths(draft), draft.stories, strict=True):
        (gone if path in cut else told).update(story.articles)
    return gone - told


def _decided(draft: Brief, claims: Mapping[str, ReviewedClaim], order: Sequence[str]) -> Brief:
    """Return a brief as decided; articles keep their numbers, whatever is cut."""
    paths = story_paths(draft)
    stories = tuple(_told(path, draft.stories[paths.index(path)], claims) for path in order)
    lines = [each for path, each in claims.items() if story_of(path) is None]
    top_lines = tuple(each.claim for each in lines if not each.is_cut)
    if stories == draft.stories and top_lines == draft.top_lines:
        return draft
    return replace(draft, stories=stories, top_lines=top_lines)


def _told(path: str, story: Story, claims: Mapping[str, ReviewedClaim]) -> Story:
    def now(place: str, _: Claim) -> Claim | None:
        each = claims[f"{path}.{place}"]
        return None if each.is_cut else each.claim

    decided = [(claim, now(place, claim)) for place, claim in story.placed_claims()]
    news = []
    for claim in story.news:
        found = next((after for before, after in decided if before == claim), claim)
        if found is not None:
            news.append(found)
    told = story.with_claims(now)
    return told if told == story else replace(told, news=tuple(news))


def _changed(claims: Iterable[ReviewedClaim]) -> float:
    return share_changed(
        (each.draft.text, "" if each.is_cut else each.claim.text) for each in claims
    )
