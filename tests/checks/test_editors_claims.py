"""Claims that editors wrote by hand, half of them wrong in one small way."""

from collections import Counter

import pytest

from benchmarks import claims as editors

pytestmark = pytest.mark.one_python

FILES = sorted(editors.CLAIMS.glob("*.jsonl"))


@pytest.mark.parametrize("cite", [False, True])
def test_editors_claims_are_judged_as_the_editors_judge_them(cite):
    counts = Counter()
    for path in FILES:
        counts += editors.tally(editors.read(path), cite=cite)[0]
    assert sum(counts.values()) >= 80
    assert editors.balanced(counts) >= 0.90


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_good_paraphrase_is_hardly_ever_flagged(path):
    counts, _ = editors.tally(editors.read(path))
    assert counts[True, False] <= 0.1 * (counts[True, True] + counts[True, False])
