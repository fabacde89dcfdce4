"""The claims that ``benchmarks/oracles.py`` makes of the fixture articles keep their bounds."""

import pytest

from benchmarks.generators import fixture_stories
from benchmarks.oracles import FAMILIES, judge, share

pytestmark = pytest.mark.one_python

STORIES = fixture_stories()


@pytest.mark.parametrize("family", FAMILIES)
def test_the_claims_made_of_the_fixture_articles_keep_their_bound(family):
    cases = judge(STORIES, [family])[family]
    assert cases
    assert share(cases, FAMILIES[family].outcome) <= FAMILIES[family].bound
