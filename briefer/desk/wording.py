"""How much of a draft's wording was changed."""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import LCSseq


def share_changed(pairs: Iterable[tuple[str, str]]) -> float:
    """Return the share of words, of both wordings together, that only one of them has, in [0, 1].

    Words are what stands between spaces. Those of a pair that are in both, in the same order, are
    the longest common subsequence (LCS).

    Args:
        pairs: Each claim as it was drafted and as it stands now; empty where it is left out.
    """
    words = kept = 0
    for before, after in pairs:
        old, new = before.split(), after.split()
        words += len(old) + len(new)
        kept += 2 * (len(old) if old == new else LCSseq.similarity(old, new))
    return round(1 - kept / words, 4) if words else 0.0
