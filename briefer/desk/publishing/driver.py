"""Sending a brief to its targets: each once, also where a process ends on the way.

What is to be sent is planned in the store before anything goes out, is marked as under way right
before the step that cannot be taken back, and as sent after it. One process at a time publishes
from a store, so that what is marked as under way when it begins was left behind by one that ended:
a target that can tell what became of it is asked, of any other it is said that it is unknown.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import anyio

from briefer.desk.publishing.outgoing import Delivery, Outgoing, Target
from briefer.errors import BrieferError, ConflictError, PublishError, StoreWriteError, unexpected
from briefer.model import Publication, PublicationState
from briefer.scrub import masked
from briefer.store import FileLock, Store

Ended = Literal["sent", "already", "failed", "unknown", "planned"]
SAID: Mapping[Ended, str] = {
    "sent": "sent",
    "already": "has it already",
    "failed": "failed",
    "unknown": "unknown",
    "planned": "would be sent",
}
"""What became of a brief at a target, in words."""
_POLL_SECONDS = 0.1
_WAIT_SECONDS = 5.0
"""For another process that publishes from the same store."""

_FRESH: tuple[PublicationState, ...] = ("planned", "failed")
_UNDER_WAY: tuple[PublicationState, ...] = ("sending",)
_ALL: tuple[PublicationState, ...] = ("planned", "sending", "sent", "failed", "unknown")
_UNKNOWN = "whether it arrived is not known: an earlier attempt ended while it was handed over"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a brief at one target.

    ``state`` is ``sent``, ``already`` (it was before), ``failed``, ``unknown`` or, of a rehearsal,
    ``planned``. ``corrects`` says that the target had an earlier version. ``detail`` says more,
    ``error`` is why it failed, with its exit code.
    """

    target: str
    state: Ended
    url: str = ""
    detail: str = ""
    corrects: bool = False
    error: BrieferError | None = None


async def publish(
    going: Outgoing,
    targets: Sequence[Target],
    store: Store,
    *,
    again: Collection[str] = (),
    who: str = "",
) -> list[Outcome]:
    """Send a brief to targets, in order, and return what became of it at each.

    What fails at one target keeps none of the others from getting it; those that have it already
    are left alone.

    Args:
        going: The brief.
        targets: Where to.
        store: Has what was sent where.
        again: First words of the names of targets that get it though it was sent, or may have been.
        who: Who publishes.

    Raises:
        ConflictError: another process is publishing from this store.
        StoreWriteError: what is planned cannot be kept; nothing was sent.
    """
    async with _alone(store):
        planned = [(target, *_planned(going, target, store, who, again)) for target in targets]
        return [
            await _one(going, target, publication, earlier, store, anew=_is_in(target, again))
            if publication is not None
            else Outcome(target.name, "already", earlier.url if earlier else "")
            for target, publication, earlier in planned
        ]


async def rehearse(going: Outgoing, targets: Sequence[Target], store: Store) -> list[Outcome]:
    """Say what `publish` would do, after trying what is harmless; nothing is sent or kept."""
    outcomes = []
    for target in targets:
        key = going.key(target.name)
        kept, earlier = store.publication(key), _earlier(going, target, store, key)
        if (kept and kept.state == "sent") or _is_enough(going, target, earlier):
            outcomes.append(Outcome(target.name, "already", kept.url if kept else ""))
            continue
        try:
            detail = await target.rehearse(going, earlier)
        except BrieferError as error:
            outcomes.append(_failed(target, error))
        else:
            corrects = going.corrects(earlier)
            outcomes.append(Outcome(target.name, "planned", detail=detail, corrects=corrects))
    return outcomes


def _planned(
    going: Outgoing, target: Target, store: Store, who: str, again: Collection[str]
) -> tuple[Publication | None, Publication | None]:
    """Keep that a brief is to be sent to a target; return that, and what it had of it before.

    The first is None where what it had is enough.
    """
    key = going.key(target.name)
    earlier = _earlier(going, target, store, key)
    if _is_enough(going, target, earlier) and not _is_in(target, again):
        return None, earlier
    plan = Publication(
        key=key,
        edition=going.edition,
        content=going.content,
        target=target.name,
        state="planned",
        made="",
        updated="",
        who=who,
        signoff=going.signoff,
        corrects=earlier.key if earlier else "",
    )
    return store.plan_publication(plan), earlier


