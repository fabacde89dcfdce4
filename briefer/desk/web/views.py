"""A review as its page shows it: labels, signs, findings, sentences; all of it values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import LCSseq

from briefer.desk.review import Review, ReviewedClaim, ReviewedStory
from briefer.model import (
    ArticleRef,
    Claim,
    ClaimStatus,
    Document,
    Evidence,
    Finding,
    FindingLevel,
    Proposal,
    Sentence,
)
from briefer.render import statuses
from briefer.text import spoken_date

_LABELS = {
    "headline": "Headline",
    "summary": "Summary",
    "key_facts": "Key fact",
    "why_it_matters": "Why it matters",
    "background": "Background",
    "positions": "Position",
    "timeline": "Timeline",
    "top_lines": "Top line",
}
STATES: dict[str, str] = {
    "accept": "accepted",
    "edit": "edited",
    "cut": "cut",
    "flag": "flagged",
}
"""What a claim is after what was decided of it."""
_STATUSES: dict[ClaimStatus, str] = {
    "confirmed": "confirmed",
    "open": statuses.OPEN_WORDS,
    "unsupported": "not in the source",
    "contradicted": "the source says otherwise",
}
_BY = {"words": "by comparing words", "judge": "by a second reading", "editor": "by an editor"}
_LEVELS: tuple[FindingLevel, ...] = ("contradicted", "unsupported", "doubt")
_SHORT = 60
"""Characters of a claim by which its buttons are told apart."""
_PART = re.compile(r"\$\.(?:stories\[\d+\]\.)?([a-z_]+)")
_STORY = re.compile(r"\$\.stories\[\d+\]")

Piece = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Cited:
    """A sentence that a claim rests on; ``anchor`` is its id on the page."""

    article: int
    sentence: str
    anchor: str
    text: str


@dataclass(frozen=True, slots=True)
class ProposalView:
    """Another wording that a program puts forward."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class ClaimView:
    """One claim as it is shown; ``anchor`` is its id on the page, ``pieces`` the word diff."""

    path: str
    anchor: str
    label: str
    text: str
    state: str
    state_words: str
    status: ClaimStatus
    status_words: str
    warning: str
    who: str
    seen: str
    is_to_decide: bool
    evidence: tuple[Cited, ...]
    findings: tuple[str, ...]
    pieces: tuple[Piece, ...]
    stale: tuple[str, ...]
    proposals: tuple[ProposalView, ...]
    is_held: bool

    @property
    def short(self) -> str:
        """The beginning of its text: what tells its buttons from others'."""
        return self.text if len(self.text) <= _SHORT else f"{self.text[:_SHORT].rstrip()}…"


@dataclass(frozen=True, slots=True)
class StoryView:
    """One story, or the top lines, whose ``number`` is None."""

    path: str
    anchor: str
    heading: str
    origin: str
    number: int | None
    is_cut: bool
    is_first: bool
    is_last: bool
    seen: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class SourceView:
    """One article: its sentences by paragraph; only the cited ones where it is not stored."""

    number: int
    title: str
    origin: str
    url: str | None
    language: str | None
    is_whole: bool
    paragraphs: tuple[tuple[Cited, ...], ...]


@dataclass(frozen=True, slots=True)
class SigningView:
    """What stands under a review: who signed, what is in the way, what is signed for."""

    number: int
    hash: str
    signed: str
    voided: str
    why_not: str
    open_findings: str


def story_views(review: Review) -> tuple[StoryView, ...]:
    """Return top lines and stories in the order decided, cut stories last."""
    last = sum(not story.is_cut for story in review.stories)
    views = [_story_view(story, review, last) for story in review.stories]
    if review.top_lines:
        lines = tuple(map(claim_view, review.top_lines))
        top = StoryView("", "top-lines", "Top lines", "", None, False, True, True, "", lines)
        views.insert(0, top)
    return tuple(views)


