"""What goes out, and what a target is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Protocol

from briefer.errors import NotAllowedError
from briefer.model import (
    Article,
    Brief,
    Failure,
    Publication,
    Release,
    Signer,
    edition_hash,
    publication_key,
)
from briefer.scrub import without_folders

if TYPE_CHECKING:
    from briefer.desk.review import Review
    from briefer.store import Store

_DAY = len("2026-11-22")


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A brief on its way out, as it was decided.

    ``edition`` is the hash of the edition that it was decided from, ``content`` its own;
    ``before`` are the hashes of the editions that this one supersedes, the last in front.
    ``signoff`` is the hash of the signature that it goes out under, empty for an unsigned one.
    ``articles`` are those of the store, by their hashes.
    """

    brief: Brief
    edition: str
    content: str
    release: Release
    signoff: str = ""
    before: tuple[str, ...] = ()
    articles: Mapping[str, Article] | None = None

    def key(self, target: str) -> str:
        """Return what makes its publication at a target one: signed is another than labelled."""
        released = self.content if self.release.signers else f"{self.content} unsigned"
        return publication_key(released, target)

    def released(self, publication: Publication, earlier: Publication | None) -> Release:
        """Return how it goes out, dated where it takes the place of another version."""
        modified = publication.made if self.corrects(earlier) else ""
        return replace(self.release, modified=modified)

    def corrects(self, earlier: Publication | None) -> bool:
        """Return whether it says otherwise than what was published before."""
        return earlier is not None and earlier.content != self.content


@dataclass(frozen=True, slots=True)
class Delivery:
    """What a target made of a brief: what it calls it, where it is read, what else there is."""

    remote: str = ""
    url: str = ""
    detail: str = ""


HandOver = Callable[[], None]
"""Called right before the step after which a target may have the brief; raises to stop it."""


class Target(Protocol):
    """One place that briefs go to."""

    @property
    def name(self) -> str:
        """What it is called in the store: ``wordpress https://news.example.org``."""

    @property
    def can_look_up(self) -> bool:
        """Whether it finds what it sent before: it can change that, and try again safely."""

    async def rehearse(self, going: Outgoing, earlier: Publication | None) -> str:
        """Try what is harmless: the connection, the password; return what would be done.

        Raises:
            BrieferError: it would fail.
        """

    async def send(
        self,
        going: Outgoing,
        publication: Publication,
        earlier: Publication | None,
        hand_over: HandOver,
    ) -> Delivery:
        """Send a brief.

        Args:
            going: The brief.
            publication: This publication; its key is the same in every attempt.
            earlier: What was sent there of the same brief before, which this one corrects.
            hand_over: To be called before the step that cannot be taken back.

        Raises:
            BrieferError: it was not taken; a PublishError that is ``uncertain`` where it may have
                been.
        """


def outgoing(review: Review, store: Store, *, unsigned: bool = False) -> Outgoing:
    """Return a brief under review as it goes out.

    Args:
        review: The brief.
        store: The store that it is in.
        unsigned: Whether it may go out though nobody has signed it; it is labelled then.

    Raises:
        NotAllowedError: nobody has signed it as it is now; what corrects a version that people
            decided about never goes out unsigned.
    """
    held = [each for each in review.signoffs if review.holds(each)]
    if not held and not unsigned:
        was = "what was signed has changed since" if review.signoffs else "nobody has signed it"
        raise NotAllowedError(
            f"the brief of {review.day} is not published: {was}",
            hint=f"briefer sign {review.day} --as NAME; --unsigned publishes it with a label",
        )
    before = editions_before(review.number, store)
    if not held and any(store.decisions(each) or store.signoffs(each) for each in before):
        raise NotAllowedError(
            f"the brief of {review.day} is not published: people decided about the version before, "
            "and nobody has signed this one",
            hint=f"briefer desk shows it; briefer sign {review.day} --as NAME",
        )
    signers = dict.fromkeys(Signer(each.who, each.made[:_DAY]) for each in held)
    hashes = (ref.hash for ref in review.brief.articles)
    found = (store.article(known) for known in hashes)
    return Outgoing(
        brief=_without_folders(review.brief),
        edition=review.edition,
        content=review.content,
        release=Release(tuple(signers), edited=review.is_edited),
        signoff=held[-1].hash if held else "",
        before=before,
        articles={each.hash: each for each in found if each is not None},
    )


def _without_folders(brief: Brief) -> Brief:
    """Return a brief that tells nobody where on this machine its files lie."""

    def failed(failure: Failure) -> Failure:
        name = without_folders(failure.source)
        message = failure.message.replace(failure.source, name)
        return replace(failure, source=name, message=message)

    return replace(
        brief,
        articles=tuple(
            replace(each, source=without_folders(each.source)) for each in brief.articles
        ),
        failures=tuple(map(failed, brief.failures)),
    )


def editions_before(number: int, store: Store) -> tuple[str, ...]:
    """Return the hashes of the editions that one supersedes, the last in front."""
    found: list[str] = []
    edition = store.edition(number)
    while edition is not None and edition.supersedes is not None:
        edition = store.edition(edition.supersedes)
        if edition is not None:
            found.append(edition_hash(edition.kind, edition.series, edition.day, edition.value))
    return tuple(found)
