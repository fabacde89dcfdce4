"""One decision, held to what may be decided of a claim or a story as it stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefer.desk.review import held, is_cut, standing, story_order, story_paths
from briefer.errors import ConflictError, UsageError
from briefer.model import Action, Brief, Claim, Decision, Via
from briefer.version import __version__

_LONGEST = 5_000
"""Characters of a claim's wording, at most."""
LONGEST_NOTE = 1_000
"""Characters of a note, at most."""
_OF_STORIES: frozenset[Action] = frozenset({"cut", "restore", "move"})
_OF_CLAIMS: frozenset[Action] = frozenset({"accept", "edit", "cut", "flag", "restore"})


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants decided.

    ``seen`` is the hash of the last decision about the claim or story that they know of, empty
    for none, None where they decide whatever was decided before. ``verdict`` is the edited wording
    as it was checked, ``reader`` the model that read it, if one did; ``to`` the place that a story
    is moved to, from 1.
    """

    path: str
    action: Action
    who: str
    seen: str | None = None
    verdict: Claim | None = None
    to: int | None = None
    note: str = ""
    via: Via = "page"
    reader: str = ""


def paths_for(draft: Brief, wish: Wish) -> list[str]:
    """Return the paths whose decisions tell whether a wish can be met: a place is among stories."""
    return story_paths(draft) if wish.action == "move" else [wish.path]


def decided(
    draft: Brief, claims: Mapping[str, Claim], wish: Wish, decisions: Sequence[Decision]
) -> Decision:
    """Return the decision that meets a wish, without its number and hashes.

    Args:
        draft: The brief as it was made.
        claims: Its claims, by their paths.
        wish: What is wanted.
        decisions: Those of `paths_for`, as they stand.

    Raises:
        ConflictError: somebody decided since, or it cannot be decided so as it stands now.
        UsageError: there is no such claim or story, or it makes no sense of one.
    """
    of_it = [each for each in decisions if each.path == wish.path]
    last = of_it[-1].hash if of_it else ""
    if wish.seen is not None and wish.seen != last:
        raise ConflictError(_since(of_it))
    if len(wish.note) > LONGEST_NOTE:
        raise UsageError(f"a note has {LONGEST_NOTE:,} characters at most")
    if wish.path in claims:
        before, after = _of_claim(claims[wish.path], wish, of_it)
    elif wish.path in story_paths(draft):
        before, after = _of_story(draft, wish, of_it, decisions)
    else:
        raise UsageError(
            f"there is no claim or story {wish.path[:80]}", hint="paths are those of the review"
        )
    verdict = wish.verdict if wish.action == "edit" else None
    checkers = ", ".join(filter(None, (f"briefer {__version__}", wish.reader)))
    return Decision(
        *(0, "", wish.path, wish.action, wish.who, "", before, after, "", ""),
        verdict=verdict,
        checks=checkers if verdict else "",
        note=wish.note,
        via=wish.via,
    )


def misquotes(claim: Claim) -> bool:
    """Return whether a wording has quotation marks round words that the articles do not have."""
    return any(each.kind == "quotation" and each.level != "doubt" for each in claim.findings)


def _since(decisions: Sequence[Decision]) -> str:
    if not decisions:
        return "nothing has been decided here, other than was seen"
    last = decisions[-1]
    return f"{last.who} decided here meanwhile: {last.action}"


def _of_claim(
    draft: Claim, wish: Wish, decisions: Sequence[Decision]
) -> tuple[str | None, str | None]:
    """Return a claim's wordings before and after; None where it is not shown."""
    if wish.action not in _OF_CLAIMS:
        raise UsageError("only a story can be moved")
    before = _shown(draft, decisions)
    if wish.action == "restore":
        _demand_held(decisions)
        return before, _shown(draft, [*decisions, _restoring(wish)])
    if before is None:
        raise ConflictError("the claim is cut", hint="restore it first")
    if wish.action == "cut":
        return before, None
    if wish.action != "edit":
        return before, before
    if wish.verdict is None or not wish.verdict.text.strip():
        raise UsageError("an edited claim has a text", hint="cut it to leave it out")
    after = wish.verdict.text
    if len(after) > _LONGEST:
        raise UsageError(f"a claim has {_LONGEST:,} characters at most")
    if misquotes(wish.verdict):
        raise UsageError(
            "quotation marks stand only round words that the articles have so",
            hint="quote the source word for word, or say it without quotation marks",
        )
    if after == before:
        raise UsageError("the claim reads so already", hint="accept it as it is")
    return before, after


def _of_story(
    draft: Brief, wish: Wish, of_it: Sequence[Decision], of_all: Sequence[Decision]
) -> tuple[str | None, str | None]:
    """Return a story's places before and after, from 1; of one that is cut, ``shown`` and None."""
    if wish.action not in _OF_STORIES:
        raise UsageError(f"{wish.action} is for a claim: a story is cut, moved or restored")
    is_gone = is_cut(of_it)
    if wish.action == "restore":
        _demand_held(of_it)
        return _presence(of_it), _presence([*of_it, _restoring(wish)])
    if is_gone:
        raise ConflictError("the story is cut", hint="restore it first")
    if wish.action == "cut":
        return "shown", None
    order = story_order(draft, of_all)
    cut = {path for path in order if is_cut(each for each in of_all if each.path == path)}
    others = [path for path in order if path != wish.path]
    shown = [path for path in others if path not in cut]
    if wish.to is None or not 1 <= wish.to <= len(shown) + 1:
        raise UsageError(f"a story is moved to a place from 1 to {len(shown) + 1}")
    at = others.index(shown[wish.to - 1]) if wish.to <= len(shown) else len(others)
    before = order.index(wish.path)
    if at == before:
        raise UsageError("the story is there already")
    return str(before + 1), str(at + 1)


def _shown(draft: Claim, decisions: Sequence[Decision]) -> str | None:
    action, claim = standing(draft, decisions)
    return None if action == "cut" else claim.text


def _presence(decisions: Sequence[Decision]) -> str | None:
    return None if is_cut(decisions) else "shown"


def _demand_held(decisions: Sequence[Decision]) -> None:
    if not held(decisions):
        raise ConflictError("nothing is decided here that could be taken back")


def _restoring(wish: Wish) -> Decision:
    return Decision(0, "", wish.path, "restore", wish.who, "", None, None, "", "")