def claim_view(reviewed: ReviewedClaim) -> ClaimView:
    """Return one claim as it is shown."""
    claim, action = reviewed.claim, reviewed.action
    state = "undecided" if action is None else STATES.get(action, "undecided")
    last = reviewed.decisions[-1] if reviewed.decisions and action is not None else None
    return ClaimView(
        path=reviewed.path,
        anchor=anchor_of(reviewed.path),
        label=label_of(reviewed.path),
        text=claim.text,
        state="open" if reviewed.is_to_decide else state,
        state_words=_state_words(reviewed, state),
        status=claim.status,
        status_words=_BY[claim.by] if claim.is_flagged else verdict_words(claim),
        warning=statuses.warning(claim),
        who="" if last is None else last.who,
        seen=reviewed.seen,
        is_to_decide=reviewed.is_to_decide,
        evidence=tuple(map(_cited, claim.evidence)),
        findings=finding_lines(claim),
        pieces=word_pieces(reviewed.draft.text, claim.text) if reviewed.is_edited else (),
        stale=reviewed.stale,
        proposals=tuple(ProposalView(each.number, _proposed(each)) for each in reviewed.proposals),
        is_held=action is not None,
    )


def verdict_words(claim: Claim) -> str:
    """Return what the checks made of a claim, and what that rests on."""
    words = _STATUSES[claim.status]
    return words if claim.status == "open" and claim.by == "words" else f"{words} {_BY[claim.by]}"


def _proposed(proposal: Proposal) -> str:
    why = f": {proposal.why}" if proposal.why else ""
    return f"{proposal.by} proposes “{proposal.text}”{why}"


def _state_words(reviewed: ReviewedClaim, state: str) -> str:
    if reviewed.is_cut and reviewed.action != "cut":
        return "cut with its story"
    if reviewed.is_to_decide:
        return "edited, to decide" if reviewed.action == "edit" else "to decide"
    return "nothing to decide" if state == "undecided" else state


def finding_lines(claim: Claim) -> tuple[str, ...]:
    """Return what the checks found in a claim, what counts against it first, a line each."""
    found = sorted(claim.findings, key=lambda each: _LEVELS.index(each.level))
    return tuple(dict.fromkeys(map(_finding_line, found)))


def _finding_line(finding: Finding) -> str:
    said = finding.message[:1].upper() + finding.message[1:]
    part = "" if finding.claim is None else finding.claim.text
    if part and len(part) <= _SHORT and part not in said:
        said = f"{said} (“{part}”)"
    before = {"judge": "A second reading says: ", "editor": "An editor says: ", "words": ""}
    unsettled = "Not settled: " if finding.level == "doubt" else ""
    return f"{unsettled}{before[finding.by]}{said}"


def word_pieces(before: str, after: str) -> tuple[Piece, ...]:
    """Return a word diff: stretches of words that stay (``=``), go (``-``) and come (``+``).

    Words are what stands between spaces; those that stay are the longest common subsequence.
    """
    old, new = before.split(), after.split()
    pieces: list[Piece] = []
    for step in LCSseq.opcodes(old, new):
        gone = " ".join(old[step.src_start : step.src_end])
        come = " ".join(new[step.dest_start : step.dest_end])
        if step.tag == "equal":
            pieces.append(("=", gone))
            continue
        pieces += [("-", gone)] * bool(gone) + [("+", come)] * bool(come)
    return tuple(pieces)


def label_of(path: str) -> str:
    """Return what part of a story or brief a claim is, by its path."""
    found = _PART.match(path)
    return _LABELS.get(found[1], "Claim") if found else "Claim"


def is_story(path: str) -> bool:
    """Return whether a path is that of a story, not of a claim in it."""
    return _STORY.fullmatch(path) is not None


def anchor_of(path: str) -> str:
    """Return a claim's or story's id on the page: ``c-stories-0-key_facts-1``."""
    return f"c-{re.sub(r'[^a-z0-9_]+', '-', path.lower()).strip('-')}"


def sentence_anchor(article: int, sentence: str) -> str:
    """Return a source sentence's id on the page: ``a2-S3``."""
    return f"a{article}-{sentence}"


