"""What is done to a batch of a dataset's rows, in a process of its own: rows in, rows out.

Nothing here knows what brings the batches.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

import anyio
from anyio.from_thread import start_blocking_portal

from briefer import checks
from briefer.compare.versions.diff import diff
from briefer.compose import columns_of
from briefer.config import Resolved
from briefer.errors import BrieferError, NoArticleError, ProviderError, UsageError
from briefer.ingest import (
    Item,
    Record,
    arrow_items,
    arrow_rows,
    article_from_text,
    claim_columns,
)
from briefer.model import Article, Claim
from briefer.render import (
    DATASET_CHANGE_FIELDS,
    DATASET_VERDICT_FIELDS,
    change_value,
    claim_answer,
    dataset_id,
    dataset_row,
    dataset_table,
)
from briefer.revising import Summarized
from briefer.runs import Failed
from briefer.scale.dataset import row_of
from briefer.scale.limiter import SIGN_OF_LIFE, Gatekeeper, pass_through
from briefer.session import Session
from briefer.text import split

if TYPE_CHECKING:
    import pyarrow as pa

DIGEST = 16
"""Letters of what an id is known by among those that are written: 96 bits."""


def digest_of(id_: str) -> bytes:
    """Return what an id is known by among those that are written, in letters of ASCII.

    In letters, for numpy's arrays of bytes know no zeros at an end.
    """
    data = blake2b(id_.encode("utf-8", "surrogatepass"), digest_size=DIGEST * 3 // 4).digest()
    return b64encode(data)


@dataclass(frozen=True, slots=True)
class _Numbered(Record):
    """What a row has beside its text, and its place in the batch."""

    number: int = 0


class Sessions:
    """Sessions on an event loop of their own, one for each endpoint that answers.

    Its methods may be called from several threads.
    """

    def __init__(
        self,
        settings: Sequence[Resolved],
        keeper: Gatekeeper | None = None,
        worker: str = "worker",
    ) -> None:
        """Open them.

        Args:
            settings: Those of each endpoint.
            keeper: The limiter of all workers, if there are several.
            worker: This worker's name.

        Raises:
            UsageError: settings cannot be used.
        """
        self._opened = start_blocking_portal()
        self._portal = self._opened.__enter__()
        self._sessions: list[Session] = []
        self._contexts: list[Any] = []
        for number, each in enumerate(settings):
            session = Session(each)
            if keeper is not None:
                for place, governor in enumerate(session.engine.governor.all_of_run):
                    pass_through(governor, keeper, worker, f"{number}/{place}")
            context = self._portal.wrap_async_context_manager(session)
            context.__enter__()
            self._contexts.append(context)
            self._sessions.append(session)
        if keeper is not None:
            self._portal.call(keeper.join, worker)
            self._portal.start_task_soon(self._live, keeper, worker)

    def close(self) -> None:
        """Close them."""
        for context in self._contexts:
            context.__exit__(None, None, None)
        self._portal.call(self._portal.stop, True)
        self._opened.__exit__(None, None, None)

    @property
    def first(self) -> Session:
        """The first of them: all are alike but for where they ask."""
        return self._sessions[0]

    def summaries(self, items: Sequence[Item], prompt: str) -> list[dict[str, Any]]:
        """Return the row of each item, in order; one that failed is asked of every endpoint."""
        return self._portal.call(self._summaries, items, prompt)

    def checked(self, claims: Sequence[tuple[Article, str]]) -> list[Claim | BrieferError]:
        """Return each claim as a judge reads it again, in order."""
        return self._portal.call(self._checked, claims)

    async def _summaries(self, items: Sequence[Item], prompt: str) -> list[dict[str, Any]]:
        found: dict[int, dict[str, Any]] = {}
        numbered = [
            replace(item, record=_Numbered(item.record.id, item.record.columns, number))
            for number, item in enumerate(items)
            if item.record is not None
        ]
        left = {number: set(range(len(self._sessions))) for number in range(len(items))}

        async def drain(place: int, waiting: Iterator[Item]) -> None:
            session = self._sessions[place]
            async for result in session.summaries(waiting, prompt, answers_only=True):
                assert isinstance(result.record, _Numbered)  # noqa: S101 (put there above)
                number = result.record.number
                left[number].discard(place)
                found[number] = row_of(result, session)
                if not _is_of_endpoint(result):
                    left[number].clear()

        waiting = iter(numbered)
        async with anyio.create_task_group() as group:
            for place in range(len(self._sessions)):
                group.start_soon(drain, place, waiting)
        while again := {min(places): 0 for places in left.values() if places}:
            for place in again:
                some = [each for each in numbered if place in left[each.record.number]]  # type: ignore[union-attr]
                await drain(place, iter(some))
        return [found[number] for number in range(len(items))]

    async def _checked(self, claims: Sequence[tuple[Article, str]]) -> list[Claim | BrieferError]:
        found: list[Claim | BrieferError] = []
        await self.first.check(claims, lambda _, result: found.append(result))
        return found

    async def _live(self, keeper: Gatekeeper, worker: str) -> None:
        while True:
            await keeper.alive(worker)
            await anyio.sleep(SIGN_OF_LIFE)


def _is_of_endpoint(result: Summarized | Failed) -> bool:
    """Whether another endpoint may do better."""
    return isinstance(result, Failed) and isinstance(result.error, ProviderError)


class Summarizer:
    """Summarizes batches of articles."""

    def __init__(self, sessions: Sessions, prompt: str | None = None, written: Any = None) -> None:
        """Take open sessions.

        Args:
            sessions: Who summarizes.
            prompt: The prompt's name, the settings' if None.
            written: Digests of ids that have their rows already, sorted, an array of numpy's.
        """
        self._sessions = sessions
        self._prompt = prompt or sessions.first.settings.prompt or "summarize"
        self._written = written

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return a row of `briefer.render.DATASET_FIELDS` for each article without one."""
        items = list(arrow_items(table, columns_of(self._sessions.first.settings)))
        items = [item for item in items if not self._has(item)]
        return dataset_table(self._sessions.summaries(items, self._prompt))

    def _has(self, item: Item) -> bool:
        if self._written is None or item.record is None:
            return False
        digest = digest_of(dataset_id(item.record.id, item.source))
        place = int(self._written.searchsorted(digest))
        return place < len(self._written) and bool(self._written[place] == digest)


