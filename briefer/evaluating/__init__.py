"""Prompts, models and checks measured on cases: is one better, worse, or can one not tell?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.evaluating.cases import CheckFiles, writing_cases, writing_problems
    from briefer.evaluating.facts import Output
    from briefer.evaluating.outcomes import Arm
    from briefer.evaluating.printing import report_html, report_markdown, report_value
    from briefer.evaluating.report import Report, report_of, report_of_two
    from briefer.evaluating.running import check_by_words, write
    from briefer.evaluating.runs import Header, RunFile, RunWriter, Timing, content_hash
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "cases": ("CheckFiles", "writing_cases", "writing_problems"),
            "facts": ("Output",),
            "outcomes": ("Arm",),
            "printing": ("report_html", "report_markdown", "report_value"),
            "report": ("Report", "report_of", "report_of_two"),
            "running": ("check_by_words", "write"),
            "runs": ("Header", "RunFile", "RunWriter", "Timing", "content_hash"),
        },
    )

__all__ = [
    "Arm",
    "CheckFiles",
    "Header",
    "Output",
    "Report",
    "RunFile",
    "RunWriter",
    "Timing",
    "check_by_words",
    "content_hash",
    "report_html",
    "report_markdown",
    "report_of",
    "report_of_two",
    "report_value",
    "write",
    "writing_cases",
    "writing_problems",
]
