"""Results that an earlier run made of all the same, so that a later one need not."""

from __future__ import annotations

from dataclasses import dataclass

from briefer.model import Provenance
from briefer.providers import CachedProvider
from briefer.store import Store


@dataclass(frozen=True, slots=True)
class KeptResults:
    """What a store has of earlier runs' results.

    ``answers`` are those that results were made of: a result counts only as long as they are
    there. None where no model answers, but code alone. ``making`` is the hash of how a run makes
    its results.
    """

    store: Store
    answers: CachedProvider | None
    making: str

    def found(self, key: str) -> object | None:
        """Return what was made of the same, and of the same answers."""
        match self.store.result(key):
            case (str(answers), tuple(requests), result):
                if self.answers is None:
                    return result
                if self.answers.hash_of(requests) == answers:
                    self.answers.gave(len(requests))
                    return result
        return None

    def keep(self, key: str, result: object, provenance: Provenance) -> None:
        """Keep a result under a hash of all that it was made of."""
        if self.answers is None:
            self.store.keep_result(key, ("", (), result))
            return
        answers = self.answers.hash_of(provenance.requests)
        if answers is not None:
            self.store.keep_result(key, (answers, provenance.requests, result))
