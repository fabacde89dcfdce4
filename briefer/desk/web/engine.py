"""Models, where one is set: summaries of articles, and claims read again beside their source."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import anyio

from briefer import compose
from briefer.errors import ConflictError
from briefer.ingest import draft_from_text
from briefer.lazy import cached_property
from briefer.render import summary_value, verification_value
from briefer.session import Session
from briefer.text import split

if TYPE_CHECKING:
    from briefer.config import Resolved, TargetName
    from briefer.desk.publishing.driver import Outcome
    from briefer.model import Article, Verification


class Engine:
    """What the desk asks models for, by the settings of its folder; each question by itself."""

    def __init__(self, resolved: Resolved, note: Callable[[str], None]) -> None:
        """Take the settings; nothing is opened or sent before somebody asks."""
        self._resolved = resolved
        self._note = note

    @property
    def judges(self) -> bool:
        """Whether there is a model that reads claims again."""
        return self._engine.judge is not None

    @cached_property
    def _engine(self) -> compose.Engine:
        return compose.make_engine(self._resolved)

    async def summarize(self, article: Article) -> dict[str, Any]:
        """Return an article's checked summary as JSON values (raises BrieferError)."""
        async with self._session("desk summarize") as session:
            return summary_value(await session.summarize(article))

    async def verify(self, text: str, articles: Sequence[Article]) -> dict[str, Any]:
        """Return a text checked against articles, and read again, as JSON values.

        Raises:
            UsageError: there is no model to read claims again.
            BrieferError: the text cannot be read, or the model does not answer.
        """
        return verification_value(await self.verified(text, articles))

    async def verified(self, text: str, articles: Sequence[Article]) -> Verification:
        """Return a text checked against articles, and read again (raises as `verify`)."""
        draft = draft_from_text(text)
        documents = await anyio.to_thread.run_sync(lambda: list(map(split, articles)))
        async with self._session("desk check") as session:
            return await session.verify(draft, documents)

    @property
    def chosen(self) -> tuple[TargetName, ...]:
        """Where briefs go by the settings (``publish.to``)."""
        return self._resolved.settings.publish_to

    def lacking(self) -> dict[TargetName, list[str]]:
        """Return every target there is, with what its settings lack, a sentence each."""
        from briefer.desk.publishing.targets import TARGETS, missing

        return {name: missing([name], self._resolved.settings) for name in TARGETS}

    async def publish(
        self,
        edition: int,
        targets: Sequence[TargetName],
        who: str,
        *,
        content: str,
        unsigned: bool = False,
        dry_run: bool,
    ) -> list[dict[str, Any]]:
        """Send a brief to targets, or say what that would do; return what became of it.

        It has the store by itself meanwhile: pages are answered beside it. ``content`` is the hash
        of the brief as it is to go out; ``unsigned``: it may though nobody has signed it, labelled.

        Raises:
            ConflictError: it reads otherwise by now.
            BrieferError: nobody has signed it, or a target is not set up.
        """
        from briefer.desk.publishing.driver import publish, rehearse
        from briefer.desk.publishing.outgoing import outgoing
        from briefer.desk.publishing.targets import open_targets
        from briefer.desk.service import Desk

        self._resolved.demand_trust(keys=True)

        async def work() -> list[Outcome]:
            with compose.open_store(self._resolved, self._note) as store:
                settings = self._resolved.settings
                going = outgoing(Desk(store, settings).open(edition), store, unsigned=unsigned)
                if going.content != content:
                    raise ConflictError("it reads otherwise by now: nothing is sent")
                async with open_targets(targets, settings) as opened:
                    if dry_run:
                        return await rehearse(going, opened, store)
                    return await publish(going, opened, store, who=who)

        outcomes = await anyio.to_thread.run_sync(lambda: anyio.run(work))
        return [_outcome_value(each) for each in outcomes]

    def _session(self, command: str) -> Session:
        return Session(self._resolved, command=command, note=self._note)


def _outcome_value(outcome: Outcome) -> dict[str, Any]:
    told = {"target": outcome.target, "state": outcome.state, "url": outcome.url}
    error = "" if outcome.error is None else str(outcome.error)
    return {**told, "corrects": outcome.corrects, "detail": outcome.detail, "error": error}
