"""Claim against evidence, with no model involved.

What checks is imported when it is first asked for: that takes a tenth of a second, in which a run
can already have sent its first requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefer.checks.checking import check
    from briefer.checks.source import Source
    from briefer.checks.translation import check_translation
    from briefer.checks.verdict import THRESHOLD, Verdict

__all__ = ["THRESHOLD", "Source", "Verdict", "check", "check_translation"]

_HOMES = {
    "THRESHOLD": "verdict",
    "Source": "source",
    "Verdict": "verdict",
    "check": "checking",
    "check_translation": "translation",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value = globals()[name] = getattr(import_module(f"briefer.checks.{_HOMES[name]}"), name)
    return value
