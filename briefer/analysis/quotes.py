"""Quotation marks in a sentence."""

from __future__ import annotations

_CLEAN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
                        "\u00a0": " ", "\u202f": " ", "–": "-", "—": "-", "‑": "-"})  # fmt: skip


def is_cut(text: str) -> bool:
    """Return whether a quotation in a sentence begins or ends in another sentence."""
    return text.count('"') % 2 == 1 or text.count("“") != text.count("”")


def plain(text: str) -> str:
    """Return a quotation's words with quote marks, dashes, spaces and capitals evened out."""
    return " ".join(text.translate(_CLEAN).lower().replace('"', "").split())
