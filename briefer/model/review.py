"""What people decide about a brief: who they are, each decision, each signature, where it went."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from briefer.model.claim import Claim
from briefer.model.hashing import tagged_hash

Role = Literal["reader", "editor", "admin"]
"""``reader``: looks; ``editor``: decides and signs; ``admin``: the same, and looks after people."""

Action = Literal["accept", "edit", "cut", "flag", "restore", "move"]
"""``accept``: the claim stands as it is; ``edit``: it stands in other words; ``cut``: it, or a
whole story, is left out; ``flag``: it stands, and readers are told that it is not borne out;
``restore``: what was decided last of it is taken back; ``move``: a story has another place."""

Via = Literal["page", "api", "command line"]
"""How somebody told the desk."""

PublicationState = Literal["planned", "sending", "sent", "failed", "unknown"]
"""``sending``: it is under way, or was when the process ended; ``unknown``: whether it arrived
cannot be found out."""

ProposalState = Literal["pending", "accepted", "declined"]


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who may use the desk; ``made`` is since when, ISO."""

    name: str
    role: Role
    made: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """One decision about one claim or story of an edition; never changed, never removed.

    ``number`` counts an edition's decisions from 1, ``edition`` is its hash, ``path`` the place of
    the claim (``$.stories[0].key_facts[1]``) or story (``$.stories[0]``) in the edition's value.
    ``before`` and ``after`` are the claim's wordings, None where it is not shown; of a story that
    is moved, its places, from 1, cut stories counted; of one that is cut, ``shown`` and None.
    ``verdict`` is what the checks made of an edited wording, and ``checks`` whose those were.
    ``previous`` is the hash of the decision before in this edition, the edition's own for the
    first; ``hash`` is made of all the rest.
    """

    number: int
    edition: str
    path: str
    action: Action
    who: str
    made: str
    before: str | None
    after: str | None
    previous: str
    hash: str
    verdict: Claim | None = None
    checks: str = ""
    note: str = ""
    via: Via = "page"

    @property
    def derived(self) -> str:
        """The hash as it has to be."""
        return link_hash(Decision, asdict(self))


@dataclass(frozen=True, slots=True)
class OpenFinding:
    """What the checks hold against a claim that is signed for all the same; ``path`` is where."""

    path: str
    claim: str
    message: str


@dataclass(frozen=True, slots=True)
class Signoff:
    """Somebody's signature under an edition, exactly as decided.

    ``content`` is the hash of the brief as decided, ``head`` that of the last decision about it
    (the edition's where there is none), ``decisions`` how many there were. ``findings`` are those
    that stand open, ``statement`` what is signed for. ``previous`` is the hash of the signature
    before under this edition, the edition's own for the first.
    """

    number: int
    edition: str
    content: str
    head: str
    decisions: int
    who: str
    made: str
    statement: str
    findings: tuple[OpenFinding, ...]
    previous: str
    hash: str
    via: Via = "page"

    @property
    def derived(self) -> str:
        """The hash as it has to be."""
        return link_hash(Signoff, asdict(self))


@dataclass(frozen=True, slots=True)
class Publication:
    """One brief on its way to one target, or there.

    ``key`` makes it one whoever tries again: it is made of the content and the target.
    ``content`` is the hash of the brief that goes out, ``signoff`` the hash of the signature it
    goes out under, empty for an unsigned one. ``remote`` is what the target calls it, ``url``
    where it is read there; ``detail`` says more of its state, ``attempts`` counts the tries.
    ``corrects`` is the key of the publication that it puts right.
    """

    key: str
    edition: str
    content: str
    target: str
    state: PublicationState
    made: str
    updated: str
    who: str = ""
    signoff: str = ""
    remote: str = ""
    url: str = ""
    detail: str = ""
    attempts: int = 0
    corrects: str = ""


@dataclass(frozen=True, slots=True)
class Proposal:
    """Another wording for a claim that a program puts forward; a person decides.

    ``by`` is who proposes, ``why`` their reason, ``verdict`` what the checks make of the wording.
    ``decided_by`` is the person who accepted or declined it, ``decided`` when, ISO.
    """

    number: int
    edition: str
    path: str
    text: str
    by: str
    made: str
    why: str = ""
    verdict: Claim | None = None
    state: ProposalState = "pending"
    decided_by: str = ""
    decided: str = ""


def publication_key(content: str, target: str) -> str:
    """Return what makes a publication one: of what is published, and where."""
    return tagged_hash("publication", [content, target])


def edition_hash(kind: str, series: str, day: str, value: Any) -> str:
    """Return what an edition is known by: it is of what it says, and what it is an edition of."""
    return tagged_hash("edition", [kind, series, day, value])


def link_hash(kind: type[Decision | Signoff], value: Mapping[str, Any]) -> str:
    """Return the hash that a decision or signature has to have, by its JSON values."""
    rest = {name: each for name, each in value.items() if name != "hash"}
    return tagged_hash(kind.__name__.lower(), rest)
