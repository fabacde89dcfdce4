"""Options that others on the same line make meaningless: given all the same, they are an error.

Limits hold vacuously where nothing is asked, and so does ``--no-store``; they are never ignored.
Nor is anything beside ``--dry-run``, which asks what the very same line would take without it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefer.errors import UsageError

if TYPE_CHECKING:
    from briefer.config import Resolved

_NAMES = {"brief_format": "--format", "diff_format": "--format", "who": "--as"}


@dataclass(frozen=True, slots=True)
class Ignored:
    """Options, by their parameters' names, and what makes them meaningless.

    ``when`` is given every parameter of the command with its value; ``why`` is a clause that
    says what holds then.
    """

    options: tuple[str, ...]
    when: Callable[[Mapping[str, Any]], object]
    why: str


def _is_about_a_day(given: Mapping[str, Any]) -> bool:
    chosen = {each.strip() for each in (given["fail_on"] or "").split(",")}
    return not chosen.isdisjoint(("empty", "sources")) and "brief_format" not in given


ANYWHERE = (
    Ignored(("store",), lambda given: given.get("no_store"), "--no-store keeps nothing"),
    Ignored(
        ("judge_model", "judge_base_url"),
        lambda given: given.get("judge") == "off",
        "--judge off has no claim read again",
    ),
    Ignored(
        ("embedding_model",),
        lambda given: given.get("record") or given.get("replay"),
        "recordings hold no vectors",
    ),
    Ignored(("fail_on",), _is_about_a_day, "empty and sources are of a daily brief alone"),
)
"""What holds of every command that has the options."""


def refuse_ignored(given: Mapping[str, Any], rows: Iterable[Ignored] = ()) -> None:
    """Refuse what is given in vain (raises UsageError).

    Args:
        given: A command's parameters with their values; None and False were not given.
        rows: What holds of this command, beside `ANYWHERE`.
    """
    for row in (*ANYWHERE, *rows):
        for name in row.options:
            value = given.get(name)
            if value is not None and value is not False and row.when(given):
                flag = _NAMES.get(name, "--" + name.replace("_", "-"))
                raise UsageError(f"{flag} would be ignored: {row.why}", hint=f"leave {flag} out")


def refuse_unfollowed(resolved: Resolved) -> None:
    """Refuse an option that the engine cannot follow (raises UsageError).

    What a file or the environment says of it is for other runs too, and no more than a note.
    """
    from briefer.providers import unfollowed

    for name, reason in unfollowed(resolved).items():
        origin = resolved.origins[name]
        if origin.startswith("--"):
            raise UsageError(
                f"{origin} would be ignored: {reason}",
                hint=f"leave {origin} out, or name a language model with --model",
            )
