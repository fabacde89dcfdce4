"""Who may decide, who may sign, and what stands open when somebody does."""

from __future__ import annotations

from collections.abc import Iterable

from briefer.desk.review import Review, ReviewedClaim
from briefer.errors import ConflictError, NotAllowedError, UndecidedError
from briefer.model import Decision, OpenFinding, Person

STATEMENT = (
    "I have read these claims beside their sources and take editorial responsibility for this "
    "brief."
)
"""What is signed for where nothing else is said."""


def demand_editor(person: Person | None, name: str) -> Person:
    """Return who decides or signs, if they may.

    Raises:
        NotAllowedError: there is nobody of that name, or they are a reader.
    """
    if person is None:
        raise NotAllowedError(f"there is no {name} at the desk")
    if person.role == "reader":
        raise NotAllowedError(f"{name} reads here, and neither decides nor signs")
    return person


def demand_signable(review: Review, person: Person, *, two_person: bool) -> None:
    """Demand that a person may sign a review as it stands.

    Raises:
        NotAllowedError: two persons are asked for, and this one edited.
        UndecidedError: claims are to be decided yet.
        ConflictError: another edition has taken its place, or they signed it already.
    """
    if two_person and person.name in editors_of(review.decisions):
        raise NotAllowedError(
            f"{person.name} edited this brief, and two persons are asked for: another has to sign",
            hint="desk.two_person in briefer.toml asks for it",
        )
    if not review.is_current:
        raise ConflictError(
            "another edition has taken this one's place", hint="review and sign that one"
        )
    left = len(review.to_decide)
    if left:
        raise UndecidedError(f"{left} {'claim is' if left == 1 else 'claims are'} to be decided")
    if any(each.who == person.name and review.holds(each) for each in review.signoffs):
        raise ConflictError(f"{person.name} has signed this already", hint="there is nothing to do")


def editors_of(decisions: Iterable[Decision]) -> frozenset[str]:
    """Return who changed anything: all but those who only accepted, also of what was undone."""
    return frozenset(each.who for each in decisions if each.action != "accept")


def open_findings(review: Review) -> tuple[OpenFinding, ...]:
    """Return what the checks hold against claims that stand, claim by claim."""
    return tuple(
        OpenFinding(claim.path, claim.claim.text, message)
        for claim in review.claims
        if not claim.is_cut and _is_open(claim)
        for message in _messages(claim)
    )


def _is_open(claim: ReviewedClaim) -> bool:
    now = claim.claim
    return now.handling == "kept" and (now.status != "confirmed" or now.by == "editor")


def _messages(claim: ReviewedClaim) -> list[str]:
    found = [f"{each.kind}: {each.message}" for each in claim.claim.findings]
    return found or ["words alone do not carry all of it"]
