"""The types of change that ``--only`` names."""

from __future__ import annotations

from typing import get_args

_ALSO = {
    "quote": ("quotation",),
    "figure": ("number", "money", "date"),
    "person": ("name",),
    "people": ("name",),
}


def types_of(only: str | None) -> frozenset[str] | None:
    """Read ``--only``: types in the singular or plural, ``facts`` for all factual ones."""
    from briefer.errors import UsageError
    from briefer.model import NOT_FACTUAL, ChangeType

    if only is None:
        return None
    types: tuple[str, ...] = get_args(ChangeType)
    chosen: set[str] = set()
    for given in filter(None, (word.strip().lower() for word in only.split(","))):
        name = given if given in types else given.removesuffix("s")
        if name in _ALSO:
            chosen.update(_ALSO[name])
        elif name == "fact":
            chosen.update(set(types) - NOT_FACTUAL)
        elif name in types:
            chosen.add(name)
        else:
            known = ", ".join(types)
            raise UsageError(
                f"--only does not know {given}", hint=f"it knows {known}, figures and facts"
            )
    if not chosen:
        raise UsageError("--only names no type of change", hint="for example --only numbers,dates")
    return frozenset(chosen)