def _earlier(going: Outgoing, target: Target, store: Store, key: str) -> Publication | None:
    """Return what a target was last sent of the same brief, in whatever version."""
    for edition in (going.edition, *going.before):
        sent = [
            each
            for each in store.publications(edition)
            if each.target == target.name and each.key != key and each.state == "sent"
        ]
        if sent:
            return max(sent, key=lambda each: each.updated)
    return None


def _is_in(target: Target, kinds: Collection[str]) -> bool:
    """Return whether a target is of one of these kinds."""
    return target.name.partition(" ")[0] in kinds


def _is_enough(going: Outgoing, target: Target, earlier: Publication | None) -> bool:
    """Return whether what a target has cannot be changed, and says the same: all but the label."""
    same = earlier is not None and earlier.content == going.content
    return same and not target.can_look_up


async def _one(
    going: Outgoing,
    target: Target,
    publication: Publication,
    earlier: Publication | None,
    store: Store,
    *,
    anew: bool,
) -> Outcome:
    key, state = publication.key, publication.state
    if state == "sent" and not anew:
        return Outcome(target.name, "already", publication.url, publication.detail)
    if state == "sending" and not target.can_look_up and not anew:
        store.advance_publication(key, _UNDER_WAY, "unknown", detail=_UNKNOWN)
        state = "unknown"
    if state == "unknown" and not anew:
        error = PublishError(_UNKNOWN, hint=_hint(target), uncertain=True)
        return _failed(target, error)
    expected = _ALL if anew else (*_FRESH, *_UNDER_WAY)
    under_way = False

    def hand_over() -> None:
        nonlocal under_way
        if not under_way:
            store.advance_publication(key, expected, "sending")
            under_way = True

    try:
        delivery = await target.send(going, publication, earlier, hand_over)
        hand_over()  # of what was there already, nothing had to be sent
        return _sent(target, delivery, store, key, corrects=going.corrects(earlier))
    except BrieferError as error:
        return _failed(target, _noted(target, error, store, key, expected))
    except Exception as error:  # noqa: BLE001 - the rest of the targets go on
        told = _noted(target, unexpected(error), store, key, expected)
        return _failed(target, told)


def _sent(target: Target, delivery: Delivery, store: Store, key: str, *, corrects: bool) -> Outcome:
    try:
        store.advance_publication(
            key,
            _UNDER_WAY,
            "sent",
            remote=delivery.remote,
            url=delivery.url,
            detail=delivery.detail,
        )
    except StoreWriteError as error:
        told = f"it was sent, and the store could not keep that: {error}"
        raise PublishError(told, hint=error.hint, uncertain=True) from error
    return Outcome(target.name, "sent", delivery.url, delivery.detail, corrects)


def _noted(
    target: Target,
    error: BrieferError,
    store: Store,
    key: str,
    expected: tuple[PublicationState, ...],
) -> BrieferError:
    """Keep that a target failed; return the error to tell."""
    is_uncertain = isinstance(error, PublishError) and error.uncertain
    if isinstance(error, StoreWriteError) or isinstance(error.__cause__, StoreWriteError):
        return error
    state: PublicationState = "unknown" if is_uncertain and not target.can_look_up else "failed"
    try:
        store.advance_publication(key, (*expected, *_UNDER_WAY), state, detail=masked(str(error)))
    except (StoreWriteError, ConflictError) as problem:
        error.add_note(str(problem))
    if state == "unknown":
        return PublishError(str(error), hint=_hint(target), uncertain=True)
    return error


def _failed(target: Target, error: BrieferError) -> Outcome:
    is_uncertain = isinstance(error, PublishError) and error.uncertain
    state: Ended = "unknown" if is_uncertain and not target.can_look_up else "failed"
    told = masked(str(error))
    return Outcome(target.name, state, "", told, error=error)


def _hint(target: Target) -> str:
    return f"look whether it is there; --again {target.name.partition(' ')[0]} sends it once more"


@asynccontextmanager
async def _alone(store: Store) -> AsyncIterator[None]:
    """Keep every other process, and thread, from publishing out of the same store."""
    if store.path is None:
        yield
        return
    lock = FileLock(Path(f"{store.path}.publishing"))
    try:
        until = anyio.current_time() + _WAIT_SECONDS
        held = lock.alone(0)
        while not held and anyio.current_time() < until:
            await anyio.sleep(_POLL_SECONDS)
            held = lock.alone(0)
        if not held:
            raise ConflictError(
                "another briefer is publishing from this store",
                hint="wait until it is done, then publish again: what was sent is not sent again",
            )
        yield
    finally:
        lock.close()