class Verifier:
    """Checks batches of claims, each against the article that its row has."""

    def __init__(self, settings: Resolved, sessions: Sessions | None = None) -> None:
        """Take the settings, and open sessions where a judge is to read claims again."""
        self._columns = columns_of(settings.settings)
        self._sessions = sessions

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return a row of `briefer.render.DATASET_VERDICT_FIELDS` for each claim."""
        article, claim = claim_columns(table.column_names, self._columns, "the dataset")
        rows = list(arrow_rows(table))
        answers: list[Claim | BrieferError] = []
        asked: list[tuple[Article, str]] = []
        places: list[int] = []
        for place, values in enumerate(rows):
            try:
                text, said = _text(values, article), _text(values, claim)
                read = article_from_text(text, source="the article")
                if self._sessions is None:
                    source = checks.Source([split(read)])
                    answers.append(checks.check(said, source).claim(said))
                    continue
                asked.append((read, said))
                places.append(place)
                answers.append(NoArticleError("it was not read"))
            except BrieferError as error:
                answers.append(error)
        if self._sessions is not None:
            for place, found in zip(places, self._sessions.checked(asked), strict=True):
                answers[place] = found
        made = [
            _verdict(values, answer, article, claim)
            for values, answer in zip(rows, answers, strict=True)
        ]
        return dataset_table(made, DATASET_VERDICT_FIELDS)


class Comparer:
    """Compares batches of two versions of an article each."""

    def __init__(self, old: str, new: str) -> None:
        """Take the names of the columns with the texts."""
        self._old, self._new = old, new

    def __call__(self, table: pa.Table) -> pa.Table:
        """Return a row of `briefer.render.DATASET_CHANGE_FIELDS` for each pair."""
        for name in (self._old, self._new):
            if name not in table.column_names:
                raise UsageError(f"the dataset has no column {name!r}")
        made = [self._row(values) for values in arrow_rows(table)]
        return dataset_table(made, DATASET_CHANGE_FIELDS)

    def _row(self, values: Mapping[str, Any]) -> dict[str, Any]:
        row: dict[str, Any] = {"source": ""}
        try:
            old, new = (
                split(article_from_text(_text(values, name), source=name))
                for name in (self._old, self._new)
            )
        except BrieferError as error:
            row |= {"error": type(error).__name__, "message": str(error)}
        else:
            found = diff(old, new)
            row["is_related"] = found.related
            row["changes"] = [_change(change_value(change)) for change in found.changes]
        rest = {k: v for k, v in values.items() if k not in (self._old, self._new, "id")}
        return dataset_row(row, values.get("id"), rest, DATASET_CHANGE_FIELDS)


def _change(value: Mapping[str, Any]) -> dict[str, Any]:
    places = {side: value[side] and value[side]["text"] for side in ("old", "new")}
    return {**value, **places}


def _verdict(
    values: Mapping[str, Any], result: Claim | BrieferError, article: str, claim: str
) -> dict[str, Any]:
    answer = claim_answer(result)
    row = {
        **answer,
        "source": "",
        "claim": values.get(claim),
        "sentences": [each["sentence"] for each in answer["evidence"]],
        "findings": [each["message"] for each in answer["findings"]],
    }
    rest = {k: v for k, v in values.items() if k not in (article, claim, "id")}
    return dataset_row(row, values.get("id"), rest, DATASET_VERDICT_FIELDS)


def _text(values: Mapping[str, Any], name: str) -> str:
    text = values.get(name)
    if not isinstance(text, str) or not text.strip():
        raise NoArticleError(f'"{name}" must be a text')
    return text
