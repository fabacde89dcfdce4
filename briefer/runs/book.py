"""What the store keeps of a run while it goes on: its articles, its failures, what it came to."""

from __future__ import annotations

import threading
from dataclasses import replace
from decimal import Decimal

from briefer.errors import BrieferError, BudgetError, OutputError, RunInterruptedError
from briefer.model import Article, PromptRef
from briefer.providers import CachedProvider
from briefer.runs.progress import Tally
from briefer.store import UNKNOWN, Status, Store, Totals

_EVERY = 20
"""Articles between two notes of what a run has come to; a killed run shows the last."""


class RunBook:
    """Keeps one run's entry in the store, from its first article to its end."""

    def __init__(
        self, store: Store, command: str, cached: CachedProvider | None, tally: Tally
    ) -> None:
        """Take note of whose run it is; nothing is written yet."""
        self._store = store
        self._command = command
        self._cached = cached
        self._tally = tally
        self._number: int | None = None
        self._done = self._failed = 0
        self._prompts: dict[str, PromptRef] = {}
        self._pricing: threading.Thread | None = None

    def begin(self, model: str) -> None:
        """Open the entry."""
        self._number = self._store.begin_run(self._command, model=model)

    def done(self, article: Article | None, prompts: tuple[PromptRef, ...]) -> None:
        """Take note of an article that has its result; None where it is not to be kept."""
        self._done += 1
        self._prompts |= {prompt.label: prompt for prompt in prompts}
        # Whoever is killed before it is written does the article again, out of kept replies.
        if article is not None:
            self._store.keep_article(article, later=True)
        is_priced = self._is_priced()
        if self._number is not None and self._done % _EVERY == 0 and is_priced:
            self._store.update_run(self._number, self._totals(), self._prompts.values())

    def used(self, prompts: tuple[PromptRef, ...]) -> None:
        """Take note of prompts that were used for all articles together."""
        self._prompts |= {prompt.label: prompt for prompt in prompts}

    def failed(self, source: str, error: BrieferError) -> None:
        """Take note of a source that failed; answers that could not be used are forgotten."""
        self._failed += 1
        if isinstance(error, OutputError) and self._cached is not None:
            self._cached.forget(error.keys)
        if self._number is not None:
            self._store.fail_in_run(self._number, source, type(error).__name__, str(error))

    def end(self, error: BaseException | None) -> None:
        """Close the entry with how the run ended."""
        if self._number is None:
            return
        if error is None:
            status: Status = "done"
        elif isinstance(error, BudgetError):
            status = "stopped"
        elif isinstance(error, Exception) and not isinstance(error, RunInterruptedError):
            status = "failed"
        else:
            status = "interrupted"
        self._store.end_run(self._number, status, self._totals(), self._prompts.values())

    def _is_priced(self) -> bool:
        """Whether the cost can be told without delay: the price list takes a while to load."""
        if self._pricing is None and self._cached is not None and self._cached.asked:
            self._pricing = threading.Thread(target=lambda: self._tally.cost, name="prices")
            self._pricing.start()
        return self._pricing is None or not self._pricing.is_alive()

    def _totals(self) -> Totals:
        totals = Totals(cost="0", done=self._done, failed=self._failed)
        cached, tally = self._cached, self._tally
        if cached is None:
            return totals
        cost = tally.cost if cached.asked else Decimal(0)
        return replace(
            totals,
            requests=cached.asked,
            hits=cached.hits + cached.shared,
            retries=tally.retries,
            usage=cached.usage,
            cost=UNKNOWN if cost is None else str(cost),
        )