def _cited(evidence: Evidence | Sentence, article: int = 0) -> Cited:
    if isinstance(evidence, Evidence):
        number, name = evidence.article, evidence.sentence
    else:
        number, name = article, evidence.id
    return Cited(number, name, sentence_anchor(number, name), evidence.text)


def _story_view(story: ReviewedStory, review: Review, last: int) -> StoryView:
    numbers = story.story.articles
    refs = [review.draft.articles[number - 1] for number in numbers]
    if len(refs) == 1:
        origin = _origin(refs[0])
    else:
        outlets = ", ".join(dict.fromkeys(ref.outlet for ref in refs if ref.outlet))
        origin = f"{len(refs)} articles{f': {outlets}' if outlets else ''}"
    return StoryView(
        path=story.path,
        anchor=anchor_of(story.path),
        heading=story.headline,
        origin=f"cut; {origin}" if story.is_cut else origin,
        number=story.place,
        is_cut=story.is_cut,
        is_first=story.place == 1,
        is_last=story.place == last,
        seen=story.seen,
        claims=tuple(map(claim_view, story.claims)),
    )


def _origin(ref: ArticleRef) -> str:
    said = (ref.outlet, ref.author, ref.date and spoken_date(ref.date))
    return " · ".join(each for each in said if each)


def source_views(
    review: Review, documents: Mapping[int, Document], link: Iterable[int] = ()
) -> tuple[SourceView, ...]:
    """Return every article of a review with its sentences.

    Args:
        review: The review.
        documents: The articles by their numbers, as far as they are stored.
        link: The numbers of those whose address may be linked to.
    """
    cited = _cited_sentences(review)
    linked = set(link)
    return tuple(
        SourceView(
            number=number,
            title=ref.title or ref.source,
            origin=_origin(ref),
            url=ref.url if number in linked else None,
            language=ref.language,
            is_whole=number in documents,
            paragraphs=tuple(_paragraphs(number, documents.get(number), cited.get(number, ()))),
        )
        for number, ref in enumerate(review.draft.articles, 1)
    )


def _cited_sentences(review: Review) -> dict[int, list[Cited]]:
    found: dict[int, dict[int, Cited]] = {}
    for claim in review.claims:
        for each in (*claim.draft.evidence, *claim.claim.evidence):
            found.setdefault(each.article, {})[each.start] = _cited(each)
    return {number: [by[at] for at in sorted(by)] for number, by in found.items()}


def _paragraphs(
    number: int, document: Document | None, cited: Sequence[Cited]
) -> Iterator[tuple[Cited, ...]]:
    if document is None:
        yield from ((each,) for each in cited)
        return
    paragraphs: dict[int, list[Cited]] = {}
    for sentence in document.sentences:
        paragraphs.setdefault(sentence.paragraph, []).append(_cited(sentence, number))
    yield from map(tuple, paragraphs.values())


def signing_view(review: Review) -> SigningView:
    """Return what stands under a review."""
    held, last = review.signed, review.signoffs[-1] if review.signoffs else None
    left = len(review.to_decide)
    open_ = [] if left else [c for c in review.claims if not c.is_cut and c.claim.by == "editor"]
    return SigningView(
        number=review.number,
        hash=review.hash,
        signed=f"Signed by {held.who} on {spoken_date(held.made)}." if held else "",
        voided=""
        if held or last is None
        else f"{last.who} signed on {spoken_date(last.made)}; what was changed since voids it.",
        why_not=_why_not(review, left),
        open_findings=_on_word(len(open_)),
    )


def _on_word(count: int) -> str:
    if not count:
        return ""
    claims = "1 claim stands" if count == 1 else f"{count} claims stand"
    return f"{claims} on an editor’s word alone."


def _why_not(review: Review, left: int) -> str:
    if not review.is_current:
        return "Another edition has taken this one’s place: review and sign that one."
    if left:
        return f"{left} {'claim is' if left == 1 else 'claims are'} to decide before anybody signs."
    return ""
