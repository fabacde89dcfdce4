"""What earlier runs made, for a run that would make the same: groups, stories, top lines.

A result is known by all that it is made of: articles, what is wanted, model, prompts and settings,
briefer's own code. It is used again only where the store still has the answers that it was made of.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from typing import TYPE_CHECKING

from briefer.briefing.planning import Planned, Pool, Wanted
from briefer.llm import ModelInfo
from briefer.model import Document, Provenance, Story, tagged_hash
from briefer.prompting import PromptLibrary
from briefer.providers import CachedProvider
from briefer.runs import KeptResults
from briefer.store import Store
from briefer.tasks import Digest, DigestPlan, Plan
from briefer.version import code_hash

if TYPE_CHECKING:
    from briefer.compare.stories.grouping import Group

Told = Sequence[tuple[Planned, Story]]
"""Stories as they were planned, and as they stand in a brief."""


class Shelf(KeptResults):
    """The groups, stories and top lines that a store has of earlier runs."""

    __slots__ = ()

    @classmethod
    def of(
        cls,
        store: Store,
        answers: CachedProvider | None,
        prompts: PromptLibrary,
        plan: Plan,
        opening: DigestPlan,
        info: ModelInfo,
    ) -> Shelf:
        """Return the results that were made in the way of this run, by this briefer."""
        ways = [astuple(info), astuple(plan), astuple(opening)]
        return cls(store, answers, tagged_hash("making", [code_hash(), prompts.hash, *ways]))

    def groups(self, pool: Pool) -> tuple[Group, ...] | None:
        """Return the groups that the same documents made before, if they did."""
        from briefer.compare.stories.grouping import Group

        match self.store.result(_groups_key(pool)):
            case tuple(found):
                return tuple(Group(members, dict(copies), n) for members, copies, n in found)
        return None

    def keep_groups(self, pool: Pool, groups: Sequence[Group]) -> None:
        """Keep the groups of documents."""
        found = tuple((each.members, tuple(each.copies.items()), each.sources) for each in groups)
        self.store.keep_result(_groups_key(pool), found)

    def story(self, planned: Planned, wanted: Wanted) -> Story | None:
        """Return a story that was finished before, None if none was of all the same."""
        found = self.found(self._story_key(planned, wanted))
        return found if isinstance(found, Story) else None

    def keep_story(self, planned: Planned, wanted: Wanted, told: Story) -> None:
        """Keep a finished story; its articles are numbered from 1."""
        self.keep(self._story_key(planned, wanted), told, told.provenance)

    def opening(self, told: Told, wanted: Wanted) -> Digest | None:
        """Return the top lines that were written over the same stories before, if they were."""
        match self.found(self._opening_key(told, wanted)):
            case (tuple(lines), tuple(dropped), Provenance() as provenance, tuple(order)):
                return Digest(lines, dropped, provenance, order)
        return None

    def keep_opening(self, told: Told, wanted: Wanted, made: Digest) -> None:
        """Keep the top lines over stories."""
        result = (made.top_lines, made.dropped, made.provenance, made.order)
        self.keep(self._opening_key(told, wanted), result, made.provenance)

    def _story_key(self, planned: Planned, wanted: Wanted) -> str:
        parts = (planned.documents, planned.copies, planned.earlier)
        weight = planned.weight
        of = [
            *([_known(document) for document in part] for part in parts),
            [planned.sources, planned.is_known, planned.told],
            [weight.section, weight.reasons],
            [wanted.date, wanted.length],
        ]
        return tagged_hash("story", [self.making, of])

    def _opening_key(self, told: Told, wanted: Wanted) -> str:
        of = [[self._story_key(planned, wanted), story.articles] for planned, story in told]
        asked = (key for _, story in told for key in story.provenance.requests)
        answers = None if self.answers is None else self.answers.hash_of(asked)
        return tagged_hash("opening", [self.making, of, answers])


def _groups_key(pool: Pool) -> str:
    documents = [document.article.hash for document in pool.documents]
    earlier = [(each.start, each.stop) for each in pool.earlier]
    return tagged_hash("groups", [code_hash(), documents, earlier])


def _known(document: Document) -> list[str | None]:
    article = document.article
    return [article.hash, article.source, article.guid]
