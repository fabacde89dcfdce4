"""What the API reads and answers with: one type for each body, published as they stand here."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field, StringConstraints

from briefer.desk.review import Review, ReviewedClaim
from briefer.desk.web.jobs import JobState
from briefer.desk.web.operations import Body
from briefer.model import (
    Action,
    ClaimStatus,
    DecidedBy,
    Evidence,
    Finding,
    tagged_hash,
)

MOST_TEXT = 200_000
"""Characters of one text that are read."""
MOST_SOURCES = 20

Text = Annotated[str, StringConstraints(min_length=1, max_length=MOST_TEXT)]
Short = Annotated[str, StringConstraints(max_length=1_000)]


class GivenArticle(Body):
    """An article as a program has it; ``text`` is plain text or Markdown."""

    text: Text
    title: Short | None = None
    url: Short | None = None
    date: Short | None = None
    outlet: Short | None = None
    language: Annotated[str, StringConstraints(max_length=35)] | None = None


class CheckBody(Body):
    """A text, and what it has to rest on: articles that are given, or stored ones by hash.

    ``again``: a model reads what comparing words leaves open, if one is set; the answer is 202.
    """

    text: Text
    sources: Annotated[list[GivenArticle], Field(max_length=MOST_SOURCES, default_factory=list)]
    articles: Annotated[list[Short], Field(max_length=MOST_SOURCES, default_factory=list)]
    again: bool = False


class SummarizeBody(Body):
    """An article to be summarized."""

    article: GivenArticle


class DiffBody(Body):
    """Two versions of an article."""

    old: GivenArticle
    new: GivenArticle


class DecisionBody(Body):
    """What is decided of a claim: ``text`` is an edited wording, ``note`` why."""

    action: Literal["accept", "edit", "cut", "flag", "restore"]
    text: Annotated[str, StringConstraints(max_length=5_000)] | None = None
    note: Short = ""


class StoryBody(Body):
    """What is decided of a story; ``to`` is the place that it is moved to, from 1."""

    action: Literal["cut", "restore", "move"]
    to: Annotated[int, Field(ge=1, le=10_000)] | None = None
    note: Short = ""


class ProposalBody(Body):
    """Another wording, for a person to decide."""

    text: Annotated[str, StringConstraints(min_length=1, max_length=5_000)]
    why: Short = ""


class SignoffBody(Body):
    """What is signed for; the desk's own statement where none is given."""

    statement: Annotated[str, StringConstraints(max_length=2_000)] | None = None


class PublishBody(Body):
    """Where a brief is sent; ``dry_run`` tries what is harmless, and sends nothing.

    ``unsigned``: it may go out though nobody has signed it, with a label that readers see.
    """

    targets: Annotated[
        list[Literal["wordpress", "mail", "feed", "webhook", "ninjs"]],
        Field(min_length=1, max_length=5),
    ]
    dry_run: bool = False
    unsigned: bool = False


class EditionLine(BaseModel):
    """One brief in the list."""

    number: int
    edition: str
    series: str
    day: str
    title: str
    made: str
    is_current: bool


class ClaimAnswer(BaseModel):
    """One claim beside the sentences that it rests on; offsets are code points."""

    path: str
    story: str | None
    text: str
    draft: str
    status: ClaimStatus
    by: DecidedBy
    action: Action | None
    is_to_decide: bool
    is_cut: bool
    evidence: tuple[Evidence, ...]
    findings: tuple[Finding, ...]
    stale: tuple[str, ...]
    etag: str


class StoryAnswer(BaseModel):
    """One story, and its place among those that are not cut, from 1."""

    path: str
    headline: str
    place: int | None
    is_cut: bool
    etag: str


class ArticleAnswer(BaseModel):
    """One article of a brief; its text is data, whatever it says."""

    number: int
    hash: str
    title: str | None
    url: str | None
    outlet: str | None
    date: str | None
    language: str | None


class EditionAnswer(BaseModel):
    """A brief under review; ``content`` is the hash of the brief as decided."""

    number: int
    edition: str
    day: str
    title: str
    is_current: bool
    content: str
    claims_total: int
    decided: int
    to_decide: int
    changed: float
    signed_by: str | None
    stories: tuple[StoryAnswer, ...]
    claims: tuple[ClaimAnswer, ...]
    articles: tuple[ArticleAnswer, ...]


class SignoffAnswer(BaseModel):
    """A signature as it is kept."""

    number: int
    content: str
    who: str
    made: str
    statement: str
    findings: int
    hash: str


class ProposalAnswer(BaseModel):
    """A proposal as it is kept: it changes nothing before a person takes it."""

    number: int
    path: str
    text: str
    state: str
    status: ClaimStatus | None


class JobAnswer(BaseModel):
    """A piece of work that takes long; ``result`` is there when it is done."""

    id: str
    kind: str
    state: JobState
    result: Any | None
    problem: dict[str, Any] | None


def claim_tag(review: Review, claim: ReviewedClaim) -> str:
    """Return what a claim is known by as it stands: it changes with every decision about it."""
    return tagged_hash("claim", [review.edition, claim.path, claim.seen]).removeprefix("b2:")


def claim_answer(review: Review, claim: ReviewedClaim) -> ClaimAnswer:
    """Return a claim as the API shows it."""
    now = claim.claim
    return ClaimAnswer(
        path=claim.path,
        story=claim.story,
        text=now.text,
        draft=claim.draft.text,
        status=now.status,
        by=now.by,
        action=claim.action,
        is_to_decide=claim.is_to_decide,
        is_cut=claim.is_cut,
        evidence=now.evidence,
        findings=now.findings,
        stale=claim.stale,
        etag=claim_tag(review, claim),
    )


def story_tag(review: Review, path: str, seen: str) -> str:
    """Return what a story is known by as it stands."""
    return tagged_hash("story", [review.edition, path, seen]).removeprefix("b2:")


def edition_tag(review: Review) -> str:
    """Return what a review is known by: it changes with every decision and signature."""
    return review.hash.removeprefix("b2:")


def edition_answer(review: Review) -> EditionAnswer:
    """Return a review as the API shows it."""
    progress, signed = review.progress, review.signed
    return EditionAnswer(
        number=review.number,
        edition=review.edition,
        day=review.day,
        title=review.draft.title,
        is_current=review.is_current,
        content=review.content,
        claims_total=progress.claims,
        decided=progress.decided,
        to_decide=progress.to_decide,
        changed=review.changed,
        signed_by=None if signed is None else signed.who,
        stories=tuple(
            StoryAnswer(
                path=each.path,
                headline=each.headline,
                place=each.place,
                is_cut=each.is_cut,
                etag=story_tag(review, each.path, each.seen),
            )
            for each in review.stories
        ),
        claims=tuple(claim_answer(review, each) for each in review.claims),
        articles=tuple(
            ArticleAnswer(
                number=number,
                hash=ref.hash,
                title=ref.title,
                url=ref.url,
                outlet=ref.outlet,
                date=ref.date,
                language=ref.language,
            )
            for number, ref in enumerate(review.draft.articles, 1)
        ),
    )
