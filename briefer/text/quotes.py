"""Quotation marks in a sentence."""

from __future__ import annotations


def is_cut(text: str) -> bool:
    """Return whether a quotation in a sentence begins or ends in another sentence."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")
