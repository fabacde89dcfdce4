"""Claim against evidence, with no model involved.

What checks is imported when it is first asked for: that takes a tenth of a second, in which a run
can already have sent its first requests.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.checks.checking import check
    from briefer.checks.sentences import SourceSentence
    from briefer.checks.source import Source
    from briefer.checks.translation import check_translation
    from briefer.checks.verdict import Verdict
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "checking": ("check",),
            "sentences": ("SourceSentence",),
            "source": ("Source",),
            "translation": ("check_translation",),
            "verdict": ("Verdict",),
        },
    )

__all__ = ["Source", "SourceSentence", "Verdict", "check", "check_translation"]
