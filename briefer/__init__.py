"""Articles in, checked briefs out: every claim names its source sentences and was held to them.

    import briefer

    summary = briefer.summarize(text, model="extractive")
    for claim in summary.claims:
        print(claim.text, [e.sentence for e in claim.evidence], claim.status)

Nothing is printed and nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefer.version import __version__

if TYPE_CHECKING:
    from briefer.api import (
        Options,
        Session,
        daily,
        daily_async,
        diff,
        summarize,
        summarize_async,
        verify,
        verify_async,
    )
    from briefer.errors import BrieferError
    from briefer.model import Article, Brief, Claim, Summary, Verification

__all__ = [
    "Article",
    "Brief",
    "BrieferError",
    "Claim",
    "Options",
    "Session",
    "Summary",
    "Verification",
    "__version__",
    "daily",
    "daily_async",
    "diff",
    "summarize",
    "summarize_async",
    "verify",
    "verify_async",
]

_HOMES = {
    "BrieferError": "briefer.errors",
    **dict.fromkeys(("Article", "Brief", "Claim", "Summary", "Verification"), "briefer.model"),
}


def __getattr__(name: str) -> Any:
    """Import what is asked for when it is asked for."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_HOMES.get(name, "briefer.api")), name)
