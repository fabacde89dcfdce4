"""Claim against evidence, with no model involved."""

from briefer.checks.check import check
from briefer.checks.source import Source
from briefer.checks.translation import check_translation
from briefer.checks.verdict import THRESHOLD, Verdict

__all__ = ["THRESHOLD", "Source", "Verdict", "check", "check_translation"]
