"""Prompts, models and checks measured on cases: is one better, worse, or can one not tell?"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefer.lazy import lazy_names

if TYPE_CHECKING:
    from briefer.evaluating.cases import CheckCase, CheckFiles, writing_cases, writing_problems
    from briefer.evaluating.facts import Output
    from briefer.evaluating.outcomes import Arm, Checked
    from briefer.evaluating.printing import report_html, report_markdown, report_value
    from briefer.evaluating.report import Report, report_of, report_of_two
    from briefer.evaluating.running import (
        Bench,
        check_by_judge,
        check_by_words,
        judge_requests,
        write,
    )
    from briefer.evaluating.runs import Header, RunFile, RunWriter, Timing, content_hash
else:
    __getattr__ = lazy_names(
        __name__,
        {
            "cases": ("CheckCase", "CheckFiles", "writing_cases", "writing_problems"),
            "facts": ("Output",),
            "outcomes": ("Arm", "Checked"),
            "printing": ("report_html", "report_markdown", "report_value"),
            "report": ("Report", "report_of", "report_of_two"),
            "running": ("Bench", "check_by_judge", "check_by_words", "judge_requests", "write"),
            "runs": ("Header", "RunFile", "RunWriter", "Timing", "content_hash"),
        },
    )

__all__ = [
    "Arm",
    "Bench",
    "CheckCase",
    "CheckFiles",
    "Checked",
    "Header",
    "Output",
    "Report",
    "RunFile",
    "RunWriter",
    "Timing",
    "check_by_judge",
    "check_by_words",
    "content_hash",
    "judge_requests",
    "report_html",
    "report_markdown",
    "report_of",
    "report_of_two",
    "report_value",
    "write",
    "writing_cases",
    "writing_problems",
]
