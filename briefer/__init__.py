"""Articles in, checked briefs out: every claim names its source sentences and was held to them.

    import briefer

    summary = briefer.summarize(text, model="extractive")
    for claim in summary.claims:
        print(claim.text, [e.sentence for e in claim.evidence], claim.status)

Nothing is printed and nothing heavy is imported before it is needed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names
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
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "api": (
                "Options",
                "Session",
                "daily",
                "daily_async",
                "diff",
                "summarize",
                "summarize_async",
                "verify",
                "verify_async",
            ),
            "errors": ("BrieferError",),
            "model": ("Article", "Brief", "Claim", "Summary", "Verification"),
        },
    )

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
