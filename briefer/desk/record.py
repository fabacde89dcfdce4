"""The record of a brief: what it was made from, every decision, every signature, where it went.

Who has one can tell by itself whether it is whole: its hashes are derived again, and all that
follows from the draft and the decisions is worked out anew. That nobody wrote another record in its
stead shows only beside the store, or beside its hash kept elsewhere.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, TypeVar

from briefer.desk.review import Review, review_of
from briefer.model import Decision, Publication, Signoff, edition_hash, tagged_hash
from briefer.render import brief_from, dumps, value_of
from briefer.store import Edition, broken_links, value_from

VERSION = 1
T = TypeVar("T")


def record_of(now: Review, edition: Edition) -> dict[str, Any]:
    """Return the record of a brief under review, as JSON values."""
    made = now.draft.provenance
    judge = made.judge
    value = {
        "record_version": VERSION,
        "kind": "record",
        "edition": {
            "hash": now.edition,
            "number": now.number,
            "series": now.series,
            "day": edition.day,
            "made": now.made,
            "current": now.is_current,
        },
        "articles": [{"hash": ref.hash, "url": ref.url} for ref in now.draft.articles],
        "prompts": [{"prompt": each.label, "hash": each.hash} for each in made.prompts],
        "models": {
            "writer": f"{made.provider}:{made.model}",
            "judge": f"{judge.provider}:{judge.model}" if judge else None,
        },
        "checks": {
            "draft": made.generator,
            "edits": sorted({each.checks for each in now.decisions if each.checks}),
        },
        "draft": edition.value,
        "decisions": value_of(now.decisions),
        "content": now.content,
        "changed": now.changed,
        "progress": value_of(now.progress),
        "signoffs": value_of(now.signoffs),
        "signed_by": [each.who for each in now.signoffs if now.holds(each)],
        "publications": value_of(now.publications),
    }
    return {**value, "hash": _hash(value)}


def record_text(record: dict[str, Any]) -> str:
    """Return a record as it is written: every byte of it counts."""
    return dumps(record) + "\n"


def problems_of_record(text: str) -> Iterator[str]:
    """Yield what is wrong with a record as it was written, a line each; nothing for a whole one."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        yield f"it is no JSON: {error}"
        return
    if not isinstance(record, dict) or record.get("kind") != "record":
        yield "it is no record of a brief"
        return
    if record.get("record_version") != VERSION:
        yield f"it is a record of version {record.get('record_version')!r}, not {VERSION}"
        return
    try:
        if record_text(record) != text:
            yield "it is not written as it was made: something in it was changed"
        yield from _problems(record)
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        yield f"something is missing in it, or of another kind: {error!r:.200}"


def _problems(record: dict[str, Any]) -> Iterator[str]:
    if record["hash"] != _hash({name: each for name, each in record.items() if name != "hash"}):
        yield "its hash is not the one that it was made with"
    told = record["edition"]
    known = edition_hash("brief", told["series"], told["day"], record["draft"])
    if told["hash"] != known:
        yield "the draft is not the one that the edition's hash was made from"
    decisions = _values(Decision, record["decisions"])
    signoffs = _values(Signoff, record["signoffs"])
    yield from broken_links(told["hash"], decisions)
    yield from broken_links(told["hash"], signoffs)
    yield from _misplaced(told["hash"], decisions, signoffs)
    draft = brief_from(record["draft"])
    if draft is None:
        yield "the draft is no brief"
        return
    stored = Edition(
        *(told["number"], "brief", told["series"], told["day"], told["made"], None),
        current=told["current"],
        value=record["draft"],
        stories=(),
    )
    publications = _values(Publication, record["publications"])
    again = review_of(
        stored, told["hash"], draft, decisions, signoffs=signoffs, publications=publications
    )
    made = record_of(again, stored)
    for name in (*made, *(each for each in record if each not in made)):
        if name != "hash" and dumps(made.get(name)) != dumps(record.get(name)):
            yield f"{name} is not what follows from the draft and the decisions"


def _misplaced(
    edition: str, decisions: Sequence[Decision], signoffs: Sequence[Signoff]
) -> Iterator[str]:
    """Yield the signatures that stand under no decision there is."""
    heads = [edition, *(each.hash for each in decisions)]
    for each in signoffs:
        if each.decisions >= len(heads) or heads[each.decisions] != each.head:
            yield f"the signature of {each.who} is under decisions that are not in it"


def _values(kind: type[T], values: Any) -> tuple[T, ...]:
    return tuple(value_from(kind, each) for each in values)


def _hash(value: dict[str, Any]) -> str:
    return tagged_hash("record", value)
