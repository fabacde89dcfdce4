"""What was decided of the brief before, where a brief made again on its day says the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefer.desk.deciding import LONGEST_NOTE, Wish
from briefer.desk.review import held

if TYPE_CHECKING:
    from briefer.desk.review import Review, ReviewedClaim, ReviewedStory
    from briefer.model import Claim, Decision, Via

_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Repeated:
    """A claim or story that the brief before had as well, and the decision that held there."""

    path: str
    decision: Decision

    def wish(self, number: int, who: str, via: Via, check: Callable[[str, str], Claim]) -> Wish:
        """Return the same decision as somebody's own about this brief.

        Args:
            number: The brief before.
            who: Who takes it over, and answers for it.
            via: How they told the desk.
            check: Returns an edited wording for the claim of a path as checked in this brief.
        """
        told = self.decision
        seen, note = "", told.note  # nobody has decided here
        if told.action != "flag":  # readers are told the note of a flag as it stands
            reason = f": {note}" if note else ""
            note = f"as {told.who} decided of brief {number}{reason}"[:LONGEST_NOTE]
        is_edit = told.action == "edit" and told.after is not None
        verdict = check(self.path, told.after or "") if is_edit else None
        return Wish(self.path, told.action, who, seen, verdict, None, note, via)


def repeated(now: Review, before: Review) -> list[Repeated]:
    """Return what of a review nobody has decided yet, and somebody had decided of the one before.

    A claim is the same where it stands in the same part of a brief, reads so to the letter, and
    rests on the same sentences of articles that have not changed; a story where its headline is
    the same and it tells the same articles. Stories that were moved are not.
    """
    claims = {_claim_key(before, each): each for each in before.claims}
    stories = {_story_key(before, each): each for each in before.stories}
    found: list[Repeated] = []
    for story in now.stories:
        was = stories.get(_story_key(now, story))
        if was is not None and was.is_cut and not story.is_cut and not story.seen:
            cut = held(each for each in before.decisions if each.path == was.path)
            found.append(Repeated(story.path, cut[-1]))
    for claim in now.claims:
        had = claims.get(_claim_key(now, claim))
        if had is None or claim.seen or claim.stale or claim.is_cut:
            continue
        if standing := held(had.decisions):
            found.append(Repeated(claim.path, standing[-1]))
    return found


def _claim_key(review: Review, claim: ReviewedClaim) -> tuple[object, ...]:
    articles = review.draft.articles
    rests = sorted((articles[e.article - 1].hash, e.sentence) for e in claim.draft.evidence)
    return (_NUMBER.sub("", claim.path), claim.draft.text, *rests)


def _story_key(review: Review, story: ReviewedStory) -> tuple[object, ...]:
    articles = review.draft.articles
    hashes = sorted(articles[each - 1].hash for each in story.story.articles)
    headline = story.story.headline
    return (headline.text if headline else "", *hashes)
