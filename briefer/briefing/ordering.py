"""In what order the stories of a brief stand once they are told, and how they count articles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefer.briefing.planning import Planned
from briefer.model import Claim, Document, Story
from briefer.tasks import Digest, renumbered

Told = tuple[Planned, Story]
"""A story as it was planned, and as it was told."""


def by_weight(told: Sequence[Told]) -> list[Told]:
    """Return stories, the weightiest first; their numbers now count the documents of all.

    Each story's own numbers count its documents from 1.
    """
    placed = []
    first = 1
    for planned, story in sorted(told, key=lambda each: -_weight(each)):
        numbers = range(first, first + len(planned.everything))
        first = numbers.stop
        copies = tuple(numbers[len(planned.documents) :])
        counted = renumbered(story, numbers)
        placed.append((planned, replace(counted, articles=tuple(numbers), copies=copies)))
    return placed


def in_order(
    told: Sequence[Told], opening: Digest
) -> tuple[tuple[Story, ...], list[Document], Digest]:
    """Return the stories in their last order, their documents, and the opening over them.

    The order that a model gave moves no story past one that weighs a whole step more. It has
    places, from 1, among the stories of which something is new.
    """
    fresh = [at for at, (_, story) in enumerate(told) if story.status != "developing"]
    named = [fresh[number - 1] for number in opening.order if number <= len(fresh)]
    lead = {at: 1 - place / len(named) for place, at in enumerate(named)}
    places = sorted(range(len(told)), key=lambda at: (-(_weight(told[at]) + lead.get(at, 0)), at))
    ordered = [told[at] for at in places]
    olds = [number for _, story in ordered for number in story.articles]
    now = {old: number for number, old in enumerate(olds, 1)}
    numbers = [now[old] for old in range(1, len(olds) + 1)]

    def moved(claim: Claim) -> Claim:
        evidence = (replace(each, article=now[each.article]) for each in claim.evidence)
        return replace(claim, evidence=tuple(evidence))

    return (
        tuple(renumbered(story, numbers) for _, story in ordered),
        [document for planned, _ in ordered for document in planned.everything],
        replace(
            opening,
            top_lines=tuple(sorted(map(moved, opening.top_lines), key=_by_care)),
            dropped=tuple(map(moved, opening.dropped)),
        ),
    )


def _by_care(line: Claim) -> tuple[int, int]:
    """Return a line's place: no brief opens on one that is not confirmed.

    Those that are as sure stand as their stories do.
    """
    care = ("confirmed", "open").index(line.status) if not line.fails else 2
    return care, min((each.article for each in line.evidence), default=0)


def _weight(told: Told) -> float:
    planned, story = told
    return planned.weight.with_importance(story.importance or 1)
