"""Edited wordings that a model reads beside their articles, where words leave them open."""

from __future__ import annotations

from collections import OrderedDict
from functools import partial
from typing import TYPE_CHECKING

import anyio

from briefer.desk.checking import Reading, articles_for, as_one
from briefer.errors import BrieferError

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefer.desk.review import Review
    from briefer.desk.service import Desk
    from briefer.desk.web.engine import Engine
    from briefer.model import Claim

_MOST_KEPT = 500
_LONGEST = 20.0
"""Seconds that an edit waits for its reading; without one it is kept as words see it."""

Key = tuple[int, str, str]


class Readings:
    """Reads wordings, each once: what is shown while one is typed is what is kept with it."""

    def __init__(self, desk: Desk, engine: Engine | None, note: Callable[[str], None]) -> None:
        self._desk = desk
        self._engine = engine
        self._note = note
        self._kept: OrderedDict[Key, Reading] = OrderedDict()

    async def of(self, review: Review, path: str, words: Claim) -> Reading | None:
        """Return a wording as a model reads it; None where words settle it, or no model is set.

        Raises:
            BrieferError: the model does not answer.
        """
        if self._engine is None or words.status != "open" or not self._engine.judges:
            return None
        key = (review.number, path, words.text)
        known = self._kept.get(key)
        if known is None:
            known = self._kept[key] = await self._read(self._engine, review, path, words)
            while len(self._kept) > _MOST_KEPT:
                self._kept.popitem(last=False)
        return known

    async def for_edit(self, review: Review, path: str, text: str | None) -> Reading | None:
        """Return what is to be kept with an edit; None where it is what words make of it.

        A model that fails, or takes too long, keeps nobody from editing; that is noted.

        Raises:
            UsageError: there is no such claim.
        """
        if text is None or self._engine is None or not self._engine.judges:
            return None
        work = partial(self._desk.check, review.number, path, text)
        words = await anyio.to_thread.run_sync(work)
        try:
            with anyio.fail_after(_LONGEST):
                return await self.of(review, path, words)
        except (BrieferError, TimeoutError) as error:
            self._note(f"an edit is kept as words see it: {error or 'the judge takes too long'}")
            return None

    async def _read(self, engine: Engine, review: Review, path: str, words: Claim) -> Reading:
        refs = review.draft.articles
        numbers, articles = [], []
        for number in articles_for(review.draft, path):
            article = await anyio.to_thread.run_sync(self._desk.article, refs[number - 1].hash)
            if article is not None:
                numbers.append(number)
                articles.append(article)
        return as_one(words, await engine.verified(words.text, articles), numbers)
